"""Who would join a partnership that all have signed, and who said yes to that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from commonweal.partners.models import Accession, Partnership
from commonweal.partners.queries.rows import one
from commonweal.partners.rules.joining import DROP_ACCESSION
from commonweal.partners.rules.partnerships import SEE_PARTNERSHIP

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader


@dataclass(frozen=True, slots=True)
class Joining:
    """One organisation that would join.

    Attributes:
        row: The accession.
        yes: Who said yes, by name.
        waits: Who has said nothing yet, by name; the one that joins last.
        may_say: Whether the reader may say something of it.
    """

    row: Accession
    yes: Sequence[str]
    waits: Sequence[str]
    may_say: bool


def accession_of(person: Reader, accession_id: UUID) -> Accession:
    """Return an accession to a partnership the person may see.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    seen = Partnership.objects.filter(SEE_PARTNERSHIP.rows(person))
    rows = Accession.objects.filter(partnership__in=seen)
    return one(rows.select_related("partnership", "organisation"), accession_id)


def joining(person: Reader, partnership: Partnership) -> list[Joining]:
    """Return the organisations that would join a partnership, with who said yes and who waits.

    Args:
        person: Who reads.
        partnership: One that they may see.
    """
    rows = partnership.accessions.filter(joined_on=None, dropped_on=None)
    members = partnership.members.filter(left_on=None).select_related("organisation")
    names = {each.organisation_id: each.organisation.name for each in members}
    found = []
    for row in rows.select_related("organisation").prefetch_related("yes__organisation"):
        said = {each.organisation_id: each.organisation.name for each in row.yes.all()}
        asked = names | {row.organisation_id: row.organisation.name}
        found.append(
            Joining(
                row=row,
                yes=tuple(said.values()),
                waits=tuple(name for key, name in asked.items() if key not in said),
                may_say=DROP_ACCESSION.allows(person, row),
            )
        )
    return found
