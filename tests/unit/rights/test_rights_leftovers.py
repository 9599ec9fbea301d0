"""After an erasure no table and no file of the workspace holds a word of what was erased."""

from __future__ import annotations

import hashlib
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.utils import timezone

from commonweal.library import public as library
from commonweal.library.actions import intakes
from commonweal.library.actions.intakes import Upload
from commonweal.library.models import Document
from commonweal.partners import public as partners
from commonweal.partners.models import Meeting, Recommendation
from commonweal.rights.actions.erasure import erase_now
from commonweal.rights.actions.requests import Asked, ask
from commonweal.rights.actions.retention import retain
from commonweal.rights.actions.trail import Thing, record, verb
from commonweal.rights.models import Grant, Note, Person, RetentionRun
from commonweal.rights.queries.verify import verify
from factories import PersonFactory, give

pytestmark = pytest.mark.django_db
SAID = verb("rights.test.left", "said something")
WORD = "Quillerbrand"
PAPER = b"""Round table on the Quillerbrand square
12 March 2026

Halvera, 12 March 2026 - The City of Halvera met the Quillerbrand Youth Forum.

Participants recommended that the City of Halvera should keep the Quillerbrand entrance step-free.
"""
OTHER = b"Workshop in Halvera\n\nHalvera, 5 May 2025 - Forty people number %d met the police.\n"


def holding(*words: str) -> set[tuple[str, str]]:
    """Every table and column of the whole database that holds one of the words."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  our own tables
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for column, value in zip(columns, row, strict=True):
                    if any(word.casefold() in str(value).casefold() for word in words):
                        found.add((table, column))
    return found


def documented(person: Person) -> UUID:
    """A document with a note, a reason, a meeting and a recommendation that rest on it."""
    key = library.add_now(f"{WORD}.txt", PAPER, person=person)
    document = Document.objects.get(pk=key)
    Note.objects.create(
        organisation=person.organisation,
        author=person,
        text=WORD,
        thing="library.Document",
        thing_id=str(key),
    )
    with transaction.atomic():
        record(person, SAID, thing=document, reason=WORD, change=(None, WORD))
    draft = partners.MeetingDraft(
        title="A meeting", convener_id=person.organisation_id, document_id=key
    )
    meeting = partners.add_meeting(person, draft)
    start = PAPER.decode().index("Participants")
    mark = partners.Mark(
        addressee_id=person.organisation_id,
        start=start,
        end=len(PAPER) - 1,
        text="Keep the entrance step-free.",
    )
    partners.mark(person, meeting, [mark])
    return key


def test_of_an_erased_document_nothing_is_left_in_any_table() -> None:
    key = documented(PersonFactory())
    sha256 = hashlib.sha256(PAPER).hexdigest()
    assert ("partners_recommendation", "quoted") in holding(WORD)
    erase_now(None, Thing("library.Document", str(key)), why="request", now=timezone.now())
    assert holding(WORD) == set()
    assert holding(sha256) == set()
    # The promise stays, and that it rested on a document.
    asked = Recommendation.objects.get()
    assert (asked.document_id, asked.document_title) == (key, "Erased document")
    assert asked.text == "Keep the entrance step-free."
    assert Meeting.objects.get().document_title == "Erased document"
    assert verify().broken is None


def test_when_its_period_is_over_a_document_leaves_the_words_of_promises_alone() -> None:
    key = documented(PersonFactory())
    erase_now(None, Thing("library.Document", str(key)), why="removed", now=timezone.now())
    assert holding(WORD) == {("partners_recommendation", "quoted")}


def test_of_an_erased_person_nothing_is_left_in_any_table() -> None:
    person = PersonFactory(
        name="Quirinella Zappo", email="quirinella@example.org", job="snowboarder"
    )
    library.add_now("Zappo plan.txt", PAPER, person=person)
    library.add_now("Zappo.txt", b"No title here\n" * 40, person=person)
    intakes.begin([Upload(name="quirinella-file.txt", chunks=[PAPER])], person=person)
    ask(person, Asked(kind="correction", text="Quirinella it is"))
    outside = Asked(kind="access", text="About Quirinella", contact="quirinella@example.org")
    ask(None, outside)
    give(person, role="reviewer")
    Grant.objects.update(reason="Quirinella reads")
    words = ("quirinella", "zappo", "snowboarder")
    assert ("library_intakeitem", "name") in holding(*words)
    erase_now(None, Thing("rights.Person", str(person.pk)), why="request", now=timezone.now())
    assert holding(*words) == set()


def test_after_the_next_run_no_file_holds_what_was_erased_on_request(data_folder: Path) -> None:
    key = library.add_now(f"{WORD}.txt", PAPER, person=None)
    for number in range(6):
        library.add_now(f"{number}.txt", OTHER % number, person=None)

    def files() -> list[Path]:
        every = (file for file in data_folder.rglob("*") if file.is_file())
        return [file for file in every if WORD.lower().encode() in file.read_bytes().lower()]

    assert files()
    # Also where a run was before: it could not know.
    retain()
    erase_now(None, Thing("library.Document", str(key)), why="request", now=timezone.now())
    retain()
    assert files() == []
    assert RetentionRun.objects.filter(message="").count() == 2
