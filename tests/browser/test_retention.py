"""Nothing stays for ever, in the browser: what goes when, a hold, my data, and asking without an account."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from commonweal.partners.models import Meeting
from commonweal.rights.actions.requests import Asked, ask
from commonweal.rights.actions.retention import retain
from commonweal.rights.models import DataRequest, Hold
from factories import CoordinatorFactory, PersonFactory
from factories_partners import MeetingFactory
from steps import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_every_page_is_accessible_and_fits(
    window: Callable[..., Page],
    everywhere: Callable[[Page], None],
) -> None:
    coordinator, person = CoordinatorFactory(), PersonFactory()
    MeetingFactory(added_at=timezone.now() - timedelta(days=4000))
    retain()
    ends = timezone.now() - timedelta(days=3650 - 9)
    meeting = MeetingFactory(recorder=coordinator.organisation, added_at=ends)
    MeetingFactory(added_at=timezone.now() - timedelta(days=4000))
    Hold.objects.create(
        thing="partners.Meeting",
        thing_id=str(meeting.pk),
        reason="A court asks",
        until=timezone.localdate() + timedelta(days=9),
        placed_by=coordinator,
    )
    request = ask(person, Asked(kind="correction", text="My job is another one."))
    page = window("/")
    sign_in(page, coordinator.email)
    hold = Hold.objects.get()
    for path in (
        "/rights/retention/",
        "/rights/retention/kinds/partners.Meeting/",
        "/rights/retention/ours/",
        "/rights/retention/holds/",
        f"/rights/retention/holds/{hold.pk}/lift/",
        f"/rights/retention/hold/partners.Meeting/{meeting.pk}/",
        "/rights/retention/erased/",
        "/rights/retention/runs/",
        "/rights/my-data/",
        "/rights/requests/",
        f"/rights/requests/{request.pk}/",
        f"/rights/requests/{request.pk}/later/",
        "/rights/ask/",
    ):
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
        everywhere(page)


def test_a_coordinator_holds_what_ends_soon_by_keyboard_and_without_script(
    window: Callable[..., Page],
) -> None:
    coordinator = CoordinatorFactory()
    meeting = MeetingFactory(
        title="Round table on lights", added_at=timezone.now() - timedelta(days=3650 - 5)
    )
    page = window("/", java_script_enabled=False)
    sign_in(page, coordinator.email)
    page.goto("/rights/retention/")
    expect(page.get_by_text("Overdue for erasure: 0")).to_be_visible()
    page.get_by_role("link", name=re.compile("1 *meetings")).click()
    page.get_by_role("link", name=re.compile("Hold it.*Round table on lights")).focus()
    page.keyboard.press("Enter")
    until = timezone.localdate() + timedelta(days=90)
    page.get_by_label("Until").fill(until.isoformat())
    page.get_by_label("Reason").fill("A court asks")
    page.get_by_role("button", name="Hold it").click()
    expect(page.get_by_role("cell", name="A court asks")).to_be_visible()
    retain(now=timezone.now() + timedelta(days=20))
    assert Meeting.objects.filter(pk=meeting.pk).exists()


def test_somebody_without_an_account_asks_to_be_erased(
    window: Callable[..., Page], accessible: Callable[[Page], None]
) -> None:
    page = window("/")
    page.get_by_role("link", name="A text here names me").click()
    page.get_by_label("Your e-mail address").fill("ilva@example.org")
    page.get_by_label("I ask to").select_option("erasure")
    page.get_by_label("What should be done").fill("The second paragraph names me.")
    time.sleep(4)  # no program fills it in so slowly
    page.get_by_role("button", name="Send the request").click()
    expect(page.get_by_role("heading", name="Your request was received")).to_be_visible()
    accessible(page)
    assert DataRequest.objects.get().contact == "ilva@example.org"
