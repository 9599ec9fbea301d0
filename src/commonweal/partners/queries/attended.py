"""Partners for whom nobody acts: nobody can answer, sign or report for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.kernel.today import TodayItem
from commonweal.partners.engine.states import OPEN_STATES
from commonweal.partners.models import Action, ActionState, Question, Recommendation
from commonweal.partners.queries.progress import UNANSWERED
from commonweal.rights.public import Role, acted_for, coordinates, partners_here

if TYPE_CHECKING:
    from commonweal.rights.models import Organisation, Person

SHOWN = 10


def nobody_acts_for(organisation_id: UUID) -> bool:
    """Say whether nobody may speak for a partner now.

    Args:
        organisation_id: The partner.
    """
    return organisation_id not in acted_for()


def left_alone() -> QuerySet[Organisation]:
    """Return the partners for whom somebody acted, nobody does any more, and something waits."""
    key = OuterRef("pk")
    once = get_user_model().objects.filter(grants__organisation_id=key)
    does = (*OPEN_STATES, ActionState.PROPOSED)
    waits = (
        Q(Exists(Action.objects.filter(owner_id=key, state__in=does)))
        | Q(Exists(Recommendation.objects.filter(UNANSWERED, addressee_id=key, withdrawn_at=None)))
        | Q(Exists(Question.objects.filter(institution_id=key, withdrawn_at=None, answers=None)))
    )
    rows = partners_here().exclude(pk__in=acted_for())
    return rows.filter(waits, Exists(once)).order_by("name")


def left_alone_today(person: Person) -> Iterator[TodayItem]:
    """Yield for the co-ordinator the partners that somebody should find new people for.

    Args:
        person: Whose first page it is.
    """
    if not coordinates(person):
        return
    for row in left_alone()[:SHOWN]:
        yield TodayItem(
            kind="waiting",
            text=_("Nobody acts for %(partner)s any more") % {"partner": row.name},
            address=reverse("partners:partner", args=[row.pk]),
            role=Role.COORDINATOR,
            detail=_("and something waits for it: invite somebody, or agree who takes it over"),
        )
