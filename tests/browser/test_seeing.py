"""People, notes and "Who can see this?" in the browser: accessible, on a phone, without script; and the story of one note."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from commonweal.rights.actions.notes import With, add_note, share_note
from commonweal.rights.models import Role
from factories import CoordinatorFactory, PersonFactory, give
from factories_partners import MeetingFactory
from steps import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_every_page_is_accessible_and_fits(
    window: Callable[..., Page],
    everywhere: Callable[[Page], None],
) -> None:
    coordinator, person = CoordinatorFactory(), PersonFactory()
    meeting = MeetingFactory(recorder=coordinator.organisation)
    note = add_note(coordinator, "Ask again about the ramp.", beside=meeting)
    share_note(coordinator, note.pk, With(role=Role.POLICE))
    grant = person.grants.get()
    page = window("/")
    sign_in(page, coordinator.email)
    for path in (
        "/rights/people/",
        f"/rights/people/{person.pk}/",
        f"/rights/people/{person.pk}/grant/",
        f"/rights/roles/{grant.pk}/extend/",
        f"/rights/roles/{grant.pk}/end/",
        "/rights/notes/",
        "/rights/notes/?q=nothing",
        "/rights/notes/add/",
        f"/rights/notes/{note.pk}/",
        f"/rights/notes/{note.pk}/change/",
        f"/rights/notes/{note.pk}/delete/",
        f"/rights/who/partners.Meeting/{meeting.pk}/",
        f"/rights/who/rights.Note/{note.pk}/",
        f"/partners/meetings/{meeting.pk}/",
        f"/partners/meetings/{meeting.pk}/?as=police",
        f"/partners/meetings/{meeting.pk}/?as=public",
    ):
        page.goto(path)
        everywhere(page)


def test_a_note_is_there_for_its_own_people_and_gone_through_other_eyes(
    window: Callable[..., Page],
) -> None:
    organiser, meeting = PersonFactory(role=Role.CIVIL_SOCIETY), MeetingFactory()
    page = window("/", java_script_enabled=False)
    sign_in(page, organiser.email)
    page.goto(f"/partners/meetings/{meeting.pk}/")
    page.get_by_role("link", name="Write a note").click()
    page.get_by_label("Note").fill("Two members felt unheard.")
    page.get_by_role("button", name="Keep the note").click()
    note = page.get_by_text("Two members felt unheard.")
    expect(note).to_be_visible()
    for eyes in ("police", "co-ordinator"):
        page.get_by_role("link", name="Who can see this?").click()
        page.get_by_role("link", name=re.compile(f"^{eyes}")).click()
        expect(page.get_by_text("You see this page as somebody else would")).to_be_visible()
        expect(note).to_have_count(0)
        page.get_by_role("link", name="Back to your own view").click()
        expect(note).to_be_visible()


def test_one_acts_for_another_partner_by_keyboard(window: Callable[..., Page]) -> None:
    person = PersonFactory(organisation__name="University")
    give(
        person,
        role=Role.REVIEWER,
        organisation=PersonFactory(organisation__name="City Office").organisation,
    )
    page = window("/")
    sign_in(page, person.email)
    page.locator("details.account summary").press("Enter")
    page.get_by_role("button", name="Act for City Office (reviewer)").press("Enter")
    expect(page.locator("details.account summary")).to_contain_text("You act for City Office")
    expect(page.get_by_text("You act for City Office now.")).to_be_visible()
