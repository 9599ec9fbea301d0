"""People add what the reader missed: by words of the text, with a reason; lists, filters and the next reading follow."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from commonweal.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from commonweal.library import public
from commonweal.library.actions import rereading, reviews
from commonweal.library.actions.missing import Missed, add_value
from commonweal.library.engine.values import key_of, values_of
from commonweal.library.models import Document, Mention, Waiting
from commonweal.library.queries.error_rates import rates
from commonweal.library.queries.reviews import open_values, reviews_in, settled_record
from commonweal.rights.actions.keys import KeyDraft, make_key
from commonweal.rights.models import Decision, Person, Proposal, TrailEntry
from commonweal.rights.public import tallies
from factories import PersonFactory

PAGE = """Workshop on open markets held in Vienna

VIENNA, 4 May 2025 – Some 40 women and youth met the police in Vienna at a workshop on open markets.

The deputy, zana morina, chaired it. She came with the harbour circle, and so did
the ferry guild. The harbour circle met the day before.

Doors stay open on Mondays, whoever asks.
"""
pytestmark = pytest.mark.django_db
ZANA = {"role": "deputy", "organisation": ""}


@pytest.fixture
def person() -> Person:
    return PersonFactory(role="reviewer")


@pytest.fixture
def document(person: Person) -> Document:
    return Document.objects.get(pk=public.add_now("page.txt", PAGE.encode(), person=person))


@pytest.fixture
def client(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def text_of(response: Any) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def add(document: Document, person: Person, **missed: Any) -> str:
    given = {"part": "people", "words": "zana morina", "fields": ZANA} | missed
    return add_value(document.pk, Missed(**given), person=person, why="The text names her.")


def read_next(
    monkeypatch: pytest.MonkeyPatch, text: str = "", version: str = "9.9", **parts: Any
) -> None:
    """Let a newer reader have other lists or single values, or another text."""
    real = rereading.read_columns

    def read(loaded: Any, *, title: str) -> dict[str, Any]:
        columns = real(loaded, title=title)
        for part, value in parts.items():
            holder = columns["record"] if part in columns["record"] else columns["record"]["event"]
            holder[part] = value
        return columns | {"reader_version": version} | ({"text": text} if text else {})

    monkeypatch.setattr(rereading, "read_columns", read)


def test_a_person_of_the_text_is_added_with_the_office_and_the_place(
    document: Document, person: Person
) -> None:
    before = document.record
    key = add(document, person, words="Zana  Morina")
    document.refresh_from_db()
    assert document.record == before
    entry = next(e for e in settled_record(document)["people"] if e["name"] == "zana morina")
    start, end = entry["span"]
    assert PAGE[start:end] == "zana morina"
    assert (entry["role"], entry["organisation"]) == ("deputy", None)
    assert (entry["rule"], entry["confidence"]) == ("person", 1.0)
    said = reviews_in(document.pk)[key]
    assert said.is_put
    assert said.history[0].why == "The text names her."
    assert TrailEntry.objects.filter(verb="rights.proposal.put").count() == 1
    assert "morina" not in key


def test_lists_filters_search_and_what_is_offered_follow(
    document: Document, person: Person, django_capture_on_commit_callbacks: Any
) -> None:
    from commonweal.library.queries import search

    with django_capture_on_commit_callbacks(execute=True):
        add(document, person, part="organisations", words="the ferry guild", fields={})
        fields = {"type": "commitment", "strength": "explicit"}
        words = "Doors stay open on Mondays, whoever asks."
        add(document, person, part="commitments", words=words, fields=fields)
        add(document, person, part="funders", words="ferry guild", fields={})
    body = Mention.objects.get(name="the ferry guild").body
    assert Mention.objects.filter(name="ferry guild", role="paid").exists()
    assert search.find("open", person=person, filters={"body": str(body.pk)}).passages
    document.refresh_from_db()
    offered = public.offered_commitments(document.pk, person=person)
    assert words in [one.text for one in offered]
    assert document.commitments_count == len(offered)
    assert "the ferry guild" in public.event_of(document.pk, person=person).bodies


def test_a_program_reads_what_was_added(document: Document, person: Person) -> None:
    add(document, person)
    made = make_key(person, KeyDraft(name="report", scopes=("library.read",), days=30))
    answer = Client().get(
        f"/api/library/documents/{document.pk}", headers={"Authorization": f"Bearer {made.secret}"}
    )
    assert answer.status_code == 200
    people = json.loads(answer.content)["record"]["people"]
    assert [one["rule"] for one in people if one["name"] == "zana morina"] == ["person"]


def test_an_empty_single_value_is_added_by_its_words_too(
    document: Document, person: Person
) -> None:
    add(
        document, person, part="event.registration_deadline", words="4 May 2025", value="2025-05-04"
    )
    record = settled_record(document)
    assert record["event"]["registration_deadline"] == "2025-05-04"
    ((start, end),) = record["evidence"]["event.registration_deadline"]["spans"]
    assert PAGE[start:end] == "4 May 2025"


def test_who_issued_it_is_added_to_an_empty_list_of_names(
    document: Document, person: Person
) -> None:
    assert not document.record.get("issued_by")
    add(document, person, part="issued_by", words="the ferry guild", fields={})
    record = settled_record(document)
    assert record["issued_by"] == ["the ferry guild"]
    ((start, end),) = record["evidence"]["issued_by"]["spans"]
    assert PAGE[start:end] == "the ferry guild"


@pytest.mark.parametrize(
    ("missed", "said"),
    [
        ({"words": " "}, "Give the words"),
        ({"words": "Zana Moreno"}, "do not stand in the text"),
        ({"words": "zana morin"}, "do not stand in the text"),
        ({"words": "x" * 20_001}, "the most is 20000"),
        ({"fields": {}}, "public office only"),
        ({"fields": {"role": "x" * 301}}, "1 to 300"),
        ({"part": "language", "words": "Vienna"}, "Choose what is missing"),
        ({"part": "organisations", "words": "harbour circle", "fields": {}}, "at 2 places"),
        (
            {"part": "organisations", "words": "harbour circle", "fields": {}, "start": 1},
            "at 2 places",
        ),
        ({"part": "commitments", "words": "Doors stay open", "fields": {}}, "type and a strength"),
        ({"part": "event.type", "words": "workshop", "value": "workshop"}, "was read already"),
        (
            {"part": "event.registration_deadline", "words": "4 May 2025", "value": "4 May"},
            "no day such as",
        ),
        ({"part": "event.end", "words": "4 May 2025", "value": "2025-05-01"}, "before it begins"),
    ],
)
def test_what_cannot_be_added_is_refused(
    document: Document, person: Person, missed: dict[str, Any], said: str
) -> None:
    with pytest.raises(InvalidInput, match=said):
        add(document, person, **missed)
    assert not Proposal.objects.exists()


def test_a_reason_is_asked_for(document: Document, person: Person) -> None:
    given = Missed(part="people", words="zana morina", fields=ZANA)
    with pytest.raises(InvalidInput):
        add_value(document.pk, given, person=person, why=" ")
    assert not Proposal.objects.exists()


def test_who_may_not_add(document: Document, person: Person) -> None:
    for role in ("oversight", "donor"):
        with pytest.raises(NotAllowed):
            add(document, PersonFactory(role=role))
    with pytest.raises(NotFound):
        add(document, PersonFactory(role="administrator"))
    with pytest.raises(NotFound):
        add(Document(pk=UUID(int=7)), person)


def test_the_second_of_two_people_is_told_and_undone_it_can_be_added_anew(
    document: Document, person: Person
) -> None:
    key = add(document, person)
    with pytest.raises(Conflict, match=person.name):
        add(document, PersonFactory())
    reviews.undo_value(document.pk, key, person=person, why="A private person.")
    assert "zana morina" not in str(settled_record(document)["people"])
    assert key not in {one.key for one in open_values(document.record, reviews_in(document.pk))}
    add(document, PersonFactory())
    assert "zana morina" in str(settled_record(document)["people"])
    assert Decision.objects.count() == 2


def test_added_values_are_counted_as_missed_until_undone(
    document: Document, person: Person, client: Client
) -> None:
    key = add(document, person)
    (tally,) = tallies("library.value")
    assert (tally.part, tally.added, tally.decided) == ("people", 1, 0)
    assert rates()[-1].tally.added == 1
    page = Client().get(reverse("library:reading"))
    assert "that people added; there is 1." in text_of(page)
    reviews.undo_value(document.pk, key, person=person, why="Private.")
    assert not tallies("library.value")


# Read again


def test_it_survives_another_reading_of_a_longer_text(
    document: Document, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(document, person)
    place = PAGE.rindex("harbour circle")
    add(document, person, part="organisations", words="harbour circle", fields={}, start=place)
    longer = "A line about the harbour circle.\n\n" + PAGE.replace(" met the day", "\nmet the day")
    read_next(monkeypatch, text=longer)
    waiting = Waiting.objects.get().count
    rereading.reread(document.pk)
    document.refresh_from_db()
    record = settled_record(document)
    for part, words, at in (
        ("people", "zana morina", longer.index("zana")),
        ("organisations", "harbour circle", longer.rindex("harbour circle")),
    ):
        (entry,) = [one for one in record[part] if one["name"] == words]
        assert entry["span"] == [at, at + len(words)]
    assert Waiting.objects.get().count == waiting


@pytest.mark.parametrize("name", ["zana morina", "Zana Morina", "deputy, zana morina"])
def test_read_by_the_next_reader_it_stands_once_and_confirmed(
    document: Document,
    person: Person,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    key = add(document, person)
    start = PAGE.index(name.casefold() if name[0] == "Z" else name)
    entry = {"name": name, "role": "deputy", "organisation": None, "confidence": 0.8}
    read_next(monkeypatch, people=[entry | {"span": [start, start + len(name)], "rule": "speech"}])
    rereading.reread(document.pk)
    document.refresh_from_db()
    assert [one["name"].casefold() for one in settled_record(document)["people"]] in (
        [["zana morina"]]
    )
    waiting = open_values(document.record, reviews_in(document.pk))
    assert not [one for one in waiting if one.part == "people"]
    page = client.get(document.get_absolute_url())
    assert text_of(page).count("confirmed by a person") == 1
    assert page.content.decode().count('id="value-people-') == 1
    reviews.undo_value(document.pk, key, person=person, why="Let the reader have it.")
    waiting = open_values(document.record, reviews_in(document.pk))
    assert [one.value["name"] for one in waiting if one.part == "people"] == [name]
    assert [one["name"] for one in settled_record(document)["people"]] == [name]


def test_a_body_in_the_name_of_another_body_is_another_body(
    document: Document, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(document, person, part="organisations", words="guild", fields={})
    at = PAGE.index("ferry guild")
    entry = {"name": "ferry guild", "short_name": None, "confidence": 0.8, "rule": "agent"}
    read_next(monkeypatch, organisations=[entry | {"span": [at, at + 11]}])
    rereading.reread(document.pk)
    document.refresh_from_db()
    names = [one["name"] for one in settled_record(document)["organisations"]]
    assert names == ["ferry guild", "guild"]


def test_a_day_that_the_next_reader_reads_too_stands_once(
    document: Document, person: Person, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = "event.registration_deadline"
    add(document, person, part=key, words="4 May 2025", value="2025-05-04")
    read_next(monkeypatch, registration_deadline="2025-05-04")
    rereading.reread(document.pk)
    page = client.get(document.get_absolute_url())
    assert text_of(page).count("confirmed by a person") == 1
    read_next(monkeypatch, registration_deadline="2025-05-03", version="9.91")
    rereading.reread(document.pk)
    document.refresh_from_db()
    assert settled_record(document)["event"]["registration_deadline"] == "2025-05-04"
    assert "it reads: 3 May 2025" in text_of(client.get(document.get_absolute_url()))


def test_where_its_words_are_gone_it_holds_and_waits_and_can_be_put_by_other_words(
    document: Document, person: Person, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = add(document, person)
    read_next(monkeypatch, text=PAGE.replace("zana morina", "Z. Morina"))
    rereading.reread(document.pk)
    document.refresh_from_db()
    assert "zana morina" in str(settled_record(document)["people"])
    (waiting,) = [
        one for one in open_values(document.record, reviews_in(document.pk)) if one.key == key
    ]
    assert (waiting.value, waiting.sureness) == (None, 0)
    assert "no longer has the words" in text_of(client.get(document.get_absolute_url()))
    # Back in the text, it stands again without anybody's doing.
    read_next(monkeypatch, text=PAGE, version="9.92")
    rereading.reread(document.pk)
    document.refresh_from_db()
    assert reviews_in(document.pk)[key].state == "corrected"
    read_next(monkeypatch, text=PAGE.replace("zana morina", "Z. Morina"), version="9.93")
    rereading.reread(document.pk)
    reviews.accept_value(document.pk, key, person=person, why="She is not named so.")
    document.refresh_from_db()
    assert "zana morina" not in str(settled_record(document)["people"])


def test_lost_words_are_replaced_by_others(
    document: Document, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = "event.registration_deadline"
    add(document, person, part=key, words="on Mondays", value="2025-05-05")
    read_next(monkeypatch, text=PAGE.replace("on Mondays", "each Monday"))
    rereading.reread(document.pk)
    assert reviews_in(document.pk)[key].state == "waiting"
    document.refresh_from_db()
    add(document, person, part=key, words="each Monday", value="2025-05-12")
    assert reviews_in(document.pk)[key].state == "corrected"
    assert settled_record(document)["event"]["registration_deadline"] == "2025-05-12"


# The page


def page_of(document: Document, query: str = "") -> str:
    return reverse("library:missing", args=[document.pk]) + query


def test_without_script_it_is_found_shown_and_added(
    client: Client, document: Document, person: Person
) -> None:
    first = client.get(page_of(document, "?part=people"))
    assert "Private persons" in text_of(first)
    found = client.get(page_of(document), {"part": "people", "words": "Zana Morina"})
    assert found.status_code == 200
    assert "The words stand here:" in text_of(found)
    assert "passage" in found.content.decode() or "<mark" in found.content.decode()
    given = {"part": "people", "words": "Zana Morina", "why": "Named.", "role": "deputy"}
    answer = client.post(page_of(document), given)
    assert answer.status_code == 303
    start = PAGE.index("zana morina")
    anchor = key_of("people", {"name": "zana morina"}).replace(":", "-")
    assert answer["Location"] == (
        f"{document.get_absolute_url()}?from={start}&to={start + 11}#value-{anchor}"
    )
    page = client.get(document.get_absolute_url())
    assert "added by a person" in text_of(page)
    assert person.name in text_of(page)
    assert "Named." in text_of(page)
    assert f'id="value-{anchor}"' in page.content.decode()


def test_several_places_are_asked_about(client: Client, document: Document) -> None:
    given = {"part": "organisations", "words": "harbour circle"}
    found = client.get(page_of(document), given)
    assert text_of(found).count("harbour circle") >= 3
    assert "Which place do you mean?" in text_of(found)
    wrong = client.post(page_of(document), given | {"why": "Named."})
    assert wrong.status_code == 422
    assert not Decision.objects.exists()
    at = PAGE.rindex("harbour circle")
    answer = client.post(page_of(document), given | {"why": "Named.", "place": str(at)})
    assert answer.status_code == 303
    assert f"from={at}&" in answer["Location"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"part": "people", "words": "Nobody Here"}, "do not stand in the text"),
        ({"part": "", "words": "zana morina"}, "This field is required"),
        ({"part": "x", "words": "zana morina"}, "Select a valid choice"),
        ({"part": "people", "words": " "}, "This field is required"),
        ({"part": "people", "words": "x" * 20_001}, "at most 20000 characters"),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_wrong_words_are_said_beside_the_field(
    client: Client, document: Document, given: dict[str, str], said: str, method: str
) -> None:
    answer = getattr(client, method)(page_of(document), given | {"why": "Named."})
    assert answer.status_code == 422
    assert said in text_of(answer)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"role": "deputy", "why": ""}, "This field is required"),
        ({"role": "", "why": "Named."}, "public office only"),
        ({"role": "deputy", "why": "x" * 2001}, "at most 2000 characters"),
    ],
)
def test_what_else_is_wrong_is_said_in_the_form_and_nothing_is_lost(
    client: Client, document: Document, given: dict[str, str], said: str
) -> None:
    answer = client.post(page_of(document), {"part": "people", "words": "zana morina"} | given)
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert 'value="zana morina"' in answer.content.decode()
    assert not Decision.objects.exists()


def test_each_kind_has_its_form(client: Client, document: Document) -> None:
    from commonweal.library.engine.values import PARTS

    for part in PARTS:
        answer = client.get(page_of(document), {"part": part, "words": "zana morina"})
        assert answer.status_code == 200, part


def test_the_document_offers_it_to_those_who_may(client: Client, document: Document) -> None:
    page = client.get(document.get_absolute_url()).content.decode()
    for part in ("people", "quotes", "commitments", "organisations", "funders", "event.end"):
        assert f"{page_of(document)}?part={part}" in page
    donor = Client()
    donor.force_login(PersonFactory(role="donor"))
    assert page_of(document) not in donor.get(document.get_absolute_url()).content.decode()
    assert donor.get(page_of(document)).status_code in {403, 404}


def test_oversight_sees_what_was_added_and_why_without_the_name(
    document: Document, person: Person
) -> None:
    add(document, person)
    client = Client()
    client.force_login(PersonFactory(role="donor"))
    page = text_of(client.get(document.get_absolute_url()))
    assert "added by a person" in page
    assert person.organisation.name in page
    assert person.name not in page


def test_undone_on_its_page_it_leads_back_to_adding(
    client: Client, document: Document, person: Person
) -> None:
    key = add(document, person)
    at = reverse("library:value", args=[document.pk, key])
    assert "Added: zana morina, deputy" in text_of(client.get(at))
    assert client.post(at, {"act": "undo", "why": "Private."}).status_code == 303
    after = client.get(at)
    assert page_of(document, "?part=people") in after.content.decode()
    given = {"act": "correct", "name": "Somebody Else", "why": "No."}
    assert client.post(at, given).status_code == 422
    assert values_of(document.record)
