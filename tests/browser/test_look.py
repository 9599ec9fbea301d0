"""The frame and the components as people meet them: in both schemes, on a phone, without script."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = ["/", "/styles/", "/accounts/login/", "/accounts/password/reset/", "/no/such/page/"]
PHONE = {"width": 320, "height": 640}


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_accessible_and_fit(
    window: Callable[..., Page],
    everywhere: Callable[[Page], None],
    path: str,
) -> None:
    page = window(path)
    everywhere(page)


def test_the_styles_hold_from_right_to_left(
    window: Callable[..., Page], accessible: Callable[[Page], None], fits: Callable[[Page], None]
) -> None:
    page = window("/styles/", viewport=PHONE)
    page.evaluate("document.documentElement.dir = 'rtl'")
    fits(page)
    accessible(page)


def test_the_first_stop_of_the_keyboard_skips_to_the_content(window: Callable[..., Page]) -> None:
    page = window("/styles/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_a_value_lights_its_words_on_hover_and_on_focus(window: Callable[..., Page]) -> None:
    page = window("/styles/")
    value = page.locator("#reading [data-spans]", has_text="Keep two halls")
    lit = page.locator("#reading .is-lit")
    expect(lit).to_have_count(0)
    value.hover()
    expect(lit).to_have_text("We recommend that the city keeps two halls open until eleven")
    page.mouse.move(0, 0)
    expect(lit).to_have_count(0)
    value.focus()
    expect(lit).to_have_count(1)
    page.keyboard.press("Escape")
    expect(lit).to_have_count(0)


def test_without_script_a_value_is_a_link_to_its_words(window: Callable[..., Page]) -> None:
    page = window("/styles/", java_script_enabled=False)
    page.locator("#reading [data-spans]", has_text="12 May 2026").click()
    expect(page.locator("#reading .words:target")).to_have_text("12 May 2026")


def test_dropped_files_come_into_the_input(window: Callable[..., Page]) -> None:
    page = window("/styles/")
    page.evaluate(
        """() => {
          const basket = new DataTransfer();
          basket.items.add(new File(["one"], "minutes.txt"));
          basket.items.add(new File(["two"], "answers.txt"));
          const zone = document.querySelector("[data-drop]");
          zone.dispatchEvent(new DragEvent("drop", {dataTransfer: basket, bubbles: true, cancelable: true}));
        }"""
    )
    expect(page.locator("[data-drop-list] li")).to_have_text(["minutes.txt", "answers.txt"])
    assert page.evaluate("document.querySelector('[data-drop] input').files.length") == 2


def test_an_error_under_htmx_is_said_in_the_status_region(window: Callable[..., Page]) -> None:
    page = window("/styles/")
    page.evaluate("htmx.ajax('GET', '/no/such/page/', '#type')")
    expect(page.get_by_role("status")).to_contain_text("no such page")
    expect(page.locator("#type h2")).to_have_text("Type")
