"""What every room says on a person's first page: by urgency, then by the role it is said in."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from django.utils.translation import gettext as _

from commonweal.kernel.today import TodayItem, today_rooms
from commonweal.rights.public import Role, organisation_names
from commonweal.ui.faults import is_database_away

if TYPE_CHECKING:
    from commonweal.rights.models import Person

log = logging.getLogger(__name__)
# Rooms limit what they say; a room that does not shall not bury the others.
MOST_LINES = 40

Urgency = Literal["overdue", "waiting", "due", "new"]
URGENCIES: tuple[Urgency, ...] = ("overdue", "waiting", "due", "new")


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that are told to one of a person's roles.

    Attributes:
        name: The role, or the partner acted for.
    """

    name: str
    items: tuple[TodayItem, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Lines of one urgency.

    Attributes:
        groups: By role; what is told to whoever acts for the partner comes first.
        has_names: Whether lines of several roles stand here, so that each group needs its name.
    """

    urgency: Urgency
    groups: tuple[Group, ...]
    has_names: bool

    @property
    def count(self) -> int:
        """Return how many things the lines stand for."""
        return sum(item.count for group in self.groups for item in group.items)


@dataclass(frozen=True, slots=True)
class Today:
    """A person's first page.

    Attributes:
        sections: Overdue, waiting, due and new, in this order; empty ones are left out.
        silent: Names of the rooms that could not say anything just now.
    """

    sections: tuple[Section, ...]
    silent: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Say whether no room has anything to say, and each could say so."""
        return not (self.sections or self.silent)

    def of(self, urgency: Urgency) -> tuple[TodayItem, ...]:
        """Return the lines of one urgency, in order."""
        found = (section for section in self.sections if section.urgency == urgency)
        return tuple(item for section in found for group in section.groups for item in group.items)

    def count(self, urgency: Urgency) -> int:
        """Return for how many things the lines of one urgency stand."""
        return sum(item.count for item in self.of(urgency))


def today_of(person: Person, *, since: datetime | None, today: date) -> Today:
    """Return what waits, what is due and what is new for a person.

    A room that fails is left out and named; what is wrong with it is in the log.

    Args:
        person: Whose page it is.
        since: When they read it before; None on the first visit.
        today: The present day.

    Raises:
        OperationalError: If the database is away: then there is no page at all.
    """
    items: list[TodayItem] = []
    silent: list[str] = []
    for room in today_rooms():
        try:
            items += room.items(person, since=since)
        except Exception as error:
            if is_database_away(error):
                raise
            log.exception("today-room-failed", extra={"facts": {"room": room.key}})
            silent.append(str(room.name))
    return Today(sections=tuple(_sections(items, person, today=today)), silent=tuple(silent))


def _sections(items: Sequence[TodayItem], person: Person, *, today: date) -> Iterator[Section]:
    roles = sorted({item.role for item in items}, key=_place_of)
    names = {role: _name_of(role, person) for role in roles}
    for urgency in URGENCIES:
        here = [item for item in items if _urgency_of(item, today=today) == urgency]
        if urgency in {"overdue", "due"}:
            here.sort(key=lambda item: item.due_on or date.max)
        groups = tuple(
            Group(name=names[role], items=told)
            for role in roles
            if (told := tuple(item for item in here if item.role == role)[:MOST_LINES])
        )
        if groups:
            yield Section(urgency=urgency, groups=groups, has_names=len(roles) > 1)


def _urgency_of(item: TodayItem, *, today: date) -> Urgency:
    if item.kind != "due":
        return item.kind
    return "overdue" if item.due_on is not None and item.due_on < today else "due"


def _place_of(role: str) -> int:
    return [*Role.values].index(role) + 1 if role else 0


def _name_of(role: str, person: Person) -> str:
    if role:
        return _("As %(role)s") % {"role": Role(role).label}
    own = person.organisation_id
    name = organisation_names([own]).get(own, "") if own else ""
    return _("For %(partner)s") % {"partner": name} if name else _("For you")
