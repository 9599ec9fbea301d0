"""The database itself refuses to change the trail; one operation lets an expired segment go."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from commonweal.kernel.errors import NotAllowed
from commonweal.rights.actions import expiry
from commonweal.rights.actions.erasure import FORGOTTEN, forget_traces
from commonweal.rights.actions.people import JOINED
from commonweal.rights.actions.trail import Thing, record
from commonweal.rights.models import TrailEntry, TrailHead, TrailSegment, TrailWords, trail_guard
from commonweal.rights.queries.verify import verify

pytestmark = pytest.mark.django_db
IS_SQLITE = connection.vendor == "sqlite"


@pytest.fixture
def entry() -> TrailEntry:
    with transaction.atomic():
        record(None, JOINED, thing=Thing("rights.Person", "1"), reason="Because.")
    return TrailEntry.objects.get()


def refused(statement: str, match: str) -> None:
    with (
        pytest.raises(IntegrityError, match=match),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("UPDATE rights_trailentry SET verb = 'x'", "never changed"),
        ("UPDATE rights_trailentry SET id = id + 1", "never changed"),
        ("DELETE FROM rights_trailentry", "only with their segment"),
        ("UPDATE rights_trailwords SET reason = 'x'", "never changed"),
        ("DELETE FROM rights_trailsegment", "never changed"),
        ("DELETE FROM rights_trailwords", "only with its segment"),
        ("UPDATE rights_trailsegment SET is_expiring = TRUE", "never changed"),
        ("UPDATE rights_trailsegment SET number = 9", "never changed"),
        ("UPDATE rights_trailsegment SET expired_at = opened_at", "never changed"),
        (
            "UPDATE rights_trailsegment SET is_expiring = TRUE, closed_at = '2001-01-01 00:00:00'",
            "never changed",
        ),
        ("DELETE FROM rights_trailhead", "never goes back"),
        ("UPDATE rights_trailhead SET entry = 0", "never goes back"),
    ],
)
def test_the_database_refuses(entry: TrailEntry, statement: str, why: str) -> None:
    refused(statement, why)
    entry.refresh_from_db()
    assert entry.verb == JOINED.key


def test_the_orm_is_refused_too(entry: TrailEntry) -> None:
    entry.verb = "x"
    for act in (entry.save, entry.delete, TrailEntry.objects.all().delete):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()
    assert TrailEntry.objects.count() == 1


@pytest.mark.skipif(not IS_SQLITE, reason="only SQLite replaces rows on insertion")
@pytest.mark.parametrize("table", ["entry", "words", "segment", "head"])
def test_a_row_is_not_replaced_by_an_insertion(entry: TrailEntry, table: str) -> None:
    refused(
        f"INSERT OR REPLACE INTO rights_trail{table} SELECT * FROM rights_trail{table}",  # noqa: S608  our own names
        "never",
    )


@pytest.mark.skipif(IS_SQLITE, reason="SQLite has no TRUNCATE")
@pytest.mark.parametrize("table", ["entry", "words", "segment", "head"])
def test_a_table_is_not_truncated(entry: TrailEntry, table: str) -> None:
    refused(f"TRUNCATE rights_trail{table}", "only with their segment")


def test_a_reason_is_erased_with_its_record_and_the_trail_says_so(entry: TrailEntry) -> None:
    with transaction.atomic():
        forget_traces("rights.Person", ["1"])
    assert not TrailWords.objects.exists()
    last = TrailEntry.objects.first()
    assert last
    assert (last.verb, last.thing, last.thing_id) == (FORGOTTEN.key, "rights.Person", "1")
    # A reason given later is not covered by what was said before.
    with transaction.atomic():
        record(None, JOINED, thing=Thing("rights.Person", "1"), reason="Again.")
    refused("DELETE FROM rights_trailwords", "only with its segment")
    assert verify().broken is None


def test_nothing_of_the_last_year_expires_in_any_number_of_steps(entry: TrailEntry) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE rights_trailsegment SET closed_at = '2001-01-01 00:00:00'")
    refused("UPDATE rights_trailsegment SET is_expiring = TRUE", "never changed")
    refused("DELETE FROM rights_trailentry", "only with their segment")


def test_a_sealed_head_is_not_edited(entry: TrailEntry) -> None:
    TrailSegment.objects.update(closed_at=timezone.now())
    for column in ("count", "first_entry", "last_entry"):
        refused(f"UPDATE rights_trailsegment SET {column} = 9", "never changed")  # noqa: S608  our own names
    for column in ("first_hash", "last_hash"):
        refused(f"UPDATE rights_trailsegment SET {column} = '9'", "never changed")  # noqa: S608  our own names
    refused("UPDATE rights_trailsegment SET closed_at = NULL", "never changed")


def test_triggers_that_are_missing_are_made_again_after_a_migration(entry: TrailEntry) -> None:
    assert trail_guard.missing(connection) == ()
    trail_guard.lift(connection)
    assert set(trail_guard.missing(connection)) == set(trail_guard.triggers(connection))
    call_command("migrate", verbosity=0, interactive=False)
    assert trail_guard.missing(connection) == ()
    refused("DELETE FROM rights_trailentry", "only with their segment")


def test_what_is_lifted_stands_again_even_after_an_error(entry: TrailEntry) -> None:
    def by_hand() -> None:
        with trail_guard.lifted(connection):
            TrailEntry.objects.update(verb="x")
            raise ValueError("stopped half-way")

    with pytest.raises(ValueError, match="half-way"):
        by_hand()
    assert trail_guard.missing(connection) == ()


def test_everything_goes_only_in_the_demo(entry: TrailEntry, settings: object) -> None:
    settings.DEMO = False
    with pytest.raises(NotAllowed), expiry.let_everything_go():
        pass
    refused("DELETE FROM rights_trailentry", "only with their segment")


def test_the_demo_lets_everything_go_at_once(entry: TrailEntry, settings: object) -> None:
    settings.DEMO = True
    with expiry.let_everything_go(), connection.cursor() as cursor:
        for table in ("segment", "entry", "words", "head"):
            cursor.execute(f"DELETE FROM rights_trail{table}")  # noqa: S608  our own names
    assert not TrailHead.objects.exists()
    assert trail_guard.missing(connection) == ()
