"""After a table-top exercise the mall's manager writes what should go better: it is an action with one click, and the exercise counts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from commonweal.partners.models import Obligation
from factories import CoordinatorFactory, OrganisationFactory, PersonFactory
from factories_partnerships import agreed_partnership
from steps import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def venue() -> tuple[str, str, str]:
    """The city and the mall have agreed on two exercises a year: their addresses, and the partnership's page."""
    city = CoordinatorFactory(organisation=OrganisationFactory(name="City of Halvera"))
    mall = PersonFactory(role="place", organisation=OrganisationFactory(name="Riverside Mall"))
    key = agreed_partnership(city, mall)
    Obligation.objects.filter(partnership=key).update(kind="exercise", text="Two exercises a year")
    return city.email, mall.email, f"/partners/partnerships/{key}/"


def write_card(page: Page, title: str, *, minute: str = "") -> None:
    page.get_by_role("link", name="Write a card").click()
    page.get_by_label("Title").fill(title)
    page.get_by_label("What those at the table read").fill(f"{title}: read this aloud.")
    page.get_by_label("Comes by itself after so many minutes").fill(minute)
    page.get_by_role("button", name="Keep the card").click()


def test_what_should_go_better_is_an_action_and_the_exercise_counts(
    venue: tuple[str, str, str],
    window: Callable[..., Page],
    accessible: Callable[[Page], None],
    fits: Callable[[Page], None],
) -> None:
    city, mall_email, partnership = venue
    office = sign_in(window("/"), city)
    office.goto("/partners/training/")
    accessible(office)
    office.get_by_role("link", name="Plan an exercise").click()
    office.get_by_label("Title").fill("When the lights go out")
    office.get_by_label("Day").fill(timezone.localdate().isoformat())
    office.get_by_label("Begins").fill("09:00")
    office.get_by_label("Ends").fill("11:00")
    office.get_by_label("Riverside Mall").check()
    office.get_by_label("Held under the partnership").select_option(index=1)
    accessible(office)
    office.get_by_role("button", name="Keep the plan").click()
    write_card(office, "The power fails", minute="0")
    write_card(office, "A door is stuck")
    accessible(office)
    office.get_by_role("button", name="It is ready").click()
    office.get_by_role("button", name="Begin the exercise").click()
    expect(office.get_by_role("heading", name="The power fails")).to_be_visible()

    mall = sign_in(window("/", viewport={"width": 320, "height": 640}), mall_email)
    mall.goto("/partners/training/")
    fits(mall)
    mall.get_by_role("link", name="When the lights go out").click()
    fits(mall)
    mall.get_by_role("link", name="What is on the table").click()
    expect(mall.get_by_role("heading", name="The power fails")).to_be_visible()
    expect(mall.get_by_text("A door is stuck")).to_have_count(0)
    office.get_by_role("button", name="Release the next card: A door is stuck").click()
    accessible(office)
    mall.get_by_role("link", name="Look again").click()
    expect(mall.get_by_role("heading", name="A door is stuck")).to_be_visible()
    accessible(mall)
    fits(mall)

    mall.get_by_role("link", name="When the lights go out").click()
    due = timezone.localdate() + timedelta(days=40)
    for area, action in (
        ("The way out was not lit", "Put up lamps that burn without power"),
        ("Nobody knew who opens the door", "Name who opens which door"),
    ):
        mall.get_by_role("link", name="Write what should go better").click()
        mall.get_by_label("Area for improvement").fill(area)
        mall.get_by_label("Corrective action").fill(action)
        mall.get_by_label("Capability element").select_option(label="equipment")
        mall.get_by_label("Completion date").fill(due.isoformat())
        fits(mall)
        mall.get_by_role("button", name="Write it into the plan").click()
        mall.get_by_role("button", name=f"Make it an action: {action}").click()
        expect(mall.get_by_text("It is an action of your partner now.")).to_be_visible()
    expect(mall.get_by_role("link", name="Action: planned")).to_have_count(2)
    accessible(mall)
    fits(mall)
    mall.get_by_role("link", name="Action: planned").first.click()
    expect(mall.get_by_role("heading", name="Put up lamps that burn without power")).to_be_visible()

    office.get_by_role("link", name="When the lights go out").first.click()
    office.get_by_role("button", name="End it: hot wash").click()
    office.get_by_label("What", exact=True).fill("The radio knew at once.")
    office.get_by_role("button", name="Say it").click()
    office.get_by_role("button", name="Close it: it was held").click()
    mall.goto(partnership)
    expect(mall.get_by_text("1 of 2 met")).to_be_visible()
    fits(mall)


def test_without_script_the_facilitator_leads_by_buttons_alone(
    venue: tuple[str, str, str], window: Callable[..., Page]
) -> None:
    office = sign_in(window("/", java_script_enabled=False), venue[0])
    office.goto("/partners/exercises/plan/")
    office.get_by_label("Title").fill("Without script")
    office.get_by_label("Day").fill(timezone.localdate().isoformat())
    office.get_by_label("Begins").fill("09:00")
    office.get_by_label("Ends").fill("11:00")
    office.get_by_role("button", name="Keep the plan").click()
    write_card(office, "Smoke")
    office.get_by_role("button", name="It is ready").click()
    office.get_by_role("button", name="Begin the exercise").click()
    expect(office.get_by_text("No card is out yet.")).to_be_visible()
    office.get_by_role("button", name="Release the next card: Smoke").click()
    expect(office.get_by_role("heading", name="Smoke")).to_be_visible()
    office.get_by_role("button", name="Take back: Smoke").click()
    expect(office.get_by_text("No card is out yet.")).to_be_visible()
