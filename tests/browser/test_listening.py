"""As a council's secretary: type in five concerns from a listening session, though the connection is lost; everybody reads the page."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from commonweal.partners import public
from commonweal.partners.models import Concern, Listening
from factories import PersonFactory
from factories_partners import concern_draft, council, raised
from steps import FIVE, begin_session, sign_in, type_in_concern

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_five_concerns_survive_a_lost_connection(
    window: Callable[..., Page],
    accessible: Callable[[Page], None],
    complaints: list[str],
) -> None:
    secretary = PersonFactory()
    council(secretary)
    page = window("/")
    begin_session(page, secretary)
    for number, line in enumerate(FIVE[:3], start=1):
        type_in_concern(page, number, line)
    expect(page.get_by_text("Kept on this device until it is sent.")).to_be_visible()

    page.context.set_offline(True)
    type_in_concern(page, 4, FIVE[3])
    page.get_by_role("button", name="Add the concerns").click()
    expect(page.locator("#status")).to_contain_text("not sent yet, and kept on this device")
    assert not Concern.objects.exists()
    # The window is closed by mistake; another one offers what was typed.
    page.context.set_offline(False)
    complaints.clear()
    page.goto("/partners/")
    page.goto(f"/partners/concerns/sessions/{Listening.objects.get().pk}/type-in/")
    expect(page.get_by_text("Not sent yet; kept on this device.")).to_be_visible()
    expect(page.locator("[data-draft-when]")).to_have_text(
        re.compile(r"^\d{1,2} [A-Z][a-z]+ \d{4}, \d\d:\d\d “")
    )
    accessible(page)
    # Neither words typed before somebody decides nor an empty form that is sent take its place.
    address = page.url
    page.get_by_role("group", name="Concern 1", exact=True).get_by_label("What was raised").fill("Hm")  # fmt: skip
    page.goto(address)
    page.get_by_role("button", name="Add the concerns").click()
    expect(page.get_by_text("Type in at least one concern.").first).to_be_visible()
    page.goto(address)
    page.get_by_role("button", name="Continue with it").click()
    expect(page.locator("[data-draft-when]")).to_contain_text("“Hm”")
    page.get_by_role("button", name="Discard it").click()
    expect(page.get_by_text("Not sent yet")).to_be_hidden()
    group = page.get_by_role("group", name="Concern 4", exact=True)
    expect(group.get_by_label("What was raised")).to_have_value(FIVE[3][0])
    type_in_concern(page, 5, FIVE[4])
    page.get_by_role("button", name="Add the concerns").click()
    expect(page.get_by_text("5 concerns are added.")).to_be_visible()
    assert [row.text for row in Concern.objects.order_by("number")] == [line[0] for line in FIVE]
    accessible(page)
    # It was sent: nothing is kept any more.
    page.get_by_role("link", name="Type in what was raised").click()
    expect(page.get_by_text("Not sent yet")).to_be_hidden()
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_a_draft_is_discarded_and_more_lines_are_kept(window: Callable[..., Page]) -> None:
    secretary = PersonFactory()
    council(secretary)
    page = window("/")
    begin_session(page, secretary)
    type_in_concern(page, 1, FIVE[0])
    page.get_by_role("button", name="Five more lines").click()
    type_in_concern(page, 15, FIVE[1])
    address = page.url
    page.goto("/partners/")
    page.goto(address)
    page.get_by_role("button", name="Continue with it").click()
    group = page.get_by_role("group", name="Concern 15", exact=True)
    expect(group.get_by_label("What was raised")).to_have_value(FIVE[1][0])
    page.goto(address)
    page.get_by_role("button", name="Discard it").click()
    expect(page.get_by_text("Not sent yet")).to_be_hidden()
    page.goto(address)
    expect(page.get_by_text("Not sent yet")).to_be_hidden()
    first = page.get_by_role("group", name="Concern 1", exact=True)
    expect(first.get_by_label("What was raised")).to_have_value("")


def test_without_a_script_the_same_is_typed_in(window: Callable[..., Page]) -> None:
    secretary = PersonFactory()
    council(secretary)
    page = window("/", java_script_enabled=False)
    begin_session(page, secretary)
    page.get_by_role("button", name="Five more lines").click()
    for number, line in enumerate(FIVE, start=1):
        type_in_concern(page, number, line)
    page.get_by_role("button", name="Add the concerns").click()
    expect(page.get_by_text("5 concerns are added.")).to_be_visible()


def test_it_is_taken_up_answered_shown_and_read_by_everybody(
    window: Callable[..., Page], accessible: Callable[[Page], None]
) -> None:
    secretary, police = PersonFactory(), PersonFactory(role="police")
    council_id = council(secretary)
    [key] = raised(secretary, concern_draft(FIVE[1][0], group="youth"), council_id=council_id)
    officer = sign_in(window("/"), police.email)
    officer.goto(f"/partners/concerns/{key}/")
    officer.get_by_text("Say how far it is").click()
    officer.get_by_label("We take it up").check()
    accessible(officer)
    officer.get_by_role("button", name="Say it").click()
    officer.get_by_text("Say how far it is").click()
    officer.get_by_label("We answer").check()
    officer.get_by_role("button", name="Say it").click()
    expect(officer.get_by_text("Say it in words: people read it.").first).to_be_visible()
    officer.get_by_label("In words").fill("Whoever is stopped gets a slip with the reason.")
    officer.get_by_role("button", name="Say it").click()

    page = sign_in(window("/"), secretary.email)
    page.goto("/partners/concerns/pages/")
    page.get_by_role("link", name=re.compile("Prepare its page")).click()
    page.get_by_role("button", name="Show me what everybody would see").click()
    expect(page.get_by_text("gets a slip with the reason")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="Yes, show it to everybody").click()
    expect(page.get_by_text("Everybody can read it now.")).to_be_visible()
    address = page.url

    nobody = window(address, java_script_enabled=True)
    expect(nobody.get_by_text(FIVE[1][0])).to_be_visible()
    expect(nobody.get_by_text("gets a slip with the reason")).to_be_visible()
    expect(nobody.get_by_text(secretary.name)).to_have_count(0)
    accessible(nobody)
    page.get_by_role("button", name="Take it back").click()
    nobody.goto(address)
    expect(nobody.get_by_text(FIVE[1][0])).to_have_count(0)


def test_the_pages_are_accessible_and_fit_by_day_and_night(
    window: Callable[..., Page],
    everywhere: Callable[[Page], None],
) -> None:
    secretary = PersonFactory()
    council_id = council(secretary)
    keys = raised(
        secretary,
        concern_draft(quote="We wait outside.", has_consent=True, consent_for="public"),
        days_ago=40,
        council_id=council_id,
    )
    today = timezone.localdate()
    days = public.PageDraft(council_id, today - timedelta(days=60), today, ("en", "sq"))
    page_id = public.publish_raised(secretary, days)
    listening_id = Listening.objects.get().pk
    page = window(f"/raised/{page_id}/")  # fmt: skip
    everywhere(page)
    page.goto("/raised/")
    everywhere(page)
    sign_in(page, secretary.email)
    for path in (
        "/partners/concerns/",
        "/partners/concerns/themes/",
        "/partners/concerns/sessions/",
        f"/partners/concerns/sessions/{listening_id}/",
        f"/partners/concerns/sessions/{listening_id}/type-in/",
        f"/partners/concerns/{keys[0]}/",
        f"/partners/concerns/{keys[0]}/change/",
        f"/partners/concerns/{keys[0]}/translate/",
        f"/partners/concerns/pages/{council_id}/?first_day={today}&last_day={today}&languages=en",
    ):
        page.goto(path)
        everywhere(page)
