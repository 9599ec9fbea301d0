"""Promises that the reader saw in documents: taken as recommendations, corrected, or declined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import NotFound
from commonweal.library import public as library
from commonweal.partners.actions.meetings import add_meeting
from commonweal.partners.actions.recommendations import mark
from commonweal.partners.engine.types import Mark, MeetingDraft
from commonweal.partners.models import Meeting, Recommendation
from commonweal.partners.queries.commitments import KIND, THING, key_of, meetings_kept_of
from commonweal.partners.queries.offers import offered_facts
from commonweal.partners.rules.taking_part import organisation_of
from commonweal.rights import public as rights
from commonweal.rights.public import Draft, ProposalKind, Ref, Settled

if TYPE_CHECKING:
    from commonweal.library.public import Offered
    from commonweal.rights.models import Person

MACHINE = "reader"


@transaction.atomic
def take_commitment(person: Person, document_id: UUID, one: Mark) -> Recommendation:
    """Take a promise of a document as a recommendation, as it stands there or corrected.

    It is marked at a meeting made from the document that the person keeps; where there is none yet, one is made.

    Args:
        person: Acts for a partner.
        document_id: The document.
        one: The passage, the words as they are followed, and to whom they are addressed.

    Raises:
        NotFound: If there is no such document or promise, or not for this person.
        NotAllowed: If the person acts for nobody.
        Conflict: If it was taken or declined already.
        InvalidInput: If a value cannot be used.
    """
    offered = _offered(person, document_id, one)
    ref = _ref(document_id, offered)
    rights.propose(_draft(ref, offered))
    is_same = not one.text.strip() or one.text.strip() == offered.text.strip()
    if is_same:
        rights.accept(ref, person=person)
    else:
        rights.correct(
            ref, one.text.strip(), person=person, why=_("Put into words to be followed.")
        )
    meeting = meetings_kept_of(person, document_id).first() or _made(person, document_id)
    [row] = mark(person, meeting.pk, [one])
    return row


@transaction.atomic
def decline_commitment(person: Person, document_id: UUID, one: Mark, *, why: str) -> None:
    """Say that a promise of a document is not followed here; it is not offered again.

    Raises:
        NotFound: If there is no such document or promise, or not for this person.
        NotAllowed: If the person acts for nobody.
        Conflict: If it was taken or declined already.
        InvalidInput: If no reason is given.
    """
    offered = _offered(person, document_id, one)
    ref = _ref(document_id, offered)
    rights.propose(_draft(ref, offered))
    rights.reject(ref, person=person, why=why)


def _offered(person: Person, document_id: UUID, one: Mark) -> Offered:
    for each in library.offered_commitments(document_id, person=person):
        if (each.start, each.end) == (one.start, one.end):
            return each
    raise NotFound("partners.commitment", _("There is no such page, or not for you."))


def _ref(document_id: UUID, offered: Offered) -> Ref:
    return Ref(kind=KIND, thing=THING, thing_id=str(document_id), key=key_of(offered))


def _draft(ref: Ref, offered: Offered) -> Draft:
    reasons = [{"rule": offered.type, "detail": "", "spans": [[offered.start, offered.end]]}]
    value = {"start": offered.start, "end": offered.end}
    return Draft(ref, value=value, reasons=reasons, confidence=offered.confidence, machine=MACHINE)


def _made(person: Person, document_id: UUID) -> Meeting:
    values, _words = offered_facts(document_id, person=person)
    title = _title(document_id, values, person=person)
    draft = MeetingDraft(
        title=title[:300],
        type=values["type"],
        start=values.get("start"),
        end=values.get("end"),
        date_text=values.get("date_text", ""),
        place=values.get("place", ""),
        country=values.get("country", ""),
        bodies=tuple(values.get("bodies", "").splitlines()),
        document_id=document_id,
        called_by=values.get("called_by", ""),
    )
    return add_meeting(person, draft)


def _title(document_id: UUID, values: Mapping[str, Any], *, person: Person) -> str:
    """Return what the meeting is called: all partners read it, so not after a document that only some may read."""
    if document_id in library.restricted_now():
        return _("A document that only some may read: its promises")
    title: str = values.get("title") or library.document(document_id, person=person).title
    return title


def _settle(_decisions: Sequence[Settled]) -> None:
    """Nothing follows by itself: the recommendation is marked by the same act."""


rights.declare_kind(
    ProposalKind(
        key=KIND,
        label=gettext_lazy("promises in documents"),
        needs_other_person=False,
        may_decide=lambda person, _ref: organisation_of(person) is not None,
        settle=_settle,
    )
)
