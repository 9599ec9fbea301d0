"""Courses, exercises and what is public of partnerships for other rooms: ids go out, never rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from commonweal.partners.actions import (
    courses,
    exercises,
    improving,
    leading_exercises,
    public_room,
)
from commonweal.partners.engine.courses import (
    CourseDraft,
    FeedbackDraft,
    SessionDraft,
    TrainerDraft,
)
from commonweal.partners.engine.exercises import CardDraft, ExerciseDraft, ImprovementDraft

if TYPE_CHECKING:
    from commonweal.rights.models import Person

__all__ = [
    "CardDraft",
    "CourseDraft",
    "ExerciseDraft",
    "FeedbackDraft",
    "ImprovementDraft",
    "SessionDraft",
    "TrainerDraft",
    "add_session",
    "ask_how_it_was",
    "improve",
    "let_be_named",
    "make_action",
    "move_exercise",
    "plan_course",
    "plan_exercise",
    "release_next",
    "say_after",
    "show_partnership",
    "type_in_feedback",
]


def plan_course(person: Person, draft: CourseDraft, *, now: datetime | None = None) -> UUID:
    """Plan a course and return its id; see ``actions.courses.plan_course``.

    Raises:
        InvalidInput: If a value cannot be used.
    """
    return courses.plan_course(person, draft, now=now).pk


def add_session(
    person: Person,
    course_id: UUID,
    draft: SessionDraft,
    *,
    heads: int | None = None,
    now: datetime | None = None,
) -> UUID:
    """Add a session, with how many came where it was held; return its id.

    Raises:
        NotAllowed: If another partner gives the course.
        InvalidInput: If a value cannot be used.
    """
    made = courses.add_session(person, course_id, draft, now=now)
    if heads is not None:
        courses.count_who_came(person, made.pk, heads, now=now)
    return made.pk


def ask_how_it_was(
    person: Person, course_id: UUID, *, until: date, now: datetime | None = None
) -> None:
    """Open the form on which people say how a course was.

    Raises:
        NotAllowed: If another partner gives the course.
    """
    courses.open_feedback(person, course_id, until=until, now=now)


def type_in_feedback(person: Person, course_id: UUID, drafts: Sequence[FeedbackDraft]) -> None:
    """Type in what people wrote on paper.

    Raises:
        NotAllowed: If another partner gives the course.
        InvalidInput: If a mark is missing.
    """
    for draft in drafts:
        courses.type_in_feedback(person, course_id, draft)


def plan_exercise(
    person: Person, draft: ExerciseDraft, cards: Sequence[CardDraft], *, now: datetime | None = None
) -> UUID:
    """Plan an exercise with its cards, which is ready then, and return its id.

    Raises:
        InvalidInput: If a value cannot be used.
    """
    made = exercises.plan_exercise(person, draft, now=now)
    for card in cards:
        exercises.write_card(person, made.pk, card)
    leading_exercises.move_exercise(person, made.pk, "ready", now=now)
    return made.pk


def move_exercise(
    person: Person, exercise_id: UUID, state: str, *, now: datetime | None = None
) -> None:
    """Begin an exercise, end it, close it; see ``actions.leading_exercises.move_exercise``.

    Raises:
        Conflict: If the state cannot follow.
    """
    leading_exercises.move_exercise(person, exercise_id, state, now=now)


def release_next(person: Person, exercise_id: UUID, *, now: datetime | None = None) -> None:
    """Release the next card that waits to be released by hand, if one does.

    Raises:
        Conflict: If the exercise is not under way.
    """
    row = exercises.led(person, exercise_id)
    card = row.cards.filter(minute=None, released_at=None).first()
    if card is not None:
        leading_exercises.release(person, card.pk, now=now)


def say_after(
    person: Person, exercise_id: UUID, *, kind: str, text: str, now: datetime | None = None
) -> None:
    """Say right after an exercise what went well, or what should go better.

    Raises:
        NotAllowed: If the person's partner was not there.
    """
    leading_exercises.say_after(person, exercise_id, kind=kind, text=text, now=now)


def improve(
    person: Person, exercise_id: UUID, draft: ImprovementDraft, *, now: datetime | None = None
) -> UUID:
    """Write a row of the improvement plan and return its id.

    Raises:
        NotAllowed: If the person's partner was not there.
        InvalidInput: If a value cannot be used.
    """
    return improving.add_improvement(person, exercise_id, draft, now=now).pk


def make_action(person: Person, improvement_id: UUID, *, now: datetime | None = None) -> UUID:
    """Make a row of the improvement plan an action and return that one's id.

    Raises:
        NotAllowed: If the person may not, or it is an action already.
    """
    return improving.make_action(person, improvement_id, now=now).pk


def show_partnership(person: Person, partnership_id: UUID, *, now: datetime | None = None) -> None:
    """Show everybody that a partnership is agreed.

    Raises:
        NotAllowed: If the person does not keep it, or it is not agreed.
    """
    public_room.show_partnership(person, partnership_id, now=now)


def let_be_named(person: Person, partnership_id: UUID) -> None:
    """Let the public page name the person's partner.

    Raises:
        NotAllowed: If the person's partner is not in the partnership.
    """
    public_room.let_be_named(person, partnership_id)
