"""What command lines share: starting Django only where a command needs it, and printing data.

Standard output carries only data; everything said to a person goes to standard error.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from commonweal.kernel.errors import NoAnswer

OWNER_ALONE = 0o077
# Written into the data folder while `commonweal site serve` runs.
ADDRESS_FILE = "address"
USUAL_ADDRESS = "http://127.0.0.1:8000"
HERE = frozenset({"localhost", "127.0.0.1", "[::1]", "::1", "testserver", "*", ""})


def start_django(*, checked: bool = True) -> None:
    """Load the settings and the rooms' models; called inside commands that need the database.

    What is written from then on is for the owner of the data folder alone.

    Args:
        checked: Whether the database must be set up already.

    Raises:
        NoAnswer: If it is not, or cannot be reached.
    """
    import django

    os.umask(OWNER_ALONE)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonweal.config.settings")
    django.setup()
    if checked:
        _check_database()


def _check_database() -> None:
    from django.conf import settings
    from django.db import OperationalError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
    except OperationalError as error:
        raise NoAnswer(
            "site.database",
            f"The database in {settings.DATA} cannot be opened ({str(error).strip()}). "
            "Check that the folder, or the database that COMMONWEAL_DATABASE_URL names, is there "
            "and may be written, and that its disk has room.",
        ) from error
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NoAnswer(
            "site.not-ready",
            f"The database in {settings.DATA} is not set up yet. "
            "Run `commonweal site migrate` (or `make run`) first.",
        )


def workspace_address() -> str:
    """Return the address under which the workspace runs now, or else would run by default."""
    from django.conf import settings

    file = Path(settings.DATA) / ADDRESS_FILE
    return file.read_text(encoding="utf-8").strip() if file.is_file() else USUAL_ADDRESS


def site_address() -> str:
    """Return the address of the workspace as people reach it, without a slash at its end."""
    from django.conf import settings

    known = [host for host in settings.ALLOWED_HOSTS if host not in HERE]
    if not known:
        return workspace_address().rstrip("/")
    return f"{'https' if settings.TLS else 'http'}://{known[0].removeprefix('.')}"


def say(text: str) -> None:
    """Tell the person something, on standard error."""
    click.echo(text, err=True)


def print_json(value: Mapping[str, object]) -> None:
    """Print one object on one line of standard output."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
