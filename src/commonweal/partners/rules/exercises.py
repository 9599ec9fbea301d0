"""Who sees an exercise: whoever sees its meeting. Who keeps the meeting leads it; who takes part reads the cards that are out.

Cards that are not out are read by those who lead it and nobody else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.functional import Promise

from commonweal.partners.models import Exercise, HotWashLine, Improvement, Meeting
from commonweal.partners.rules.meetings import keeps, kept_by, seen_by, sees
from commonweal.partners.rules.meetings import why as why_meeting
from commonweal.partners.rules.taking_part import organisation_of
from commonweal.rights.public import NOTHING, Rule, register

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader

# While it is talked about: what was said may be taken back, rows may be written.
TALKED_OVER = ("running", "hot-wash")


def _of_meetings(rows: Q) -> Q:
    return Q(meeting__in=Meeting.objects.filter(rows).order_by())


def _sees(person: Reader, row: Exercise) -> bool:
    return sees(person, row.meeting)


def _seen_by(person: Reader) -> Q:
    return _of_meetings(seen_by(person))


def _leads(person: Reader, row: Exercise) -> bool:
    return organisation_of(person) is not None and keeps(person, row.meeting)


def _led_by(person: Reader) -> Q:
    own = organisation_of(person)
    return NOTHING if own is None else _of_meetings(kept_by(person))


def _is_at(person: Reader, row: Exercise) -> bool:
    own = organisation_of(person)
    if own is None or not sees(person, row.meeting):
        return False
    return keeps(person, row.meeting) or row.meeting.partners.filter(pk=own).exists()


def _at(person: Reader) -> Q:
    own = organisation_of(person)
    if own is None:
        return NOTHING
    through: Any = Meeting.partners.through
    there = through.objects.filter(organisation_id=own)
    inside = Q(pk__in=there.order_by().values("meeting_id"))
    return _of_meetings(seen_by(person) & (kept_by(person) | inside))


def _why(reader: Reader, row: Exercise) -> str | Promise:
    return why_meeting(reader, row.meeting)


def _said_it(person: Reader, row: HotWashLine) -> bool:
    return organisation_of(person) == row.organisation_id and row.exercise.state in TALKED_OVER


def _said_by(person: Reader) -> Q:
    own = organisation_of(person)
    if own is None:
        return NOTHING
    return Q(organisation_id=own, exercise__state__in=TALKED_OVER)


def _improves(person: Reader, row: Improvement) -> bool:
    own = organisation_of(person)
    if own is None or row.action_id is not None:
        return False
    return own in {row.added_for_id, row.organisation_id} or keeps(person, row.exercise.meeting)


def _improved_by(person: Reader) -> Q:
    own = organisation_of(person)
    if own is None:
        return NOTHING
    ours = Q(added_for_id=own) | Q(organisation_id=own)
    led = Q(exercise__meeting__in=Meeting.objects.filter(kept_by(person)).order_by())
    return Q(action=None) & (ours | led)


SEE_EXERCISE = register(
    Rule(
        name="partners.exercise.see",
        thing="partners.Exercise",
        one=_sees,
        many=_seen_by,
        why=_why,
        beside=("meeting",),
    )
)
LEAD_EXERCISE = register(
    Rule(
        name="partners.exercise.lead",
        thing="partners.Exercise",
        one=_leads,
        many=_led_by,
        beside=("meeting",),
    )
)
BE_AT_EXERCISE = register(
    Rule(
        name="partners.exercise.be-at",
        thing="partners.Exercise",
        one=_is_at,
        many=_at,
        beside=("meeting",),
    )
)
TAKE_BACK_LINE = register(
    Rule(
        name="partners.hotwashline.take-back",
        thing="partners.HotWashLine",
        one=_said_it,
        many=_said_by,
        beside=("exercise",),
    )
)
# A row that is an action already is changed there.
CHANGE_IMPROVEMENT = register(
    Rule(
        name="partners.improvement.change",
        thing="partners.Improvement",
        one=_improves,
        many=_improved_by,
        beside=("exercise",),
    )
)
