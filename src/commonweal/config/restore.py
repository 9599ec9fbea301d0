"""Restore a backup: into a new folder first, held to its hashes and its trail; then put in place.

SQLite: what was there is moved aside by renaming, and the new put in its place. PostgreSQL: the copy
replaces the tables in one transaction. Stopped between the two, the workspace does not start until
the restore is run again.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from commonweal.config import backup, heartbeat
from commonweal.config.archive import Manifest, manifest_of, unpack
from commonweal.config.backup import NEW_FOLDER, OLD_FOLDER
from commonweal.config.database_copy import NAMES, copy_in
from commonweal.kernel.errors import Conflict, InvalidInput, NoAnswer
from commonweal.rights.public import add_lines, lines_in, list_file
from commonweal.ui.terminal import ADDRESS_FILE

UNFINISHED = "restore-unfinished"
PEOPLE, ENTRIES = "rights.Person", "rights.TrailEntry"


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore brought back.

    Attributes:
        manifest: What the backup says of itself.
        erased: How many records were erased again.
        problems: What could not be erased again.
        documents: How many documents search finds.
        entries: How many entries the trail has now.
        is_same_key: Whether the signing key is that of the backup.
        put_aside: Where what was replaced lies; None where there was nothing.
    """

    manifest: Manifest
    erased: int
    problems: tuple[str, ...]
    documents: int
    entries: int
    is_same_key: bool
    put_aside: Path | None


def there() -> tuple[int, int]:
    """Return how many people and entries of the trail the workspace has now; (0, 0) in an empty one."""
    tables = set(connection.introspection.table_names())
    counts = [
        apps.get_model(label)._base_manager.count()  # noqa: SLF001  every row
        if apps.get_model(label)._meta.db_table in tables
        else 0
        for label in (PEOPLE, ENTRIES)
    ]
    return counts[0], counts[1]


def check(file: Path) -> Manifest:
    """Return what the backup says of itself, if it can be restored here.

    Raises:
        InvalidInput: If it is no backup, of a newer version, or of the other kind of database.
        Conflict: If the workspace runs.
    """
    manifest = manifest_of(file)
    known = set(MigrationLoader(None).disk_migrations or {})
    newer = sorted(set(manifest.migrations.items()) - known)
    if newer:
        raise InvalidInput(
            "site.restore.newer",
            f"The backup was made by a newer version ({manifest.version}, {newer[0][0]} {newer[0][1]}). "
            "Bring the program up to date first.",
        )
    if manifest.database != connection.vendor:
        raise InvalidInput(
            "site.restore.database",
            f"The backup holds a database of {manifest.database}, and the settings name "
            f"{connection.vendor}. Set COMMONWEAL_DATABASE_URL to fit; `commonweal site move` "
            "leads from SQLite to PostgreSQL afterwards.",
        )
    check_still()
    return manifest


def check_still() -> None:
    """Raise if the workspace runs.

    Raises:
        Conflict: If it does.
    """
    data = Path(settings.DATA)
    address = data / ADDRESS_FILE
    runs = heartbeat.living(data, now=time.time()) > 0
    if address.is_file():
        parts = urlsplit(address.read_text(encoding="utf-8").strip())
        with socket.socket() as probe:
            probe.settimeout(2)
            runs |= probe.connect_ex((parts.hostname or "", parts.port or 0)) == 0
    if runs:
        raise Conflict(
            "site.restore.runs", "The workspace runs. Stop it, wait a minute, and restore then."
        )


def restore(
    file: Path,
    manifest: Manifest,
    *,
    erasures: Sequence[Path] = (),
    is_broken_trail_taken: bool = False,
    progress: Callable[[int], None],
) -> Restored:
    """Restore a backup that was checked, in place of what is there.

    Args:
        file: The backup.
        manifest: What it says of itself.
        erasures: Lists of erasures kept elsewhere; those of the backup and of this folder are taken too.
        is_broken_trail_taken: Whether to go on where the trail does not hold.
        progress: Told how many bytes are unpacked.

    Raises:
        InvalidInput: If a part is damaged.
        Conflict: If the trail does not hold, or does not end as the manifest says.
        NoAnswer: If PostgreSQL's client is missing or fails.
    """
    data = Path(settings.DATA)
    stamp = f"{timezone.now():%Y%m%d-%H%M%S}"
    fresh, old = data / f"{NEW_FOLDER}{stamp}", data / f"{OLD_FOLDER}{stamp}"
    was_empty = there() == (0, 0)
    fresh.mkdir(mode=0o700)
    marker = data / UNFINISHED
    try:
        unpack(file, manifest, into=fresh, progress=progress)
        _join_lists(fresh, erasures)
        if connection.vendor == "postgresql":
            copy_in(fresh / NAMES["postgresql"])
            marker.write_text(f"{file.name}\n", encoding="utf-8")
            (fresh / NAMES["postgresql"]).unlink()
        connections.close_all()
        settled = _settled(fresh, manifest, is_broken_trail_taken=is_broken_trail_taken)
        marker.write_text(f"{file.name}\n", encoding="utf-8")
        _swap(data, fresh, old)
        marker.unlink()
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    if was_empty:
        shutil.rmtree(old, ignore_errors=True)
    return Restored(
        manifest=manifest,
        erased=settled["erased"],
        problems=tuple(settled["problems"]),
        documents=settled["documents"],
        entries=settled["entries"],
        is_same_key=manifest.key == backup.key_mark(),
        put_aside=old if old.is_dir() else None,
    )


def _join_lists(fresh: Path, erasures: Sequence[Path]) -> None:
    """Write the list of the restored workspace: all that was erased before the backup or after."""
    found = {(line.thing, line.id) for line in lines_in(list_file(fresh))}
    for file in (list_file(), *erasures):
        if not file.is_file() and file in erasures:
            raise InvalidInput("site.restore.erasures", f"There is no list of erasures at {file}.")
        lines = [line for line in lines_in(file) if (line.thing, line.id) not in found]
        add_lines(lines, data=fresh)
        found |= {(line.thing, line.id) for line in lines}


def _settled(fresh: Path, manifest: Manifest, *, is_broken_trail_taken: bool) -> dict[str, Any]:
    """Let a process of its own bring the new folder up to date: settings hold one folder only."""
    words = [sys.executable, "-m", "commonweal.cli", "site", "settle", manifest.id]
    words += [str(manifest.trail_entry), manifest.trail_hash or "none"]
    words += ["--broken-trail"] if is_broken_trail_taken else []
    environment = os.environ | {"COMMONWEAL_DATA": str(fresh), "COMMONWEAL_DEMO": "0"}
    done = subprocess.run(  # noqa: S603  our own program
        words, env=environment, stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        raise Conflict(
            "site.restore.unsettled",
            "What was restored could not be brought up to date; the reason stands above. "
            + (
                "Nothing was put in its place."
                if connection.vendor == "sqlite"
                else "The database holds the backup, the files are those from before: run it again."
            ),
        )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _swap(data: Path, fresh: Path, old: Path) -> None:
    """Move aside what was there, and the new into its place; each by one renaming."""
    for entry in sorted(data.iterdir()):
        is_database = entry.name.startswith("commonweal.sqlite3")
        if is_database or entry.name == "search" or not backup.is_left_out(entry.name):
            if entry.name == UNFINISHED:
                continue
            old.mkdir(mode=0o700, exist_ok=True)
            entry.rename(old / entry.name)
    for entry in sorted(fresh.iterdir()):
        is_database = entry.name.startswith("commonweal.sqlite3")
        if is_database or entry.name == "search" or not backup.is_left_out(entry.name):
            entry.rename(data / entry.name)


def check_finished() -> None:
    """Raise where a restore into this folder was stopped half-way.

    Raises:
        NoAnswer: If it was.
    """
    if (Path(settings.DATA) / UNFINISHED).exists():
        raise NoAnswer(
            "site.restore.unfinished",
            f"A restore into {settings.DATA} was stopped half-way. Run it again with --replace: "
            "commonweal site restore FILE --replace",
        )
