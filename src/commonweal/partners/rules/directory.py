"""Who sees the directory: everybody who takes part. A partner's own people, and the co-ordinator, write its entry."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from commonweal.partners.models import Contact, Profile, Service
from commonweal.partners.rules.taking_part import (
    all_who_take_part,
    organisation_of,
    takes_part,
    why,
)
from commonweal.rights.public import EVERYTHING, NOTHING, Rule, coordinates, register

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader


def describes(person: Reader, partner_id: UUID) -> bool:
    """Say whether a person writes what the directory says of a partner."""
    return coordinates(person) or organisation_of(person) == partner_id


def _described_by(person: Reader, *, path: str = "") -> Q:
    if coordinates(person):
        return EVERYTHING
    own = organisation_of(person)
    return NOTHING if own is None else Q(**{f"{path}organisation_id": own})


def _writes(person: Reader, row: Profile) -> bool:
    return describes(person, row.organisation_id)


def _writes_part(person: Reader, row: Service | Contact) -> bool:
    return describes(person, row.profile.organisation_id)


SEE_PROFILE = register(
    Rule(
        name="partners.profile.see",
        thing="partners.Profile",
        one=takes_part,
        many=all_who_take_part,
        why=why,
    )
)
CHANGE_PROFILE = register(
    Rule(
        name="partners.profile.change",
        thing="partners.Profile",
        one=_writes,
        many=_described_by,
    )
)
CHANGE_SERVICE = register(
    Rule(
        name="partners.service.change",
        thing="partners.Service",
        one=_writes_part,
        many=lambda person: _described_by(person, path="profile__"),
    )
)
CHANGE_CONTACT = register(
    Rule(
        name="partners.contact.change",
        thing="partners.Contact",
        one=_writes_part,
        many=lambda person: _described_by(person, path="profile__"),
    )
)
# A table that came in: only who imports sees its lines, for they hold what is wrong too.
SEE_IMPORT = register(
    Rule(
        name="partners.import.see",
        thing="partners.TableImport",
        one=lambda person, _row: coordinates(person),
        many=lambda person: EVERYTHING if coordinates(person) else NOTHING,
    )
)
