"""What the first version promises a stranger: five texts in, one promise followed to its end."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document as Word
from playwright.sync_api import Page, expect

from factories import PASSWORD, CoordinatorFactory, OrganisationFactory, PersonFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEXT = """News item
Halvera's partners meet about open squares
- Issued on:
- 3 March 2025
- Issued by:
- City of Halvera
A one-day meeting of the city and its partners was held in Vienna on 3 March 2025. Forty participants from women and youth organizations took part.
The Youth Network of Halvera and the Police Service of Halvera organized the meeting.
The participants recommended that the Police Service publish its answers to questions of women and youth twice a year.
This is a sample text about a fictional city.
"""

ACTION = "Publish the answers in June and December"


def sign_in(page: Page, email: str) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("E-mail").or_(page.get_by_label("Email")).first.fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="Today", level=1)).to_be_visible()


@pytest.fixture
def people() -> dict[str, str]:
    """A co-ordinator, the police and a youth network, by e-mail address."""
    police, youth = (OrganisationFactory(name=name) for name in ("Police Service", "Youth Network"))
    return {
        "coordinator": CoordinatorFactory(organisation__name="City of Halvera").email,
        "police": PersonFactory(organisation=police).email,
        "youth": PersonFactory(organisation=youth).email,
    }


def follow_one_promise(window: Callable[..., Page], people: dict[str, str], address: str) -> None:
    """From a document's page to a confirmed promise and its outcome paper."""
    convener = window("/accounts/login/")
    sign_in(convener, people["coordinator"])
    convener.goto(address)
    convener.get_by_role("link", name="Make a meeting from this document").click()
    convener.get_by_label("Called by").select_option(label="City of Halvera")
    convener.get_by_role("button", name="Add the meeting").click()
    offered = convener.locator("li").filter(has=convener.get_by_role("checkbox")).first
    offered.get_by_role("checkbox").check()
    offered.get_by_label("Addressed to").select_option(label="Police Service")
    convener.get_by_role("button", name="Mark what is ticked").click()
    meeting = convener.url
    convener.get_by_role("table").get_by_role("link").first.click()
    promise = convener.url

    police = window("/accounts/login/")
    sign_in(police, people["police"])
    expect(police.get_by_role("link", name=re.compile("^Answer:"))).to_be_visible()
    police.goto(promise)
    police.get_by_label("supported", exact=True).check()
    police.get_by_role("button", name="Keep our answer").click()
    if not police.get_by_label("What will be done").is_visible():
        police.get_by_text("Add an action", exact=True).click()
    police.get_by_label("What will be done").fill(ACTION)
    police.get_by_label("Who does it").select_option(label="Police Service")
    police.get_by_label("Due on").fill("2099-06-30")
    police.get_by_role("button", name=re.compile("action")).click()
    police.goto(promise)
    police.get_by_role("link", name=re.compile("Open the action")).click()
    action = police.url
    police.get_by_text("Add evidence", exact=True).click()
    police.get_by_label("What it shows").fill("The first answers")
    police.get_by_label("or a link").fill("https://example.org/answers")
    police.get_by_role("button", name="Add the evidence").click()
    police.get_by_text("Say how it goes", exact=True).click()
    police.get_by_label("reported done").check()
    police.get_by_role("button", name="Keep it").click()
    expect(police.get_by_text("Confirm or object")).to_have_count(0)  # nobody confirms their own

    youth = window("/accounts/login/")
    sign_in(youth, people["youth"])
    youth.goto(action)
    youth.get_by_text("Confirm or object", exact=True).click()
    youth.get_by_label(re.compile("confirm", re.IGNORECASE)).first.check()
    youth.get_by_role("button", name="Keep our view").click()
    youth.goto(promise)
    expect(youth.get_by_text("Confirmed").first).to_be_visible()

    # One click leads back to the passage, which is marked there.
    youth.get_by_role("link", name=re.compile("open the passage")).first.click()
    expect(youth.locator("#passage + mark")).to_be_visible()

    convener.goto(meeting)
    with convener.expect_download() as download:
        convener.get_by_role("link", name="Outcome paper (Word)").click()
    paper = Word(io.BytesIO(Path(download.value.path()).read_bytes()))
    words = "\n".join(
        [p.text for p in paper.paragraphs]
        + [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    )
    assert "Police Service" in words
    assert ACTION in words


def test_a_pasted_text_becomes_a_confirmed_promise(
    window: Callable[..., Page], people: dict[str, str], accessible: Callable[[Page], None]
) -> None:
    page = window("/accounts/login/")
    sign_in(page, people["coordinator"])
    page.goto("/library/add/")
    accessible(page)
    page.get_by_label("Text", exact=False).last.fill(TEXT)
    page.get_by_role("button", name="Add this text").click()
    page.get_by_role("link", name=re.compile("open squares")).first.click()
    expect(page.get_by_text("3 March 2025").first).to_be_visible()
    follow_one_promise(window, people, page.url)


@pytest.mark.published
def test_five_texts_dropped_read_found_and_followed(
    window: Callable[..., Page], people: dict[str, str], published_texts: Path
) -> None:
    page = window("/accounts/login/")
    sign_in(page, people["coordinator"])
    page.goto("/library/add/")
    files = sorted(published_texts.glob("*.txt"))
    page.locator("input[type=file]").first.set_input_files([str(file) for file in files])
    page.get_by_role("button", name="Add and read").click()
    expect(page.get_by_text("5 of 5").first).to_be_visible()
    page.goto("/library/")
    for town in ("Tirana", "Sarajevo", "Dushanbe"):
        page.goto(f"/library/search/?q={town}")
        expect(page.locator("mark", has_text=re.compile(town, re.IGNORECASE)).first).to_be_visible()
    page.goto("/library/search/?q=%22women+and+youth%22")
    page.get_by_role("article").or_(page.locator("main")).get_by_role(
        "link", name=re.compile("security sector governance")
    ).first.click()
    expect(page.locator("#passage + mark")).to_be_visible()
    record = page.get_by_role("region", name="What was read in it")
    expect(record.get_by_text("Norway").first).to_be_visible()  # who paid
    follow_one_promise(window, people, page.url)
