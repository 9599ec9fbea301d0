"""Questions to security institutions: by when one is answered, how far it is, and what a year's page says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from typing import Any, Literal

State = Literal["open", "overdue", "answered", "withdrawn"]
CommitmentState = Literal["promised", "late", "reported-kept", "confirmed", "contested"]
DAYS_LEAST, DAYS_MOST, DAYS_USUAL = 5, 90, 30
# Counts from 1 to this are not shown, nor what would give them away.
SMALL = 4


@dataclass(frozen=True, slots=True)
class TermsDraft:
    """What an institution and the partners agreed about questions.

    Attributes:
        answer_days: Within how many days it answers, 5 to 90.
        complaints: The ways to complain, in plain words.
        link: A page about them.
    """

    answer_days: int = DAYS_USUAL
    complaints: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class QuestionDraft:
    """What a partner asks.

    Attributes:
        institution_id: The partner that answers.
        kind: ``question`` or ``recommendation``.
        text: What is asked.
        is_public: Whether it may stand on the public page.
        is_unnamed: Whether it stands as a civil-society partner's, without the name.
    """

    institution_id: Any
    text: str
    kind: str = "question"
    is_public: bool = False
    is_unnamed: bool = False


@dataclass(frozen=True, slots=True)
class ReplyDraft:
    """What an institution answers, and what it promises with it.

    Attributes:
        text: The answer.
        is_public: Whether it may stand on the public page.
        commitment: What it will do, if it promises something.
        due_on: By when.
    """

    text: str
    is_public: bool = True
    commitment: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class FiguresDraft:
    """How many people decide in an institution, and how many of them are women, and young.

    Attributes:
        year: The year.
        total: People in deciding roles.
        women: Of them women.
        youth: Of them under 35.
        source: Where the figures are from.
    """

    year: int
    total: int
    women: int
    youth: int
    source: str = ""


def due_on(asked_on: date, *, days: int) -> date:
    """Return the last day on which an answer is in time.

    Args:
        asked_on: The day of the question.
        days: Within how many days it is answered.
    """
    return asked_on + timedelta(days=days)


def state_of(due: date, *, answered_on: date | None, is_withdrawn: bool, today: date) -> State:
    """Return how far a question is.

    Args:
        due: The last day on which an answer is in time.
        answered_on: The day of the first answer.
        is_withdrawn: Whether whoever asked took it back.
        today: The present day.
    """
    if is_withdrawn:
        return "withdrawn"
    if answered_on is not None:
        return "answered"
    return "overdue" if today > due else "open"


def days_late(due: date, *, answered_on: date | None, today: date) -> int:
    """Return by how many days an answer came late, or is late by now; 0 where it is in time.

    Args:
        due: The last day on which it is in time.
        answered_on: The day of the first answer.
        today: The present day.
    """
    return max(0, ((answered_on or today) - due).days)


def commitment_state(
    due: date, *, kept: bool, confirms: bool, objects: bool, today: date
) -> CommitmentState:
    """Return how far a promise is that an institution gave with an answer.

    Args:
        due: By when.
        kept: Whether the institution says that it kept it.
        confirms: Whether another partner confirms it.
        objects: Whether another partner objects; one is enough to contest.
        today: The present day.
    """
    if not kept:
        return "late" if today > due else "promised"
    if objects:
        return "contested"
    return "confirmed" if confirms else "reported-kept"


def share(count: int, total: int) -> str:
    """Return a count of a total as it may be shown: nothing where it, or the rest, is smaller than five.

    Args:
        count: How many of them.
        total: How many there are.
    """
    rest = total - count
    if 0 < count <= SMALL or 0 < rest <= SMALL or total <= 0:
        return ""
    return f"{count} / {total} ({round(100 * count / total)} %)"


@dataclass(frozen=True, slots=True)
class YearRow:
    """One question on a year's page.

    Attributes:
        text: What was asked.
        asked: Who asked, and when.
        state: How far it is, in words.
        badge: In which colour.
        answer: What was answered, or nothing.
        commitments: What was promised with it, and how far it is.
    """

    text: str
    asked: str
    state: str
    badge: str
    answer: str = ""
    commitments: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class YearPage:
    """What a year's page of an institution says."""

    institution: str
    title: str
    tally: Sequence[str]
    left_out: str
    rows: Sequence[YearRow]
    figures: Sequence[str]
    complaints: str
    link: str
    made: str
    words: dict[str, str] = field(default_factory=dict)


def as_values(page: YearPage) -> dict[str, Any]:
    """Return a page as JSON values."""
    return asdict(page)


def tallied(states: Iterable[str]) -> dict[str, int]:
    """Return how many there are of each state."""
    found: dict[str, int] = {}
    for each in states:
        found[each] = found.get(each, 0) + 1
    return found
