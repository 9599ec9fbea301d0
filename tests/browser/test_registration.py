"""As the public: register, land on the waiting list, get the offer, confirm. As the host: plan and open it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect

from commonweal.partners.actions import letters, registering
from commonweal.partners.forms import registration as forms
from factories import PersonFactory
from factories_registration import opened, registered, wall
from steps import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LINK = re.compile(r"http\S+?(/registrations/\w+/)")


def last_link() -> str:
    """Send what is queued, and return the address in the newest mail."""
    letters.send_letters(now=timezone.now())
    found = LINK.search(mail.outbox[-1].body)
    assert found
    return found[1]


def test_the_public_registers_waits_is_offered_a_place_and_takes_it(
    window: Callable[..., Page],
    day_and_night: Callable[[Page], None],
    fits: Callable[[Page], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        forms, "QUICKEST_S", -1
    )  # a browser is driven more quickly than a person types
    host = PersonFactory(role="civil society")
    form = opened(host, capacity=1)
    first = registered(form, "Ana")
    page = window(
        "/meetings/",
        java_script_enabled=False,
        viewport={"width": 320, "height": 700},
    )
    page.get_by_role("link", name=re.compile("Read more about")).click()
    expect(page.get_by_text("All places are taken")).to_be_visible()
    fits(page)
    page.get_by_label("Your name").fill("Mira")
    page.get_by_label("Your e-mail address").fill("mira@example.org")
    page.get_by_label("those who have a place too").check()
    page.get_by_label("I agree").check()
    page.get_by_role("button", name="Register").click()
    expect(page.get_by_role("heading", name="Look into your mail")).to_be_visible()
    page.goto(last_link())
    page.get_by_role("button", name="Yes, put me on the waiting list").click()
    expect(page.get_by_role("heading", name="You are on the waiting list")).to_be_visible()
    expect(page.get_by_text("Your place in line: 1")).to_be_visible()
    registering.withdraw(letters.secret_of(first.pk))
    page.goto(last_link())
    expect(page.get_by_role("heading", name="A place is free for you")).to_be_visible()
    fits(page)
    page.get_by_role("button", name="Take the place").click()
    expect(page.get_by_role("heading", name="You have a place")).to_be_visible()
    mine = page.url
    with_script = window("/meetings/")
    for address in ("/meetings/", f"/meetings/{form.meeting_id}/", mine, f"{mine}change/"):
        with_script.goto(address)
        day_and_night(with_script)


def test_a_host_plans_a_meeting_opens_it_and_sees_who_comes(
    window: Callable[..., Page], accessible: Callable[[Page], None], fits: Callable[[Page], None]
) -> None:
    host = PersonFactory(role="civil society")
    page = sign_in(window("/"), host.email)
    page.goto("/partners/meetings/")
    page.get_by_role("link", name="Plan a meeting").click()
    accessible(page)
    page.get_by_label("Title").fill("Council of the quarter")
    page.get_by_label("Begins").fill(f"{wall(20):%Y-%m-%dT%H:%M}")
    page.get_by_label("Ends").fill(f"{wall(20.1):%Y-%m-%dT%H:%M}")
    page.get_by_label("Time zone of the place").select_option("Europe/Vienna")
    page.get_by_role("button", name="Keep the plan").click()
    expect(page.get_by_text("Draft").first).to_be_visible()
    meeting = page.url
    page.get_by_role("link", name="Agenda").click()
    page.get_by_label("Begins at").fill("17:00")
    page.get_by_label("Title").fill("What worries the quarter")
    page.get_by_role("button", name="Add the line").click()
    expect(page.get_by_role("cell", name="17:00")).to_be_visible()
    accessible(page)
    page.goto(f"{meeting}state/")
    page.get_by_label("announced").check()
    page.get_by_role("button", name="Keep it").click()
    page.goto(f"{meeting}registrations/")
    page.get_by_role("link", name="Open registration").click()
    page.get_by_label("Places").fill("12")
    page.get_by_label("A public page").check()
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("0 of 12 are held")).to_be_visible()
    page.get_by_role("link", name="Ask something more").click()
    page.get_by_label("Question").fill("Your religion")
    page.get_by_role("button", name="Add the question").click()
    expect(page.get_by_text("asks what nobody is asked here")).to_be_visible()
    page.get_by_label("Question").fill("What should the kitchen know?")
    page.get_by_role("button", name="Add the question").click()
    expect(page.get_by_text("What should the kitchen know?").first).to_be_visible()
    accessible(page)
    fits(page)
    expect(page.get_by_text("overdue: 0")).to_be_visible()
    page.goto(meeting)
    accessible(page)
