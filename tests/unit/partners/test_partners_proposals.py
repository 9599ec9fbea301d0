"""Nobody promises in another's name; nothing reaches the public before somebody said yes to it."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from uuid import UUID

import docx
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commonweal.kernel.errors import Conflict, InvalidInput, NotAllowed
from commonweal.partners import public
from commonweal.partners.actions.doing import correct
from commonweal.partners.engine.callers import callers
from commonweal.partners.engine.names import folded, without
from commonweal.partners.forms.doing import AnswerForm
from commonweal.partners.models import Action, Meeting
from commonweal.partners.queries.paper import paper_of
from commonweal.partners.queries.way import way_of
from commonweal.partners.queries.wording import held
from commonweal.rights.models import Person, TrailEntry
from factories_partners import World, world

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that goes past midnight has another day."""
    monkeypatch.setitem(globals(), "TODAY", timezone.localdate())


@pytest.fixture
def people() -> World:
    made = world()
    public.answer(
        made.addressee, made.recommendation_id, public.AnswerDraft("supported", "A quiet reason.")
    )
    return made


def propose(people: World, *, days: int = 9) -> UUID:
    draft = public.ActionDraft(
        "Pave the yard", people.owner.organisation_id, TODAY + timedelta(days=days)
    )
    return public.add_action(people.addressee, people.recommendation_id, draft)


def page(person: Person | None, name: str, *args: object) -> str:
    client = Client()
    if person is not None:
        client.force_login(person)
    return client.get(reverse(f"partners:{name}", args=args)).content.decode()


def test_what_is_proposed_is_nobodys_promise_until_its_owner_says_yes(people: World) -> None:
    action_id = propose(people)
    public.publish(people.convener, people.recommendation_id)
    assert Action.objects.get().state == "proposed"
    assert "Pave the yard" not in page(None, "agreed")
    [row] = paper_of(people.other, people.meeting_id, absolute=str).agreed
    assert row.actions == ()
    way = way_of(people.other, people.recommendation_id)
    assert (way.recommendation.progress, way.recommendation.due_on) == ("not-started", None)
    waits = [item for item in public.today_items(people.owner, since=None) if "Pave" in item.text]
    assert [item.kind for item in waits] == ["waiting"]
    owner = people.owner.organisation.name
    shown = page(people.other, "recommendation", people.recommendation_id)
    assert f"proposed to {owner}" in shown
    assert "yes" in shown
    with pytest.raises(NotAllowed):
        public.report(people.addressee, action_id, public.ReportDraft("accepted"))
    public.report(people.owner, action_id, public.ReportDraft("accepted"))
    assert "Pave the yard" in page(None, "agreed")
    assert TrailEntry.objects.filter(verb="partners.action.accepted").exists()


def test_what_is_declined_with_a_reason_is_never_public(people: World) -> None:
    action_id = propose(people)
    public.publish(people.convener, people.recommendation_id)
    with pytest.raises(InvalidInput):
        public.report(people.owner, action_id, public.ReportDraft("declined"))
    public.report(people.owner, action_id, public.ReportDraft("declined", "It is not our yard."))
    assert "Pave the yard" not in page(None, "agreed")
    for kind in ("accepted", "reopened", "started", "done"):
        with pytest.raises(Conflict):
            public.report(people.owner, action_id, public.ReportDraft(kind))
    own = public.ActionDraft("Another", people.owner.organisation_id, TODAY)
    with pytest.raises(NotAllowed):
        public.add_action(people.owner, people.recommendation_id, own)


def test_nothing_is_shown_of_what_nobody_took_on(people: World) -> None:
    action_id = propose(people)
    draft = public.EvidenceDraft(title="x", link="https://a.example/")
    with pytest.raises(Conflict):
        public.add_evidence(people.addressee, action_id, draft)


def test_only_the_owner_takes_a_cancelled_action_up_again(people: World) -> None:
    action_id = people.act()
    public.report(people.owner, action_id, public.ReportDraft("cancelled", "No money."))
    with pytest.raises(NotAllowed):
        public.report(people.addressee, action_id, public.ReportDraft("reopened"))
    public.report(people.owner, action_id, public.ReportDraft("reopened"))


def test_a_day_that_is_over_is_refused_for_actions_and_later_dates(people: World) -> None:
    with pytest.raises(InvalidInput, match="today is"):
        propose(people, days=-1)
    action_id = people.act(due_in_days=-20)
    between = public.ReportDraft("extended", "Rain.", due_on=TODAY - timedelta(days=2))
    with pytest.raises(InvalidInput, match="today is"):
        public.report(people.owner, action_id, between)
    client = Client()
    client.force_login(people.addressee)
    form = {
        "title": "Late",
        "owner": str(people.addressee.organisation_id),
        "due_on": str(TODAY - timedelta(days=1)),
    }
    answer = client.post(reverse("partners:add_action", args=[people.recommendation_id]), form)
    assert answer.status_code == 422
    assert 'href="#id_due_on"' in answer.content.decode()


def test_the_owner_corrects_what_nobody_reported_on(people: World) -> None:
    action_id = propose(people)
    client = Client()
    client.force_login(people.owner)
    address = reverse("partners:correct", args=[action_id])
    form = {
        "seen": 1,
        "c-title": "Pave the north yard",
        "c-owner": str(people.owner.organisation_id),
        "c-person": str(people.owner.pk),
        "c-due_on": str(TODAY + timedelta(days=3)),
    }
    assert client.post(address, form).status_code == 303
    action = Action.objects.get()
    assert (action.title, action.person) == ("Pave the north yard", people.owner)
    assert action.due_on == action.first_due_on == TODAY + timedelta(days=3)
    said = action.reports.get()
    assert (said.kind, said.text) == ("corrected", "Pave the yard")
    assert client.post(address, form).status_code == 409
    draft = public.ActionDraft("Mine", people.owner.organisation_id, TODAY)
    with pytest.raises(NotAllowed):
        correct(people.addressee, action_id, draft)
    public.report(people.owner, action_id, public.ReportDraft("accepted"))
    public.report(people.owner, action_id, public.ReportDraft("started"))
    with pytest.raises(Conflict):
        correct(people.owner, action_id, draft)


def test_a_reason_is_public_only_with_its_writers_yes(people: World) -> None:
    public.publish(people.convener, people.recommendation_id)
    assert "A quiet reason." not in page(None, "agreed")
    loud = public.AnswerDraft("in-part", "A loud reason.", is_public=True)
    public.answer(people.addressee, people.recommendation_id, loud, seen=1)
    shown = page(None, "agreed")
    assert "A loud reason." in shown
    assert "A quiet reason." not in shown


def test_publishing_asks_first_and_shows_what_the_public_will_see(people: World) -> None:
    propose(people)
    asked = page(people.convener, "publish", people.recommendation_id)
    assert "Keep the north entrance" in asked
    assert "A quiet reason." not in asked
    assert "Pave the yard" not in asked
    assert "Keep the north entrance" not in page(None, "agreed")
    client = Client()
    client.force_login(people.other)
    address = reverse("partners:publish", args=[people.recommendation_id])
    assert client.get(address).status_code == 403


def test_who_records_a_meeting_did_not_call_it(people: World) -> None:
    draft = public.MeetingDraft(
        title="Seminar of 5 May 2026",
        start=TODAY.replace(year=2026, month=5, day=5),
        called_by="Regional Body",
        bodies=("Regional Body", "The Youth-Forum", people.other.organisation.name),
        partner_ids=(people.other.organisation_id,),
    )
    meeting_id = public.add_meeting(people.convener, draft)
    mark = public.Mark(people.addressee.organisation_id, text="Meet twice a year.")
    [row] = public.mark(people.convener, meeting_id, [mark])
    public.publish(people.convener, row)
    shown, own = page(None, "agreed"), people.convener.organisation.name
    assert "called by Regional Body" in shown
    assert f"called by {own}" not in shown
    facts = dict(paper_of(people.other, meeting_id, absolute=str).facts)
    assert facts["Called by"] == "Regional Body"
    assert facts["Bodies the document names"] == "The Youth-Forum"
    assert not paper_of(people.other, meeting_id, absolute=str).last_time
    found = page(people.other, "meeting", meeting_id)
    assert found.index("Called by") < found.index("Regional Body") < found.index("Recorded by")
    with pytest.raises(NotAllowed):
        public.mark(people.other, meeting_id, [mark])


def test_the_days_stand_once_and_both_days_of_two() -> None:
    first = TODAY.replace(year=2026, month=5, day=5)
    last = first + timedelta(days=1)
    assert held(Meeting(title="Seminar of 5 May 2026", start=first)) == "“Seminar of 5 May 2026”"
    assert held(Meeting(title="Seminar", start=first)).startswith("“Seminar”, ")
    two = held(Meeting(title="Seminar of 5 May 2026", start=first, end=last))
    assert " to " in two
    assert held(Meeting(title="Seminar, 5 and 6 May 2026", start=first, end=last)).endswith("2026”")


def test_a_contested_action_says_who_objects_and_why(people: World) -> None:
    action_id = people.do()
    public.confirm(people.convener, action_id)
    public.object_to(people.other, action_id, public.ViewDraft(reason="The ramp is missing."))
    [row] = paper_of(people.other, people.meeting_id, absolute=str).agreed
    assert row.actions[0].details == (
        f"{people.other.organisation.name} objects: The ramp is missing.",
        f"Confirmed by {people.convener.organisation.name}",
        "Evidence: The city's page",
    )
    board = page(people.other, "board")
    assert "objects: The ramp is missing." in board
    assert "Evidence: The city" in board


def test_word_counts_its_pages(people: World) -> None:
    client = Client()
    client.force_login(people.other)
    paper = client.get(reverse("partners:outcome_word", args=[people.meeting_id])).content
    foot = docx.Document(io.BytesIO(paper)).sections[0].footer._element.xml
    assert 'w:instr="PAGE"' in foot
    assert 'w:instr="NUMPAGES"' in foot


def test_without_evidence_confirming_is_not_offered_and_one_message_says_why(people: World) -> None:
    action_id = people.act()
    public.report_done(people.owner, action_id)
    offered = page(people.other, "action", action_id)
    assert 'value="confirms"' not in offered
    assert 'value="objects"' in offered
    assert "you can only object" in offered
    client = Client()
    client.force_login(people.other)
    refused = client.post(reverse("partners:judge", args=[action_id]), {"kind": "confirms"})
    assert refused.status_code == 422
    assert "The action is shown as it is now" not in refused.content.decode()


def test_landmarks_have_names_of_their_own_and_headings_are_whole() -> None:
    made = world(text="Keep it open. " * 60)
    found = page(made.other, "meeting", made.meeting_id)
    assert 'aria-label="Table of what it asks"' in found
    assert found.count("What it asks</h2>") == 1
    heading = page(made.other, "recommendation", made.recommendation_id).split("</h1>")[0]
    assert heading.count("Keep it open.") >= 60


def test_changing_an_answer_begins_with_the_present_one(people: World) -> None:
    shown = page(people.addressee, "recommendation", people.recommendation_id)
    assert "A quiet reason.</textarea>" in shown
    assert re.search(r'value="supported"[^>]*checked', shown)
    assert "optional" not in str(AnswerForm()["reason"].label_tag())
    assert "Because</label>" in shown


def test_names_are_compared_folded_and_callers_are_read() -> None:
    assert folded("The Women’s Network") == folded("womens  network")
    assert without(["Češka Kuća", "Other"], ["ceska kuca"]) == ("Other",)
    said = ["A seminar was organized by the Youth Network. The City of Halvera hosted a lunch."]
    bodies = ("Youth Network", "City of Halvera", "Police Service")
    assert callers(said, bodies) == ("Youth Network", "City of Halvera")
