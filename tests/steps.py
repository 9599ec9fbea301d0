"""What people do on many pages, for the tests in the browser."""

from __future__ import annotations

from django.utils import timezone
from playwright.sync_api import Page, expect

from commonweal.rights.models import Person
from factories import PASSWORD

# What a listening session raised: the words, the theme, by whom.
FIVE = (
    ("At the counter people wait for three hours.", "how offices and services treat people", "residents"),
    ("Young people are stopped and not told why.", "police and community", "young people"),
    ("The way to the bus is dark.", "public places: safe, open, accessible", "women’s groups"),
    ("What works ends when the money ends.", "support for associations and projects", "parents"),
    ("For two days nobody knew what was true.", "rumours and false information", "parents"),
)  # fmt: skip


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


def type_in_concern(page: Page, number: int, line: tuple[str, str, str]) -> None:
    group = page.get_by_role("group", name=f"Concern {number}", exact=True)
    group.get_by_label("What was raised").fill(line[0])
    group.get_by_label("Theme").select_option(label=line[1])
    group.get_by_label("Raised by").select_option(label=line[2])


def begin_session(page: Page, secretary: Person) -> None:
    """Add the session, and stand before the quick form."""
    sign_in(page, secretary.email)
    page.goto("/partners/concerns/")
    page.get_by_role("link", name="Type in a listening session").click()
    page.get_by_label("Title").fill("Listening evening")
    page.get_by_label("Day", exact=True).fill(timezone.localdate().isoformat())
    page.get_by_label("Municipality").fill("Halvera")
    page.get_by_label("Held by").select_option(label=secretary.organisation.name)
    page.get_by_label("How many people came").fill("34")
    page.get_by_label("For the Public Council").select_option(label="Public Council of Riverside")
    page.get_by_role("button", name="Add the session").click()
    expect(page.get_by_role("heading", name="Type in what was raised")).to_be_visible()
