"""A reviewer corrects a read value in the browser, by keyboard alone, and it survives another reading."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from commonweal.library import public
from commonweal.library.actions import rereading, reviews
from commonweal.library.engine.values import values_of
from commonweal.library.models import Document
from factories import PersonFactory
from steps import tab_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGE = b"""Workshop on open markets held in Vienna

VIENNA, 4 May 2025 - Some 40 women and youth met the police in Vienna at a workshop on open markets.

"We keep the market open," said Ana Wald, Chair of the Market Association of Vienna.

The participants recommended that the police should open a youth desk in every district.
"""


@pytest.fixture
def document() -> Document:
    return Document.objects.get(pk=public.add_now("page.txt", PAGE, person=None))


def test_by_keyboard_a_correction_is_kept_and_survives_another_reading(
    reviewing: Callable[..., Page], document: Document
) -> None:
    page = reviewing(document.get_absolute_url())
    row = page.locator("#value-event-start")
    row.get_by_role("link", name="Correct or reject").focus()
    page.keyboard.press("Enter")
    expect(row).to_be_focused()
    tab_to(page, "Correct it")
    page.keyboard.press("Enter")
    tab_to(page, "The right value")
    page.keyboard.type("05062025")
    tab_to(page, "Why")
    page.keyboard.type("The programme says so.")
    tab_to(page, "Keep the correction")
    page.keyboard.press("Enter")
    expect(row).to_contain_text("corrected")
    expect(row).to_contain_text("6 May 2025")
    expect(row).to_be_focused()
    assert "/values/" not in page.url
    rereading.reread(document.pk)
    page.reload()
    expect(row).to_contain_text("6 May 2025")
    expect(row).to_contain_text("The programme says so.")
    expect(page.get_by_text("Read again on")).to_be_visible()


def test_without_script_a_value_is_rejected_and_undone(
    reviewing: Callable[..., Page], document: Document
) -> None:
    page = reviewing(document.get_absolute_url(), java_script_enabled=False)
    key = next(one.key for one in values_of(document.record) if one.part == "people")
    row = page.locator(f"#value-{key.replace(':', '-')}")
    row.get_by_role("link", name="Correct or reject").click()
    page.locator("summary", has_text="Reject it").click()
    page.locator("form", has_text="Reject the value").get_by_label("Why").fill("No person.")
    page.get_by_role("button", name="Reject the value").click()
    expect(row.locator("s")).to_have_text("Ana Wald")
    row.get_by_role("link", name="History, undo").click()
    page.locator("summary", has_text="Undo the decision").click()
    page.locator("form", has_text="Undo it").get_by_label("Why").fill("A person after all.")
    page.get_by_role("button", name="Undo it").click()
    expect(row.get_by_role("button", name="Accept")).to_be_visible()


def test_accepting_swaps_the_row_and_leaves_the_page(
    reviewing: Callable[..., Page], document: Document
) -> None:
    page = reviewing(document.get_absolute_url())
    row = page.locator("#value-event-type")
    row.get_by_role("button", name="Accept").click()
    expect(row).to_contain_text("accepted")
    expect(page).to_have_url(document.get_absolute_url())


def test_the_pages_are_accessible_and_fit(
    reviewing: Callable[..., Page],
    everywhere: Callable[[Page], None],
    document: Document,
) -> None:
    person = PersonFactory()
    reviews.correct_value(document.pk, "event.start", "2025-05-06", person=person, why="Printed.")
    people = next(one.key for one in values_of(document.record) if one.part == "people")
    reviews.reject_value(document.pk, people, person=person, why="No person.")
    path = document.get_absolute_url()
    page = reviewing(path)
    page.locator("#value-event-place").get_by_role("link", name="Correct or reject").click()
    page.locator(".checked--open summary", has_text="Correct it").click()
    for address in ("", f"{path}values/event.start/", f"{path}values/event.place/", f"{path}certain/",
                    "/library/review/", "/about/reading/"):  # fmt: skip
        if address:
            page.goto(address)
        everywhere(page)
