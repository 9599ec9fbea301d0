"""Both halves of every rule agree, for everybody, on every row of a small world; and progress likewise."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from commonweal.partners.engine.states import (
    ActionState,
    action_progress,
    recommendation_progress,
)
from commonweal.partners.models import Action, Recommendation
from commonweal.partners.queries.progress import with_action_progress, with_progress
from commonweal.rights.public import registered_rules
from factories import CoordinatorFactory, OrganisationFactory, PersonFactory
from factories_partners import (
    ActionFactory,
    ConfirmationFactory,
    EvidenceFactory,
    MeetingFactory,
    RecommendationFactory,
)
from trying import at_most

OF_PROMISES = {"Meeting", "Recommendation", "Action", "Evidence", "Confirmation"}
RULES = [r for r in registered_rules() if r.thing in {f"partners.{one}" for one in OF_PROMISES}]
PLACES = st.integers(0, 2)
VIEWS = st.lists(
    st.tuples(PLACES, st.sampled_from(["confirms", "objects"]), st.booleans()), max_size=3
)
ACTIONS = st.lists(
    st.tuples(PLACES, st.sampled_from(list(get_args(ActionState))), PLACES, VIEWS),
    max_size=3,
)
PROMISES = st.lists(
    st.tuples(PLACES, st.none() | PLACES, PLACES, st.booleans(), st.booleans(), ACTIONS),
    min_size=1,
    max_size=3,
)


def build(promises: list[Any]) -> list[Any]:
    """Make the world and return everybody who may look at it."""
    partners = OrganisationFactory.create_batch(3)
    people = [PersonFactory(organisation=partner) for partner in partners]
    now = timezone.now()
    for recorder, called, addressee, is_public, is_withdrawn, actions in promises:
        convener = None if called is None else partners[called]
        row = RecommendationFactory(
            meeting=MeetingFactory(recorder=partners[recorder], convener=convener),
            addressee=partners[addressee],
            published_at=now if is_public else None,
            withdrawn_at=now if is_withdrawn else None,
        )
        for owner, state, reporter, views in actions:
            add_action(row, partners[owner], state, people[reporter], people, views)
    return [
        *people,
        CoordinatorFactory(),
        CoordinatorFactory(organisation=None),
        PersonFactory(organisation=None),
        PersonFactory(organisation=partners[0], is_active=False),
        AnonymousUser(),
    ]


def add_action(
    row: Recommendation, owner: Any, state: str, reporter: Any, people: list[Any], views: list[Any]
) -> None:
    done = state == "done"
    action = ActionFactory(
        recommendation=row,
        owner=owner,
        state=state,
        reported_by=reporter if done else None,
        reported_for=reporter.organisation if done else None,
        reported_at=timezone.now() if done else None,
    )
    EvidenceFactory(action=action, person=reporter)
    said = set()
    for place, kind, is_former in views:
        person = people[place]
        if person.organisation_id == owner.pk or (not is_former and place in said):
            continue
        if not is_former:
            said.add(place)
        ConfirmationFactory(
            action=action,
            kind=kind,
            person=person,
            reason="The ramp is missing.",
            superseded_at=timezone.now() if is_former else None,
        )


def test_there_are_rules_for_each_kind_of_row() -> None:
    things = {rule.thing.removeprefix("partners.") for rule in RULES}
    assert things == OF_PROMISES


class Halves(TestCase):
    @given(PROMISES)
    @at_most(15)
    def test_the_halves_of_each_rule_agree(self, promises: list[Any]) -> None:
        for person in build(promises):
            for rule in RULES:
                rows = apps.get_model(rule.thing).objects.all()
                selected = set(rows.filter(rule.rows(person)).values_list("pk", flat=True))
                allowed = {row.pk for row in rows if rule.allows(person, row)}
                assert selected == allowed, (rule.name, person)

    @given(PROMISES)
    @at_most(25)
    def test_the_database_derives_progress_as_the_engine_does(self, promises: list[Any]) -> None:
        build(promises)
        for row in with_progress(Recommendation.objects.all(), today=timezone.localdate()):
            actions = list(with_action_progress(row.actions.all()))
            for action in actions:
                assert action.progress == by_hand(action)
            expected = recommendation_progress(
                [by_hand(action) for action in actions], is_withdrawn=row.withdrawn_at is not None
            )
            assert row.progress == expected


def by_hand(action: Action) -> Any:
    now = [view for view in action.confirmations.all() if view.superseded_at is None]
    return action_progress(
        action.state,
        confirmed=sum(view.kind == "confirms" for view in now),
        objected=sum(view.kind == "objects" for view in now),
    )


@pytest.mark.django_db
def test_a_rule_tells_somebody_yes_and_somebody_no() -> None:
    """Rules that refuse or allow everybody would make the agreement above worthless."""
    actions = [(1, "done", 1, [(2, "objects", False)]), (0, "planned", 0, [])]
    everybody = build([(0, 0, 1, True, False, actions), (0, None, 2, False, True, [])])
    for rule in RULES:
        rows = list(apps.get_model(rule.thing).objects.all())
        said = {rule.allows(person, row) for person in everybody for row in rows}
        assert said == {True, False}, rule.name
