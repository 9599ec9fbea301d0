"""The quarterly report, made of the same rows as the figures."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commonweal.partners.engine.quarterly import Report, Section, crossed, quarter_days
from commonweal.partners.queries.figure_scope import Scope
from commonweal.partners.queries.figure_words import cell_words, column_name
from commonweal.partners.queries.figures import REPORTED, figure, rows_out

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader


def scope_of_quarter(year: int, quarter: int, *, municipality: str, today: date) -> Scope:
    """Return what a report of a quarter is asked for.

    Args:
        year: Four digits.
        quarter: 1 to 4.
        municipality: Part of a place's name; empty for all.
        today: The present day.
    """
    first, last = quarter_days(year, quarter)
    return Scope(today, municipality, first, last)


def quarterly_report(person: Reader, scope: Scope) -> Report:
    """Return the report of a period: figures, the rows of each, recommendations by answer and progress.

    Args:
        person: Who reads; only what they may see is counted.
        scope: The period, and the municipality.

    Raises:
        NotFound: If the person has no such figures.
    """
    sections = []
    for key in REPORTED:
        one = figure(person, key)
        rows = tuple(
            tuple(cell_words(column, cells[column]) for column in one.columns)
            for cells in rows_out(person, one, scope)
        )
        heads = tuple(map(column_name, one.columns))
        sections.append(Section(key, one.named(scope), heads, rows))
    asked = next(each for each in sections if each.key == "recommendations")
    return Report(
        title=_("Quarterly report"),
        about=_about(scope),
        sections=tuple(sections),
        cross=crossed(asked, column_name("position"), column_name("progress")),
        words={
            "figures": _("Figures"),
            "figure": _("Figure"),
            "number": _("Number"),
            "sheet": _("Sheet"),
            "by": _("Recommendations by answer and progress"),
            "left": _("{count} more rows are in the Excel file."),
        },
        made_on=scope.today,
    )


def _about(scope: Scope) -> tuple[tuple[str, str], ...]:
    period = ""
    if scope.first is not None and scope.last is not None:
        period = f"{date_format(scope.first)} – {date_format(scope.last)}"
    return (
        (_("Period"), period or _("all time")),
        (_("Municipality"), scope.municipality or _("all")),
        (_("Made on"), date_format(scope.today)),
        (_("Persons"), _("This report names no person.")),
    )
