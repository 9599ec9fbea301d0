"""An exercise on paper and at a table: its states, its cards, and when each card comes.

    draft → ready → running → hot wash → closed        whoever was mistaken goes back one step

A card with a minute comes by itself when so many minutes have passed since the exercise began; one
without comes when whoever leads the exercise releases it. Nothing here knows what the exercise is about:
a council's table-top and a market's evacuation are led in the same way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from uuid import UUID

State = Literal["draft", "ready", "running", "hot-wash", "closed"]
Element = Literal["planning", "organisation", "equipment", "training", "exercise"]

STATES: tuple[State, ...] = ("draft", "ready", "running", "hot-wash", "closed")
# From each state, those that may follow; the first one leads on.
MOVES: Mapping[str, tuple[State, ...]] = {
    "draft": ("ready",),
    "ready": ("running", "draft"),
    "running": ("hot-wash", "ready"),
    "hot-wash": ("closed", "running"),
    "closed": ("hot-wash",),
}
# What a capability is made of: planning, organisation, equipment, training, exercise.
ELEMENTS: tuple[Element, ...] = ("planning", "organisation", "equipment", "training", "exercise")
MINUTES_MOST = 24 * 60
CARDS_MOST = 100


@dataclass(frozen=True, slots=True)
class Card:
    """One card as the clock sees it.

    Attributes:
        number: Its place in the order, from 1.
        minute: After how many minutes it comes by itself; None where somebody releases it.
        released_at: When somebody released it; None if nobody did.
    """

    number: int
    minute: int | None = None
    released_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """How long an exercise has been running.

    Attributes:
        started_at: When it began; None if it has not.
        ended_at: When it ended; None while it runs.
    """

    started_at: datetime | None = None
    ended_at: datetime | None = None

    def minutes(self, now: datetime) -> int:
        """Return how many whole minutes have passed; it stands still from the end on.

        Args:
            now: The present moment.
        """
        if self.started_at is None:
            return 0
        until = min(now, self.ended_at) if self.ended_at else now
        return max(0, int((until - self.started_at).total_seconds() // 60))


@dataclass(frozen=True, slots=True)
class ExerciseDraft:
    """An exercise as a person plans it.

    Attributes:
        title: 1 to 300 characters.
        form: ``discussion`` or ``table-top``.
        day: On which day it is held.
        begins: When it begins, by the clock there.
        ends: When it ends; later than ``begins``.
        zone: The IANA name of the zone.
        place: Where.
        partner_ids: Who takes part.
        partnership_id: Under which partnership it is held; its obligations count it.
        scope: What it tries out, and what not.
        objectives: What should be seen at the end, one each.
        capabilities: What it tries: such as "evacuation"; one each.
        scenario: What has happened when it begins. Invented.
    """

    title: str
    form: str
    day: date
    begins: time
    ends: time
    zone: str
    place: str = ""
    partner_ids: tuple[UUID, ...] = ()
    partnership_id: UUID | None = None
    scope: str = ""
    objectives: tuple[str, ...] = ()
    capabilities: tuple[str, ...] = ()
    scenario: str = ""


@dataclass(frozen=True, slots=True)
class CardDraft:
    """A card as a person writes it.

    Attributes:
        kind: ``scenario`` or ``inject``.
        title: 1 to 200 characters.
        text: What those at the table read.
        question: What they talk about then.
        minute: After how many minutes it comes by itself; None to release it by hand.
        for_id: The partner that it is for; None for all.
    """

    kind: str
    title: str
    text: str
    question: str = ""
    minute: int | None = None
    for_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ImprovementDraft:
    """One row of an improvement plan.

    Attributes:
        area: What should go better.
        action: What is done about it.
        element: One of ``ELEMENTS``.
        organisation_id: Who is responsible for it.
        contact: The function that answers for it there; no person's name.
        starts_on: The first day of the work.
        done_by: The day by which it is done.
    """

    area: str
    action: str
    element: str
    organisation_id: UUID
    contact: str = ""
    starts_on: date | None = None
    done_by: date | None = None


def may_follow(now: str, then: str) -> bool:
    """Say whether an exercise may go from one state to another."""
    return then in MOVES.get(now, ())


def is_out(card: Card, clock: Clock, *, now: datetime) -> bool:
    """Say whether those at the table read a card: it was released, or its minute has come.

    Args:
        card: The card.
        clock: When the exercise began and ended.
        now: The present moment.
    """
    if card.released_at is not None:
        return True
    if clock.started_at is None or card.minute is None:
        return False
    return clock.minutes(now) >= card.minute


def out_at(card: Card, clock: Clock) -> datetime | None:
    """Return when a card came, or will come; None where that is for somebody to decide.

    Args:
        card: The card.
        clock: When the exercise began.
    """
    if card.released_at is not None:
        return card.released_at
    if clock.started_at is None or card.minute is None:
        return None
    return clock.started_at + timedelta(minutes=card.minute)


def next_by_hand(cards: Iterable[Card]) -> Card | None:
    """Return the next card that somebody releases, in the cards' order; None where all are out."""
    waiting = [each for each in cards if each.minute is None and each.released_at is None]
    return min(waiting, key=lambda each: each.number, default=None)


def next_by_time(cards: Iterable[Card], clock: Clock, *, now: datetime) -> Card | None:
    """Return the card that comes by itself next; None where none does any more.

    Args:
        cards: All cards.
        clock: When the exercise began and ended.
        now: The present moment.
    """
    if clock.ended_at is not None:
        return None
    waiting = [
        each for each in cards if each.minute is not None and not is_out(each, clock, now=now)
    ]
    return min(waiting, key=lambda each: (each.minute or 0, each.number), default=None)


def newest_first(cards: Sequence[Card], clock: Clock, *, now: datetime) -> list[Card]:
    """Return the cards that are out, the newest first.

    Args:
        cards: All cards.
        clock: When the exercise began and ended.
        now: The present moment.
    """
    out = [(out_at(each, clock), each) for each in cards if is_out(each, clock, now=now)]
    return [each for at, each in sorted(out, key=lambda pair: (pair[0] is not None, pair[0] or now, pair[1].number), reverse=True)]  # fmt: skip
