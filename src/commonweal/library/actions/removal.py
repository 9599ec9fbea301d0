"""Remove documents and put them back.

remove_document → [removed: only the co-ordinator sees it] → erased after 30 days (actions/keeping.py)
↑                  ↓ put_back, or the co-ordinator adds the same file again
└── [in the library]
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import CommonwealError, InvalidInput, NotAllowed
from commonweal.library.actions import files
from commonweal.library.actions.faults import index_problem
from commonweal.library.actions.search import forget, index_documents
from commonweal.library.models import Body, Document
from commonweal.library.queries.documents import card_of
from commonweal.library.queries.removed import removed_of
from commonweal.library.rules import may_remove
from commonweal.rights.public import erasure_is_asked, forget_traces, record, verb

if TYPE_CHECKING:
    from commonweal.rights.models import Person

REMOVED = verb("library.document.removed", gettext_lazy("removed a document"))
PUT_BACK = verb("library.document.put-back", gettext_lazy("put a removed document back"))
ERASED = verb("library.document.erased", gettext_lazy("erased a document with its original"))


@transaction.atomic
def remove_document(document_id: UUID, *, person: Person) -> Document:
    """Take a document out of lists and search; it can be put back for 30 days.

    Args:
        document_id: The document.
        person: A co-ordinator.

    Returns:
        The document, with the day it is erased.

    Raises:
        NotFound: If there is no such document, it is removed already, or the person may not know of it.
        NotAllowed: If the person is no co-ordinator.
    """
    document = card_of(document_id, person=person)
    if not may_remove(person):
        raise NotAllowed("library.remove", _("Only the co-ordinator removes documents."))
    document.removed_at, document.removed_by = timezone.now(), person
    document.indexed_in = ""
    document.save(update_fields=["removed_at", "removed_by", "indexed_in"])
    record(person, REMOVED, thing=document, change=({"sha256": document.sha256}, None))
    transaction.on_commit(lambda: _forget(document_id))
    return document


def put_back(document_id: UUID, *, person: Person) -> Document:
    """Put a removed document back into lists and search.

    Raises:
        NotFound: If it was not removed, was erased meanwhile, or the person may not know of it.
        InvalidInput: If a request names it to be erased.
        NoAnswer: If the search index cannot be written; the document is back then, and found later.
    """
    with transaction.atomic():
        document = removed_of(document_id, person=person)
        put_back_known(document, person=person)
    try:
        index_documents([document_id])
    except Exception as error:
        raise index_problem(error) from error
    return document


def put_back_known(document: Document, *, person: Person | None) -> bool:
    """Put a document back if it was removed, and say whether it was; the caller makes it findable.

    Inside the caller's transaction: a co-ordinator who adds the same file again does it too.

    Raises:
        NotAllowed: If the person is no co-ordinator.
        InvalidInput: If a request names it to be erased.
    """
    removed = Document.objects.filter(pk=document.pk, removed_at__isnull=False)
    if not removed.exists():
        return False
    if person is not None and not may_remove(person):
        raise NotAllowed(
            "library.removed-here",
            _("This text was removed here. The co-ordinator can put it back; ask there."),
        )
    if erasure_is_asked(document._meta.label, document.pk):
        raise InvalidInput(
            "library.erasure-asked",
            _(
                "Somebody asked for this text to be erased. Until that is answered it is not put back."
            ),
        )
    removed.update(removed_at=None, removed_by=None)
    record(person, PUT_BACK, thing=document)
    return True


def erase(document: Document) -> None:
    """Delete a document with everything of it; inside the caller's transaction, which records why."""
    document_id, sha256 = document.pk, document.sha256
    document.delete()
    forget_traces(Document._meta.label, [document_id])
    Body.objects.filter(mentions=None).delete()

    def forget_files() -> None:
        files.drop_original(sha256)
        _forget(document_id)

    transaction.on_commit(forget_files)


def _forget(document_id: UUID) -> None:
    # Passages that stay in the index are never shown: their document may not be seen any more.
    with suppress(OSError, CommonwealError):
        forget(document_id)
