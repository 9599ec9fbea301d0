"""Whoever is shown words of a restricted document, or asks for one in vain, leaves a line; and whoever takes a file out.

Every address is walked, so that one that comes later is walked too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from commonweal.kernel.doors import door_of
from commonweal.library import public as library
from commonweal.library.models import Document
from commonweal.partners import public as partners
from commonweal.rights.actions.notes import With, add_note, share_note
from commonweal.rights.models import Person, Role, TrailEntry
from commonweal.rights.rules.doors import opens
from factories import PersonFactory
from programs import Program
from walk import Address, addresses, walked

pytestmark = [pytest.mark.django_db, pytest.mark.walk]
WORD = "zephyrgate"
# What stands around the word in the text: a page may repeat the word that the reader looked for.
AROUND = ("for one blue hour", "by dim lanterns")
PAGE = f"""Meeting on the plan held in Vienna

VIENNA, 4 May 2025 - Forty people met the police in Vienna to talk about the plan.

The participants recommended that the police should close the {WORD} for one blue hour.

The police will close the {WORD} by dim lanterns.
"""
ENDS = (".exported", ".taken")


@dataclass(frozen=True, slots=True)
class Restricted:
    """A restricted document, the words of which stand wherever words can, and everybody around it."""

    people: Mapping[str, Person]
    rows: Mapping[str, Any]
    key: UUID


def restricted(*, to: Sequence[Role]) -> Restricted:
    """Restrict a document from which a meeting was made, in which something was marked and quoted."""
    small = walked()
    police = small.people[Role.POLICE]
    key = library.add_now("plan.txt", PAGE.encode(), person=police)
    draft = partners.MeetingDraft(
        title="Under another name", document_id=key, convener_id=police.organisation_id
    )
    meeting_id = partners.add_meeting(police, draft)
    start = PAGE.index("The participants")
    mark = partners.Mark(
        addressee_id=small.world.addressee.organisation_id,
        text="In other words.",
        start=start,
        end=PAGE.index("hour.") + 5,
    )
    [recommendation_id] = partners.mark(police, meeting_id, [mark])
    view = partners.ViewDraft(
        reason="Not so.", document_id=key, start=start, end=PAGE.index("hour.") + 5
    )
    action_id = small.rows["action_id"]
    partners.object_to(police, action_id, view)
    circle = library.Circle(roles=[*to])
    library.restrict(key, circle, reason="It names a gate.", person=None)
    rows = {
        **small.rows,
        **dict.fromkeys(("document_id", "of_id", "record_id"), key),
        "meeting_id": meeting_id,
        "recommendation_id": recommendation_id,
    }
    return Restricted(small.people, rows, key)


def places(found: Restricted, reader: Reader) -> Iterator[tuple[Address, str]]:
    """Every address with the restricted document wherever one can be named, also behind the question mark."""
    passage = f"from={PAGE.index('The police')}&to={len(PAGE) - 1}"
    for address in addresses():
        if address.name == "account_logout":
            continue
        place = address.filled(found.rows)
        yield address, place
        # Programs are refused what they spell wrong before anything is looked at.
        if "search" in place if place.startswith("/api/") else reader.may_look_for_words:
            yield address, f"{place}?q={WORD}"
        if address.name == "library:review":
            yield address, f"{place}?sure=all"
        if address.name == "partners:mark":
            yield address, f"{place}?{passage}"
        if address.name == "partners:add_meeting":
            yield address, f"{place}?document={found.key}"
        if address.name == "rights:add_note":
            yield address, f"{place}?beside=library.Document&key={found.key}"


class Reader:
    """Asks as one person, by the pages and by a key, and counts the lines that come of it."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.client = Client()
        self.client.force_login(person)
        self.headers = Program(person).headers
        self.may_look_for_words = True

    def get(self, place: str) -> tuple[int, str, list[tuple[str, str, str]]]:
        """Return the status, the words, and what the trail says of it: verb, kind, id."""
        end = TrailEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        headers = self.headers if place.startswith("/api/") else {}
        answer = self.client.get(place, headers=headers)
        page = words_of(answer)
        # A page without a field for words looks for none.
        self.may_look_for_words = "<html" not in page or 'name="q"' in page
        text = " ".join(re.sub(r"<[^>]*>", "", page).split())
        rows = TrailEntry.objects.filter(pk__gt=end, person_id=self.person.pk)
        return answer.status_code, text, list(rows.values_list("verb", "thing", "thing_id"))


def words_of(answer: Any) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return unescape(content.decode(errors="replace"))


def lines(said: Sequence[tuple[str, str, str]], key: UUID, *ends: str) -> int:
    return sum(verb.endswith(ends) and thing_id == str(key) for verb, _thing, thing_id in said)


@pytest.mark.parametrize("role", [Role.POLICE, Role.COORDINATOR])
def test_whoever_is_shown_words_leaves_one_line(role: Role) -> None:
    found = restricted(to=[Role.POLICE, Role.COORDINATOR])
    reader = Reader(found.people[role])
    wrong, seen = [], set()
    for address, place in places(found, reader):
        status, text, said = reader.get(place)
        is_named = status == 200 and str(found.key) in place
        if is_named or any(each in text for each in AROUND):
            seen.add(address.name)
            if lines(said, found.key, ".read", ".exported") != 1:
                wrong.append((place, said))
    assert wrong == []
    # The walk is not blind: it comes by these.
    assert seen >= {
        "library:document",
        "library:original",
        "library:search",
        "rights:who",
        "rights:add_note",
        "partners:add_meeting",
        "partners:mark",
        "partners:recommendation",
        "partners:action",
    }


@pytest.mark.parametrize("role", [Role.PLACE, Role.COORDINATOR, Role.DONOR])
def test_whoever_asks_in_vain_leaves_one_line_and_sees_no_word(role: Role) -> None:
    found = restricted(to=[Role.POLICE])
    reader = Reader(found.people[role])
    wrong, asked = [], set()
    for address, place in places(found, reader):
        status, text, said = reader.get(place)
        if any(each in text for each in AROUND) or "Meeting on the plan" in text:
            wrong.append((place, status, "words"))
        if str(found.key) in place and opens(door_of(address.view), reader.person):
            asked.add(address.name)
            if lines(said, found.key, ".denied") != 1:
                wrong.append((place, status, said))
        elif lines(said, found.key, ".denied", ".read"):
            wrong.append((place, status, said))
    assert wrong == []
    assert "library:document" in asked


def test_nobody_is_refused_by_looking_at_a_list_of_notes() -> None:
    found = restricted(to=[Role.POLICE])
    police, place = found.people[Role.POLICE], found.people[Role.PLACE]
    note = add_note(police, "Ask again.", beside=Document.objects.get(pk=found.key))
    share_note(police, note.pk, With(organisation_id=place.organisation_id))
    _status, text, said = Reader(place).get("/rights/notes/")
    assert "Ask again." in text
    assert lines(said, found.key, ".denied", ".read") == 0


def test_through_somebody_elses_eyes_it_is_the_person_who_reads() -> None:
    found = restricted(to=[Role.POLICE, Role.COORDINATOR])
    _status, text, said = Reader(found.people[Role.POLICE]).get(
        f"/library/{found.key}/?as=co-ordinator"
    )
    assert AROUND[0] in text
    assert lines(said, found.key, ".read") == 1


def test_the_page_says_that_it_was_removed_wherever_somebody_asks_about_it() -> None:
    found = restricted(to=[Role.POLICE, Role.COORDINATOR])
    library.remove(found.key, person=found.people[Role.COORDINATOR])
    about = (
        f"/rights/who/library.Document/{found.key}/",
        f"/rights/notes/add/?beside=library.Document&key={found.key}",
    )
    client, stranger = Client(), Reader(found.people[Role.PLACE])
    client.force_login(found.people[Role.POLICE])
    for place in about:
        page = client.get(place, follow=True)
        assert page.status_code == 410
        status, _text, said = stranger.get(place)
        assert (status, lines(said, found.key, ".denied")) == (404, 1)


def test_without_its_line_no_word_goes_out(monkeypatch: pytest.MonkeyPatch) -> None:
    found = restricted(to=[Role.POLICE])
    client = Client(raise_request_exception=False)
    client.force_login(found.people[Role.POLICE])

    def fail(*_args: object, **_given: object) -> None:
        raise RuntimeError("the trail cannot be written")

    monkeypatch.setattr("commonweal.library.actions.restrictions.record_read", fail)
    answer = client.get(f"/library/{found.key}/")
    assert answer.status_code == 500
    assert AROUND[0].encode() not in answer.content


def test_whoever_takes_a_file_out_leaves_one_line() -> None:
    small = walked()
    wrong, taken = [], set()
    for role in (Role.PARTNER, Role.OVERSIGHT, Role.COORDINATOR):
        reader = Reader(small.people[role])
        for address in addresses():
            if address.name == "account_logout":
                continue
            place = address.filled(small.rows)
            end = TrailEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
            answer = reader.client.get(place)
            if not answer.headers.get("Content-Disposition", "").startswith("attachment"):
                continue
            taken.add(address.name)
            said = TrailEntry.objects.filter(pk__gt=end, person_id=reader.person.pk)
            if sum(verb.endswith(ENDS) for verb in said.values_list("verb", flat=True)) != 1:
                wrong.append(place)
    assert wrong == []
    assert taken >= {"partners:evidence_file", "partners:view_file", "rights:my_data_file"}


def test_to_look_for_a_passage_on_an_action_is_a_search() -> None:
    small = walked()
    owner = Reader(small.world.owner)
    place = f"/partners/actions/{small.rows['action_id']}/"
    assert owner.get(place)[2] == []
    said = owner.get(f"{place}?q={WORD}")[2]
    assert [verb for verb, *_rest in said] == ["library.search.asked"]


def test_each_page_of_the_trail_that_a_program_takes_is_an_export() -> None:
    walked()
    oversight = Reader(PersonFactory(role=Role.OVERSIGHT))
    for query in ("", f"?below={10**18}", "?below=2"):
        said = oversight.get(f"/api/rights/trail{query}")[2]
        assert [verb for verb, *_rest in said] == ["rights.trail.exported"], query
