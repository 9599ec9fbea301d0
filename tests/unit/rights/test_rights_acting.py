"""A page opened for one partner writes nothing for another one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client

import commonweal
from commonweal.library.models import Intake
from commonweal.rights.actions.grants import act_for
from commonweal.rights.models import Note, Person, Role
from factories import CoordinatorFactory, OrganisationFactory, PersonFactory, give

pytestmark = pytest.mark.django_db
FORM = re.compile(r"<form\b[^>]*method=\"post\".*?</form>", re.DOTALL | re.IGNORECASE)
FIELD = re.compile(r'name="page_is_for" value="([^"]*)"')
TEMPLATES = sorted(Path(commonweal.__path__[0]).rglob("*.html"))


@pytest.fixture
def of_two() -> Person:
    """Somebody who works for a civil-society partner, and for the police as well."""
    person = PersonFactory(role=Role.CIVIL_SOCIETY)
    give(person, role=Role.POLICE, organisation=OrganisationFactory(name="Police"))
    return person


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def other_of(person: Person) -> object:
    return person.grants.exclude(organisation=person.organisation).get().organisation_id


def test_a_page_of_another_partner_writes_nothing(of_two: Person) -> None:
    tab = signed_in(of_two)
    [said] = set(FIELD.findall(tab.get("/rights/notes/add/").content.decode()))
    assert said == str(of_two.organisation_id)
    tab.post("/rights/acting-for/", {"partner": str(other_of(of_two)), "page_is_for": said})
    sent = {"text": "Ask the mothers again.", "page_is_for": said}
    answer = tab.post("/rights/notes/add/", sent)
    assert answer.status_code == 409
    assert "you act for Police now" in answer.content.decode()
    assert not Note.objects.exists()
    by_script = tab.post("/rights/notes/add/", sent, headers={"HX-Request": "true"})
    assert by_script.status_code == 409
    tab.post("/rights/acting-for/", {"partner": said, "page_is_for": str(other_of(of_two))})
    assert tab.post("/rights/notes/add/", sent).status_code == 303
    assert Note.objects.get().organisation_id == of_two.organisation_id


def test_nor_does_what_is_uploaded(of_two: Person) -> None:
    tab = signed_in(of_two)
    said = str(of_two.organisation_id)
    act_for(of_two, other_of(of_two))
    sent = {"text": "Minutes of a meeting.", "name": "minutes", "page_is_for": said}
    assert tab.post("/library/add/", sent).status_code == 409
    assert not Intake.objects.exists()


def test_one_signs_out_from_any_page(of_two: Person) -> None:
    tab = signed_in(of_two)
    before = str(of_two.organisation_id)
    act_for(of_two, other_of(of_two))
    assert tab.post("/accounts/logout/", {"page_is_for": before}).status_code == 302
    assert "_auth_user_id" not in tab.session


def test_a_stranger_s_forms_say_nothing() -> None:
    assert not FIELD.search(Client().get("/accounts/login/").content.decode())


@pytest.mark.parametrize(
    "address", ["/", "/library/add/", "/partners/meetings/add/", "/rights/invite/", "/rights/keys/"]
)
def test_every_form_of_a_page_says_for_whom_it_is(address: str) -> None:
    boss = CoordinatorFactory()
    give(boss, role=Role.POLICE, organisation=OrganisationFactory())
    forms = FORM.findall(signed_in(boss).get(address).content.decode())
    assert len(forms) >= 2
    assert {said for form in forms for said in FIELD.findall(form)} == {str(boss.organisation_id)}
    assert all(FIELD.search(form) for form in forms)


def test_every_form_of_every_template_says_for_whom_it_is() -> None:
    """Django's tag stands in each, and ours has taken its place; an example only shows how one looks."""
    forms = [
        (file.name, form)
        for file in TEMPLATES
        if file.parent.name != "examples"
        for form in FORM.findall(file.read_text())
    ]
    assert len(forms) > 50
    assert [name for name, form in forms if "{% csrf_token %}" not in form] == []
