"""Add documents.

    bytes → documents_in → keep (original, row, names, trail: one transaction) → Pending.flush (index)

Between keep and flush a document is there but cannot be found; whoever kept it flushes soon. If the
index cannot be written, the document is taken back, so that nothing is half-there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import CommonwealError, InvalidInput, NotAllowed
from commonweal.library.actions import files
from commonweal.library.actions.columns import columns_of, save_names
from commonweal.library.actions.faults import index_problem
from commonweal.library.actions.removal import ERASED, erase, put_back_known
from commonweal.library.actions.reviews import note_waiting
from commonweal.library.actions.search import index_documents
from commonweal.library.engine.version import READER_VERSION
from commonweal.library.models import Document, Intake, Origin
from commonweal.library.rules import LET_IN, may_add
from commonweal.rights.public import partner_of, record, verb

if TYPE_CHECKING:
    from commonweal.library.engine.types import Loaded, Reading, Refused
    from commonweal.rights.models import Person

ADDED = verb("library.document.added", gettext_lazy("added a document"))
ADDED_AGAIN = verb("library.document.added-again", gettext_lazy("added a document that was known"))

# Lists whose entries were each read by a rule of their own, which whoever reviews them is told.
CITED_LISTS = (
    "people",
    "organisations",
    "projects",
    "funders",
    "publications",
    "commitments",
    "quotes",
)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Source:
    """Who adds a document, and how it came.

    Attributes:
        person: None for the command line and the demo.
        title: A person's own title for it.
    """

    person: Person | None = None
    intake: Intake | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """A document after adding.

    Attributes:
        title: Its title; the file's own name where whoever added it may not see the document.
        is_new: False where its bytes were known already and it got one more origin.
        is_back: True where it had been removed and this put it back.
        is_hidden: True where the bytes are those of a document that whoever added them may not see.
    """

    document_id: UUID
    title: str
    is_new: bool
    is_back: bool = False
    is_hidden: bool = False

    @property
    def must_be_indexed(self) -> bool:
        """Say whether it cannot be found until it was flushed, see ``Pending``."""
        return self.is_new or self.is_back


def contents_of(name: str, content: bytes) -> Iterator[Loaded | Refused]:
    """Yield the documents in a file: one, or each member of an archive or a feed.

    Args:
        name: The file's name.
        content: Its bytes.
    """
    # Readers for PDF, Word and HTML take a second to import; pages that only show need none.
    from commonweal.library.engine.load.documents import documents_in
    from commonweal.library.engine.load.limits import limits_of

    return documents_in(name, content, limits=limits_of(settings.READING_LIMITS))


def keep(
    loaded: Loaded,
    *,
    source: Source,
    settle: Callable[[Kept], None] | None = None,
) -> Kept:
    """Read a document and keep it with its original, or note one more origin of a known one; the co-ordinator puts it back so.

    Args:
        loaded: One document.
        source: Who adds it, and how it came.
        settle: Called inside the same transaction, to note what became of it.

    Returns:
        The document; a new one can be found once it was flushed, see ``Pending``.

    Raises:
        InvalidInput: If reading it takes too long.
        NotAllowed: If the person may not add documents, or a co-ordinator removed it.
        NoAnswer: If the disk is full; nothing is kept then.
    """
    _permit(source.person)
    with files.said_plainly():
        return _keep(loaded, source=source, settle=settle)


def _keep(loaded: Loaded, *, source: Source, settle: Callable[[Kept], None] | None) -> Kept:
    known = _keep_known(loaded, source=source, settle=settle)
    if known:
        return known
    columns = read_columns(loaded, title=source.title)
    is_stored = files.store_original(loaded.original, sha256=loaded.sha256)
    try:
        return _keep_new(loaded, columns, source=source, settle=settle)
    except IntegrityError:
        # Somebody added the same bytes while we read them.
        known = _keep_known(loaded, source=source, settle=settle)
        if known is None:
            raise
        return known
    except BaseException:
        if is_stored and not Document.objects.filter(sha256=loaded.sha256).exists():
            files.drop_original(loaded.sha256)
        raise


@dataclass(slots=True)
class Pending:
    """New documents that are kept but cannot be found yet; several are indexed at once.

    Attributes:
        done: Called for each document that can be found now.
        failed: Called for each document that could not be made findable, with the reason.
    """

    done: Callable[[UUID], None]
    failed: Callable[[UUID, CommonwealError], None]
    ids: list[UUID] = field(default_factory=list)

    def add(self, document_id: UUID) -> None:
        """Take up one more document."""
        self.ids.append(document_id)

    def flush(self) -> None:
        """Make them findable, or take all new ones back and say why.

        Raises:
            NoAnswer: If the database's disk is full too, so that nothing can be taken back; what is
                kept becomes findable when there is room again.
        """
        with files.said_plainly():
            self._flush()

    def _flush(self) -> None:
        ids, self.ids = self.ids, []
        try:
            index_documents(ids)
        except Exception as error:
            problem = index_problem(error)
            for document_id in ids:
                take_back(document_id)
                self.failed(document_id, problem)
        else:
            for document_id in ids:
                self.done(document_id)


def add_file(name: str, content: bytes, *, person: Person | None) -> Kept:
    """Add and read one file at once.

    Args:
        name: The file's name.
        content: Its bytes: one document, not an archive.
        person: Who adds it; None for the command line and the demo.

    Raises:
        InvalidInput: If it cannot be read, or holds several documents.
        NotAllowed: If the person may not add documents.
        NoAnswer: If the disk is full; nothing is kept then.
    """
    _permit(person)
    found = list(contents_of(name, content))
    if len(found) != 1:
        raise InvalidInput(
            "library.not-one-document",
            _("%(name)s holds %(count)s documents; this takes one. Add it on the library's page.")
            % {"name": name, "count": len(found)},
        )
    return add_loaded(found[0], source=Source(person=person))


def add_loaded(found: Loaded | Refused, *, source: Source) -> Kept:
    """Keep one document and make it findable.

    Raises:
        InvalidInput: If it could not be read.
        NotAllowed: If the person may not add documents.
        NoAnswer: If the disk is full; nothing is kept then.
    """
    from commonweal.library.engine.types import Refused

    if isinstance(found, Refused):
        raise InvalidInput(found.code, found.detail)
    kept = keep(found, source=source)
    problems: list[CommonwealError] = []
    if kept.must_be_indexed:
        pending = Pending(done=lambda _id: None, failed=lambda _id, why: problems.append(why))
        pending.add(kept.document_id)
        pending.flush()
    if problems:
        raise problems[0]
    return kept


@transaction.atomic
def take_back(document_id: UUID) -> None:
    """Undo the keeping of a document that could not be made findable.

    One that also came here in another way, such as one that was put back, stays, and is made findable later.
    """
    document = Document.objects.filter(pk=document_id).first()
    if document is not None and document.origins.count() <= 1:
        record(None, ERASED, thing=document)
        erase(document)


def _permit(person: Person | None) -> None:
    if person is not None and not may_add(person):
        raise NotAllowed("library.add", _("Only people who act for a partner add documents."))


def read_columns(loaded: Loaded, *, title: str) -> dict[str, Any]:
    """Read a document, and return its columns.

    Args:
        loaded: The document.
        title: A person's own title for it, or nothing.

    Raises:
        InvalidInput: If reading it takes too long.
    """
    # The statistical model takes seconds to import; pages that only show need none.
    from commonweal.library.engine.reading import read_in_time
    from commonweal.library.engine.types import Refused

    loaded = replace(loaded, text=storable(loaded.text))
    reading = read_in_time(loaded, seconds=settings.READING_LIMITS.read_seconds)
    if isinstance(reading, Refused):
        raise InvalidInput(reading.code, reading.detail)
    told = _record(reading, loaded)
    notes = dict.fromkeys((*loaded.notes, *reading.page.notes, *reading.notes))
    return {
        "media_type": loaded.media_type[:100],
        "size_bytes": len(loaded.original),
        "text": loaded.text,
        "is_extracted": loaded.extracted,
        "record": told,
        "reader_version": READER_VERSION,
        "blocks": [[one.span.start, one.span.end, one.kind] for one in reading.page.blocks],
        "notes": [{"code": note.code, "detail": note.detail} for note in notes],
        "own_title": title[:500],
        **columns_of(told, name=loaded.name, title=title),
    }


def _record(reading: Reading, loaded: Loaded) -> dict[str, Any]:
    from commonweal.library.engine.record import as_json

    told = as_json(reading, loaded=loaded, file=loaded.name)
    # The text has its own column; how plainly a promise is put is for people here, not for files.
    told.pop("text", None)
    for entry, one in zip(told["commitments"], reading.facts.commitments, strict=True):
        entry["strength"] = one.strength
    for part in CITED_LISTS:
        for entry, one in zip(told[part], getattr(reading.facts, part), strict=True):
            entry["rule"] = one.evidence.rule
            entry["confidence"] = round(one.evidence.confidence, 3)
    return told


def storable(text: str) -> str:
    """Return a text of the same length without characters that no database keeps."""
    return _UNSTORABLE.sub("\ufffd", text)


@transaction.atomic
def _keep_new(
    loaded: Loaded,
    columns: dict[str, Any],
    *,
    source: Source,
    settle: Callable[[Kept], None] | None,
) -> Kept:
    document = Document.objects.create(
        sha256=loaded.sha256,
        added_by=source.person,
        added_for_id=partner_of(source.person) if source.person else None,
        **columns,
    )
    save_names(document, document.record)
    note_waiting(document, {})
    _add_origin(document, loaded, source=source)
    record(source.person, ADDED, thing=document, change=(None, {"sha256": document.sha256}))
    return _settled(document, settle, is_new=True)


@transaction.atomic
def _keep_known(
    loaded: Loaded, *, source: Source, settle: Callable[[Kept], None] | None
) -> Kept | None:
    document = Document.objects.filter(sha256=loaded.sha256).only("pk", "title").first()
    if document is None:
        return None
    _add_origin(document, loaded, source=source)
    if source.person is not None and not LET_IN.one(source.person, document):
        return _settled_unseen(document, loaded, source=source, settle=settle)
    record(source.person, ADDED_AGAIN, thing=document)
    is_back = put_back_known(document, person=source.person)
    return _settled(document, settle, is_new=False, is_back=is_back)


def _settled_unseen(
    document: Document,
    loaded: Loaded,
    *,
    source: Source,
    settle: Callable[[Kept], None] | None,
) -> Kept:
    """Settle the bytes of a document that whoever added them may not see.

    They hold the bytes themselves, so there is nothing in them to hide; that the workspace has them,
    under which title, from whom and since when, they are not told. For them, and in the trail, it is a
    file that was added: one more origin, which those who may see the document find there. A copy of their own
    would undo the restriction for everybody else; a refusal would tell. A document that was
    removed stays removed.
    """
    record(source.person, ADDED, thing=document, change=(None, {"sha256": loaded.sha256}))
    kept = Kept(
        document_id=document.pk,
        title=source.title or loaded.name,
        is_new=False,
        is_hidden=True,
    )
    if settle:
        settle(kept)
    return kept


def _add_origin(document: Document, loaded: Loaded, *, source: Source) -> None:
    Origin.objects.create(
        document=document,
        name=loaded.name[:500],
        intake=source.intake,
        added_by=source.person,
        added_for_id=partner_of(source.person) if source.person else None,
    )


def _settled(
    document: Document,
    settle: Callable[[Kept], None] | None,
    *,
    is_new: bool,
    is_back: bool = False,
) -> Kept:
    kept = Kept(document_id=document.pk, title=document.title, is_new=is_new, is_back=is_back)
    if settle:
        settle(kept)
    return kept
