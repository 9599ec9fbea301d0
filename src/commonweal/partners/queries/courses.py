"""Courses as pages read them: the list, one with its sessions and what people said of it, and the form they write on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.kernel.errors import NotFound
from commonweal.partners.engine.courses import (
    ANSWERS_LEAST,
    STATEMENTS,
    Said,
    Stage,
    is_open,
    shown_of,
    stage,
    summary,
)
from commonweal.partners.models import Course, CourseSession, MeetingState, Obligation
from commonweal.partners.queries.obligations import obligations_met_by
from commonweal.partners.queries.rows import one
from commonweal.partners.rules.courses import KEEP_COURSE, READ_FEEDBACK, SEE_COURSE

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader


@dataclass(frozen=True, slots=True)
class CoursePage:
    """All that a course's page says.

    Attributes:
        heads: How many came to its sessions, each counted for itself; None where nobody was counted.
        said: What people said together; nothing while fewer than five did.
        left: How many answers wait until there are five more of them; 0 for whoever does not keep it.
        answers: How many answers there are; None for whoever does not keep it while they are fewer than five.
        words: What they wrote, in no order; for those who keep it or teach.
        counts_towards: The obligations of the partnership that it counts towards.
    """

    row: Course
    stage: Stage
    sessions: Sequence[CourseSession]
    heads: int | None
    is_open: bool
    answers: int | None
    said: Sequence[Said]
    left: int
    words: Sequence[str]
    changes: Sequence[str]
    keeps: bool
    counts_towards: Sequence[Obligation]


def course_of(person: Reader, course_id: UUID) -> Course:
    """Return a course the person may see.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    rows = Course.objects.filter(SEE_COURSE.rows(person))
    return one(rows.select_related("keeper", "partnership"), course_id)


def session_of(person: Reader, session_id: UUID) -> CourseSession:
    """Return a session of a course the person may see.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    rows = CourseSession.objects.filter(course__in=Course.objects.filter(SEE_COURSE.rows(person)))
    return one(rows.select_related("course__keeper", "meeting"), session_id)


def course_by_code(code: str) -> Course:
    """Return the course whose form bears this code, while it is open.

    Raises:
        NotFound: If there is none, or it is open no longer: both look the same.
    """
    row = Course.objects.filter(code=code, withdrawn_at=None).select_related("keeper").first()
    if row is None or not is_open(row.feedback_until, today=timezone.localdate()):
        raise NotFound(
            "partners.feedback.closed", _("There is no such form, or it is open no longer.")
        )
    return row


def courses(person: Reader, *, subject: str = "") -> QuerySet[Any]:
    """Return the courses a person may see, the latest first, each with ``heads`` and its sessions.

    Args:
        person: Who reads.
        subject: Only those on this subject.
    """
    rows: QuerySet[Any] = Course.objects.filter(SEE_COURSE.rows(person))
    rows = rows.filter(subject=subject) if subject else rows
    sessions = CourseSession.objects.select_related("meeting")
    rows = rows.annotate(heads=Sum("sessions__heads"), held=Count("sessions", filter=_HELD))
    rows = rows.select_related("keeper").order_by("-added_at", "pk")
    return rows.prefetch_related(Prefetch("sessions", queryset=sessions), "trainers__organisation")


_HELD = Q(sessions__meeting__state=MeetingState.HELD)


def stage_of(row: Course) -> Stage:
    """Return how far a course is, by its sessions."""
    states = [each.meeting.state for each in row.sessions.all()]
    return stage(states, is_withdrawn=row.withdrawn_at is not None)


def course_page(person: Reader, course_id: UUID, *, today: date) -> CoursePage:
    """Return all that a course's page says to a person.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    row = course_of(person, course_id)
    sessions = list(row.sessions.select_related("meeting"))
    counted = [each.heads for each in sessions if each.heads is not None]
    still = is_open(row.feedback_until, today=today)
    marks = list(row.feedback.order_by("pk").values(*STATEMENTS, "best", "change", "is_paper"))
    shown = [marks[n] for n in shown_of([each["is_paper"] for each in marks])]
    reads = READ_FEEDBACK.allows(person, row)
    held = [each.meeting for each in sessions if each.meeting.state == MeetingState.HELD]
    towards = obligations_met_by(person, held[0]) if held else []
    return CoursePage(
        row=row,
        stage=stage([each.meeting.state for each in sessions], is_withdrawn=row.withdrawn_at is not None),
        sessions=sessions,
        heads=sum(counted) if counted else None,
        is_open=still,
        answers=len(marks) if reads or len(marks) >= ANSWERS_LEAST else None,
        said=summary(shown),
        left=len(marks) - len(shown) if reads and shown else 0,
        words=sorted(each["best"] for each in shown if each["best"]) if reads else (),
        changes=sorted(each["change"] for each in shown if each["change"]) if reads else (),
        keeps=KEEP_COURSE.allows(person, row),
        counts_towards=towards,
    )  # fmt: skip
