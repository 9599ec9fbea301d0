"""Promises that the reader saw in documents and nobody has taken or declined yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet

from commonweal.library import public as library
from commonweal.partners.engine.names import folded
from commonweal.partners.models import Meeting, Recommendation
from commonweal.partners.rules.meetings import CHANGE_MEETING, SEE_MEETING
from commonweal.rights import public as rights
from commonweal.rights.public import organisations

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commonweal.library.public import Offered
    from commonweal.rights.models import Person

KIND, THING = "partners.commitment", "library.Document"


@dataclass(frozen=True, slots=True)
class Promised:
    """A sentence of a document that promises or asks something.

    Attributes:
        offered: Its words and their place.
        addressee: The partner that it names first, if it names one.
        state: ``waiting``, ``taken`` or ``declined``.
        why: Why it was declined.
    """

    offered: Offered
    addressee: UUID | None
    state: str
    why: str = ""


def key_of(offered: Offered) -> str:
    """Return what names a promise of a document."""
    return f"commitment:{offered.start}-{offered.end}"


def meetings_kept_of(person: Person, document_id: UUID) -> QuerySet[Meeting]:
    """Return the meetings made from a document that a person keeps, the first one first."""
    rows = Meeting.objects.filter(
        SEE_MEETING.rows(person), CHANGE_MEETING.rows(person), document_id=document_id
    )
    return rows.order_by("added_at", "pk")


def promised_in(person: Person, document_id: UUID) -> Sequence[Promised]:
    """Return the promises of a document, with what became of each.

    Raises:
        NotFound: If there is no such document, or the person may not know of it.
    """
    found = library.offered_commitments(document_id, person=person)
    reviews = rights.reviews_of(KIND, THING, str(document_id))
    marked = set(
        Recommendation.objects.filter(document_id=document_id, withdrawn_at=None).values_list(
            "start", "end"
        )
    )
    names = [(each.id, folded(each.name)) for each in organisations()]
    promised = []
    for each in found:
        review = reviews.get(key_of(each))
        is_declined = review is not None and review.state == "rejected"
        state = "declined" if is_declined else "waiting"
        if (each.start, each.end) in marked:
            state = "taken"
        why = review.history[0].why if review and is_declined and review.history else ""
        promised.append(Promised(each, _named(folded(each.text), names), state, why))
    return promised


def _named(text: str, names: Sequence[tuple[UUID, str]]) -> UUID | None:
    """Return the partner whose name stands first in a text."""
    places = [(text.find(name), key) for key, name in names if name and name in text]
    return min(places, key=lambda each: each[0])[1] if places else None
