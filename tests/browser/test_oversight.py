"""Oversight in the browser: the pages look right, and the way from an entry to a closed finding."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction
from playwright.sync_api import Page, expect

from commonweal.rights.actions.oversight import DrawTerms, FindingDraft, draw_check, file_finding
from commonweal.rights.actions.people import JOINED
from commonweal.rights.actions.reading import record_read
from commonweal.rights.actions.trail import Thing, record
from commonweal.rights.models import Finding, Person, TrailEntry
from factories import PASSWORD, PersonFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 320, "height": 640}


@pytest.fixture
def ombud() -> Person:
    return PersonFactory(role="oversight", email="ombud@example.org")


@pytest.fixture
def acted() -> int:
    """A person of civil society did something, with a reason; returns the entry's number."""
    person = PersonFactory(role="civil society", email="women@example.org")
    with transaction.atomic():
        record(
            person,
            JOINED,
            thing=Thing("partners.Meeting", "0f9d3a52-6a2b-4b7e-9a34-2f6f9c0f7a11"),
            reason="Because the square floods when it rains.",
            facts={"days": 30},
        )
    for number in range(61):
        record_read(person, Thing("partners.Meeting", str(number)))
    return TrailEntry.objects.get(verb=JOINED.key).pk


def sign_in(page: Page, email: str) -> None:
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_every_page_of_oversight_is_accessible_and_fits(
    window: Callable[..., Page],
    everywhere: Callable[[Page], None],
    ombud: Person,
    acted: int,
) -> None:
    check = draw_check(ombud, DrawTerms(seed="river", count=3))
    finding = file_finding(ombud, FindingDraft(text="The reason is missing.", entry=acted))
    page = window("/accounts/login/?next=/rights/oversight/")
    sign_in(page, ombud.email)
    for path in (
        "/rights/oversight/",
        "/rights/trail/",
        "/rights/trail/?role=donor",
        "/rights/trail/?since=2026-05-02&until=2026-05-01",
        f"/rights/trail/{acted}/",
        "/rights/checks/",
        f"/rights/checks/{check.pk}/",
        "/rights/findings/",
        f"/rights/findings/file/?entry={acted}",
        f"/rights/findings/{finding.pk}/",
        "/rights/my-trail/",
    ):
        page.goto(path)
        expect(page.locator("h1")).to_be_visible()
        everywhere(page)


def test_from_an_entry_to_a_closed_finding_without_script(
    window: Callable[..., Page], ombud: Person, acted: int
) -> None:
    page = window("/accounts/login/?next=/rights/trail/", java_script_enabled=False)
    sign_in(page, ombud.email)
    page.get_by_label("In which role").select_option("civil society")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name="Older").click()
    page.get_by_role("link", name=str(acted), exact=True).click()
    page.get_by_role("link", name="File a finding about it").click()
    page.get_by_label("What did you find?").fill("The floods need a date.")
    page.get_by_role("button", name="File it").click()
    expect(page.get_by_text("The clock for its answer runs")).to_be_visible()
    address = page.url
    partner = window("/accounts/login/", java_script_enabled=False)
    sign_in(partner, "women@example.org")
    partner.get_by_role("link", name="Answer a finding").click()
    partner.get_by_label("Answer").fill("It was on 3 May.")
    partner.get_by_role("button", name="Send the answer").click()
    page.goto(address)
    expect(page.get_by_text("It was on 3 May.")).to_be_visible()
    page.get_by_label("Why do you close it?").fill("Answered.")
    page.get_by_role("button", name="Close the finding").click()
    expect(page.get_by_role("button", name="Close the finding")).to_have_count(0)
    assert Finding.objects.get().closed_at


def test_a_random_check_is_drawn_by_keyboard(
    window: Callable[..., Page], ombud: Person, acted: int
) -> None:
    page = window("/accounts/login/?next=/rights/checks/")
    sign_in(page, ombud.email)
    page.get_by_label("Seed").fill("lottery 4 8 15")
    page.keyboard.press("Tab")
    page.keyboard.type("5")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Drawn again just now: the same entries.")).to_be_visible()
    expect(page.locator("tbody tr")).to_have_count(5)
