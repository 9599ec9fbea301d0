"""What practices and initiatives say on a person's first page: what waits for a review, what was to end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.kernel.today import TodayItem
from commonweal.partners.models import Initiative, InitiativeState, Practice, PracticeState
from commonweal.partners.queries.waiting_partnerships import SHOWN, lines
from commonweal.partners.rules.initiatives import REVIEW_PRACTICE
from commonweal.partners.rules.taking_part import organisation_of

if TYPE_CHECKING:
    from uuid import UUID

    from commonweal.rights.models import Person


def initiative_items(person: Person) -> Sequence[TodayItem]:
    """Return the practices that a person may review, those sent back to them, and what was to end.

    Args:
        person: Whose first page it is.
    """
    own = organisation_of(person)
    if own is None:
        return ()
    return (*_to_review(person), *_sent_back(own), *_to_end(own))


def _to_review(person: Person) -> Iterator[TodayItem]:
    rows = Practice.objects.filter(REVIEW_PRACTICE.rows(person)).select_related("keeper")
    items = (
        TodayItem(
            kind="waiting",
            text=_("Review a good practice: %(title)s") % {"title": row.title},
            address=row.get_absolute_url(),
            detail=row.keeper.name,
        )
        for row in rows.order_by("added_at")[:SHOWN]
    )
    address = f"{reverse('partners:guidebook')}?state={PracticeState.PROPOSED}"
    return lines(items, total=rows.count(), address=address)


def _sent_back(own: UUID) -> Iterator[TodayItem]:
    rows = Practice.objects.filter(keeper_id=own, state=PracticeState.RETURNED)
    for row in rows.order_by("reviewed_at")[:SHOWN]:
        yield TodayItem(
            kind="waiting",
            text=_("Sent back, add what is missing: %(title)s") % {"title": row.title},
            address=row.get_absolute_url(),
            detail=row.review[:120],
        )


def _to_end(own: UUID) -> Iterator[TodayItem]:
    rows = Initiative.objects.filter(
        keeper_id=own, state=InitiativeState.RUNNING, end__lt=timezone.localdate()
    )
    for row in rows.order_by("end")[:SHOWN]:
        yield TodayItem(
            kind="due",
            text=_("Say what worked and what did not: %(title)s") % {"title": row.title},
            address=row.get_absolute_url(),
            due_on=row.end,
        )
