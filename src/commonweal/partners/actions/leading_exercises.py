"""An exercise is led: begun, its cards released, ended with a hot wash, closed; and what was said right afterwards."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import Conflict, InvalidInput
from commonweal.partners.actions.exercises import led, saved
from commonweal.partners.actions.permit import permit, written
from commonweal.partners.actions.planning import move_on
from commonweal.partners.engine.exercises import may_follow
from commonweal.partners.models import (
    Exercise,
    ExerciseCard,
    ExerciseState,
    HotWashKind,
    HotWashLine,
    MeetingState,
)
from commonweal.partners.queries.exercises import card_of, exercise_of, line_of
from commonweal.partners.rules.exercises import BE_AT_EXERCISE, TAKE_BACK_LINE
from commonweal.partners.rules.taking_part import acting_for
from commonweal.rights.public import record, verb

if TYPE_CHECKING:
    from commonweal.rights.models import Person

RELEASED = verb("partners.exercise.card-released", gettext_lazy("released a card"))
HELD_BACK = verb("partners.exercise.card-held-back", gettext_lazy("took a released card back"))
SAID = verb("partners.exercise.hot-wash", gettext_lazy("said how an exercise went"))
UNSAID = verb("partners.exercise.hot-wash-taken-back", gettext_lazy("took back how an exercise went"))  # fmt: skip
MOVED = {
    ExerciseState.DRAFT: verb("partners.exercise.drafted", gettext_lazy("took an exercise back to be written")),
    ExerciseState.READY: verb("partners.exercise.ready", gettext_lazy("said that an exercise is ready")),
    ExerciseState.RUNNING: verb("partners.exercise.begun", gettext_lazy("began an exercise")),
    ExerciseState.HOT_WASH: verb("partners.exercise.ended", gettext_lazy("ended an exercise and began its hot wash")),
    ExerciseState.CLOSED: verb("partners.exercise.closed", gettext_lazy("closed an exercise")),
}  # fmt: skip
LINES_MOST = 100


@transaction.atomic
def release(person: Person, card_id: UUID, *, now: datetime | None = None) -> ExerciseCard:
    """Let those at the table read a card, before its minute too.

    Raises:
        NotFound: If there is none, or not for this person.
        Conflict: If the exercise is not under way, or the card is released already.
    """
    row = led(person, card_of(person, card_id).exercise_id)
    card = card_of(person, card_id)
    if row.state != ExerciseState.RUNNING or card.released_at is not None:
        raise Conflict(
            "partners.exercise.release",
            _("Cards are released while the exercise is under way, each once."),
        )
    card.released_at = now or timezone.now()
    card.save(update_fields=["released_at"])
    record(person, RELEASED, thing=row, facts={"card": card.number})
    return card


@transaction.atomic
def hold_back(person: Person, card_id: UUID) -> ExerciseCard:
    """Take a card back that was released by hand; who has read it has read it.

    Raises:
        NotFound: If there is none, or not for this person.
        Conflict: If it was not released by hand, or the exercise is not under way.
    """
    row = led(person, card_of(person, card_id).exercise_id)
    card = card_of(person, card_id)
    if row.state != ExerciseState.RUNNING or card.released_at is None:
        raise Conflict("partners.exercise.hold-back", _("Nobody released this card by hand."))
    card.released_at = None
    card.save(update_fields=["released_at"])
    record(person, HELD_BACK, thing=row, facts={"card": card.number})
    return card


@transaction.atomic
def move_exercise(
    person: Person,
    exercise_id: UUID,
    state: str,
    *,
    seen: int | None = None,
    now: datetime | None = None,
) -> Exercise:
    """Say that an exercise is ready, begin it, end it with a hot wash, close it; or go one step back.

    Closed, its meeting is held and counts towards the obligations of its partnership.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person does not lead it.
        Conflict: If the state cannot follow, or somebody changed it meanwhile.
        InvalidInput: If it has no card to begin with.
    """
    row = led(person, exercise_id, seen=seen)
    if state not in ExerciseState.values or not may_follow(row.state, state):
        raise Conflict(
            "partners.exercise.state",
            _("The exercise is “%(now)s”; it cannot become “%(then)s” from there.")
            % {
                "now": row.get_state_display(),
                "then": dict(ExerciseState.choices).get(state, state),
            },
        )
    if state == ExerciseState.RUNNING and not row.cards.exists():
        raise InvalidInput(
            "partners.exercise.no-card", _("Write at least one card before it begins.")
        )
    moment = now or timezone.now()
    _set_clock(row, state, moment)
    row.state = state
    done = saved(person, row, MOVED[ExerciseState(state)])
    if state == ExerciseState.CLOSED and row.meeting.state == MeetingState.ANNOUNCED:
        move_on(person, row.meeting_id, MeetingState.HELD)
    return done


@transaction.atomic
def say_after(
    person: Person, exercise_id: UUID, *, kind: str, text: str, now: datetime | None = None
) -> HotWashLine:
    """Say right after an exercise what went well, or what should go better; for one's own partner.

    Args:
        person: At the table.
        exercise_id: An exercise in its hot wash, or still under way.
        kind: One of ``HotWashKind``'s values.
        text: What; no person is named.
        now: The time of the act; the present if None.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person's partner was not there.
        Conflict: If it is not begun, closed, or too much was said.
        InvalidInput: If nothing is said.
    """
    Exercise.objects.select_for_update().filter(pk=exercise_id).first()
    row = exercise_of(person, exercise_id)
    permit(BE_AT_EXERCISE, person, row)
    if row.state not in {ExerciseState.RUNNING, ExerciseState.HOT_WASH}:
        raise Conflict(
            "partners.exercise.hot-wash", _("How it went is said after it began and before it is closed.")
        )  # fmt: skip
    if kind not in HotWashKind.values:
        raise InvalidInput("partners.exercise.hot-wash", _("Choose from the list."))
    if row.hot_wash.count() >= LINES_MOST:
        raise Conflict(
            "partners.exercise.lines",
            _("At most %(limit)s lines are kept; join some of them.") % {"limit": LINES_MOST},
        )
    made = HotWashLine.objects.create(
        exercise=row, kind=kind, text=written(text, name=_("what you say"), limit=500),
        person=person, organisation_id=acting_for(person), at=now or timezone.now(),
    )  # fmt: skip
    record(person, SAID, thing=row)
    return made


@transaction.atomic
def take_line_back(person: Person, line_id: UUID) -> Exercise:
    """Take back what one's own partner said after an exercise, until that is closed.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If another partner said it, or the exercise is closed.
    """
    row = line_of(person, line_id)
    permit(TAKE_BACK_LINE, person, row)
    record(person, UNSAID, thing=row.exercise)
    row.delete()
    return row.exercise


def _set_clock(row: Exercise, state: str, moment: datetime) -> None:
    if state == ExerciseState.RUNNING:
        # Taken up again after its end it goes on from its first minute; begun anew it begins now.
        row.started_at, row.ended_at = (row.started_at if row.ended_at else moment), None
    elif state == ExerciseState.HOT_WASH and row.ended_at is None:
        row.ended_at = moment
    elif state == ExerciseState.READY:
        row.started_at = None
        row.cards.update(released_at=None)
