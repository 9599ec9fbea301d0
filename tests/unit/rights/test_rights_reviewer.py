"""A reviewer checks what was read; they do not speak for the partner that let them in."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from commonweal.partners import public as partners
from commonweal.partners.models import Answer, Recommendation
from commonweal.rights.actions.notes import With, add_note, share_note
from commonweal.rights.models import Note, Role
from commonweal.rights.queries.notes import notes_seen_by
from commonweal.rights.rules.roles import speaks_for, works_here
from factories import PersonFactory, give
from factories_partners import World, world

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> World:
    return world()


def client_of(person: object) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_a_reviewer_neither_answers_nor_publishes_for_the_partner(people: World) -> None:
    for organisation in (people.addressee.organisation, people.convener.organisation):
        reviewer = PersonFactory(role=Role.REVIEWER, organisation=organisation)
        assert works_here(reviewer)
        assert speaks_for(reviewer) is None
        client = client_of(reviewer)
        page = client.get(reverse("partners:recommendation", args=[people.recommendation_id]))
        assert page.status_code == 200
        assert "Keep our answer" not in page.content.decode()
        sent = {"position": "supported"}
        client.post(reverse("partners:answer", args=[people.recommendation_id]), sent)
        client.post(reverse("partners:publish", args=[people.recommendation_id]))
    assert not Answer.objects.exists()
    assert Recommendation.objects.get(pk=people.recommendation_id).published_at is None


def test_a_reviewer_reads_no_note_of_the_partner_nor_what_is_shared_with_it() -> None:
    member = PersonFactory(role=Role.CIVIL_SOCIETY)
    other = PersonFactory(role=Role.CIVIL_SOCIETY)
    reviewer = PersonFactory(role=Role.REVIEWER, organisation=member.organisation)
    add_note(member, "Ours alone.")
    shared = add_note(other, "For the partner.")
    share_note(other, shared.pk, With(organisation_id=member.organisation_id))
    with_reviewers = add_note(other, "For those who review.")
    share_note(other, with_reviewers.pk, With(role=Role.REVIEWER))
    assert [note.text for note in notes_seen_by(reviewer)] == ["For those who review."]
    assert client_of(reviewer).post("/rights/notes/add/", {"text": "x"}).status_code == 403
    assert Note.objects.count() == 3


def test_who_also_works_for_the_partner_speaks_for_it(people: World) -> None:
    give(people.addressee, role=Role.REVIEWER)
    draft = partners.AnswerDraft(position="supported")
    partners.answer(people.addressee, people.recommendation_id, draft)
    assert Answer.objects.count() == 1
