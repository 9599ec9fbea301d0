"""Who gets a place: the phases of a form, what follows what, and how many places are to be offered.

    asked ── link in the mail ─> pending (we decide) ──> confirmed ──> withdrawn
                          ├────> confirmed                  ↑
                          └────> waitlisted ──> offered ────┤
                                                   └──────> declined (they said no, or the offer ran out)

A place is held by whoever is confirmed or offered one. Nobody overtakes the waiting list.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

State = Literal[
    "invited", "pending", "confirmed", "waitlisted", "offered", "declined", "rejected", "withdrawn"
]
Phase = Literal["not yet", "open", "late", "closed"]

# From each state, those that may follow.
FOLLOWS: Mapping[str, frozenset[State]] = {
    "invited": frozenset({"confirmed", "waitlisted", "declined", "withdrawn"}),
    "pending": frozenset({"confirmed", "waitlisted", "rejected", "withdrawn"}),
    "confirmed": frozenset({"withdrawn", "rejected"}),
    "waitlisted": frozenset({"offered", "withdrawn", "rejected"}),
    "offered": frozenset({"confirmed", "declined", "withdrawn", "rejected"}),
    "declined": frozenset(),
    "rejected": frozenset(),
    "withdrawn": frozenset(),
}
HOLDS_PLACE: frozenset[str] = frozenset({"confirmed", "offered"})
IS_OVER: frozenset[str] = frozenset({"declined", "rejected", "withdrawn"})


@dataclass(frozen=True, slots=True)
class Seats:
    """How full a meeting is.

    Attributes:
        capacity: How many places there are; None where nobody counts them.
        held: How many are held.
        waiting: How many wait in line.
    """

    capacity: int | None
    held: int
    waiting: int

    @property
    def free(self) -> int | None:
        """How many places nobody holds; None where nobody counts them."""
        return None if self.capacity is None else max(0, self.capacity - self.held)


def phase_of(
    now: datetime, *, opens_at: datetime, closes_at: datetime, late_until: datetime | None
) -> Phase:
    """Return in which phase a form is; at the very instant of a deadline it is over.

    Args:
        now: The present.
        opens_at: From when one registers.
        closes_at: The deadline.
        late_until: Until when late requests are taken; None where there are none.
    """
    if now < opens_at:
        return "not yet"
    if now < closes_at:
        return "open"
    return "late" if late_until is not None and now < late_until else "closed"


def may_follow(now: str, then: str) -> bool:
    """Say whether a registration may go from one state to another."""
    return then in FOLLOWS.get(now, frozenset())


def first_state(seats: Seats, *, is_decided: bool) -> State:
    """Return what becomes of whoever has shown that the address is theirs.

    Args:
        seats: How full it is.
        is_decided: Whether somebody decides about each, or about this one, first.
    """
    return "pending" if is_decided else place_or_line(seats)


def place_or_line(seats: Seats) -> State:
    """Return whether somebody gets a place, or stands in line: never before those who wait."""
    if seats.free is None:
        return "confirmed"
    return "confirmed" if seats.free > 0 and seats.waiting == 0 else "waitlisted"


def offers_due(seats: Seats) -> int:
    """Return how many of those who wait are to be offered a place now."""
    return seats.waiting if seats.free is None else min(seats.free, seats.waiting)


def offer_end(now: datetime, *, hours: int, starts_at: datetime | None) -> datetime:
    """Return when an offer runs out: after so many hours, and when the meeting begins at the latest."""
    end = now + timedelta(hours=hours)
    return end if starts_at is None or starts_at <= now else min(end, starts_at)
