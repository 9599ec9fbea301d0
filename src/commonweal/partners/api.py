"""Promises for programs: what was asked, and what is done about it. Partners are named, people never."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_noop as _
from ninja import Query, Router, Schema

from commonweal.partners.engine.states import Progress
from commonweal.partners.queries.board import Wanted, board
from commonweal.partners.queries.doing import WantedActions, actions_visible_to
from commonweal.rights.api.bearer import ByKey, scoped
from commonweal.ui.programs import REFUSALS, Cursor, Limit, page_of

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    from commonweal.partners.models import Action, Recommendation
    from commonweal.partners.queries.progress import ActionProgress, RecommendationProgress

Answer = Literal["none", "supported", "in-part", "not-agreed"]

router = Router(tags=["partners"])


class RecommendationFilters(Schema):
    """The filters of the page "Partners"; what is left out asks for nothing."""

    state: Progress | None = None
    answer: Answer | None = None
    organisation: UUID | None = None
    meeting: UUID | None = None
    overdue: bool = False


class ActionFilters(Schema):
    """Which actions; what is left out asks for nothing."""

    state: Progress | None = None
    owner: UUID | None = None
    overdue: bool = False


class Partner(Schema):
    """An organisation that somebody here acts for."""

    id: UUID
    name: str


class MeetingName(Schema):
    """The meeting at which something was asked."""

    id: UUID
    title: str


class RecommendationOut(Schema):
    """What one partner was asked, how far it is, and what it answered (null: nothing yet)."""

    id: UUID
    text: str
    type: str
    meeting: MeetingName
    addressee: Partner
    state: str
    answer: str | None
    due_on: date | None
    is_overdue: bool
    is_public: bool
    marked_at: datetime
    address: str


class RecommendationPage(Schema):
    """Recommendations, the last marked first; ``next`` is the cursor of the page after, or null."""

    items: list[RecommendationOut]
    next: str | None


class ActionOut(Schema):
    """What one partner does about a recommendation, by when; the first date is never lost."""

    id: UUID
    recommendation_id: UUID
    title: str
    owner: Partner
    state: str
    due_on: date
    first_due_on: date
    added_at: datetime
    reported_at: datetime | None
    address: str


class ActionPage(Schema):
    """Actions, the last added first; ``next`` is the cursor of the page after, or null."""

    items: list[ActionOut]
    next: str | None


@router.get(
    "/recommendations",
    response={200: RecommendationPage, **REFUSALS},
    summary=_("List recommendations, the last marked first"),
    **scoped("partners.read"),
)
def recommendations(
    request: ByKey, filters: Query[RecommendationFilters], limit: Limit = 50, cursor: Cursor = ""
) -> dict[str, Any]:
    """Marks that were taken back come only with ``state=withdrawn``."""
    wanted = Wanted(
        state=filters.state or "",
        answer=filters.answer or "",
        organisation=filters.organisation,
        meeting=filters.meeting,
        overdue=filters.overdue,
    )
    rows, after = page_of(
        board(request.user, wanted, today=timezone.localdate()),
        moment="marked_at",
        limit=limit,
        cursor=cursor,
    )
    return {"items": [_recommendation(row) for row in rows], "next": after}


@router.get(
    "/actions",
    response={200: ActionPage, **REFUSALS},
    summary=_("List actions, the last added first"),
    **scoped("partners.read"),
)
def actions(
    request: ByKey, filters: Query[ActionFilters], limit: Limit = 50, cursor: Cursor = ""
) -> dict[str, Any]:
    """Those of every state, where ``state`` does not ask for one alone."""
    wanted = WantedActions(state=filters.state or "", owner=filters.owner, overdue=filters.overdue)
    rows, after = page_of(
        actions_visible_to(request.user, wanted, today=timezone.localdate()),
        moment="added_at",
        limit=limit,
        cursor=cursor,
    )
    return {"items": [_action(row) for row in rows], "next": after}


def _recommendation(
    row: WithAnnotations[Recommendation, RecommendationProgress],
) -> dict[str, Any]:
    return {
        "id": row.pk,
        "text": row.text,
        "type": row.type,
        "meeting": {"id": row.meeting_id, "title": row.meeting.title},
        "addressee": {"id": row.addressee_id, "name": row.addressee.name},
        "state": row.progress,
        "answer": row.position,
        "due_on": row.due_on,
        "is_overdue": row.is_overdue,
        "is_public": row.is_public,
        "marked_at": row.marked_at,
        "address": row.get_absolute_url(),
    }


def _action(row: WithAnnotations[Action, ActionProgress]) -> dict[str, Any]:
    return {
        "id": row.pk,
        "recommendation_id": row.recommendation_id,
        "title": row.title,
        "owner": {"id": row.owner_id, "name": row.owner.name},
        "state": row.progress,
        "due_on": row.due_on,
        "first_due_on": row.first_due_on,
        "added_at": row.added_at,
        "reported_at": row.reported_at,
        "address": row.get_absolute_url(),
    }
