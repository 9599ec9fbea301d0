"""The demo's people move in, each by an invitation, as people do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.demo.city import ADMINISTRATOR, COORDINATOR, PASSWORD, RESIDENTS, Resident
from commonweal.rights.public import (
    Role,
    Terms,
    accept_invitation,
    add_organisation,
    grant,
    invite,
    may_act_for,
)

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
    """Let everybody move in who is not here yet: each invited by whoever may grant their role."""
    people = here()
    # Kept in the same form for all, so that the door of the demo looks at it once.
    kept = make_password(PASSWORD)
    for one in sorted(RESIDENTS, key=_turn):
        if one.key not in people:
            inviter = INVITED_BY.get(Role(one.role), COORDINATOR)
            person = people[one.key] = _move_in(one, invited_by=people.get(inviter.key))
            person.password = kept
            person.save(update_fields=["password"])
    for one in RESIDENTS:
        _work_elsewhere(one, people[one.key], granted_by=people[COORDINATOR.key])
    return people


# The administrator comes first, by the command line; oversight is not in the co-ordinator's gift.
INVITED_BY = {
    Role.ADMINISTRATOR: ADMINISTRATOR,
    Role.COORDINATOR: ADMINISTRATOR,
    Role.OVERSIGHT: ADMINISTRATOR,
}


def _turn(one: Resident) -> int:
    return {Role.ADMINISTRATOR: 0, Role.COORDINATOR: 1}.get(Role(one.role), 2)


def _work_elsewhere(one: Resident, person: Person, *, granted_by: Person) -> None:
    """Let somebody act for a second partner as well, once."""
    if one.also is None:
        return
    name, role = one.also
    partner = add_organisation(granted_by, name=name)
    if not any(each.id == partner.pk for each in may_act_for(person)):
        reason = _("Reads the documents for the city twice a week.")
        grant(
            granted_by,
            to=person,
            organisation=partner,
            terms=Terms(role=role, days=180, reason=reason),
        )


@transaction.atomic
def _move_in(one: Resident, *, invited_by: Person | None) -> Person:
    token = invite(
        invited_by,
        email=one.email,
        organisation=one.organisation,
        job=one.job,
        terms=Terms(role=one.role, days=366, reason=_("Lives in the demo city.")),
    )
    return accept_invitation(token, name=one.name, password=PASSWORD)
