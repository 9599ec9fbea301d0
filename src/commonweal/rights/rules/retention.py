"""Who sees holds, and requests about personal data."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from commonweal.rights.models import DataRequest, Role
from commonweal.rights.rules.roles import holds, may_invite
from commonweal.rights.rules.rule import EVERYTHING, NOTHING, Rule, register


def _sees_holds(person: Any) -> bool:
    return holds(person, Role.COORDINATOR, Role.OVERSIGHT)


def _is_own(person: Any, request: DataRequest) -> bool:
    is_person = person.is_active and person.pk is not None
    return bool(is_person and request.person_id == person.pk)


def _rows_of_requests(person: Any) -> Q:
    if may_invite(person):
        return EVERYTHING
    is_person = person.is_active and person.pk is not None
    return Q(person_id=person.pk) if is_person else NOTHING


# A reason says something of the record: administrators know only how many holds there are.
SEE_HOLD = register(
    Rule(
        name="rights.hold.see",
        thing="rights.Hold",
        one=lambda person, _hold: _sees_holds(person),
        many=lambda person: EVERYTHING if _sees_holds(person) else NOTHING,
    )
)
SEE_REQUEST = register(
    Rule(
        name="rights.request.see",
        thing="rights.DataRequest",
        one=lambda person, request: may_invite(person) or _is_own(person, request),
        many=_rows_of_requests,
    )
)
