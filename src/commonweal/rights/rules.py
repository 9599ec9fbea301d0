"""Who may: each rule once, in two halves that must agree, for one row and for a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

if TYPE_CHECKING:
    from commonweal.rights.models import Person


@dataclass(frozen=True, slots=True)
class Rule:
    """One answer to "who may?", for a row and for a table.

    Attributes:
        name: Such as ``library.document.see``.
        thing: The model's label, such as ``library.Document``; what a test makes rows of.
        allows: Says whether a person may, for one row.
        rows: Gives the condition that selects, in a table, exactly the rows that ``allows`` allows.
    """

    name: str
    thing: str
    allows: Callable[[Any, Any], bool]
    rows: Callable[[Any], Q]


_RULES: dict[str, Rule] = {}


def register(rule: Rule) -> Rule:
    """Make the rule known to the test that holds its halves together, and return it.

    Raises:
        ValueError: If another rule has the name.
    """
    if rule.name in _RULES and _RULES[rule.name] != rule:
        raise ValueError(f"two rules are named {rule.name}")
    _RULES[rule.name] = rule
    return rule


def registered_rules() -> tuple[Rule, ...]:
    """Return every registered rule, by name."""
    return tuple(_RULES[name] for name in sorted(_RULES))


def acts_for_someone(person: Person | AnonymousUser) -> bool:
    """Say whether the person is signed in and acts for an organisation."""
    return (
        person.is_authenticated
        and person.is_active
        and getattr(person, "organisation_id", None) is not None
    )


NOTHING = Q(pk__in=[])
EVERYTHING = ~NOTHING


def may_invite(person: Person | AnonymousUser) -> bool:
    """Say whether the person may invite people and see who is here: the co-ordinator."""
    return acts_for_someone(person) and bool(person.is_staff)


SEE_PEOPLE = register(
    Rule(
        name="rights.person.see",
        thing="rights.Person",
        allows=lambda person, other: (
            may_invite(person)
            or (acts_for_someone(person) and other.organisation_id == person.organisation_id)
        ),
        rows=lambda person: (
            EVERYTHING
            if may_invite(person)
            else Q(organisation_id=person.organisation_id)
            if acts_for_someone(person)
            else NOTHING
        ),
    )
)
