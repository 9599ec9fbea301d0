"""Passages of later documents that may be evidence: proposed by the search, taken or declined by a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import InvalidInput
from commonweal.partners.actions import showing
from commonweal.partners.engine.evidence_types import Offer
from commonweal.partners.engine.types import EvidenceDraft
from commonweal.partners.models import Evidence, Recommendation
from commonweal.partners.queries.rows import recommendation_of
from commonweal.partners.rules.promises import decides_offers
from commonweal.rights import public as rights
from commonweal.rights.public import Draft, ProposalKind, Ref, Settled

if TYPE_CHECKING:
    from commonweal.rights.models import Person

KIND, THING, MACHINE = "partners.evidence", "partners.Recommendation", "evidence 1"


def ref_of(recommendation_id: UUID | str, key: str) -> Ref:
    """Return what names an offer: its recommendation, and the document and place of the passage."""
    return Ref(kind=KIND, thing=THING, thing_id=str(recommendation_id), key=key)


def key_of(offer: Offer) -> str:
    """Return the key of an offer: one document offers one passage for a recommendation at a time."""
    return f"document:{offer.paper}"


def parts_of(key: str) -> UUID:
    """Return the document of an offer's key.

    Raises:
        InvalidInput: If it is no such key.
    """
    try:
        return UUID(key.removeprefix("document:"))
    except ValueError as error:
        raise InvalidInput("partners.offer", _("There is no such proposal.")) from error


@transaction.atomic
def propose(found: Iterable[Offer]) -> int:
    """Propose what the search found; what somebody decided stays decided. Return how many are proposed.

    Args:
        found: The offers.
    """
    kept = list(found)
    for each in kept:
        reasons = [
            {"rule": signal.key, "detail": list(signal.words), "spans": []}
            for signal in each.signals
        ]
        place = {"start": each.start, "end": each.end}
        ref = ref_of(each.promise, key_of(each))
        rights.propose(
            Draft(ref, value=place, reasons=reasons, confidence=each.score, machine=MACHINE)
        )
    count_waiting(each.promise for each in kept)
    return len(kept)


def count_waiting(recommendation_ids: Iterable[str]) -> None:
    """Keep how many offers of some recommendations wait for somebody.

    Args:
        recommendation_ids: The recommendations' ids.
    """
    keys = sorted(set(recommendation_ids))
    reviews = rights.reviews_of_each(KIND, THING, keys)
    for key in keys:
        waiting = sum(each.state == "waiting" for each in reviews.get(key, {}).values())
        Recommendation.objects.filter(pk=key).update(offers_waiting=waiting)


@transaction.atomic
def take(
    person: Person, recommendation_id: UUID, key: str, *, action_id: UUID, title: str
) -> Evidence:
    """Take an offered passage as evidence of an action.

    Args:
        person: One of the people of the addressee or of an owner.
        recommendation_id: The recommendation.
        key: The offer.
        action_id: Of which of its actions it is evidence.
        title: What it shows.

    Raises:
        NotFound: If there is no such recommendation, offer or document, or not for this person.
        NotAllowed: If it is for others to decide.
        Conflict: If it was decided already, or the action's owner has not taken it on.
        InvalidInput: If it is another recommendation's action, or the title is missing.
    """
    row = recommendation_of(person, recommendation_id)
    if not row.actions.filter(pk=action_id).exists():
        raise InvalidInput("partners.offer.action", _("Choose one of its actions."))
    settled = rights.accept(ref_of(row.pk, key), person=person)
    draft = EvidenceDraft(
        title=title,
        document_id=parts_of(key),
        start=settled.value["start"],
        end=settled.value["end"],
    )
    return showing.add_evidence(person, action_id, draft)


def decline(person: Person, recommendation_id: UUID, key: str, *, why: str) -> None:
    """Say that an offered passage is no evidence; it is not offered again.

    Raises:
        NotFound: If there is no such recommendation or offer, or not for this person.
        NotAllowed: If it is for others to decide.
        Conflict: If it was decided already.
        InvalidInput: If no reason is given.
    """
    row = recommendation_of(person, recommendation_id)
    rights.reject(ref_of(row.pk, key), person=person, why=why)


def offer_again(person: Person, recommendation_id: UUID, key: str, *, why: str) -> None:
    """Undo that an offer was declined.

    Raises:
        NotFound: If there is no such recommendation or offer, or not for this person.
        NotAllowed: If it is for others to decide.
        Conflict: If there is nothing to undo.
        InvalidInput: If no reason is given.
    """
    row = recommendation_of(person, recommendation_id)
    rights.undo(ref_of(row.pk, key), person=person, why=why)


def _may_decide(person: Person, ref: Ref) -> bool:
    row = Recommendation.objects.filter(pk=ref.thing_id).prefetch_related("actions").first()
    return row is not None and decides_offers(person, row)


def _settle(decisions: Sequence[Settled]) -> None:
    count_waiting(each.ref.thing_id for each in decisions)


rights.declare_kind(
    ProposalKind(
        key=KIND,
        label=gettext_lazy("passages that may be evidence"),
        needs_other_person=False,
        may_decide=_may_decide,
        settle=_settle,
    )
)
