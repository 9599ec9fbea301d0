"""To whom each door opens. What somebody finds behind it is said by the rules of the room."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from commonweal.kernel import doors
from commonweal.rights.models import Role
from commonweal.rights.rules.roles import (
    acts_for_someone,
    coordinates,
    holds,
    may_invite,
    reads_here,
    shares_here,
    works_here,
)
from commonweal.rights.rules.stand_in import eyes_of

DOORS: Mapping[str, Callable[[Any], bool]] = {
    doors.EVERYONE: lambda _reader: True,
    doors.SIGNED_IN: lambda reader: reader.is_authenticated and reader.is_active,
    doors.MEMBERS: acts_for_someone,
    doors.READERS: reads_here,
    doors.SHARED: shares_here,
    doors.WORKERS: works_here,
    doors.COORDINATORS: coordinates,
    doors.PEOPLE_KEEPERS: may_invite,
    doors.STEWARDS: lambda reader: holds(
        reader, Role.COORDINATOR, Role.ADMINISTRATOR, Role.OVERSIGHT
    ),
    doors.OVERSIGHT: lambda reader: holds(reader, Role.OVERSIGHT),
    doors.ADMINISTRATORS: lambda reader: holds(reader, Role.ADMINISTRATOR),
    # Whoever knocks is asked for a key behind it; see api/bearer.py.
    doors.PROGRAMS: lambda _reader: True,
}


def opens(door: str, reader: Any) -> bool:
    """Say whether a door opens for a reader; through a stand-in only if for both.

    Raises:
        KeyError: If no such door is declared.
    """
    return all(DOORS[door](each) for each in eyes_of(reader))
