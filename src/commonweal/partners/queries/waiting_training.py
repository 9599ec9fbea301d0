"""What courses and exercises say on a person's first page: rows that are no action yet, sessions nobody counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.kernel.today import TodayItem
from commonweal.partners.models import CourseSession, Improvement, MeetingState

if TYPE_CHECKING:
    from uuid import UUID

SHOWN = 5


def training_items(own: UUID) -> Sequence[TodayItem]:
    """Return what of courses and exercises waits for a partner's people.

    Args:
        own: The partner.
    """
    return (*_to_act(own), *_to_count(own))


def _to_act(own: UUID) -> Iterator[TodayItem]:
    """Yield the rows of improvement plans for which the partner is responsible and that are no action yet."""
    rows = Improvement.objects.filter(organisation_id=own, action=None)
    rows = rows.select_related("exercise__meeting").order_by("done_by", "added_at", "pk")
    for row in rows[:SHOWN]:
        yield TodayItem(
            kind="waiting",
            text=_("Make it an action, or take it out: %(what)s") % {"what": row.action_text},
            address=row.get_absolute_url(),
            due_on=row.done_by,
            detail=_("from the exercise “%(title)s”") % {"title": row.exercise.meeting.title},
        )
    yield from _more(rows.count())


def _to_count(own: UUID) -> Iterator[TodayItem]:
    """Yield the sessions of the partner's courses that are over and for which nobody counted who came."""
    over = Q(meeting__start__lt=timezone.localdate(), heads=None, course__withdrawn_at=None)
    told = (MeetingState.ANNOUNCED, MeetingState.HELD)
    rows = CourseSession.objects.filter(over, course__keeper_id=own, meeting__state__in=told)
    rows = rows.select_related("course", "meeting").order_by("meeting__start", "pk")
    for row in rows[:SHOWN]:
        yield TodayItem(
            kind="waiting",
            text=_("Count who came: %(title)s") % {"title": row.meeting.title},
            address=reverse("partners:count_session", args=[row.pk]),
            detail=row.course.title,
        )
    yield from _more(rows.count())


def _more(total: int) -> Iterator[TodayItem]:
    if total > SHOWN:
        left = total - SHOWN
        text = ngettext("%(count)s more", "%(count)s more", left) % {"count": left}
        yield TodayItem(kind="waiting", text=text, address=reverse("partners:training"), count=left)
