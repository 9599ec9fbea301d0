"""What figures are asked for: where, in which days; the places to choose from, and what cells hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.text import Truncator

from commonweal.partners.models import Concern, Meeting
from commonweal.partners.rules.listening import SEE_CONCERN
from commonweal.partners.rules.meetings import SEE_MEETING

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader


# A row's cells by column.
Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Scope:
    """What figures are asked for.

    Attributes:
        municipality: Part of a place's name; empty for all.
        first: The first day; None for all time.
        last: The last day.
        today: The present day.
    """

    today: date
    municipality: str = ""
    first: date | None = None
    last: date | None = None

    def within(self, field: str, *, is_instant: bool = False) -> Q:
        """Return the condition that a date, or an instant, lies in the period."""
        if self.first is None or self.last is None:
            return Q()
        name = f"{field}__date" if is_instant else field
        return Q(**{f"{name}__gte": self.first, f"{name}__lte": self.last})

    def at(self, field: str) -> Q:
        """Return the condition that a place is in the municipality."""
        return Q(**{f"{field}__icontains": self.municipality}) if self.municipality else Q()


def as_day(value: date | None) -> str:
    """Return a day as a cell holds it; nothing if there is none."""
    return value.isoformat() if value else ""


def shortened(text: str) -> str:
    """Return the beginning of a long text, as a cell holds it."""
    return Truncator(text).chars(300)


def municipalities(person: Reader) -> Sequence[str]:
    """Return the municipalities and places that a person may choose from, by name."""
    raised = Concern.objects.filter(SEE_CONCERN.rows(person)).order_by()
    met = Meeting.objects.filter(SEE_MEETING.rows(person)).exclude(place="").order_by()
    found = set(raised.values_list("municipality", flat=True).distinct()[:200])
    # "Town hall, Halvera": what stands last is the municipality.
    places = met.values_list("place", flat=True).distinct()[:500]
    found |= {each.rpartition(",")[2].strip() for each in places}
    return sorted(filter(None, found))
