"""Restrict a document to some roles and partners, and lift what restricts it.

restrict → [restricted: for everybody who is not named it is not there] → lift
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import Conflict, InvalidInput, NotAllowed
from commonweal.library.models import Allowed, Document, Restriction
from commonweal.library.queries.documents import documents_visible_to, one_of
from commonweal.library.queries.restrictions import ROLES, hidden_document
from commonweal.library.rules import LET_IN, RESTRICT_DOCUMENT, is_party, restriction_of
from commonweal.rights.public import (
    given_reason,
    organisation_names,
    record,
    record_denial,
    record_read,
    verb,
)

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from commonweal.rights.models import Person

RESTRICTED = verb("library.document.restricted", gettext_lazy("restricted a document"))
LIFTED = verb("library.document.lifted", gettext_lazy("lifted the restriction of a document"))


@dataclass(frozen=True, slots=True)
class Circle:
    """Who may see a restricted document.

    Attributes:
        roles: Roles, of whichever partner.
        partners: Ids of partners, in whichever role.
    """

    roles: Sequence[str] = ()
    partners: Sequence[UUID] = ()


@transaction.atomic
def restrict(
    document_id: UUID, circle: Circle, *, reason: str, person: Person | None
) -> Restriction:
    """Let only some roles and partners see a document; what restricted it before is replaced.

    Args:
        document_id: The document.
        circle: Who may see it, the person among them.
        reason: Why; whoever may see the document reads it, and so does oversight.
        person: A co-ordinator, or somebody of the partner that added it; None for the command line.

    Raises:
        NotFound: If there is no such document, or the person may not know of it.
        NotAllowed: If the person may not restrict it.
        InvalidInput: If there is no reason, nobody is named, or not the person.
    """
    document = _to_restrict(document_id, person=person)
    reason = given_reason(reason)
    before = restriction_of(document)
    if before is not None:
        _end(before, reason=reason, person=person)
    made = Restriction.objects.create(document=document, reason=reason, by=person)
    Allowed.objects.bulk_create(_entries(made, circle))
    if person is not None and not LET_IN.one(person, Document.objects.get(pk=document_id)):
        raise InvalidInput(
            "library.restrict.oneself",
            _("You would not see it any more. Name your own role or your partner too."),
        )
    facts = {
        "roles": sorted(circle.roles),
        "partners": sorted(map(str, circle.partners)),
        # Oversight reads no names of partners in the trail, but how many were let in.
        "partners named": len(circle.partners),
        "replaces": before is not None,
    }
    record(person, RESTRICTED, thing=document, facts=facts, reason=reason)
    return made


@transaction.atomic
def lift(document_id: UUID, *, reason: str, person: Person | None) -> None:
    """Let everybody who reads here see a document again.

    Args:
        document_id: The document.
        reason: Why.
        person: A co-ordinator, or somebody of the partner that added it; None for the command line.

    Raises:
        NotFound: If there is no such document, or the person may not know of it.
        NotAllowed: If the person may not.
        Conflict: If nothing restricts it.
        InvalidInput: If there is no reason.
    """
    document = _to_restrict(document_id, person=person)
    found = restriction_of(document)
    if found is None:
        raise Conflict("library.lift", _("Nothing restricts this document; somebody lifted it."))
    _end(found, reason=given_reason(reason), person=person)
    record(person, LIFTED, thing=document, reason=found.lifted_reason)


@transaction.atomic
def note_read(document_id: UUID, *, person: Person) -> None:
    """Note that a person read a document, if it is restricted."""
    document = documents_visible_to(person).filter(pk=document_id).first()
    if document is not None and restriction_of(document) is not None:
        record_read(person, document, is_party=is_party(person, document))


def note_denied(document_id: UUID, *, person: Person | AnonymousUser) -> None:
    """Note that a person asked for a document that is restricted to others; outside of transactions."""
    document = hidden_document(document_id, person=person)
    if document is not None and person.is_authenticated:
        record_denial(person, document)


def _to_restrict(document_id: UUID, *, person: Person | None) -> Document:
    visible = documents_visible_to(person).select_for_update(of=("self",))
    document = one_of(visible, document_id, person=person)
    if person is not None and not RESTRICT_DOCUMENT.allows(person, document):
        raise NotAllowed(
            RESTRICT_DOCUMENT.name,
            _("Only the co-ordinator, or the partner that added a document, restricts it."),
        )
    return document


def _end(restriction: Restriction, *, reason: str, person: Person | None) -> None:
    restriction.lifted_at, restriction.lifted_by = timezone.now(), person
    restriction.lifted_reason = reason
    restriction.save(update_fields=["lifted_at", "lifted_by", "lifted_reason"])


def _entries(restriction: Restriction, circle: Circle) -> list[Allowed]:
    roles, partners = set(circle.roles), set(circle.partners)
    unknown = [*(roles - set(ROLES)), *(partners - set(organisation_names(partners)))]
    if unknown or not roles | partners:
        raise InvalidInput(
            "library.restrict.whom", _("Choose at least one role or partner of those listed.")
        )
    return [
        *(Allowed(restriction=restriction, role=role) for role in sorted(roles)),
        *(Allowed(restriction=restriction, organisation_id=key) for key in sorted(partners)),
    ]
