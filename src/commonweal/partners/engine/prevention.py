"""The prevention plan: what may follow what, when an objective may be approved, how far an indicator is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal
from uuid import UUID

ActivityMove = Literal["accepted", "started", "done", "dropped"]

# What may be said of an activity, and in which state; then the state that follows.
ACTIVITY_MOVES: dict[ActivityMove, tuple[frozenset[str], str]] = {
    "accepted": (frozenset({"proposed"}), "planned"),
    "started": (frozenset({"planned"}), "ongoing"),
    "done": (frozenset({"planned", "ongoing"}), "done"),
    "dropped": (frozenset({"proposed", "planned", "ongoing"}), "dropped"),
}


@dataclass(frozen=True, slots=True)
class PreventionDraft:
    """A prevention plan as a person types it.

    Attributes:
        title: 1 to 300 characters.
        area: For which city, district or country, in words.
        start: Its first day, if it has one.
        end: Its last day, not before the first.
        need: Why it is needed: the statement of need.
        response: What happens after an incident, and who does it.
    """

    title: str
    area: str = ""
    start: date | None = None
    end: date | None = None
    need: str = ""
    response: str = ""


@dataclass(frozen=True, slots=True)
class ObjectiveDraft:
    """One objective.

    Attributes:
        level: ``primary``, ``secondary`` or ``tertiary``.
        title: What is to be reached, 1 to 300 characters.
        text: Why, and how one will know.
        concern_ids: What people raised, and it answers.
    """

    level: str
    title: str
    text: str = ""
    concern_ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why an objective is approved although an organisation of a kind has not commented; empty where one has."""

    without_women: str = ""
    without_youth: str = ""


@dataclass(frozen=True, slots=True)
class ActivityDraft:
    """Something that is done for an objective, and by which partner."""

    title: str
    partner_id: UUID
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class IndicatorDraft:
    """What is measured, from where, and how far it is to go.

    Attributes:
        unit: Such as "people" or "%".
        baseline: The value at the beginning, measured on ``baseline_on``.
        target: The value to be reached by ``target_on``; another one than the baseline.
    """

    title: str
    unit: str
    baseline: Decimal
    baseline_on: date
    target: Decimal
    target_on: date


@dataclass(frozen=True, slots=True)
class Heard:
    """Who commented on the wording that is to be approved: whether the directory marks it as one."""

    is_womens: bool
    is_youth: bool


def approval_lacks(heard: Iterable[Heard], reasons: Reasons) -> tuple[str, ...]:
    """Return what an approval lacks: ``women``, ``youth``, both or nothing.

    A comment of an organisation that is both counts for both. A reason stands where none was heard.
    """
    comments = tuple(heard)
    lacks = []
    if not any(each.is_womens for each in comments) and not reasons.without_women.strip():
        lacks.append("women")
    if not any(each.is_youth for each in comments) and not reasons.without_youth.strip():
        lacks.append("youth")
    return tuple(lacks)


def share_reached(baseline: Decimal, target: Decimal, value: Decimal) -> int | None:
    """Return how much of the way from the baseline to the target is gone, in per cent.

    It may be less than 0, where things became worse, and more than 100. None if there is no way to go.
    """
    if target == baseline:
        return None
    return round((value - baseline) / (target - baseline) * 100)
