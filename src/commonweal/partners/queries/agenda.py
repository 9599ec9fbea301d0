"""What stands on a meeting's agenda, and before it: what was promised at the meetings before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from commonweal.library.public import hidden_from
from commonweal.partners.models import AgendaItem, Meeting, MeetingPaper, Recommendation
from commonweal.partners.queries.board import said_about
from commonweal.partners.queries.last_time import asked_before
from commonweal.partners.rules.meetings import SEE_MEETING
from commonweal.partners.rules.promises import SEE_RECOMMENDATION

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader

SHOWN = 50


def agenda_of(meeting: Meeting) -> list[AgendaItem]:
    """Return the lines of a meeting's agenda with their speakers, in order."""
    return list(meeting.agenda.prefetch_related("speakers__partner"))


def papers_of(meeting: Meeting, person: Reader) -> list[MeetingPaper]:
    """Return the papers of a meeting that the person may know of."""
    hidden = hidden_from(person)
    return [paper for paper in meeting.papers.all() if paper.document_id not in hidden]


def promised_before(
    person: Reader, meeting: Meeting, *, today: date
) -> tuple[Sequence[Recommendation], bool]:
    """Return what the meetings before asked and is not done, and whether there is more.

    Args:
        person: Who reads.
        meeting: The meeting whose agenda opens with it.
        today: The present day.
    """
    rows = asked_before(meeting, today=today).filter(
        SEE_RECOMMENDATION.rows(person),
        meeting__in=Meeting.objects.filter(SEE_MEETING.rows(person)).values("pk"),
    )
    found = list(
        rows.select_related("meeting", "addressee").prefetch_related(*said_about())[: SHOWN + 1]
    )
    return found[:SHOWN], len(found) > SHOWN


def series_of(person: Reader, meeting: Meeting) -> list[Meeting]:
    """Return the other meetings of the series that the person may see, by day."""
    if meeting.series_id is None:
        return []
    rows = Meeting.objects.filter(SEE_MEETING.rows(person), series_id=meeting.series_id)
    return list(rows.exclude(pk=meeting.pk).order_by("start", "added_at")[:SHOWN])
