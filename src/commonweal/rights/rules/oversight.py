"""Who sees findings: oversight all of them, a partner those addressed to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from commonweal.rights.models import Role
from commonweal.rights.rules.roles import holds, speaks_for
from commonweal.rights.rules.rule import EVERYTHING, NOTHING, Rule, register

if TYPE_CHECKING:
    from commonweal.rights.models import Finding


def oversees(person: Any) -> bool:
    """Say whether the person is of the oversight body."""
    return holds(person, Role.OVERSIGHT)


def _sees(person: Any, finding: Finding) -> bool:
    return oversees(person) or _is_addressed(person, finding)


def _is_addressed(person: Any, finding: Finding) -> bool:
    partner = speaks_for(person)
    return partner is not None and partner == finding.addressee_id


def _addressed(person: Any) -> Q:
    partner = speaks_for(person)
    return NOTHING if partner is None else Q(addressee_id=partner)


SEE_FINDING = register(
    Rule(
        name="rights.finding.see",
        thing="rights.Finding",
        one=_sees,
        many=lambda person: EVERYTHING if oversees(person) else _addressed(person),
    )
)
ANSWER_FINDING = register(
    Rule(
        name="rights.finding.answer",
        thing="rights.Finding",
        one=lambda person, finding: (
            _is_addressed(person, finding)
            and finding.answered_at is None
            and finding.closed_at is None
        ),
        many=lambda person: _addressed(person) & Q(answered_at=None, closed_at=None),
    )
)
CLOSE_FINDING = register(
    Rule(
        name="rights.finding.close",
        thing="rights.Finding",
        one=lambda person, finding: oversees(person) and finding.closed_at is None,
        many=lambda person: Q(closed_at=None) if oversees(person) else NOTHING,
    )
)
