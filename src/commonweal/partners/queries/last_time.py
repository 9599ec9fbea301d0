"""What earlier meetings asked and is not done: one answer for the agenda, the meeting's page and the outcome paper."""

from __future__ import annotations

from datetime import date

from django.db.models import F, Q, QuerySet

from commonweal.partners.engine.states import Progress
from commonweal.partners.models import Meeting, MeetingState, MeetingType, Recommendation
from commonweal.partners.queries.progress import with_progress
from commonweal.rights.public import NOTHING

CLOSED: tuple[Progress, ...] = ("confirmed", "withdrawn")


def earlier_meetings(meeting: Meeting) -> QuerySet[Meeting]:
    """Return the meetings that came before: of its series or partnership, or else of who called it.

    Undated ones go by when they were added. An exercise is no meeting before another, unless it is
    of the same series.

    Args:
        meeting: The meeting that opens with them.
    """
    undated = Q(start=None, added_at__lt=meeting.added_at)
    before = Q(added_at__lt=meeting.added_at)
    if meeting.start:
        before = undated | Q(start__lt=meeting.start)
    rows = Meeting.objects.filter(_same(meeting)).filter(before)
    return rows.exclude(Q(pk=meeting.pk) | Q(state=MeetingState.DRAFT))


def _same(meeting: Meeting) -> Q:
    same = Q(series_id=meeting.series_id) if meeting.series_id else NOTHING
    if meeting.partnership_id:
        same |= Q(partnership_id=meeting.partnership_id)
    if meeting.series_id or meeting.partnership_id:
        return same
    caller = NOTHING
    if meeting.convener_id:
        caller = Q(convener_id=meeting.convener_id)
    elif meeting.called_by:
        caller = Q(convener=None, called_by__iexact=meeting.called_by)
    return caller & ~Q(type=MeetingType.EXERCISE)


def asked_before(meeting: Meeting, *, today: date) -> QuerySet[Recommendation]:
    """Return what earlier meetings asked, with ``progress``, ``position`` and the like, newest first.

    What is confirmed is left out; what was not agreed stays, with that answer.

    Args:
        meeting: The meeting that opens with it.
        today: The present day.
    """
    rows = Recommendation.objects.filter(
        withdrawn_at=None, meeting__in=earlier_meetings(meeting).order_by().values("pk")
    )
    newest = F("meeting__start").desc(nulls_last=True)
    return (
        with_progress(rows, today=today)
        .exclude(progress__in=CLOSED)
        .order_by(newest, "-meeting__added_at", "number", "pk")
    )
