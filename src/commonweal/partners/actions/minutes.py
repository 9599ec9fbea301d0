"""Minutes: begin them, write them, let attendees propose other words, make them final, correct them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import Conflict, InvalidInput
from commonweal.partners.actions.permit import lock_meeting, permit, unchanged, within, written
from commonweal.partners.actions.planning import move_on
from commonweal.partners.engine import minutes as engine
from commonweal.partners.engine.minutes import Paragraph
from commonweal.partners.models import (
    AmendmentState,
    MeetingState,
    Minutes,
    MinutesPhase,
    MinutesRevision,
)
from commonweal.partners.queries.minutes import (
    minutes_of,
    paragraphs_of,
    revision_of,
    sessions_of,
)
from commonweal.partners.queries.rows import meeting_of
from commonweal.partners.queries.wording import time_there
from commonweal.partners.rules.meetings import CHANGE_MEETING
from commonweal.partners.rules.minutes import KEEP_MINUTES, WRITE_MINUTES
from commonweal.partners.rules.taking_part import acting_for
from commonweal.rights.public import record, verb

if TYPE_CHECKING:
    from commonweal.partners.engine.minutes_types import MinutesDraft, PhaseMove
    from commonweal.partners.models import Meeting
    from commonweal.rights.models import Person

BEGUN = verb("partners.minutes.begun", gettext_lazy("began the minutes of a meeting"))
WRITTEN = verb("partners.minutes.written", gettext_lazy("wrote in the minutes of a meeting"))
CORRECTED = verb("partners.minutes.corrected", gettext_lazy("corrected the final minutes of a meeting"))  # fmt: skip
WENT_TO = {
    MinutesPhase.DRAFT: verb("partners.minutes.drafted", gettext_lazy("took minutes back to a draft")),
    MinutesPhase.CONVENER: verb("partners.minutes.handed", gettext_lazy("handed minutes to the convener")),
    MinutesPhase.AMENDMENT: verb("partners.minutes.opened", gettext_lazy("opened minutes for amendments")),
    MinutesPhase.FINAL: verb("partners.minutes.final", gettext_lazy("made minutes final")),
}  # fmt: skip


@transaction.atomic
def begin_minutes(person: Person, meeting_id: UUID, *, now: datetime | None = None) -> Minutes:
    """Begin the minutes of a meeting; one that is announced for today or earlier is being held then.

    Args:
        person: One of the people who keep the meeting.
        meeting_id: The meeting.
        now: The time of the act; the present if None.

    Raises:
        NotFound: If there is no such meeting, or not for this person.
        NotAllowed: If the person does not keep the meeting.
        Conflict: If there are minutes already, or the meeting is still to come.
    """
    lock_meeting(meeting_id)
    meeting = meeting_of(person, meeting_id)
    permit(CHANGE_MEETING, person, meeting)
    acting_for(person)
    if Minutes.objects.filter(meeting=meeting).exists():
        raise Conflict("partners.minutes.twice", _("The minutes of this meeting are begun already."))  # fmt: skip
    _is_being_held(person, meeting, now=now or timezone.now())
    minutes = Minutes.objects.create(meeting_id=meeting.pk)
    record(person, BEGUN, thing=minutes)
    return minutes


def _is_being_held(person: Person, meeting: Meeting, *, now: datetime) -> None:
    if meeting.state == MeetingState.HELD:
        return
    has_come = meeting.start is not None and meeting.start <= timezone.localdate(now)
    if meeting.state != MeetingState.ANNOUNCED or not has_come:
        raise Conflict(
            "partners.minutes.early",
            _("The meeting is %(state)s, for %(day)s. Its minutes begin on that day, once it is announced.")
            % {
                "state": meeting.get_state_display(),
                "day": date_format(meeting.start) if meeting.start else _("a day not known yet"),
            },
        )  # fmt: skip
    move_on(person, meeting.pk, MeetingState.HELD)


@transaction.atomic
def write_minutes(
    person: Person,
    meeting_id: UUID,
    draft: MinutesDraft,
    *,
    seen: int | None = None,
    now: datetime | None = None,
) -> MinutesRevision | None:
    """Keep the text as another revision; None where nothing changed.

    Args:
        person: An attendee while it is a draft; then one of the people who keep the meeting.
        meeting_id: The meeting.
        draft: The whole text; what is final is corrected with a reason.
        seen: The version the person saw.
        now: The time of the act; the present if None.

    Raises:
        NotFound: If there are no minutes, or not for this person.
        NotAllowed: If it is not for them to write now.
        Conflict: If somebody wrote meanwhile.
        InvalidInput: If a paragraph is too long, or the reason is missing.
    """
    minutes = _locked(person, meeting_id)
    permit(WRITE_MINUTES, person, minutes)
    unchanged(minutes, seen=seen)
    before = paragraphs_of(revision_of(minutes))
    sections = _known(minutes, draft)
    _check([text for _session, text in engine.typed_in(sections)])
    after = engine.carried(before, sections, new_key=lambda: str(uuid.uuid4()))
    if after == before:
        return None
    is_final = minutes.phase == MinutesPhase.FINAL
    check = written if is_final else within
    reason = check(draft.reason, name=_("why the final minutes are corrected"))
    revision = keep_revision(person, minutes, after, reason=reason, now=now)
    record(person, CORRECTED if is_final else WRITTEN, thing=minutes, facts={"revision": revision.number}, reason=reason)  # fmt: skip
    return revision


def keep_revision(
    person: Person,
    minutes: Minutes,
    paragraphs: Sequence[Paragraph],
    *,
    reason: str = "",
    now: datetime | None = None,
) -> MinutesRevision:
    """Keep paragraphs as the next revision of minutes that are held; inside a transaction."""
    last = minutes.revisions.aggregate(last=Max("number"))["last"] or 0
    minutes.version += 1
    minutes.save()
    return minutes.revisions.create(
        number=last + 1,
        phase=minutes.phase,
        paragraphs=[
            {"key": each.key, "session": each.session, "text": each.text} for each in paragraphs
        ],
        reason=reason,
        person=person,
        organisation_id=acting_for(person),
        at=now or timezone.now(),
    )


@transaction.atomic
def move_minutes(
    person: Person,
    meeting_id: UUID,
    move: PhaseMove,
    *,
    seen: int | None = None,
    now: datetime | None = None,
) -> Minutes:
    """Let minutes go to the next phase, or take that back while nobody has proposed anything.

    Args:
        person: One of the people who keep the meeting.
        meeting_id: The meeting.
        move: The phase, and for how many days wordings may be proposed.
        seen: The version the person saw.
        now: The time of the act; the present if None.

    Raises:
        NotFound: If there are no minutes, or not for this person.
        NotAllowed: If the person does not keep the meeting.
        Conflict: If the phase cannot follow yet.
        InvalidInput: If the number of days cannot be used.
    """
    minutes = _locked(person, meeting_id)
    permit(KEEP_MINUTES, person, minutes)
    unchanged(minutes, seen=seen)
    at = now or timezone.now()
    if move.phase not in MinutesPhase.values or not engine.may_follow(minutes.phase, move.phase):
        raise Conflict(
            "partners.minutes.phase",
            _("The minutes are %(now)s; that cannot follow.") % {"now": minutes.get_phase_display()},
        )  # fmt: skip
    _can_go(minutes, move.phase, now=at)
    minutes.phase = MinutesPhase(move.phase)
    minutes.amend_until = _until(move, now=at) if move.phase == MinutesPhase.AMENDMENT else None
    minutes.final_at = at if move.phase == MinutesPhase.FINAL else None
    minutes.version += 1
    minutes.save()
    record(person, WENT_TO[MinutesPhase(move.phase)], thing=minutes)
    return minutes


def _can_go(minutes: Minutes, phase: str, *, now: datetime) -> None:
    if phase == MinutesPhase.AMENDMENT and not paragraphs_of(revision_of(minutes)):
        raise Conflict("partners.minutes.empty", _("Nothing is written yet. Write the minutes first."))  # fmt: skip
    if minutes.phase != MinutesPhase.AMENDMENT:
        return
    if phase == MinutesPhase.CONVENER and minutes.amendments.exists():
        raise Conflict(
            "partners.minutes.proposed",
            _("Wordings were proposed already: the time for it is not cut short."),
        )
    if phase == MinutesPhase.FINAL:
        _is_settled(minutes, now=now)


def _is_settled(minutes: Minutes, *, now: datetime) -> None:
    if engine.is_open(minutes.phase, until=minutes.amend_until, now=now) and minutes.amend_until:
        until = time_there(minutes.amend_until, zone=minutes.meeting.time_zone)
        raise Conflict(
            "partners.minutes.window",
            _("Attendees may propose other words until %(until)s. Make the minutes final then.")
            % {"until": until},
        )
    waiting = minutes.amendments.filter(state=AmendmentState.OPEN).count()
    if waiting:
        raise Conflict(
            "partners.minutes.waiting",
            _("%(count)s proposed wordings wait. Take over or decline each of them first.")
            % {"count": waiting},
        )


def _until(move: PhaseMove, *, now: datetime) -> datetime:
    least, most = engine.WINDOW_DAYS_LEAST, engine.WINDOW_DAYS_MOST
    if not least <= move.days <= most:
        raise InvalidInput(
            "partners.minutes.days",
            _("%(days)s days were asked for; give from %(least)s to %(most)s.")
            % {"days": move.days, "least": least, "most": most},
        )
    return now + timedelta(days=move.days)


def _locked(person: Person, meeting_id: UUID) -> Minutes:
    lock_meeting(meeting_id)
    return minutes_of(person, meeting_id)


def _known(minutes: Minutes, draft: MinutesDraft) -> list[tuple[str, str]]:
    """Return what was typed by session; what belongs to a session that is gone stands under none."""
    known = {str(each.pk) for each in sessions_of(minutes.meeting)}
    return [(key if key in known else "", text) for key, text in draft.sections]


def _check(paragraphs: Sequence[str]) -> None:
    if len(paragraphs) > engine.PARAGRAPHS_LIMIT:
        raise InvalidInput(
            "partners.minutes.many",
            _("These minutes have %(count)s paragraphs; at most %(limit)s fit. Join some.")
            % {"count": len(paragraphs), "limit": engine.PARAGRAPHS_LIMIT},
        )
    for number, each in enumerate(paragraphs, start=1):
        name = _("paragraph %(number)s") % {"number": number}
        within(each, name=name, limit=engine.PARAGRAPH_CHARACTERS)
