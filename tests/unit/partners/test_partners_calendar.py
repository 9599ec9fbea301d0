"""Calendars that programs fetch, read back with another program's parser."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import vobject
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from commonweal.kernel.errors import Conflict, NotFound
from commonweal.partners import public
from commonweal.partners.actions import calendar as acts
from commonweal.partners.actions import planning
from commonweal.partners.engine.calendar_feed import Feed, FeedEvent, FeedTask, write
from commonweal.partners.engine.plan_types import PlanDraft
from commonweal.partners.models import Action, CalendarAddress, GoneMeeting, Meeting
from commonweal.rights.models import Grant, Person
from factories import OrganisationFactory, give
from factories_partners import World, partnership, world
from factories_registration import opened

NOW = datetime(2027, 1, 1, 8, 0, tzinfo=UTC)
NASTY = st.lists(
    st.sampled_from([*"aB;:,\\\"'=ü\n\r\t\x00\x07\u2028 ", "BEGIN:VEVENT", "END:VEVENT", "ATTENDEE:"]),
    max_size=20,
).map("".join)  # fmt: skip


def read(content: bytes) -> Any:
    return vobject.readOne(content.decode())


def event(title: str = "Council", **more: Any) -> FeedEvent:
    values = {
        "uid": "meeting-1@commonweal",
        "sequence": 3,
        "title": title,
        "status": "CONFIRMED",
        "starts": datetime(2027, 3, 26, 16, 0, tzinfo=UTC),
        "ends": datetime(2027, 3, 29, 15, 0, tzinfo=UTC),
    }
    return FeedEvent(**values | more)


# The file


def test_another_parser_reads_what_was_written() -> None:
    task = FeedTask(
        "action-1@commonweal", 4, "Lower the kerbs", "COMPLETED", date(2027, 4, 1),
        done_at=NOW, related="meeting-1@commonweal",
    )  # fmt: skip
    days = event(uid="m2", starts=None, ends=None, first=date(2027, 5, 1), last=date(2027, 5, 2))
    nothing = event(uid="m3", starts=None, ends=None)
    deadline = event(uid="d1", ends=None, related="meeting-1@commonweal")
    found = read(write(Feed("Mine", [event(), days, nothing, deadline], [task]), now=NOW))
    one, whole, closing = found.vevent_list
    assert (one.uid.value, one.sequence.value, one.status.value) == ("meeting-1@commonweal", "3", "CONFIRMED")  # fmt: skip
    assert one.dtstart.value == datetime(2027, 3, 26, 16, 0, tzinfo=UTC)
    assert one.dtend.value == datetime(2027, 3, 29, 15, 0, tzinfo=UTC)
    assert (whole.dtstart.value, whole.dtend.value) == (date(2027, 5, 1), date(2027, 5, 3))
    assert "dtend" not in closing.contents
    assert closing.contents["related-to"][0].value == "meeting-1@commonweal"
    [todo] = found.vtodo_list
    assert (todo.due.value, todo.status.value) == (date(2027, 4, 1), "COMPLETED")
    assert todo.contents["percent-complete"][0].value == "100"
    assert todo.contents["related-to"][0].value == "meeting-1@commonweal"


@given(NASTY, NASTY, NASTY)
def test_nothing_typed_becomes_a_line_of_its_own(title: str, place: str, words: str) -> None:
    task = FeedTask("a", 1, title, "NEEDS-ACTION", date(2027, 4, 1), words=words)
    content = write(Feed(title, [event(title, place=place, words=words)], [task]), now=NOW)
    found = read(content)
    assert len(found.vevent_list) == len(found.vtodo_list) == 1
    [one] = found.vevent_list
    known = {
        "uid", "dtstamp", "sequence", "summary", "description", "location", "status", "dtstart", "dtend",
    }  # fmt: skip
    assert set(one.contents) <= known
    assert set(found.contents) == {
        "version", "prodid", "method", "x-wr-calname", "refresh-interval", "vevent", "vtodo",
    }  # fmt: skip
    summary = one.contents["summary"][0].value if "summary" in one.contents else ""
    kept = "".join(each for each in title if each.isprintable() and each != " ")
    assert summary.replace(" ", "") == kept


# The feeds


@pytest.fixture
def people(db: None) -> World:
    return world()


def plan(person: Person, **more: Any) -> Meeting:
    day = (timezone.now() + timedelta(days=40)).replace(
        tzinfo=None, hour=17, minute=0, second=0, microsecond=0
    )
    values = {"title": "Council", "starts": day, "ends": day + timedelta(hours=2), "zone": "UTC"}
    return planning.plan_meeting(person, PlanDraft(**values | more))


def fetch(person: Person, partnership_id: uuid.UUID | None = None) -> Any:
    """Fetch a person's calendar as a program does, without a cookie."""
    rows = CalendarAddress.objects.filter(person=person, partnership_id=partnership_id)
    row = rows.first() or acts.make_address(person, partnership_id)
    answer = Client().get(reverse("partners:calendar", args=[acts.calendar_secret(row)]))
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/calendar")
    assert "Set-Cookie" not in answer
    assert b"ATTENDEE" not in answer.content
    assert b"ORGANIZER" not in answer.content
    return read(answer.content)


def events(found: Any) -> dict[str, Any]:
    return {each.uid.value: each for each in getattr(found, "vevent_list", [])}


def only(found: Any, meeting: Meeting) -> Any:
    return events(found)[f"meeting-{meeting.pk}@commonweal"]


def test_a_meeting_moved_postponed_and_cancelled_keeps_its_uid_and_its_sequence_goes_up(
    people: World,
) -> None:
    made = plan(people.convener)
    seen = [only(fetch(people.convener), made)]
    assert seen[0].status.value == "TENTATIVE"
    planning.move_on(people.convener, made.pk, "announced")
    seen.append(only(fetch(people.convener), made))
    later = made.starts_at + timedelta(days=1)
    moved = PlanDraft(
        title="Council", starts=later.replace(tzinfo=None), ends=later.replace(tzinfo=None) + timedelta(hours=1), zone="UTC"
    )  # fmt: skip
    planning.change_plan(people.convener, made.pk, moved)
    seen.append(only(fetch(people.convener), made))
    assert seen[-1].dtstart.value == later
    planning.move_on(people.convener, made.pk, "postponed", reason="Snow.")
    seen.append(only(fetch(people.convener), made))
    planning.move_on(people.convener, made.pk, "cancelled", reason="Snow.")
    seen.append(only(fetch(people.convener), made))
    assert [each.status.value for each in seen] == [
        "TENTATIVE", "CONFIRMED", "CONFIRMED", "TENTATIVE", "CANCELLED",
    ]  # fmt: skip
    sequences = [int(each.sequence.value) for each in seen]
    assert sequences == sorted(set(sequences))


def test_a_deleted_meeting_is_cancelled_in_the_calendars_that_had_it_without_its_title(
    people: World,
) -> None:
    form = opened(people.convener)
    meeting = form.meeting
    before = int(only(fetch(people.convener), meeting).sequence.value)
    deadline = events(fetch(people.convener))[f"deadline-{meeting.pk}@commonweal"]
    planning.delete_meeting(people.convener, meeting.pk)
    for found in (fetch(people.convener), read(Client().get("/meetings/calendar.ics").content)):
        gone = only(found, meeting)
        assert gone.status.value == "CANCELLED"
        assert int(gone.sequence.value) > before
        closing = events(found)[f"deadline-{meeting.pk}@commonweal"]
        assert closing.status.value == "CANCELLED"
        assert int(closing.sequence.value) > int(deadline.sequence.value)
        assert "rumours" not in found.serialize()
    assert f"meeting-{meeting.pk}@commonweal" not in events(fetch(people.other))


def test_a_deleted_draft_is_told_to_its_keepers_alone(people: World) -> None:
    made = plan(people.convener, partner_ids=(people.addressee.organisation_id,))
    planning.delete_meeting(people.convener, made.pk)
    assert only(fetch(people.convener), made).status.value == "CANCELLED"
    assert events(fetch(people.addressee)) == {}
    assert not GoneMeeting.objects.get().was_public


def test_who_takes_part_has_the_meeting_and_its_actions_and_others_have_not(people: World) -> None:
    made = plan(people.convener, partner_ids=(people.addressee.organisation_id,))
    assert events(fetch(people.addressee)) == {}
    planning.move_on(people.convener, made.pk, "announced")
    assert only(fetch(people.addressee), made)
    assert f"meeting-{made.pk}@commonweal" not in events(fetch(people.other))
    action_id = people.act()
    [todo] = fetch(people.owner).vtodo_list
    assert (todo.uid.value, todo.status.value) == (f"action-{action_id}@commonweal", "NEEDS-ACTION")
    assert todo.contents["related-to"][0].value == f"meeting-{people.meeting_id}@commonweal"
    first = int(todo.sequence.value)
    public.report(people.owner, action_id, public.ReportDraft("started"))
    evidence = public.EvidenceDraft(title="x", link="https://a.example/")
    public.add_evidence(people.owner, action_id, evidence)
    public.report_done(people.owner, action_id)
    [todo] = fetch(people.owner).vtodo_list
    assert (todo.status.value, todo.due.value) == ("COMPLETED", Action.objects.get().due_on)
    assert int(todo.sequence.value) > first
    assert not hasattr(fetch(people.other), "vtodo_list")


def test_a_deadline_is_where_the_meeting_is_across_the_change_of_the_clock(people: World) -> None:
    form = opened(people.convener)
    found = events(fetch(people.convener))[f"deadline-{form.meeting_id}@commonweal"]
    assert found.dtstart.value == form.closes_at.replace(microsecond=0)
    assert found.contents["related-to"][0].value == f"meeting-{form.meeting_id}@commonweal"


def test_a_partnership_has_its_own_calendar_for_who_may_see_it(people: World) -> None:
    agreed = partnership(people.convener, people.addressee)
    made = plan(people.convener, partnership_id=agreed)
    other = plan(people.convener)
    for each in (made, other):
        planning.move_on(people.convener, each.pk, "announced")
    assert set(events(fetch(people.addressee, agreed))) == {f"meeting-{made.pk}@commonweal"}
    assert {f"meeting-{made.pk}@commonweal"} <= set(events(fetch(people.addressee)))


def test_the_public_calendar_holds_what_was_announced_to_everybody_and_no_private_link(
    people: World,
) -> None:
    form = opened(people.convener)
    hidden = plan(people.convener)
    planning.move_on(people.convener, hidden.pk, "announced")
    Meeting.objects.update(online_link="https://meet.example.org/secret-room")
    content = Client().get("/meetings/calendar.ics").content
    found = events(read(content))
    assert set(found) == {
        f"meeting-{form.meeting_id}@commonweal", f"deadline-{form.meeting_id}@commonweal",
    }  # fmt: skip
    assert b"secret-room" not in content
    assert b"ATTENDEE" not in content
    page = found[f"meeting-{form.meeting_id}@commonweal"].url.value
    assert page.endswith(reverse("partners:register", args=[form.meeting_id]))


# The address


def test_a_renewed_address_opens_and_the_former_does_not(people: World) -> None:
    row = acts.make_address(people.convener)
    former = reverse("partners:calendar", args=[acts.calendar_secret(row)])
    assert Client().get(former).status_code == 200
    newer = acts.renew_address(people.convener, row.pk)
    assert Client().get(former).status_code == 404
    assert acts.calendar_secret(newer) not in former
    with pytest.raises(NotFound):
        acts.renew_address(people.other, row.pk)
    with pytest.raises(Conflict, match="already"):
        acts.make_address(people.convener)
    acts.end_address(people.convener, row.pk)
    assert Client().get(reverse("partners:calendar", args=[acts.calendar_secret(newer)])).status_code == 404  # fmt: skip


def test_an_address_ends_with_the_role_and_stays_with_the_partner_it_was_made_for(
    people: World,
) -> None:
    made = plan(people.convener)
    elsewhere = OrganisationFactory()
    give(people.convener, role="partner", organisation=elsewhere)
    row = acts.make_address(people.convener)
    address = reverse("partners:calendar", args=[acts.calendar_secret(row)])
    Person.objects.filter(pk=people.convener.pk).update(organisation=elsewhere)
    assert only(read(Client().get(address).content), made)
    Grant.objects.filter(organisation_id=row.organisation_id).update(ended_at=timezone.now())
    assert Client().get(address).status_code == 404
    assert Person.objects.get(pk=people.convener.pk).organisation_id == elsewhere.pk


def test_only_so_many_fetches_a_minute_from_one_network(
    people: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from commonweal.partners.views import calendar as views

    monkeypatch.setattr(views, "seconds_to_wait", lambda _limit, **_by: 7)
    row = acts.make_address(people.convener)
    for address in (
        reverse("partners:calendar", args=[acts.calendar_secret(row)]),
        reverse("partners:public_calendar"),
    ):
        answer = Client().get(address)
        assert (answer.status_code, answer["Retry-After"]) == (429, "7")


def test_a_person_makes_renews_and_gives_up_addresses_on_a_page(people: World) -> None:
    agreed = partnership(people.convener, people.addressee)
    client = Client()
    client.force_login(people.convener)
    page = reverse("partners:calendars")
    for data in ({"do": "make"}, {"do": "make", "partnership": str(agreed)}):
        assert client.post(page, data).status_code == 303
    assert client.post(page, {"do": "make"}).status_code == 409
    rows = {row.partnership_id: row for row in CalendarAddress.objects.all()}
    shown = client.get(page).content.decode()
    assert all(acts.calendar_secret(row) in shown for row in rows.values())
    row = rows[None]
    assert client.post(page, {"do": "renew", "address": str(row.pk)}).status_code == 303
    assert acts.calendar_secret(row) not in client.get(page).content.decode()
    assert client.post(page, {"do": "end", "address": str(row.pk)}).status_code == 303
    assert CalendarAddress.objects.count() == 1
    stranger = Client()
    stranger.force_login(people.other)
    assert acts.calendar_secret(rows[agreed]) not in stranger.get(page).content.decode()
    assert stranger.post(page, {"do": "end", "address": str(rows[agreed].pk)}).status_code == 404
