"""What the database itself refuses: to change the trail, or to let go of entries outside one operation.

Triggers, because they hold for everybody who writes, by whatever program. Whoever owns the database
can take them away; then the chain shows what was done (`commonweal rights verify`).

Entries go only while their segment is marked as expiring, which one operation does
(`actions/expiry.py`) and the database allows for a sealed segment without an entry of the last year.
A reason goes with its segment, or after the chain says that its record was forgotten
(`actions/erasure.py`). A migration that remakes one of these tables, or changes what is refused,
calls `lift` before and `stand` after; after every migration `stand` is called anyway.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

ENTRY, WORDS = "rights_trailentry", "rights_trailwords"
SEGMENT, HEAD = "rights_trailsegment", "rights_trailhead"
FUNCTION = "rights_trail_refuses"

_SEALED = (
    "number",
    "opened_at",
    "closed_at",
    "count",
    "first_entry",
    "last_entry",
    "first_hash",
    "last_hash",
)
# The verb of the entry that says that a record's reasons and the key of its digests are destroyed.
FORGOTTEN = "rights.record.forgotten"
# The shortest period for which entries can be kept is a year, see COMMONWEAL_TRAIL_YEARS.
YOUNGEST_DAYS = 365
_EXPIRING = f"SELECT 1 FROM {SEGMENT} AS s WHERE s.is_expiring AND s.number"  # noqa: S608  our own table's name
_WORDS_KEPT = (
    f"NOT EXISTS (SELECT 1 FROM {ENTRY} AS e WHERE e.id = OLD.entry AND ("  # noqa: S608  our own names
    f"EXISTS ({_EXPIRING} = e.segment) OR EXISTS (SELECT 1 FROM {ENTRY} AS f WHERE f.id > e.id "
    f"AND f.thing = e.thing AND f.thing_id = e.thing_id AND f.verb = '{FORGOTTEN}')))"
)
_EDITED = "an entry of the trail is never changed"
_GONE = "entries of the trail go only with their segment, when it has expired"
_HEAD = "the sealed head of a segment is never changed"
_BACK = "the trail never goes back"
_REASON = "the reason of an act is never changed"
_REASON_GONE = "the reason of an act goes only with its segment, or with the record it is about"


def _segment_changed(differs: str, *, a_year_ago: str) -> str:
    """Return when a change of a segment's row is refused.

    Args:
        differs: How this database says that two values differ, also where one is NULL.
        a_year_ago: How it says the instant after which no entry may go.
    """
    sealed = " OR ".join(f"OLD.{name} {differs} NEW.{name}" for name in _SEALED)
    young = f"SELECT 1 FROM {ENTRY} AS e WHERE e.segment = OLD.number AND e.at > {a_year_ago}"  # noqa: S608  our own names
    return (
        "OLD.number <> NEW.number"
        f" OR (OLD.closed_at IS NOT NULL AND ({sealed}))"
        f" OR (OLD.expired_at IS NOT NULL AND OLD.expired_at {differs} NEW.expired_at)"
        " OR (OLD.expired_at IS NULL AND NEW.expired_at IS NOT NULL"
        " AND (NOT OLD.is_expiring OR NEW.expired_at < OLD.closed_at))"
        " OR (NEW.is_expiring AND NOT OLD.is_expiring"
        f" AND (OLD.closed_at IS NULL OR OLD.expired_at IS NOT NULL OR EXISTS ({young})))"
    )


def _sqlite() -> dict[str, str]:
    """Return SQLite's triggers by name. An INSERT OR REPLACE deletes without the delete trigger."""
    refused = {
        (ENTRY, "UPDATE"): ("1", _EDITED),
        (ENTRY, "INSERT"): (
            f"EXISTS (SELECT 1 FROM {ENTRY} WHERE id = NEW.id OR hash = NEW.hash)",  # noqa: S608
            _EDITED,
        ),
        (ENTRY, "DELETE"): (f"NOT EXISTS ({_EXPIRING} = OLD.segment)", _GONE),
        (WORDS, "UPDATE"): ("1", _REASON),
        (WORDS, "DELETE"): (_WORDS_KEPT, _REASON_GONE),
        (WORDS, "INSERT"): (
            f"EXISTS (SELECT 1 FROM {WORDS} WHERE entry = NEW.entry)",  # noqa: S608
            _REASON,
        ),
        (SEGMENT, "UPDATE"): (
            _segment_changed("IS NOT", a_year_ago=f"datetime('now', '-{YOUNGEST_DAYS} days')"),
            _HEAD,
        ),
        (SEGMENT, "INSERT"): (
            f"EXISTS (SELECT 1 FROM {SEGMENT} WHERE number = NEW.number)",  # noqa: S608
            _HEAD,
        ),
        (SEGMENT, "DELETE"): ("1", _HEAD),
        (HEAD, "UPDATE"): ("NEW.id <> OLD.id OR NEW.entry < OLD.entry", _BACK),
        (HEAD, "INSERT"): (f"EXISTS (SELECT 1 FROM {HEAD} WHERE id = NEW.id)", _BACK),  # noqa: S608
        (HEAD, "DELETE"): ("1", _BACK),
    }
    return {
        _name(table, act): (
            f"CREATE TRIGGER IF NOT EXISTS {_name(table, act)} BEFORE {act} ON {table} "
            f"WHEN {when} BEGIN SELECT RAISE(ABORT, '{why}'); END"
        )
        for (table, act), (when, why) in refused.items()
    }


def _postgresql() -> dict[str, str]:
    """Return PostgreSQL's triggers by name; each calls a function of its own table."""
    return {
        _name(table, act): (
            f"CREATE TRIGGER {_name(table, act)} BEFORE {act} ON {table} "
            f"FOR EACH {'STATEMENT' if act == 'TRUNCATE' else 'ROW'} "
            f"EXECUTE FUNCTION {FUNCTION}_{act.lower()}_{table}()"
        )
        for table, act in _postgresql_when()
    }


def _postgresql_when() -> dict[tuple[str, str], tuple[str, str]]:
    return {
        (ENTRY, "UPDATE"): ("TRUE", _EDITED),
        (ENTRY, "DELETE"): (f"NOT EXISTS ({_EXPIRING} = OLD.segment)", _GONE),
        (WORDS, "UPDATE"): ("TRUE", _REASON),
        (WORDS, "DELETE"): (_WORDS_KEPT, _REASON_GONE),
        (SEGMENT, "UPDATE"): (
            _segment_changed(
                "IS DISTINCT FROM", a_year_ago=f"now() - interval '{YOUNGEST_DAYS} days'"
            ),
            _HEAD,
        ),
        (SEGMENT, "DELETE"): ("TRUE", _HEAD),
        (HEAD, "UPDATE"): ("NEW.id <> OLD.id OR NEW.entry < OLD.entry", _BACK),
        (HEAD, "DELETE"): ("TRUE", _BACK),
        **{(table, "TRUNCATE"): ("TRUE", _GONE) for table in _TABLES},
    }


_TABLES = (ENTRY, WORDS, SEGMENT, HEAD)


def _postgresql_functions() -> Iterator[str]:
    for (table, act), (when, why) in _postgresql_when().items():
        row = {"UPDATE": "NEW", "DELETE": "OLD", "TRUNCATE": "NULL"}[act]
        yield (
            f"CREATE OR REPLACE FUNCTION {FUNCTION}_{act.lower()}_{table}() RETURNS trigger "
            f"LANGUAGE plpgsql AS $$ BEGIN IF {when} THEN RAISE EXCEPTION '{why}' "
            f"USING ERRCODE = 'restrict_violation'; END IF; RETURN {row}; END $$"
        )


def _name(table: str, act: str) -> str:
    return f"{table}_no_{act.lower()}"


def triggers(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Return the statements that make the triggers, by the triggers' names.

    Args:
        connection: Of SQLite or PostgreSQL.
    """
    return _sqlite() if connection.vendor == "sqlite" else _postgresql()


def missing(connection: BaseDatabaseWrapper) -> tuple[str, ...]:
    """Return the triggers that should stand and do not."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            if connection.vendor == "sqlite"
            else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
        )
        there = {name for (name,) in cursor.fetchall()}
    return tuple(name for name in triggers(connection) if name not in there)


def stand(connection: BaseDatabaseWrapper) -> None:
    """Make the triggers that are missing; does nothing before the tables are there."""
    if not set(_TABLES) <= set(connection.introspection.table_names()):
        return
    wanted = missing(connection)
    if not wanted:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for function in _postgresql_functions():
                cursor.execute(function)
        for name in wanted:
            cursor.execute(triggers(connection)[name])


def lift(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away: for a migration that remakes one of the tables, and for tests."""
    with connection.cursor() as cursor:
        for table, name in [(t, n) for n in triggers(connection) for t in _TABLES if _is_of(n, t)]:
            on = "" if connection.vendor == "sqlite" else f" ON {table}"
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def _is_of(name: str, table: str) -> bool:
    return name.startswith(f"{table}_no_")


@contextmanager
def lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Let the block change the trail by hand; the workspace itself does it to remove the demo city alone."""
    lift(connection)
    try:
        yield
    finally:
        stand(connection)


def stand_after_migration(*, using: str, **_signal: Any) -> None:
    """Make the triggers again that a remade table has lost."""
    from django.db import connections

    stand(connections[using])
