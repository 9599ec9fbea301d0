"""The first page: what waits, what is due, what is new; and what to do where nothing is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from commonweal.kernel.today import TodayItem
from commonweal.partners import public
from commonweal.rights.models import Person
from commonweal.today import queries
from factories import OrganisationFactory, PersonFactory, give
from factories_partners import World, world

pytestmark = pytest.mark.django_db
HOME = "/"


def items(person: Person, kind: str) -> list[str]:
    found = public.today_items(person, since=None)
    return [item.text for item in found if item.kind == kind]


def page_of(person: Person) -> str:
    client = Client()
    client.force_login(person)
    return client.get(HOME).content.decode()


def test_a_stranger_is_welcomed() -> None:
    answer = Client().get(HOME)
    assert answer.status_code == 200
    assert "today/welcome.html" in [template.name for template in answer.templates]


def test_an_empty_page_says_what_to_do_next() -> None:
    page = page_of(PersonFactory())
    assert reverse("library:add") in page


def test_whoever_acts_for_nobody_is_told() -> None:
    person = PersonFactory(role="")
    give(person, role="partner", organisation=OrganisationFactory(name="Youth Network"))
    page = page_of(person)
    assert "You hold no role for whom you act for" in page
    assert "Act for Youth Network" in page


def test_a_recommendation_waits_for_its_addressee_until_it_is_answered() -> None:
    people = world()
    assert items(people.addressee, "waiting") == ["Answer: Keep the north entrance step-free."]
    assert items(people.other, "waiting") == []
    public.answer(
        people.colleague, people.recommendation_id, public.AnswerDraft(position="supported")
    )
    assert items(people.addressee, "waiting") == []


def test_an_action_without_evidence_waits_for_its_owner_and_is_due_when_its_day_comes() -> None:
    people = world()
    action_id = people.act(due_in_days=60)
    assert items(people.owner, "waiting") == ["Show what was done: Lower the kerbs"]
    assert items(people.owner, "due") == []
    people.act(title="Paint the steps", due_in_days=-2)
    people.act(title="Plant trees", due_in_days=20)
    assert items(people.owner, "due") == ["Paint the steps", "Plant trees"]
    evidence = public.EvidenceDraft(title="x", link="https://a.example/")
    public.add_evidence(people.owner, action_id, evidence)
    assert items(people.owner, "waiting") == []


def test_what_is_reported_done_waits_for_others_until_each_has_said_something() -> None:
    people = world()
    action_id = people.do()
    wanted = "Confirm or object: Lower the kerbs"
    assert wanted in items(people.other, "waiting")
    assert wanted in items(people.convener, "waiting")
    assert wanted not in items(people.owner, "waiting")
    public.confirm(people.other, action_id)
    assert wanted not in items(people.other, "waiting")
    assert wanted in items(people.convener, "waiting")


def test_new_is_what_came_since_the_last_visit_and_others_did() -> None:
    people = world()
    client = Client()
    client.force_login(people.other)
    assert "Keep the north entrance" in client.get(HOME).content.decode()
    long_ago = timezone.now() - timedelta(hours=1)
    Person.objects.filter(pk=people.other.pk).update(today_read_at=long_ago)
    later = Client()
    later.force_login(people.other)
    public.answer(
        people.addressee, people.recommendation_id, public.AnswerDraft(position="supported")
    )
    page = later.get(HOME).content.decode()
    answered = f"{people.addressee.organisation.name} answered: supported"
    assert answered in page
    # Going to a line and back within the visit loses nothing.
    assert answered in later.get(HOME).content.decode()
    # A later visit does not repeat it.
    again = Client()
    again.force_login(Person.objects.get(pk=people.other.pk))
    assert answered not in again.get(HOME).content.decode()


def test_ones_own_acts_are_no_news() -> None:
    people = world()
    public.answer(
        people.addressee, people.recommendation_id, public.AnswerDraft(position="supported")
    )
    assert items(people.addressee, "new") == []
    assert items(people.convener, "new") == [
        f"{people.addressee.organisation.name} answered: supported"
    ]


def test_many_are_counted_and_lead_to_the_board() -> None:
    people = world()
    marks = [public.Mark(people.addressee.organisation_id, text=f"More {n}.") for n in range(12)]
    public.mark(people.convener, people.meeting_id, marks)
    waiting = [
        item for item in public.today_items(people.addressee, since=None) if item.kind == "waiting"
    ]
    assert len(waiting) == 11
    assert waiting[-1].text == "and 3 more"
    client = Client()
    client.force_login(people.addressee)
    page = client.get(waiting[-1].address).content.decode()
    assert all(f"More {number}." in page for number in range(12))


def test_overdue_comes_first_and_by_date(monkeypatch: pytest.MonkeyPatch) -> None:
    today = timezone.localdate()
    days = (5, -1, 0, -9)
    found = [
        TodayItem(kind="due", text=str(day), address="/", due_on=today + timedelta(days=day))
        for day in days
    ]
    monkeypatch.setattr(queries, "ROOMS", (lambda _person, **_since: found,))
    page = queries.today_of(PersonFactory.build(), since=None, today=today)
    assert [item.text for item in page.overdue] == ["-9", "-1"]
    assert [item.text for item in page.due] == ["0", "5"]


def test_more_rows_need_no_more_queries() -> None:
    people: World = world()
    people.act(due_in_days=3)
    client = Client()
    client.force_login(people.owner)
    client.get(HOME)

    def count() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get(HOME)
        return len(found)

    before = count()
    for number in range(4):
        people.act(title=f"Step {number}", due_in_days=number)
    assert count() == before
