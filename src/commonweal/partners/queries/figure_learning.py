"""Figures of what is taught, tried and learnt: course sessions, exercises, improvements, practices given back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils import timezone

from commonweal.partners.models import CourseSession, Improvement, MeetingState, Practice
from commonweal.partners.queries.courses import courses
from commonweal.partners.queries.exercises import exercises_visible_to
from commonweal.partners.queries.figure_scope import Cells, Scope, as_day, shortened
from commonweal.partners.rules.initiatives import SEE_PRACTICE

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader

TAUGHT = ("date", "course", "subject", "given_by", "place", "people")
TRIED = ("date", "title", "form", "place", "led_by")
BETTER = ("exercise", "area", "corrective_action", "element", "responsible", "completion")
LEARNT = (
    "date",
    "title",
    "initiative",
    "level",
    "kept_by",
    "state",
    "grade",
    "worked",
    "not_worked",
)


def sessions(person: Reader, scope: Scope) -> QuerySet[Any]:
    """Return the course sessions that were held."""
    rows = CourseSession.objects.filter(
        scope.within("meeting__start"), scope.at("meeting__place"),
        course__in=courses(person).order_by().values("pk"), meeting__state=MeetingState.HELD,
    )  # fmt: skip
    return rows.select_related("course__keeper", "meeting").order_by("-meeting__start", "pk")


def session_cells(row: CourseSession) -> Cells:
    """Return a session's cells."""
    return {
        "date": as_day(row.meeting.start),
        "course": row.course.title,
        "subject": row.course.subject,
        "given_by": row.course.keeper.name,
        "place": row.meeting.place,
        "people": "" if row.heads is None else str(row.heads),
    }


def exercises(person: Reader, scope: Scope) -> QuerySet[Any]:
    """Return the exercises that were held."""
    rows = exercises_visible_to(person).filter(
        scope.within("meeting__start"), scope.at("meeting__place")
    )
    return rows.filter(meeting__state=MeetingState.HELD)


def exercise_cells(row: Any) -> Cells:
    """Return an exercise's cells."""
    return {
        "date": as_day(row.meeting.start),
        "title": row.meeting.title,
        "form": row.form,
        "place": row.meeting.place,
        "led_by": row.meeting.recorder.name,
    }


def improvements(person: Reader, scope: Scope) -> QuerySet[Any]:
    """Return the rows of improvement plans that are no action yet."""
    seen = exercises_visible_to(person).order_by().values("pk")
    rows = Improvement.objects.filter(
        scope.within("exercise__meeting__start"), scope.at("exercise__meeting__place"),
        exercise__in=seen, action=None,
    )  # fmt: skip
    return rows.select_related("organisation", "exercise__meeting").order_by("added_at", "pk")


def improvement_cells(row: Improvement) -> Cells:
    """Return such a row's cells."""
    return {
        "exercise": row.exercise.meeting.title,
        "area": shortened(row.area),
        "corrective_action": row.action_text,
        "element": row.element,
        "responsible": row.organisation.name,
        "completion": as_day(row.done_by),
    }


def given_back(person: Reader, scope: Scope) -> QuerySet[Any]:
    """Return the practices as which initiatives gave themselves back when they ended."""
    rows = Practice.objects.filter(
        SEE_PRACTICE.rows(person),
        scope.within("added_at", is_instant=True),
        came_from__isnull=False,
    )
    return rows.select_related("keeper", "came_from").order_by("-added_at", "pk")


def practice_cells(row: Practice) -> Cells:
    """Return a practice's cells."""
    return {
        "date": as_day(timezone.localdate(row.added_at)),
        "title": row.title,
        "initiative": row.came_from.title,
        "level": row.level,
        "kept_by": row.keeper.name,
        "state": row.state,
        "grade": row.grade,
        "worked": shortened(row.worked),
        "not_worked": shortened(row.not_worked),
    }
