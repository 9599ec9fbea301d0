"""What people raised and what became of it: the states of a concern, and their clocks.

    raised → taken up by a partner → answered → done          (or declined with a reason, from the first two)

What is taken up can be given back; what is declined, answered or done can be taken up again. A concern
typed in by mistake is taken back. ``queries`` says lateness in the database's words; a property test
holds the two together.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

State = Literal["raised", "taken-up", "answered", "done", "declined", "withdrawn"]
Step = Literal[
    "raised",
    "taken-up",
    "given-back",
    "answered",
    "done",
    "declined",
    "reopened",
    "withdrawn",
    "restored",
]

STATES: tuple[State, ...] = ("raised", "taken-up", "answered", "done", "declined", "withdrawn")
# From the day it was raised until a partner takes it up or declines it.
TAKEN_UP_WITHIN_DAYS = 30
# From the day it was taken up until it is answered or declined.
ANSWERED_WITHIN_DAYS = 60

# What may be said of a concern in each state, and what that makes of it.
STEPS: dict[Step, dict[State, State]] = {
    "taken-up": {"raised": "taken-up"},
    "given-back": {"taken-up": "raised"},
    "answered": {"taken-up": "answered"},
    "done": {"answered": "done"},
    "declined": {"raised": "declined", "taken-up": "declined"},
    "reopened": {"declined": "raised", "answered": "taken-up", "done": "taken-up"},
    "withdrawn": {"raised": "withdrawn"},
    "restored": {"withdrawn": "raised"},
}
# Only whoever took it up says these: nobody answers in another partner's name.
FOR_WHO_TOOK_IT_UP: frozenset[Step] = frozenset({"given-back", "answered", "done"})
# Only whoever keeps the listening session says these.
FOR_KEEPERS: frozenset[Step] = frozenset({"withdrawn", "restored"})
# Said only in words.
NEEDS_WORDS: frozenset[Step] = frozenset(
    {"given-back", "answered", "done", "declined", "reopened", "withdrawn"}
)


def after(step: str, state: str) -> State | None:
    """Return what a step makes of a concern in this state; None where it cannot be said of it.

    Args:
        step: What is said, one of ``STEPS``.
        state: How far it is.
    """
    return STEPS.get(step, {}).get(state)  # type: ignore[call-overload,no-any-return]  # any text may come


def steps_from(state: str, *, took_it_up: bool, keeps: bool, works: bool) -> tuple[Step, ...]:
    """Return what somebody may say of a concern in this state.

    Args:
        state: How far it is.
        took_it_up: Whether they act for the partner that took it up.
        keeps: Whether they keep the listening session it was raised at.
        works: Whether they act for a partner at all.

    Returns:
        To decline what nobody took up, and to reopen, is for those who keep it; to decline what was taken
        up is for the partner that did.
    """
    return tuple(
        step
        for step, ways in STEPS.items()
        if state in ways and _may(step, state, took_it_up=took_it_up, keeps=keeps, works=works)
    )


def _may(step: Step, state: str, *, took_it_up: bool, keeps: bool, works: bool) -> bool:
    if not works:
        return False
    if step in FOR_WHO_TOOK_IT_UP:
        return took_it_up
    if step in FOR_KEEPERS:
        return keeps
    if step == "declined":
        return took_it_up if state == "taken-up" else keeps
    if step == "reopened":
        return keeps or took_it_up
    return True


def due_on(state: str, *, raised_on: date, taken_up_on: date | None) -> date | None:
    """Return the last day on which a concern moves on in time; None where no clock runs.

    Args:
        state: How far it is.
        raised_on: The day people raised it.
        taken_up_on: The day the partner took it up, if one did.
    """
    if state == "raised":
        return raised_on + timedelta(days=TAKEN_UP_WITHIN_DAYS)
    if state == "taken-up" and taken_up_on is not None:
        return taken_up_on + timedelta(days=ANSWERED_WITHIN_DAYS)
    return None


def is_late(state: str, *, raised_on: date, taken_up_on: date | None, today: date) -> bool:
    """Return whether a concern waits longer than it should.

    Args:
        state: How far it is.
        raised_on: The day people raised it.
        taken_up_on: The day the partner took it up, if one did.
        today: The present day.
    """
    last = due_on(state, raised_on=raised_on, taken_up_on=taken_up_on)
    return last is not None and last < today


def last_raised_in_time(today: date) -> date:
    """Return the day before which what is still only raised is late."""
    return today - timedelta(days=TAKEN_UP_WITHIN_DAYS)


def last_taken_up_in_time(today: date) -> date:
    """Return the day before which what is taken up and not answered is late."""
    return today - timedelta(days=ANSWERED_WITHIN_DAYS)
