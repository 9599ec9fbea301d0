"""Dates as headers print them."""

from __future__ import annotations

import pytest

from commonweal.library.engine.clean.dates import date_at_end, read_date
from commonweal.library.engine.clean.states import state_of


@pytest.mark.parametrize(
    "words",
    [
        "4 May 2018", "04 May 2018", "4th of May 2018", "May 4, 2018", "May 4th, 2018", "Friday, 4 May 2018", "2018-05-04", "2018-05-04T10:30:00Z", "04.05.2018.", "4/5/2018",
        "4 мая 2018 года", "4. maj 2018. godine", "4. maja 2018.", "4. Mai 2018", "4 mai 2018", "4 de mayo de 2018", "4 maj 2018", "4 mayıs 2018", "4 травня 2018", "4 мај 2018",
    ],
)  # fmt: skip
def test_ways_to_write_one_day(words: str) -> None:
    assert read_date(words) == "2018-05-04"


def test_the_first_of_a_month_in_french() -> None:
    assert read_date("le 1er décembre 2020") == "2020-12-01"


@pytest.mark.parametrize(
    "words",
    [
        "",
        "May 2018",
        "31 February 2018",
        "29.02.2019",
        "32 May 2018",
        "4 Halvera 2018",
        "call 12 34 5678",
        "4 May 20181",
        "00.00.2018",
    ],
)
def test_what_is_no_date(words: str) -> None:
    assert read_date(words) is None


def test_a_leap_day_and_the_end_of_a_year() -> None:
    assert read_date("29 February 2020") == "2020-02-29"
    assert read_date("31 December 2020") == "2020-12-31"


def test_numbers_are_read_day_first_unless_only_month_first_can_be() -> None:
    assert read_date("03/04/2020") == "2020-04-03"
    assert read_date("03/14/2020") == "2020-03-14"


def test_where_a_date_ends_the_words() -> None:
    assert date_at_end("HALVERA, 4 May 2018") == (9, 19, "2018-05-04")
    assert date_at_end("4 May 2018 in Halvera") is None


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("The Netherlands", "Netherlands"), ("Czech Republic", "Czechia"), ("Czechia", "Czechia"), ("Turkey", "Türkiye"),
        ("Finland – OSCE Chairpersonship 2025", "Finland"), ("Switzerland - OSCE Chairpersonship 2026", "Switzerland"), ("Halvera", None), ("Countries", None),
    ],
)  # fmt: skip
def test_states_in_their_variants(words: str, name: str | None) -> None:
    assert state_of(words) == name
