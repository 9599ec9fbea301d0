"""Tell the two faults of the machine that pass by themselves from a fault of ours: no database, no room."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import InterfaceError, OperationalError

from commonweal.kernel.disk import is_disk_full

# What SQLite says while another writes, or while its file cannot be reached.
_SQLITE = ("is locked", "unable to open", "disk i/o error")
# PostgreSQL's classes of states: no connection, out of resources, an operator's hand.
_POSTGRESQL = ("08", "53", "57")


def no_room(error: BaseException | None) -> bool:
    """Say whether the disk is full: what was asked was undone as a whole."""
    return error is not None and is_disk_full(error, folder=Path(settings.DATA))


def is_database_away(error: BaseException | None) -> bool:
    """Say whether the database cannot be reached just now, and may be in a moment."""
    seen: list[BaseException] = []
    while error is not None and error not in seen:
        seen.append(error)
        if isinstance(error, InterfaceError | OperationalError) and _is_passing(error):
            return True
        error = error.__cause__ or error.__context__
    return False


def _is_passing(error: BaseException) -> bool:
    cause = error.__cause__
    if type(cause).__module__.startswith("psycopg"):
        state = getattr(cause, "sqlstate", None)
        # Without a state no server answered.
        return state is None or state.startswith(_POSTGRESQL)
    return any(words in str(error).lower() for words in _SQLITE)
