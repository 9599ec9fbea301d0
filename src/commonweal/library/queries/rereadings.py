"""Runs in which all documents of older readers are read again: how far they are, what kept its reading."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from commonweal.kernel.errors import NotFound
from commonweal.library.engine.version import READER_VERSION
from commonweal.library.models import Document, KeptReading, Rereading
from commonweal.library.rules import SEE_DOCUMENT, SEE_REREADING

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from commonweal.rights.models import Person


def older_documents(*, after: UUID | None = None) -> QuerySet[Document]:
    """Return the documents that another reader read than this one, in the order of their ids.

    Args:
        after: Only those that come after this one.
    """
    found = Document.objects.filter(removed_at=None).exclude(reader_version=READER_VERSION)
    if after is not None:
        found = found.filter(pk__gt=after)
    return found.order_by("pk")


def older_count() -> int:
    """Return how many documents another reader read than this one."""
    return older_documents().count()


def rereadings_visible_to(person: Person | AnonymousUser) -> QuerySet[Rereading]:
    """Return the runs that a person may see, the newest first."""
    rows = Rereading.objects.filter(SEE_REREADING.rows(person))
    return rows.select_related("person", "asked_for")


def rereading_of(run_id: UUID, *, person: Person | AnonymousUser) -> Rereading:
    """Return one run.

    Raises:
        NotFound: If there is none, or the person may not know of it.
    """
    found = rereadings_visible_to(person).filter(pk=run_id).first()
    if found is None:
        raise NotFound("library.rereading", _("There is no such run, or not for you."))
    return found


def running() -> Rereading | None:
    """Return the run that is under way, if one is."""
    return Rereading.objects.filter(state=Rereading.State.RUNNING).first()


def kept_in(rereading: Rereading, *, person: Person | AnonymousUser) -> QuerySet[KeptReading]:
    """Return which documents that a person may see kept their earlier reading in a run, and why."""
    visible = Document.objects.filter(SEE_DOCUMENT.rows(person)).values("pk")
    rows = KeptReading.objects.filter(rereading=rereading, document__in=visible)
    heavy = ("document__text", "document__record", "document__blocks")
    return rows.select_related("document").defer(*heavy).order_by("pk")
