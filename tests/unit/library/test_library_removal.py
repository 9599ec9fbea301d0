"""Removing a document can be undone for thirty days; then nothing is left but the trail."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from html import unescape
from pathlib import Path
from uuid import UUID

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commonweal.kernel.errors import InvalidInput, NotAllowed, NotFound
from commonweal.library import public, tasks
from commonweal.library.actions import intakes, removal, search
from commonweal.library.actions.documents import take_back
from commonweal.library.actions.intakes import Upload
from commonweal.library.engine.search import index
from commonweal.library.models import Body, Document, Intake, IntakeItem, Origin
from commonweal.library.queries.documents import Wanted, documents_visible_to, listed, options
from commonweal.library.rules import KNOW_REMOVED, SEE_DOCUMENT, SEE_REMOVED
from commonweal.rights.actions.requests import Asked, ask
from commonweal.rights.models import DataRequest, Person, TrailEntry
from commonweal.rights.public import Thing, retain
from factories import CoordinatorFactory, PersonFactory

PAGE = """Workshop on open markets held in Vienna

VIENNA, 4 May 2025 – Some 40 women and youth met the police and the Lumen Women's Association (LWA) in Vienna.

The participants recommended that the police should open a youth desk in every district.
"""
MONTH = timedelta(days=30)


@pytest.fixture
def boss(db: None) -> Person:
    return CoordinatorFactory()


@pytest.fixture
def person(db: None) -> Person:
    return PersonFactory()


@pytest.fixture
def removed(boss: Person, committing: Callable[..., None]) -> UUID:
    document_id = public.add_now("page.txt", PAGE.encode(), person=boss)
    committing(lambda: public.remove(document_id, person=boss))
    return document_id


@pytest.fixture
def committing(django_capture_on_commit_callbacks: Callable[..., object]) -> Iterator[object]:
    """Do something with what it does after the commit."""

    def do(act: Callable[[], object]) -> object:
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
            return act()

    return do  # type: ignore[return-value]


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def text_of(response: object) -> str:
    page = response.content.decode()  # type: ignore[attr-defined]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def verbs(document_id: UUID) -> list[str]:
    entries = TrailEntry.objects.filter(thing_id=str(document_id)).order_by("id")
    return [
        verb.removeprefix("library.document.") for verb in entries.values_list("verb", flat=True)
    ]


def stored(folder: Path) -> list[Path]:
    return [path for path in (folder / "originals").rglob("*") if path.is_file()]


def test_a_removed_document_is_nowhere_to_be_seen(
    removed: UUID, boss: Person, data_folder: Path
) -> None:
    assert list(documents_visible_to(boss)) == list(documents_visible_to(None)) == []
    assert list(listed(Wanted(), person=boss)) == []
    assert not any(options(Wanted(), person=boss).values())
    assert public.find_passages("women", person=boss) == ()
    assert public.today_items(PersonFactory(), since=None) == []
    for asked in (public.document, public.event_of, public.offered_commitments, public.paragraphs):
        with pytest.raises(NotFound, match="The document was removed"):
            asked(removed, person=boss)
    with pytest.raises(NotFound, match="The document was removed"):
        public.passage(removed, start=0, end=9, person=boss)
    assert len(stored(data_folder)) == 1
    assert verbs(removed) == ["added", "removed"]


def test_its_passages_stay_out_of_a_new_index(removed: UUID, boss: Person) -> None:
    assert search.reindex() == 0
    assert search.index_missing() == 0
    assert public.find_passages("women", person=boss) == ()
    assert Document.objects.get().indexed_in == ""


def test_it_can_be_put_back_as_it_was(removed: UUID, boss: Person) -> None:
    back = removal.put_back(removed, person=boss)
    assert back.pk == removed
    assert public.document(removed, person=PersonFactory()).title.startswith("Workshop")
    assert [one.document_id for one in public.find_passages("women", person=boss)][:1] == [removed]
    assert verbs(removed) == ["added", "removed", "put-back"]
    with pytest.raises(NotFound):
        removal.put_back(removed, person=boss)


def test_only_the_coordinator_removes_and_puts_back(person: Person, removed: UUID) -> None:
    other = public.add_now("other.txt", (PAGE + "More.").encode(), person=person)
    with pytest.raises(NotAllowed):
        public.remove(other, person=person)
    with pytest.raises(NotFound):
        public.remove(other, person=PersonFactory(organisation=None))
    with pytest.raises(NotFound):
        removal.put_back(removed, person=person)
    assert Document.objects.get(pk=other).removed_at is None
    assert Document.objects.get(pk=removed).removed_at is not None


def test_both_halves_of_the_rules_agree(removed: UUID, boss: Person, person: Person) -> None:
    there = Document.objects.get(pk=public.add_now("b.txt", b"Another page.", person=person))
    gone = Document.objects.get(pk=removed)
    readers = [boss, person, PersonFactory(organisation=None), AnonymousUser()]
    allowed = {}
    for rule in (SEE_DOCUMENT, SEE_REMOVED, KNOW_REMOVED):
        for document in (there, gone):
            halves = [
                (
                    rule.allows(reader, document),
                    Document.objects.filter(rule.rows(reader), pk=document.pk).exists(),
                )
                for reader in readers
            ]
            assert all(one == table for one, table in halves)
            allowed[rule.name, document.pk] = [one for one, _table in halves]
    assert allowed == {
        ("library.document.see", there.pk): [True, True, False, False],
        ("library.document.see", gone.pk): [False] * 4,
        ("library.document.see-removed", there.pk): [False] * 4,
        ("library.document.see-removed", gone.pk): [True, False, False, False],
        ("library.document.know-removed", there.pk): [False] * 4,
        ("library.document.know-removed", gone.pk): [True, True, False, False],
    }


def test_after_thirty_days_nothing_is_left_but_the_trail(
    removed: UUID, boss: Person, data_folder: Path
) -> None:
    day = Document.objects.get().removed_at
    assert day is not None
    assert Document.objects.get().erased_on == day + MONTH
    retain(now=day + MONTH - timedelta(minutes=1))
    assert Document.objects.exists()
    retain(now=day + MONTH + timedelta(days=2))
    assert not Document.objects.exists()
    assert not Origin.objects.exists()
    assert not Body.objects.exists()
    assert stored(data_folder) == []
    assert verbs(removed)[:2] == ["added", "removed"]


def test_what_was_put_back_is_not_erased(removed: UUID, boss: Person) -> None:
    removal.put_back(removed, person=boss)
    retain(now=timezone.now() + timedelta(days=99))
    assert [one.document_id for one in public.find_passages("women", person=boss)][:1] == [removed]


def test_nobody_but_the_coordinator_brings_it_back_by_adding_the_same_file(
    removed: UUID, person: Person
) -> None:
    title = Document.objects.get().title
    tasks.read_intake.enqueue(
        str(intakes.begin([Upload(name="again.txt", chunks=[PAGE.encode()])], person=person))
    )
    assert Document.objects.get().removed_at is not None
    page = text_of(signed_in(person).get(Intake.objects.get().get_absolute_url()))
    assert "This text was removed here. The co-ordinator can put it back" in page
    assert title not in page
    assert list(Origin.objects.values_list("name", flat=True)) == ["page.txt"]
    with pytest.raises(NotAllowed):
        public.add_now("other.txt", PAGE.encode(), person=person)
    assert verbs(removed) == ["added", "removed"]


def test_nobody_brings_it_back_while_somebody_asks_for_its_erasure(
    removed: UUID, boss: Person
) -> None:
    about = Thing("library.Document", str(removed))
    asked = ask(None, Asked(kind="erasure", text="x", contact="mira@example.org", about=about))
    with pytest.raises(InvalidInput, match="asked for this text to be erased"):
        removal.put_back(removed, person=boss)
    for person in (boss, None):
        with pytest.raises(InvalidInput):
            public.add_now("again.txt", PAGE.encode(), person=person)
    assert Document.objects.get().removed_at is not None
    page = signed_in(boss).post(reverse("library:put_back", args=[removed]), follow=True)
    assert "asked for this text to be erased" in text_of(page)
    DataRequest.objects.filter(pk=asked.pk).update(state="refused")
    removal.put_back(removed, person=boss)
    assert Document.objects.get().removed_at is None


def test_the_coordinator_who_adds_the_same_file_again_puts_it_back_with_a_note(
    removed: UUID, boss: Person
) -> None:
    person = boss
    upload = Upload(name="again.txt", chunks=[PAGE.encode()])
    intake_id = intakes.begin([upload], person=person)
    tasks.read_intake.enqueue(str(intake_id))
    item = IntakeItem.objects.get()
    assert (item.state, item.document_id) == ("read", removed)
    assert "put back" in item.message
    assert "put back" in text_of(signed_in(person).get(Intake.objects.get().get_absolute_url()))
    assert [one.document_id for one in public.find_passages("women", person=person)][:1] == [
        removed
    ]
    assert verbs(removed) == ["added", "removed", "added-again", "put-back"]
    assert list(Origin.objects.values_list("name", flat=True)) == ["page.txt", "again.txt"]


def test_the_terminal_puts_it_back_too(removed: UUID, boss: Person) -> None:
    (added,) = next(public.add_files_now([("again.txt", PAGE.encode())], person=None))
    assert (added.document_id, added.is_new, added.is_back) == (removed, False, True)


def test_an_index_out_of_order_does_not_destroy_what_was_put_back(
    removed: UUID, boss: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> str:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(index, "write", full)
        upload = Upload(name="again.txt", chunks=[PAGE.encode()])
        tasks.read_intake.enqueue(str(intakes.begin([upload], person=boss)))
    assert Intake.objects.get().state == Intake.State.STOPPED
    assert Document.objects.get().removed_at is None
    assert search.index_missing() == 1
    assert public.find_passages("women", person=boss)
    take_back(removed)
    assert Document.objects.exists()


# Pages


def test_a_link_to_it_says_that_it_was_removed(removed: UUID, person: Person, boss: Person) -> None:
    address = reverse("library:document", args=[removed]) + "?from=0&to=9"
    page = signed_in(person).get(address)
    assert page.status_code == 410
    assert "The document was removed" in text_of(page)
    assert "open markets" not in text_of(page)
    assert "Put back" not in text_of(page)
    page = signed_in(boss).get(address)
    assert page.status_code == 410
    assert "Workshop on open markets" in text_of(page)
    assert "Put back" in text_of(page)
    nobody = signed_in(PersonFactory(organisation=None)).get(address)
    assert nobody.status_code == 302
    assert "was removed" not in text_of(nobody)
    for name in ("original", "remove"):
        assert signed_in(boss).get(reverse(f"library:{name}", args=[removed])).status_code == 404


def test_the_coordinator_removes_and_puts_back_on_the_pages(boss: Person, person: Person) -> None:
    document_id = public.add_now("page.txt", PAGE.encode(), person=boss)
    address = reverse("library:remove", args=[document_id])
    theirs, ours = signed_in(person), signed_in(boss)
    page = reverse("library:document", args=[document_id])
    assert address not in theirs.get(page).content.decode()
    assert theirs.post(address).status_code == 404
    assert theirs.get(reverse("library:removed")).status_code == 404
    assert (
        reverse("library:removed") not in theirs.get(reverse("library:documents")).content.decode()
    )
    assert reverse("library:removed") in ours.get(reverse("library:documents")).content.decode()
    assert address in ours.get(page).content.decode()
    assert "For 30 days" in text_of(ours.get(address))
    response = ours.post(address)
    assert response.status_code == 303
    listing = text_of(ours.get(response.headers["Location"]))
    assert "was removed. Until" in listing
    assert "Put back : Workshop on open markets held in Vienna" in listing
    back = reverse("library:put_back", args=[document_id])
    assert theirs.post(back).status_code == 404
    assert Document.objects.get().removed_at is not None
    assert ours.get(back).status_code == 405
    response = ours.post(back)
    assert (response.status_code, response.headers["Location"]) == (303, page)
    assert Document.objects.get().removed_at is None
    assert ours.post(back).status_code == 404
    assert "Nothing was removed" in text_of(ours.get(reverse("library:removed")))


def test_an_upload_names_no_removed_document(removed: UUID, boss: Person) -> None:
    intake = Intake.objects.create(
        person=boss, added_for=boss.organisation, state=Intake.State.DONE
    )
    IntakeItem.objects.create(
        intake=intake, place=0, name="page.txt", state="read", document_id=removed
    )
    page = text_of(signed_in(boss).get(intake.get_absolute_url()))
    assert "The document was removed" in page
    assert "open markets" not in page
