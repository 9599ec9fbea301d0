"""Segments of the trail: opened by size and month, sealed, and replaced by their heads when they expire."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from commonweal.kernel.errors import Conflict, NotFound
from commonweal.rights.actions import chain, expiry
from commonweal.rights.actions.people import JOINED
from commonweal.rights.actions.trail import Thing, record
from commonweal.rights.models import Hold, TrailEntry, TrailHead, TrailSegment, TrailWords
from commonweal.rights.queries.verify import verify
from factories import PersonFactory

pytestmark = pytest.mark.django_db
# So long ago that what expires here is older than a year by the database's own clock too.
MAY = datetime(2010, 5, 30, 12, tzinfo=UTC)


class Clock:
    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock(MAY)
    TrailSegment.objects.update(opened_at=MAY)
    monkeypatch.setattr("commonweal.rights.actions.chain.timezone.now", clock)
    return clock


def act(count: int = 1, *, reason: str = "") -> None:
    for number in range(count):
        with transaction.atomic():
            record(None, JOINED, thing=Thing("rights.Person", str(number)), reason=reason)


def segments_of_entries() -> list[int]:
    return list(TrailEntry.objects.order_by("id").values_list("segment", flat=True))


def test_a_new_month_opens_a_segment(clock: Clock) -> None:
    act(2)
    clock.now = datetime(2010, 6, 1, 0, 0, 1, tzinfo=UTC)
    act()
    assert segments_of_entries() == [1, 1, 2, 2]
    sealed, new = TrailSegment.objects.order_by("number")
    assert (sealed.count, sealed.first_entry, sealed.last_entry) == (2, 1, 2)
    assert sealed.first_hash == TrailEntry.objects.get(pk=1).hash
    assert sealed.last_hash == TrailEntry.objects.get(pk=2).hash
    assert (sealed.closed_at, new.closed_at) == (clock.now, None)
    seal = TrailEntry.objects.get(pk=3)
    assert seal.verb == "rights.trail.sealed"
    assert seal.facts["segment"] == 1
    assert TrailHead.objects.get().segment_from == 3
    assert verify().broken is None


def test_a_full_segment_opens_the_next(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "SEGMENT_ENTRIES", 3)
    act(7)
    assert segments_of_entries() == [1, 1, 1, 2, 2, 2, 3, 3, 3, 4][: len(segments_of_entries())]
    assert TrailSegment.objects.filter(closed_at=None).count() == 1
    assert verify().broken is None


def test_a_clock_that_goes_back_is_noted_and_the_order_holds(clock: Clock) -> None:
    act()
    clock.now = MAY - timedelta(days=3)
    act()
    first, second = TrailEntry.objects.order_by("id")
    assert second.at == first.at
    assert second.facts == {"clock_behind_seconds": 3 * 86_400}
    assert TrailSegment.objects.count() == 1
    assert verify().broken is None


def sealed_long_ago(clock: Clock) -> datetime:
    act(3, reason="A reason.")
    clock.now = MAY + timedelta(days=40)
    act(2, reason="Another reason.")
    return clock.now


def test_an_expired_segment_is_replaced_by_its_head(clock: Clock) -> None:
    sealed = sealed_long_ago(clock)
    clock.now = sealed + timedelta(days=5 * 366)
    assert expiry.expire_trail(clock.now) == {"segments": 1, "entries": 3, "held": 0}
    row = TrailSegment.objects.get(pk=1)
    assert (row.count, row.is_expiring, row.expired_at) == (3, False, clock.now)
    assert not TrailEntry.objects.filter(segment=1).exists()
    assert not TrailWords.objects.filter(entry__lte=3).exists()
    assert TrailWords.objects.count() == 2
    last = TrailEntry.objects.first()
    assert last
    assert last.verb == "rights.trail.expired"
    facts = {"segment": 1, "count": 3, "first_entry": 1, "last_entry": 3, "gone": [[1, 1]]}
    assert last.facts == facts
    found = verify()
    assert found.broken is None
    assert found.entries == last.pk
    # A second run, or the same segment asked for again, does no harm.
    assert expiry.expire_trail(clock.now)["segments"] == 0
    assert expiry.expire_segment(1, now=clock.now) == 0


def test_nothing_expires_before_its_time(clock: Clock) -> None:
    sealed = sealed_long_ago(clock)
    clock.now = sealed + timedelta(days=5 * 365)
    assert expiry.expire_trail(clock.now)["segments"] == 0


def test_the_hard_maximum_counts_from_the_opening(clock: Clock, settings: object) -> None:
    settings.TRAIL_YEARS = 10
    sealed_long_ago(clock)
    opened = TrailSegment.objects.get(pk=1).opened_at
    assert expiry.due_segments(opened + timedelta(days=3652)) == []
    assert expiry.due_segments(opened + timedelta(days=3653)) == [1]


def test_a_hold_keeps_a_segment(clock: Clock) -> None:
    sealed = sealed_long_ago(clock)
    now = sealed + timedelta(days=5 * 366)
    hold = Hold.objects.create(
        thing="rights.TrailSegment",
        thing_id="1",
        reason="An inquiry asks for it.",
        until=(now + timedelta(days=1)).date(),
        placed_by=PersonFactory(),
    )
    assert expiry.expire_trail(now)["held"] == 1
    assert TrailEntry.objects.filter(segment=1).count() == 3
    Hold.objects.filter(pk=hold.pk).update(lifted_at=now)
    assert expiry.expire_trail(now)["segments"] == 1


def test_an_open_segment_does_not_expire(clock: Clock) -> None:
    act()
    with pytest.raises(Conflict):
        expiry.expire_segment(1, now=clock.now)
    with pytest.raises(NotFound):
        expiry.expire_segment(7, now=clock.now)


def test_a_segment_in_which_nobody_acts_any_more_is_sealed_and_expires(clock: Clock) -> None:
    act(2)
    clock.now = MAY + timedelta(days=12 * 366)
    expiry.expire_trail(clock.now)
    assert TrailSegment.objects.get(pk=1).closed_at == clock.now
    assert TrailSegment.objects.get(pk=1).expired_at == clock.now
    assert verify().broken is None


def test_what_said_that_a_segment_went_may_go_itself(clock: Clock) -> None:
    for _month in range(4):
        act(2)
        clock.now += timedelta(days=32)
    act()
    held = Hold.objects.create(
        thing="rights.TrailSegment",
        thing_id="2",
        reason="An inquiry asks for it.",
        until=datetime(2999, 1, 1, tzinfo=UTC).date(),
        placed_by=PersonFactory(),
    )
    for years in (5, 11):
        clock.now = MAY + timedelta(days=years * 366)
        expiry.expire_trail(clock.now)
        assert verify().broken is None
    left = TrailSegment.objects.filter(expired_at=None).order_by("number").first()
    assert left
    assert left.number == int(held.thing_id)
    last = TrailEntry.objects.first()
    assert last
    assert last.facts["gone"][0] == [1, 1]
