"""What a newcomer sees first: links that are there, filters folded away, one main act."""

from __future__ import annotations

import re
from datetime import time, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from commonweal.partners.models import AgendaItem, Meeting
from factories import PersonFactory
from factories_partners import world

pytestmark = pytest.mark.django_db


def test_the_welcome_page_leads_to_everything_that_is_open() -> None:
    client = Client()
    text = client.get("/").content.decode()
    for address in ("/agreed/", "/meetings/", "/raised/", "/institutions/", "/room/"):
        assert f'href="{address}"' in text
        assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    ("address", "asked"),
    [("partnerships", "kind=memorandum"), ("exchange", "sort=need"), ("projects", "where=Halvera")],
)
def test_filters_are_folded_until_one_is_set(address: str, asked: str) -> None:
    client = Client()
    client.force_login(PersonFactory())
    folded = client.get(f"/partners/{address}/").content.decode()
    assert '<details class="say"><summary>Narrow it down' in folded
    text = client.get(f"/partners/{address}/?{asked}").content.decode()
    assert '<details class="say" open><summary>Narrow it down' in text


def test_a_row_on_a_phone_names_its_cells_and_stays_a_table() -> None:
    client = Client()
    client.force_login(world().convener)
    text = client.get("/partners/").content.decode()
    for label in ("Of whom", "Answer", "How far", "Due"):
        assert f'<td role="cell" data-label="{label}">' in text
    assert '<table class="table table--stacks" role="table">' in text


def test_a_meeting_has_one_main_act() -> None:
    small = world()
    client = Client()
    client.force_login(small.convener)
    text = client.get(f"/partners/meetings/{small.meeting_id}/").content.decode()
    head = text[text.index("<h1>") :]
    head = head[: head.index('<dl class="facts">')]
    assert head.count('class="button"') == 1
    assert head.count("button--quiet") <= 3
    for name in ("Change", "Change its time and place", "Agenda", "Outcome paper (PDF)"):
        assert f">{name}</a>" in head
    # What comes first follows from how far the meeting is.
    rows, later = Meeting.objects.filter(pk=small.meeting_id), timezone.localdate() + timedelta(9)
    for state, first in (("draft", "Write its agenda"), ("announced", "Write its agenda"), ("held", "Begin the minutes")):  # fmt: skip
        rows.update(state=state, start=later)
        page = client.get(f"/partners/meetings/{small.meeting_id}/").content.decode()
        page = page[page.index("<h1>") :]
        page = page[: page.index('<dl class="facts">')]
        assert page.count('class="button"') == 1
        assert re.search(f'class="button" href="[^"]+">{first}</a>', page)
        assert ("Begin the minutes" in page) == (state == "held")
    AgendaItem.objects.create(meeting=rows.get(), title="Opening", time=time(17))
    rows.update(state="draft")
    page = client.get(f"/partners/meetings/{small.meeting_id}/").content.decode()
    assert re.search(r'class="button" href="[^"]+">Announce, move, cancel</a>', page)
    assert "Partners present" not in page
