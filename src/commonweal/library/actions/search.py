"""Keep the search index true: index, take out, build anew, and note that a search happened."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from commonweal.kernel.provenance import Span
from commonweal.library.actions.files import disk_problem
from commonweal.library.engine.search import index
from commonweal.library.engine.search.passages import passages_of
from commonweal.library.engine.search.types import Indexed
from commonweal.library.engine.types import Block
from commonweal.library.models import Document
from commonweal.library.queries.records import evidence_of
from commonweal.rights.public import Thing, record, verb

if TYPE_CHECKING:
    from commonweal.rights.models import Person

SEARCHED = verb("library.search.asked", gettext_lazy("searched the library"))
# How many documents are read from the database, and made findable, at once.
BATCH = 25


def index_documents(ids: Sequence[UUID]) -> None:
    """Make documents findable; those that are gone or removed meanwhile are passed over.

    Raises:
        NoAnswer: If another writer does not finish.
        OSError: If the disk is full; nothing is changed then.
    """
    for start in range(0, len(ids), BATCH):
        chunk = ids[start : start + BATCH]
        name = index.write(settings.SEARCH_FOLDER, _indexed(_findable().filter(pk__in=chunk)))
        _findable().filter(pk__in=chunk).update(indexed_in=name)


def index_missing(*, progress: Callable[[int], None] | None = None) -> int:
    """Make every document findable that is not, and return how many there were.

    Needed after the index was lost, broken or of an older version, and after a worker was stopped
    between keeping a document and indexing it. Stopped half-way, the next call goes on from there.

    Args:
        progress: Called with the number done, after each batch.

    Raises:
        NoAnswer: If another writer does not finish.
        OSError: If the disk is full.
    """
    if index.building_name(settings.SEARCH_FOLDER):
        return reindex(progress=progress)
    name = index.ensure(settings.SEARCH_FOLDER)
    done = 0
    while ids := _not_in(name):
        index_documents(ids)
        done += len(ids)
        if progress:
            progress(done)
        name = index.ensure(settings.SEARCH_FOLDER)
    return done


def make_index() -> bool:
    """Make an empty index where there is none that can be used, and say whether there was none.

    Raises:
        NoAnswer: If the disk is full or cannot be written.
    """
    if index.current_name(settings.SEARCH_FOLDER):
        return False
    try:
        index.create(settings.SEARCH_FOLDER)
    except OSError as error:
        raise disk_problem(error) from error
    return True


def reindex(*, progress: Callable[[int], None] | None = None) -> int:
    """Build the index anew beside the one in use, then use it; return how many documents it holds.

    Searching goes on meanwhile. Stopped half-way, the next call goes on from there.

    Args:
        progress: Called with the number of documents done, after each batch.

    Raises:
        NoAnswer: If another writer does not finish.
        OSError: If the disk is full; the index in use stays as it is.
    """
    folder = settings.SEARCH_FOLDER
    name = index.building_name(folder) or index.create(folder, pointer="building")
    done = _findable().filter(indexed_in=name).count()
    while ids := _not_in(name):
        index.fill(folder, name, _indexed(_findable().filter(pk__in=ids)))
        _findable().filter(pk__in=ids).update(indexed_in=name)
        done += len(ids)
        if progress:
            progress(done)
    index.switch(folder, name, last=lambda: _indexed(_findable().exclude(indexed_in=name)))
    _findable().exclude(indexed_in=name).update(indexed_in=name)
    return _findable().count()


def forget(document_id: UUID) -> None:
    """Take a document's passages out of the index in use."""
    index.remove(settings.SEARCH_FOLDER, document_id.hex)


def forget_everywhere(document_id: UUID) -> None:
    """Take a document's passages out of the index in use and out of one that is being built."""
    index.remove_everywhere(settings.SEARCH_FOLDER, document_id.hex)


def reindex_cleanly() -> None:
    """Build the index anew, so that no words of erased documents stay in its files.

    An index marks deleted passages and keeps their words until its files are merged.

    Raises:
        NoAnswer: If another writer does not finish.
        OSError: If the disk is full.
    """
    if index.building_name(settings.SEARCH_FOLDER):
        reindex()  # begun before the erasure: its files may hold the words too
    reindex()


@transaction.atomic
def record_search(person: Person | None) -> None:
    """Note that a person searched, or the command line; never for what."""
    record(person, SEARCHED, thing=person or Thing("rights.Person", ""))


@transaction.atomic
def note_search(reader: Any) -> None:
    """Note that somebody who is signed in searched, by themselves or through somebody else's eyes."""
    person = getattr(reader, "viewer", None) or reader
    if person.is_authenticated:
        record_search(person)


def _findable() -> QuerySet[Document]:
    """Return the documents that were not removed."""
    return Document.objects.filter(removed_at=None)


def _not_in(name: str) -> list[UUID]:
    missing = _findable().exclude(indexed_in=name).order_by("added_at")
    return list(missing.values_list("pk", flat=True)[:BATCH])


def _indexed(documents: QuerySet[Document]) -> Iterator[Indexed]:
    for document in documents.prefetch_related("mentions", "subjects"):
        blocks = [Block(span=Span(start, end), kind=kind) for start, end, kind in document.blocks]
        heads = [
            span for key in ("title", "lead") for span in evidence_of(document.record, key)[0][:1]
        ]
        yield Indexed(
            document=document.pk.hex,
            language=document.language,
            passages=passages_of(document.text, blocks, heads=heads),
            filters={
                "kind": (document.kind,),
                "country": (document.country,) if document.country else (),
                "year": (str(document.year),) if document.year else (),
                "field": tuple(subject.name for subject in document.subjects.all()),
                "body": tuple({str(mention.body_id) for mention in document.mentions.all()}),
            },
        )
