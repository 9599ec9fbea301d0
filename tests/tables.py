"""The tables of the tests' SQLite, made once for every state of migrations and models and copied after that.

Making them step by step takes some twenty seconds of processor time; copying them takes none. The copy lies
in .pytest_cache and is named after what it was made from, so a changed migration makes new ones. The steps
themselves are walked by every first run, by `site migrate` in the tests that start a workspace of their own,
and by `make test-upgrade`.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from pathlib import Path

from django.db import connection
from django.db.backends.signals import connection_created

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / ".pytest_cache" / "tables"


def kept() -> Path:
    """Return where the tables of the present migrations and models are kept, whether or not they are there."""
    source = ROOT / "src" / "commonweal"
    files = [*source.glob("*/migrations/*.py"), *source.glob("*/models/**/*.py")]
    files += [*source.glob("*/models.py"), ROOT / "requirements" / "run.txt"]
    found = hashlib.sha256()
    for file in sorted(files):
        found.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    return KEPT / f"{found.hexdigest()[:24]}.sqlite3"


def in_memory() -> bool:
    """Tell whether the tests' database is an SQLite in memory."""
    return connection.vendor == "sqlite" and ":memory:" in str(connection.settings_dict["NAME"])


def copy_in() -> None:
    """Let the first connection of the run find the tables, if they were made before."""
    file = kept()
    if not in_memory() or not file.exists():
        return

    def fill(sender: object, connection: object, **_: object) -> None:
        connection_created.disconnect(fill)
        with sqlite3.connect(file) as source:
            source.backup(connection.connection)  # type: ignore[attr-defined]

    connection_created.connect(fill, weak=False)


def copy_out() -> None:
    """Keep the tables for the next run; another process that does the same changes nothing."""
    file = kept()
    if connection.vendor != "sqlite" or file.exists():
        return
    KEPT.mkdir(parents=True, exist_ok=True)
    made = file.with_suffix(f".{os.getpid()}")
    with sqlite3.connect(made) as target:
        connection.ensure_connection()
        connection.connection.backup(target)
    made.rename(file)
    for older in sorted(KEPT.glob("*.sqlite3"), key=lambda one: one.stat().st_mtime)[:-3]:
        older.unlink(missing_ok=True)
