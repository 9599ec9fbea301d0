"""Courses: how far one is, and what people said of it, shown only where nobody can be told from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Literal
from uuid import UUID

Stage = Literal["planned", "under way", "held", "withdrawn"]
STAGES: tuple[Stage, ...] = ("planned", "under way", "held", "withdrawn")
# From so many answers on, they are shown together; fewer would show a person.
ANSWERS_LEAST = 5
SCALE = (1, 2, 3, 4, 5)
STATEMENTS: tuple[str, ...] = ("useful", "clear", "safe", "use")


@dataclass(frozen=True, slots=True)
class TrainerDraft:
    """Who teaches: a partner, and the function there."""

    organisation_id: UUID
    function: str = ""


@dataclass(frozen=True, slots=True)
class CourseDraft:
    """A course as a person plans it.

    Attributes:
        title: 1 to 300 characters.
        subject: One of ``Subject``'s values, such as ``media literacy``.
        aim: What people can do afterwards.
        for_whom: Such as "parents and teachers".
        place: Where it is usually held.
        languages: Codes such as ``sq``.
        trainers: Who teaches.
        partnership_id: Under which partnership; its obligations count the course once.
    """

    title: str
    subject: str
    aim: str = ""
    for_whom: str = ""
    place: str = ""
    languages: tuple[str, ...] = ()
    trainers: tuple[TrainerDraft, ...] = ()
    partnership_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class SessionDraft:
    """One session that is to come, or was held.

    Attributes:
        day: On which day.
        begins: When it begins, by the clock there.
        ends: When it ends; later than ``begins``.
        zone: The IANA name of the zone.
        title: What it is about; the course's title if empty.
        place: Where; the course's place if empty.
    """

    day: date
    begins: time
    ends: time
    zone: str
    title: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class FeedbackDraft:
    """What somebody says of a course.

    Attributes:
        marks: 1 to 5 for each of ``STATEMENTS``.
        best: What helped most.
        change: What to do differently.
    """

    marks: Mapping[str, int]
    best: str = ""
    change: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What many said of one statement.

    Attributes:
        counts: How many chose 1, 2, 3, 4, 5.
        mean: Their mean, to one decimal.
    """

    statement: str
    counts: tuple[int, ...]
    mean: float


def stage(states: Sequence[str], *, is_withdrawn: bool) -> Stage:
    """Return how far a course is, by the states of its sessions' meetings.

    Args:
        states: Such as ``announced`` and ``held``; those that were cancelled say nothing.
        is_withdrawn: Whether the course was withdrawn.
    """
    if is_withdrawn:
        return "withdrawn"
    counted = [each for each in states if each != "cancelled"]
    held = counted.count("held")
    if held and held == len(counted):
        return "held"
    return "under way" if held else "planned"


def is_open(until: date | None, *, today: date) -> bool:
    """Say whether people may say how a course was: from the day it is opened to its last day."""
    return until is not None and today <= until


def summary(answers: Sequence[Mapping[str, int]]) -> tuple[Said, ...]:
    """Return what people said together; nothing while fewer than ``ANSWERS_LEAST`` did.

    Args:
        answers: Each person's marks, by statement.
    """
    if len(answers) < ANSWERS_LEAST:
        return ()
    found = []
    for statement in STATEMENTS:
        marks = [each[statement] for each in answers]
        counts = tuple(marks.count(each) for each in SCALE)
        found.append(Said(statement, counts, round(sum(marks) / len(marks), 1)))
    return tuple(found)


def shown_of(on_paper: Sequence[bool]) -> tuple[int, ...]:
    """Return the places of the answers of which the summary is made: of each way the first, in fives.

    In fives, for of two summaries that differ by one, the one answer could be told; also after a form was
    closed and opened again. Each way for itself, for whoever types four sheets in knows what they say.

    Args:
        on_paper: Of each answer, in the order in which they came, whether it was typed in.
    """
    found: list[int] = []
    for way in (False, True):
        places = [n for n, each in enumerate(on_paper) if each is way]
        found += places[: len(places) - len(places) % ANSWERS_LEAST]
    return tuple(sorted(found))
