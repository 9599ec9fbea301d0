"""Headlines at the end of the way to them, and what only looks like one; lines that say when a page was posted."""

from __future__ import annotations

import pytest

from commonweal.library.engine.clean.datelines import is_date_line
from commonweal.library.engine.clean.lines import lines_of
from commonweal.library.engine.reading import page_of
from commonweal.library.engine.types import Loaded

HEADLINE = "Halvera: sailors complete a course on lamps"
BODY = "Forty sailors completed a course on lamps in Halvera on 4 May 2021. They were glad of it."


@pytest.mark.parametrize(
    "way",
    [
        "Home » News and events » ",
        "Home / News / ",
        "Home > ",
        "You are here: Home › Stories › ",
        "Startseite » Presse » ",
    ],
)
def test_a_headline_behind_the_way_to_it(way: str) -> None:
    page = page_of(Loaded("a.txt", f"{way}{HEADLINE}\n{BODY}\n", "text/plain", "", b""))
    assert page.title is not None
    assert page.title.of(page.text) == HEADLINE
    assert any(way.strip(" »/>›") in span.of(page.text) for span in (*page.furniture, *page.aside))


@pytest.mark.parametrize(
    "line",
    [
        "Home / News / Local",
        "Home | News | The Halvera House of Lamps",
        "Lamps / nets / what sailors of Halvera need",
    ],
)
def test_a_menu_and_a_headline_with_strokes_are_left_whole(line: str) -> None:
    page = page_of(Loaded("a.txt", f"{line}\n{HEADLINE}\n{BODY}\n", "text/plain", "", b""))
    assert page.title is None or page.title.of(page.text) in (HEADLINE, line)


def test_an_article_number_with_a_day_and_an_hour_is_the_day_of_issue() -> None:
    line = "Artikel Nr: 41 vom Freitag, 5. Mai 2021, 10:05 Uhr"
    body = "Rund 40 Lehrkräfte haben am Donnerstag, dem 4. Mai 2021, in Graz über Lampen beraten. Sie waren froh."
    text = f"Fachtagung in Graz: Wie Schulen Lampen bauen\n{line}\n{body}\n"
    page = page_of(Loaded("a.txt", text, "text/plain", "", b""))
    assert is_date_line(lines_of(line)[0])
    assert page.date_issued == "2021-05-05"
