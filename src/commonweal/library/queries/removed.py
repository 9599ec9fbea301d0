"""Documents that were removed and can be put back; and that a document was removed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from commonweal.kernel.errors import NotFound
from commonweal.library.models import Document
from commonweal.library.queries.documents import HEAVY
from commonweal.library.rules import KNOW_REMOVED, SEE_REMOVED

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from commonweal.rights.models import Person


def removed_visible_to(person: Person | AnonymousUser) -> QuerySet[Document]:
    """Return the removed documents that ``person`` may put back, the last removed first."""
    found = Document.objects.filter(SEE_REMOVED.rows(person)).defer(*HEAVY)
    return found.select_related("removed_by").order_by("-removed_at", "id")


def removed_of(document_id: UUID, *, person: Person | AnonymousUser) -> Document:
    """Return one removed document for whoever may put it back.

    Raises:
        NotFound: If there is none, or the person may not know of it.
    """
    found = removed_visible_to(person).filter(pk=document_id).first()
    if found is None:
        raise NotFound("library.removed", _("There is no such removed document, or not for you."))
    return found


def known_removed(document_id: UUID, *, person: Person | AnonymousUser) -> Document | None:
    """Return a document of which the person may know that it was removed, and when; else None."""
    found = Document.objects.filter(KNOW_REMOVED.rows(person), pk=document_id)
    return found.only("pk", "title", "removed_at").first()
