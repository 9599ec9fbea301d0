"""How oversight reads of partners and people: by role and kind; authorities by name, people never.

A partner of civil society, a place or a business is often one or two people: its name is an identity.
An authority answers in public under its name. A person is called by a tag that is the same for one day
on every page of oversight, and another one the next day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.crypto import salted_hmac

from commonweal.rights.models import Grant, Organisation, Role

AUTHORITIES = frozenset(
    {Role.COORDINATOR, Role.POLICE, Role.MISSION, Role.OVERSIGHT, Role.ADMINISTRATOR}
)
# A reviewer may be of either; it says nothing of the partner.
OTHERS = frozenset(Role) - AUTHORITIES - {Role.REVIEWER}
TAG_CHARACTERS = 6


@dataclass(frozen=True, slots=True)
class Partners:
    """Every partner as oversight reads of it.

    Attributes:
        names: Of the authorities.
        kinds: Of the other partners, the role by which they are called.
    """

    names: Mapping[UUID, str]
    kinds: Mapping[UUID, str]

    def called(self, partner: UUID | None) -> str:
        """Return an authority's name, or what kind of partner it is; "" for none."""
        if partner is None:
            return ""
        return self.names.get(partner) or kind_name(self.kinds.get(partner, ""))


def partners_shown() -> Partners:
    """Return every partner by name or by kind, as its people's roles, also those that are over, tell."""
    roles: dict[UUID, set[str]] = {}
    for partner, role in Grant.objects.order_by().values_list("organisation_id", "role").distinct():
        roles.setdefault(partner, set()).add(role)
    named = {partner for partner, held in roles.items() if held & AUTHORITIES and not held & OTHERS}
    return Partners(
        names=dict(Organisation.objects.filter(pk__in=named).values_list("pk", "name")),
        kinds={
            partner: next((role for role in Role if role in held & OTHERS), "")
            for partner, held in roles.items()
            if partner not in named
        },
    )


def kind_name(role: str) -> str:
    """Return how a partner of this kind is called; a partner of no known kind is "other partner member"."""
    return str(Role(role).label if role in Role.values else Role.PARTNER.label)


def tag(person: UUID | None, *, on: date) -> str:
    """Return by which letters a person is told from others on one day; "" for the workspace itself.

    Args:
        person: Who; nobody can go back from the letters to the person without the server's key.
        on: The day of the act.
    """
    if person is None:
        return ""
    digest = salted_hmac("rights.oversight.tag", f"{on.isoformat()} {person}", algorithm="sha256")
    return digest.hexdigest()[:TAG_CHARACTERS]
