"""Whatever the text, reading ends, spans lie inside it and confidence is a probability."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from commonweal.kernel.provenance import Span
from commonweal.library.engine.facts.dates import dates_in
from commonweal.library.engine.facts.reader import read_facts
from commonweal.library.engine.facts.sentences import split_sentences
from commonweal.library.engine.types import Block, Page

WORDS = st.sampled_from(
    [
        "the",
        "OSCE",
        "Mission",
        "to",
        "Serbia",
        "Ana",
        "Ruci",
        ",",
        ".",
        "“",
        "”",
        "said",
        "Head",
        "of",
        "Ministry",
        "and",
        "Justice",
        "in",
        "Tirana",
        "on",
        "5",
        "March",
        "2019",
        "30",
        "participants",
        "’s",
        "(",
        ")",
        ":",
        "funded",
        "by",
        "Sweden",
        "project",
        "“Voices”",
        "will",
        "publish",
        "should",
        "H.E.",
        "Dr",
        ".",
    ]
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=60).map(" ".join))


@given(TEXTS)
def test_every_value_points_into_the_text(body):
    page = Page(
        body,
        "news item",
        None,
        None,
        (),
        None,
        (Block(Span(0, len(body)), "paragraph"),),
        (),
        "en",
        {},
    )
    facts = read_facts(page)
    rows = [
        *facts.people,
        *facts.organisations,
        *facts.projects,
        *facts.funders,
        *facts.publications,
        *facts.commitments,
        *facts.quotes,
    ]
    for evidence in [*(r.evidence for r in rows), *facts.evidence.values()]:
        assert 0 <= evidence.confidence <= 1
        assert evidence.rule
        for span in evidence.spans:
            assert 0 <= span.start < span.end <= len(body)
    for person in facts.people:
        assert " ".join(person.evidence.spans[0].of(body).split()) == person.name


@given(TEXTS)
def test_sentences_cover_the_words_in_order(body):
    spans = split_sentences(body, Span(0, len(body)))
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert "".join("".join(s.of(body).split()) for s in spans) == "".join(body.split())


@given(st.dates(), st.integers(min_value=0, max_value=3))
def test_a_printed_day_is_read_back(day, form):
    words = (
        f"{day.day} {day:%B} {day.year}",
        f"{day:%B} {day.day}, {day.year}",
        day.isoformat(),
        f"{day:%d.%m.%Y}",
    )[form]
    if not 1900 <= day.year <= 2099:
        assert all(not m.has_year for m in dates_in(words, Span(0, len(words))))
        return
    (mention,) = dates_in(words, Span(0, len(words)))
    assert mention.start == mention.end == (day.year, day.month, day.day)
