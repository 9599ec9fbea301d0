"""The smallest valid courses and exercises, and what the walk through all addresses needs of them."""

from __future__ import annotations

import uuid
from datetime import time, timedelta
from typing import Any

from django.utils import timezone

from commonweal.partners.actions.courses import add_session, open_feedback, plan_course
from commonweal.partners.actions.exercises import plan_exercise, write_card
from commonweal.partners.actions.improving import add_improvement
from commonweal.partners.actions.leading_exercises import move_exercise, release, say_after
from commonweal.partners.engine.courses import (
    STATEMENTS,
    CourseDraft,
    FeedbackDraft,
    SessionDraft,
    TrainerDraft,
)
from commonweal.partners.engine.exercises import CardDraft, ExerciseDraft, ImprovementDraft
from commonweal.partners.models import Course, Exercise
from commonweal.rights.models import Person
from factories_partners import World

ZONE = "Europe/Vienna"


def exercise(
    person: Person,
    *others: Person,
    under: uuid.UUID | None = None,
    minutes: tuple[int | None, ...] = (None,),
) -> Exercise:
    """An exercise that a person's partner leads today, with a card for each of the minutes."""
    draft = ExerciseDraft(
        title="When the lights go out",
        form="table-top",
        day=timezone.localdate(),
        begins=time(9, 0),
        ends=time(11, 0),
        zone=ZONE,
        partner_ids=tuple(each.organisation_id for each in others if each.organisation_id),
        partnership_id=under,
        objectives=("Everybody gets out", "The radio knows"),
    )
    made = plan_exercise(person, draft)
    for number, minute in enumerate(minutes, start=1):
        card = CardDraft("inject", f"Card {number}", f"It is darker: {number}.", minute=minute)
        write_card(person, made.pk, card)
    return made


def running(person: Person, *others: Person, **more: Any) -> Exercise:
    """An exercise that is under way."""
    made = exercise(person, *others, **more)
    move_exercise(person, made.pk, "ready")
    return move_exercise(person, made.pk, "running")


def improvement(person: Person, *, days: int = 30) -> ImprovementDraft:
    """A row for which the person's own partner is responsible."""
    assert person.organisation_id is not None
    return ImprovementDraft(
        area="The way out was not lit.",
        action="Put up lamps that burn without power",
        element="equipment",
        organisation_id=person.organisation_id,
        done_by=timezone.localdate() + timedelta(days=days),
    )


def course(
    person: Person, *, under: uuid.UUID | None = None, title: str = "Seven questions"
) -> Course:
    """A course on media and information literacy that a person's partner gives."""
    assert person.organisation_id is not None
    draft = CourseDraft(
        title=title,
        subject="media literacy",
        trainers=(TrainerDraft(person.organisation_id, "editor"),),
        partnership_id=under,
    )
    return plan_course(person, draft)


def session(days: int = -1) -> SessionDraft:
    """A session so many days from now."""
    day = timezone.localdate() + timedelta(days=days)
    return SessionDraft(day, time(15, 0), time(17, 0), ZONE)


def answer(mark: int = 4, *, best: str = "") -> FeedbackDraft:
    """What somebody says of a course."""
    return FeedbackDraft(dict.fromkeys(STATEMENTS, mark), best=best)


def training_rows(small: World) -> dict[str, Any]:
    """A row for each argument of the addresses of courses and exercises."""
    planned = course(small.convener)
    open_feedback(small.convener, planned.pk, until=timezone.localdate() + timedelta(days=9))
    tried = running(small.convener, small.other, minutes=(None, None))
    first, second = tried.cards.all()
    release(small.convener, first.pk)
    line = say_after(small.other, tried.pk, kind="better", text="The way out was dark.")
    return {
        "course_id": planned.pk,
        "code": planned.code,
        "session_id": add_session(small.convener, planned.pk, session()).pk,
        "exercise_id": tried.pk,
        "card_id": second.pk,
        "line_id": line.pk,
        "improvement_id": add_improvement(small.other, tried.pk, improvement(small.other)).pk,
        "ending": "xlsx",
        "figure_key": "public",
    }
