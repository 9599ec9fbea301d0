"""Pages in Debian's chromium, with axe-core."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from factories import PersonFactory
from steps import sign_in

CHROMIUM = os.environ.get("COMMONWEAL_CHROMIUM", "/usr/bin/chromium")
WCAG = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "preload": False,
    "resultTypes": ["violations"],
}
# What another scheme can change: nothing but colours.
COLOURS = {
    **WCAG,
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    assert Path(CHROMIUM).exists(), f"{CHROMIUM} is missing. On Debian: apt install chromium"
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright runs an event loop in this thread; Django's own guard would refuse the test database.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-background-networking", "--disable-gpu"],
        )
        yield browser
        browser.close()


@pytest.fixture
def complaints() -> list[str]:
    """What the consoles of a test's pages complained about."""
    return []


@pytest.fixture
def window(
    browser: Browser, live_server: object, complaints: list[str]
) -> Iterator[Callable[..., Page]]:
    """Open pages of the test's own server; any error in a page's console fails the test."""
    contexts: list[BrowserContext] = []

    def open_page(path: str = "/", **options: object) -> Page:
        context = browser.new_context(base_url=live_server.url, **options)
        contexts.append(context)
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda message: complaints.append(message.text) if message.type == "error" else None,
        )
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    # A test that asks for what is not there is refused with 4xx, and htmx repeats it.
    refused = ("status of 4", "Response Status Error Code 4")
    unexpected = [line for line in complaints if not any(words in line for words in refused)]
    assert not unexpected


@pytest.fixture
def reviewing(window: Callable[..., Page]) -> Callable[..., Page]:
    """Open a page, signed in as somebody who reviews."""

    def open_page(path: str, **options: object) -> Page:
        page = sign_in(window("/", **options), PersonFactory(role="reviewer").email)
        page.goto(path)
        return page

    return open_page


def _violations(page: Page, options: dict[str, object]) -> list[dict[str, Any]]:
    """Run axe-core, which a page is given once."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[dict[str, Any]] = page.evaluate(
        "async options => (await axe.run(document, options)).violations", options
    )
    return found


@pytest.fixture
def accessible(complaints: list[str]) -> Callable[..., None]:
    """Say what axe-core finds on the page that is open; nothing may be found."""

    def check(page: Page, *, scheme: str = "light") -> None:
        before = len(complaints)
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found = _violations(page, WCAG if scheme == "light" else COLOURS)
        del complaints[before:]  # axe-core tries inline styles of its own, which the page refuses
        assert not [
            (one["id"], one["help"], [node["html"][:160] for node in one["nodes"]]) for one in found
        ], (page.url, scheme)

    return check


@pytest.fixture
def day_and_night(accessible: Callable[..., None]) -> Callable[[Page], None]:
    """Say what axe-core finds on the page that is open, and what in its colours by night."""

    def check(page: Page) -> None:
        accessible(page, scheme="dark")
        accessible(page)

    return check


@pytest.fixture
def fits() -> Callable[[Page], None]:
    """Check that a page never scrolls sideways."""

    def check(page: Page) -> None:
        wide = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wide <= 0, f"{page.url} is {wide} px too wide"

    return check


@pytest.fixture
def everywhere(
    day_and_night: Callable[[Page], None], fits: Callable[[Page], None]
) -> Callable[[Page], None]:
    """Check the page that is open on a desk and on a phone: that it fits, and that axe-core finds nothing."""

    def check(page: Page) -> None:
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 800})
            fits(page)
            day_and_night(page)

    return check
