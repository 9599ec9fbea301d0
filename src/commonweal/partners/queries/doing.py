"""Actions, whatever recommendation they belong to, for a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet
from django_stubs_ext import WithAnnotations

from commonweal.partners.engine.states import OPEN_STATES
from commonweal.partners.models import Action
from commonweal.partners.queries.progress import ActionProgress, with_action_progress
from commonweal.partners.rules.promises import SEE_ACTION

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader


@dataclass(frozen=True, slots=True)
class WantedActions:
    """Which actions are asked for; empty values ask for nothing.

    Attributes:
        state: How far, one of ``engine.states.Progress``.
        owner: The partner that does it.
        overdue: Only what is open past its date.
    """

    state: str = ""
    owner: UUID | None = None
    overdue: bool = False


def actions_visible_to(
    person: Reader, wanted: WantedActions, *, today: date
) -> QuerySet[WithAnnotations[Action, ActionProgress]]:
    """Return the actions a person asked for, each with ``progress`` and its owner, the newest first.

    Args:
        person: Who asks.
        wanted: Which of them.
        today: The present day.
    """
    rows = with_action_progress(Action.objects.filter(SEE_ACTION.rows(person)))
    if wanted.state:
        rows = rows.filter(progress=wanted.state)  # type: ignore[misc]  # one of the states, or it finds nothing
    if wanted.owner:
        rows = rows.filter(owner_id=wanted.owner)
    if wanted.overdue:
        rows = rows.filter(state__in=OPEN_STATES, due_on__lt=today)
    return rows.select_related("owner").order_by("-added_at", "pk")
