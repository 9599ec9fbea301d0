"""To whom a page opens: said at the view itself, so that a page without it opens to nobody.

A door says who may knock: everyone, whoever is signed in, whoever works here. Which rows somebody
may see behind it is said by the rules of the room.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

View = TypeVar("View", bound=Callable[..., object])

EVERYONE = "everyone"
SIGNED_IN = "signed in"
MEMBERS = "members"
SHARED = "those with whom partners share"
WORKERS = "workers"
READERS = "readers"
COORDINATORS = "co-ordinators"
PEOPLE_KEEPERS = "people keepers"
STEWARDS = "co-ordinators, administrators and oversight"
OVERSIGHT = "oversight"
ADMINISTRATORS = "administrators"
# No page: the interface for programs, which asks each request for a key itself.
PROGRAMS = "programs with a key"


def opens_to(door: str) -> Callable[[View], View]:
    """Return a decorator that notes at a view to whom it opens.

    Args:
        door: The name of a door, such as `WORKERS`.

    Example:
        ``@opens_to(WORKERS)`` above ``def board(request): ...``
    """

    def note(view: View) -> View:
        view.__dict__["opens_to"] = door
        return view

    return note


def door_of(view: Callable[..., object]) -> str | None:
    """Return the name of the door noted at a view, through its decorators; None where none is."""
    found = getattr(view, "opens_to", None)
    return found if isinstance(found, str) else None
