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


def end_of(
    began: datetime,
    *,
    term: Term,
    whole_began: datetime | None = None,
    removed_at: datetime | None = None,
    is_needed: bool = False,
    held_until: Iterable[date] = (),
) -> End:
    """Return when a record ends.

    Args:
        began: The instant its period counts from.
        term: Its period and its hard maximum, in days.
        whole_began: The instant the hard maximum counts from; ``began`` if None.
        removed_at: When somebody removed or withdrew it; None where nobody did.
        is_needed: Whether something that is still kept rests on it.
        held_until: The last days of the holds on it, on its whole and on its parts.
    """
    period = began + timedelta(days=term.days)
    maximum = (whole_began or began) + timedelta(days=term.maximum)
    held = max(held_until, default=None)
    if removed_at is not None:
        soon = removed_at + timedelta(days=term.after_removal)
        if soon <= min(period, maximum):
            return End(at=soon, why="removed", held_until=held)
    if maximum <= period:
        return End(at=maximum, why="hard maximum", held_until=held)
    if is_needed:
        return End(at=maximum, why="needed", held_until=held)
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
