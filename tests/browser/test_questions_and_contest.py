"""As the police: answer one question, let one become overdue. As civil society: object to "implemented" with a document.
As who keeps the meeting: change several recommendations at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from commonweal.partners.actions import institutions, questions
from commonweal.partners.engine.questions import QuestionDraft, TermsDraft
from commonweal.partners.models import Recommendation
from commonweal.rights.public import Role
from factories import CoordinatorFactory, PersonFactory
from factories_partners import world
from steps import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_police_answer_one_question_and_one_becomes_overdue(
    window: Callable[..., Page], accessible: Callable[[Page], None], fits: Callable[[Page], None]
) -> None:
    coordinator = CoordinatorFactory()
    police = PersonFactory(organisation__name="Police Service")
    women = PersonFactory(organisation__name="Women's Circle", role=Role.CIVIL_SOCIETY)
    own = police.organisation_id
    institutions.write_terms(coordinator, own, TermsDraft(14, "At the ombudsperson's office."))
    late = QuestionDraft(own, "Why are young people stopped at the bridge?", is_public=True)
    questions.ask(women, late, now=timezone.now() - timedelta(days=20))

    page = sign_in(window("/"), women.email)
    expect(page.get_by_text("Police Service has not answered in time")).to_be_visible()
    page.goto("/partners/questions/")
    accessible(page)
    page.get_by_role("link", name="Ask a question").click()
    accessible(page)
    page.get_by_label("Whom do you ask").select_option(label="Police Service")
    page.get_by_label("What you ask").fill("How many complaints came last year?")
    page.get_by_label(re.compile("may stand on the public page")).check()
    page.get_by_label(re.compile("without our name")).check()
    page.get_by_role("button", name="Ask it").click()
    asked = page.url

    desk = sign_in(window("/"), police.email)
    desk.get_by_role("link", name="Answer the question: How many complaints").click()
    assert "Women's Circle" not in desk.content()
    desk.get_by_label("Our answer", exact=True).fill("Forty-one; all were answered.")
    desk.get_by_label("What we promise with it").fill("Publish them twice a year.")
    desk.get_by_label("By when").fill((timezone.localdate() + timedelta(days=60)).isoformat())
    desk.get_by_role("button", name="Keep our answer").click()
    expect(desk.get_by_role("paragraph").filter(has_text="Forty-one")).to_be_visible()
    accessible(desk)

    page.goto(asked)
    expect(page.get_by_text("Publish them twice a year.").first).to_be_visible()

    office = sign_in(window("/", viewport={"width": 320, "height": 700}), coordinator.email)
    expect(
        office.get_by_text("1 question to an institution was not answered in time")
    ).to_be_visible()
    office.goto(f"/partners/institutions/{own}/")
    accessible(office)
    fits(office)
    office.get_by_role("link", name="Show the year to everybody").click()
    office.get_by_role("button", name="Yes, show it to everybody").click()
    public = window(office.url)
    expect(public.get_by_text("Not answered in time; 6 days late")).to_be_visible()
    expect(public.get_by_text("At the ombudsperson's office.")).to_be_visible()
    # One of the two asked with its name, the other without.
    expect(public.get_by_text("a civil-society partner")).to_have_count(1)
    accessible(public)


def test_civil_society_objects_with_a_document_and_many_are_changed_at_once(
    window: Callable[..., Page],
    accessible: Callable[[Page], None],
    fits: Callable[[Page], None],
    tmp_path: Path,
) -> None:
    small = world()
    action_id = small.do()
    small.act(title="Paint the steps", due_in_days=-4)
    civil = PersonFactory(organisation__name="Women's Circle", role=Role.CIVIL_SOCIETY)
    paper = tmp_path / "letter.txt"
    paper.write_text("The kerb behind the bollards was raised.", encoding="utf-8")

    page = sign_in(window("/"), civil.email)
    page.goto(f"/partners/actions/{action_id}/")
    page.get_by_text("Confirm or object", exact=True).click()
    page.get_by_label("we object").check()
    page.get_by_label("Because").fill("The ramp is missing.")
    page.get_by_label("File that bears it out").set_input_files(paper)
    page.get_by_label(re.compile("without our name")).check()
    page.get_by_role("button", name="Keep our view").click()
    expect(page.get_by_text("You: others do not read your name.")).to_be_visible()
    accessible(page)

    owner = sign_in(window("/"), small.owner.email)
    owner.goto(f"/partners/actions/{action_id}/")
    expect(owner.get_by_text("a civil-society partner").first).to_be_visible()
    expect(owner.get_by_text("What the owner says")).to_be_visible()
    assert "Women's Circle" not in owner.content()

    office = sign_in(window("/", viewport={"width": 320, "height": 700}), small.coordinator.email)
    for view in ("list", "board", "timeline", "addressees"):
        office.goto(f"/partners/?view={view}")
        accessible(office)
        fits(office)
    office.goto("/partners/")
    office.get_by_label(re.compile("^Choose: ")).first.check()
    office.get_by_role("button", name="Change those ticked").click()
    expect(office.get_by_role("heading", name="Change 1 recommendation")).to_be_visible()
    accessible(office)
    office.get_by_label("put them into a cluster").check()
    office.get_by_label(re.compile("^Cluster")).fill("Squares")
    office.get_by_role("button", name="Yes, change 1").click()
    expect(office.get_by_text("1 is changed.")).to_be_visible()
    assert Recommendation.objects.get().cluster == "Squares"
