"""What partners offer and how to reach them, as lines of tables: each cell as it is written, and read back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from commonweal.partners.engine.tables import one_kind_of_end
from commonweal.partners.models import Contact, Profile, Service
from commonweal.partners.rules.directory import SEE_PROFILE

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader

MODELS: Mapping[str, type[Service] | type[Contact]] = {"services": Service, "contacts": Contact}
TEXTS: Mapping[str, tuple[str, ...]] = {
    "services": ("level", "title", "description", "for_whom", "pathway", "area", "languages"),
    "contacts": ("function", "email", "phone", "hours"),
}


def part_cells(table: str, row: Any) -> dict[str, str]:
    """Return the cells of something offered, or of a contact, by column.

    Args:
        table: ``services`` or ``contacts``.
        row: With its entry and its partner.
    """
    cells = {"id": str(row.pk), "partner": row.profile.organisation.name}
    return cells | {name: one_kind_of_end(getattr(row, name)).strip() for name in TEXTS[table]}


def parts_in(table: str) -> Any:
    """Return what is offered now, or how partners are reached now, with entry and partner."""
    rows = MODELS[table].objects.filter(ended_at=None, profile__organisation__merged_into=None)
    return rows.select_related("profile__organisation")


def parts_cells(person: Reader | None, table: str) -> Iterator[dict[str, str]]:
    """Yield what partners offer, or how they are reached, as lines of a table, by partner.

    Args:
        person: Who reads; None for the terminal of whoever runs the server.
        table: ``services`` or ``contacts``.
    """
    rows = parts_in(table).order_by("profile__organisation__name", "profile_id", "added_at", "pk")
    if person is not None:
        seen = Profile.objects.filter(SEE_PROFILE.rows(person))
        rows = rows.filter(profile__in=seen.order_by())
    for row in rows.iterator(chunk_size=1000):
        yield part_cells(table, row)
