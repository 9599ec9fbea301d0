"""When a record ends: its period, its hard maximum, and what may keep it a while longer.

A period counts from one instant that is written once. The hard maximum counts from the instant the
whole began (a meeting, for what was promised in it), so that nothing added later makes it longer.
Between the two a record stays only while something rests on it; a hold stands above both.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

Why = Literal["period", "needed", "hard maximum", "removed"]


@dataclass(frozen=True, slots=True)
class Term:
    """For how long one kind of record is kept.

    Attributes:
        days: The period, in days; 0 ends with the instant it counts from.
        maximum: The hard maximum, in days; never less than the period.
        after_removal: Days from the instant somebody removed or withdrew it.
    """

    days: int
    maximum: int
    after_removal: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.days <= self.maximum:
            raise ValueError(f"a period of {self.days} days with a maximum of {self.maximum}")


@dataclass(frozen=True, slots=True)
class End:
    """When a record is erased, as far as is known now.

    Attributes:
        at: The instant from which it may be erased, holds apart.
        why: ``period``, ``needed`` (something rests on it: at the hard maximum at the latest),
            ``hard maximum``, or ``removed``.
        held_until: The last day of the longest hold; None where none holds it.
    """

    at: datetime
    why: Why
    held_until: date | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """The instants that a record's end depends on.

    Attributes:
        began: The instant its period counts from.
        whole_began: The instant the hard maximum counts from; ``began`` if None.
        removed_at: When somebody removed or withdrew it; None where nobody did.
        rests_until: The latest end of its parts that are left; None where there are none.
        is_needed: Whether another room still needs it, for nobody knows how long.
    """

    began: datetime
    whole_began: datetime | None = None
    removed_at: datetime | None = None
    rests_until: datetime | None = None
    is_needed: bool = False


def end_of(clock: Clock, *, term: Term, held_until: Iterable[date] = ()) -> End:
    """Return when a record ends.

    Args:
        clock: The instants it depends on.
        term: Its period and its hard maximum, in days.
        held_until: The last days of the holds on it, on its whole and on its parts.
    """
    period = clock.began + timedelta(days=term.days)
    maximum = (clock.whole_began or clock.began) + timedelta(days=term.maximum)
    held = max(held_until, default=None)
    if clock.removed_at is not None:
        soon = clock.removed_at + timedelta(days=term.after_removal)
        if soon <= min(period, maximum):
            return End(at=soon, why="removed", held_until=held)
    if maximum <= period:
        return End(at=maximum, why="hard maximum", held_until=held)
    rests = maximum if clock.is_needed else clock.rests_until
    if rests is not None and rests > period:
        return End(at=min(rests, maximum), why="needed", held_until=held)
    return End(at=period, why="period", held_until=held)


def is_due(end: End, *, now: datetime) -> bool:
    """Say whether a record is to be erased now: its end has come and nothing holds it.

    Args:
        end: When it ends.
        now: The present.
    """
    return end.at <= now and (end.held_until is None or end.held_until < now.date())


def months_after(day: date, *, months: int) -> date:
    """Return the same day some months later, or that month's last day where it has no such day.

    Args:
        day: From when.
        months: How many, 0 or more.
    """
    year, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + year, month + 1)[1]
    return date(day.year + year, month + 1, min(day.day, last))
