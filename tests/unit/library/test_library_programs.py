"""The library for programs: what its person sees, page by page, and what they add."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from commonweal.library import public
from commonweal.library.actions.restrictions import Circle, restrict
from commonweal.library.models import Document
from commonweal.rights.models import Person, Role, TrailEntry
from factories import CoordinatorFactory, PersonFactory
from programs import Program

pytestmark = pytest.mark.django_db
PAGE = """Workshop on open markets held in {place}

{upper}, 4 May 2025 – Some 40 women and youth met the police in {place} at a workshop on open markets.

The participants recommended that the police should open a youth desk in every district.
"""


def add(place: str) -> Document:
    text = PAGE.format(place=place, upper=place.upper())
    return Document.objects.get(pk=public.add_now(f"{place}.txt", text.encode(), person=None))


@pytest.fixture
def person() -> Person:
    return PersonFactory()


@pytest.fixture
def program(person: Person) -> Program:
    return Program(person)


def test_a_list_is_taken_page_by_page_without_repeating_or_skipping(program: Program) -> None:
    ids = [str(add(place).pk) for place in ("Vienna", "Sarajevo", "Tirana", "Novi Sad", "Dushanbe")]
    first = program.get("library/documents", limit=2).json()
    assert [one["id"] for one in first["items"]] == [ids[4], ids[3]]
    # What is added meanwhile comes before all of it.
    add("Podgorica")
    second = program.get("library/documents", limit=2, cursor=first["next"]).json()
    third = program.get("library/documents", limit=2, cursor=second["next"]).json()
    assert [one["id"] for one in second["items"] + third["items"]] == [ids[2], ids[1], ids[0]]
    assert third["next"] is None


def test_rows_of_the_same_instant_are_not_lost_between_pages(program: Program) -> None:
    ids = {str(add(place).pk) for place in ("Vienna", "Sarajevo", "Tirana")}
    Document.objects.update(added_at=Document.objects.first().added_at)
    assert {one["id"] for one in program.all("library/documents", limit=1)} == ids


def test_filters_are_those_of_the_page(program: Program) -> None:
    vienna = add("Vienna")
    add("Sarajevo")
    found = program.all("library/documents", country=vienna.country)
    assert [one["id"] for one in found] == [str(vienna.pk)]
    assert program.all("library/documents", q="Vienna") == found
    assert program.all("library/documents", year="2024") == []
    assert program.all("library/documents", body=str(uuid4())) == []
    assert program.all("library/documents", kind="", body="", year="", language="") == [
        *program.all("library/documents")
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("year", "abc"),
        ("year", "20255"),
        ("year", "٢٠٢٥"),
        ("body", "no id"),
        ("kind", "press-release"),
        ("language", "e n"),
        ("limit", "many"),
        ("cursor", "x"),
        ("q", "a" * 301),
    ],
)
def test_a_parameter_of_a_wrong_form_is_refused_by_its_name(
    program: Program, name: str, value: str
) -> None:
    answer = program.get("library/documents", **{name: value})
    assert answer.status_code == 422
    assert f".{name}: " in answer.json()["detail"]


def test_a_document_comes_with_spans_of_its_text(program: Program) -> None:
    added = add("Vienna")
    told = program.get(f"library/documents/{added.pk}").json()
    start, end = told["record"]["commitments"][0]["span"]
    assert told["text"][start:end].startswith("The participants recommended")
    assert told["address"] == f"/library/{added.pk}/"
    assert told["title"] == "Workshop on open markets held in Vienna"


def test_what_people_corrected_is_told_as_they_corrected_it(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    added = add("Vienna")
    monkeypatch.setattr(
        "commonweal.library.queries.reviews.settled_record", lambda _row: {"title": "As it is"}
    )
    told = program.get(f"library/documents/{added.pk}").json()
    assert told["record"] == {"title": "As it is"}


def test_search_gives_passages_with_their_places(program: Program) -> None:
    added = add("Vienna")
    found = program.get("library/search", q="youth desk").json()["items"]
    assert found
    for one in found:
        assert added.text[one["start"] : one["end"]] == one["text"]
    assert "youth+desk" not in str(found)
    assert program.get("library/search", q="unfindable").json()["items"] == []
    entry = TrailEntry.objects.filter(verb="library.search.asked").first()
    assert "youth" not in str(entry.facts)


def test_a_file_is_added_read_and_told_about(program: Program, person: Person) -> None:
    text = PAGE.format(place="Vienna", upper="VIENNA").encode()
    answer = program.post("library/documents", file=SimpleUploadedFile("a/../b.txt", text))
    assert answer.status_code == 202
    told = program.client.get(answer.json()["address"], headers=program.headers).json()
    assert told["state"] == "done"
    assert (told["read"], told["refused"]) == (1, 0)
    [one] = told["items"]
    assert one["name"] == "b.txt"
    assert program.get(f"library/documents/{one['document_id']}").status_code == 200
    begun = TrailEntry.objects.get(verb="library.intake.begun")
    assert begun.facts["key"] == str(program.key.pk)
    assert begun.person_id == person.pk


def test_what_cannot_be_read_says_why(program: Program) -> None:
    answer = program.post("library/documents", file=SimpleUploadedFile("b.pdf", b"%PDF-broken"))
    told = program.client.get(answer.json()["address"], headers=program.headers).json()
    assert told["refused"] == 1
    assert told["items"][0]["code"]
    assert told["items"][0]["document_id"] is None


def test_another_partners_intake_is_not_there(program: Program) -> None:
    answer = program.post("library/documents", file=SimpleUploadedFile("a.txt", b"Some words."))
    path = f"library/intakes/{answer.json()['id']}"
    colleague = PersonFactory(organisation=program.key.organisation)
    assert Program(colleague).get(path).status_code == 200
    stranger = Program(PersonFactory()).get(path)
    assert stranger.status_code == 404
    assert stranger.json() == program.get(f"library/intakes/{uuid4()}").json()


def test_a_restricted_document_is_nowhere_for_whom_it_is_not_meant() -> None:
    police, place, boss = (
        PersonFactory(role=Role.POLICE),
        PersonFactory(role=Role.PLACE),
        CoordinatorFactory(),
    )
    hidden, shown = add("Vienna"), add("Sarajevo")
    circle = Circle(roles=[Role.POLICE, Role.COORDINATOR])
    restrict(hidden.pk, circle, reason="It says where the gates are weak.", person=boss)
    inside, outside = Program(police), Program(place)
    listed = [{one["id"] for one in each.all("library/documents")} for each in (inside, outside)]
    assert listed == [{str(hidden.pk), str(shown.pk)}, {str(shown.pk)}]
    assert [one["id"] for one in outside.all("library/documents", q="Vienna")] == []
    found = outside.get("library/search", q="youth desk").json()["items"]
    assert {one["document_id"] for one in found} == {str(shown.pk)}
    refused = outside.get(f"library/documents/{hidden.pk}")
    assert refused.status_code == 404
    assert refused.json() == outside.get(f"library/documents/{uuid4()}").json()
    assert inside.get(f"library/documents/{hidden.pk}").status_code == 200
    read, denied = (
        TrailEntry.objects.get(verb=f"rights.record.{verb}") for verb in ("read", "denied")
    )
    assert (read.person_id, read.facts["key"]) == (police.pk, str(inside.key.pk))
    assert (denied.person_id, denied.facts["key"]) == (place.pk, str(outside.key.pk))


def test_a_removed_document_is_not_there(program: Program) -> None:
    gone = add("Vienna")
    public.remove(gone.pk, person=CoordinatorFactory())
    assert program.get(f"library/documents/{gone.pk}").status_code == 404
    assert program.all("library/documents") == []


def test_a_donor_reads_and_adds_nothing() -> None:
    program = Program(PersonFactory(role=Role.DONOR))
    assert program.get("rights/me").json()["scopes"] == ["library.read"]
    assert program.get("library/documents").status_code == 200
    assert program.post("library/documents").status_code == 403
