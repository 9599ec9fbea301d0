"""As a venue's manager: see only the own partnership, sign it, and let the guards' training count towards it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from factories import CoordinatorFactory, OrganisationFactory, PersonFactory
from factories_partners import partnership
from factories_partnerships import agreed_partnership, refused
from steps import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def say(page: Page, words: str) -> None:
    page.get_by_role("button", name=words).click()
    expect(page.get_by_text("It is kept.")).to_be_visible()


def test_the_venue_signs_for_itself_and_its_training_counts(
    window: Callable[..., Page],
    accessible: Callable[[Page], None],
    fits: Callable[[Page], None],
) -> None:
    city = CoordinatorFactory(organisation=OrganisationFactory(name="City of Halvera"))
    venue = PersonFactory(role="place", organisation=OrganisationFactory(name="Riverside Mall"))
    partnership(city, PersonFactory(), title="A plan of others")

    office = sign_in(window("/"), city.email)
    office.goto("/partners/partnerships/")
    accessible(office)
    office.get_by_role("link", name="Propose a partnership").click()
    office.get_by_label("Kind").select_option(label="public-private partnership")
    office.get_by_label("Title").fill("The mall stays open")
    office.get_by_label("Purpose").fill("To keep the mall safe and open.")
    office.get_by_label("Riverside Mall").check()
    office.get_by_label("First day").fill((timezone.localdate() - timedelta(days=9)).isoformat())
    accessible(office)
    office.get_by_role("button", name="Propose it").click()
    office.get_by_role("link", name="Add an obligation").click()
    office.get_by_label("Of what").select_option(label="trainings")
    office.get_by_label("What", exact=True).fill("Training of the guards")
    office.get_by_label("How many").fill("2")
    accessible(office)
    office.get_by_role("button", name="Add it").click()
    say(office, "Take it up for discussion")
    say(office, "Sign for City of Halvera")

    mall = sign_in(window("/", viewport={"width": 320, "height": 640}), venue.email)
    mall.goto("/partners/partnerships/")
    expect(mall.get_by_text("A plan of others")).to_have_count(0)
    fits(mall)
    mall.get_by_role("link", name="The mall stays open").click()
    fits(mall)
    say(mall, "Sign for Riverside Mall")
    expect(mall.get_by_text("Signed by all").first).to_be_visible()
    office.reload()
    expect(office.get_by_text("it needs a do-no-harm check that counts")).to_be_visible()
    accessible(office)
    office.get_by_role("link", name="Make the do-no-harm check").first.click()
    accessible(office)
    office.get_by_role("link", name="Make the check").click()
    for at in range(8):
        office.get_by_label("What could go wrong").nth(at).fill("Guards look at some longer.")
        office.get_by_label("What is done about it").nth(at).fill("The stewards are trained.")
        office.get_by_label("Who answers for it").nth(at).select_option(label="City of Halvera")
    accessible(office)
    office.get_by_role("button", name="The check is made").click()
    expect(office.get_by_text("It counts for a year.")).to_be_visible()
    office.get_by_role("link", name="The mall stays open").click()
    say(office, "Say that it is active")

    mall.goto("/partners/meetings/add/")
    mall.get_by_label("Title").fill("The guards learn")
    mall.get_by_label("Kind of meeting").select_option(label="training")
    mall.get_by_label("First day").fill(timezone.localdate().isoformat())
    mall.get_by_label("Held under the partnership").select_option(label="The mall stays open")
    mall.get_by_role("button", name="Add the meeting").click()
    mall.goto("/partners/partnerships/")
    mall.get_by_role("link", name="The mall stays open").click()
    expect(mall.get_by_text("1 of 2 met")).to_be_visible()
    fits(mall)
    accessible(mall)


def test_due_diligence_is_read_by_whom_it_is_about(
    window: Callable[..., Page], day_and_night: Callable[[Page], None]
) -> None:
    one, other = PersonFactory.create_batch(2)
    key = agreed_partnership(one, other)
    row = refused(one, other, key)
    page = sign_in(window("/"), other.email)
    page.goto(f"/partners/partnerships/{key}/")
    day_and_night(page)
    page.goto(row.get_absolute_url())
    expect(page.get_by_text("a second person has not said so")).to_be_visible()
    day_and_night(page)
    page.get_by_role("link", name="Reply").click()
    page.get_by_label("Our reply").fill("We sell bread.")
    page.get_by_role("button", name="Keep the reply").click()
    expect(page.get_by_text("We sell bread.")).to_be_visible()
