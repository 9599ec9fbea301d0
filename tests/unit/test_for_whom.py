"""What somebody did for one partner stays that partner's when they act for another one afterwards."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pytest
from django.apps import apps
from django.test import Client

from commonweal.library import public as library
from commonweal.library import tasks
from commonweal.library.actions import intakes
from commonweal.library.actions.intakes import Upload
from commonweal.library.models import Document, Intake, Origin
from commonweal.partners import public as partners
from commonweal.rights.actions.grants import act_for
from commonweal.rights.models import Person, Role, TrailEntry
from commonweal.rights.queries.ending import ours_ending
from factories import OrganisationFactory, PersonFactory, give
from factories_partners import documented_meeting
from programs import Program

SOURCES = Path(__file__).parents[2] / "src/commonweal"
NAME = "victims/north-gate-list.txt"
PAGE = (
    b"Meeting on open markets held in Vienna\n\nVIENNA, 4 May 2025 - Forty people met in Vienna.\n"
)


@dataclass(frozen=True, slots=True)
class Both:
    """Somebody who acts for an association and for the police, and a colleague of each."""

    person: Person
    mate: Person
    officer: Person

    def switch(self) -> None:
        act_for(Person.objects.get(pk=self.person.pk), self.officer.organisation_id)


@pytest.fixture
def both(db: None) -> Both:
    association = OrganisationFactory(name="Lumen association")
    police = OrganisationFactory(name="Halvera constabulary")
    person = PersonFactory(organisation=association, role=Role.CIVIL_SOCIETY)
    give(person, role=Role.POLICE, organisation=police)
    return Both(
        person=person,
        mate=PersonFactory(organisation=association, role=Role.CIVIL_SOCIETY),
        officer=PersonFactory(organisation=police, role=Role.POLICE),
    )


def page_of(person: Person, address: str) -> tuple[int, str]:
    client = Client()
    client.force_login(person)
    answer = client.get(address)
    return answer.status_code, unescape(answer.content.decode())


def uploaded(both: Both) -> Intake:
    key = intakes.begin([Upload(name=NAME, chunks=[PAGE])], person=both.person)
    return Intake.objects.get(pk=key)


def test_an_upload_stays_with_the_partner_it_was_for(both: Both) -> None:
    intake = uploaded(both)
    both.switch()
    assert page_of(both.officer, intake.get_absolute_url())[0] == 404
    assert str(intake.pk) not in page_of(both.officer, "/library/add/")[1]
    assert NAME in page_of(both.mate, intake.get_absolute_url())[1]
    assert not any(count for _kind, count in ours_ending(both.officer, days=90))
    assert any(count for _kind, count in ours_ending(both.mate, days=90))


def test_what_is_read_after_they_switched_is_still_for_that_partner(both: Both) -> None:
    intake = uploaded(both)
    both.switch()
    tasks.read_intake.enqueue(str(intake.pk))
    document = Document.objects.get()
    assert document.added_for_id == both.mate.organisation_id
    assert Origin.objects.get().added_for_id == both.mate.organisation_id
    entry = TrailEntry.objects.get(verb="library.document.added")
    assert entry.organisation_id == both.mate.organisation_id


def test_where_it_came_from_names_the_partner_of_then(both: Both) -> None:
    key = library.add_now(NAME, PAGE, person=both.person)
    both.switch()
    page = page_of(PersonFactory(role=Role.DONOR), f"/library/{key}/")[1]
    assert "for Lumen association" in page
    assert "Halvera constabulary" not in page


def test_a_mark_names_the_partner_of_then(both: Both) -> None:
    meeting_id, _document_id = documented_meeting(both.person)
    mark = partners.Mark(addressee_id=both.mate.organisation_id, text="Keep it step-free.")
    [key] = partners.mark(both.person, meeting_id, [mark])
    both.switch()
    page = page_of(PersonFactory(role=Role.OVERSIGHT), f"/partners/recommendations/{key}/")[1]
    told = re.search(r"Marked by</dt><dd>(.*?)</dd>", page, re.DOTALL)
    assert told is not None
    assert "Lumen association" in told[1]
    assert "Halvera constabulary" not in told[1]


@pytest.mark.parametrize("role", [Role.DONOR, Role.POLICE, Role.COORDINATOR, Role.OVERSIGHT])
def test_the_name_of_a_file_is_for_the_people_of_the_partner_that_added_it(
    both: Both, role: Role
) -> None:
    key = library.add_now(NAME, PAGE, person=both.person)
    for person, knows in ((both.mate, True), (PersonFactory(role=role), False)):
        assert ("north-gate" in page_of(person, f"/library/{key}/")[1]) is knows
        client = Client()
        client.force_login(person)
        original = client.get(f"/library/{key}/original/")
        assert ("north-gate" in original["Content-Disposition"]) is knows
        assert ".txt" in original["Content-Disposition"]
        told = Program(person, "library.read").get(f"library/documents/{key}").content.decode()
        assert ("north-gate" in told) is knows
    assert "north-gate" not in page_of(_elsewhere(both), f"/library/{key}/")[1]


def _elsewhere(both: Both) -> Person:
    both.switch()
    return Person.objects.get(pk=both.person.pk)


# A request's own person.
OWN = {"user"}


def test_no_page_or_question_goes_by_the_partner_that_whoever_did_it_acts_for_now() -> None:
    people = {
        field.name
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.many_to_one and field.related_model is Person and field.name not in OWN
    }
    of = f"(?:{'|'.join(sorted(people))})"
    # A row's person, or a lookup through it; not the person who acts now.
    through = re.compile(rf"\w\.{of}\.organisation\b(?!_id\s*=[^=])|\b{of}__organisation")
    wrong = [
        f"{path.relative_to(SOURCES)}: {found[0]}"
        for path in sorted(SOURCES.rglob("*"))
        if path.suffix in {".py", ".html"} and "migrations" not in path.parts
        for found in through.finditer(path.read_text())
    ]
    assert wrong == []


def test_the_migration_guesses_by_what_is_known(both: Both) -> None:
    from importlib import import_module

    key = library.add_now(NAME, PAGE, person=both.person)
    intake = uploaded(both)
    meeting_id, _document_id = documented_meeting(both.person)
    mark = partners.Mark(addressee_id=both.mate.organisation_id, text="Keep it step-free.")
    [marked] = partners.mark(both.person, meeting_id, [mark])
    both.switch()
    Origin.objects.update(added_for=None)
    Intake.objects.update(added_for=None)
    rows = apps.get_model("partners", "Recommendation").objects
    rows.update(marked_for=None)
    for room, name in (
        ("library", "0008_for_whom_files_came"),
        ("partners", "0004_for_whom_it_was_marked"),
    ):
        import_module(f"commonweal.{room}.migrations.{name}").keep_for_whom(apps, None)
    assert Origin.objects.get(document_id=key).added_for_id == both.mate.organisation_id
    assert Intake.objects.get(pk=intake.pk).added_for_id == both.officer.organisation_id
    assert rows.get(pk=marked).marked_for_id == both.officer.organisation_id
