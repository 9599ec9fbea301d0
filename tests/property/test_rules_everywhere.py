"""Both halves of every rule of every room agree: for each role, for each partner, however roles come and go.

A rule for a kind of record of which the walk makes no row fails here: it would be held to nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from commonweal.rights.models import Grant, Organisation, Person, Role
from commonweal.rights.public import Rule, registered_rules
from commonweal.rights.rules.stand_in import NOBODY_HERE, StandIn
from factories import PersonFactory
from trying import at_most
from walk import walked

RULES = registered_rules()
# From when until when, in days from now, and whether it was ended before.
TIMES = {
    "holds": (-1, 1, False),
    "ended": (-1, 1, True),
    "over": (-2, -1, False),
    "to come": (1, 2, False),
}
GRANTS = st.lists(
    st.tuples(st.sampled_from(Role.values), st.integers(0, 3), st.sampled_from(sorted(TIMES))),
    max_size=4,
)


def give(person: Person, grants: list[Any], partners: list[Organisation]) -> frozenset[str]:
    """Grant roles and return those that hold now for the partner acted for, by definition."""
    now = timezone.now()
    holding = set()
    for role, place, time in grants:
        start, end, is_ended = TIMES[time]
        Grant.objects.create(
            person=person,
            organisation=partners[place],
            role=role,
            starts_at=now + timedelta(days=start),
            ends_at=now + timedelta(days=end),
            ended_at=now - timedelta(hours=1) if is_ended else None,
            reason="works here",
        )
        if time == "holds" and partners[place].pk == person.organisation_id:
            holding.add(role)
    return frozenset(holding)


def stand_ins(viewer: Person, partners: list[Organisation]) -> Iterator[StandIn]:
    """Yield everybody whom a person may look as: each role for nobody here, for one partner; the public."""
    for role in Role.values:
        for partner in (NOBODY_HERE, partners[0].pk):
            yield StandIn(frozenset({role}), organisation_id=partner, viewer=viewer)
            yield StandIn(frozenset({role}), organisation_id=partner)
    yield StandIn(frozenset(), viewer=viewer)
    yield StandIn(frozenset())


def disagreements(readers: list[Any]) -> list[tuple[str, object]]:
    wrong = []
    for rule in RULES:
        rows = list(apps.get_model(rule.thing)._default_manager.all())
        for reader in readers:
            selected = _selected(rule, reader)
            allowed = {row.pk for row in rows if rule.allows(reader, row)}
            if selected != allowed:
                wrong.append((rule.name, reader))
    return wrong


def _selected(rule: Rule, reader: Any) -> set[Any]:
    rows = apps.get_model(rule.thing)._default_manager.filter(rule.rows(reader))
    return set(rows.values_list("pk", flat=True))


class Everywhere(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        small = walked()
        cls.people = [*small.people.values()]
        world = small.world
        cls.parties = [world.convener, world.addressee, world.owner, world.other]
        cls.partners = [each.organisation for each in cls.parties]

    def test_there_is_a_row_for_each_rule(self) -> None:
        bare = {r.thing for r in RULES if not apps.get_model(r.thing)._default_manager.exists()}
        assert bare == set()

    def test_the_halves_agree_for_each_role_and_the_public(self) -> None:
        inactive = PersonFactory(organisation=self.partners[0], is_active=False)
        assert disagreements([*self.people, *self.parties, inactive, AnonymousUser()]) == []

    def test_the_halves_agree_for_each_role_of_each_partner(self) -> None:
        people = [
            PersonFactory(organisation=partner, role=role)
            for partner in self.partners
            for role in Role.values
        ]
        assert disagreements(people) == []

    def test_the_halves_agree_for_whoever_looks_as_somebody_else(self) -> None:
        for viewer in (self.parties[0], self.people[0]):
            assert disagreements(list(stand_ins(viewer, self.partners))) == []

    def test_nobody_sees_more_as_somebody_else(self) -> None:
        for viewer in (*self.parties, *self.people):
            for rule in RULES:
                if not rule.name.endswith(".see"):
                    continue
                seen = _selected(rule, viewer)
                for other in stand_ins(viewer, self.partners):
                    if other.viewer is not None:
                        assert _selected(rule, other) <= seen, (rule.name, other.roles)

    @given(GRANTS, st.integers(0, 3))
    @at_most(20)
    def test_the_halves_agree_however_roles_come_and_go(
        self, grants: list[Any], place: int
    ) -> None:
        person = PersonFactory(organisation=self.partners[place], role="")
        holding = give(person, grants, self.partners)
        person = Person.objects.get(pk=person.pk)
        assert person.roles == holding
        assert disagreements([person]) == []


@pytest.mark.django_db
def test_each_rule_lets_somebody_and_refuses_somebody() -> None:
    """A rule that refuses or allows everybody would make the agreement above worthless."""
    small = walked()
    world = small.world
    people = [*small.people.values(), world.convener, world.addressee, world.owner, world.other]
    people += [StandIn(frozenset()), AnonymousUser()]
    told = {}
    for rule in RULES:
        rows = list(apps.get_model(rule.thing)._default_manager.all())
        told[rule.name] = {rule.allows(person, row) for person in people for row in rows}
    assert {name: found for name, found in told.items() if found != {True, False}} == {}
