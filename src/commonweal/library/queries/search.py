"""Passages a person may see, found by words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from commonweal.kernel.errors import InvalidInput
from commonweal.library.engine.search.fold import fold
from commonweal.library.engine.search.highlight import Segment, snippet
from commonweal.library.engine.search.index import building_name, current_name
from commonweal.library.engine.search.query import search
from commonweal.library.engine.search.types import Match
from commonweal.library.models import Body, Document
from commonweal.library.queries.documents import documents_visible_to, hidden_from, passage_address

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from commonweal.rights.models import Person

MOST_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that answers, with its document.

    Attributes:
        text: The whole passage.
        segments: The part worth showing, cut at the words that were found.
        score: Comparable within one answer only.
    """

    document: Document
    start: int
    end: int
    text: str
    segments: tuple[Segment, ...]
    score: float
    address: str


@dataclass(frozen=True, slots=True)
class Result:
    """An answer: passages, best first, how many there are in all, and how they match."""

    passages: Sequence[Found]
    count: int
    match: Match


def find(
    words: str,
    *,
    person: Person | AnonymousUser | None,
    filters: Mapping[str, str] | None = None,
    limit: int = 20,
    offset: int = 0,
) -> Result:
    """Return the passages that answer a person's words, of documents they may see.

    Args:
        words: As typed; nothing in them can be wrong.
        person: Who asks; None for the command line of whoever runs the server.
        filters: One value by name (``kind``, ``country``, ``field``, ``body``, ``year``).
        limit: How many at most, 1 to 100.
        offset: How many to pass over.
    """
    answer = search(
        settings.SEARCH_FOLDER,
        words,
        filters=filters,
        without=[key.hex for key in hidden_from(person)],
        limit=min(max(limit, 1), MOST_AT_ONCE),
        offset=max(offset, 0),
    )
    visible = documents_visible_to(person).in_bulk([UUID(hit.document) for hit in answer.hits])
    passages = [
        Found(
            document=visible[UUID(hit.document)],
            start=hit.span.start,
            end=hit.span.end,
            text=hit.text,
            segments=snippet(hit.text, hit.marks),
            score=hit.score,
            address=passage_address(
                visible[UUID(hit.document)].pk,
                start=hit.span.start,
                end=hit.span.end,
                words="" if person is None else words,
            ),
        )
        for hit in answer.hits
        if UUID(hit.document) in visible
    ]
    return Result(
        passages=passages,
        count=answer.count if visible else 0,
        match=answer.match if passages else "none",
    )


def not_yet_findable(person: Person | AnonymousUser) -> int:
    """Return how many documents the search does not know yet, because its index is being built."""
    folder = settings.SEARCH_FOLDER
    names = [name for name in (current_name(folder), building_name(folder)) if name]
    return documents_visible_to(person).exclude(indexed_in__in=names).count()


def body_named(name: str) -> str:
    """Return the id of the body with this name or short form, in any spelling.

    Args:
        name: As a person types it.

    Raises:
        InvalidInput: If no document names such a body.
    """
    found = Body.objects.filter(Q(key=fold(name)) | Q(short_name__iexact=name)).first()
    if found is None:
        raise InvalidInput(
            "library.body",
            _("No document names a body “%(name)s”. The library's list of bodies has the names.")
            % {"name": name},
        )
    return str(found.pk)
