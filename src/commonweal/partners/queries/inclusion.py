"""Inclusion figures as they may be read: each meeting's, and the sum of a quarter that is over.

Sums are made of whole quarters alone, so that no two sums that are shown overlap.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commonweal.partners.engine.inclusion import (
    AGES,
    ROLES,
    SEXES,
    Hidden,
    nobody,
    sum_shown,
)
from commonweal.partners.models import InclusionFigures, Meeting, MeetingState, Profile
from commonweal.rights.public import suppress

if TYPE_CHECKING:
    from django.utils.functional import Promise

ROLE_NAMES: Mapping[str, Promise] = {
    "speaker": _("Speakers"),
    "decision-maker": _("Decision-makers"),
    "participant": _("Participants"),
}
SEX_NAMES: Mapping[str, Promise] = {
    "women": _("women"),
    "men": _("men"),
    "another": _("another"),
    "not-said": _("prefer not to say"),
}
AGE_NAMES: Mapping[str, Promise] = {
    "15-24": _("15–24"),
    "25-34": _("25–34"),
    "35+": _("35 and over"),
    "not-said": _("prefer not to say"),
}
QUARTERS = 4
# For so long after a quarter counts may still be entered for its meetings.
LATE_DAYS = 30
MONTHS = 3


@dataclass(frozen=True, slots=True)
class RoleTable:
    """The table of one role, as it may be shown.

    Attributes:
        role: What the role is called.
        columns: What the ages are called.
        rows: What each sex is called, and its counts with their total; None where one is hidden.
        totals: The counts of all, with their total.
    """

    role: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int | None, ...]], ...]
    totals: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Organisations:
    """Women's and youth organisations at a meeting: how many took part, how many of them spoke."""

    women: int
    youth: int
    women_speaking: int
    youth_speaking: int


@dataclass(frozen=True, slots=True)
class Quarter:
    """The sum of a quarter.

    Attributes:
        meetings: How many meetings were held.
        counted: For how many of them somebody entered figures.
    """

    year: int
    number: int
    meetings: int
    counted: int
    tables: tuple[RoleTable, ...]


def figures_of(meeting: Meeting) -> InclusionFigures | None:
    """Return the figures of a meeting, whole; None where nobody entered any."""
    return InclusionFigures.objects.filter(meeting=meeting).first()


def tables_of(figures: InclusionFigures | None) -> tuple[RoleTable, ...]:
    """Return the figures of one meeting as everybody may read them, by role; none where there are none."""
    if figures is None:
        return ()
    counted = [(role, table) for role in ROLES if _is_counted(table := _table(figures, role))]
    return tuple(_shown(role, alone(table)) for role, table in counted)


def alone(table: Sequence[Sequence[int]]) -> Hidden:
    """Return one meeting's table with its totals, small counts and what would betray them hidden."""
    shown = suppress(table)
    rows = [[*row, total] for row, total in zip(shown.rows, shown.row_totals, strict=True)]
    return [*rows, [*shown.column_totals, shown.total]]


def quarter_of(year: int, number: int, *, today: date) -> Quarter | None:
    """Return the sum of a quarter; None before the day on which it is made.

    From then on no count of its meetings changes: of two sums, the difference would be one meeting's.

    Args:
        year: The year.
        number: 1 to 4.
        today: The present day.
    """
    if today < sum_day(year, number):
        return None
    first, last = _days(year, number)
    there = Meeting.objects.filter(start__gte=first, start__lte=last)
    held = there.filter(state=MeetingState.HELD)
    rows = list(InclusionFigures.objects.filter(meeting__in=there).order_by("pk"))
    tables = [_summed(role, rows) for role in ROLES]
    return Quarter(
        year=year,
        number=number,
        meetings=held.count(),
        counted=len(rows),
        tables=tuple(table for table in tables if table is not None),
    )


def _summed(role: str, rows: Sequence[InclusionFigures]) -> RoleTable | None:
    tables = [table for row in rows if _is_counted(table := _table(row, role))]
    if not tables:
        return None
    return _shown(role, sum_shown(tables, [alone(table) for table in tables]))


def sum_day(year: int, number: int) -> date:
    """Return the day on which a quarter is summed: until then counts are entered late, or corrected.

    Args:
        year: The year.
        number: 1 to 4.
    """
    return _days(year, number)[1] + timedelta(days=LATE_DAYS + 1)


def summed_on(meeting: Meeting) -> date | None:
    """Return the day on which the quarter of a meeting is summed; None for a meeting without a day."""
    start = meeting.start
    return sum_day(start.year, (start.month - 1) // MONTHS + 1) if start else None


def quarter_before(today: date) -> tuple[int, int]:
    """Return the year and number of the last quarter that is over."""
    number = (today.month - 1) // MONTHS
    return (today.year, number) if number else (today.year - 1, QUARTERS)


def organisations_at(meeting: Meeting) -> Organisations:
    """Return how many women's and youth organisations took part in a meeting, and how many spoke."""
    there = set(meeting.partners.values_list("pk", flat=True))
    speaking = set(
        meeting.agenda.filter(speakers__partner__isnull=False).values_list(
            "speakers__partner", flat=True
        )
    )
    marked = Profile.objects.filter(Q(is_womens=True) | Q(is_youth=True))
    rows = marked.filter(organisation__in=there | speaking).values_list(
        "organisation_id", "is_womens", "is_youth"
    )
    found = list(rows)
    return Organisations(
        women=sum(1 for _key, is_womens, _youth in found if is_womens),
        youth=sum(1 for _key, _womens, is_youth in found if is_youth),
        women_speaking=sum(1 for key, is_womens, _youth in found if is_womens and key in speaking),
        youth_speaking=sum(1 for key, _womens, is_youth in found if is_youth and key in speaking),
    )


def _table(figures: InclusionFigures, role: str) -> list[list[int]]:
    found: list[list[int]] = figures.counts.get(role) or nobody()
    return found


def _is_counted(table: Sequence[Sequence[int]]) -> bool:
    return any(count for line in table for count in line)


def _shown(role: str, shown: Hidden) -> RoleTable:
    names = [str(SEX_NAMES[sex]) for sex in SEXES]
    return RoleTable(
        role=str(ROLE_NAMES[role]),
        columns=tuple(str(AGE_NAMES[age]) for age in AGES),
        rows=tuple((name, tuple(row)) for name, row in zip(names, shown[:-1], strict=True)),
        totals=tuple(shown[-1]),
    )


def _days(year: int, number: int) -> tuple[date, date]:
    first = date(year, MONTHS * (number - 1) + 1, 1)
    following = date(year + number // QUARTERS, MONTHS * (number % QUARTERS) + 1, 1)
    return first, following - timedelta(days=1)
