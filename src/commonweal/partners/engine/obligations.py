"""What a partnership obliges to, and how much of it is met: counted by years from its first day, or in all.

Each year is counted from the day on which the obligation begins, so that only the last one may be a part
of a year: its share is asked of it, rounded up. What is held more often than agreed in one year is not
carried into the next.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal
from uuid import UUID

Kind = Literal["meeting", "training", "exercise", "report", "other"]
Per = Literal["year", "all"]

# Which meetings count towards which obligation, by the meeting's kind; what is handed in is entered.
COUNTS: dict[str, frozenset[str]] = {
    "meeting": frozenset(
        {
            "meeting",
            "roundtable",
            "public council",
            "coordination",
            "conference",
            "seminar",
            "workshop",
        }
    ),
    "training": frozenset({"training"}),
    "exercise": frozenset({"exercise"}),
    "report": frozenset(),
    "other": frozenset(),
}


@dataclass(frozen=True, slots=True)
class ObligationDraft:
    """What is to be done under a partnership.

    Attributes:
        kind: One of ``COUNTS``.
        text: What, in a few words.
        number: How many; 1 to 366.
        per: ``year``, or ``all`` for the whole time.
        organisation_id: The one that is to do it; None for all of them together.
        since: From which day it counts; the partnership's first day if None.
        until: Until which day; the partnership's last day if None.
    """

    kind: str
    text: str
    number: int
    per: str = "year"
    organisation_id: UUID | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """How much is met in one period.

    Attributes:
        start: Its first day.
        end: Its last day; None where it has none.
        met: How much was done in it.
        needed: How much is to be done in it.
        expected: How much is to be done by today.
    """

    start: date
    end: date | None
    met: int
    needed: int
    expected: int

    @property
    def is_met(self) -> bool:
        """Whether all of it is done."""
        return self.met >= self.needed

    @property
    def is_behind(self) -> bool:
        """Whether less is done than should be by today."""
        return self.met < self.expected


def counts_towards(kind: str, meeting_kind: str) -> bool:
    """Say whether a meeting of one kind counts towards an obligation of another."""
    return meeting_kind in COUNTS.get(kind, frozenset())


def years(since: date, until: date | None, *, today: date) -> tuple[tuple[date, date], ...]:
    """Return the first and last day of each year that has begun, the first one first.

    Args:
        since: The day from which it counts.
        until: The last day; None if it has none. The last year ends on it.
        today: The present day.
    """
    found = []
    number = 0
    while (start := _after(since, number)) <= min(today, until or today):
        end = _after(since, number + 1) - timedelta(days=1)
        found.append((start, min(end, until) if until else end))
        number += 1
    return tuple(found)


def tallies(
    number: int, per: str, days: Sequence[date], *, since: date, until: date | None, today: date
) -> tuple[Tally, ...]:
    """Return how much of an obligation is met in each period that has begun, the first one first.

    Args:
        number: How many are to be done in a period.
        per: ``year`` or ``all``.
        days: When something was done that counts.
        since: From which day it counts.
        until: Until which day, if any.
        today: The present day; what is planned for later is not met yet.
    """
    if per == "year":
        periods: tuple[tuple[date, date | None], ...] = years(since, until, today=today)
    else:
        periods = ((since, until),) if since <= today else ()
    found = []
    for start, end in periods:
        needed = _of_part(number, start, end) if per == "year" and end else number
        found.append(
            Tally(
                start=start,
                end=end,
                met=sum(start <= day <= min(end or today, today) for day in days),
                needed=needed,
                expected=expected(needed, start, end, today=today),
            )
        )
    return tuple(found)


def _of_part(number: int, start: date, end: date) -> int:
    """Return how many of a year's number fall to a year that ends early: its share, rounded up."""
    whole = (_after(start, 1) - start).days
    return math.ceil(number * ((end - start).days + 1) / whole)


def expected(number: int, start: date, end: date | None, *, today: date) -> int:
    """Return how much should be done by today, if it were spread evenly over the period.

    Args:
        number: How much is to be done in it.
        start: Its first day.
        end: Its last day; without one nothing is late.
        today: The present day. All of it is expected only when the period is over.
    """
    if end is None or today < start:
        return 0
    if today > end:
        return number
    share = ((today - start).days) / ((end - start).days + 1)
    return math.floor(number * share)


def _after(day: date, number: int) -> date:
    """Return the same day so many years later; the day after February where there is no 29th."""
    try:
        return day.replace(year=day.year + number)
    except ValueError:
        return date(day.year + number, 3, 1)
