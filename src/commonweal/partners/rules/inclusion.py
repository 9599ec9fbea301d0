"""Who enters a meeting's figures and reads them whole: the people of the partner that organises it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from commonweal.partners.rules.registration import organises
from commonweal.partners.rules.taking_part import organisation_of
from commonweal.rights.public import NOTHING, Rule, register

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader


def _organised_by(person: Reader) -> Q:
    own = organisation_of(person)
    return NOTHING if own is None else Q(recorder_id=own) | Q(convener_id=own)


ENTER_FIGURES = register(
    Rule(
        name="partners.meeting.count",
        thing="partners.Meeting",
        one=organises,
        many=_organised_by,
    )
)
