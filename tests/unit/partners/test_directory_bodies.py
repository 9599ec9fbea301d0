"""Bodies that the library read become partners with one click; what is restricted never leaks by it."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from commonweal.kernel.errors import Conflict, NotAllowed, NotFound
from commonweal.library import public as library
from commonweal.library.models import Mention
from commonweal.partners.actions import bodies as acts
from commonweal.partners.models import Profile, Source
from commonweal.partners.queries.directory import sources_of
from commonweal.partners.queries.entry_rows import partner_of
from commonweal.rights.models import Organisation, Person, Role
from factories import CoordinatorFactory, OrganisationFactory, PersonFactory
from factories_partners import world

pytestmark = pytest.mark.django_db
PAPER = b"""News item
Halvera's partners meet about open squares
- Issued on:
- 3 March 2025
- Issued by:
- City of Halvera
The Youth Network of Halvera and the Police Service of Halvera organized the meeting.
"""
SECRET = b"""News item
A gate that few know
- Issued on:
- 4 March 2025
- Issued by:
- Gatekeepers of Halvera
The Youth Network of Halvera organized the meeting at the gate.
"""


@pytest.fixture
def coordinator() -> Person:
    return CoordinatorFactory()


@pytest.fixture
def paper(coordinator: Person) -> None:
    library.add_now("paper.txt", PAPER, person=coordinator)


@pytest.fixture
def secret(coordinator: Person) -> None:
    key = library.add_now("secret.txt", SECRET, person=coordinator)
    circle = library.Circle(roles=[Role.COORDINATOR])
    library.restrict(key, circle, reason="It names a gate.", person=None)


def key_of(coordinator: Person, name: str) -> str:
    [body] = library.bodies_named(coordinator, words=name)[:1]
    return body.key


def page(person: Person, address: str) -> str:
    client = Client()
    client.force_login(person)
    answer = client.get(address)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_one_click_takes_a_body_over_with_its_sources(coordinator: Person, paper: None) -> None:
    client = Client()
    client.force_login(coordinator)
    answer = client.get(reverse("partners:bodies"))
    assert "City of Halvera" in answer.content.decode()
    body = key_of(coordinator, "City of Halvera")
    answer = client.post(reverse("partners:bodies"), {"body": body})
    assert answer.status_code == 303
    partner = Organisation.objects.get(name="City of Halvera")
    shown = page(PersonFactory(), reverse("partners:partner", args=[partner.pk]))
    assert "Halvera's partners meet about open squares" in shown
    assert "City of Halvera" not in page(coordinator, reverse("partners:bodies"))
    answer = client.post(reverse("partners:bodies"), {"body": body})
    assert answer.status_code == 422
    assert "taken over already" in answer.content.decode()


def test_a_partner_of_the_name_gets_the_sources(coordinator: Person, paper: None) -> None:
    known = OrganisationFactory(name="CITY of Halvera")
    body = key_of(coordinator, "City of Halvera")
    assert acts.take_over(coordinator, body) == known.pk


def test_a_body_with_a_partners_name_is_shown_as_such_and_joining_it_is_said(
    coordinator: Person, paper: None
) -> None:
    partner = OrganisationFactory(name="police service of HALVERA")
    shown = page(coordinator, reverse("partners:bodies"))
    assert shown.count("a partner has this name") == 1
    assert "Join to the partner of this name: Police Service of Halvera" in shown
    assert "Take over: Youth Network of Halvera" in shown
    key = key_of(coordinator, "Police Service")
    which = page(coordinator, f"{reverse('partners:body')}?body={key}")
    assert f'<option value="{partner.pk}" selected>' in which
    client = Client()
    client.force_login(coordinator)
    answer = client.post(reverse("partners:bodies"), {"body": key}, follow=True)
    assert "which was here already" in answer.content.decode()
    [source] = sources_of(coordinator, partner_of(coordinator, partner.pk))
    assert source.title
    key = key_of(coordinator, "Youth Network")
    answer = client.post(reverse("partners:bodies"), {"body": key}, follow=True)
    assert "which was here already" not in answer.content.decode()
    assert Organisation.objects.filter(name="Youth Network of Halvera").exists()


def test_a_document_that_names_a_body_twice_stands_there_once(
    coordinator: Person, paper: None
) -> None:
    partner_id = acts.take_over(coordinator, key_of(coordinator, "Youth Network"))
    mention = Mention.objects.get(body__key=Source.objects.get().body_key)
    mention.pk, mention.role = None, "funder"
    mention.save(force_insert=True)
    [source] = sources_of(coordinator, partner_of(coordinator, partner_id))
    assert len(source.role.split("; ")) == 2


def test_a_body_can_be_said_to_be_a_partner_of_another_name(
    coordinator: Person, paper: None
) -> None:
    known = OrganisationFactory(name="Town hall")
    body = key_of(coordinator, "City of Halvera")
    assert "Town hall" in page(coordinator, reverse("partners:body") + f"?body={body}")
    assert acts.take_over(coordinator, body, partner_id=known.pk) == known.pk
    assert not Organisation.objects.filter(name="City of Halvera").exists()
    acts.let_go(coordinator, known.pk, body)
    assert not Source.objects.exists()
    with pytest.raises(NotFound):
        acts.let_go(coordinator, known.pk, body)


def test_only_the_coordinator_takes_over(paper: None, coordinator: Person) -> None:
    body = key_of(coordinator, "City of Halvera")
    with pytest.raises(NotAllowed):
        acts.take_over(PersonFactory(), body)
    with pytest.raises(NotFound):
        acts.take_over(coordinator, "no such body")


def test_what_only_a_restricted_document_names_is_not_offered_even_to_who_reads_it(
    coordinator: Person, paper: None, secret: None
) -> None:
    names = [each.name for each in library.bodies_named(coordinator)[:50]]
    assert "City of Halvera" in names
    assert not [each for each in names if "Gatekeepers" in each]
    closed = library.bodies_named(coordinator, words="Gatekeepers")
    assert len(closed) == 0


def test_a_restricted_document_stands_as_source_for_those_let_in_alone(
    coordinator: Person, paper: None, secret: None
) -> None:
    body = key_of(coordinator, "Youth Network")
    [youth] = library.bodies_named(coordinator, keys=[body])[:1]
    assert youth.documents == 1
    partner = partner_of(coordinator, acts.take_over(coordinator, body))
    titles = {each.title for each in sources_of(coordinator, partner)}
    assert "A gate that few know" in titles
    others = {each.title for each in sources_of(PersonFactory(), partner)}
    assert others == titles - {"A gate that few know"}


def test_a_partner_on_which_nothing_rests_is_taken_out(coordinator: Person, paper: None) -> None:
    key = acts.take_over(coordinator, key_of(coordinator, "City of Halvera"))
    acts.remove_partner(coordinator, key)
    assert not Organisation.objects.filter(pk=key).exists()
    assert not Profile.objects.exists()


def test_one_on_which_something_rests_stays_with_its_entry() -> None:
    small = world()
    addressee = small.addressee.organisation_id
    Profile.objects.create(organisation_id=addressee, mandate="Stays.")
    with pytest.raises(Conflict, match="something rests on it"):
        acts.remove_partner(small.coordinator, addressee)
    assert Profile.objects.get().mandate == "Stays."
    with pytest.raises(NotAllowed):
        acts.remove_partner(small.convener, addressee)
