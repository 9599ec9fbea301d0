"""Who says yes or no to another organisation that would join: those who are in the partnership, and that one itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from commonweal.partners.models import Accession, Member
from commonweal.partners.rules.partnerships import KEEP_PARTNERSHIP, SPEAK_IN_PARTNERSHIP
from commonweal.partners.rules.taking_part import organisation_of
from commonweal.rights.public import NOTHING, Rule, coordinates, register

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader


def _is_open(row: Accession) -> bool:
    return row.joined_on is None and row.dropped_on is None


OPEN = Q(joined_on=None, dropped_on=None)


def _speaks(person: Reader, row: Accession) -> bool:
    own = organisation_of(person)
    is_in = SPEAK_IN_PARTNERSHIP.one(person, row.partnership)
    return own is not None and _is_open(row) and (is_in or own == row.organisation_id)


def _spoken_by(person: Reader) -> Q:
    own = organisation_of(person)
    if own is None:
        return NOTHING
    mine = Member.objects.filter(organisation_id=own, left_on=None).order_by()
    inside = Q(partnership_id__in=mine.values("partnership_id"))
    return OPEN & (inside | Q(organisation_id=own))


def _drops(person: Reader, row: Accession) -> bool:
    keeps = KEEP_PARTNERSHIP.one(person, row.partnership)
    return _speaks(person, row) or (keeps and _is_open(row))


def _dropped_by(person: Reader) -> Q:
    own = organisation_of(person)
    if own is None:
        return NOTHING
    if coordinates(person):
        return OPEN
    return _spoken_by(person) | (OPEN & Q(partnership__keeper_id=own))


SPEAK_OF_ACCESSION = register(
    Rule(
        name="partners.accession.speak",
        thing="partners.Accession",
        one=_speaks,
        many=_spoken_by,
        beside=("partnership",),
    )
)
DROP_ACCESSION = register(
    Rule(
        name="partners.accession.drop",
        thing="partners.Accession",
        one=_drops,
        many=_dropped_by,
        beside=("partnership",),
    )
)
