"""Obligations and how much of them is met, by which meetings and which entries, for a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils import timezone

from commonweal.partners.engine.obligations import Tally, counts_towards, tallies
from commonweal.partners.models import (
    CourseSession,
    Fulfilment,
    Meeting,
    MeetingState,
    Obligation,
    Partnership,
)
from commonweal.partners.queries.rows import one
from commonweal.partners.rules.meetings import SEE_MEETING
from commonweal.partners.rules.partnerships import SEE_PARTNERSHIP

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader


@dataclass(frozen=True, slots=True)
class Met:
    """One obligation, and how much of it is met.

    Attributes:
        row: The obligation.
        is_agreed: Whether all have agreed to it.
        tallies: Each period that has begun, the newest one first.
        meetings: Those that count towards it, the newest one first.
        entries: What was entered and counts.
        withdrawn: What was entered and withdrawn.
    """

    row: Obligation
    is_agreed: bool
    tallies: Sequence[Tally]
    meetings: Sequence[Meeting]
    entries: Sequence[Fulfilment]
    withdrawn: Sequence[Fulfilment]

    @property
    def now(self) -> Tally | None:
        """The period that runs now, or the last one."""
        return self.tallies[0] if self.tallies else None


def obligation_of(person: Reader, obligation_id: UUID) -> Obligation:
    """Return an obligation of a partnership the person may see.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    seen = Partnership.objects.filter(SEE_PARTNERSHIP.rows(person))
    rows = Obligation.objects.filter(partnership__in=seen)
    return one(rows.select_related("partnership", "term", "organisation"), obligation_id)


def fulfilment_of(person: Reader, fulfilment_id: UUID) -> Fulfilment:
    """Return what was entered towards an obligation of a partnership the person may see.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    seen = Partnership.objects.filter(SEE_PARTNERSHIP.rows(person))
    rows = Fulfilment.objects.filter(obligation__partnership__in=seen)
    return one(rows.select_related("obligation__partnership"), fulfilment_id)


def met_under(person: Reader, partnerships: Iterable[Partnership], *, today: date) -> list[Met]:
    """Return the obligations of partnerships and how much of each is met.

    Args:
        person: Who reads; a meeting that they may not know of is not shown, and does not count for them.
        partnerships: Partnerships the person may see.
        today: The present day.
    """
    ids = [each.pk for each in partnerships]
    held = (
        Meeting.objects.filter(SEE_MEETING.rows(person), partnership__in=ids)
        .filter(state=MeetingState.HELD, start__isnull=False, start__lte=today)
        .exclude(later_sessions())
        .prefetch_related("partners")
        .order_by("-start", "-added_at")
    )
    meetings: dict[UUID, list[Meeting]] = {}
    for each in held:
        if each.partnership_id is not None:
            meetings.setdefault(each.partnership_id, []).append(each)
    said = Fulfilment.objects.select_related("person", "organisation")
    rows = Obligation.objects.filter(partnership__in=ids, term__dropped_on=None).select_related(
        "partnership", "term", "organisation"
    )
    return [
        _met(row, meetings.get(row.partnership_id, []), today=today)
        for row in rows.prefetch_related(Prefetch("fulfilments", queryset=said))
    ]


def later_sessions() -> Exists:
    """Return the condition for meetings that are a course's second or later session: a course counts once."""
    earlier = CourseSession.objects.filter(
        Q(meeting__start__lt=OuterRef("start"))
        | Q(meeting__start=OuterRef("start"), meeting__added_at__lt=OuterRef("added_at")),
        course=OuterRef("course_session__course"),
        meeting__state=MeetingState.HELD,
        meeting__partnership=OuterRef("partnership"),
    )
    return Exists(earlier)


def obligations_met_by(person: Reader, meeting: Meeting) -> list[Obligation]:
    """Return the obligations towards which a meeting counts.

    Args:
        person: Who reads.
        meeting: A meeting, held under a partnership or under none.
    """
    if meeting.partnership_id is None:
        return []
    seen = Partnership.objects.filter(SEE_PARTNERSHIP.rows(person), pk=meeting.partnership_id)
    found = met_under(person, seen, today=timezone.localdate())
    return [each.row for each in found if meeting in each.meetings]


def _met(row: Obligation, meetings: Sequence[Meeting], *, today: date) -> Met:
    since = row.since or row.term.start or row.partnership.start
    until = row.until or row.partnership.end
    said = list(row.fulfilments.all())
    entries = [each for each in said if each.withdrawn_at is None]
    found: Sequence[Meeting] = ()
    periods: Sequence[Tally] = ()
    is_agreed = row.term.agreed_on is not None
    if is_agreed and since is not None:
        found = [each for each in meetings if _counts(row, each, since=since, until=until)]
        days = [each.start for each in found if each.start] + [each.on for each in entries]
        periods = tallies(row.number, row.per, days, since=since, until=until, today=today)
    return Met(
        row=row,
        is_agreed=is_agreed,
        tallies=tuple(reversed(periods)),
        meetings=found,
        entries=entries,
        withdrawn=[each for each in said if each.withdrawn_at is not None],
    )


def _counts(row: Obligation, meeting: Meeting, *, since: date, until: date | None) -> bool:
    if meeting.start is None or meeting.start < since or (until and meeting.start > until):
        return False
    return counts_towards(row.kind, meeting.type) and _took_part(row, meeting)


def _took_part(row: Obligation, meeting: Meeting) -> bool:
    """Say whether the one that is obliged held the meeting or was there; all of them together always."""
    if row.organisation_id is None:
        return True
    there = {meeting.recorder_id, meeting.convener_id, *(p.pk for p in meeting.partners.all())}
    return row.organisation_id in there


def behind(person: Reader, own: UUID, *, today: date) -> list[Met]:
    """Return the obligations of a partner, alone or with others, of which less is met than should be by today.

    Args:
        person: Who reads.
        own: The partner.
        today: The present day.
    """
    rows = Partnership.objects.filter(
        Q(end=None) | Q(end__gte=today),
        SEE_PARTNERSHIP.rows(person),
        members__organisation_id=own,
        members__left_on=None,
        state="active",
    )
    found = met_under(person, rows.order_by("title", "pk"), today=today)
    return [
        each
        for each in found
        if each.row.organisation_id in {None, own} and each.now is not None and each.now.is_behind
    ]
