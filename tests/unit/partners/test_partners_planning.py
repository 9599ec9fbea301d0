"""A meeting is planned: its times across the change of the clock, its states, its agenda, its copies."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from commonweal.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from commonweal.library import public as library
from commonweal.partners.actions import agenda, planning
from commonweal.partners.engine import planning as engine
from commonweal.partners.engine.local_time import instant_of, wall_of
from commonweal.partners.engine.plan_types import Access, ItemDraft, PlanDraft, SpeakerDraft
from commonweal.partners.models import AgendaItem, Meeting, MeetingPaper
from commonweal.partners.queries.agenda import promised_before
from commonweal.partners.queries.rows import meeting_of
from commonweal.partners.queries.zones import zone_offered
from commonweal.rights.models import TrailEntry
from factories import CoordinatorFactory, PersonFactory
from factories_partners import DOCUMENT, World, world
from factories_partnerships import harmless

VIENNA = "Europe/Vienna"
clock = datetime.fromisoformat


def draft(**more: Any) -> PlanDraft:
    values = {
        "title": "Council",
        "starts": clock("2027-03-09T17:00"),
        "ends": clock("2027-03-09T19:30"),
        "zone": VIENNA,
    }
    return PlanDraft(**values | more)


@pytest.fixture
def people(db: None) -> World:
    return world()


# Times


@pytest.mark.parametrize(
    ("wall", "instant"),
    [
        (clock("2027-03-26T17:00"), datetime(2027, 3, 26, 16, 0, tzinfo=UTC)),
        # Two days later the clocks have been put forward: the deadline is at 17:00 all the same.
        (clock("2027-03-29T17:00"), datetime(2027, 3, 29, 15, 0, tzinfo=UTC)),
        (clock("2027-10-31T02:30"), datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),
        (clock("2027-03-28T02:30"), None),
    ],
)
def test_a_time_there_is_an_instant(wall: datetime, instant: datetime | None) -> None:
    assert instant_of(wall, zone=VIENNA) == instant
    if instant:
        assert wall_of(instant, zone=VIENNA) == wall


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("weekly", [date(2027, 3, 16), date(2027, 3, 23)]),
        ("monthly", [date(2027, 4, 13), date(2027, 5, 11)]),
        ("quarterly", [date(2027, 6, 8), date(2027, 9, 14)]),
        ("yearly", [date(2028, 3, 14), date(2029, 3, 13)]),
    ],
)
def test_a_second_tuesday_is_followed_by_second_tuesdays(rule: Any, days: list[date]) -> None:
    assert list(engine.series_days(date(2027, 3, 9), rule=rule, count=2)) == days


def test_a_fifth_weekday_is_followed_by_the_last() -> None:
    found = engine.series_days(date(2027, 3, 30), rule="monthly", count=3)
    assert found == (date(2027, 4, 27), date(2027, 5, 25), date(2027, 6, 29))


# States


def test_a_draft_is_for_its_keepers_alone(people: World) -> None:
    made = planning.plan_meeting(people.convener, draft())
    assert (made.state, made.start, made.end) == ("draft", date(2027, 3, 9), None)
    assert meeting_of(people.convener, made.pk) == made
    for other in (people.addressee, people.homeless):
        with pytest.raises(NotFound):
            meeting_of(other, made.pk)
    planning.move_on(people.convener, made.pk, "announced")
    assert meeting_of(people.addressee, made.pk).state == "announced"


def test_every_state_leads_only_where_the_table_says(people: World) -> None:
    made = planning.plan_meeting(people.convener, draft())
    for now in engine.MOVES:
        for then in engine.MOVES:
            Meeting.objects.filter(pk=made.pk).update(state=now)
            if engine.may_follow(now, then):
                moved = planning.move_on(people.convener, made.pk, then, reason="Snow.")
                assert moved.state == then
                assert moved.state_reason == ("Snow." if then in engine.NEEDS_REASON else "")
            else:
                with pytest.raises(Conflict, match="cannot become"):
                    planning.move_on(people.convener, made.pk, then, reason="Snow.")


def test_nothing_is_cancelled_without_a_reason(people: World) -> None:
    made = planning.plan_meeting(people.convener, draft())
    with pytest.raises(InvalidInput, match="Write why"):
        planning.move_on(people.convener, made.pk, "cancelled", reason=" ")


def test_only_keepers_plan_and_nobody_over_the_others_words(people: World) -> None:
    made = planning.plan_meeting(people.convener, draft())
    planning.move_on(people.convener, made.pk, "announced")
    with pytest.raises(NotAllowed):
        planning.change_plan(people.addressee, made.pk, draft())
    with pytest.raises(Conflict, match="Somebody changed"):
        planning.change_plan(people.convener, made.pk, draft(), seen=1)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"ends": clock("2027-03-09T16:00")}, "ends before it begins"),
        ({"starts": clock("2027-03-28T02:30")}, "no 2027-03-28 02:30 in Europe/Vienna"),
        ({"zone": "Mars/Olympus"}, "no time zone"),
        ({"online_link": "javascript:alert(1)"}, "no web address"),
        ({"languages": tuple(map(str, range(21)))}, "at most 20 fit"),
        ({"type": "seance"}, "from the list"),
        ({"title": " "}, "Write a title"),
    ],
)
def test_what_cannot_be_is_refused(people: World, more: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidInput, match=words):
        planning.plan_meeting(people.convener, draft(**more))


def test_a_meeting_of_which_something_is_kept_is_not_deleted(people: World) -> None:
    Meeting.objects.filter(pk=people.meeting_id).update(state="announced")
    with pytest.raises(Conflict, match="Cancel it instead"):
        planning.delete_meeting(people.convener, people.meeting_id)
    made = planning.plan_meeting(people.convener, draft())
    agenda.add_item(people.convener, made.pk, ItemDraft(title="Opening", time=time(17, 0)))
    planning.delete_meeting(people.convener, made.pk)
    assert not AgendaItem.objects.exists()
    entry = TrailEntry.objects.get(verb="partners.meeting.deleted")
    assert entry.thing_id == str(made.pk)


# Agenda


def test_an_agenda_names_functions_and_opens_with_what_was_promised(people: World) -> None:
    people.act(title="Lower the kerbs")
    made = planning.plan_meeting(people.convener, draft(before_id=people.meeting_id))
    [promised], is_more = promised_before(people.convener, made, today=date(2027, 3, 9))
    assert (promised.pk, is_more) == (people.recommendation_id, False)
    item = agenda.add_item(
        people.convener,
        made.pk,
        ItemDraft(
            title="What the school needs",
            time=time(17, 15),
            speakers=(SpeakerDraft(people.addressee.organisation_id, function="head"),),
        ),
    )
    client = Client()
    client.force_login(people.convener)
    page = client.get(reverse("partners:agenda", args=[made.pk])).content.decode()
    for words in ("Keep the north entrance", "Lower the kerbs", "What the school needs", "head"):
        assert words in page
    agenda.change_item(
        people.convener, item.pk, ItemDraft(title="Tea", time=time(18), kind="break")
    )
    assert (AgendaItem.objects.get().title, item.speakers.count()) == ("Tea", 0)
    speaker = (SpeakerDraft(body="Radio"),)
    with pytest.raises(InvalidInput, match="a break has none"):
        agenda.change_item(people.convener, item.pk, ItemDraft(title="Tea", time=time(18), kind="break", speakers=speaker))  # fmt: skip
    with pytest.raises(InvalidInput, match="no day 2"):
        agenda.change_item(people.convener, item.pk, ItemDraft(title="Tea", time=time(18), day=2))
    with pytest.raises(NotFound):
        agenda.change_item(people.addressee, item.pk, ItemDraft(title="Mine", time=time(18)))


def test_the_zone_of_the_last_meeting_is_offered_for_the_next(people: World) -> None:
    assert zone_offered(people.convener) == "UTC"
    planning.plan_meeting(people.convener, draft())
    planning.plan_meeting(people.addressee, draft(zone="Asia/Bishkek"))
    assert zone_offered(people.convener) == VIENNA
    assert zone_offered(people.addressee) == "Asia/Bishkek"
    client = Client()
    client.force_login(people.convener)
    for address in ("/partners/meetings/plan/", "/partners/exercises/plan/"):
        assert f'value="{VIENNA}" selected' in client.get(address).content.decode()


def test_copies_keep_the_hour_there_and_are_their_own(people: World) -> None:
    access = Access(is_step_free=True, note="Lift at the back")
    made = planning.plan_meeting(people.convener, draft(access=access))
    speaker = (SpeakerDraft(body="Radio", function="editor"),)
    agenda.add_item(people.convener, made.pk, ItemDraft("Opening", time(17), speakers=speaker))
    first, second = agenda.copy_meeting(people.convener, made.pk, rule="monthly", count=2)
    assert [one.start for one in (first, second)] == [date(2027, 4, 13), date(2027, 5, 11)]
    for copy in (first, second):
        assert wall_of(copy.starts_at, zone=VIENNA).time() == time(17, 0)
        assert (copy.state, copy.is_step_free, copy.place_note) == (
            "draft",
            True,
            "Lift at the back",
        )
        assert str(copy.agenda.get().speakers.get()) == "Radio, editor"
        assert copy.series_id == Meeting.objects.get(pk=made.pk).series_id
    planning.change_plan(people.convener, first.pk, draft(title="Another"))
    agenda.remove_item(people.convener, first.agenda.get().pk)
    assert Meeting.objects.get(pk=made.pk).title == "Council"
    assert (made.agenda.count(), second.agenda.count()) == (1, 1)
    with pytest.raises(InvalidInput, match="from 1 to 24"):
        agenda.copy_meeting(people.convener, made.pk, rule="monthly", count=25)


def test_a_restricted_paper_is_shown_to_nobody_who_may_not_see_it(people: World) -> None:
    key = library.add_now("paper.txt", DOCUMENT, person=people.convener)
    made = planning.plan_meeting(people.convener, draft())
    planning.move_on(people.convener, made.pk, "announced")
    agenda.add_paper(people.convener, made.pk, key)
    with pytest.raises(Conflict, match="already"):
        agenda.add_paper(people.convener, made.pk, key)
    library.restrict(
        key,
        library.Circle(partners=[people.convener.organisation_id]),
        reason="It names a gate.",
        person=people.convener,
    )
    titles = {}
    for person in (people.convener, people.addressee):
        client = Client()
        client.force_login(person)
        page = client.get(reverse("partners:meeting", args=[made.pk])).content.decode()
        titles[person.pk] = MeetingPaper.objects.get().document_title in page
    assert titles == {people.convener.pk: True, people.addressee.pk: False}


# Pages


def test_a_meeting_is_planned_written_announced_repeated_and_deleted_on_pages(
    people: World, client: Client
) -> None:
    client.force_login(people.convener)
    typed = {
        "title": "Council", "type": "public council", "zone": VIENNA, "starts": "2027-03-28T02:30",
        "ends": "2027-03-28T04:30", "languages": "English\nRomani", "is_step_free": "on",
        "convener": str(people.convener.organisation_id), "before": str(people.meeting_id),
    }  # fmt: skip
    refused = client.post(reverse("partners:plan_meeting"), typed)
    assert refused.status_code == 422
    assert "the clocks are put forward" in refused.content.decode()
    assert 'value="2027-03-28T02:30"' in refused.content.decode()
    done = client.post(reverse("partners:plan_meeting"), typed | {"starts": "2027-03-28T03:30"})
    made = Meeting.objects.get(title="Council")
    assert (done.status_code, done["Location"]) == (303, made.get_absolute_url())
    assert (made.type, made.languages) == ("public council", ["English", "Romani"])
    form = client.get(reverse("partners:change_plan", args=[made.pk])).content.decode()
    assert 'value="2027-03-28T03:30"' in form
    line = {"title": "Opening", "time": "03:40", "day": 1, "kind": "session"}
    assert client.post(reverse("partners:agenda", args=[made.pk]), line).status_code == 303
    harmless(people.convener, "series", made.series_id)
    state = {"state": "announced", "seen": made.version}
    assert client.post(reverse("partners:move_on", args=[made.pk]), state).status_code == 303
    page = client.get(made.get_absolute_url()).content.decode()
    for words in (
        "Announced",
        "Opening",
        "step-free",
        "From earlier meetings: what was asked",
        "Europe/Vienna",
    ):
        assert words in page
    copies = {"rule": "quarterly", "count": 2}
    assert client.post(reverse("partners:copy_meeting", args=[made.pk]), copies).status_code == 303
    copy = Meeting.objects.filter(title="Council").exclude(pk=made.pk).first()
    assert copy
    gone = client.post(reverse("partners:delete_meeting", args=[copy.pk]), {"seen": 1})
    assert gone.status_code == 303
    assert not Meeting.objects.filter(pk=copy.pk).exists()


@pytest.mark.django_db
def test_the_coordinator_sees_drafts_and_oversight_does_not() -> None:
    person = PersonFactory()
    made = planning.plan_meeting(person, draft())
    assert meeting_of(CoordinatorFactory(), made.pk)
    with pytest.raises(NotFound):
        meeting_of(PersonFactory(role="oversight"), made.pk)
