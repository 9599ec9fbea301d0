"""The watch over restricted documents: whoever is shown the words of one, or asks in vain, leaves a line.

Whatever hands out words says so here; the line is written when the answer is ready, once for each
request and document, and before the answer goes out: without its line there are no words.

    asked ─┬─ the answer shows them ─> read
    shown ─┘  it is there, for others ─> denied (only where it was asked for)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from commonweal.library.actions.restrictions import note_denied, note_read
from commonweal.library.queries import bodies
from commonweal.library.queries.restrictions import restricted_of

if TYPE_CHECKING:
    from commonweal.rights.models import Person


@dataclass(slots=True)
class Watch:
    """What one request asked for and was shown.

    Attributes:
        asked: Documents asked for by their ids, and by whom.
        shown: Documents whose words the answer has, and for whom.
        is_read: Whether the answer has words; said when it is ready.
    """

    asked: dict[UUID, Person] = field(default_factory=dict)
    shown: dict[UUID, Person] = field(default_factory=dict)
    is_read: bool = False


_WATCH: ContextVar[Watch | None] = ContextVar("library_watch", default=None)


def note_asked(document_id: UUID, *, person: Any) -> None:
    """Note that somebody asks for a document by its id, whether or not they may know of it.

    Outside of a request nobody is shown anything, and nothing is noted.

    Args:
        document_id: The document.
        person: Who asks; through somebody else's eyes it is still the person who reads.
    """
    _note("asked", [document_id], person)


def note_shown(documents: Iterable[UUID], *, person: Any) -> None:
    """Note that an answer has words of some documents that the person may see.

    Args:
        documents: Their ids.
        person: Who reads; through somebody else's eyes it is still the person who reads.
    """
    _note("shown", documents, person)


def named_in(keys: Iterable[str], *, person: Any, limit: int = 20) -> tuple[bodies.Named, ...]:
    """Return where documents name these bodies, the newest first; that words are shown is noted.

    Args:
        keys: The bodies' keys.
        person: Who reads; only documents they may see come back.
        limit: How many at most.
    """
    found = bodies.named_in(keys, person=person, limit=limit)
    note_shown({one.document_id for one in found}, person=person)
    return found


@contextmanager
def watching() -> Iterator[Watch]:
    """Watch over one request, and write its lines at the end; outside of transactions."""
    watch = Watch()
    before = _WATCH.set(watch)
    try:
        yield watch
    finally:
        _WATCH.reset(before)
    _write(watch)


def _note(how: str, documents: Iterable[UUID], person: Any) -> None:
    watch = _WATCH.get()
    reader = getattr(person, "viewer", None) or person
    if watch is not None and reader.is_authenticated:
        getattr(watch, how).update(dict.fromkeys(documents, reader))


def _write(watch: Watch) -> None:
    for document_id in restricted_of({*watch.asked, *watch.shown}):
        if watch.is_read:
            person = watch.asked.get(document_id) or watch.shown[document_id]
            note_read(document_id, person=person)
        if document_id in watch.asked:
            note_denied(document_id, person=watch.asked[document_id])
