"""Who sees a meeting: everybody who takes part. Who recorded or called it, or the co-ordinator, keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from commonweal.partners.models import Meeting
from commonweal.partners.rules.taking_part import (
    all_who_take_part,
    organisation_of,
    takes_part,
    why,
)
from commonweal.rights.public import EVERYTHING, NOTHING, Rule, coordinates, register

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader


def keeps(person: Reader, meeting: Meeting) -> bool:
    """Say whether a person keeps a meeting: for who recorded or called it, or as co-ordinator."""
    own = organisation_of(person)
    return coordinates(person) or (
        own is not None and own in {meeting.recorder_id, meeting.convener_id}
    )


def kept_by(person: Reader, *, path: str = "") -> Q:
    """Return the condition that selects the meetings a person keeps; ``path`` leads to the meeting."""
    if coordinates(person):
        return EVERYTHING
    own = organisation_of(person)
    if own is None:
        return NOTHING
    return Q(**{f"{path}recorder_id": own}) | Q(**{f"{path}convener_id": own})


SEE_MEETING = register(
    Rule(
        name="partners.meeting.see",
        thing="partners.Meeting",
        one=takes_part,
        many=all_who_take_part,
        why=why,
    )
)
CHANGE_MEETING = register(
    Rule(
        name="partners.meeting.change",
        thing="partners.Meeting",
        one=keeps,
        many=kept_by,
    )
)
