"""Who may: each rule once, in two halves that must agree, for one row and for a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise

from commonweal.rights.rules.stand_in import eyes_of

NOTHING = Q(pk__in=[])
EVERYTHING = ~NOTHING


@dataclass(frozen=True, slots=True)
class Rule:
    """One answer to "who may?", for a row and for a table.

    Both halves see through a stand-in only what the person behind it may see as well.

    Attributes:
        name: Such as ``library.document.see``.
        thing: The model's label, such as ``library.Document``; what a test makes rows of.
        one: Says whether a reader may, for one row.
        many: Gives the condition that selects, in a table, exactly the rows that ``one`` allows.
        why: Says in a plain sentence why this reader may, or may not, see this row.
        beside: What ``one`` and ``why`` look up beside the row; loaded once where many readers are asked about.
    """

    name: str
    thing: str
    one: Callable[[Any, Any], bool]
    many: Callable[[Any], Q]
    why: Callable[[Any, Any], str | Promise] | None = None
    beside: tuple[str, ...] = ()

    def allows(self, person: Any, row: Any) -> bool:
        """Say whether the person may, for one row."""
        return all(self.one(each, row) for each in eyes_of(person))

    def rows(self, person: Any) -> Q:
        """Return the condition that selects the rows for which the person may."""
        first, *others = (self.many(each) for each in eyes_of(person))
        for other in others:
            first &= other
        return first


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


def rule_to_see(thing: str) -> Rule | None:
    """Return the rule that says who sees rows of this kind, such as ``library.Document``."""
    found = (rule for rule in _RULES.values() if rule.thing == thing)
    return next((rule for rule in found if rule.name.endswith(".see")), None)
