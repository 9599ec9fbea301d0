"""Dates as printed, numbers in words, durations."""

from __future__ import annotations

import pytest

from commonweal.kernel.provenance import Span
from commonweal.library.engine.facts.dates import dates_in, durations_in, iso, number_of, shifted

CASES = [
    ("on 17 and 18 October 2018.", "17 and 18 October 2018", "2018-10-17", "2018-10-18"),
    ("from 14 to 16 March 2022", "from 14 to 16 March 2022", "2022-03-14", "2022-03-16"),
    ("29 January to 2 February 2024", "29 January to 2 February 2024", "2024-01-29", "2024-02-02"),
    (
        "from 30 November - 1 December 2017 at",
        "from 30 November - 1 December 2017",
        "2017-11-30",
        "2017-12-01",
    ),
    (
        "30 December 2019 to 2 January 2020",
        "30 December 2019 to 2 January 2020",
        "2019-12-30",
        "2020-01-02",
    ),
    ("on Tuesday, 5 March 2019, at", "Tuesday, 5 March 2019", "2019-03-05", "2019-03-05"),
    ("on March 5, 2019", "March 5, 2019", "2019-03-05", "2019-03-05"),
    ("3, 4 and 5 May 2011", "3, 4 and 5 May 2011", "2011-05-03", "2011-05-05"),
    ("с 5 по 7 июня 2019 года", "с 5 по 7 июня 2019 года", "2019-06-05", "2019-06-07"),
    ("am 5. März 2019", "5. März 2019", "2019-03-05", "2019-03-05"),
    ("le 1er mars 2012", "1er mars 2012", "2012-03-01", "2012-03-01"),
    ("on 05.03.2019", "05.03.2019", "2019-03-05", "2019-03-05"),
]


@pytest.mark.parametrize(("words", "printed", "start", "end"), CASES)
def test_dates_are_read_with_their_words(words, printed, start, end):
    (mention,) = dates_in(words, Span(0, len(words)))
    assert mention.span.of(words) == printed
    assert (iso(mention.start), iso(mention.end)) == (start, end)


def test_a_date_without_year_says_so():
    words = "From 26 to 28 November, the"
    (mention,) = dates_in(words, Span(0, len(words)))
    assert not mention.has_year
    assert mention.start == (0, 11, 26)


@pytest.mark.parametrize(
    "words", ["resolution 2178 (2014)", "in March 2018", "31 February 2019", "45 officers"]
)
def test_what_is_no_day_is_left(words):
    assert dates_in(words, Span(0, len(words))) == []


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("1,200", 1200),
        ("forty-one", 41),
        ("one hundred and twenty", 120),
        ("two dozen", 24),
        ("many", None),
    ],
)
def test_numbers_in_words(words, number):
    assert number_of(words) == number


def test_a_week_long_course_has_five_working_days():
    words = "a week-long course"
    assert [(days, working) for _, days, working in durations_in(words, Span(0, len(words)))] == [
        (5, True)
    ]
    assert shifted("2016-04-22", days=-4, working=True) == "2016-04-18"
    assert shifted("2016-04-22", days=1, working=True) == "2016-04-25"
