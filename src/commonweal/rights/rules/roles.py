"""Roles: what each may at all. Whether one may see one record is said by the rules of its room.

Through somebody else's eyes every answer is what both they and the person who looks may.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from django.utils import timezone

from commonweal.rights.models import Person, Role
from commonweal.rights.rules.stand_in import eyes_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class Reader(Protocol):
    """Whoever reads: a person, a stranger, or a stand-in for "show me this as the police"."""

    @property
    def is_authenticated(self) -> bool: ...

    @property
    def is_active(self) -> bool: ...


# Those who take part in the work and see what partners share with each other.
WORKING_ROLES = frozenset(
    {
        Role.COORDINATOR,
        Role.CIVIL_SOCIETY,
        Role.POLICE,
        Role.PARTNER,
        Role.REVIEWER,
        Role.PLACE,
        Role.MISSION,
    }
)
# Those who read what is published; the administrator looks after accounts and settings, not content.
READING_ROLES = WORKING_ROLES | {Role.DONOR, Role.OVERSIGHT}
# Roles that see restricted things: a password alone is not enough for them.
GUARDED_ROLES = frozenset(
    {
        Role.COORDINATOR,
        Role.POLICE,
        Role.REVIEWER,
        Role.PLACE,
        Role.OVERSIGHT,
        Role.ADMINISTRATOR,
    }
)
# Who grants which role. Oversight and administration are not in the co-ordinator's gift.
GRANTED_BY = {
    Role.COORDINATOR: frozenset(Role) - {Role.OVERSIGHT, Role.ADMINISTRATOR},
    Role.ADMINISTRATOR: frozenset({Role.COORDINATOR, Role.OVERSIGHT, Role.ADMINISTRATOR}),
}


def roles_of(person: Reader | Person | AnonymousUser) -> frozenset[str]:
    """Return the roles held now for the partner acted for; none for strangers."""
    if not person.is_authenticated or not person.is_active:
        return frozenset()
    return getattr(person, "roles", frozenset())


def holds(person: Reader | Person | AnonymousUser, *roles: str) -> bool:
    """Say whether the person holds at least one of the roles now, for whom they act for."""
    return all(not roles_of(each).isdisjoint(roles) for each in eyes_of(person))


def acts_for_someone(person: Reader | Person | AnonymousUser) -> bool:
    """Say whether the person is signed in and holds any role for the partner they act for."""
    return all(roles_of(each) for each in eyes_of(person))


def works_here(person: Reader | Person | AnonymousUser) -> bool:
    """Say whether the person takes part in the work: not oversight, donor or administrator alone."""
    return holds(person, *WORKING_ROLES)


def shares_here(person: Reader | Person | AnonymousUser) -> bool:
    """Say whether the person sees what partners share: those who work here, and oversight."""
    return holds(person, *WORKING_ROLES, Role.OVERSIGHT)


def reads_here(person: Reader | Person | AnonymousUser) -> bool:
    """Say whether the person may read what is published: everyone but an administrator alone."""
    return holds(person, *READING_ROLES)


def partner_of(person: Reader | Person | AnonymousUser) -> UUID | None:
    """Return whom the person acts for now; None for strangers and for those who hold no role."""
    return getattr(person, "organisation_id", None) if acts_for_someone(person) else None


def speaks_for(person: Reader | Person | AnonymousUser) -> UUID | None:
    """Return the partner in whose name the person may speak and act; None for whoever only reviews for it.

    A reviewer is let in to check what was read: not to answer, promise or publish for the partner, nor
    to read its own notes.
    """
    if not all(roles_of(each) - {Role.REVIEWER} for each in eyes_of(person)):
        return None
    return partner_of(person)


def partners_of(person: Reader | Person | AnonymousUser) -> frozenset[UUID]:
    """Return every partner for which somebody holds a role now, whomever they act for at the moment."""
    own = {partner_of(person)} - {None}
    if isinstance(person, Person) and person.is_active:
        now = timezone.now()
        held = person.grants.filter(starts_at__lte=now, ends_at__gt=now, ended_at=None)
        own |= set(held.values_list("organisation_id", flat=True))
    return frozenset(each for each in own if each)


def may_invite(person: Reader | Person | AnonymousUser) -> bool:
    """Say whether the person may invite people and see who is here: co-ordinator, administrator."""
    return holds(person, Role.COORDINATOR, Role.ADMINISTRATOR)


def coordinates(person: Reader | Person | AnonymousUser) -> bool:
    """Say whether the person is the co-ordinator, who may convene on anyone's behalf."""
    return holds(person, Role.COORDINATOR)


def could_grant(person: Person, role: str) -> bool:
    """Say whether the person may still grant a role, for whichever partner they act for now."""
    now = timezone.now()
    held = person.grants.filter(starts_at__lte=now, ends_at__gt=now, ended_at=None)
    roles = held.values_list("role", flat=True) if person.is_active else ()
    return any(role in GRANTED_BY.get(Role(each), ()) for each in roles)


def grantable_roles(person: Reader | Person | AnonymousUser) -> tuple[Role, ...]:
    """Return the roles that the person may grant, in the order they are declared in."""
    return tuple(role for role in Role if all(role in _gift_of(each) for each in eyes_of(person)))


def _gift_of(person: Reader | Person | AnonymousUser) -> frozenset[Role]:
    return frozenset().union(*(given for role, given in GRANTED_BY.items() if holds(person, role)))
