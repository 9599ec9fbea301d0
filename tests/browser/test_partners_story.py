"""What the partners room promises, from a concern to the page that everybody reads, in six people's hands.

The council's secretary types in five concerns, holds a meeting whose agenda opens with what was promised last
time, marks five paragraphs and hands out the outcome paper. The police answer one question and let one become
overdue. A civil-society partner objects to "implemented" with a document. The co-ordinator sees it on Today, has
another partner look, prints the plan and shows "Raised and answered". The public registers, waits, is offered a
place, takes it, and reads the council's page. Oversight reads who decided what.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.utils import timezone
from docx import Document as Word
from playwright.sync_api import Page, expect

from commonweal.partners import public
from commonweal.partners.actions import institutions, letters, questions, registering
from commonweal.partners.engine.questions import QuestionDraft, TermsDraft
from commonweal.partners.forms import registration as forms
from commonweal.partners.models import Meeting, Recommendation, RegistrationForm
from commonweal.rights.models import Person
from commonweal.rights.public import Role
from factories import CoordinatorFactory, PersonFactory
from factories_partners import council
from factories_partnerships import harmless
from factories_plan import begun_plan
from factories_registration import registered, wall
from steps import FIVE, begin_session, sign_in, type_in_concern

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Window = Callable[..., Page]
Look = Callable[[Page], None]
MINUTES = (
    "The Police Service gives whoever is stopped a slip with the reason.",
    "The Police Service reports on complaints twice a year.",
    "The Police Service names who answers calls at night.",
    "The council meets again in spring.",
    "The council keeps its list of speakers open to young people.",
)
LAST_TIME = "Keep the north entrance step-free."
MEETING = "Council of the quarter"


@dataclass
class Town:
    secretary: Person
    police: Person
    women: Person
    youth: Person
    coordinator: Person
    oversight: Person


@pytest.fixture
def town() -> Town:
    """A council with its secretary, the police, two associations, the co-ordinator and oversight."""
    found = Town(
        secretary=PersonFactory(organisation__name="Riverside Council Office"),
        police=PersonFactory(organisation__name="Police Service", role=Role.POLICE),
        women=PersonFactory(organisation__name="Women's Circle", role=Role.CIVIL_SOCIETY),
        youth=PersonFactory(organisation__name="Youth Network", role=Role.CIVIL_SOCIETY),
        coordinator=CoordinatorFactory(organisation__name="City of Halvera"),
        oversight=PersonFactory(role=Role.OVERSIGHT),
    )
    council(found.secretary)
    begun_plan(found.coordinator)
    return found


def test_from_a_concern_to_the_page_that_everybody_reads(
    window: Window, accessible: Look, town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "QUICKEST_S", -1)  # a browser types more quickly than a person
    office = five_concerns(window, town)
    meeting = planned_with_what_was_promised(office, town)
    the_public_waits_and_gets_a_place(window, meeting, accessible)
    five_paragraphs_and_the_paper(office, meeting, accessible)
    promise = police_answer_one_and_not_the_other(window, town)
    civil_society_objects(window, town, promise, tmp_path)
    coordinator_sees_it_and_prints(window, town, accessible)
    everybody_reads(window, office, accessible)
    oversight_reads_who_decided(window, town, accessible)


def five_concerns(window: Window, town: Town) -> Page:
    page = window("/")
    begin_session(page, town.secretary)
    for number, line in enumerate(FIVE, start=1):
        type_in_concern(page, number, line)
    page.get_by_role("button", name="Add the concerns").click()
    expect(page.get_by_text("5 concerns are added.")).to_be_visible()
    return page


def planned_with_what_was_promised(page: Page, town: Town) -> Meeting:
    """Record last time's meeting and what it asked; plan the next, whose agenda opens with it."""
    last_id = last_meeting(town)
    page.goto("/partners/meetings/")
    page.get_by_role("link", name="Plan a meeting").click()
    page.get_by_label("Title").fill(MEETING)
    page.get_by_label("Begins").fill(f"{wall(20):%Y-%m-%dT%H:%M}")
    page.get_by_label("Ends").fill(f"{wall(20.1):%Y-%m-%dT%H:%M}")
    page.get_by_label("Time zone of the place").select_option("Europe/Vienna")
    page.get_by_label("Held under").select_option(label="Public Council of Riverside")
    page.get_by_label("The meeting before").select_option(value=last_id)
    page.get_by_role("button", name="Keep the plan").click()
    expect(page.get_by_text("Draft").first).to_be_visible()
    row = Meeting.objects.get(title=MEETING)
    page.get_by_role("link", name="Agenda").click()
    expect(page.get_by_text(LAST_TIME)).to_be_visible()
    page.get_by_label("Begins at").fill("17:00")
    page.get_by_label("Title").fill("What worries the quarter")
    page.get_by_role("button", name="Add the line").click()
    page.goto(f"{row.get_absolute_url()}state/")
    page.get_by_label("announced").check()
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("The do-no-harm check is missing.")).to_be_visible()
    harmless(town.secretary, "series", row.series_id)
    page.get_by_label("announced").check()
    page.get_by_role("button", name="Keep it").click()
    expect(page).to_have_url(re.compile(f"{row.get_absolute_url()}$"))
    page.goto(f"{row.get_absolute_url()}registrations/")
    page.get_by_role("link", name="Open registration").click()
    page.get_by_label("Places").fill("1")
    page.get_by_label("A public page").check()
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("0 of 1 are held")).to_be_visible()
    return row


def last_meeting(town: Town) -> str:
    """Let last time's meeting have asked the police for something; return its id."""
    own = town.secretary.organisation_id
    last = public.add_meeting(
        town.secretary, public.MeetingDraft(title="Council of last quarter", convener_id=own)
    )
    public.mark(town.secretary, last, [public.Mark(town.police.organisation_id, LAST_TIME)])
    return str(last)


def last_link() -> str:
    """Send what is queued, and return the address in the newest mail."""
    letters.send_letters(now=timezone.now())
    found = re.search(r"http\S+?(/registrations/\w+/)", mail.outbox[-1].body)
    assert found
    return found[1]


def the_public_waits_and_gets_a_place(window: Window, meeting: Meeting, accessible: Look) -> None:
    first = registered(RegistrationForm.objects.get(meeting=meeting), "Ana")
    page = window("/meetings/", java_script_enabled=False)
    page.get_by_role("link", name=re.compile(f"Read more about.*{MEETING}")).click()
    expect(page.get_by_text("All places are taken")).to_be_visible()
    page.get_by_label("Your name").fill("Mira")
    page.get_by_label("Your e-mail address").fill("mira@example.org")
    page.get_by_label("I agree").check()
    page.get_by_role("button", name="Register").click()
    page.goto(last_link())
    page.get_by_role("button", name="Yes, put me on the waiting list").click()
    expect(page.get_by_role("heading", name="You are on the waiting list")).to_be_visible()
    registering.withdraw(letters.secret_of(first.pk))
    page.goto(last_link())
    page.get_by_role("button", name="Take the place").click()
    expect(page.get_by_role("heading", name="You have a place")).to_be_visible()


def five_paragraphs_and_the_paper(page: Page, meeting: Meeting, accessible: Look) -> None:
    """The day has come: write, mark three askings and two decisions, and hand the paper out."""
    now = timezone.now()
    Meeting.objects.filter(pk=meeting.pk).update(
        starts_at=now - timedelta(hours=1),
        ends_at=now + timedelta(hours=1),
        start=now.date(),
        end=now.date(),
    )
    page.goto(meeting.get_absolute_url())
    page.get_by_role("link", name="Begin the minutes").click()
    page.get_by_role("button", name="Begin them").click()
    page.get_by_label("What worries the quarter").fill("\n\n".join(MINUTES))
    page.get_by_role("button", name="Keep the minutes", exact=True).click()
    page.get_by_role("link", name="Mark on the projector").click()
    for number in (1, 2, 3):
        page.get_by_role("link", name=f"Paragraph {number} asks something of a partner").click()
        page.get_by_label("Addressed to").select_option(label="Police Service")
        page.get_by_role("button", name="Mark it").click()
        expect(page.get_by_text("It is marked.")).to_be_visible()
    for number in (4, 5):
        page.get_by_role("link", name=f"Paragraph {number} is a decision").click()
        page.get_by_role("button", name="Mark it").click()
        expect(page.get_by_text("It is marked.")).to_be_visible()
    accessible(page)
    page.goto(meeting.get_absolute_url())
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Outcome paper (Word)").click()
    paper = Word(io.BytesIO(Path(waiting.value.path()).read_bytes()))
    words = "\n".join(
        [each.text for each in paper.paragraphs]
        + [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    )
    for line in MINUTES:
        assert line in words


def police_answer_one_and_not_the_other(window: Window, town: Town) -> Recommendation:
    """Answer the first asking and do it; a question of three weeks ago stays without an answer."""
    own = town.police.organisation_id
    institutions.write_terms(town.coordinator, own, TermsDraft(14, "At the ombudsperson's office."))
    late = QuestionDraft(own, "Why are young people stopped at the bridge?", is_public=True)
    questions.ask(town.women, late, now=timezone.now() - timedelta(days=20))
    row = Recommendation.objects.get(text=MINUTES[0])
    page = sign_in(window("/"), town.police.email)
    page.get_by_role("link", name=re.compile(f"^Answer: {MINUTES[0][:40]}")).click()
    promise = page.url
    page.get_by_label("supported", exact=True).check()
    page.get_by_role("button", name="Keep our answer").click()
    if not page.get_by_label("What will be done").is_visible():
        page.get_by_text("Add an action", exact=True).click()
    page.get_by_label("What will be done").fill("Print the slips")
    page.get_by_label("Who does it").select_option(label="Police Service")
    page.get_by_label("Due on").fill((timezone.localdate() + timedelta(days=30)).isoformat())
    page.get_by_role("button", name=re.compile("Add the action")).click()
    page.goto(promise)
    page.get_by_role("link", name=re.compile("Open the action")).click()
    page.get_by_text("Add evidence", exact=True).click()
    page.get_by_label("What it shows").fill("The slip")
    page.get_by_label("or a link").fill("https://example.org/slip")
    page.get_by_role("button", name="Add the evidence").click()
    page.get_by_text("Say how it goes", exact=True).click()
    page.get_by_label("reported done").check()
    page.get_by_role("button", name="Keep it").click()
    return row


def civil_society_objects(
    window: Window, town: Town, promise: Recommendation, folder: Path
) -> None:
    letter = folder / "letter.txt"
    letter.write_text("At the bridge nobody got a slip.", encoding="utf-8")
    page = sign_in(window("/"), town.women.email)
    page.goto(promise.get_absolute_url())
    page.get_by_role("link", name=re.compile("Open the action")).click()
    page.get_by_text("Confirm or object", exact=True).click()
    page.get_by_label("we object").check()
    page.get_by_label("Because").fill("Nobody got a slip at the bridge.")
    page.get_by_label("File that bears it out").set_input_files(letter)
    page.get_by_role("button", name="Keep our view").click()
    # Another partner looks, and says otherwise: both views stand.
    page = sign_in(window("/"), town.youth.email)
    page.goto(promise.get_absolute_url())
    page.get_by_role("link", name=re.compile("Open the action")).click()
    expect(page.get_by_text("Nobody got a slip at the bridge.")).to_be_visible()
    page.get_by_text("Confirm or object", exact=True).click()
    page.get_by_label(re.compile("we confirm")).check()
    page.get_by_role("button", name="Keep our view").click()
    expect(page.get_by_text("Nobody got a slip at the bridge.")).to_be_visible()


def coordinator_sees_it_and_prints(window: Window, town: Town, accessible: Look) -> None:
    page = sign_in(window("/"), town.coordinator.email)
    expect(
        page.get_by_text("1 question to an institution was not answered in time")
    ).to_be_visible()
    accessible(page)
    page.goto("/partners/plans/")
    page.get_by_role("link", name="Plan of Halvera", exact=True).click()
    for name, ending in (("The plan (Word)", ".docx"), ("The plan (PDF)", ".pdf")):
        with page.expect_download() as printed:
            page.get_by_role("link", name=name).click()
        assert printed.value.suggested_filename.endswith(ending)


def everybody_reads(window: Window, office: Page, accessible: Look) -> None:
    """The secretary shows the council's page; somebody without an account reads and prints it."""
    office.goto("/partners/concerns/pages/")
    office.get_by_role("link", name=re.compile("Prepare its page")).click()
    office.get_by_role("button", name="Show me what everybody would see").click()
    office.get_by_role("button", name="Yes, show it to everybody").click()
    expect(office.get_by_text("Everybody can read it now.")).to_be_visible()
    nobody = window(office.url)
    for line in FIVE:
        expect(nobody.get_by_text(line[0])).to_be_visible()
    accessible(nobody)
    address = nobody.get_by_role("link", name=re.compile("PDF")).get_attribute("href")
    assert nobody.context.request.get(str(address)).body().startswith(b"%PDF")


def oversight_reads_who_decided(window: Window, town: Town, accessible: Look) -> None:
    page = sign_in(window("/"), town.oversight.email)
    page.goto(f"/rights/trail/?partner={town.police.organisation_id}")
    expect(page.locator("main")).to_contain_text("Police Service")
    accessible(page)
