"""As the co-ordinator: an objective from a concern, refused until women and young people were heard, then printed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from commonweal.library import public as library
from commonweal.partners.actions.initiatives import propose_practice, review_practice
from commonweal.partners.actions.projects import add_project, set_role
from commonweal.partners.engine.projects import RoleDraft
from factories import CoordinatorFactory, OrganisationFactory, PersonFactory
from factories_partners import concern_draft, raised
from factories_plan import begun_plan, practice_draft, project_draft, speaker
from steps import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_objective_is_approved_when_those_it_is_for_were_heard(
    window: Callable[..., Page],
    day_and_night: Callable[[Page], None],
    fits: Callable[[Page], None],
) -> None:
    city = CoordinatorFactory(organisation=OrganisationFactory(name="City of Halvera"))
    plan = begun_plan(city)
    [concern] = raised(city, concern_draft("Nobody says why one is stopped."))
    women = speaker(is_womens=True, name="Halvera Women's Association")
    youth = speaker(is_youth=True, name="Halvera Youth Network")

    office = sign_in(window("/"), city.email)
    office.goto(f"/partners/concerns/{concern}/")
    office.get_by_role("link", name="Write an objective of “Plan of Halvera” from it").click()
    expect(office.get_by_label("Nobody says why one is stopped.")).to_be_checked()
    office.get_by_label("What is to be reached").fill("Whoever is stopped knows why")
    day_and_night(office)
    office.get_by_role("button", name="Add it").click()
    day_and_night(office)
    office.get_by_role("link", name="Approve").click()
    office.get_by_role("button", name="Approve it").click()
    expect(office.get_by_text("No women’s organisation has commented")).to_be_visible()
    day_and_night(office)

    for person, words in ((women, "Say where one complains."), (youth, "In our languages.")):
        page = sign_in(window("/", viewport={"width": 320, "height": 640}), person.email)
        page.get_by_role("link", name="Say what your partner thinks of it").first.click()
        page.get_by_role("link", name="Comment").click()
        fits(page)
        page.get_by_label("What your partner thinks of it").fill(words)
        page.get_by_role("button", name="Say it").click()
        expect(page.get_by_text(words)).to_be_visible()
        fits(page)

    office.goto("/")
    office.get_by_role("link", name="Heard by both, approve it or not").click()
    office.get_by_role("link", name="Approve").click()
    office.get_by_role("button", name="Approve it").click()
    expect(office.get_by_text("The objective is approved.")).to_be_visible()
    day_and_night(office)
    office.get_by_role("link", name="Plan of Halvera").click()
    day_and_night(office)
    for name, ending in (("The plan (Word)", ".docx"), ("The plan (PDF)", ".pdf")):
        with office.expect_download() as printed:
            office.get_by_role("link", name=name).click()
        assert printed.value.suggested_filename.endswith(ending)
    office.get_by_role("link", name="How far it is").click()
    fits(office)
    day_and_night(office)
    office.get_by_role("link", name="1 approved").click()
    expect(office.get_by_role("link", name="1. Whoever is stopped knows why")).to_be_visible()
    office.goto(f"/partners/plans/{plan.pk}/objectives/add/")
    day_and_night(office)
    office.goto("/partners/meanings/")
    day_and_night(office)


def test_a_project_is_refused_without_the_check_and_begins_with_it(
    window: Callable[..., Page],
    accessible: Callable[[Page], None],
    fits: Callable[[Page], None],
) -> None:
    kitchen = PersonFactory(organisation=OrganisationFactory(name="Halvera Women's Association"))
    row = add_project(kitchen, project_draft())
    page = sign_in(window("/", viewport={"width": 320, "height": 640}), kitchen.email)
    page.goto(row.get_absolute_url())
    expect(page.get_by_text("Nobody is named who funds it.")).to_be_visible()
    fits(page)
    accessible(page)
    page.get_by_role("link", name="Say how far it is").click()
    page.get_by_label("under way").check()
    page.get_by_role("button", name="Say it").click()
    expect(page.get_by_text("The do-no-harm check is missing.")).to_be_visible()
    fits(page)
    accessible(page)
    page.goto(row.get_absolute_url())
    page.get_by_role("link", name="Make the do-no-harm check").click()
    page.get_by_role("link", name="Make the check").click()
    for at in range(8):
        page.get_by_label("What could go wrong").nth(at).fill("Somebody stays away.")
        page.get_by_label("What is done about it").nth(at).fill("We ask each month.")
        page.get_by_label("Who answers for it").nth(at).select_option(
            label="Halvera Women's Association"
        )
    page.get_by_role("button", name="The check is made").click()
    # The form is looked after until it was taken: only then does one go on.
    expect(page.get_by_role("heading", name="Checks that were made")).to_be_visible()
    page.get_by_role("link", name="Kitchens of the quarter").click()
    page.get_by_role("link", name="Say how far it is").click()
    page.get_by_label("under way").check()
    page.get_by_role("button", name="Say it").click()
    expect(page.get_by_text("Under way").first).to_be_visible()
    # IATI wants to know who takes part; the page says so, and hands the record out when it knows.
    page.get_by_role("link", name="Record for IATI (XML)").click()
    expect(page.get_by_text("nobody takes part")).to_be_visible()
    set_role(kitchen, row.pk, RoleDraft(kitchen.organisation_id, "4", ref="XM-HAL-1"))
    page.goto(row.get_absolute_url())
    with page.expect_download() as record:
        page.get_by_role("link", name="Record for IATI (XML)").click()
    assert record.value.suggested_filename.endswith(".xml")


def test_the_guidebook_and_the_lists_can_be_read(
    window: Callable[..., Page],
    day_and_night: Callable[[Page], None],
    fits: Callable[[Page], None],
) -> None:
    youth, teacher = PersonFactory.create_batch(2)
    practice = propose_practice(youth, practice_draft())
    review_practice(teacher, practice.pk, is_good=True, text="We counted with them.")
    add_project(youth, project_draft())
    library.add_now(
        "kitchen.txt", b"Halvera, 2 March 2026 - Forty came to the kitchen.", person=None
    )
    proposed = propose_practice(teacher, practice_draft(title="The kitchen at noon"))
    page = sign_in(window("/"), teacher.email)
    page.goto(proposed.get_absolute_url())
    page.get_by_role("link", name="Choose documents of the library").click()
    page.get_by_label("Find documents in the library").fill("kitchen")
    page.get_by_role("button", name="Find").click()
    fits(page)
    day_and_night(page)
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Add as sources").click()
    expect(page.locator("main").get_by_role("link", name="kitchen")).to_be_visible()
    page.goto("/partners/guidebook/")
    day_and_night(page)
    page.get_by_role("link", name="The open kitchen").click()
    expect(page.get_by_text("Nobody came by bus.")).to_be_visible()
    day_and_night(page)
    page.get_by_role("link", name="Begin an initiative with it").click()
    day_and_night(page)
    for address in ("/partners/initiatives/", "/partners/projects/", "/partners/harm/"):
        page.goto(address)
        fits(page)
        day_and_night(page)
