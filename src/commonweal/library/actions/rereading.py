"""Read documents again with a newer reader. What people decided stays, laid over the new reading.

Each document is a transaction of its own; all of an older reader: ``actions/rereadings.py``. The text is taken out of the original anew; where it comes out differently and
passages of it are cited elsewhere, the document keeps its earlier reading: the places would not fit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import InvalidInput, NotAllowed, NotFound
from commonweal.library.actions import files
from commonweal.library.actions.documents import contents_of, read_columns, storable
from commonweal.library.actions.reviews import propose_again, write_settled
from commonweal.library.engine.overlay import changes_between
from commonweal.library.engine.version import READER_VERSION
from commonweal.library.models import Document
from commonweal.library.queries.documents import card_of
from commonweal.library.queries.reviews import THING, reviews_in
from commonweal.library.rules import may_reread
from commonweal.rights.public import needs_of, record, verb

if TYPE_CHECKING:
    from commonweal.library.engine.types import Loaded
    from commonweal.rights.models import Person

REREAD = verb("library.document.reread", gettext_lazy("read a document again"))
ASKED = verb("library.document.reread-asked", gettext_lazy("asked for a document to be read again"))
# What a new reading replaces; columns for lists follow from it and people's decisions.
READING = ("media_type", "text", "is_extracted", "record", "reader_version", "blocks", "notes")


@dataclass(frozen=True, slots=True)
class Reread:
    """What became of one document.

    Attributes:
        changed: How many values the new reading has different.
        why: Why it keeps its earlier reading; empty where it was read.
    """

    document_id: UUID
    title: str
    changed: int = 0
    why: str = ""


def reread(document_id: UUID, *, note: Callable[[Reread], None] | None = None) -> Reread:
    """Read one document again, whichever reader read it before.

    Args:
        document_id: The document.
        note: Told what became of it, inside the transaction that keeps it.

    Raises:
        NotFound: If there is no such document, or it was removed.
        NoAnswer: If the disk is full; the earlier reading stays.
    """
    document = Document.objects.filter(pk=document_id, removed_at=None).first()
    if document is None:
        raise NotFound("library.document", _("There is no such document."))
    try:
        columns = read_columns(_loaded(document), title=document.own_title)
    except InvalidInput as error:
        return kept_earlier(document, error.message, note=note)
    with files.said_plainly(), transaction.atomic():
        done = _keep(document_id, columns)
        if note is not None:
            note(done)
        return done


@transaction.atomic
def kept_earlier(
    document: Document, why: str, *, note: Callable[[Reread], None] | None = None
) -> Reread:
    """Return that a document keeps its earlier reading.

    Args:
        document: The document; nothing of it changes.
        why: In words for people.
        note: As for ``reread``.
    """
    done = Reread(document.pk, document.title, why=why)
    if note is not None:
        note(done)
    return done


@transaction.atomic
def ask(document_id: UUID, *, person: Person) -> None:
    """Note that a person had a document read again; the door that asked enqueues it.

    Raises:
        NotFound: If there is no such document, or the person may not know of it.
        NotAllowed: If the person is neither reviewer nor co-ordinator.
    """
    document = card_of(document_id, person=person)
    permit(person)
    record(person, ASKED, thing=document)


def permit(person: Person) -> None:
    """Let through who may have documents read again.

    Raises:
        NotAllowed: If the person is neither reviewer nor co-ordinator.
    """
    if not may_reread(person):
        raise NotAllowed(
            "library.reread", _("Only reviewers and co-ordinators have documents read again.")
        )


def _loaded(document: Document) -> Loaded:
    """Return a document as the loader gives it; where its original gives no such text, its text alone."""
    from commonweal.library.engine.types import Loaded

    name = str(document.record.get("file") or document.title)
    path = files.original_path(document.sha256)
    content = path.read_bytes() if path.is_file() else b""
    found = [one for one in contents_of(name, content) if isinstance(one, Loaded)]
    # A feed or a mail gives several: the one with the same words.
    same = [one for one in found if storable(one.text) == document.text]
    if same or len(found) == 1:
        return replace((same or found)[0], sha256=document.sha256)
    return Loaded(
        name=name,
        text=document.text,
        media_type=document.media_type,
        sha256=document.sha256,
        original=content,
        extracted=document.is_extracted,
    )


def _keep(document_id: UUID, columns: dict[str, Any]) -> Reread:
    document = Document.objects.select_for_update().filter(pk=document_id, removed_at=None).first()
    if document is None:
        raise NotFound("library.document", _("There is no such document."))
    is_same_text = document.text == storable(columns["text"])
    if not is_same_text and _is_cited(document_id):
        why = _("Its text comes out differently now, and passages of it are cited.")
        return Reread(document_id, document.title, why=why)
    values = changes_between(document.record, columns["record"])
    document.changed = {
        "reader": document.reader_version,
        "read_at": document.read_at.isoformat(),
        "values": [asdict(one) for one in values],
    }
    before, document.read_at = document.reader_version, timezone.now()
    for name in READING:
        setattr(document, name, columns[name])
    document.save(update_fields=[*READING, "changed", "read_at"])
    reviews = propose_again(document, reviews_in(document_id), is_same_text=is_same_text)
    write_settled(document, reviews)
    facts = {"reader": READER_VERSION, "before": before, "changed": len(values)}
    record(None, REREAD, thing=document, facts=facts)
    return Reread(document_id, document.title, changed=len(values))


def _is_cited(document_id: UUID) -> bool:
    keys: Sequence[UUID] = [document_id]
    return any(need(keys) for need in needs_of(THING))
