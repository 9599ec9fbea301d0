"""Due diligence between organisations: what is asked, and when a refusal may stand.

Nothing is blocked by a machine. What is not known is never a no; a name that is alike decides nothing; a
refusal needs a second person, and one that was wrong is kept as an error.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Answer = Literal["yes", "no", "unknown", "not-apply"]
Outcome = Literal["together", "conditions", "not-now"]

# In the order of the page. Each is asked so that "yes" speaks for working together.
QUESTIONS: tuple[str, ...] = (
    "identity",
    "purpose",
    "control",
    "money",
    "listed",
    "identifier",
    "independence",
    "harm",
    "record",
)
# What compares names only: whatever is answered there, it decides nothing.
BY_NAME = frozenset({"listed"})
AGAIN_DAYS = 365


@dataclass(frozen=True, slots=True)
class Finding:
    """One answer of a checklist.

    Attributes:
        answer: ``yes``, ``no``, ``unknown`` or ``not-apply``.
        note: The partner's own note on it.
        source: Where it is from, with its date.
    """

    answer: str
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class LookDraft:
    """A whole look at another organisation: the answers, by question, and what follows.

    Attributes:
        findings: An answer to every question.
        outcome: ``together``, ``conditions`` or ``not-now``.
        reason: Why; the other organisation reads it.
    """

    findings: Mapping[str, Finding]
    outcome: str
    reason: str


def missing(findings: Mapping[str, Finding]) -> tuple[str, ...]:
    """Return the questions that nobody has answered; "not known" is an answer."""
    return tuple(key for key in QUESTIONS if key not in findings)


def grounds(findings: Mapping[str, Finding]) -> tuple[str, ...]:
    """Return the answers on which a refusal may rest: a no with its source, to more than a name.

    Args:
        findings: The answers, by question.
    """
    return tuple(
        key
        for key in QUESTIONS
        if key in findings
        and key not in BY_NAME
        and findings[key].answer == "no"
        and findings[key].source.strip()
    )


def is_in_force(outcome: str, *, has_second: bool) -> bool:
    """Say whether an outcome holds: a refusal only once a second person has said so too."""
    return bool(outcome) and (outcome != "not-now" or has_second)


def again_on(decided_on: date) -> date:
    """Return the day on which it is to be looked at again, a year later."""
    return decided_on + timedelta(days=AGAIN_DAYS)
