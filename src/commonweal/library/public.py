"""The only module of this room that other rooms import: ids and values, never rows.

Whatever a person may not know of raises NotFound, like what is not there. Whoever is shown words of a
restricted document, or asks for one in vain, leaves a line in the trail (``actions/watching.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.dispatch import Signal
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.kernel.today import TodayItem
from commonweal.library.actions import batch
from commonweal.library.actions import documents as document_actions
from commonweal.library.actions.batch import Added
from commonweal.library.actions.removal import remove_document
from commonweal.library.actions.restrictions import Circle, restrict
from commonweal.library.actions.reviews import correct_value
from commonweal.library.actions.search import note_search, reindex
from commonweal.library.actions.watching import named_in, note_asked, note_shown
from commonweal.library.queries import documents, intakes, records, reviews, waiting
from commonweal.library.queries import search as search_queries
from commonweal.library.queries.bodies import Bodies, Body, Named, bodies_named
from commonweal.library.queries.documents import hidden_from
from commonweal.library.queries.readings import count_after, readings_after
from commonweal.library.queries.records import EventFacts, Offered
from commonweal.library.queries.restrictions import restricted_now
from commonweal.library.rules import reviews_here
from commonweal.rights.public import Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from commonweal.library.models import Document
    from commonweal.rights.models import Person

__all__ = [
    "Added",
    "Bodies",
    "Body",
    "Circle",
    "DocumentCard",
    "EventFacts",
    "Named",
    "Offered",
    "Passage",
    "RelatedLink",
    "add_files_now",
    "add_now",
    "bodies_named",
    "correct_value",
    "count_after",
    "document",
    "documents_read",
    "event_of",
    "event_words",
    "find_passages",
    "hidden_from",
    "named_in",
    "note_shown",
    "offered_commitments",
    "paragraphs",
    "passage",
    "readings_after",
    "register_links",
    "reindex",
    "related_links",
    "remove",
    "restrict",
    "restricted_now",
    "resume_abandoned",
    "today_items",
    "worker_started",
]

# Sent when a worker process starts, and when it read some documents; connected in apps.py to what follows.
worker_started = Signal()
documents_read = Signal()


@dataclass(frozen=True, slots=True)
class DocumentCard:
    """A document as other rooms show it."""

    id: UUID
    title: str
    kind: str
    date_issued: date | None
    address: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Some words of a document, and the address that shows them there, highlighted.

    Attributes:
        start: Place of the first character in the document's text.
        end: Place after the last character.
    """

    document_id: UUID
    title: str
    start: int
    end: int
    text: str
    address: str


@dataclass(frozen=True, slots=True)
class RelatedLink:
    """What an upper room knows about a document, shown on the document's page.

    Attributes:
        start: Place of the first character of the passage it is about; None for the whole document.
        end: Place after its last character.
        carries: Whether it has the document's title or words, for everybody with whom partners share.
        blank: Where to send that the document's title be taken off it; empty where it has none, or the reader may not.
    """

    text: str
    address: str
    start: int | None = None
    end: int | None = None
    carries: bool = False
    blank: str = ""


EVENT_VALUES = ("type", "start", "end", "place", "country")

LinkProvider = Callable[[UUID, "Person"], Sequence[RelatedLink]]
_PROVIDERS: list[LinkProvider] = []


def register_links(provider: LinkProvider) -> None:
    """Let an upper room add links to the document page; called once, in its apps.py.

    Args:
        provider: Takes a document's id and the reader, returns the links in the order shown.
    """
    if provider not in _PROVIDERS:
        _PROVIDERS.append(provider)


def related_links(document_id: UUID, *, person: Person) -> tuple[RelatedLink, ...]:
    """Return what the upper rooms know about a document, in the order they registered."""
    return tuple(link for provider in _PROVIDERS for link in provider(document_id, person))


def document(document_id: UUID, *, person: Person | AnonymousUser) -> DocumentCard:
    """Return the card of one document.

    Raises:
        NotFound: If there is none, or the person may not know of it.
    """
    note_asked(document_id, person=person)
    return _card(documents.card_of(document_id, person=person))


def passage(document_id: UUID, *, start: int, end: int, person: Person | AnonymousUser) -> Passage:
    """Return the words of a document between two places.

    Args:
        document_id: The document.
        start: Place of the first character, 0 or more.
        end: Place after the last character, more than ``start``, inside the text.
        person: Who asks.

    Raises:
        NotFound: If there is no such document, or the person may not know of it.
        InvalidInput: If the places do not lie inside the text.
    """
    note_asked(document_id, person=person)
    found = documents.card_of(document_id, person=person)
    text = documents.words_between(found, start=start, end=end)
    return Passage(
        document_id=found.pk,
        title=found.title,
        start=start,
        end=end,
        text=text,
        address=documents.passage_address(found.pk, start=start, end=end),
    )


def offered_commitments(
    document_id: UUID, *, person: Person | AnonymousUser
) -> tuple[Offered, ...]:
    """Return the sentences in which the reader saw a recommendation, commitment or next step.

    Raises:
        NotFound: If there is no such document, or the person may not know of it.
    """
    note_asked(document_id, person=person)
    found = documents.record_of(document_id, person=person)
    return records.commitments_in(reviews.settled_record(found))


def event_of(document_id: UUID, *, person: Person | AnonymousUser) -> EventFacts:
    """Return what the document says about its event; what it does not say is None or empty.

    Raises:
        NotFound: If there is no such document, or the person may not know of it.
    """
    note_asked(document_id, person=person)
    found = documents.record_of(document_id, person=person)
    return records.event_in(reviews.settled_record(found), title=found.title)


def event_words(document_id: UUID, *, person: Person | AnonymousUser) -> Mapping[str, Passage]:
    """Return where the values of ``event_of`` were read, by their names; what has no words is left out.

    Raises:
        NotFound: If there is no such document, or the person may not know of it.
    """
    note_asked(document_id, person=person)
    found = documents.document_of(document_id, person=person)
    keys = {name: f"event.{name}" for name in EVENT_VALUES} | {"title": "title"}
    record = reviews.settled_record(found)
    return {
        name: _passage_in(found, spans[0].start, spans[0].end)
        for name, key in keys.items()
        if (spans := records.evidence_of(record, key)[0])
    }


def paragraphs(document_id: UUID, *, person: Person | AnonymousUser) -> tuple[Passage, ...]:
    """Return the paragraphs, headings and list items of a document's body, in reading order.

    Raises:
        NotFound: If there is no such document, or the person may not know of it.
    """
    note_asked(document_id, person=person)
    found = documents.document_of(document_id, person=person)
    return tuple(_passage_in(found, start, end) for start, end, *_kind in found.blocks)


def find_passages(
    query: str, *, person: Person | AnonymousUser, limit: int = 20
) -> tuple[Passage, ...]:
    """Return the passages that answer a person's words best, best first; that they searched is noted.

    Args:
        query: Words, with phrases in quotation marks; nothing in it can be wrong.
        person: Who asks; only passages of documents they may see come back.
        limit: How many at most, 1 to 100.
    """
    note_search(person)
    answer = search_queries.find(query, person=person, limit=limit)
    note_shown({found.document.pk for found in answer.passages}, person=person)
    return tuple(
        Passage(
            document_id=found.document.pk,
            title=found.document.title,
            start=found.start,
            end=found.end,
            text=found.text,
            address=found.address,
        )
        for found in answer.passages
    )


def add_now(name: str, content: bytes, *, person: Person | None) -> UUID:
    """Add and read one file at once, and return its document; known bytes get a second origin.

    Args:
        name: The file's name, such as ``press-release.txt``.
        content: The file's bytes: one document, not an archive.
        person: Who adds it; None for the command line and the demo.

    Raises:
        InvalidInput: If the file cannot be read; the message says why.
        NotAllowed: If the person may not add documents.
        NoAnswer: If the disk is full.
    """
    return document_actions.add_file(name, content, person=person).document_id


def add_files_now(
    files: Iterable[tuple[str, bytes]], *, person: Person | None
) -> Iterator[tuple[Added, ...]]:
    """Add and read files at once, archives and feeds too; yield for each what became of its documents.

    Args:
        files: Name and bytes of each file.
        person: Who adds them; None for the command line and the demo.

    Raises:
        NotAllowed: If the person may not add documents.
        NoAnswer: If the disk is full.
    """
    return batch.add_files(files, person=person)


def remove(document_id: UUID, *, person: Person) -> None:
    """Take a document out of lists and search; after 30 days it is erased, unless it is held.

    Args:
        document_id: The document.
        person: A co-ordinator.

    Raises:
        NotFound: If there is no such document, or the person may not know of it.
        NotAllowed: If the person is no co-ordinator.
    """
    remove_document(document_id, person=person)


def resume_abandoned() -> None:
    """Go on with uploads that a killed worker left half-read, and find what is not yet findable.

    Called by each worker when it starts; to call it too often does no harm.
    """
    worker_started.send(sender=None)


def today_items(person: Person, *, since: datetime | None) -> Sequence[TodayItem]:
    """Return what the library says on a person's first page.

    Args:
        person: Whose page it is.
        since: What was added after this moment is new; all of it if None.
    """
    items = [
        TodayItem(
            kind="waiting",
            text=_("What you added was stopped before it was read to the end."),
            address=intake.get_absolute_url(),
        )
        for intake in intakes.stopped_of(person)
    ]
    items += _waiting_values(person)
    count = documents.count_added_since(since, person=person)
    if count:
        items.append(
            TodayItem(
                kind="new",
                text=ngettext(
                    "%(count)s document was added to the library.",
                    "%(count)s documents were added to the library.",
                    count,
                )
                % {"count": count},
                address=reverse("library:documents") + "?sort=added",
                count=count,
            )
        )
    return items


def _waiting_values(person: Person) -> Sequence[TodayItem]:
    """Return what waits for a reviewer: nobody else is told."""
    count, is_more = waiting.uncertain_count(person=person) if reviews_here(person) else (0, False)
    if not count:
        return ()
    text = ngettext(
        "%(count)s value that was read waits for review.",
        "%(count)s values that were read wait for review.",
        count,
    ) % {"count": count}
    more = _("There are more in other documents.") if is_more else ""
    return (
        TodayItem(
            kind="waiting",
            text=text,
            address=reverse("library:review"),
            detail=more,
            role=Role.REVIEWER,
            count=count,
        ),
    )


def _card(found: Document) -> DocumentCard:
    return DocumentCard(
        id=found.pk,
        title=found.title,
        kind=found.kind,
        date_issued=found.date_issued,
        address=found.get_absolute_url(),
    )


def _passage_in(found: Document, start: int, end: int) -> Passage:
    return Passage(
        document_id=found.pk,
        title=found.title,
        start=start,
        end=end,
        text=found.text[start:end],
        address=documents.passage_address(found.pk, start=start, end=end),
    )
