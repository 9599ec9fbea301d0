"""Who reads minutes, writes them, proposes other words: first those who were there, then everybody who takes part.

Drafts are for the partners that were at the meeting and for who keeps it. From the amendment on everybody
who sees the meeting reads them. What changes them: the partners present while it is a draft, then who
keeps the meeting; attendees propose, and who keeps the meeting takes or declines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from commonweal.partners.engine.minutes import is_open
from commonweal.partners.models import Amendment, AmendmentState, Meeting, Minutes, MinutesPhase
from commonweal.partners.rules.meetings import keeps, kept_by, seen_by, sees
from commonweal.partners.rules.taking_part import organisation_of
from commonweal.rights.public import NOTHING, Rule, register, shares_here, usual_reason

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader

OPEN_TO_ALL = (MinutesPhase.AMENDMENT, MinutesPhase.FINAL)


def attends(person: Reader, meeting: Meeting) -> bool:
    """Say whether a person acts for a partner that was at a meeting, called or recorded it."""
    own = organisation_of(person)
    if own is None:
        return False
    return own in {meeting.recorder_id, meeting.convener_id} or any(
        each.pk == own for each in meeting.partners.all()
    )


def _attended_by(person: Reader) -> Q:
    own = organisation_of(person)
    if own is None:
        return NOTHING
    there = Meeting.objects.filter(partners=own).order_by().values("pk")
    called = Q(meeting__recorder_id=own) | Q(meeting__convener_id=own)
    return called | Q(meeting__in=there)


def _sees(person: Reader, minutes: Minutes) -> bool:
    meeting = minutes.meeting
    return sees(person, meeting) and (
        minutes.phase in OPEN_TO_ALL or keeps(person, meeting) or attends(person, meeting)
    )


def _seen_by(person: Reader) -> Q:
    seen = Meeting.objects.filter(seen_by(person)).order_by().values("pk")
    first = kept_by(person, path="meeting__") | _attended_by(person)
    return Q(meeting__in=seen) & (Q(phase__in=OPEN_TO_ALL) | first)


def _why(reader: Reader, minutes: Minutes) -> str | Promise:
    if shares_here(reader) and not _sees(reader, minutes):
        return _("Until wordings may be proposed, only the partners that were there read them.")
    return usual_reason(reader, sees=_sees(reader, minutes))


def _writes(person: Reader, minutes: Minutes) -> bool:
    if minutes.phase == MinutesPhase.AMENDMENT:
        return False
    is_together = minutes.phase == MinutesPhase.DRAFT
    return keeps(person, minutes.meeting) or (is_together and attends(person, minutes.meeting))


def _written_by(person: Reader) -> Q:
    together = Q(phase=MinutesPhase.DRAFT) & _attended_by(person)
    return ~Q(phase=MinutesPhase.AMENDMENT) & (kept_by(person, path="meeting__") | together)


def _amends(person: Reader, minutes: Minutes) -> bool:
    now = timezone.now()
    is_now = is_open(minutes.phase, until=minutes.amend_until, now=now)
    return is_now and attends(person, minutes.meeting)


def _amended_by(person: Reader) -> Q:
    is_now = Q(phase=MinutesPhase.AMENDMENT, amend_until__gt=timezone.now())
    return is_now & _attended_by(person)


def _proposed_it(person: Reader, row: Amendment) -> bool:
    own = organisation_of(person)
    return own is not None and row.organisation_id == own and row.state == AmendmentState.OPEN


def _proposed_by(person: Reader) -> Q:
    own = organisation_of(person)
    return NOTHING if own is None else Q(organisation_id=own, state=AmendmentState.OPEN)


SEE_MINUTES = register(
    Rule(
        name="partners.minutes.see",
        thing="partners.Minutes",
        one=_sees,
        many=_seen_by,
        why=_why,
        beside=("meeting",),
    )
)
WRITE_MINUTES = register(
    Rule(
        name="partners.minutes.write",
        thing="partners.Minutes",
        one=_writes,
        many=_written_by,
        beside=("meeting",),
    )
)
# Says when wordings may be proposed, takes or declines them, makes the minutes final.
KEEP_MINUTES = register(
    Rule(
        name="partners.minutes.keep",
        thing="partners.Minutes",
        one=lambda person, minutes: keeps(person, minutes.meeting),
        many=lambda person: kept_by(person, path="meeting__"),
        beside=("meeting",),
    )
)
AMEND_MINUTES = register(
    Rule(
        name="partners.minutes.amend",
        thing="partners.Minutes",
        one=_amends,
        many=_amended_by,
        beside=("meeting",),
    )
)
TAKE_AMENDMENT_BACK = register(
    Rule(
        name="partners.amendment.withdraw",
        thing="partners.Amendment",
        one=_proposed_it,
        many=_proposed_by,
    )
)
