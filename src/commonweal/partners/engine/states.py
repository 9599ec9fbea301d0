"""How far a promise is: derived from what was done and said, never typed by anybody.

    an action          planned → ongoing → reported done → confirmed | contested      (or cancelled)
    a recommendation   not started → planned → ongoing → reported done → confirmed | contested

``queries`` says the same in the database's words; a property test holds the two together.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

Progress = Literal[
    "not-started",
    "planned",
    "ongoing",
    "reported-done",
    "confirmed",
    "contested",
    "cancelled",
    "withdrawn",
]
Due = Literal["", "due-soon", "overdue"]
ActionState = Literal["planned", "ongoing", "done", "cancelled"]

PROGRESS: tuple[Progress, ...] = (
    "not-started",
    "planned",
    "ongoing",
    "reported-done",
    "confirmed",
    "contested",
    "withdrawn",
)
OPEN_STATES: tuple[ActionState, ...] = ("planned", "ongoing")
DUE_SOON_DAYS = 30


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


def recommendation_progress(actions: Sequence[Progress], *, is_withdrawn: bool) -> Progress:
    """Return how far a recommendation is.

    Args:
        actions: How far each of its actions is.
        is_withdrawn: Whether its mark was taken back.

    Returns:
        Cancelled actions count for nothing; one contested action contests the whole; it is
        confirmed, or reported done, only when every action is.
    """
    active = [each for each in actions if each != "cancelled"]
    if is_withdrawn:
        return "withdrawn"
    if not active:
        return "not-started"
    if "contested" in active:
        return "contested"
    if all(each == "confirmed" for each in active):
        return "confirmed"
    if all(each in {"confirmed", "reported-done"} for each in active):
        return "reported-done"
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


# What may be said about an action, and what that makes of it.
STEPS: dict[str, tuple[tuple[ActionState, ...], ActionState | None]] = {
    "started": (("planned",), "ongoing"),
    "extended": (("planned", "ongoing"), None),
    "done": (("planned", "ongoing"), "done"),
    "reopened": (("done", "cancelled"), "ongoing"),
    "cancelled": (("planned", "ongoing"), "cancelled"),
}


def steps_from(state: ActionState) -> tuple[str, ...]:
    """Return what may be said about an action in this state."""
    return tuple(step for step, (before, _after) in STEPS.items() if state in before)
