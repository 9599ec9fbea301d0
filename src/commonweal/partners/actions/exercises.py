"""Exercises: plan one with its meeting, change what it tries out, write its cards."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import Conflict, InvalidInput
from commonweal.partners.actions.permit import permit, unchanged, within, written
from commonweal.partners.actions.planning import move_on, plan_meeting
from commonweal.partners.engine.exercises import CARDS_MOST, MINUTES_MOST
from commonweal.partners.engine.plan_types import PlanDraft
from commonweal.partners.models import (
    CardKind,
    Exercise,
    ExerciseCard,
    ExerciseForm,
    ExerciseState,
    Meeting,
    MeetingState,
    MeetingType,
)
from commonweal.partners.queries.exercises import card_of, exercise_of
from commonweal.partners.queries.partnerships import held_under
from commonweal.partners.queries.rows import meeting_of
from commonweal.partners.rules.exercises import LEAD_EXERCISE
from commonweal.partners.rules.meetings import CHANGE_MEETING
from commonweal.partners.rules.taking_part import acting_for
from commonweal.rights.public import record, verb

if TYPE_CHECKING:
    from commonweal.partners.engine.exercises import CardDraft, ExerciseDraft
    from commonweal.rights.models import Person

PLANNED = verb("partners.exercise.planned", gettext_lazy("planned an exercise"))
CHANGED = verb("partners.exercise.changed", gettext_lazy("changed what an exercise tries out"))
WRITTEN = verb("partners.exercise.card-written", gettext_lazy("wrote a card of an exercise"))
REMOVED = verb("partners.exercise.card-removed", gettext_lazy("took a card out of an exercise"))


@transaction.atomic
def plan_exercise(person: Person, draft: ExerciseDraft, *, now: datetime | None = None) -> Exercise:
    """Plan an exercise with its meeting, and announce that.

    Args:
        person: Who plans it, for their own partner, which keeps the meeting.
        draft: What, when, where, with whom, under which partnership.
        now: The time of the act; the present if None.

    Raises:
        NotAllowed: If the person acts for nobody.
        InvalidInput: If a value cannot be used.
    """
    own = acting_for(person)
    plan = PlanDraft(
        title=draft.title,
        starts=datetime.combine(draft.day, draft.begins),
        ends=datetime.combine(draft.day, draft.ends),
        zone=draft.zone,
        type=MeetingType.EXERCISE,
        place=draft.place,
        convener_id=own,
        partner_ids=tuple({own: None} | dict.fromkeys(draft.partner_ids)),
    )
    meeting = plan_meeting(person, plan, now=now)
    hold_under(person, meeting, draft.partnership_id)
    move_on(person, meeting.pk, MeetingState.ANNOUNCED)
    made = Exercise.objects.create(
        meeting=meeting, added_by=person, added_at=now or timezone.now(), **_facts(draft)
    )
    record(person, PLANNED, thing=made, facts={"meeting": str(meeting.pk)})
    return made


@transaction.atomic
def write_for(
    person: Person, meeting_id: UUID, form: str, *, now: datetime | None = None
) -> Exercise:
    """Begin to write the exercise of a meeting that is there already.

    Args:
        person: One of the people who keep the meeting.
        meeting_id: A meeting of the kind exercise.
        form: One of ``ExerciseForm``'s values.
        now: The time of the act; the present if None.

    Raises:
        NotFound: If there is no such meeting, or not for this person.
        NotAllowed: If the person does not keep it.
        Conflict: If it is another kind of meeting, or has its exercise already.
        InvalidInput: If the form is none.
    """
    Meeting.objects.select_for_update().filter(pk=meeting_id).first()
    meeting = meeting_of(person, meeting_id)
    permit(CHANGE_MEETING, person, meeting)
    if meeting.type != MeetingType.EXERCISE or Exercise.objects.filter(meeting=meeting).exists():
        raise Conflict(
            "partners.exercise.meeting",
            _("Only a meeting of the kind exercise has one, and only one. Change its kind first."),
        )
    made = Exercise.objects.create(
        meeting=meeting, form=_form(form), added_by=person, added_at=now or timezone.now()
    )
    record(person, PLANNED, thing=made, facts={"meeting": str(meeting.pk)})
    return made


@transaction.atomic
def change_exercise(
    person: Person, exercise_id: UUID, draft: ExerciseDraft, *, seen: int | None = None
) -> Exercise:
    """Change what an exercise tries out; its time and place are changed at its meeting.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person does not lead it.
        Conflict: If it is closed, or somebody changed it meanwhile.
        InvalidInput: If a value cannot be used.
    """
    row = led(person, exercise_id, seen=seen)
    _not_closed(row)
    for name, value in _facts(draft).items():
        setattr(row, name, value)
    return saved(person, row, CHANGED)


@transaction.atomic
def write_card(
    person: Person,
    exercise_id: UUID,
    draft: CardDraft,
    *,
    card_id: UUID | None = None,
    seen: int | None = None,
) -> ExerciseCard:
    """Write a card, at the end of the order; or write one anew that is not out yet.

    Args:
        person: One of those who lead the exercise.
        exercise_id: An exercise that is not closed.
        draft: What stands on it, and when it comes.
        card_id: The card to write anew; None for another one.
        seen: The version of the card that the person saw.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person does not lead it.
        Conflict: If it is closed, the card is out, there are too many, or somebody changed it meanwhile.
        InvalidInput: If a value cannot be used.
    """
    row = led(person, exercise_id)
    _not_closed(row)
    facts = _card_facts(draft)
    if card_id is None:
        last = row.cards.aggregate(last=Max("number"))["last"] or 0
        if row.cards.count() >= CARDS_MOST:
            raise Conflict(
                "partners.exercise.cards",
                _("An exercise has at most %(limit)s cards.") % {"limit": CARDS_MOST},
            )
        card = ExerciseCard(exercise=row, number=last + 1)
    else:
        card = _unseen(person, card_id)
        unchanged(card, seen=seen)
        card.version += 1
    for name, value in facts.items():
        setattr(card, name, value)
    card.save()
    record(person, WRITTEN, thing=row, facts={"card": card.number})
    return card


@transaction.atomic
def remove_card(person: Person, card_id: UUID) -> Exercise:
    """Take a card out that nobody at the table has read.

    Raises:
        NotFound: If there is none, or not for this person.
        Conflict: If it is out, or the exercise is closed.
    """
    row = led(person, card_of(person, card_id).exercise_id)
    _not_closed(row)
    card = _unseen(person, card_id)
    record(person, REMOVED, thing=row, facts={"card": card.number})
    card.delete()
    return row


def hold_under(person: Person, meeting: Meeting, partnership_id: UUID | None) -> None:
    """Keep under which partnership a meeting is held, if under one.

    Args:
        person: Who says it; for a partner that is in it or keeps it, or as co-ordinator.
        meeting: A meeting that they keep.
        partnership_id: The partnership; None for none.

    Raises:
        InvalidInput: If it is none of those.
    """
    if partnership_id is None:
        return
    if partnership_id not in dict(held_under(person)):
        raise InvalidInput(
            "partners.meeting.partnership", _("Choose a partnership of which your partner is part.")
        )
    meeting.partnership_id = partnership_id
    meeting.save(update_fields=["partnership"])


def led(person: Person, exercise_id: UUID, *, seen: int | None = None) -> Exercise:
    """Return an exercise that a person leads, held until the transaction ends.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If they do not lead it.
        Conflict: If somebody changed it since they saw it.
    """
    Exercise.objects.select_for_update().filter(pk=exercise_id).first()
    row = exercise_of(person, exercise_id)
    permit(LEAD_EXERCISE, person, row)
    unchanged(row, seen=seen)
    return row


def _unseen(person: Person, card_id: UUID) -> ExerciseCard:
    card = card_of(person, card_id)
    if card.released_at is not None:
        raise Conflict(
            "partners.exercise.card-out", _("The card was released; write another one instead.")
        )
    return card


def _not_closed(row: Exercise) -> None:
    if row.state == ExerciseState.CLOSED:
        raise Conflict(
            "partners.exercise.closed", _("The exercise is closed. Go back to its hot wash first.")
        )


def saved(person: Person, row: Exercise, done: Any) -> Exercise:
    """Keep an exercise as another version, with a line in the trail."""
    row.version += 1
    row.save()
    record(person, done, thing=row)
    return row


def _form(form: str) -> str:
    if form not in ExerciseForm.values:
        raise InvalidInput("partners.exercise.form", _("Choose the form from the list."))
    return form


def _facts(draft: ExerciseDraft) -> dict[str, Any]:
    lines = (("objectives", _("the objectives")), ("capabilities", _("the capabilities")))
    return {
        "form": _form(draft.form),
        "scope": within(draft.scope, name=_("the scope")),
        "scenario": within(draft.scenario, name=_("the scenario")),
    } | {
        name: within("\n".join(filter(None, (each.strip() for each in getattr(draft, name)))), name=words)
        for name, words in lines
    }  # fmt: skip


def _card_facts(draft: CardDraft) -> dict[str, Any]:
    if draft.kind not in CardKind.values:
        raise InvalidInput("partners.exercise.card", _("Choose the kind from the list."))
    if draft.minute is not None and not 0 <= draft.minute <= MINUTES_MOST:
        raise InvalidInput(
            "partners.exercise.minute",
            _("%(minute)s is no minute of an exercise; give 0 to %(limit)s, or nothing to release it by hand.")
            % {"minute": draft.minute, "limit": MINUTES_MOST},
        )  # fmt: skip
    return {
        "kind": draft.kind,
        "title": written(draft.title, name=_("a title"), limit=200),
        "text": written(draft.text, name=_("what those at the table read")),
        "question": within(draft.question, name=_("what they talk about")),
        "minute": draft.minute,
        "for_organisation_id": draft.for_id,
    }
