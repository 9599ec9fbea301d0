"""Plan a meeting: its times where it is held, its place, who takes part; announce, move, cancel or delete it."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import Conflict, InvalidInput
from commonweal.partners.actions import seats
from commonweal.partners.actions.calendar import note_gone
from commonweal.partners.actions.harm import require_check
from commonweal.partners.actions.inclusion import keep_summed
from commonweal.partners.actions.letters import Says, tell_everybody, told
from commonweal.partners.actions.meetings import check_caller, set_partners, under_partnership
from commonweal.partners.actions.permit import (
    TITLE_CHARACTERS,
    lock_meeting,
    permit,
    unchanged,
    within,
    written,
)
from commonweal.partners.engine import planning
from commonweal.partners.engine.local_time import days_between, instant_of, zone_names
from commonweal.partners.models import Meeting, MeetingState, MeetingType, Minutes, RegistrationForm
from commonweal.partners.queries.rows import meeting_of
from commonweal.partners.queries.wording import time_there
from commonweal.partners.rules.meetings import CHANGE_MEETING
from commonweal.partners.rules.taking_part import acting_for
from commonweal.rights.public import record, verb

if TYPE_CHECKING:
    from commonweal.partners.engine.plan_types import PlanDraft
    from commonweal.rights.models import Person

PLANNED = verb("partners.meeting.planned", gettext_lazy("planned a meeting"))
REPLANNED = verb("partners.meeting.replanned", gettext_lazy("changed the plan of a meeting"))
MOVED_ON = {
    MeetingState.DRAFT: verb("partners.meeting.drafted", gettext_lazy("took a meeting back to a draft")),
    MeetingState.ANNOUNCED: verb("partners.meeting.announced", gettext_lazy("announced a meeting")),
    MeetingState.HELD: verb("partners.meeting.held", gettext_lazy("said that a meeting was held")),
    MeetingState.POSTPONED: verb("partners.meeting.postponed", gettext_lazy("postponed a meeting")),
    MeetingState.CANCELLED: verb("partners.meeting.cancelled", gettext_lazy("cancelled a meeting")),
}  # fmt: skip
DELETED = verb("partners.meeting.deleted", gettext_lazy("deleted a meeting of which nothing was kept"))  # fmt: skip
WORDS_LIMIT = 20
_IS_ADDRESS = URLValidator(schemes=["http", "https"])


@transaction.atomic
def plan_meeting(person: Person, draft: PlanDraft, *, now: datetime | None = None) -> Meeting:
    """Plan a meeting, as a draft that its partner's people see.

    Args:
        person: Who plans it, for their own partner, which keeps it.
        draft: What is planned.
        now: The time of the act; the present if None.

    Raises:
        NotAllowed: If the person acts for nobody, or names another partner and is no co-ordinator.
        NotFound: If the meeting that it follows is not for the person.
        InvalidInput: If a value cannot be used.
    """
    own = acting_for(person)
    check_caller(person, draft.convener_id, kept=own)
    draft = replace(draft, partnership_id=under_partnership(person, draft.partnership_id))
    meeting = Meeting(
        **plan_facts(draft),
        state=MeetingState.DRAFT,
        series_id=_series(person, draft),
        recorder_id=own,
        added_by=person,
        added_at=now or timezone.now(),
    )
    meeting.save()
    set_partners(meeting, draft.partner_ids)
    record(person, PLANNED, thing=meeting)
    return meeting


@transaction.atomic
def change_plan(
    person: Person, meeting_id: UUID, draft: PlanDraft, *, seen: int | None = None
) -> Meeting:
    """Change what is planned.

    Args:
        person: One of the people who keep it.
        meeting_id: The meeting.
        draft: What is planned now.
        seen: The version the person saw; None if it was not shown to anybody.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person does not keep the meeting, or names another partner.
        Conflict: If somebody changed it meanwhile.
        InvalidInput: If a value cannot be used.
    """
    meeting = _kept(person, meeting_id, seen=seen)
    was = _when_and_where(meeting)
    check_caller(person, draft.convener_id, kept=meeting.convener_id)
    under = under_partnership(person, draft.partnership_id, kept=meeting.partnership)
    draft = replace(draft, partnership_id=under)
    facts = plan_facts(draft)
    keep_summed(meeting, start=facts["start"])
    for name, value in facts.items():
        setattr(meeting, name, value)
    meeting.series_id = _series(person, draft, but=meeting) or meeting.series_id
    meeting.version += 1
    meeting.save()
    set_partners(meeting, draft.partner_ids)
    record(person, REPLANNED, thing=meeting)
    if was != _when_and_where(meeting):
        _tell(meeting, "moved", lambda: _what_changed(was, _when_and_where(meeting)))
    return meeting


@transaction.atomic
def move_on(
    person: Person, meeting_id: UUID, state: str, *, reason: str = "", seen: int | None = None
) -> Meeting:
    """Announce a meeting, say that it was held, postpone or cancel it, or take that back.

    Args:
        person: One of the people who keep it.
        meeting_id: The meeting.
        state: One of ``MeetingState``'s values.
        reason: Why; required where it is postponed or cancelled.
        seen: The version the person saw.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person does not keep the meeting.
        Conflict: If the state cannot follow, or somebody changed the meeting meanwhile.
        InvalidInput: If the reason is missing.
    """
    meeting = _kept(person, meeting_id, seen=seen)
    if state not in MeetingState.values or not planning.may_follow(meeting.state, state):
        raise Conflict(
            "partners.meeting.state",
            _("The meeting is %(now)s; it cannot become %(then)s from there.")
            % {"now": meeting.get_state_display(), "then": dict(MeetingState.choices).get(state, state)},
        )  # fmt: skip
    if meeting.state == MeetingState.HELD:
        keep_summed(meeting, start=None)
    if meeting.state == MeetingState.HELD and Minutes.objects.filter(meeting=meeting).exists():
        raise Conflict(
            "partners.meeting.minutes",
            _("Its minutes are begun: the meeting was held and stays so."),
        )
    if state in planning.NEEDS_REASON:
        reason = written(reason, name=_("why"))
    if state == MeetingState.ANNOUNCED and meeting.series_id is not None:
        page = reverse("partners:harm", args=["series", meeting.series_id])
        require_check("series", meeting.series_id, address=f"{page}?for={meeting.pk}")
    is_again = meeting.state == MeetingState.POSTPONED and state == MeetingState.ANNOUNCED
    meeting.state, meeting.state_reason = state, reason if state in planning.NEEDS_REASON else ""
    meeting.version += 1
    meeting.save()
    record(person, MOVED_ON[MeetingState(state)], thing=meeting, reason=reason)
    if is_again:
        _tell(
            meeting,
            "moved",
            lambda: [_("It was postponed and takes place now as it stands here."), ""],
        )
    elif state in planning.NEEDS_REASON:
        _tell(meeting, state, lambda: _because(reason))
    return meeting


@transaction.atomic
def delete_meeting(
    person: Person, meeting_id: UUID, *, reason: str = "", seen: int | None = None
) -> None:
    """Delete a meeting at which nothing was asked and that was not held; its agenda goes with it.

    Args:
        person: One of the people who keep it.
        meeting_id: The meeting.
        reason: Why; required where somebody has or waits for a place, and sent to them.
        seen: The version the person saw.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person does not keep the meeting.
        Conflict: If it was held, if something was asked there, or somebody changed it meanwhile.
        InvalidInput: If the reason is missing.
    """
    meeting = _kept(person, meeting_id, seen=seen)
    can_be_deleted(meeting)
    check = written if concerned_by(meeting) else within
    reason = check(reason, name=_("why"))
    record(person, DELETED, thing=meeting, reason=reason)
    note_gone(meeting, now=timezone.now())
    _tell(meeting, "deleted", lambda: _because(reason))
    meeting.delete()


def can_be_deleted(meeting: Meeting) -> None:
    """Refuse where a meeting stays.

    Raises:
        Conflict: If it was held, or if something was asked there.
    """
    if meeting.state == MeetingState.HELD or meeting.recommendations.exists():
        raise Conflict(
            "partners.meeting.delete",
            _("The meeting was held, or asks something of somebody. Cancel it instead, with a reason."),
        )  # fmt: skip


def concerned_by(meeting: Meeting) -> int:
    """Return how many have or wait for a place at a meeting, or are invited."""
    form = RegistrationForm.objects.filter(meeting=meeting).first()
    return told(form).count() if form else 0


def _kept(person: Person, meeting_id: UUID, *, seen: int | None) -> Meeting:
    lock_meeting(meeting_id)
    meeting = meeting_of(person, meeting_id)
    permit(CHANGE_MEETING, person, meeting)
    unchanged(meeting, seen=seen)
    return meeting


def _when_and_where(meeting: Meeting) -> tuple[datetime | None, datetime | None, str, str]:
    return meeting.starts_at, meeting.ends_at, meeting.place, meeting.time_zone


def _what_changed(
    was: tuple[datetime | None, datetime | None, str, str],
    now: tuple[datetime | None, datetime | None, str, str],
) -> list[str]:
    """Return a line for each of a meeting's times and its place that is another now."""
    names = (_("Begins"), _("Ends"), _("Place"))
    lines = []
    for name, before, after in zip(names, was, now, strict=False):
        if before != after:
            values = {
                "name": name,
                "before": _shown(before, was[3]),
                "after": _shown(after, now[3]),
            }
            lines.append(_("%(name)s: %(after)s (before: %(before)s)") % values)
    return [*lines, ""]


def _shown(value: datetime | str | None, zone: str) -> str:
    if isinstance(value, datetime):
        return time_there(value, zone=zone)
    return value or _("not known")


def _because(reason: str) -> list[str]:
    return [_("Why: %(reason)s") % {"reason": reason}, ""] if reason else []


def _tell(meeting: Meeting, kind: str, says: Says) -> None:
    """Tell those who registered what became of the meeting, and offer what may be offered again."""
    form = RegistrationForm.objects.select_for_update().filter(meeting=meeting).first()
    if form is None:
        return
    form.meeting, now = meeting, timezone.now()
    seats.reckon_keeping(form)
    tell_everybody(form, kind, now=now, says=says)
    if kind == "moved":
        seats.promote(form, now=now)


def _series(person: Person, draft: PlanDraft, *, but: Meeting | None = None) -> UUID | None:
    """Return the series of the meeting that this one follows, begun where there was none."""
    if draft.before_id is None or (but is not None and but.pk == draft.before_id):
        return None
    before = meeting_of(person, draft.before_id)
    if before.series_id is None:
        before.series_id = uuid.uuid4()
        Meeting.objects.filter(pk=before.pk).update(series_id=before.series_id)
    return before.series_id


def plan_facts(draft: PlanDraft) -> dict[str, Any]:
    """Return a plan as columns of a meeting.

    Raises:
        InvalidInput: If a value cannot be used.
    """
    if draft.type not in MeetingType.values:
        raise InvalidInput("partners.meeting.type", _("Choose the kind of meeting from the list."))
    return _times(draft) | {
        "title": written(draft.title, name=_("a title"), limit=TITLE_CHARACTERS),
        "type": draft.type,
        "place": within(draft.place, name=_("the place"), limit=200),
        "country": within(draft.country, name=_("the country"), limit=100),
        "is_step_free": draft.access.is_step_free,
        "has_interpretation": draft.access.has_interpretation,
        "has_sign_language": draft.access.has_sign_language,
        "has_hearing_loop": draft.access.has_hearing_loop,
        "place_note": within(draft.access.note, name=_("the words about the place"), limit=300),
        "languages": _several(draft.languages, name=_("languages")),
        "themes": _several(draft.themes, name=_("themes")),
        "online_link": _link(draft.online_link),
        "convener_id": draft.convener_id,
        "partnership_id": draft.partnership_id,
        "called_by": within(draft.called_by, name=_("other bodies that called it"), limit=300),
    }


def _times(draft: PlanDraft) -> dict[str, Any]:
    zone = known_zone(draft.zone)
    starts, ends = instant(draft.starts, zone=zone), instant(draft.ends, zone=zone)
    if ends <= starts:
        raise InvalidInput(
            "partners.meeting.times", _("The meeting ends before it begins. Change one of the times.")
        )  # fmt: skip
    first, last = days_between(starts, ends, zone=zone)
    days = {"start": first, "end": last}
    return {"starts_at": starts, "ends_at": ends, "time_zone": zone} | days


def known_zone(zone: str) -> str:
    """Return a time zone's name.

    Raises:
        InvalidInput: If there is no zone of the name.
    """
    if zone not in zone_names():
        raise InvalidInput(
            "partners.meeting.zone",
            _("“%(zone)s” is no time zone. Choose one from the list, such as Europe/Vienna.")
            % {"zone": zone[:50]},
        )
    return zone


def instant(wall: datetime, *, zone: str) -> datetime:
    """Return the instant of a time as somebody typed it.

    Args:
        wall: What the clock shows there.
        zone: A known time zone.

    Raises:
        InvalidInput: If the clocks there leave that time out.
    """
    found = instant_of(wall, zone=zone)
    if found is None:
        raise InvalidInput(
            "partners.meeting.no-such-time",
            _(
                "There is no %(time)s in %(zone)s: the clocks are put forward then. Choose an hour "
                "earlier or later."
            )
            % {"time": f"{wall:%Y-%m-%d %H:%M}", "zone": zone},
        )
    return found


def _several(words: tuple[str, ...], *, name: str) -> list[str]:
    kept = list(dict.fromkeys(" ".join(each.split()) for each in words if each.strip()))
    if len(kept) > WORDS_LIMIT:
        raise InvalidInput(
            "partners.meeting.many",
            _("%(count)s %(name)s are named; at most %(limit)s fit. Leave some out.")
            % {"count": len(kept), "name": name, "limit": WORDS_LIMIT},
        )
    return [within(each, name=name, limit=100) for each in kept]


def _link(address: str) -> str:
    address = within(address, name=_("the link"), limit=500)
    if not address:
        return ""
    try:
        _IS_ADDRESS(address)
    except ValidationError as error:
        raise InvalidInput(
            "partners.meeting.link",
            _("“%(link)s” is no web address. It begins with https://.") % {"link": address[:80]},
        ) from error
    return address
