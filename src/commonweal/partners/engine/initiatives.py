"""Good practices and initiatives as a person types them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class PracticeDraft:
    """What worked somewhere, and what did not.

    Attributes:
        level: ``primary``, ``secondary`` or ``tertiary``.
        not_worked: Required: a practice without failures is an advertisement.
        grade: One of ``Grade``'s values.
        sources: Where it can be read or asked, one a line.
    """

    title: str
    level: str
    text: str
    worked: str
    not_worked: str
    grade: str
    sources: str
    for_whom: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class InitiativeDraft:
    """A try of something that worked elsewhere.

    Attributes:
        designed_with: Who helped design it: organisations and groups, no persons.
        theory: Why doing this should lead to that.
        harm_indicator: How one notices that it harms.
        exit_plan: How it ends without leaving people alone.
        practice_id: The practice it begins with, if one.
        objective_id: The objective it serves, if one.
    """

    title: str
    level: str
    purpose: str
    serves: str
    designed_with: str
    theory: str
    harm_indicator: str
    exit_plan: str
    start: date | None = None
    end: date | None = None
    practice_id: UUID | None = None
    objective_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Ending:
    """What came of an initiative; with it, it offers itself back as a practice."""

    worked: str
    not_worked: str
    grade: str
    sources: str
