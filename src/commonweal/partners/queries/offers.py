"""What a read document offers a meeting: its facts, its promises, its sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from uuid import UUID

from commonweal.library import public as library
from commonweal.partners.engine.callers import callers
from commonweal.partners.models import Meeting, MeetingType

if TYPE_CHECKING:
    from commonweal.rights.models import Person

# A sentence ends at . ! ? before white space and a capital letter, a digit or a quotation mark.
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(]?[^\W_a-z])")


@dataclass(frozen=True, slots=True)
class OfferedMark:
    """A sentence in which the reader saw a promise.

    Attributes:
        key: ``start-end``, its place in the document.
        address: The page that shows it where it stands.
        marked: Address of the recommendation it was marked as already; empty if it was not.
    """

    key: str
    text: str
    type: str
    start: int
    end: int
    confidence: float
    is_soft: bool
    address: str
    marked: str


def offered_facts(document_id: UUID, *, person: Person) -> tuple[dict[str, Any], Mapping[str, str]]:
    """Return the values a document offers for a new meeting, and the page of each one's words.

    A restricted one offers nothing but the kind of meeting: everybody with whom partners share reads the rest.

    Raises:
        NotFound: If there is no such document, or not for this person.
    """
    event = library.event_of(document_id, person=person)
    kind = event.type if event.type in MeetingType.values else MeetingType.MEETING
    if document_id in library.restricted_now():
        return {"type": kind, "called_by": ""}, {}
    texts = (each.text for each in library.paragraphs(document_id, person=person))
    called = callers(texts, event.bodies)
    words = library.event_words(document_id, person=person)
    values = {
        "title": event.title[:300],
        "type": kind,
        "start": event.start,
        "end": event.end if event.end != event.start else None,
        "date_text": "" if event.start else (event.date_text or "")[:200],
        "place": (event.place or "")[:200],
        "country": (event.country or "")[:100],
        "bodies": "\n".join(event.bodies),
        "called_by": "; ".join(called)[:300],
    }
    return values, {name: passage.address for name, passage in words.items()}


def offered_marks(person: Person, meeting: Meeting) -> tuple[OfferedMark, ...]:
    """Return the sentences of the meeting's document in which the reader saw promises.

    Raises:
        NotFound: If the person may not know of the document.
    """
    if meeting.document_id is None:
        return ()
    page = library.document(meeting.document_id, person=person).address
    rows = meeting.recommendations.filter(withdrawn_at=None, start__isnull=False)
    marked = {(row.start, row.end): row.get_absolute_url() for row in rows}
    return tuple(
        OfferedMark(
            key=f"{each.start}-{each.end}",
            text=each.text,
            type=each.type,
            start=each.start,
            end=each.end,
            confidence=each.confidence,
            is_soft=each.strength == "soft",
            address=f"{page}?from={each.start}&to={each.end}#passage",
            marked=marked.get((each.start, each.end), ""),
        )
        for each in library.offered_commitments(meeting.document_id, person=person)
    )


def sentences(passage: library.Passage) -> tuple[tuple[int, int, str], ...]:
    """Return the sentences of a passage with their places in the document; all of it, if it is one."""
    edges = [0, *(end.end() for end in _SENTENCE_END.finditer(passage.text)), len(passage.text)]
    found = []
    for start, end in pairwise(edges):
        text = passage.text[start:end].rstrip()
        if text:
            found.append((passage.start + start, passage.start + start + len(text), text))
    return tuple(found)
