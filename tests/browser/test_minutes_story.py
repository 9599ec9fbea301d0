"""As a council's secretary: write minutes, mark them on the projector, hand the outcome paper out; others propose."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import time, timedelta

import docx
import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from commonweal.partners.actions import agenda, planning
from commonweal.partners.engine.plan_types import ItemDraft, PlanDraft
from commonweal.partners.models import Meeting, Minutes
from factories import PersonFactory
from steps import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HTML = "<b>Open</b> the north gate at seven."


def council() -> tuple[Meeting, object, object]:
    """A meeting of today with a session, its secretary, and somebody of a partner that takes part."""
    secretary, attendee = PersonFactory.create_batch(2, role="civil society")
    now = timezone.now().replace(tzinfo=None, second=0, microsecond=0)
    draft = PlanDraft(
        title="Council of the quarter",
        starts=now,
        ends=now + timedelta(hours=2),
        zone="UTC",
        partner_ids=(attendee.organisation_id,),
    )
    made = planning.plan_meeting(secretary, draft)
    agenda.add_item(secretary, made.pk, ItemDraft("Gates", time(9, 0)))
    planning.move_on(secretary, made.pk, "announced")
    return made, secretary, attendee


def test_minutes_become_what_is_asked_and_the_paper_is_handed_out_in_two_languages(
    window: Callable[..., Page],
    day_and_night: Callable[[Page], None],
    fits: Callable[[Page], None],
    complaints: list[str],
) -> None:
    meeting, secretary, attendee = council()
    page = sign_in(window("/"), secretary.email)
    page.goto(meeting.get_absolute_url())
    page.get_by_role("link", name="Begin the minutes").click()
    page.get_by_role("button", name="Begin them").click()
    page.get_by_label("Gates").fill(f"{HTML}\n\nThe council met again in spring.")
    day_and_night(page)
    # The wireless of the hall goes; the window is closed; what was written is offered again.
    page.context.set_offline(True)
    page.get_by_role("button", name="Keep them and write on").click()
    expect(page.locator("#status")).to_contain_text("not sent yet, and kept on this device")
    page.context.set_offline(False)
    complaints.clear()
    page.goto(page.url)
    page.get_by_role("button", name="Continue with it").click()
    expect(page.get_by_label("Gates")).to_have_value(re.compile("met again in spring"))
    page.get_by_role("button", name="Keep them and write on").click()
    expect(page.get_by_text("The minutes are kept.")).to_be_visible()
    expect(page.get_by_text("Not sent yet")).to_be_hidden()
    assert page.evaluate("Object.keys(localStorage).length") == 0
    page.get_by_label("Gates").fill(f"{HTML}\n\nThe council meets again in spring.")
    page.get_by_role("button", name="Keep the minutes", exact=True).click()
    page.wait_for_url("**/minutes/")
    expect(page.get_by_text(HTML)).to_be_visible()
    day_and_night(page)
    page.get_by_role("link", name="What changed", exact=True).click()
    expect(page.locator("ins")).to_contain_text("meets")
    expect(page.locator("del")).to_contain_text("met")
    day_and_night(page)
    page.go_back()
    page.get_by_role("link", name="Mark on the projector").click()
    day_and_night(page)
    page.get_by_role("link", name="Paragraph 1 asks something of a partner").click()
    page.get_by_label("Addressed to").select_option(label=attendee.organisation.name)
    page.reload()
    page.get_by_role("button", name="Continue with it").click()
    expect(page.get_by_label("Addressed to")).to_have_value(str(attendee.organisation_id))
    page.get_by_label("To be led by").select_option(label=attendee.organisation.name)
    page.get_by_label("Wanted by").fill((timezone.localdate() + timedelta(days=60)).isoformat())
    day_and_night(page)
    page.get_by_role("button", name="Mark it").click()
    expect(page.get_by_role("link", name=re.compile("Recommendation 1|recommendation 1"))).to_be_visible()  # fmt: skip
    page.get_by_role("link", name="Paragraph 2 is a decision").click()
    page.get_by_role("button", name="Mark it").click()
    expect(page.get_by_role("link", name="decision 1")).to_be_visible()
    page.get_by_role("link", name=re.compile("ecommendation 1")).click()
    page.get_by_role("link", name="paragraph 1", exact=True).click()
    expect(page.get_by_text(HTML)).to_be_visible()
    page.goto(f"{meeting.get_absolute_url()}outcome/")
    page.get_by_label("Second language").select_option("sq")
    page.get_by_role("button", name="Choose").click()
    page.get_by_role("link", name=re.compile("Type it in")).click()
    day_and_night(page)
    page.get_by_label("The council meets again in spring.").fill("Këshilli mblidhet në pranverë.")
    page.get_by_role("button", name="Keep the words").click()
    day_and_night(page)
    with page.expect_download() as waiting:
        page.get_by_role("link", name=re.compile("^Word")).click()
    document = docx.Document(io.BytesIO(waiting.value.path().read_bytes()))
    cells = {cell.text for table in document.tables for cell in table._cells}
    assert "Këshilli mblidhet në pranverë." in cells
    assert any(text.startswith("Not yet given in") for text in cells)
    narrow = sign_in(window("/", viewport={"width": 320, "height": 700}), secretary.email)
    for name in ("minutes/", "minutes/projector/", "minutes/changes/", "minutes/write/", "outcome/?second=sq", "inclusion/enter/"):  # fmt: skip
        narrow.goto(meeting.get_absolute_url() + name)
        fits(narrow)


def test_an_attendee_proposes_words_without_script_and_the_convener_takes_them_over(
    window: Callable[..., Page], accessible: Callable[[Page], None]
) -> None:
    from factories_minutes import opened, written

    meeting, secretary, attendee = council()
    written(secretary, meeting.pk, "The gate opens at seven.")
    opened(secretary, meeting.pk)
    theirs = sign_in(window("/", java_script_enabled=False), attendee.email)
    theirs.goto(f"{meeting.get_absolute_url()}minutes/")
    theirs.get_by_role("link", name="Propose other words for paragraph 1").click()
    theirs.get_by_label("The paragraph as it should read").fill("The gate opens at eight.")
    theirs.get_by_label("Because").fill("It is eight.")
    theirs.get_by_role("button", name="Propose them").click()
    expect(theirs.get_by_text("It is eight.")).to_be_visible()
    page = sign_in(window("/"), secretary.email)
    page.goto(f"{meeting.get_absolute_url()}minutes/")
    accessible(page)
    page.get_by_role("link", name=re.compile("Take over or decline")).click()
    accessible(page)
    # Words that nothing keeps: the browser asks before it leaves them.
    page.get_by_label("Because").fill("It is eight, we looked.")
    asked: list[str] = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.get_by_role("link", name="Minutes").first.click()
    expect(page.get_by_label("Because")).to_have_value("It is eight, we looked.")
    assert asked == ["beforeunload"]
    page.get_by_label("are taken over").check()
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("The gate opens at eight.").first).to_be_visible()
    assert Minutes.objects.get().revisions.count() == 2
    for address in ("/partners/calendars/", f"{meeting.get_absolute_url()}inclusion/", f"{meeting.get_absolute_url()}inclusion/enter/", "/partners/meetings/inclusion/"):  # fmt: skip
        page.goto(address)
        accessible(page)
