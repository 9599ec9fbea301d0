"""Somebody was quicker: what stands now is beside what was typed, and nothing is overwritten unseen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commonweal.partners.actions.institutions import write_terms
from commonweal.partners.engine.questions import TermsDraft
from commonweal.rights.models import Person
from factories_partners import raised, world
from factories_plan import begun_plan, objective
from walk import Walked, addresses, walked

pytestmark = [pytest.mark.django_db, pytest.mark.walk]


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
    "change_item": "title",
    "change_question": "label",
    "change_card": "title",
    "rename_partner": "name",
    "translate": "text",
    "measure_result": "comment",
    "institution_terms": "complaints",
    "institution_figures": "source",
}
# What must be filled in as well where nothing stands there yet.
FILLED = {
    "measure_result": {"actual": 12},
    "institution_figures": {"total": 20, "women": 9, "youth": 8},
}
ASKED = {"outcome_words": "?second=sq", "translate": "?language=sq"}


@dataclass(frozen=True, slots=True)
class Edited:
    """A page on which something is changed, as somebody sees it who may."""

    client: Client
    address: str
    field: str
    filled: Mapping[str, Any]

    def page(self) -> str:
        return self.client.get(self.address).content.decode()

    def sent(self, page: str, words: str) -> HttpResponse:
        return self.client.post(self.address, fields(page) | {**self.filled, self.field: words})


def edited(name: str, field: str, walk: Walked) -> Edited | None:
    """Return the page for the first person who may use it, if there is one."""
    [place] = [each for each in addresses() if each.name == f"partners:{name}"]
    rows = {**walk.rows, "subject": "partnership", "subject_id": walk.rows["partnership_id"]}
    if name == "write_minutes":
        rows["meeting_id"] = walk.world.meeting_id
    address = place.filled(rows) + ASKED.get(name, "")
    small = walk.world
    own = (small.owner, small.convener, small.other, small.coordinator, *walk.people.values())
    for person in own:
        client = browser(person)
        answer = client.get(address)
        found = re.search(rf'name="({field}[^"]*)"', answer.content.decode())
        if answer.status_code == 200 and found:
            return Edited(client, address, found[1], FILLED.get(name, {}))
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


def test_what_serves_an_objective_is_not_unhung_unseen_and_words_may_be_looked_for_between() -> (
    None
):
    small = world()
    row = objective(small.coordinator, begun_plan(small.coordinator).pk)
    address = reverse("partners:hang", args=[row.pk])
    one, two = browser(small.coordinator), browser(small.coordinator)
    seen = fields(one.get(address).content.decode())["seen"]
    chosen = {"recommendations": [str(small.recommendation_id)], "seen": seen}
    assert two.post(address, chosen).status_code == 303
    # Who only looked for words has not seen what hangs there now.
    looked = one.post(address, {"seen": seen, "q": "nothing like it", "look": "1"})
    assert fields(looked.content.decode())["seen"] == seen
    late = one.post(address, {"seen": seen})
    assert late.status_code == 409
    assert "step-free" in " ".join(stands(late.content.decode()))
    assert row.recommendations.count() == 1
    again = one.post(address, {"seen": fields(late.content.decode())["seen"]})
    assert (again.status_code, row.recommendations.count()) == (303, 0)


def test_another_language_or_year_than_the_page_showed_is_not_overwritten_unseen() -> None:
    small = world()
    [concern_id] = raised(small.coordinator)
    address = reverse("partners:translate", args=[concern_id])
    client = browser(small.coordinator)
    words = {"language": "sq", "text": "FIRST", "outcome": "", "kept_because": "", "seen": "sq:0"}
    assert client.post(address, words).status_code == 303
    # The page was opened for another language; in this one somebody typed already.
    late = client.post(address, words | {"text": "SECOND", "seen": ":0"})
    assert (late.status_code, stands(late.content.decode())) == (409, ["FIRST"])
    police = small.addressee.organisation_id
    write_terms(small.coordinator, police, TermsDraft())
    this = timezone.localdate().year
    figures = {"total": 20, "women": 9, "youth": 8, "source": "FIRST", "seen": 0}
    address = reverse("partners:institution_figures", args=[police])
    assert client.post(address, figures | {"year": this - 1}).status_code == 303
    assert client.post(address, figures | {"year": this}).status_code == 303
    late = client.post(address, figures | {"year": this - 1, "source": "SECOND"})
    assert (late.status_code, stands(late.content.decode())) == (409, ["FIRST"])
