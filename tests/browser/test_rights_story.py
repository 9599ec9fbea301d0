"""What rights promise a stranger, as one story: invite, correct, keep a note, restrict, oversee, and catch a hand in the trail."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from click.testing import CliRunner
from django.db import connection
from playwright.sync_api import Page, expect

from commonweal.cli import commonweal
from commonweal.library import public
from commonweal.library.actions import rereading
from commonweal.library.models import Document
from commonweal.rights.models import Role, TrailEntry, trail_guard
from factories import PASSWORD, CoordinatorFactory, PersonFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOTE = "Two members felt watched in the tram."
WHY_INVITED = "To check what was read of the spring meetings."
PAGE = b"""News item
Halvera's partners meet about open squares
- Issued on:
- 3 March 2025
- Issued by:
- City of Halvera
A one-day meeting of the city and its partners was held in Vienna on 3 March 2025. Forty people took part.
The participants recommended that the Police Service publish its answers twice a year.
This is a sample text about a fictional city.
"""


@pytest.fixture
def document() -> Document:
    return Document.objects.get(pk=public.add_now("squares.txt", PAGE, person=None))


def sign_in(page: Page, email: str) -> Page:
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="Today", level=1)).to_be_visible()
    return page


def invite_reviewer(coordinator: Page) -> str:
    """Make the link for a reviewer of 30 days; the browser hands it over."""
    coordinator.goto("/rights/people/")
    coordinator.get_by_role("link", name="Invite somebody").click()
    coordinator.get_by_label("E-mail address").fill("reviewer@example.org")
    coordinator.get_by_label("Acts for").fill("City of Halvera")
    coordinator.get_by_label("Job").fill("Reader of documents")
    coordinator.get_by_label("Role").select_option("reviewer")
    coordinator.get_by_label("For how many days").fill("30")
    coordinator.get_by_label("Reason").fill(WHY_INVITED)
    coordinator.get_by_role("button", name="Make the link").click()
    return coordinator.locator("code").first.inner_text()


def join(page: Page) -> Page:
    page.get_by_label("Your name").fill("Rena Tolland")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Join").click()
    page.wait_for_load_state()
    return page


def correct_the_day(reviewer: Page, document: Document) -> None:
    """Say that the event was on 4 March, and why; another reading leaves it so."""
    reviewer.goto(document.get_absolute_url())
    row = reviewer.locator("#value-event-start")
    row.get_by_role("link", name="Correct or reject").click()
    row.locator("summary", has_text="Correct it").click()
    row.get_by_label("The right value").fill("2025-03-04")
    form = row.locator("form", has_text="Keep the correction")
    form.get_by_label("Why").fill("The programme says the fourth.")
    form.get_by_role("button", name="Keep the correction").click()
    expect(row).to_contain_text("4 March 2025")
    rereading.reread(document.pk)
    reviewer.reload()
    expect(row).to_contain_text("4 March 2025")


def write_a_note(organiser: Page, document: Document) -> None:
    """Write beside the document; the police and the co-ordinator do not find it."""
    organiser.goto(document.get_absolute_url())
    organiser.get_by_role("link", name="Write a note").click()
    organiser.get_by_label("Note").fill(NOTE)
    organiser.get_by_role("button", name="Keep the note").click()
    note = organiser.get_by_text(NOTE)
    expect(note).to_be_visible()
    for eyes in ("police", "co-ordinator"):
        organiser.get_by_role("link", name="Who can see this?").first.click()
        organiser.get_by_role("link", name=re.compile(f"^{eyes}")).first.click()
        expect(organiser.get_by_text("You see this page as somebody else would")).to_be_visible()
        expect(note).to_have_count(0)
        organiser.get_by_role("link", name="Back to your own view").click()


def restrict(coordinator: Page, document: Document) -> None:
    coordinator.goto(document.get_absolute_url())
    coordinator.get_by_role("link", name="Restrict who may see it").click()
    for role in ("co-ordinator", "police or security-agency member"):
        coordinator.get_by_label(role).check()
    coordinator.get_by_label("Reason").fill("It names shifts of the guards.")
    coordinator.get_by_role("button", name="Restrict it").click()
    expect(coordinator.get_by_text("It names shifts of the guards.").first).to_be_visible()


def is_not_there(page: Page, document: Document) -> None:
    """The page, the list and the search answer as if the document had never been added."""
    gone = page.goto(document.get_absolute_url())
    assert gone
    assert gone.status == 404
    never = page.goto("/library/documents/00000000-0000-4000-8000-000000000000/")
    assert never
    assert never.status == gone.status
    for address in ("/library/", "/library/search/?q=squares"):
        page.goto(address)
        expect(page.get_by_text(document.title)).to_have_count(0)


def oversee(ombud: Page, *, wanted: list[str]) -> None:
    """Find the acts, draw a random check, file a finding about one."""
    ombud.goto("/rights/trail/")
    for words in wanted:
        expect(ombud.get_by_role("table").get_by_text(words).first).to_be_visible()
    assert NOTE not in ombud.content()
    ombud.goto("/rights/checks/")
    ombud.get_by_label("Seed").fill("lottery of 22 November")
    ombud.get_by_role("button", name="Draw").click()
    expect(ombud.get_by_text("Drawn again just now: the same entries.")).to_be_visible()
    restricted = TrailEntry.objects.get(verb="library.document.restricted")
    ombud.goto(f"/rights/trail/{restricted.pk}/")
    ombud.get_by_role("link", name="File a finding about it").click()
    ombud.get_by_label("What did you find?").fill("Until when is it restricted?")
    ombud.get_by_role("button", name="File it").click()
    expect(ombud.get_by_text("The clock for its answer runs")).to_be_visible()


def verified() -> tuple[int, dict[str, object]]:
    done = CliRunner().invoke(commonweal, ["rights", "verify", "--json"])
    return done.exit_code, json.loads(done.stdout)


def test_rights_from_an_invitation_to_a_hand_in_the_trail(
    window: Callable[..., Page], document: Document
) -> None:
    coordinator = sign_in(window(), CoordinatorFactory(organisation__name="City of Halvera").email)
    reviewer = join(window(invite_reviewer(coordinator)))
    correct_the_day(reviewer, document)
    organiser = sign_in(window(), PersonFactory(role=Role.CIVIL_SOCIETY).email)
    write_a_note(organiser, document)
    restrict(coordinator, document)
    trader = sign_in(window(), PersonFactory(role=Role.PLACE).email)
    is_not_there(trader, document)
    ombud = sign_in(window(), PersonFactory(role=Role.OVERSIGHT).email)
    oversee(
        ombud,
        wanted=["invited a person", "corrected what was proposed", "restricted a document"],
    )

    assert verified()[0] == 0
    entry = TrailEntry.objects.get(verb="library.document.restricted")
    with trail_guard.lifted(connection), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE rights_trailentry SET verb = 'rights.person.joined' WHERE id = %s", [entry.pk]
        )
    status, found = verified()
    assert status == 1
    assert found["broken"]["entry"] == entry.pk
