"""Both halves of the rules of partnerships agree, whoever is in one, left it, keeps it, and whatever role reads."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from commonweal.partners.engine.partnerships import STATES, stage
from commonweal.partners.models import Member, Partnership, Term
from commonweal.partners.queries.partnership_stages import with_stage
from commonweal.rights.models import Role
from commonweal.rights.public import registered_rules
from factories import OrganisationFactory, PersonFactory
from trying import at_most

RULES = [rule for rule in registered_rules() if rule.thing == "partners.Partnership"]
TODAY = date(2026, 5, 1)
# Around every edge that the engine knows: over, the last day, 90 days, a day more, none.
ENDS = st.none() | st.sampled_from((-400, -1, 0, 1, 30, 31, 89, 90, 91, 400))
# The terms after the first: offered, agreed, or offered and dropped.
TERMS = st.lists(st.sampled_from(("offered", "agreed", "dropped")), max_size=3)
PLACES = st.integers(0, 3)
PARTNERSHIPS = st.lists(
    st.tuples(PLACES, st.dictionaries(PLACES, st.booleans(), max_size=4)), min_size=1, max_size=3
)


def build(partnerships: list[Any]) -> list[Any]:
    """Make partnerships, some organisations of which have left, and return everybody who may look."""
    partners = OrganisationFactory.create_batch(4)
    added_by = PersonFactory(organisation=partners[0])
    for keeper, members in partnerships:
        kind = "team" if keeper % 2 else "public-council"
        row = Partnership.objects.create(
            kind=kind, title="T", purpose="P", keeper=partners[keeper], added_by=added_by
        )
        for place, has_left in members.items():
            left_on = timezone.localdate() if has_left else None
            Member.objects.create(partnership=row, organisation=partners[place], left_on=left_on)
    roles = (Role.PLACE, Role.PARTNER, Role.COORDINATOR, Role.REVIEWER, Role.OVERSIGHT, Role.DONOR)
    people = [PersonFactory(organisation=partners[at % 4], role=r) for at, r in enumerate(roles)]
    both = PersonFactory(organisation=partners[1], role=Role.PLACE)
    return [*people, both, PersonFactory(organisation=None), AnonymousUser()]


def test_there_are_rules() -> None:
    assert {rule.name.rpartition(".")[2] for rule in RULES} == {
        "see",
        "keep",
        "speak",
        "publish",
        "publish-raised",
    }


class Halves(TestCase):
    @given(PARTNERSHIPS)
    @at_most(15)
    def test_the_halves_of_each_rule_agree(self, partnerships: list[Any]) -> None:
        for person in build(partnerships):
            for rule in RULES:
                rows = Partnership.objects.all()
                selected = list(rows.filter(rule.rows(person)).values_list("pk", flat=True))
                allowed = {row.pk for row in rows if rule.allows(person, row)}
                assert sorted(selected) == sorted(allowed), (rule.name, person)

    def test_each_rule_tells_somebody_yes_and_somebody_no(self) -> None:
        people = build([(0, {1: False, 2: True}), (3, {}), (2, {1: False})])
        Partnership.objects.filter(keeper=people[2].organisation).update(state="signed")
        for rule in RULES:
            said = {rule.allows(p, row) for p in people for row in Partnership.objects.all()}
            assert said == {True, False}, rule.name


class Stages(TestCase):
    @given(st.sampled_from(STATES), ENDS, TERMS)
    @at_most(60)
    def test_the_database_derives_the_stage_as_the_engine_does(
        self, state: Any, days: int | None, terms: list[str]
    ) -> None:
        person = PersonFactory()
        end = None if days is None else TODAY + timedelta(days=days)
        row = Partnership.objects.create(
            kind="team", title="T", purpose="P", keeper=person.organisation, added_by=person,
            state=state, start=TODAY - timedelta(days=900), end=end,
        )  # fmt: skip
        Term.objects.create(partnership=row, agreed_on=TODAY)
        for number, kind in enumerate(terms, start=2):
            Term.objects.create(
                partnership=row,
                number=number,
                start=TODAY,
                agreed_on=TODAY if kind == "agreed" else None,
                dropped_on=TODAY if kind == "dropped" else None,
            )
        [found] = with_stage(Partnership.objects.filter(pk=row.pk), today=TODAY)
        renewals = terms.count("agreed")
        assert found.stage == stage(state, end, renewals=renewals, today=TODAY)
