"""Read values under people's decisions: lists, filters, search and forms follow; another reading does not undo them."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from commonweal.kernel.errors import Conflict, InvalidInput, NoAnswer, NotAllowed, NotFound
from commonweal.library import public
from commonweal.library.actions import rereading, reviews
from commonweal.library.engine.values import values_of
from commonweal.library.engine.version import READER_VERSION
from commonweal.library.models import Document, Mention, Waiting
from commonweal.library.queries.reviews import fingerprint, open_values, reviews_in, settled_record
from commonweal.rights.models import Decision, Person, Proposal, TrailEntry
from commonweal.rights.public import tallies
from factories import PersonFactory

PAGE = """Workshop on open markets held in Vienna

VIENNA, 4 May 2025 – Some 40 women and youth met the police in Vienna at a workshop on open markets.

"We keep the market open," said Ana Wald, Chair of the Market Association of Vienna.

The participants recommended that the police should open a youth desk in every district.

The workshop was organized by the Ministry of Culture and funded by the City of Vienna.
"""
pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Person:
    return PersonFactory(role="reviewer")


@pytest.fixture
def document(person: Person) -> Document:
    return Document.objects.get(pk=public.add_now("page.txt", PAGE.encode(), person=person))


def key_for(document: Document, part: str, words: str = "") -> str:
    """The key of the first value of a kind, whose words hold some."""
    return next(
        one.key
        for one in values_of(document.record)
        if one.part == part and words in str(one.value)
    )


def read_otherwise(monkeypatch: pytest.MonkeyPatch, version: str = "9.9", **changes: Any) -> None:
    """Let a newer reader read single values otherwise; of lists, leave entries with these words out."""
    real = rereading.read_columns

    def read(loaded: Any, *, title: str) -> dict[str, Any]:
        columns = real(loaded, title=title)
        record = columns["record"]
        for key, value in changes.items():
            if key == "without":
                for part in ("people", "organisations", "funders"):
                    record[part] = [e for e in record[part] if value not in e["name"]]
            elif key in record:
                record[key] = value
            else:
                record["event"][key] = value
        return columns | {"reader_version": version}

    monkeypatch.setattr(rereading, "read_columns", read)


def test_nothing_is_proposed_until_somebody_decides(document: Document) -> None:
    assert not Proposal.objects.exists()
    waiting = Waiting.objects.get()
    assert waiting.count == len(values_of(document.record)) == len(open_values(document.record, {}))
    assert waiting.least == min(one.sureness for one in values_of(document.record))
    assert set(waiting.parts) == {one.part for one in values_of(document.record)}


def test_accepting_changes_nothing_but_what_waits(person: Person, document: Document) -> None:
    before = Document.objects.values().get()
    waiting = Waiting.objects.get().count
    reviews.accept_value(document.pk, "event.type", person=person)
    assert Document.objects.values().get() == before
    assert Waiting.objects.get().count == waiting - 1
    assert settled_record(document) == document.record


def test_a_correction_changes_lists_filters_and_forms_but_never_the_reading(
    person: Person, document: Document
) -> None:
    reading = document.record
    reviews.correct_value(document.pk, "event.start", "2025-05-06", person=person, why="Printed.")
    reviews.correct_value(document.pk, "event.country", "Albania", person=person, why="Printed.")
    reviews.correct_value(document.pk, "title", "Open markets", person=person, why="Shorter.")
    document.refresh_from_db()
    assert document.record == reading
    assert (document.title, document.country) == ("Open markets", "Albania")
    assert (document.event_start, document.event_end) == (date(2025, 5, 6), date(2025, 5, 6))
    event = public.event_of(document.pk, person=person)
    assert (event.title, event.start, event.country) == (
        "Open markets",
        date(2025, 5, 6),
        "Albania",
    )


def test_a_rejected_name_leaves_mentions_and_offers(person: Person, document: Document) -> None:
    key = key_for(document, "organisations", "Ministry")
    assert Mention.objects.filter(name__contains="Ministry").exists()
    reviews.reject_value(document.pk, key, person=person, why="It was not there.")
    assert not Mention.objects.filter(name__contains="Ministry").exists()
    assert "Ministry of Culture" not in public.event_of(document.pk, person=person).bodies
    assert len(public.offered_commitments(document.pk, person=person)) == 1
    reviews.reject_value(
        document.pk, key_for(document, "commitments"), person=person, why="Not a promise."
    )
    assert public.offered_commitments(document.pk, person=person) == ()
    reviews.undo_value(document.pk, key, person=person, why="It was there.")
    assert Mention.objects.filter(name__contains="Ministry").exists()


def test_the_search_follows_a_correction(
    person: Person, document: Document, django_capture_on_commit_callbacks: Any
) -> None:
    from commonweal.library.queries import search

    assert not search.find("desk", person=person, filters={"country": "Albania"}).passages
    with django_capture_on_commit_callbacks(execute=True):
        reviews.correct_value(
            document.pk, "event.country", "Albania", person=person, why="Printed."
        )
    assert search.find("desk", person=person, filters={"country": "Albania"}).passages


def test_a_decision_holds_where_the_index_cannot_be_written(
    person: Person,
    document: Document,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    def full(_ids: object) -> None:
        raise NoAnswer("library.disk-full", "The disk is full.")

    monkeypatch.setattr(reviews, "index_documents", full)
    with django_capture_on_commit_callbacks(execute=True):
        reviews.correct_value(
            document.pk, "event.country", "Albania", person=person, why="Printed."
        )
    document.refresh_from_db()
    assert (document.country, document.indexed_in) == ("Albania", "")


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("event.start", "4 May", "no day such as"),
        ("event.start", "0001-01-01", "not between"),
        ("event.end", "2025-05-09", "Add it by its words"),
        ("event.country", "Atlantis", "is none of"),
        ("event.type", "party", "is none of"),
        ("event.participants", "many", "is no number"),
        ("event.participants", -1, "is no number"),
        ("event.participants", True, "is no number"),
        ("title", " ", "1 to 500"),
        ("title", "x" * 501, "1 to 500"),
        ("event.place", None, "1 to 200"),
        ("event.type", "workshop", "accept it instead"),
        ("language", "fr", "is no value that people check"),
    ],
)
def test_what_cannot_be_such_a_value_is_refused(
    person: Person, document: Document, key: str, value: object, said: str
) -> None:
    with pytest.raises(InvalidInput, match=said):
        reviews.correct_value(document.pk, key, value, person=person, why="Because.")
    assert not Proposal.objects.exists()


def test_the_words_of_a_promise_stay_what_is_said_about_them_can_change(
    person: Person, document: Document
) -> None:
    key = key_for(document, "commitments")
    read = next(one.value for one in values_of(document.record) if one.key == key)
    with pytest.raises(InvalidInput, match="words themselves"):
        reviews.correct_value(
            document.pk, key, read | {"text": "Other words."}, person=person, why="No."
        )
    reviews.correct_value(
        document.pk, key, read | {"type": "commitment"}, person=person, why="They promise it."
    )
    (offered,) = public.offered_commitments(document.pk, person=person)
    assert (offered.text, offered.type, offered.confidence) == (read["text"], "commitment", 1.0)


def test_who_may_not_decide_and_what_is_not_there(person: Person, document: Document) -> None:
    for role in ("oversight", "donor"):
        with pytest.raises(NotAllowed):
            reviews.accept_value(document.pk, "title", person=PersonFactory(role=role))
    with pytest.raises(NotFound):
        reviews.accept_value(document.pk, "title", person=PersonFactory(role="administrator"))
    with pytest.raises(NotFound):
        reviews.accept_value(document.pk, "people:0000000000000000", person=person)
    with pytest.raises(NotFound):
        reviews.accept_value(UUID(int=7), "title", person=person)
    assert not Proposal.objects.exists()


def test_a_value_that_was_read_otherwise_meanwhile_is_not_decided_unseen(
    person: Person, document: Document
) -> None:
    seen = fingerprint("2025-05-01")
    with pytest.raises(Conflict, match="read again meanwhile"):
        reviews.accept_value(document.pk, "event.start", person=person, seen=seen)
    reviews.accept_value(document.pk, "event.start", person=person, seen=fingerprint("2025-05-04"))


def test_the_certain_ones_are_accepted_at_once_as_many_as_were_shown(
    person: Person, document: Document
) -> None:
    certain = reviews.certain_values(document, {})
    assert certain
    with pytest.raises(Conflict, match="were shown"):
        reviews.accept_certain(document.pk, person=person, count=len(certain) + 1)
    assert reviews.accept_certain(document.pk, person=person, count=len(certain)) == len(certain)
    assert Waiting.objects.get().count == len(values_of(document.record)) - len(certain)
    assert sum(one.together for one in tallies("library.value")) == len(certain)
    assert not reviews.certain_values(document, reviews_in(document.pk))


# Read again


def test_a_correction_survives_another_reading(
    person: Person, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    reviews.correct_value(document.pk, "event.start", "2025-05-06", person=person, why="Printed.")
    key = key_for(document, "organisations", "Ministry")
    reviews.reject_value(document.pk, key, person=person, why="Not there.")
    read_otherwise(monkeypatch, start="2025-05-09", end="2025-05-09", place="Graz")
    done = rereading.reread(document.pk)
    document.refresh_from_db()
    assert done.changed == 2
    assert document.record["event"]["start"] == "2025-05-09"
    assert (document.event_start, document.reader_version) == (date(2025, 5, 6), "9.9")
    assert not Mention.objects.filter(name__contains="Ministry").exists()
    assert [one["key"] for one in document.changed["values"]] == ["event.start", "event.place"]
    assert document.changed["reader"] == READER_VERSION
    assert reviews_in(document.pk)["event.start"].value == "2025-05-09"
    assert TrailEntry.objects.filter(verb="library.document.reread").count() == 1


def test_something_else_read_than_accepted_waits_and_what_was_accepted_holds(
    person: Person, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    reviews.accept_value(document.pk, "event.start", person=person)
    count = Waiting.objects.get().count
    read_otherwise(monkeypatch, start="2025-05-09", end="2025-05-09")
    rereading.reread(document.pk)
    document.refresh_from_db()
    assert document.event_start == date(2025, 5, 4)
    assert Waiting.objects.get().count == count + 1
    reviews.accept_value(document.pk, "event.start", person=person)
    document.refresh_from_db()
    assert document.event_start == date(2025, 5, 9)


def test_a_decision_whose_entry_vanished_is_kept(
    person: Person, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = key_for(document, "people", "Ana Wald")
    reviews.accept_value(document.pk, key, person=person)
    read_otherwise(monkeypatch, without="Ana Wald")
    rereading.reread(document.pk)
    document.refresh_from_db()
    assert document.record["people"] == []
    (entry,) = settled_record(document)["people"]
    assert entry["name"] == "Ana Wald"
    start, end = entry["span"]
    assert document.text[start:end] == "Ana Wald"
    (waiting,) = [
        one for one in open_values(document.record, reviews_in(document.pk)) if one.key == key
    ]
    assert (waiting.value, waiting.sureness) == (None, 0)
    reviews.accept_value(document.pk, key, person=person, why="Nobody of that name.")
    assert settled_record(document)["people"] == []


def test_reading_again_with_the_same_reader_changes_nothing(
    person: Person, document: Document
) -> None:
    reviews.correct_value(document.pk, "event.start", "2025-05-06", person=person, why="Printed.")
    before = Document.objects.values().get()
    assert rereading.reread(document.pk).changed == 0
    after = Document.objects.values().get()
    same = set(before) - {"read_at", "changed", "indexed_in"}
    assert {name: before[name] for name in same} == {name: after[name] for name in same}
    assert Decision.objects.count() == 1


def test_a_persons_own_title_survives_and_a_corrected_one_goes_before_it(person: Person) -> None:
    from commonweal.library.actions.documents import Source, add_loaded, contents_of

    (loaded,) = contents_of("page.txt", PAGE.encode())
    kept = add_loaded(loaded, source=Source(person=person, title="My title"))
    rereading.reread(kept.document_id)
    assert Document.objects.get().title == "My title"
    reviews.correct_value(kept.document_id, "title", "Right", person=person, why="Better.")
    rereading.reread(kept.document_id)
    assert Document.objects.get().title == "Right"


def test_a_document_that_cannot_be_read_keeps_its_reading(
    person: Person, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_loaded: object, *, title: str) -> None:
        raise InvalidInput("library.too-slow", "It took too long.")

    Document.objects.update(reader_version="0.1")
    monkeypatch.setattr(rereading, "read_columns", fail)
    assert rereading.reread(document.pk).why == "It took too long."
    assert Document.objects.get().record == document.record


def test_where_the_text_comes_out_differently_cited_documents_keep_their_reading(
    person: Person, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = rereading.read_columns

    def longer(loaded: Any, *, title: str) -> dict[str, Any]:
        return real(loaded, title=title) | {"text": "More. " + loaded.text}

    monkeypatch.setattr(rereading, "read_columns", longer)
    monkeypatch.setattr(rereading, "needs_of", lambda _thing: (lambda keys: set(keys),))
    assert "cited" in rereading.reread(document.pk).why
    monkeypatch.setattr(rereading, "needs_of", lambda _thing: ())
    assert rereading.reread(document.pk).why == ""
    assert Document.objects.get().text.startswith("More. ")


def test_without_its_original_a_document_is_read_from_its_text(
    person: Person, document: Document
) -> None:
    from commonweal.library.actions import files

    files.drop_original(document.sha256)
    assert rereading.reread(document.pk).why == ""
    assert Document.objects.get().record["title"] == document.record["title"]


def test_who_may_ask_for_another_reading(person: Person, document: Document) -> None:
    for role in ("reviewer", "co-ordinator"):
        rereading.ask(document.pk, person=PersonFactory(role=role))
    for role in ("partner", "oversight", "donor"):
        with pytest.raises(NotAllowed):
            rereading.ask(document.pk, person=PersonFactory(role=role))


def test_documents_from_before_get_their_row_of_what_waits(document: Document) -> None:
    before = Waiting.objects.values().get()
    Waiting.objects.all().delete()
    assert reviews.note_all_waiting() == 1
    assert Waiting.objects.values().get() == before
    assert reviews.note_all_waiting() == 0
