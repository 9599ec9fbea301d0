"""What restricts a document: who may see it, why, since when; and which of some are restricted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from commonweal.library.models import Document, Restriction
from commonweal.library.queries.documents import hidden_from
from commonweal.rights.public import READING_ROLES, Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from commonweal.rights.models import Person

# Who reads here can be named: the administrator reads no content.
ROLES = tuple(role for role in Role if role in READING_ROLES)


@dataclass(frozen=True, slots=True)
class Restricted:
    """What restricts a document, for whoever may see it.

    Attributes:
        roles: Names of the roles that see it.
        partners: Names of the partners whose people see it.
    """

    restriction: Restriction
    roles: tuple[str, ...]
    partners: tuple[str, ...]


def restricted(document: Document) -> Restricted | None:
    """Return what restricts a document that the reader may see; None where nothing does."""
    rows = Restriction.objects.filter(document_id=document.pk, lifted_at=None)
    found = rows.select_related("by").prefetch_related("allowed__organisation").first()
    if found is None:
        return None
    named = found.allowed.all()
    return Restricted(
        restriction=found,
        roles=tuple(str(Role(one.role).label) for one in named if one.role),
        partners=tuple(one.organisation.name for one in named if one.organisation),
    )


def restricted_among(documents: Iterable[Document]) -> frozenset[UUID]:
    """Return which of some documents are restricted, in one query."""
    return restricted_of(document.pk for document in documents)


def restricted_of(documents: Iterable[UUID]) -> frozenset[UUID]:
    """Return which of some documents are restricted; without a question where there are none."""
    keys = set(documents)
    if not keys:
        return frozenset()
    found = Restriction.objects.filter(document_id__in=keys, lifted_at=None).order_by()
    return frozenset(found.values_list("document_id", flat=True))


def restricted_now() -> frozenset[UUID]:
    """Return every restricted document: for papers that leave the workspace, whoever makes them."""
    found = Restriction.objects.filter(lifted_at=None).order_by()
    return frozenset(found.values_list("document_id", flat=True))


def hidden_document(document_id: UUID, *, person: Person | AnonymousUser) -> Document | None:
    """Return a document that is there but restricted to others, for the trail alone; else None."""
    if document_id not in hidden_from(person):
        return None
    return Document.objects.only("pk").filter(pk=document_id).first()
