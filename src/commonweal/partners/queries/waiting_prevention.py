"""What the prevention plan says on a person's first page: whose comment, yes or deed it waits for, what is new."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.kernel.today import TodayItem
from commonweal.partners.models import (
    Activity,
    ActivityState,
    Objective,
    ObjectiveComment,
    ObjectiveState,
    Profile,
)
from commonweal.partners.queries.waiting_partnerships import NEW_SHOWN, SHOWN, lines
from commonweal.partners.rules.prevention import KEEP_OBJECTIVE, SEE_OBJECTIVE
from commonweal.partners.rules.taking_part import acting_for, organisation_of

if TYPE_CHECKING:
    from commonweal.rights.models import Person

DUE_DAYS = 30


def prevention_items(person: Person, *, since: datetime | None) -> Sequence[TodayItem]:
    """Return what of the plan waits for a person, is due, or is new.

    Args:
        person: Whose first page it is.
        since: What came after this moment is new; all of it if None.
    """
    if organisation_of(person) is None:
        return ()
    return (
        *_to_comment(person),
        *_to_approve(person),
        *_to_take_on(person),
        *_due(person),
        *_approved(person, since=since),
    )


def _drafts() -> QuerySet[Objective]:
    return Objective.objects.filter(state=ObjectiveState.DRAFT).select_related("plan")


def _said(**of: object) -> Exists:
    rows = ObjectiveComment.objects.filter(objective=OuterRef("pk"), wording=OuterRef("wording"))
    return Exists(rows.filter(**of))


def _objectives(rows: QuerySet[Objective], words: str) -> Iterator[TodayItem]:
    items = (
        TodayItem(
            kind="waiting",
            text=words % {"title": row.title},
            address=row.get_absolute_url(),
            detail=row.plan.title,
        )
        for row in rows.order_by("added_at")[:SHOWN]
    )
    return lines(items, total=rows.count(), address=reverse("partners:prevention_plans"))


def _to_comment(person: Person) -> Iterator[TodayItem]:
    """Yield for a women's or youth organisation the drafts on which it has not commented."""
    own = acting_for(person)
    marked = Profile.objects.filter(Q(is_womens=True) | Q(is_youth=True), organisation_id=own)
    if not marked.exists():
        return
    rows = _drafts().filter(~_said(organisation_id=own))
    yield from _objectives(rows, _("Say what your partner thinks of it: %(title)s"))


def _to_approve(person: Person) -> Iterator[TodayItem]:
    own = acting_for(person)
    heard = _drafts().filter(_said(is_womens=True), _said(is_youth=True), plan__keeper_id=own)
    rows = heard.filter(KEEP_OBJECTIVE.rows(person))
    yield from _objectives(rows, _("Heard by both, approve it or not: %(title)s"))


def _to_take_on(person: Person) -> Iterator[TodayItem]:
    rows = Activity.objects.filter(partner_id=acting_for(person), state=ActivityState.PROPOSED)
    rows = rows.exclude(objective__state=ObjectiveState.DROPPED).select_related("objective")
    items = (
        TodayItem(
            kind="waiting",
            text=_("Take it on, or not: %(title)s") % {"title": row.title},
            address=row.objective.get_absolute_url(),
            detail=row.objective.title,
        )
        for row in rows.order_by("added_at")[:SHOWN]
    )
    return lines(items, total=rows.count(), address=reverse("partners:prevention_plans"))


def _due(person: Person) -> Iterator[TodayItem]:
    soon = timezone.localdate() + timedelta(days=DUE_DAYS)
    rows = Activity.objects.filter(
        partner_id=acting_for(person),
        state__in=(ActivityState.PLANNED, ActivityState.ONGOING),
        end__lte=soon,
    ).select_related("objective")
    items = (
        TodayItem(
            kind="due",
            text=row.title,
            address=row.objective.get_absolute_url(),
            due_on=row.end,
            detail=row.objective.title,
        )
        for row in rows.order_by(F("end").asc())[:SHOWN]
    )
    return lines(items, total=rows.count(), address=reverse("partners:prevention_plans"))


def _approved(person: Person, *, since: datetime | None) -> Iterator[TodayItem]:
    rows = Objective.objects.filter(
        SEE_OBJECTIVE.rows(person), state=ObjectiveState.APPROVED
    ).exclude(approved_by=person)
    rows = rows if since is None else rows.filter(approved_at__gt=since)
    for row in rows.order_by("-approved_at")[:NEW_SHOWN]:
        yield TodayItem(
            kind="new",
            text=_("An objective was approved: %(title)s") % {"title": row.title},
            address=row.get_absolute_url(),
        )
