"""The directory in the browser: a partner writes its entry; the co-ordinator takes over, imports, merges, undoes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from commonweal.library import public as library
from commonweal.rights.models import Organisation
from factories import CoordinatorFactory, OrganisationFactory, PersonFactory
from steps import sign_in, tab_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAPER = b"""News item
Halvera's partners meet about open squares
- Issued on:
- 3 March 2025
- Issued by:
- City of Halvera
The Youth Network of Halvera and the Police Service of Halvera organized the meeting.
"""
TABLE = b"name,kind,languages\nRadio Riverside,media,sq en\nChess club,club,sq\n"
Check = Callable[[Page], None]


@pytest.fixture
def narrow(window: Callable[..., Page]) -> Callable[[str], Page]:
    """Open pages 320 px wide, in the dark, without script."""

    def open_page(email: str) -> Page:
        options = {"viewport": {"width": 320, "height": 700}, "color_scheme": "dark"}
        return sign_in(window("/", **options, java_script_enabled=False), email)

    return open_page


def test_a_partner_writes_its_entry_by_keyboard(
    window: Callable[..., Page], accessible: Check, fits: Check
) -> None:
    women = PersonFactory(organisation=OrganisationFactory(name="Women's Association"))
    page = sign_in(window("/", viewport={"width": 320, "height": 700}), women.email)
    page.goto("/partners/directory/")
    accessible(page)
    fits(page)
    page.get_by_role("link", name="Women's Association").click()
    tab_to(page, "Write the entry")
    page.keyboard.press("Enter")
    page.get_by_label("Mandate").fill("Opens doors for women.")
    page.get_by_label("Kind of partner").select_option(label="civil society")
    page.get_by_label("Languages").fill("sq, en")
    accessible(page)
    fits(page)
    page.get_by_role("button", name="Keep the entry").click()
    expect(page.get_by_text("Albanian, English")).to_be_visible()
    page.get_by_role("link", name="Add what is offered").click()
    page.get_by_label("What is offered").fill("The first door")
    page.get_by_label("How one gets there").fill("Ring on Tuesday evenings.")
    page.get_by_role("button", name="Add it").click()
    page.get_by_role("link", name="Add a contact").click()
    page.get_by_label("For what").fill("press")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_text("one is enough")).to_be_visible()
    page.get_by_label("E-mail address").fill("press@example.org")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("link", name="press@example.org")).to_be_visible()
    accessible(page)
    fits(page)
    page.get_by_role("button", name="No longer offered: The first door").click()
    page.get_by_text("No longer offered", exact=True).click()
    page.get_by_role("button", name="Offered again: The first door").click()
    expect(page.get_by_role("heading", name="The first door")).to_be_visible()


def test_the_coordinator_takes_over_imports_merges_and_undoes(
    narrow: Callable[[str], Page], window: Callable[..., Page], accessible: Check, fits: Check
) -> None:
    coordinator = CoordinatorFactory(organisation__name="City office")
    library.add_now("paper.txt", PAPER, person=None)
    page = narrow(coordinator.email)
    page.goto("/partners/directory/bodies/")
    fits(page)
    page.get_by_role("button", name="Take over: City of Halvera").click()
    expect(page.get_by_role("link", name="Halvera's partners meet about open squares")).to_be_visible()  # fmt: skip
    fits(page)

    page.goto("/partners/directory/imports/")
    fits(page)
    page.get_by_label("File").set_input_files(
        {"name": "partners.csv", "mimeType": "text/csv", "buffer": TABLE}
    )
    page.get_by_role("button", name="Check the file").click()
    expect(page.get_by_text("2 lines: 1 can be imported, in 1 something is wrong")).to_be_visible()
    expect(page.get_by_text("“club” is none of")).to_be_visible()
    fits(page)
    page.get_by_role("button", name="Import the good ones only").click()
    page.wait_for_load_state()
    page.reload()
    expect(page.get_by_text("Added: 1")).to_be_visible()
    run = page.url
    page.get_by_role("link", name="Take the whole import back").click()
    fits(page)
    page.get_by_role("button", name="Take it back").click()
    page.wait_for_load_state()
    page.reload()
    expect(page.get_by_text("The import is taken back.")).to_be_visible()
    assert not Organisation.objects.filter(name="Radio Riverside").exists()

    OrganisationFactory(name="Halvera Women's Association")
    OrganisationFactory(name="Association of the Women of Halvera")
    page.goto("/partners/directory/same/")
    fits(page)
    page.get_by_role("link", name="Merge Association of the Women of Halvera and").click()
    page.get_by_label("Association of the Women of Halvera").check()
    page.get_by_role("button", name="Merge the two").click()
    expect(page.get_by_role("heading", name="Association of the Women of Halvera")).to_be_visible()
    page.goto("/partners/directory/same/")
    page.get_by_text("Halvera Women's Association is").click()
    page.get_by_label("Because").fill("Two boards.")
    page.get_by_role("button", name="Part again").click()
    expect(page.get_by_text("They are two partners again")).to_be_visible()
    assert not Organisation.objects.exclude(merged_into=None).exists()

    seen = sign_in(window("/"), coordinator.email)
    for address in ("/partners/directory/bodies/", "/partners/directory/imports/", run, "/partners/directory/same/"):  # fmt: skip
        seen.goto(address)
        accessible(seen)
