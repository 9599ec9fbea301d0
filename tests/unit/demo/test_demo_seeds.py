"""The way from the texts to the pages is truthful."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from commonweal.demo.seeds import OUTSIDE, ROWS, markdown
from commonweal.rights.models import Role
from factories import PersonFactory

TESTS = Path(__file__).resolve().parents[2]
ROOT = TESTS.parent
PHRASES = [(row.number, phrase) for row in ROWS for phrase in row.phrases]


def test_every_row_from_s1_to_s19_is_there_with_its_phrases() -> None:
    assert [row.number for row in ROWS] == [f"S{number}" for number in range(1, 20)]
    assert all(row.phrases for row in ROWS)
    assert OUTSIDE


def test_docs_seeds_md_is_what_the_rows_say() -> None:
    written = (ROOT / "docs" / "seeds.md").read_text(encoding="utf-8")
    assert written == markdown(), "run: make docs"


@pytest.mark.parametrize(
    ("number", "phrase"), PHRASES, ids=lambda value: getattr(value, "text", value)
)
def test_each_named_page_and_each_named_test_exists(number: str, phrase: object) -> None:
    if phrase.page:
        assert reverse(phrase.page).startswith("/")
    for test in phrase.tests:
        file, function = test.split("::")
        assert f"def {function}(" in (TESTS / file).read_text(encoding="utf-8")


def test_a_phrase_without_a_page_has_no_test() -> None:
    assert [phrase.text for _, phrase in PHRASES if phrase.tests and not phrase.page] == []


@pytest.mark.django_db
def test_the_page_shows_every_phrase_to_anybody(client: Client) -> None:
    answer = client.get("/about/seeds/")
    assert answer.status_code == 200
    shown = answer.content.decode()
    for number, phrase in PHRASES:
        assert phrase.text in shown
        assert f'id="seed-{number}"' in shown
    assert all(left.what in shown for left in OUTSIDE)


@pytest.mark.django_db
def test_nobody_is_led_to_a_page_that_does_not_open_to_them(client: Client) -> None:
    trail = f'<a href="{reverse("rights:trail")}">'
    assert trail in client.get("/about/seeds/").content.decode()
    for role, is_led in ((Role.COORDINATOR, False), (Role.OVERSIGHT, True)):
        client.force_login(PersonFactory(role=role))
        page = client.get("/about/seeds/").content.decode()
        assert (trail in page) is is_led
        assert ("for people with another task" in page) is not is_led
