"""Promises for programs: partners are named, people never; notes of partners are nowhere."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commonweal.partners.actions.standing import settle
from commonweal.rights.models import Note, Person, Role
from factories import PersonFactory
from factories_partners import ActionFactory, RecommendationFactory, world
from programs import Program

pytestmark = pytest.mark.django_db


def test_recommendations_with_how_far_they_are() -> None:
    small = world()
    action_id = small.do()
    program = Program(small.other)
    [one] = program.all("partners/recommendations")
    assert one["id"] == str(small.recommendation_id)
    assert one["addressee"]["name"] == small.addressee.organisation.name
    assert one["state"] in {"reported-done", "ongoing", "planned"}
    [done] = program.all("partners/actions")
    assert done["id"] == str(action_id)
    assert done["recommendation_id"] == one["id"]
    assert done["owner"]["id"] == str(small.owner.organisation_id)
    assert program.all("partners/recommendations", state="confirmed") == []
    assert program.all("partners/recommendations", answer=one["answer"]) == [one]
    assert program.all("partners/actions", owner=small.other.organisation_id) == []
    assert program.all("partners/actions", state=done["state"]) == [done]
    assert program.get("partners/actions", state="imagined").status_code == 422


def test_pages_of_a_list_hold_each_row_once_in_constant_queries() -> None:
    rows = {str(RecommendationFactory().pk) for _ in range(7)}
    actions = {str(ActionFactory(recommendation__withdrawn_at=None).pk) for _ in range(5)}
    program = Program(PersonFactory())
    found = program.all("partners/recommendations", limit=3)
    assert len(found) == 12
    assert rows <= {one["id"] for one in found}
    assert {one["id"] for one in program.all("partners/actions", limit=2)} == actions
    counts = []
    for limit in (1, 12):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            program.get("partners/recommendations", limit=limit)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_only_what_is_overdue() -> None:
    ActionFactory()
    late = ActionFactory(due_on="2025-01-01")
    settle(late.recommendation_id)
    program = Program(PersonFactory())
    assert [one["id"] for one in program.all("partners/actions", overdue=True)] == [str(late.pk)]
    found = program.all("partners/recommendations", overdue=True)
    assert [one["id"] for one in found] == [str(late.recommendation_id)]


def test_no_person_is_named_and_no_note_is_told() -> None:
    small = world()
    small.do()
    for number, person in enumerate(Person.objects.all()):
        person.name = f"Somebody-{number}-of-them"
        person.save()
    Note.objects.create(
        thing="partners.Recommendation",
        thing_id=str(small.recommendation_id),
        organisation=small.other.organisation,
        author=small.other,
        text="Between ourselves.",
    )
    for role in (Role.OVERSIGHT, Role.POLICE, Role.COORDINATOR):
        program = Program(PersonFactory(role=role))
        told = json.dumps(
            [program.all("partners/recommendations"), program.all("partners/actions")]
        )
        assert "step" in told or "kerb" in told.lower()
        assert "Somebody" not in told
        assert "Between" not in told


def test_what_partners_share_is_not_for_donors() -> None:
    program = Program(PersonFactory(role=Role.DONOR))
    assert program.get("partners/actions").status_code == 403
