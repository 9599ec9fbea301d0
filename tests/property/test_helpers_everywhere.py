"""Every plain answer of every room to "may they?" holds through somebody else's eyes for both, or not at all."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

import commonweal
from commonweal.rights.models import Person, Role
from commonweal.rights.rules.doors import DOORS, opens
from commonweal.rights.rules.roles import grantable_roles, holds
from commonweal.rights.rules.stand_in import NOBODY_HERE, StandIn
from factories import PersonFactory, give

# Who reads, by the name that rules, queries and tags give them.
READERS = {"person", "reader", "user"}
PLACES = {"rules", "queries", "templatetags"}


def _modules() -> Iterator[Any]:
    for found in walk_packages(commonweal.__path__, "commonweal."):
        if PLACES & set(found.name.split(".")):
            yield import_module(found.name)


def _helpers() -> dict[str, Callable[[Any], bool]]:
    """Every function of one argument, the reader, that says yes or no; private ones as well."""
    found = {}
    for module in _modules():
        for name, one in inspect.getmembers(module, inspect.isfunction):
            if one.__module__ != module.__name__:
                continue
            signature = inspect.signature(one)
            if (
                signature.return_annotation == "bool"
                and [*signature.parameters][:1] != []
                and (set(signature.parameters) <= READERS)
            ):
                found[f"{module.__name__}.{name}"] = one
    found |= {f"holds {role}": lambda reader, role=role: holds(reader, role) for role in Role}
    found |= {f"door {door}": lambda reader, door=door: opens(door, reader) for door in DOORS}
    found |= {
        f"grants {role}": lambda reader, role=role: role in grantable_roles(reader) for role in Role
    }
    return found


HELPERS = _helpers()
# About the person's own account, which a stand-in has none of.
OF_PERSONS = {
    "commonweal.rights.queries.sign_in.has_second_step",
    "commonweal.rights.queries.sign_in.holds_any_role",
    "commonweal.rights.queries.keys._lacks_second_step",
}


def test_the_walk_finds_the_helpers_of_every_room() -> None:
    names = {name.rpartition(".")[2] for name in HELPERS}
    assert {"may_remove", "may_invite", "coordinates", "works_here", "reads_here"} <= names
    assert {"sees_names", "shares_here", "oversees", "works"} <= names
    assert set(HELPERS) >= OF_PERSONS


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(set(HELPERS) - OF_PERSONS))
def test_through_other_eyes_it_is_what_both_may(name: str) -> None:
    helper = HELPERS[name]
    viewers = [PersonFactory(role=role) for role in Role.values]
    both = PersonFactory(role=Role.REVIEWER)
    give(both, role=Role.ADMINISTRATOR)
    viewers += [Person.objects.get(pk=both.pk), PersonFactory(role=""), AnonymousUser()]
    wrong = []
    for viewer in viewers:
        for roles in (frozenset(), *(frozenset({role}) for role in Role.values)):
            bare = StandIn(roles, organisation_id=NOBODY_HERE)
            seen = StandIn(roles, organisation_id=NOBODY_HERE, viewer=viewer)
            if bool(helper(seen)) != bool(helper(bare) and helper(viewer)):
                wrong.append((viewer, roles))
    assert wrong == []
