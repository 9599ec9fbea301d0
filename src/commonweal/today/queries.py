"""What every room says on a person's first page, in one order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import TYPE_CHECKING

from commonweal.kernel.today import TodayItem
from commonweal.library import public as library
from commonweal.partners import public as partners
from commonweal.rights import public as rights

if TYPE_CHECKING:
    from commonweal.rights.models import Person

# The rooms, in the order of the navigation.
ROOMS: tuple[Callable[..., Sequence[TodayItem]], ...] = (
    partners.today_items,
    library.today_items,
    rights.today_items,
)


@dataclass(frozen=True, slots=True)
class Today:
    """A person's first page.

    Attributes:
        overdue: Its day has passed; the oldest first.
        due: Its day comes; the next first.
        waiting: Waits for this person, in the rooms' order.
        new: Came since the last visit.
    """

    overdue: tuple[TodayItem, ...]
    due: tuple[TodayItem, ...]
    waiting: tuple[TodayItem, ...]
    new: tuple[TodayItem, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.overdue or self.due or self.waiting or self.new)


def today_of(person: Person, *, since: datetime | None, today: date) -> Today:
    """Return what waits, what is due and what is new for a person.

    Args:
        person: Whose page it is.
        since: When they read it before; None on the first visit.
        today: The present day.
    """
    items = tuple(chain.from_iterable(room(person, since=since) for room in ROOMS))
    dated = sorted(
        (item for item in items if item.kind == "due"), key=lambda item: item.due_on or today
    )
    return Today(
        overdue=tuple(item for item in dated if item.due_on and item.due_on < today),
        due=tuple(item for item in dated if not item.due_on or item.due_on >= today),
        waiting=tuple(item for item in items if item.kind == "waiting"),
        new=tuple(item for item in items if item.kind == "new"),
    )
