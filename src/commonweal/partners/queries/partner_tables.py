"""A partner as a line of a table: each cell as it is written, and read back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from commonweal.partners.engine.tables import one_kind_of_end
from commonweal.partners.queries.directory import WantedPartners, directory
from commonweal.rights.public import partners_here

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader
    from commonweal.rights.models import Organisation


def cells_of(partner: Organisation) -> dict[str, str]:
    """Return a partner's cells by column.

    Args:
        partner: With its entry, if it has one.
    """
    profile = getattr(partner, "profile", None)
    cells = {
        "id": str(partner.pk),
        "name": partner.name,
        "womens_organisation": "yes" if profile and profile.is_womens else "no",
        "youth_organisation": "yes" if profile and profile.is_youth else "no",
    }
    texts = ("short_name", "other_names", "kind", "mandate", "area", "country", "languages", "website")  # fmt: skip
    return cells | {
        name: one_kind_of_end(getattr(profile, name)).strip() if profile else "" for name in texts
    }


def partner_cells(person: Reader, wanted: WantedPartners) -> Iterator[dict[str, str]]:
    """Yield the partners a person asks for as lines of a table, by name.

    Args:
        person: Who reads.
        wanted: Which of them.
    """
    for each in directory(person, wanted).prefetch_related(None).iterator(chunk_size=1000):
        yield cells_of(each)


def all_cells() -> Iterator[dict[str, str]]:
    """Yield every partner as a line of the table, for the terminal of whoever runs the server."""
    for each in partners_here().select_related("profile").iterator(chunk_size=1000):
        yield cells_of(each)
