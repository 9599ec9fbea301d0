"""Which later papers may be evidence: the labelled set, and what is never offered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from commonweal.partners.engine.evidence import index, offers, stems
from commonweal.partners.engine.evidence_types import Paper, Passage, Promise
from evidence_set import DEV, HELD, LATER, MADE, Labelled

PROMISE = Promise(
    key="p",
    text="Install movable bollards at the entrances of the Old Market.",
    bodies=("City Works Department", "CWD"),
    since=MADE,
    places=("Halvera",),
    sources=("minutes",),
)
WORDS = "The City Works Department has installed bollards at the entrances of the market."


def paper(text: str = WORDS, **values: object) -> Paper:
    given = {"key": "d", "title": "Note", "on": LATER, "places": ("Halvera",)} | values
    return Paper(passages=[Passage(10, 10 + len(text), text)], **given)


def found(one: Paper, promise: Promise = PROMISE) -> list[str]:
    return [each.promise for each in offers(index([promise]), one)]


@pytest.mark.parametrize("half", [DEV, HELD], ids=["looked at", "held out"])
def test_on_the_labelled_set_it_finds_nearly_all_and_little_else(
    half: tuple[list[Promise], list[Labelled]],
) -> None:
    promises, labelled = half
    known = index(promises)
    given = {(each.promise, one.paper.key) for one in labelled for each in offers(known, one.paper)}
    right = {(one.promise, one.paper.key) for one in labelled if one.promise}
    assert len(given & right) / len(right) >= 0.9
    assert len(given & right) / len(given) >= 0.85
    sorts = {one.paper.key: one.sort for one in labelled}
    # Another day, another town, another subject, another body: never.
    assert {sorts[key] for _promise, key in given - right} <= {"ahead", "evidence"}


def test_an_offer_shows_its_reasons() -> None:
    [offer] = offers(index([PROMISE]), paper())
    reasons = {each.key: each.words for each in offer.signals}
    assert set(reasons) == {"subject", "body", "later", "place", "done"}
    assert "bollards" in reasons["subject"]
    assert reasons["body"] == ("city works department",)
    assert reasons["later"] == (MADE.isoformat(), LATER.isoformat())
    assert (offer.start, offer.end) == (10, 10 + len(WORDS))
    assert 0.4 <= offer.score <= 1


@pytest.mark.parametrize(
    "values",
    [
        {"on": None},
        {"on": MADE},
        {"on": MADE - timedelta(days=1)},
        {"places": ("Orlast",)},
        {"key": "minutes"},
    ],
)
def test_without_a_later_day_here_nothing_is_offered(values: dict[str, object]) -> None:
    assert found(paper()) == ["p"]
    assert found(paper(**values)) == []


@pytest.mark.parametrize(
    "text",
    [
        "The City Works Department should install movable bollards at the entrances.",
        "The City Works Department has not installed bollards at the entrances of the market.",
        "The City Works Department has opened a canteen.",
        "A hotel has installed bollards at the entrances of its market hall.",
        "",
    ],
)
def test_what_only_asks_or_is_about_something_else_is_not_offered(text: str) -> None:
    assert found(paper(text)) == []


def test_a_place_named_within_an_address_or_in_the_words_is_the_place() -> None:
    assert found(paper(places=("Town hall, Halvera",))) == ["p"]
    assert found(paper(f"In Halvera: {WORDS}", places=("Vienna",))) == ["p"]
    assert found(paper(places=())) == ["p"]


def test_short_and_other_names_are_names_but_parts_of_words_are_not() -> None:
    assert found(paper(WORDS.replace("The City Works Department", "The CWD"))) == ["p"]
    assert found(paper(WORDS.replace("The City Works Department", "The CWDX"))) == []


def test_nothing_to_find_finds_nothing() -> None:
    assert offers(index([]), paper()) == []
    bare = replace(PROMISE, text="", bodies=("City Works Department",))
    assert found(paper(), bare) == []
    assert stems("Published, publishing and publishes") == ["publish"] * 3
    assert offers(index([PROMISE]), replace(paper(), passages=[])) == []


def test_the_best_passage_of_a_paper_is_offered_once() -> None:
    weak = "The City Works Department has bought bollards for the entrances."
    two = replace(paper(), passages=[Passage(0, 5, weak), Passage(6, 99, WORDS)])
    [offer] = offers(index([PROMISE]), two)
    assert offer.start == 6
    assert date.fromisoformat(offer.signals[2].words[1]) == LATER
