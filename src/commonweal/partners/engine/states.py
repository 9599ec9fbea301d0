"""How far a promise is: derived from what was done and said, never typed by anybody.

    an action          planned → ongoing → reported done → confirmed | contested      (or cancelled)
    for another        proposed → planned | not taken on      (its owner says which)
    a recommendation   not started → planned → ongoing → partially implemented → reported done → confirmed | contested
                       not implemented (its addressee says why), superseded (whoever keeps it says by what)

"Confirmed" is what other registers call implemented: with evidence, and confirmed by another than its owner.

``queries`` says the same in the database's words; a property test holds the two together.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

Progress = Literal[
    "proposed",
    "declined",
    "not-started",
    "planned",
    "ongoing",
    "partially-implemented",
    "reported-done",
    "confirmed",
    "contested",
    "not-implemented",
    "superseded",
    "cancelled",
    "withdrawn",
]
Due = Literal["", "due-soon", "overdue"]
Closed = Literal["", "not-implemented", "superseded"]
ActionState = Literal["proposed", "declined", "planned", "ongoing", "done", "cancelled"]

PROGRESS: tuple[Progress, ...] = (
    "not-started",
    "planned",
    "ongoing",
    "partially-implemented",
    "reported-done",
    "confirmed",
    "contested",
    "not-implemented",
    "superseded",
    "withdrawn",
)
# What nothing more is expected of.
SETTLED: tuple[Progress, ...] = ("confirmed", "not-implemented", "superseded", "withdrawn")
OPEN_STATES: tuple[ActionState, ...] = ("planned", "ongoing")
# What nobody promises, or promises no longer, counts for nothing and is never public.
IDLE_STATES: tuple[ActionState, ...] = ("proposed", "declined", "cancelled")
DUE_SOON_DAYS = 30
STALE_DAYS = 90


def action_progress(state: ActionState, *, confirmed: int, objected: int) -> Progress:
    """Return how far an action is.

    Args:
        state: What its owner says.
        confirmed: How many other partners confirm it now.
        objected: How many other partners object now; one is enough to contest.
    """
    if state != "done":
        return state
    if objected:
        return "contested"
    return "confirmed" if confirmed else "reported-done"


def recommendation_progress(
    actions: Sequence[Progress], *, is_withdrawn: bool, closed: Closed = ""
) -> Progress:
    """Return how far a recommendation is.

    Args:
        actions: How far each of its actions is.
        is_withdrawn: Whether its mark was taken back.
        closed: What was said at its end: ``not-implemented``, ``superseded``, or nothing.

    Returns:
        Actions proposed, not taken on or cancelled count for nothing; one contested action contests the whole; it is
        confirmed, or reported done, only when every action is; where some are confirmed and others under way, it is
        partially implemented.
    """
    active = [each for each in actions if each not in IDLE_STATES]
    if is_withdrawn:
        return "withdrawn"
    if closed:
        return closed
    return _of_actions(active)


def _of_actions(active: Sequence[Progress]) -> Progress:
    if not active:
        return "not-started"
    if "contested" in active:
        return "contested"
    if all(each == "confirmed" for each in active):
        return "confirmed"
    if all(each in {"confirmed", "reported-done"} for each in active):
        return "reported-done"
    if "confirmed" in active:
        return "partially-implemented"
    return "planned" if all(each == "planned" for each in active) else "ongoing"


def due(due_on: date, state: ActionState, *, today: date) -> Due:
    """Return whether an action is overdue, due soon (within 30 days), or neither.

    Args:
        due_on: The last day on which it is in time.
        state: What its owner says; what is done or cancelled is never overdue.
        today: The present day.
    """
    if state not in OPEN_STATES:
        return ""
    if due_on < today:
        return "overdue"
    return "due-soon" if due_on <= today + timedelta(days=DUE_SOON_DAYS) else ""


def is_stale(said_on: date, state: ActionState, *, today: date) -> bool:
    """Return whether nothing was said or shown of an open action for more than 90 days.

    Args:
        said_on: The day on which anything was last said or shown, or it was added.
        state: What its owner says.
        today: The present day.
    """
    return state in OPEN_STATES and said_on < today - timedelta(days=STALE_DAYS)


# What may be said about an action, and what that makes of it.
STEPS: dict[str, tuple[tuple[ActionState, ...], ActionState | None]] = {
    "accepted": (("proposed",), "planned"),
    "declined": (("proposed",), "declined"),
    "started": (("planned",), "ongoing"),
    "extended": (("planned", "ongoing"), None),
    "done": (("planned", "ongoing"), "done"),
    "reopened": (("done", "cancelled"), "ongoing"),
    "cancelled": (("planned", "ongoing"), "cancelled"),
}


def is_for_owner(step: str, state: ActionState) -> bool:
    """Return whether only the owner's people say this: it puts a promise in the owner's name."""
    return state == "proposed" or (step == "reopened" and state == "cancelled")


def steps_from(state: ActionState, *, is_owner: bool = True) -> tuple[str, ...]:
    """Return what may be said about an action in this state.

    Args:
        state: What its owner says.
        is_owner: Whether the owner's people ask, or the addressee's.
    """
    return tuple(
        step
        for step, (before, _after) in STEPS.items()
        if state in before and (is_owner or not is_for_owner(step, state))
    )
