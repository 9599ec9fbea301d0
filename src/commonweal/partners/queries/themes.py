"""What people raised, counted by theme and municipality: whole for partners, without small cells for everybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, QuerySet

from commonweal.partners.models import Concern, ConcernState, RaisedPage, Theme
from commonweal.partners.rules.listening import SEE_CONCERN
from commonweal.rights.public import Shown, suppress

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """One theme with its counts, one a municipality; None stands for a hidden count.

    Attributes:
        key: The theme's value.
        name: Its name.
    """

    key: str
    name: str
    counts: tuple[int | None, ...]
    total: int | None


@dataclass(frozen=True, slots=True)
class ThemeTable:
    """Concerns by theme and municipality.

    Attributes:
        places: The municipalities, in the order of the counts.
        is_whole: Whether no count is hidden.
    """

    places: tuple[str, ...]
    lines: tuple[ThemeLine, ...]
    totals: tuple[int | None, ...]
    total: int | None
    is_whole: bool


@dataclass(frozen=True, slots=True)
class RaisedConcern:
    """A concern as a plan names it: an objective says which it answers.

    Attributes:
        label: Its number, as people say it.
        theme: The theme's value.
        address: Its page.
    """

    id: UUID
    label: str
    text: str
    theme: str
    state: str
    address: str


def raised_concerns(
    person: Reader, *, theme: str = "", ids: Sequence[UUID] = (), most: int = 200
) -> tuple[RaisedConcern, ...]:
    """Return concerns that a plan can answer, for those who take part; the newest first.

    Args:
        person: Who reads.
        theme: Only of this theme; all if empty.
        ids: Only these; all if empty.
        most: How many at most.
    """
    rows = Concern.objects.filter(SEE_CONCERN.rows(person)).exclude(state=ConcernState.WITHDRAWN)
    if theme:
        rows = rows.filter(theme=theme)
    if ids:
        rows = rows.filter(pk__in=ids)
    return tuple(
        RaisedConcern(
            id=row.pk,
            label=row.label,
            text=row.text,
            theme=row.theme,
            state=row.state,
            address=row.get_absolute_url(),
        )
        for row in rows.order_by("-year", "-number")[:most]
    )


def raised_by_theme(person: Reader) -> ThemeTable:
    """Return how many concerns were raised, by theme and municipality, for those who take part."""
    return _table(Concern.objects.filter(SEE_CONCERN.rows(person)), is_public=False)


def raised_in_public() -> ThemeTable:
    """Return the same of what councils' pages show, with counts under five hidden and what would betray them."""
    shown = {
        key
        for page in RaisedPage.objects.filter(withdrawn_at=None).only("concern_ids")
        for key in page.concern_ids
    }
    return _table(Concern.objects.filter(pk__in=shown), is_public=True)


def _table(rows: QuerySet[Concern], *, is_public: bool) -> ThemeTable:
    kept = rows.exclude(state=ConcernState.WITHDRAWN).order_by()
    counted = kept.values_list("theme", "municipality").annotate(count=Count("pk"))
    counts = {(theme, place): count for theme, place, count in counted}
    places = sorted({place for _theme, place in counts})
    themes = [theme for theme in Theme if any((theme, place) in counts for place in places)]
    cells = [[counts.get((theme, place), 0) for place in places] for theme in themes]
    # Nothing below the smallest count of 1 is hidden: the table is whole.
    found = suppress(cells) if is_public else suppress(cells, smallest=1)
    return _as_table(themes, places, found)


def _as_table(themes: Sequence[Theme], places: Sequence[str], found: Shown) -> ThemeTable:
    lines = tuple(
        ThemeLine(theme.value, str(theme.label), counts, total)
        for theme, counts, total in zip(themes, found.rows, found.row_totals, strict=True)
    )
    return ThemeTable(
        places=tuple(places),
        lines=lines,
        totals=found.column_totals[: len(places)],
        total=found.total,
        is_whole=not any(None in line.counts or line.total is None for line in lines),
    )
