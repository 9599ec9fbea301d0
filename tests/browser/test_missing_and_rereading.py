"""By keyboard: add what the reader missed; stop a reading of everything and let it go on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from commonweal.library import public
from commonweal.library.actions import rereadings
from commonweal.library.models import Document, KeptReading, Rereading
from factories import PersonFactory
from steps import tab_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGE = b"""Workshop on open markets held in Vienna

VIENNA, 4 May 2025 - Some 40 women and youth met the police in Vienna at a workshop on open markets.

The deputy, zana morina, chaired it with the harbour circle. The harbour circle met the day before.
"""


@pytest.fixture
def document() -> Document:
    return Document.objects.get(pk=public.add_now("page.txt", PAGE, person=None))


@pytest.mark.parametrize("has_script", [True, False])
def test_by_keyboard_a_missing_person_is_added(
    reviewing: Callable[..., Page], document: Document, has_script: bool
) -> None:
    page = reviewing(document.get_absolute_url(), java_script_enabled=has_script)
    page.get_by_role("link", name="Add a person that is missing").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("What is missing")).to_have_value("people")
    page.get_by_label("The words in the text").focus()
    page.keyboard.type("Zana Morina")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("blockquote mark").first).to_have_text("zana morina")
    page.get_by_label("Office held then").focus()
    page.keyboard.type("deputy")
    page.get_by_label("Why").focus()
    page.keyboard.type("The third line names her.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    row = page.locator(".checked", has_text="added by a person")
    expect(row).to_contain_text("zana morina")
    expect(row).to_contain_text("The third line names her.")


def test_selected_words_go_along(reviewing: Callable[..., Page], document: Document) -> None:
    page = reviewing(document.get_absolute_url())
    line = page.locator(".document-text p", has_text="chaired it")
    line.click(click_count=3)
    page.get_by_role("link", name="Add a promise that is missing").click()
    expect(page.get_by_label("The words in the text")).to_have_value(
        "The deputy, zana morina, chaired it with the harbour circle. The harbour circle met the day before."
    )
    expect(page.get_by_text("The words stand here:")).to_be_visible()


def test_by_keyboard_a_run_is_stopped_and_goes_on(
    reviewing: Callable[..., Page], document: Document
) -> None:
    Document.objects.update(reader_version="0.1")
    run = rereadings.begin(person=PersonFactory(role="reviewer"))
    page = reviewing(run.get_absolute_url())
    expect(page.get_by_role("progressbar")).to_be_visible()
    tab_to(page, "Stop")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Stopped", exact=False).first).to_be_visible()
    tab_to(page, "Go on")
    page.keyboard.press("Enter")
    expect(
        page.get_by_text("1 read again, 0 kept their earlier reading, 1 in all.")
    ).to_be_visible()
    expect(page.get_by_text("Done", exact=False).first).to_be_visible()


def test_the_pages_are_accessible_and_fit(
    reviewing: Callable[..., Page],
    everywhere: Callable[[Page], None],
    document: Document,
) -> None:
    run = Rereading.objects.create(total=9, done=3, kept=1, state="stopped", message="Full.")
    Rereading.objects.filter(pk=run.pk).update(ended_at=run.started_at)
    KeptReading.objects.create(rereading=run, document=document, why="Passages are cited.")
    path = document.get_absolute_url()
    page = reviewing(
        f"{path}missing/?part=organisations&words=harbour+circle",
    )
    expect(page.get_by_text("Which place do you mean?")).to_be_visible()
    addresses = ("", f"{path}missing/?part=people&words=zana+morina", f"{path}missing/?part=people&words=nobody",
                 path, run.get_absolute_url(), "/library/review/read-again/", "/about/reading/")  # fmt: skip
    for address in addresses:
        if address:
            page.goto(address)
        everywhere(page)
