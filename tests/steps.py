"""What people do on many pages, for the tests in the browser."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from factories import PASSWORD


def sign_in(page: Page, email: str) -> Page:
    """Sign in with the password of the tests, and wait until the page says who one is."""
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator("details.account")).to_be_visible()
    return page


def tab_to(page: Page, name: str) -> None:
    """Press Tab until what bears this name has the focus."""
    for _ in range(200):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "(document.activeElement.innerText || document.activeElement.labels?.[0]?.innerText || '').trim()"
        )
        if focused.startswith(name):
            return
    raise AssertionError(f"{name} cannot be reached with Tab")
