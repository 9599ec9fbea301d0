"""Who enters and withdraws what was done towards an obligation: those who are obliged, each for their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from commonweal.partners.models import Fulfilment, Member, Obligation
from commonweal.partners.rules.partnerships import SPEAK_IN_PARTNERSHIP
from commonweal.partners.rules.taking_part import organisation_of
from commonweal.rights.public import NOTHING, Rule, register

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader


def _is_obliged(person: Reader, row: Obligation) -> bool:
    own = organisation_of(person)
    return row.organisation_id in {None, own} and SPEAK_IN_PARTNERSHIP.one(person, row.partnership)


def _obliging(person: Reader) -> Q:
    own = organisation_of(person)
    if own is None:
        return NOTHING
    mine = Member.objects.filter(organisation_id=own, left_on=None).order_by()
    return Q(partnership_id__in=mine.values("partnership_id")) & (
        Q(organisation_id=None) | Q(organisation_id=own)
    )


def _entered_it(person: Reader, row: Fulfilment) -> bool:
    own = organisation_of(person)
    return own is not None and row.organisation_id == own and row.withdrawn_at is None


def _entered_by(person: Reader) -> Q:
    own = organisation_of(person)
    return NOTHING if own is None else Q(organisation_id=own, withdrawn_at=None)


ENTER_FULFILMENT = register(
    Rule(
        name="partners.obligation.enter",
        thing="partners.Obligation",
        one=_is_obliged,
        many=_obliging,
    )
)
WITHDRAW_FULFILMENT = register(
    Rule(
        name="partners.fulfilment.withdraw",
        thing="partners.Fulfilment",
        one=_entered_it,
        many=_entered_by,
    )
)
