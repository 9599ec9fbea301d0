"""The first page: what waits, what is due, what is new; and what to do where nothing is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from commonweal.kernel.today import TodayItem, TodayRoom, register_today, today_rooms
from commonweal.partners import public
from commonweal.rights.models import Person
from commonweal.today.queries import page as queries
from factories import OrganisationFactory, PersonFactory, give
from factories_partners import World, world

pytestmark = pytest.mark.django_db
HOME = "/"


def rooms_say(monkeypatch: pytest.MonkeyPatch, *rooms: Callable[..., Sequence[TodayItem]]) -> None:
    registered = [
        TodayRoom(key=f"room {place}", name=f"Room {place}", place=place, items=items)
        for place, items in enumerate(rooms)
    ]
    monkeypatch.setattr(queries, "today_rooms", lambda: registered)


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
    assert (waiting[-1].text, waiting[-1].count) == ("All 13", 3)
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
    rooms_say(monkeypatch, lambda _person, **_since: found)
    page = queries.today_of(PersonFactory(), since=None, today=today)
    assert [item.text for item in page.of("overdue")] == ["-9", "-1"]
    assert [item.text for item in page.of("due")] == ["0", "5"]
    assert page.count("overdue") == 2


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


def test_the_rooms_register_themselves() -> None:
    assert [room.key for room in today_rooms()] == ["partners", "library", "rights", "mail"]
    with pytest.raises(ValueError, match="two rooms"):
        register_today(TodayRoom(key="rights", name="x", place=1, items=list))


def test_a_room_that_fails_takes_neither_the_page_nor_the_others_down(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_person: Person, **_since: object) -> Sequence[TodayItem]:
        raise RuntimeError("a private word")

    def well(_person: Person, **_since: object) -> Sequence[TodayItem]:
        return [TodayItem(kind="waiting", text="Answer the letter", address="/")]

    rooms_say(monkeypatch, broken, well)
    page = page_of(PersonFactory())
    assert "Answer the letter" in page
    assert "this is missing: Room 0" in page
    assert "a private word" not in page
    assert "today-room-failed" in caplog.text
    # An empty page is not said to be empty while a room is silent.
    rooms_say(monkeypatch, broken)
    assert "Nothing waits for you" not in page_of(PersonFactory())


def test_a_database_that_is_away_is_no_rooms_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(_person: Person, **_since: object) -> Sequence[TodayItem]:
        raise OperationalError("database is locked")

    rooms_say(monkeypatch, away)
    with pytest.raises(OperationalError):
        queries.today_of(PersonFactory(), since=None, today=timezone.localdate())


def test_lines_stand_under_the_role_they_are_told_to(monkeypatch: pytest.MonkeyPatch) -> None:
    def said(_person: Person, **_since: object) -> Sequence[TodayItem]:
        return [
            TodayItem(kind="waiting", text="Review it", address="/", role="reviewer"),
            TodayItem(kind="waiting", text="Answer it", address="/", count=3),
        ]

    rooms_say(monkeypatch, said)
    person = PersonFactory()
    (section,) = queries.today_of(person, since=None, today=timezone.localdate()).sections
    names = [group.name for group in section.groups]
    assert names == [f"For {person.organisation.name}", "As reviewer"]
    assert section.count == 4
    page = page_of(person)
    assert page.index("Answer it") < page.index("As reviewer") < page.index("Review it")
    rooms_say(monkeypatch, lambda *given, **since: said(*given, **since)[:1])
    assert "As reviewer" not in page_of(person)


def test_a_room_that_says_too_much_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    many = [TodayItem(kind="new", text=str(number), address="/") for number in range(500)]
    rooms_say(monkeypatch, lambda _person, **_since: many)
    page = queries.today_of(PersonFactory(), since=None, today=timezone.localdate())
    assert len(page.of("new")) == queries.MOST_LINES


@pytest.mark.parametrize(
    ("role", "way"),
    [
        ("oversight", "rights:checks"),
        ("donor", "partners:agreed"),
        ("administrator", "rights:people"),
        ("civil society", "library:add"),
    ],
)
def test_each_role_finds_a_way_in_where_nothing_waits(
    role: str, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rooms_say(monkeypatch)
    page = page_of(PersonFactory(role=role))
    assert "Nothing waits for you" in page
    assert reverse(way) in page.split("<main")[1]


def test_oversight_donor_administrator_and_coordinator_are_told_what_is_theirs() -> None:
    people = world()
    public.publish(people.convener, people.recommendation_id)
    told = {
        role: page_of(PersonFactory(role=role)).split("<main")[1]
        for role in ("oversight", "donor", "administrator", "co-ordinator", "partner")
    }
    assert "acts were written down in the trail" in told["oversight"]
    assert "1 promise was made public." in told["donor"]
    assert "needs a second step at sign-in" in told["administrator"]
    assert "1 recommendation has no answer yet." in told["co-ordinator"]
    for role, sign in (("partner", "made public"), ("donor", "has no answer"), ("donor", "trail")):
        assert sign not in told[role]


def test_the_queries_are_the_same_for_every_role_however_much_there_is() -> None:
    people = world()
    roles = ("oversight", "donor", "administrator", "co-ordinator", "reviewer", "police")
    clients = {}
    for role in roles:
        clients[role] = Client()
        clients[role].force_login(PersonFactory(role=role))

    def counted() -> dict[str, int]:
        found = {}
        for role, client in clients.items():
            client.get(HOME)
            with CaptureQueriesContext(connection) as caught:
                client.get(HOME)
            found[role] = len(caught)
        return found

    people.act(due_in_days=3)
    before = counted()
    marks = [public.Mark(people.addressee.organisation_id, text=f"More {n}.") for n in range(15)]
    for row in public.mark(people.convener, people.meeting_id, marks):
        public.publish(people.convener, row)
    for number in range(4):
        people.act(title=f"Step {number}", due_in_days=-number)
        PersonFactory(role="oversight")
    assert counted() == before
