"""The improvement plan of an exercise: write a row, change or take it out, make it an action with one click."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import Conflict, InvalidInput
from commonweal.partners.actions.doing import ACTION_PROPOSED, add_action
from commonweal.partners.actions.meetings import known_partners
from commonweal.partners.actions.permit import (
    lock_meeting,
    permit,
    unchanged,
    within,
    written,
)
from commonweal.partners.actions.recommendations import MARKED, answer
from commonweal.partners.engine.exercises import ELEMENTS
from commonweal.partners.engine.types import ActionDraft, AnswerDraft
from commonweal.partners.models import (
    Action,
    ActionState,
    Exercise,
    ExerciseState,
    Improvement,
    Position,
    Recommendation,
    RecommendationType,
)
from commonweal.partners.queries.exercises import exercise_of, improvement_of
from commonweal.partners.rules.exercises import BE_AT_EXERCISE, CHANGE_IMPROVEMENT
from commonweal.partners.rules.taking_part import acting_for
from commonweal.rights.public import record, verb

if TYPE_CHECKING:
    from commonweal.partners.engine.exercises import ImprovementDraft
    from commonweal.rights.models import Person

ADDED = verb("partners.improvement.added", gettext_lazy("wrote what an exercise should improve"))
CHANGED = verb("partners.improvement.changed", gettext_lazy("changed what an exercise should improve"))  # fmt: skip
REMOVED = verb("partners.improvement.removed", gettext_lazy("took out what an exercise should improve"))  # fmt: skip
MADE = verb("partners.improvement.made", gettext_lazy("made an improvement an action"))
ROWS_MOST = 60
# Where no completion date is given.
USUAL_DAYS = 90


@transaction.atomic
def add_improvement(
    person: Person, exercise_id: UUID, draft: ImprovementDraft, *, now: datetime | None = None
) -> Improvement:
    """Write a row of an exercise's improvement plan.

    Args:
        person: At the table.
        exercise_id: An exercise that began.
        draft: What should go better, what is done, by whom, by when.
        now: The time of the act; the present if None.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person's partner was not there.
        Conflict: If it has not begun, or there are too many rows.
        InvalidInput: If a value cannot be used.
    """
    Exercise.objects.select_for_update().filter(pk=exercise_id).first()
    row = exercise_of(person, exercise_id)
    permit(BE_AT_EXERCISE, person, row)
    if row.state in {ExerciseState.DRAFT, ExerciseState.READY}:
        raise Conflict(
            "partners.improvement.early", _("What should go better is written once it began.")
        )
    if row.improvements.count() >= ROWS_MOST:
        raise Conflict(
            "partners.improvement.many",
            _("An improvement plan has at most %(limit)s rows; join some of them.")
            % {"limit": ROWS_MOST},
        )
    made = Improvement.objects.create(
        exercise=row, added_by=person, added_for_id=acting_for(person),
        added_at=now or timezone.now(), **_facts(draft),
    )  # fmt: skip
    record(person, ADDED, thing=row, facts={"improvement": str(made.pk)})
    return made


@transaction.atomic
def change_improvement(
    person: Person, improvement_id: UUID, draft: ImprovementDraft, *, seen: int | None = None
) -> Improvement:
    """Change a row that is no action yet.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person may not, or it is an action already.
        Conflict: If somebody changed it meanwhile.
        InvalidInput: If a value cannot be used.
    """
    row = _locked(person, improvement_id, seen=seen)
    for name, value in _facts(draft).items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    record(person, CHANGED, thing=row.exercise, facts={"improvement": str(row.pk)})
    return row


@transaction.atomic
def remove_improvement(person: Person, improvement_id: UUID) -> Exercise:
    """Take a row out that is no action yet.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person may not, or it is an action already.
    """
    row = _locked(person, improvement_id)
    record(person, REMOVED, thing=row.exercise, facts={"improvement": str(row.pk)})
    row.delete()
    return row.exercise


@transaction.atomic
def make_action(
    person: Person, improvement_id: UUID, *, seen: int | None = None, now: datetime | None = None
) -> Action:
    """Make a row an action: a recommendation of the exercise's meeting, and what is done about it.

    Whoever does it for their own partner takes it on at once; to another partner it is only proposed,
    until that partner's people take it on.

    Args:
        person: Who wrote the row, is responsible for it, or leads the exercise.
        improvement_id: A row that is no action yet.
        seen: The version the person saw.
        now: The time of the act; the present if None.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person may not, or it is an action already.
        Conflict: If somebody changed it meanwhile.
        InvalidInput: If its completion date is over.
    """
    row = _locked(person, improvement_id, seen=seen)
    moment = now or timezone.now()
    due_on = row.done_by or timezone.localdate(moment) + timedelta(days=USUAL_DAYS)
    asked = _asked(person, row, now=moment)
    if row.organisation_id == acting_for(person):
        answer(person, asked.pk, AnswerDraft(position=Position.SUPPORTED), now=moment)
        draft = ActionDraft(title=row.action_text, owner_id=row.organisation_id, due_on=due_on)
        made = add_action(person, asked.pk, draft, now=moment)
    else:
        made = _proposed(person, row, asked, now=moment)
    row.recommendation, row.action = asked, made
    row.version += 1
    row.save()
    record(person, MADE, thing=row.exercise, facts={"action": str(made.pk)})
    return made


def _asked(person: Person, row: Improvement, *, now: datetime) -> Recommendation:
    """Let the exercise's meeting ask for it, as the next of its recommendations."""
    meeting = row.exercise.meeting
    lock_meeting(meeting.pk)
    last = meeting.recommendations.aggregate(last=Max("number"))["last"] or 0
    made = Recommendation.objects.create(
        meeting=meeting,
        number=last + 1,
        type=RecommendationType.RECOMMENDATION,
        text=f"{row.area}: {row.action_text}"[:4000],
        addressee_id=row.organisation_id,
        marked_by=person,
        marked_for_id=acting_for(person),
        marked_at=now,
    )
    record(person, MARKED, thing=made, facts={"meeting": str(meeting.pk)})
    return made


def _proposed(person: Person, row: Improvement, asked: Recommendation, *, now: datetime) -> Action:
    today = timezone.localdate(now)
    due_on = row.done_by or today + timedelta(days=USUAL_DAYS)
    if due_on < today:
        raise InvalidInput(
            "partners.improvement.past",
            _("Its completion date, %(day)s, is over. Change it first.") % {"day": due_on},
        )
    made = Action.objects.create(
        recommendation=asked,
        title=row.action_text,
        owner_id=row.organisation_id,
        due_on=due_on,
        first_due_on=due_on,
        state=ActionState.PROPOSED,
        added_by=person,
        added_at=now,
    )
    record(person, ACTION_PROPOSED, thing=made, facts={"recommendation": str(asked.pk)})
    return made


def _locked(person: Person, improvement_id: UUID, *, seen: int | None = None) -> Improvement:
    Improvement.objects.select_for_update().filter(pk=improvement_id).first()
    row = improvement_of(person, improvement_id)
    permit(CHANGE_IMPROVEMENT, person, row)
    unchanged(row, seen=seen)
    return row


def _facts(draft: ImprovementDraft) -> dict[str, Any]:
    known_partners([draft.organisation_id])
    if draft.element not in ELEMENTS:
        raise InvalidInput(
            "partners.improvement.element", _("Choose the capability element from the list.")
        )
    if draft.starts_on and draft.done_by and draft.done_by < draft.starts_on:
        raise InvalidInput(
            "partners.improvement.days",
            _("It is to be done before it begins. Change one of the days."),
        )
    return {
        "area": written(draft.area, name=_("the area for improvement"), limit=2000),
        "action_text": written(draft.action, name=_("the corrective action"), limit=300),
        "element": draft.element,
        "organisation_id": draft.organisation_id,
        "contact": within(draft.contact, name=_("the point of contact"), limit=100),
        "starts_on": draft.starts_on,
        "done_by": draft.done_by,
    }
