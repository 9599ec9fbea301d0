"""Somebody was quicker: what stands now is beside what was typed, and nothing is overwritten unseen."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from commonweal.rights.models import Person
from walk import Walked, addresses, walked

pytestmark = pytest.mark.django_db


def browser(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def fields(page: str) -> dict[str, Any]:
    """Return what a browser would send of the last form of a page, untouched."""
    form = page[page.rindex('<form method="post"', 0, page.rindex('class="button"')) :]
    form = form[: form.index("</form>")]
    sent: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        at = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if at.get("type") in {"checkbox", "radio"}:
            if " checked" in tag:
                sent.setdefault(at["name"], []).append(at.get("value", "on"))
        elif at.get("name", "csrfmiddlewaretoken") != "csrfmiddlewaretoken":
            sent[at["name"]] = unescape(at.get("value", ""))
    for name, text in re.findall(
        r'<textarea name="([^"]+)".*?>\n?(.*?)</textarea>', form, re.DOTALL
    ):
        sent[name] = unescape(text)
    for name, inside in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', form, re.DOTALL):
        sent[name] = re.findall(r'<option value="([^"]*)" selected', inside)
    return sent


def stands(page: str) -> list[str]:
    """Return what the page says stands now, field by field."""
    found = re.findall(r'class="field__stands">(.*?)</p>', page, re.DOTALL)
    return [unescape(each).strip() for each in found]


# Every page on which people change what somebody wrote, with a field that holds free words.
EDITED = {
    "change_objective": "title",
    "change_prevention_plan": "need",
    "change_practice": "title",
    "change_initiative": "title",
    "change_project": "title",
    "word_anew": "means",
    "change_plan": "title",
    "change_meeting": "place",
    "change_course": "title",
    "change_exercise": "scenario",
    "change_improvement": "action",
    "change_notice": "title",
    "change_partner": "mandate",
    "change_service": "title",
    "change_contact": "function",
    "change_listening": "title",
    "change_concern": "text",
    "describe_recommendation": "reference",
    "action_steps": "text-0",
    "change_partnership": "purpose",
    "fill_harm": "trust_risk",
    "keep_form": "welcome",
    "outcome_words": "w-",
    "write_minutes": "s-",
}


@dataclass(frozen=True, slots=True)
class Edited:
    """A page on which something is changed, as somebody sees it who may."""

    client: Client
    address: str
    field: str

    def page(self) -> str:
        return self.client.get(self.address).content.decode()

    def sent(self, page: str, words: str) -> HttpResponse:
        return self.client.post(self.address, fields(page) | {self.field: words})


def edited(name: str, field: str, walk: Walked) -> Edited | None:
    """Return the page for the first person who may use it, if there is one."""
    [place] = [each for each in addresses() if each.name == f"partners:{name}"]
    rows = {**walk.rows, "subject": "partnership", "subject_id": walk.rows["partnership_id"]}
    if name == "write_minutes":
        rows["meeting_id"] = walk.world.meeting_id
    address = place.filled(rows) + ("?second=sq" if name == "outcome_words" else "")
    small = walk.world
    own = (small.owner, small.convener, small.other, small.coordinator, *walk.people.values())
    for person in own:
        client = browser(person)
        answer = client.get(address)
        found = re.search(rf'name="({field}[^"]*)"', answer.content.decode())
        if answer.status_code == 200 and found:
            return Edited(client, address, found[1])
    return None


def test_what_a_colleague_wrote_meanwhile_stands_beside_what_was_typed() -> None:
    walk = walked()
    wrong: list[str] = []
    for name, field in EDITED.items():
        page = edited(name, field, walk)
        if page is None:
            wrong.append(f"{name}: nobody may use it")
            continue
        field = page.field
        first = page.page()
        kept = page.sent(first, "FIRST")
        late = page.sent(first, "SECOND")
        shown = late.content.decode()
        again = page.sent(shown, "SECOND")
        found = (kept.status_code, late.status_code, stands(shown), "SECOND" in shown)
        if found != (303, 409, ["FIRST"], True) or again.status_code != 303:
            wrong.append(f"{name}: {found}, again {again.status_code} {errors(kept)}")
        elif fields(page.page())[field] != "SECOND":
            wrong.append(f"{name}: what was kept after both were seen is not there")
    assert not wrong, "\n".join(wrong)


def errors(answer: HttpResponse) -> str:
    return " ".join(re.findall(r"errorlist[^>]*>(.*?)</ul>", answer.content.decode(), re.DOTALL))


def test_an_old_page_with_a_mistake_still_meets_what_was_written_meanwhile() -> None:
    walk = walked()
    page = edited("change_objective", "title", walk)
    assert page
    first = page.page()
    assert page.sent(first, "FIRST").status_code == 303
    wrong = page.sent(first, "")
    assert wrong.status_code == 422
    late = page.sent(wrong.content.decode(), "SECOND")
    assert late.status_code == 409
    assert stands(late.content.decode()) == ["FIRST"]


def test_what_a_colleague_wrote_is_shown_as_text_and_told_to_screen_readers() -> None:
    page = edited("change_objective", "title", walked())
    assert page
    first = page.page()
    page.sent(first, "<b>FIRST</b>")
    shown = page.sent(first, "SECOND").content.decode()
    assert "<b>FIRST" not in shown
    assert "&lt;b&gt;FIRST&lt;/b&gt;" in shown
    assert 'id="id_title_now"' in shown
    assert re.search(r'<input[^>]*name="title"[^>]*aria-describedby="id_title_now"', shown)
    assert '<a href="#id_title">' in shown
    assert page.address.removesuffix("change/") + '">Read it as it is now' in shown
