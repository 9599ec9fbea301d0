"""A meeting made from a restricted document shares what was marked, and nothing else of the document."""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from commonweal.library import public as library
from commonweal.partners import public
from commonweal.partners.models import Evidence, Meeting, Recommendation
from commonweal.rights.models import Person, Role
from factories import PersonFactory
from factories_partners import World, world

pytestmark = pytest.mark.django_db
TITLE = "Meeting on the quillfern plan held in Vienna"
PASSAGE = "The participants recommended that the police should close the quillfern gate."
PAGE = f"{TITLE}\n\nVIENNA, 4 May 2025 – The Lumen Trust met the police in Vienna.\n\n{PASSAGE}\n"
ASKED = "Close the gate for an hour."


@pytest.fixture
def people() -> World:
    return world()


@pytest.fixture
def document_id(people: World) -> UUID:
    return library.add_now("plan.txt", PAGE.encode(), person=people.convener)


@pytest.fixture
def meeting_id(people: World, document_id: UUID) -> UUID:
    draft = public.MeetingDraft(title="The spring council", document_id=document_id)
    made = public.add_meeting(people.convener, draft)
    start = PAGE.index(PASSAGE)
    marks = [
        public.Mark(
            people.addressee.organisation_id, text=ASKED, start=start, end=start + len(PASSAGE)
        )
    ]
    public.mark(people.convener, made, marks)
    return made


@pytest.fixture
def evidence_id(people: World, meeting_id: UUID, document_id: UUID) -> UUID:
    action_id = people.act()
    start = PAGE.index(PASSAGE)
    draft = public.EvidenceDraft(
        title="What was said", document_id=document_id, start=start, end=start + len(PASSAGE)
    )
    return public.add_evidence(people.owner, action_id, draft)


def restrict(document_id: UUID, person: Person) -> None:
    circle = library.Circle(partners=[person.organisation_id])
    library.restrict(document_id, circle, reason="It names a weak gate.", person=person)


def page(person: Person, address: str) -> str:
    client = Client()
    client.force_login(person)
    answer = client.get(address)
    assert answer.status_code == 200, address
    return unescape(answer.content.decode())


def pages_of(meeting_id: UUID, evidence_id: UUID) -> list[str]:
    row = Recommendation.objects.get(meeting_id=meeting_id)
    action = Evidence.objects.get(pk=evidence_id).action
    return [
        reverse("partners:meeting", args=[meeting_id]),
        row.get_absolute_url(),
        action.get_absolute_url(),
        action.recommendation.get_absolute_url(),
        reverse("partners:board"),
        reverse("today:home"),
    ]


def test_the_rest_of_the_document_stays_with_those_who_may_see_it(
    people: World, document_id: UUID, meeting_id: UUID, evidence_id: UUID
) -> None:
    pages = pages_of(meeting_id, evidence_id)
    before = "".join(page(people.other, address) for address in pages)
    assert "quillfern" in before
    restrict(document_id, people.convener)
    readers = [people.other, people.addressee, people.owner]
    readers += [PersonFactory(role=role) for role in (Role.PLACE, Role.OVERSIGHT, Role.MISSION)]
    for reader in readers:
        seen = [page(reader, address) for address in pages]
        assert not any("quillfern" in each for each in seen)
        assert not any(str(document_id) in each for each in seen)
        assert ASKED in seen[0]
        assert "A document you may not see." in seen[0]
        assert "From a document you may not see." in seen[1]
    own = "".join(page(people.convener, address) for address in pages)
    assert TITLE in own
    assert PASSAGE in own


def test_papers_that_are_passed_on_do_not_name_it_whoever_makes_them(
    people: World, document_id: UUID, meeting_id: UUID
) -> None:
    client = Client()
    client.force_login(people.convener)
    address = reverse("partners:outcome_word", args=[meeting_id])

    def words() -> str:
        content = client.get(address).content
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            parts = [file.read(name).decode() for name in file.namelist() if "xml" in name]
        return re.sub(r"<w:[^>]*>|</w:[^>]*>", "", "".join(parts))

    assert "quillfern" in words()
    restrict(document_id, people.convener)
    paper = words()
    assert "quillfern" not in paper
    assert str(document_id) not in paper
    assert "a restricted document" in paper
    assert ASKED in paper


def test_marking_says_that_what_is_marked_is_shared(
    people: World, document_id: UUID, meeting_id: UUID
) -> None:
    address = reverse("partners:mark", args=[meeting_id])
    assert "The document is restricted" not in page(people.convener, address)
    restrict(document_id, people.convener)
    assert "The document is restricted" in page(people.convener, address)


def test_who_keeps_the_meeting_without_the_document_still_writes_what_was_said(
    people: World, document_id: UUID, meeting_id: UUID
) -> None:
    Meeting.objects.filter(pk=meeting_id).update(convener_id=people.other.organisation_id)
    restrict(document_id, people.convener)
    address = reverse("partners:mark", args=[meeting_id])
    assert "quillfern" not in page(people.other, address)
    client = Client()
    client.force_login(people.other)
    to = str(people.addressee.organisation_id)
    given = {"type": "recommendation", "text": "Open a desk.", "addressee": to}
    assert client.post(address, given).status_code == 303
    start = PAGE.index("The Lumen")
    guessed = given | {"text": "", "start": start, "end": start + 15}
    assert client.post(address, guessed).status_code == 422
    assert client.get(f"{address}?from={start}&to={start + 15}").status_code == 200
    assert not Recommendation.objects.filter(text__contains="Lumen").exists()


def test_a_meeting_cannot_be_made_from_what_one_may_not_see(
    people: World, document_id: UUID
) -> None:
    restrict(document_id, people.convener)
    client = Client()
    client.force_login(people.other)
    address = reverse("partners:add_meeting")
    hidden = client.get(f"{address}?document={document_id}")
    missing = client.get(f"{address}?document={UUID(int=9)}")
    assert hidden.status_code == missing.status_code == 404


def test_a_meeting_made_from_it_is_offered_nothing_but_its_kind_and_the_form_says_why(
    people: World, document_id: UUID
) -> None:
    address = f"{reverse('partners:add_meeting')}?document={document_id}"
    offered = page(people.convener, address)
    assert f'value="{TITLE}"' in offered
    assert "Vienna" in offered.replace(TITLE, "")
    assert "The document is restricted" not in offered
    restrict(document_id, people.convener)
    offered = page(people.convener, address)
    assert "The document is restricted" in offered
    form = offered[offered.index('name="csrfmiddlewaretoken"', offered.index("<main")) :]
    for word in ("quillfern", "Vienna", "Lumen Trust", "2025"):
        assert word not in form, word


@pytest.fixture
def named_id(people: World, document_id: UUID) -> UUID:
    """A meeting that was called as its document before anybody restricted that."""
    draft = public.MeetingDraft(title=TITLE, document_id=document_id)
    return public.add_meeting(people.convener, draft)


def test_to_restrict_it_shows_what_carries_its_title_or_words_and_takes_the_title_off(
    people: World, document_id: UUID, meeting_id: UUID, named_id: UUID
) -> None:
    client = Client()
    client.force_login(people.convener)
    address = reverse("library:restrict", args=[document_id])
    asked = {
        "act": "restrict",
        "partners": [str(people.convener.organisation_id)],
        "reason": "It names a weak gate.",
    }
    shown = client.post(address, asked, follow=True)
    assert shown.redirect_chain == [(address, 303)]
    told = unescape(shown.content.decode())
    row = Recommendation.objects.get(meeting_id=meeting_id)
    blank = reverse("partners:blank_title", args=[named_id])
    assert "What already carries its title or words" in told
    for link in (
        row.get_absolute_url(),
        *(m.get_absolute_url() for m in Meeting.objects.filter(document_id=document_id)),
    ):
        assert f'href="{link}"' in told
    assert told.count('action="/partners/meetings/') == 1
    assert f'action="{blank}"' in told
    assert "quillfern" in page(people.other, reverse("partners:meetings"))
    client.post(blank)
    assert Meeting.objects.get(pk=named_id).title == "Meeting"
    assert "quillfern" not in page(people.other, reverse("partners:meetings"))
    assert client.post(blank).status_code == 409


def test_only_who_keeps_the_meeting_and_sees_the_document_takes_its_title_off(
    people: World, document_id: UUID, named_id: UUID
) -> None:
    blank = reverse("partners:blank_title", args=[named_id])
    client = Client()
    client.force_login(people.convener)
    assert client.post(blank).status_code == 409
    restrict(document_id, people.convener)
    for person, status in ((people.other, 403), (people.coordinator, 404), (people.convener, 303)):
        client.force_login(person)
        assert client.post(blank).status_code == status
