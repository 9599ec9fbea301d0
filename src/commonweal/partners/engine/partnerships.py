"""How far a partnership is, and who may take it further.

    proposed → discussed → signed → active → ended          kept in the database
    active is, by the day: renewed, expiring (its last 90 days), run out

A partnership is signed when the people of each of its organisations have said so for their own: nobody
signs for another. ``queries.partnership_stages`` says the same in the database's words; a property test
holds the two together.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

State = Literal["proposed", "discussed", "signed", "active", "ended"]
Stage = Literal[
    "proposed", "discussed", "signed", "active", "renewed", "expiring", "run-out", "ended"
]
Who = Literal["keeper", "member"]

STATES: tuple[State, ...] = ("proposed", "discussed", "signed", "active", "ended")
STAGES: tuple[Stage, ...] = (
    "proposed",
    "discussed",
    "signed",
    "active",
    "renewed",
    "expiring",
    "run-out",
    "ended",
)
# What takes it further, by a button of its own.
FURTHER = ("discussed", "signed", "activated", "agreed")
# What has a page of its own: it needs days, or it ends something for others too.
APART = ("renewal", "dropped", "left", "ended")
EXPIRING_DAYS = 90
URGENT_DAYS = 30


@dataclass(frozen=True, slots=True)
class Move:
    """One thing that may be said of a partnership.

    Attributes:
        before: The states in which it may be said.
        who: Whose people say it: those who keep the partnership, one of its organisations.
        after: The state that follows; None where it stays, or where it depends on the others.
        needs_reason: Whether it is said only with a reason.
    """

    before: tuple[State, ...]
    who: tuple[Who, ...]
    after: State | None = None
    needs_reason: bool = False


MOVES: dict[str, Move] = {
    "changed": Move(("proposed", "discussed"), ("keeper",)),
    "discussed": Move(("proposed",), ("keeper", "member"), "discussed"),
    "remark": Move(
        ("proposed", "discussed", "signed", "active"), ("keeper", "member"), needs_reason=True
    ),
    "signed": Move(("discussed",), ("member",)),
    "unsigned": Move(("discussed",), ("member",)),
    "activated": Move(("signed",), ("keeper",), "active"),
    "renewal": Move(("active",), ("keeper",)),
    "agreed": Move(("active",), ("member",)),
    "dropped": Move(("active",), ("keeper", "member"), needs_reason=True),
    "left": Move(("proposed", "discussed", "signed", "active"), ("member",), needs_reason=True),
    "ended": Move(
        ("proposed", "discussed", "signed", "active"), ("keeper",), "ended", needs_reason=True
    ),
}


def moves_from(state: State, who: Collection[Who]) -> tuple[str, ...]:
    """Return what somebody may say of a partnership.

    Args:
        state: The partnership's state.
        who: What the person's partner is to it: keeps it, is one of its organisations, both or none.
    """
    return tuple(
        key
        for key, move in MOVES.items()
        if state in move.before and any(each in move.who for each in who)
    )


def moves_open(
    state: State, who: Collection[Who], *, said_yes: bool, renewal_open: bool
) -> tuple[str, ...]:
    """Return what somebody may say of a partnership now, apart from changing its text.

    Args:
        state: The partnership's state.
        who: What the person's partner is to it.
        said_yes: Whether that partner has signed what waits for signatures now.
        renewal_open: Whether a renewal waits for the organisations' yes.
    """
    closed = {"changed", "signed" if said_yes else "unsigned"}
    if renewal_open:
        closed |= {"renewal"} | ({"agreed"} if said_yes else set())
    else:
        closed |= {"agreed", "dropped"}
    return tuple(key for key in moves_from(state, who) if key not in closed)


def next_move(moves: Collection[str], at: Stage) -> str:
    """Return what takes a partnership further now, for whoever may say ``moves``; nothing where they wait.

    Args:
        moves: What they may say of it, as ``moves_open`` returns it.
        at: How far it is.
    """
    if "renewal" in moves and at in {"expiring", "run-out"}:
        return "renewal"
    return next((key for key in FURTHER if key in moves), "")


def may_join(state: str) -> bool:
    """Say whether another organisation may join now: what is still being agreed is changed instead."""
    return state in {"signed", "active"}


def is_agreed(members: Collection[object], yes: Collection[object]) -> bool:
    """Say whether every organisation of a partnership has said yes; one alone agrees with nobody.

    Args:
        members: The organisations that are in it now.
        yes: Those that have said yes.
    """
    return len(set(members)) > 1 and set(members) <= set(yes)


def stage(state: State, end: date | None, *, renewals: int, today: date) -> Stage:
    """Return how far a partnership is.

    Args:
        state: What the database keeps.
        end: Its last day; None if it has none.
        renewals: How many renewals all have agreed to.
        today: The present day.
    """
    if state != "active":
        return state
    if end is not None and end < today:
        return "run-out"
    if end is not None and end <= today + timedelta(days=EXPIRING_DAYS):
        return "expiring"
    return "renewed" if renewals else "active"


def is_urgent(end: date | None, *, today: date) -> bool:
    """Say whether the last 30 days of a partnership have begun, or are over."""
    return end is not None and end <= today + timedelta(days=URGENT_DAYS)


def term_problem(
    start: date | None, end: date | None, *, former_end: date | None = None
) -> Literal["", "order", "gap"]:
    """Return what is wrong with the days of a term, if anything.

    Args:
        start: Its first day.
        end: Its last day, if it has one.
        former_end: The last day of the term before it, if this is a renewal.

    Returns:
        ``order`` where it ends before it starts, or has an end and no start; ``gap`` where a renewal
        would start before the former term is over.
    """
    if end is not None and (start is None or end < start):
        return "order"
    if former_end is not None and (start is None or start <= former_end):
        return "gap"
    return ""
