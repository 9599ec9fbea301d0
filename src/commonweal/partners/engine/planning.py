"""A planned meeting: what follows what, and on which days a series of copies falls."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date
from typing import Literal

MeetingState = Literal["draft", "announced", "held", "postponed", "cancelled"]
Rule = Literal["weekly", "monthly", "quarterly", "yearly"]

# From each state, the states that may follow; whoever was mistaken goes back the same way.
MOVES: Mapping[str, tuple[MeetingState, ...]] = {
    "draft": ("announced", "cancelled"),
    "announced": ("held", "postponed", "cancelled", "draft"),
    "postponed": ("announced", "cancelled"),
    "cancelled": ("draft",),
    "held": ("announced",),
}
# What others planned for falls away: they are told why.
NEEDS_REASON: frozenset[str] = frozenset({"postponed", "cancelled"})
MONTHS: Mapping[str, int] = {"monthly": 1, "quarterly": 3, "yearly": 12}
RULES: tuple[Rule, ...] = ("weekly", "monthly", "quarterly", "yearly")
COPIES_LIMIT = 24
_WEEK, _LAST = 7, 5


def may_follow(now: str, then: str) -> bool:
    """Say whether a meeting may go from one state to another."""
    return then in MOVES.get(now, ())


def series_days(first: date, *, rule: Rule, count: int) -> tuple[date, ...]:
    """Return the days of the copies that follow a meeting, without its own.

    Months are counted by the weekday: the second Tuesday is followed by second Tuesdays, and a fifth
    one by the last of its weekday.

    Args:
        first: The meeting's first day.
        rule: How often.
        count: How many copies, 1 to ``COPIES_LIMIT``.

    Raises:
        ValueError: If there are fewer or more.
    """
    if not 1 <= count <= COPIES_LIMIT:
        raise ValueError(f"{count} copies, must be 1 to {COPIES_LIMIT}")
    if rule == "weekly":
        return tuple(date.fromordinal(first.toordinal() + _WEEK * n) for n in range(1, count + 1))
    return tuple(_months_later(first, MONTHS[rule] * n) for n in range(1, count + 1))


def _months_later(first: date, months: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    which = (first.day - 1) // _WEEK + 1
    days = [
        week[first.weekday()]
        for week in calendar.monthcalendar(year, month + 1)
        if week[first.weekday()]
    ]
    day = days[-1] if which == _LAST else days[which - 1]
    return date(year, month + 1, day)
