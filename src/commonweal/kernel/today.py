"""What a room says on a person's first page, and which rooms do.

    register_today(TodayRoom(name=_("Partners"), place=10, items=today_items))

A room registers in its apps.py; the first page asks the rooms in the order of their places.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class TodayItem:
    """One line of the first page.

    Attributes:
        kind: ``waiting`` (for this person), ``due`` (has a date) or ``new`` (since the last visit).
        text: What it is, in plain words, without personal data of third persons.
        address: The page that deals with it.
        due_on: The day it is due, where it has one.
        detail: A second, quieter line.
        role: The role in which the person is told, such as ``reviewer``; empty for whoever acts for
            their partner.
        count: For how many things the line stands.
    """

    kind: Literal["waiting", "due", "new"]
    text: str
    address: str
    due_on: date | None = None
    detail: str = ""
    role: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class TodayRoom:
    """A room that says something on first pages.

    Attributes:
        key: Such as ``partners``.
        name: As people read it, text or lazy text.
        place: Where its lines stand among the others'; the smallest first.
        items: Takes a person and ``since=`` (a moment, or None on the first visit) and returns lines:
            a limited number of each sort with one that leads to the rest, in a number of queries
            that does not grow.
    """

    key: str
    name: object
    place: int
    items: Callable[..., Sequence[TodayItem]]


_ROOMS: dict[str, TodayRoom] = {}


def register_today(room: TodayRoom) -> None:
    """Let a room say something on first pages; called once, in its apps.py.

    Raises:
        ValueError: If another room has its key.
    """
    if _ROOMS.get(room.key, room) != room:
        raise ValueError(f"two rooms are named {room.key}")
    _ROOMS[room.key] = room


def today_rooms() -> tuple[TodayRoom, ...]:
    """Return the rooms that say something, in the order of their places."""
    return tuple(sorted(_ROOMS.values(), key=lambda room: (room.place, room.key)))
