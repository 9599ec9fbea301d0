"""Who can see this, why, and the page through somebody else's eyes: never more than one's own."""

from __future__ import annotations

from html import unescape
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commonweal.library import public as library
from commonweal.rights.actions.digests import choose_digest
from commonweal.rights.actions.grants import act_for
from commonweal.rights.actions.notes import With, add_note, share_note
from commonweal.rights.actions.sign_in import STEP_ADDED, note
from commonweal.rights.models import Person, Role
from commonweal.rights.public import declared_verbs, registered_rules
from commonweal.rights.queries.seeing import OF_ONES_SIGN_IN, sights_of
from commonweal.rights.rules.records import record_kinds
from commonweal.rights.rules.rule import rule_to_see
from commonweal.rights.rules.stand_in import others_eyes
from factories import PASSWORD, CoordinatorFactory, OrganisationFactory, PersonFactory
from walk import Walked, walked

pytestmark = pytest.mark.django_db
PAGES = {
    "library.Document": "document_id",
    "partners.Meeting": "meeting_id",
    "partners.Recommendation": "recommendation_id",
    "partners.Action": "action_id",
}


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def body(answer: Any) -> str:
    return unescape(answer.content.decode())


@pytest.fixture
def small() -> Walked:
    return walked()


def who(thing: str, key: UUID | str) -> str:
    return reverse("rights:who", args=[thing, key])


@pytest.mark.parametrize("thing", PAGES)
def test_each_record_says_who_sees_it_and_leads_to_the_same_page_as_others(
    small: Walked, thing: str
) -> None:
    client = signed_in(small.world.convener)
    [kind] = [each for each in record_kinds() if each.thing == thing]
    key = small.rows[PAGES[thing]]
    address = reverse(kind.page, args=[key])
    assert who(thing, key) in body(client.get(address))
    page = body(client.get(who(thing, key)))
    assert "badge--ok" in page
    assert "badge--neutral" in page
    assert "The public does not see it." in page
    for name in others_eyes():
        assert f"{address}?as={name}" in page


def test_every_kind_of_record_has_a_rule_with_reasons() -> None:
    seen = {rule.thing: rule for rule in registered_rules() if rule.name.endswith(".see")}
    for kind in record_kinds():
        assert seen[kind.thing].why is not None, kind.thing


def test_the_list_says_what_the_rule_says(small: Walked) -> None:
    for kind in record_kinds():
        if kind.thing not in PAGES:
            continue
        row = kind.find(small.rows[PAGES[kind.thing]], small.world.convener)
        for sight in sights_of(kind.thing, row, person=small.world.convener):
            assert str(sight.why)
        roles = {
            sight.role: sight.sees
            for sight in sights_of(kind.thing, row, person=small.world.convener)
        }
        assert roles[str(Role.POLICE.label)]
        assert not roles[str(Role.ADMINISTRATOR.label)]
        assert roles[str(Role.DONOR.label)] == (kind.thing == "library.Document")
        assert not roles[""]


def test_who_may_not_see_a_record_does_not_see_who_can(small: Walked) -> None:
    meeting = who("partners.Meeting", small.rows["meeting_id"])
    for role, status in ((Role.DONOR, 404), (Role.ADMINISTRATOR, 404), (Role.OVERSIGHT, 200)):
        assert signed_in(small.people[role]).get(meeting).status_code == status
    assert Client().get(meeting).status_code == 302
    missing = who("partners.Meeting", UUID(int=7))
    assert signed_in(small.world.convener).get(missing).status_code == 404
    unknown = who("partners.Nothing", UUID(int=7))
    assert signed_in(small.world.convener).get(unknown).status_code == 404


def test_the_log_of_changes_names_people_only_to_those_who_take_part(small: Walked) -> None:
    address = who("partners.Recommendation", small.world.recommendation_id)
    name = "Somebody Who Marked"
    Person.objects.filter(pk=small.world.convener.pk).update(name=name)
    ours = body(signed_in(small.world.addressee).get(address))
    theirs = body(signed_in(small.people[Role.OVERSIGHT]).get(address))
    assert name in ours
    assert name not in theirs
    assert small.world.convener.organisation.name in ours
    assert small.world.convener.organisation.name not in theirs


@pytest.mark.parametrize("eyes", sorted(others_eyes()))
def test_a_record_is_shown_as_somebody_else_with_a_banner_and_the_way_back(
    small: Walked, eyes: str
) -> None:
    client = signed_in(small.world.convener)
    address = reverse("partners:meeting", args=[small.rows["meeting_id"]])
    answer = client.get(address, {"as": eyes})
    sees = eyes not in {"public", "donor"}
    assert answer.status_code == (200 if sees else 404)
    page = body(answer)
    assert "You see this page as somebody else would" in page
    assert f'<a href="{address}">Back to your own view</a>' in page
    if eyes != "co-ordinator":
        assert "Mark what it asks</a>" not in page
    assert "Mark what it asks</a>" in body(client.get(address))


def test_nobody_sees_more_through_somebody_elses_eyes(small: Walked) -> None:
    client = signed_in(small.people[Role.DONOR])
    meeting = reverse("partners:meeting", args=[small.rows["meeting_id"]])
    person = reverse("rights:person", args=[small.rows["person_id"]])
    for address in (meeting, person):
        assert client.get(address).status_code == 404
        for eyes in others_eyes():
            assert client.get(address, {"as": eyes}).status_code == 404


def test_nothing_is_done_through_somebody_elses_eyes(small: Walked) -> None:
    client = signed_in(small.world.convener)
    address = reverse("partners:meeting", args=[small.rows["meeting_id"]])
    assert client.post(f"{address}?as=police").status_code == 422
    assert client.get(address, {"as": "king"}).status_code == 422


def test_other_pages_and_strangers_are_left_alone(small: Walked) -> None:
    answer = signed_in(small.world.convener).get("/partners/", {"as": "public"})
    assert answer.status_code == 200
    assert "somebody else would" not in body(answer)
    address = reverse("partners:meeting", args=[small.rows["meeting_id"]])
    assert Client().get(address, {"as": "police"}).status_code == 302


def test_the_list_takes_the_same_queries_for_many_partners(small: Walked) -> None:
    wrong = {}
    for thing in (kind.thing for kind in record_kinds()):
        rule, model = rule_to_see(thing), apps.get_model(thing)
        assert rule
        asked = []
        # What one kind of record needs is undone for the next.
        with transaction.atomic():
            for people in (1, 40):
                PersonFactory.create_batch(people, role="reviewer")
                row = model.objects.order_by("pk").first()
                with CaptureQueriesContext(connection) as queries:
                    assert len(sights_of(thing, row, person=small.people[Role.PARTNER])) > people
                asked.append(len(queries))
            transaction.set_rollback(True)
        if not asked[0] == asked[1] <= 20:
            wrong[thing] = asked
    assert wrong == {}


def test_nobody_watches_when_and_how_a_colleague_signs_in() -> None:
    somebody = PersonFactory(name="Alva Rome")
    colleague = PersonFactory(organisation=somebody.organisation)
    client = Client()
    client.post("/accounts/login/", {"login": somebody.email, "password": PASSWORD})
    choose_digest(somebody, "weekly")
    note(somebody, STEP_ADDED, kind="totp")
    act_for(somebody, somebody.organisation_id)
    told = ("signed in", "second step", "changed the password", "how often mail comes")
    own = body(signed_in(somebody).get(who("rights.Person", somebody.pk)))
    assert all(words in own for words in told[:2])
    for reader in (colleague, CoordinatorFactory(), PersonFactory(role=Role.ADMINISTRATOR)):
        page = body(signed_in(reader).get(who("rights.Person", somebody.pk)))
        assert "acts for another partner" in page
        assert not [words for words in told if words in page]


def test_each_verb_of_sign_in_is_left_out_for_others() -> None:
    """Whoever declares another one decides about it here."""
    of_persons = {
        each.key
        for each in declared_verbs()
        if each.key.startswith("rights.")
        and any(
            word in each.key
            for word in ("sign-in", "password", "step", "codes", "session", "digest")
        )
    }
    assert of_persons == {key for key in of_persons if key.startswith(OF_ONES_SIGN_IN)}
    assert len(of_persons) > 8


def test_whom_a_note_is_shared_with_reads_of_themselves_alone() -> None:
    author = PersonFactory(role=Role.CIVIL_SOCIETY, name="Alice Author")
    police = PersonFactory(role=Role.POLICE)
    press = PersonFactory(organisation=OrganisationFactory(name="Journalists union"))
    kept = add_note(author, "Two members felt watched.")
    for other in (police, press):
        share_note(author, kept.pk, With(organisation_id=other.organisation_id))
    page = body(signed_in(police).get(who("rights.Note", kept.pk)))
    assert police.organisation.name in page
    assert "Journalists union" not in page
    assert "Alice Author" not in page
    assert author.organisation.name not in page
    assert "Nothing is noted in the trail." in page
    own = body(signed_in(author).get(who("rights.Note", kept.pk)))
    assert "Journalists union" in own
    assert "Alice Author" in own


def test_oversight_reads_here_of_partners_as_it_does_in_the_trail(small: Walked) -> None:
    partner = OrganisationFactory(name="Women of Lumen")
    person = PersonFactory(organisation=partner, role=Role.CIVIL_SOCIETY)
    PersonFactory(organisation=OrganisationFactory(name="Mothers' house"), role=Role.CIVIL_SOCIETY)
    PersonFactory(organisation=OrganisationFactory(name="Lumen Police"), role=Role.POLICE)
    key = library.add_now("a.txt", b"Halvera, 1 May 2026 - A note.", person=person)
    for role in (Role.OVERSIGHT, Role.DONOR):
        page = body(signed_in(small.people[role]).get(who("library.Document", key)))
        assert "Women of Lumen" not in page
        assert "Mothers' house" not in page
        assert "civil-society partner" in page
        assert "Lumen Police" in page
    assert "Women of Lumen" in body(signed_in(person).get(who("library.Document", key)))
