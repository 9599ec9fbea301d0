"""The quarterly report's figures are the rows that its files and lists hold; a course says how it was; the public reads its page."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from commonweal.partners.actions.public_room import let_be_named, show_partnership
from commonweal.partners.models import Course, Meeting
from factories import PersonFactory
from factories_offers import notice
from factories_partners import world
from factories_partnerships import agreed_partnership
from factories_training import answer, course, session
from steps import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def downloaded(page: Page, name: str) -> bytes:
    with page.expect_download() as begun:
        page.get_by_role("link", name=name).click()
    return Path(begun.value.path()).read_bytes()


def test_each_figure_is_the_number_of_its_rows_in_list_and_file(
    window: Callable[..., Page],
    accessible: Callable[[Page], None],
    fits: Callable[[Page], None],
) -> None:
    small = world()
    small.act()
    Meeting.objects.filter(pk=small.meeting_id).update(place="Town hall, Halvera", state="held")
    under = agreed_partnership(small.convener, small.other)
    from commonweal.partners.actions.courses import add_session

    add_session(small.convener, course(small.convener, under=under).pk, session(-1))
    mission = PersonFactory(role="mission")
    page = sign_in(window("/"), mission.email)
    page.goto("/partners/figures/")
    accessible(page)
    page.get_by_role("link", name="Quarterly report").click()
    accessible(page)
    book = load_workbook(io.BytesIO(downloaded(page, "Take out as Excel")))
    first = book.worksheets[0]
    numbers = {
        row[2]: row[1] for row in first.iter_rows(values_only=True) if row[2] in book.sheetnames
    }
    assert numbers["recommendations"] == 1
    assert numbers["sessions"] == 1
    for key, number in numbers.items():
        assert book[key].max_row - 1 == number, key
        link = page.locator(f"a[href*='/figures/of/{key}/']")
        expect(link).to_have_text(str(number))
        link.click()
        rows = list(csv.DictReader(io.StringIO(downloaded(page, "CSV: ").decode("utf-8-sig"))))
        assert len(rows) == number, key
        expect(page.get_by_role("heading", level=1)).to_contain_text(f": {number}")
        page.go_back()
    assert downloaded(page, "Take out as Word")[:2] == b"PK"
    page.set_viewport_size({"width": 320, "height": 640})
    fits(page)
    page.get_by_label("Municipality").fill("Nowhere")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator("a[href*='/figures/of/recommendations/']")).to_have_text("0")
    fits(page)


def test_the_public_reads_what_is_shown_and_says_how_a_course_was(
    window: Callable[..., Page],
    day_and_night: Callable[[Page], None],
    fits: Callable[[Page], None],
) -> None:
    one, other = PersonFactory.create_batch(2)
    key = agreed_partnership(one, other)
    show_partnership(one, key)
    let_be_named(other, key)
    from django.utils import timezone

    from commonweal.partners.actions.courses import open_feedback, say_how_it_was

    row = open_feedback(one, course(one).pk, until=timezone.localdate())
    for _each in range(4):
        say_how_it_was(row.code, answer(5))
    page = window("/room/", viewport={"width": 320, "height": 640})
    expect(page.get_by_text(other.organisation.name)).to_be_visible()
    day_and_night(page)
    fits(page)
    page.goto(f"/feedback/{row.code}/")
    day_and_night(page)
    fits(page)
    for group in page.get_by_role("group").all():
        group.get_by_label("5, very much").check()
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert Course.objects.get().feedback.count() == 5


def test_an_offer_is_found_taken_up_and_agreed(
    window: Callable[..., Page], accessible: Callable[[Page], None], fits: Callable[[Page], None]
) -> None:
    one, other = PersonFactory.create_batch(2)
    notice(one, "offer", "room", title="The small hall", place="Halvera")
    page = sign_in(window("/", viewport={"width": 320, "height": 640}), other.email)
    page.goto("/partners/exchange/")
    accessible(page)
    fits(page)
    page.get_by_role("link", name="We need").click()
    page.get_by_label("Of what").select_option(label="room")
    page.get_by_label("What", exact=True).fill("A hall for fifty")
    page.get_by_label("Where").fill("Halvera")
    accessible(page)
    page.get_by_role("button", name="Show it to the partners").click()
    expect(page.get_by_text("both in Halvera")).to_be_visible()
    page.get_by_role("link", name="The small hall").click()
    page.get_by_role("link", name="We would take it up").click()
    page.get_by_role("button", name="Ask for it").click()
    accessible(page)
    fits(page)
    host = sign_in(window("/"), one.email)
    host.goto("/")
    host.get_by_role("link", name="would take up: The small hall").click()
    host.get_by_role("link", name="Say yes or no").click()
    host.get_by_label("we agree").check()
    host.get_by_role("button", name="Keep it").click()
    expect(host.get_by_text("agreed").first).to_be_visible()
    accessible(host)
