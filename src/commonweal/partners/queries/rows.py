"""One row, for a person: what is not there and what the person may not know of look the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from commonweal.kernel.errors import NotFound
from commonweal.partners.models import (
    Action,
    Confirmation,
    Evidence,
    Meeting,
    Partnership,
    Recommendation,
)
from commonweal.partners.rules.meetings import SEE_MEETING
from commonweal.partners.rules.partnerships import SEE_PARTNERSHIP
from commonweal.partners.rules.promises import (
    SEE_ACTION,
    SEE_CONFIRMATION,
    SEE_EVIDENCE,
    SEE_RECOMMENDATION,
)

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader

Row = TypeVar("Row", bound=Model)


def one(rows: QuerySet[Row], row_id: UUID) -> Row:
    """Return the row with this id.

    Raises:
        NotFound: If it is not among the rows.
    """
    found = rows.filter(pk=row_id).first()
    if found is None:
        raise NotFound("partners.not-found", _("There is no such page, or not for you."))
    return found


def meeting_of(person: Reader, meeting_id: UUID) -> Meeting:
    """Return a meeting the person may see.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    rows = Meeting.objects.filter(SEE_MEETING.rows(person)).select_related(
        "convener", "recorder", "added_by", "partnership"
    )
    return one(rows, meeting_id)


def recommendation_of(person: Reader, recommendation_id: UUID) -> Recommendation:
    """Return a recommendation the person may see, with its meeting and addressee.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    rows = Recommendation.objects.filter(SEE_RECOMMENDATION.rows(person))
    return one(rows.select_related("meeting__convener", "addressee"), recommendation_id)


def action_of(person: Reader, action_id: UUID) -> Action:
    """Return an action the person may see, with its recommendation and owner.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    rows = Action.objects.filter(SEE_ACTION.rows(person)).select_related(
        "recommendation__meeting__convener", "recommendation__addressee", "owner", "person"
    )
    return one(rows, action_id)


def evidence_of(person: Reader, evidence_id: UUID) -> Evidence:
    """Return one piece of evidence the person may see.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    rows = Evidence.objects.filter(SEE_EVIDENCE.rows(person)).select_related("action")
    return one(rows, evidence_id)


def confirmation_of(person: Reader, confirmation_id: UUID) -> Confirmation:
    """Return one partner's view the person may see.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    rows = Confirmation.objects.filter(SEE_CONFIRMATION.rows(person)).select_related("action")
    return one(rows, confirmation_id)


def partnership_of(person: Reader, partnership_id: UUID) -> Partnership:
    """Return a partnership the person may see, with its organisations.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    rows = Partnership.objects.filter(SEE_PARTNERSHIP.rows(person)).select_related("keeper")
    return one(rows.prefetch_related("members__organisation"), partnership_id)
