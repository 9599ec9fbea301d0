"""Which partnerships everybody may read of: those that are agreed and that their keeper showed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from commonweal.partners.models import Partnership, PartnershipState
from commonweal.partners.rules.partnerships import keeps_partnership
from commonweal.partners.rules.taking_part import organisation_of
from commonweal.rights.public import EVERYTHING, NOTHING, Rule, coordinates, register

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader

# What all have signed; an end is no secret, but nothing to show.
AGREED = (PartnershipState.SIGNED, PartnershipState.ACTIVE)


def _shows(person: Reader, row: Partnership) -> bool:
    return keeps_partnership(person, row) and row.state in AGREED


def _shown_by(person: Reader) -> Q:
    own = organisation_of(person)
    if own is None:
        return NOTHING
    kept = EVERYTHING if coordinates(person) else Q(keeper_id=own)
    return kept & Q(state__in=AGREED)


PUBLISH_PARTNERSHIP = register(
    Rule(
        name="partners.partnership.publish",
        thing="partners.Partnership",
        one=_shows,
        many=_shown_by,
        beside=("members",),
    )
)
