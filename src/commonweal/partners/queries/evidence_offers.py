"""Passages that wait for somebody to say whether they are evidence, with the reasons why they are offered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import NotFound
from commonweal.library import public as library
from commonweal.partners.engine.states import IDLE_STATES
from commonweal.partners.models import Action, EvidenceSearch, Recommendation
from commonweal.partners.rules.promises import NOT_TAKEN_ON, SEE_RECOMMENDATION
from commonweal.partners.rules.taking_part import organisation_of
from commonweal.rights import public as rights

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader

KIND, THING = "partners.evidence", "partners.Recommendation"

# Why a passage is offered, in words; what stands in it is said with each.
REASONS: Mapping[str, str | Promise] = {
    "subject": gettext_lazy("it has words of what was asked: %(words)s"),
    "body": gettext_lazy("it names %(words)s"),
    "later": gettext_lazy("it is of a later day: %(words)s"),
    "place": gettext_lazy("it is about %(words)s"),
    "done": gettext_lazy("it says that something was done: “%(words)s”"),
}


@dataclass(frozen=True, slots=True)
class Offered:
    """One passage that is offered as evidence of a recommendation.

    Attributes:
        key: What names it among the offers of the recommendation.
        passage: Its words and where they stand.
        reasons: Why it is offered, in words.
        state: ``waiting``, ``accepted`` or ``rejected``.
        why: Why it was declined.
    """

    key: str
    passage: Any
    reasons: Sequence[str]
    state: str
    why: str = ""


def offers_of(person: Reader, recommendation_id: UUID) -> list[Offered]:
    """Return what was offered for a recommendation and not taken; what the person may not read is left out.

    Args:
        person: Who reads.
        recommendation_id: The recommendation, which they may see.
    """
    found = []
    hidden = library.hidden_from(person) | library.restricted_now()
    for key, review in rights.reviews_of(KIND, THING, str(recommendation_id)).items():
        if review.state == "accepted" or review.value is None:
            continue
        document_id = UUID(key.removeprefix("document:"))
        if document_id in hidden:
            continue
        try:
            passage = library.passage(document_id, **review.value, person=person)
        except NotFound:
            continue
        last = review.history[0] if review.history else None
        found.append(
            Offered(
                key=key,
                passage=passage,
                reasons=[_reason(each) for each in review.reasons],
                state=review.state,
                why=last.why if last and review.state == "rejected" else "",
            )
        )
    return found


def _reason(reason: Mapping[str, Any]) -> str:
    words = [str(each) for each in reason["detail"]]
    if reason["rule"] == "later":
        words = words[-1:]
    template = str(REASONS.get(reason["rule"], _("%(words)s")))
    return template % {"words": ", ".join(words)}


def with_offers(person: Reader) -> QuerySet[Recommendation]:
    """Return the recommendations for which passages wait, and of which a person's partner decides.

    Args:
        person: Who decides.
    """
    own = organisation_of(person)
    ours = Action.objects.filter(recommendation=OuterRef("pk"), owner_id=own)
    rows = Recommendation.objects.filter(SEE_RECOMMENDATION.rows(person), offers_waiting__gt=0)
    if own is None:
        return rows.none()
    return (
        rows.filter(Q(addressee_id=own) | Exists(ours.exclude(state__in=NOT_TAKEN_ON)))
        .select_related("addressee", "meeting")
        .order_by("-offers_waiting", "pk")
    )


def actions_to_show(recommendation: Recommendation) -> list[Action]:
    """Return the actions of which a passage can be evidence."""
    return list(recommendation.actions.exclude(state__in=IDLE_STATES).order_by("due_on", "pk"))


def last_search() -> EvidenceSearch | None:
    """Return the last search for evidence, or the one under way."""
    return EvidenceSearch.objects.select_related("person").first()
