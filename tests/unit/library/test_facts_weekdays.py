"""What a weekday without its date means, and which sentences tell of something before the event."""

from __future__ import annotations

import pytest

from commonweal.kernel.provenance import Span
from commonweal.library.engine.facts.earlier import is_told_of_before
from commonweal.library.engine.facts.weekdays import weekday_in

FRIDAY = "2018-06-08"


@pytest.mark.parametrize(
    ("words", "day", "last"),
    [
        ("They met in Gozo on Wednesday.", "2018-06-06", None),
        ("They met in Gozo on Friday.", "2018-06-08", None),
        ("They met in Gozo last Friday.", "2018-06-01", None),
        ("They met on Monday and Tuesday.", "2018-06-04", "2018-06-05"),
        ("They met from Saturday to Monday.", "2018-06-02", "2018-06-04"),
    ],
)
def test_a_weekday_is_the_nearest_before_the_day_of_issue(words, day, last):
    found = weekday_in(words, Span(0, len(words)), issued=FRIDAY)
    assert found is not None
    assert (found.day, found.last) == (day, last)


@pytest.mark.parametrize(
    "words",
    [
        "They will meet in Gozo on Monday.",
        "The market is closed on Sundays.",
        "They met on Tuesday, 5 June.",
        "They met on Tuesday (5/6).",
        "Papers are due by Friday or on Monday.",
        "They met there in spring.",
    ],
)
def test_other_weekdays_mean_no_day(words):
    assert weekday_in(words, Span(0, len(words)), issued=FRIDAY) is None


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Earlier this month, 25 volunteers completed a course in Berin.", True),
        ("Twenty-seven officers had previously been trained in Berin.", True),
        ("A similar course was held in Berin in 2021.", True),
        ("Three weeks ago, the council met in Berin.", True),
        ("In the previous months, 44 officers were trained.", True),
        ("Officers who had completed the first course met again.", False),
        ("The course brought together 25 volunteers.", False),
    ],
)
def test_a_sentence_tells_of_what_was_before(words, told):
    assert is_told_of_before(words, Span(0, len(words)), order=1) is told


def test_the_first_sentence_tells_of_the_event():
    words = "Earlier this week, 30 imams attended a workshop."
    assert not is_told_of_before(words, Span(0, len(words)), order=0)
