"""The demo's people move in, each by an invitation, as people do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db import transaction

from commonweal.demo.city import COORDINATOR, PASSWORD, RESIDENTS, Resident
from commonweal.rights.public import accept_invitation, invite

if TYPE_CHECKING:
    from commonweal.rights.models import Person


def strangers() -> int:
    """Return how many people are here who are not of the demo city."""
    addresses = [one.email for one in RESIDENTS]
    return get_user_model().objects.exclude(email__in=addresses).count()


def here() -> dict[str, Person]:
    """Return the demo people who have moved in, by the story's name for them."""
    keys = {one.email: one.key for one in RESIDENTS}
    found = get_user_model().objects.filter(email__in=keys).select_related("organisation")
    return {keys[person.email]: person for person in found}


def settle() -> dict[str, Person]:
    """Let everybody move in who is not here yet: the co-ordinator first, who invites the others."""
    people = here()
    first = people.get(COORDINATOR.key) or _move_in(COORDINATOR, invited_by=None)
    people[COORDINATOR.key] = first
    for one in RESIDENTS:
        if one.key not in people:
            people[one.key] = _move_in(one, invited_by=first)
    return people


@transaction.atomic
def _move_in(one: Resident, *, invited_by: Person | None) -> Person:
    token = invite(
        invited_by,
        email=one.email,
        organisation=one.organisation,
        job=one.job,
        is_coordinator=one.is_coordinator,
    )
    return accept_invitation(token, name=one.name, password=PASSWORD)
