"""What holds for every text: nothing lost, nothing twice, nothing raised."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st

from commonweal.library.engine.clean.lines import lines_of
from commonweal.library.engine.load.documents import documents_in
from commonweal.library.engine.reading import page_of
from commonweal.library.engine.types import Loaded, Page, Refused

WORDS = st.sampled_from(
    [
        "Halvera",
        "council",
        "met",
        "partners",
        "on",
        "4",
        "March",
        "2024",
        "plan",
        "market",
        "school",
        "youth",
        "agreed",
        "that",
        "every",
        "contact",
        "person",
        ".",
        ",",
        ":",
        ";",
        "–",
        "“trust”",
        "Issued",
        "by",
        "Date",
        "When",
        "Where",
        "Совет",
        "принял",
        "план",
        "5",
        "мая",
        "2018",
        "–",
        "savet",
        "grada",
        "je",
        "usvojio",
        "plan",
        "Contacts",
        "News",
        "Press",
        "release",
        "Read",
        "more",
        "on",
        "this",
        "topic",
        "Fields",
        "of",
        "work",
    ]
)
LINES = st.one_of(
    st.lists(WORDS, min_size=1, max_size=30).map(" ".join),
    st.lists(WORDS, min_size=1, max_size=4).map(lambda words: "- " + " ".join(words)),
    st.sampled_from(
        ["", "-", "News item", "Press release", "- Issued by:", "- Date:", "Organized by", "When", "Contacts", "HALVERA, 5 March 2024 – The council met.", "Home | News | Contact",
         "Read more on this topic", "© City", "Photo: Name Surname", "The council met forty partners in the old tram depot and agreed on a plan for the market."]
    ),
    st.text(max_size=40),
)  # fmt: skip
TEXTS = st.lists(LINES, max_size=40).map("\n".join)
MARKS = re.compile(r"[-–—•·*▪◦‣●○■□►▶➢✓»\s\u00ad\u200b\ufeff]+")


def page(text: str) -> Page:
    return page_of(Loaded("a.txt", text, "text/plain", "", b""))


def spans(read: Page) -> list[tuple[int, int]]:
    found = [block.span for block in read.blocks] + list(read.furniture) + list(read.aside)
    found += [read.title] if read.title else []
    return sorted((span.start, span.end) for span in found)


@given(TEXTS)
@example(
    "-\nMenu\n- A\n- B\n- C\n- D\n- E\nTitle of it\nThe council met forty partners in the old tram depot today."
)
def test_parts_lie_inside_the_text_and_apart_from_each_other(text: str) -> None:
    last = 0
    for start, end in spans(page(text)):
        assert 0 <= start < end <= len(text)
        assert last <= start
        last = end


@given(TEXTS)
def test_no_word_is_lost(text: str) -> None:
    read = page(text)
    covered = spans(read)
    covered += [(span.start, span.end) for line in read.metadata for span in line.spans]
    left = list(text)
    for start, end in covered:
        left[start:end] = " " * (end - start)
    labels = {word for line in read.metadata for word in line.label.split()}
    rest = [
        word for word in MARKS.sub(" ", "".join(left)).split() if any(c.isalnum() for c in word)
    ]
    assert not [word for word in rest if word.strip(",;:.") not in labels and word not in labels]


@given(TEXTS)
def test_other_newlines_change_nothing_but_the_spans(text: str) -> None:
    one, other = page(text.replace("\r", " ")), page(text.replace("\r", " ").replace("\n", "\r\n"))

    def said(read: Page) -> object:
        blocks = [(block.kind, " ".join(block.span.of(read.text).split())) for block in read.blocks]
        return (
            read.kind,
            read.date_issued,
            read.issued_by,
            read.title and " ".join(read.title.of(read.text).split()),
            blocks,
        )

    assert said(one) == said(other)


@given(TEXTS)
def test_the_same_text_is_read_the_same_twice(text: str) -> None:
    assert page(text) == page(text)


@given(st.text(max_size=400))
def test_lines_hold_every_word_of_any_text(text: str) -> None:
    lines = lines_of(text)
    words = "".join(line.span.of(text) for line in lines)
    assert [c for c in words if c.isalnum()] == [c for c in text if c.isalnum()]


@given(
    st.binary(max_size=3000),
    st.sampled_from(
        [
            b"",
            b"%PDF-1.4\n",
            b"PK\x03\x04",
            b"<html>",
            b"<rss><channel>",
            b"From: a\nTo: b\nSubject: c\n\n",
            b"\xff\xfe",
            b"\xef\xbb\xbf",
        ]
    ),
)
def test_any_bytes_give_a_document_or_a_reason(content: bytes, start: bytes) -> None:
    found = list(documents_in("a.txt", start + content))
    assert found
    for one in found:
        assert isinstance(one, Loaded | Refused)
        if isinstance(one, Loaded):
            assert one.text.strip()
            assert isinstance(page_of(one), Page)
        else:
            assert one.detail
