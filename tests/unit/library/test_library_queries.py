"""Reads: filters with counts, passages, records as a person reads them, texts cut for pages."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.kernel.errors import InvalidInput, NotFound
from commonweal.kernel.provenance import Span
from commonweal.library import public
from commonweal.library.engine.sheets import block_at, runs_of, sheet_at, sheets_of
from commonweal.library.models import Body, Document, Intake, IntakeItem, Mention, Subject
from commonweal.library.queries import documents, intakes, records
from commonweal.library.queries.documents import Wanted
from commonweal.library.queries.outline import all_spans, outline_of
from commonweal.library.queries.search import body_named, find
from commonweal.rights.models import Person
from factories import PersonFactory


@pytest.fixture
def person(db: None) -> Person:
    return PersonFactory()


def document(title: str, **columns: object) -> Document:
    given = {
        "sha256": uuid4().hex * 2,
        "media_type": "text/plain",
        "size_bytes": 1,
        "text": "0123456789",
        "reader_version": "1",
        "kind": "event",
        "title": title,
    }
    return Document.objects.create(**given | columns)


@pytest.fixture
def shelf(person: Person) -> dict[str, Document]:
    """Three documents: a and b of Albania, b and c of 2021, c with nothing else."""
    a = document(
        "a",
        country="Albania",
        kind="news item",
        language="en",
        year=2020,
        dated_on=date(2020, 5, 1),
    )
    b = document(
        "b", country="Albania", kind="event", language="sq", year=2021, dated_on=date(2021, 5, 1)
    )
    c = document("c", kind="event", year=2021)
    ministry = Body.objects.create(key="ministry", name="The Ministry", short_name="MIN")
    for one, role in ((a, "issued"), (a, "paid"), (b, "took part")):
        Mention.objects.create(
            document=one, body=ministry, role=role, name="Ministry", confidence=1
        )
    Subject.objects.create(document=a, name="Policing")
    Subject.objects.create(document=c, name="Policing")
    return {"a": a, "b": b, "c": c, "ministry": ministry}


def titles(person: Person, sort: str = "newest", **filters: str) -> str:
    return "".join(
        one.title for one in documents.listed(Wanted(filters=filters, sort=sort), person=person)
    )


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("newest", "bac"),
        ("oldest", "abc"),
        ("title", "abc"),
        ("kind", "bca"),
        ("no such", "bac"),
        ("added", "cba"),
    ],
)
def test_documents_are_sorted_and_those_without_a_date_come_last(
    person: Person, shelf: dict[str, Document], sort: str, order: str
) -> None:
    assert titles(person, sort) == order


def test_each_filter_takes_what_it_names_once(person: Person, shelf: dict[str, Document]) -> None:
    assert titles(person, country="Albania") == "ba"
    assert titles(person, year="2021") == "bc"
    assert titles(person, field="Policing") == "ac"
    assert titles(person, body=str(shelf["ministry"].pk)) == "ba"
    assert titles(person, language="sq", kind="event") == "b"
    assert titles(person, body="no id", kind="event") == ""
    assert titles(person, year="20x1") == ""


def test_options_count_what_choosing_them_would_leave(
    person: Person, shelf: dict[str, Document]
) -> None:
    found = documents.options(
        Wanted(filters={"year": "2021", "country": "Atlantis"}), person=person
    )
    assert [(one.value, one.count) for one in found["year"]] == [("2021", 0)]
    found = documents.options(Wanted(filters={"year": "2021"}), person=person)
    assert [(one.value, one.count) for one in found["year"]] == [("2021", 2), ("2020", 1)]
    assert [(one.value, one.count) for one in found["country"]] == [("Albania", 1)]
    assert [(one.label, one.count) for one in found["body"]] == [("The Ministry", 1)]
    everything = documents.options(Wanted(), person=person)
    assert [(one.label, one.count) for one in everything["body"]] == [("The Ministry", 2)], (
        "a body that issued and paid counts once"
    )


def test_nobody_without_a_partner_sees_or_counts_anything(shelf: dict[str, Document]) -> None:
    stranger = PersonFactory(organisation=None)
    assert titles(stranger) == ""
    assert not any(documents.options(Wanted(), person=stranger).values())
    assert documents.count_added_since(None, person=stranger) == 0
    assert find("policing", person=stranger).passages == []
    for read in (documents.card_of, documents.record_of, documents.document_of):
        with pytest.raises(NotFound):
            read(shelf["a"].pk, person=stranger)


def test_lists_leave_texts_and_records_in_the_database(
    person: Person, shelf: dict[str, Document]
) -> None:
    for one in documents.listed(Wanted(), person=person):
        assert set(documents.HEAVY) <= one.get_deferred_fields()
    intake = Intake.objects.create(person=person, added_for=person.organisation)
    IntakeItem.objects.create(intake=intake, place=0, name="x", document=shelf["a"])
    (item,) = intakes.items_of(intake, person=intake.person)
    assert item.document
    assert {"text", "record", "blocks"} <= item.document.get_deferred_fields()


@pytest.mark.parametrize(("start", "end"), [(0, 10), (3, 4), (9, 10)])
def test_the_words_between_two_places(person: Person, start: int, end: int) -> None:
    found = document("x", text="0123456789")
    passage = public.passage(found.pk, start=start, end=end, person=person)
    assert passage.text == "0123456789"[start:end]
    assert passage.address == f"/library/{found.pk}/?from={start}&to={end}#passage"


@pytest.mark.parametrize(("start", "end"), [(-1, 4), (4, 4), (5, 2), (0, 11), (10, 12)])
def test_places_outside_the_text_are_refused(person: Person, start: int, end: int) -> None:
    found = document("x", text="0123456789")
    with pytest.raises(InvalidInput, match="10 characters"):
        public.passage(found.pk, start=start, end=end, person=person)


def test_places_count_characters_and_not_bytes_or_line_ends(person: Person) -> None:
    found = document("x", text="Čá\r\n😀 Đž")
    assert public.passage(found.pk, start=4, end=7, person=person).text == "😀 Đ"


def test_a_body_is_named_in_any_spelling(shelf: dict[str, Document]) -> None:
    key = str(shelf["ministry"].pk)
    assert {body_named(name) for name in ("the ministry", "MINISTRY", "min")} == {key}
    with pytest.raises(InvalidInput, match="Nobody"):
        body_named("Nobody")


def test_what_others_added_since_is_counted(person: Person) -> None:
    now = datetime(2026, 1, 2, tzinfo=UTC)
    document("own", added_by=person, added_at=now)
    document("old", added_at=now - timedelta(days=2))
    document("new", added_at=now)
    assert documents.count_added_since(now - timedelta(days=1), person=person) == 1
    assert documents.count_added_since(None, person=person) == 2


RECORD = {
    "kind": "news item",
    "title": "T",
    "date_issued": "2021-05-04",
    "language": "sq",
    "issued_by": ["A", "B"],
    "fields_of_work": [],
    "event": {"type": "workshop", "start": "2021-05-04", "end": "2021-05-06", "place": "Tirana", "country": "Albania", "participants": 1, "participants_hedge": "some", "inferred": ["end"], "date_text": None},
    "people": [{"name": "P", "role": "Head", "organisation": "X", "span": [1, 2], "confidence": 0.9}],
    "organisations": [{"name": "O", "short_name": "OO", "span": [3, 4], "confidence": 0.8}],
    "commitments": [
        {"text": "second", "type": "next step", "span": [30, 36], "confidence": 0.5, "strength": "soft"},
        {"text": "first", "type": "recommendation", "span": [10, 15], "confidence": 0.7},
    ],
    "funders": [{"name": "F", "span": None}],
    "quotes": [{"speaker": None, "text": "“Q”", "span": [20, 23]}],
    "links": ["https://example.org"],
    "taxonomy": {"countries": ["Albania"]},
    "evidence": {"event.start": {"spans": [[5, 6]], "confidence": 0.95, "rule": "r"}, "issued_by": {"spans": [[7, 8], [8, 9]], "confidence": 1.0, "rule": "r"}},
}  # fmt: skip


def test_who_paid_is_not_named_twice() -> None:
    both = [{"name": "O", "span": [3, 4]}, {"name": "F", "span": [5, 6]}]
    short = {row.label: row.values for row in outline_of(RECORD | {"organisations": both}).short}
    assert [value.text for value in short["Bodies named"]] == ["O"]
    assert [value.text for value in short["Who paid"]] == ["F"]


def test_a_record_is_told_in_the_order_people_ask() -> None:
    outline = outline_of(RECORD)
    short = {row.label: [value.text for value in row.values] for row in outline.short}
    assert short == {
        "What": ["workshop"],
        "When": ["4 May 2021", "6 May 2021"],
        "Where": ["Tirana", "Albania"],
        "Bodies named": ["O"],
        "How many": ["1 participant"],
        "Who paid": ["F"],
    }
    when = next(row for row in outline.short if row.label == "When")
    assert (when.values[0].spans, when.values[0].confidence) == ((Span(5, 6),), 0.95)
    assert when.values[1].detail == "worked out"
    issued = next(row for row in outline.more if row.label == "Issued by")
    assert [value.spans for value in issued.values] == [(Span(7, 8),), (Span(8, 9),)]
    assert [one.text for one in outline.promised] == ["first", "second"]
    assert [one.is_soft for one in outline.promised] == [False, True]
    assert outline.people[0].detail == "Head, X"
    assert all_spans(RECORD) == tuple(
        Span(a, b)
        for a, b in [(1, 2), (3, 4), (5, 6), (7, 8), (8, 9), (10, 15), (20, 23), (30, 36)]
    )


def test_an_empty_record_says_nothing_and_breaks_nothing() -> None:
    outline = outline_of({})
    assert (outline.short, outline.promised, outline.people) == ((), (), ())
    assert records.commitments_in({}) == ()
    assert records.event_in({}, title="T").start is None


def test_what_other_rooms_are_offered() -> None:
    offered = records.commitments_in(RECORD)
    assert [(one.text, one.start, one.strength) for one in offered] == [
        ("first", 10, "explicit"),
        ("second", 30, "soft"),
    ]
    event = records.event_in(RECORD, title="T")
    assert (event.start, event.end, event.bodies) == (date(2021, 5, 4), date(2021, 5, 6), ("O",))


@pytest.mark.parametrize("value", [None, "2021", "2021-13-01", "next week", 5])
def test_what_is_no_whole_day_is_none(value: object) -> None:
    assert records.day(value) is None


@given(st.text(alphabet="ab \n", max_size=400), st.integers(100, 150))
def test_sheets_are_the_whole_text(text: str, length: int) -> None:
    sheets = sheets_of(text, length=length)
    assert "".join(sheet.of(text) for sheet in sheets) == text
    assert all(sheet.end - sheet.start <= length for sheet in sheets)
    for place in range(0, len(text), 37):
        sheet = sheets[sheet_at(sheets, place)]
        assert sheet.start <= place < sheet.end


@given(
    st.text(alphabet="ab \n", max_size=200),
    st.lists(st.tuples(st.integers(0, 200), st.integers(0, 60)), max_size=5),
)
def test_runs_lose_no_word_and_show_none_twice(text: str, spans: list[tuple[int, int]]) -> None:
    furniture = [Span(min(a, len(text)), min(a + n, len(text))) for a, n in spans]
    runs = runs_of(text, Span(0, len(text)), furniture=furniture)
    shown = "".join(part.of(text) for run in runs for part in run.parts)
    assert shown.split() == text.split() or "".join(shown.split()) == "".join(text.split())
    for run in runs:
        for part in run.parts:
            inside = any(span.overlaps(part) for span in furniture)
            assert not run.is_furniture or inside or not part.of(text).strip()


def test_lines_are_paragraphs_but_a_block_stays_whole() -> None:
    text = "Title\nIssued on: 4 May\r\n\r\nA paragraph broken\nat the page's width.\n- one\n- two"
    start = text.index("A paragraph")
    block = Span(start, text.index(".\n") + 1)
    (run,) = runs_of(text, Span(0, len(text)), furniture=(), blocks=[block])
    assert "".join(part.of(text) for part in run.parts) == text
    assert [part.of(text).strip() for part in run.parts] == [
        "Title",
        "Issued on: 4 May",
        "A paragraph broken\nat the page's width.",
        "- one",
        "- two",
    ]
    assert block_at([block], start) == 0
    assert block_at([block], start - 1) is None
    assert block_at([block], block.end) is None
