"""The do-no-harm check: eight questions before something begins, asked again every year.

Source: the questions are G16 of the room's design (stigma, security of those who take part, trust,
women, youth, reprisals, independence of civil society, exit); each names what is done about it, and who answers for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal
from uuid import UUID

QUESTIONS = (
    "stigma",
    "security",
    "trust",
    "women",
    "youth",
    "reprisals",
    "independence",
    "exit",
)
AGAIN_DAYS = 365
# A check is due again from so many days before its year is over.
SOON_DAYS = 30

HarmState = Literal["none", "begun", "valid", "due", "over"]
# What is asked for on Today.
ASKED_FOR: tuple[HarmState, ...] = ("none", "begun", "due", "over")
# With which something may begin.
CLEARED: tuple[HarmState, ...] = ("valid", "due")


@dataclass(frozen=True, slots=True)
class HarmAnswerDraft:
    """One question answered.

    Attributes:
        risk: What could go wrong; "nothing that we know of" is an answer, too.
        mitigation: What is done about it.
        owner_id: The partner that answers for it.
    """

    risk: str = ""
    mitigation: str = ""
    owner_id: UUID | None = None

    @property
    def is_whole(self) -> bool:
        return bool(self.risk.strip() and self.mitigation.strip() and self.owner_id)


def missing(answers: Mapping[str, HarmAnswerDraft]) -> tuple[str, ...]:
    """Return the questions that lack an answer, what is done about it, or who answers for it."""
    return tuple(
        key for key in QUESTIONS if key not in answers or not answers[key].is_whole
    )  # fmt: skip


def again_on(done_on: date) -> date:
    """Return the day from which a check no longer counts."""
    return done_on + timedelta(days=AGAIN_DAYS)


def state_of(done_on: date | None, *, is_begun: bool, today: date) -> HarmState:
    """Return how a check stands.

    Args:
        done_on: When the newest whole check was made; None if never.
        is_begun: Whether one is being filled in.
        today: The present day.

    Returns:
        ``valid`` for a year, ``due`` in the year's last thirty days, ``over`` after it; ``begun`` or
        ``none`` where there never was one.
    """
    if done_on is None:
        return "begun" if is_begun else "none"
    again = again_on(done_on)
    if today >= again:
        return "over"
    return "due" if today >= again - timedelta(days=SOON_DAYS) else "valid"
