"""What a partnership obliges to is counted by years from its first day; what is held counts; what is late is on Today."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from commonweal.kernel.errors import Conflict, InvalidInput, NotAllowed
from commonweal.partners import public
from commonweal.partners.actions.agreeing import move
from commonweal.partners.actions.obligations import add_obligation, enter, take_back, withdraw
from commonweal.partners.engine.obligations import (
    ObligationDraft,
    counts_towards,
    expected,
    tallies,
    years,
)
from commonweal.partners.engine.partnership_types import MoveDraft
from commonweal.partners.models import (
    Fulfilment,
    Meeting,
    Obligation,
    Partnership,
    Signature,
)
from commonweal.partners.queries.obligations import met_under
from commonweal.rights.models import Role
from factories import PersonFactory
from factories_partners import MeetingFactory, partnership
from factories_partnerships import agreed_partnership

DAY = timedelta(days=1)
START = date(2026, 1, 1)


def test_a_year_is_counted_from_the_first_day_and_the_last_may_be_short() -> None:
    found = years(date(2024, 3, 15), date(2026, 1, 31), today=date(2026, 5, 1))
    assert found == (
        (date(2024, 3, 15), date(2025, 3, 14)),
        (date(2025, 3, 15), date(2026, 1, 31)),
    )
    assert years(date(2026, 6, 1), None, today=date(2026, 5, 31)) == ()


def test_a_partnership_that_begins_on_a_leap_day_has_whole_years() -> None:
    found = years(date(2024, 2, 29), None, today=date(2026, 3, 2))
    assert [start for start, _end in found] == [
        date(2024, 2, 29), date(2025, 3, 1), date(2026, 3, 1),
    ]  # fmt: skip
    assert all(found[n][1] + DAY == found[n + 1][0] for n in range(2))


@pytest.mark.parametrize(
    ("today", "by_now"),
    [
        (START, 0),
        (date(2026, 4, 1), 0),
        (date(2026, 4, 3), 1),
        (date(2026, 7, 3), 2),
        (date(2026, 12, 31), 3),
        (date(2027, 1, 1), 4),
        (date(2025, 12, 31), 0),
    ],
)
def test_four_a_year_are_expected_one_by_one(today: date, by_now: int) -> None:
    assert expected(4, START, date(2026, 12, 31), today=today) == by_now


def test_without_an_end_nothing_is_late() -> None:
    assert expected(4, START, None, today=date(2030, 1, 1)) == 0


def test_more_in_one_year_is_not_carried_into_the_next_and_what_is_to_come_is_not_met() -> None:
    days = [date(2025, 2, 1), date(2025, 3, 1), date(2025, 4, 1), date(2026, 12, 1)]
    first, second = tallies(
        2, "year", days, since=date(2025, 1, 1), until=None, today=date(2026, 11, 1)
    )
    assert (first.met, first.is_met, first.is_behind) == (3, True, False)
    assert (second.met, second.is_met, second.is_behind) == (0, False, True)


def test_a_year_that_ends_early_asks_its_share_and_shows_the_same_number() -> None:
    more = {"since": START, "until": date(2027, 3, 17), "today": date(2027, 2, 1)}
    first, last = tallies(4, "year", [START, date(2027, 1, 9)], **more)  # type: ignore[arg-type]  # days
    assert (first.needed, last.needed, last.met) == (4, 1, 1)
    assert last.is_met
    assert not last.is_behind


def test_in_all_is_one_period() -> None:
    [one] = tallies(
        3, "all", [START], since=START, until=date(2028, 12, 31), today=date(2027, 6, 1)
    )
    assert (one.start, one.end, one.met, one.needed, one.expected) == (
        START, date(2028, 12, 31), 1, 3, 1,
    )  # fmt: skip


def test_which_meeting_counts_towards_what() -> None:
    assert counts_towards("training", "training")
    assert counts_towards("exercise", "exercise")
    assert counts_towards("meeting", "public council")
    assert not counts_towards("meeting", "training")
    assert not counts_towards("report", "meeting")


def met(person: Any, pk: Any) -> Any:
    [found] = met_under(person, Partnership.objects.filter(pk=pk), today=timezone.localdate())
    return found


@pytest.mark.django_db
def test_what_is_held_counts_and_what_is_planned_early_or_of_another_kind_does_not() -> None:
    one, two = PersonFactory.create_batch(2)
    pk = agreed_partnership(one, two)
    today = timezone.localdate()
    row = Partnership.objects.get()
    counted = MeetingFactory(partnership=row, type="training", start=today - 9 * DAY)
    for more in (
        {"type": "meeting", "start": today},
        {"type": "training", "start": today + DAY},
        {"type": "training", "start": today - 201 * DAY},
        {"type": "training", "start": None},
        {"type": "training", "start": today, "state": "cancelled"},
        {"type": "training", "start": today, "partnership": None},
    ):
        MeetingFactory(**{"partnership": row} | more)
    found = met(two, pk)
    assert (found.now.met, found.now.needed) == (1, 2)
    assert found.meetings == [counted]


@pytest.mark.django_db
def test_an_obligation_of_one_is_met_where_that_one_was_there() -> None:
    one, two = PersonFactory.create_batch(2)
    pk = partnership(one, two, start=timezone.localdate() - 30 * DAY)
    draft = ObligationDraft("training", "Guards", 1, organisation_id=two.organisation_id)
    add_obligation(one, pk, draft)
    move(one, pk, MoveDraft("discussed"))
    for person in (one, two):
        move(person, pk, MoveDraft("signed"))
    row = Partnership.objects.get()
    meeting = MeetingFactory(partnership=row, type="training", start=timezone.localdate())
    assert met(one, pk).now.met == 0
    meeting.partners.add(two.organisation)
    assert met(one, pk).now.met == 1
    with pytest.raises(NotAllowed):
        enter(one, Obligation.objects.get().pk, on=timezone.localdate(), text="Instead of them.")


@pytest.mark.django_db
def test_nobody_is_obliged_before_all_have_said_yes_and_another_text_is_signed_again() -> None:
    one, two = PersonFactory.create_batch(2)
    pk = partnership(one, two)
    move(one, pk, MoveDraft("discussed"))
    move(two, pk, MoveDraft("signed"))
    row = add_obligation(one, pk, ObligationDraft("report", "A yearly report", 1))
    assert not Signature.objects.exists()
    assert met(one, pk).tallies == ()
    with pytest.raises(Conflict, match="not all have agreed"):
        enter(two, row.pk, on=timezone.localdate(), text="Report.")
    with pytest.raises(NotAllowed):
        take_back(two, row.pk)
    take_back(one, row.pk)
    assert not Obligation.objects.exists()
    with pytest.raises(Conflict, match="while you were writing"):
        add_obligation(one, pk, ObligationDraft("report", "R", 1), seen=1)


@pytest.mark.django_db
def test_what_all_have_agreed_to_changes_only_with_a_renewal() -> None:
    one, two = PersonFactory.create_batch(2)
    pk = agreed_partnership(one, two)
    agreed = Obligation.objects.get()
    draft = ObligationDraft("exercise", "A table-top exercise", 1)
    with pytest.raises(Conflict, match="offer one first"):
        add_obligation(one, pk, draft)
    end = Partnership.objects.get().end
    move(one, pk, MoveDraft("renewal", start=end + DAY))
    added = add_obligation(one, pk, draft)
    with pytest.raises(Conflict, match="All have agreed to it"):
        take_back(one, agreed.pk)
    for person in (one, two):
        move(person, pk, MoveDraft("agreed"))
    added.refresh_from_db()
    assert added.term.agreed_on == timezone.localdate()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"number": 0}, "0 is not possible; give a number from 1 to 366"),
        ({"number": 367}, "367 is not possible"),
        ({"kind": "party"}, "from the lists"),
        ({"text": " "}, "Write what is to be done"),
        ({"since": START, "until": START - DAY}, "last day"),
    ],
)
def test_what_cannot_be_used_is_refused(more: dict[str, Any], words: str) -> None:
    one, two = PersonFactory.create_batch(2)
    pk = partnership(one, two)
    values = {"kind": "report", "text": "R", "number": 1} | more
    with pytest.raises(InvalidInput, match=words):
        add_obligation(one, pk, ObligationDraft(**values))
    with pytest.raises(InvalidInput, match="one of the parties"):
        add_obligation(
            one,
            pk,
            ObligationDraft("report", "R", 1, organisation_id=PersonFactory().organisation_id),
        )


@pytest.mark.django_db
def test_an_entry_counts_until_its_own_people_withdraw_it() -> None:
    one, two = PersonFactory.create_batch(2)
    pk = agreed_partnership(one, two)
    today = timezone.localdate()
    row = Obligation.objects.get()
    for day in (today + DAY, today - 201 * DAY):
        with pytest.raises(InvalidInput, match="to come, or before"):
            enter(two, row.pk, on=day, text="A course.")
    entry = enter(two, row.pk, on=today, text="A course elsewhere.")
    assert met(one, pk).now.met == 1
    with pytest.raises(NotAllowed):
        withdraw(one, entry.pk, reason="No.")
    withdraw(two, entry.pk, reason="It was another course.")
    assert (met(one, pk).now.met, Fulfilment.objects.count()) == (0, 1)


@pytest.mark.django_db
def test_story_of_a_venue_the_training_counts_and_the_pages_lead_both_ways() -> None:
    city, venue = PersonFactory(), PersonFactory(role=Role.PLACE)
    pk = agreed_partnership(city, venue)
    client = Client()
    client.force_login(venue)
    client.post(
        "/partners/meetings/add/",
        {
            "title": "Guards learn",
            "type": "training",
            "start": timezone.localdate().isoformat(),
            "partnership": str(pk),
        },
    )
    meeting = Meeting.objects.get()
    page = client.get(f"/partners/partnerships/{pk}/").content.decode()
    assert "1 of 2 met" in page
    assert meeting.get_absolute_url() in page
    row = Obligation.objects.get()
    back = client.get(meeting.get_absolute_url()).content.decode()
    assert f"/partners/partnerships/{pk}/#o{row.pk}" in back
    typed = {"on": timezone.localdate().isoformat(), "text": "A course of the fire brigade"}
    assert client.post(f"/partners/obligations/{row.pk}/enter/", typed).status_code == 303
    assert "2 of 2 met" in client.get(f"/partners/partnerships/{pk}/").content.decode()
    entry = Fulfilment.objects.get()
    place = f"/partners/fulfilments/{entry.pk}/withdraw/"
    assert client.post(place, {"reason": ""}).status_code == 422
    assert client.post(place, {"reason": "Twice."}).status_code == 303
    assert "1 of 2 met" in client.get(f"/partners/partnerships/{pk}/").content.decode()


@pytest.mark.django_db
def test_what_is_behind_is_on_today_for_the_parties_alone() -> None:
    one, two = PersonFactory.create_batch(2)
    pk = agreed_partnership(one, two)
    found = [e for e in public.today_items(two, since=None) if e.text.startswith("Behind")]
    [line] = found
    assert line.text == "Behind: Two trainings a year, 0 of 2"
    assert line.detail == "agreed in “Open squares”; 1 by now"
    assert not list(public.today_items(PersonFactory(), since=None))
    enter(two, Obligation.objects.get().pk, on=timezone.localdate(), text="A course.")
    assert not [e for e in public.today_items(two, since=None) if e.text.startswith("Behind")]
    assert pk


@pytest.mark.django_db
def test_it_is_added_and_taken_back_through_the_pages() -> None:
    one, two = PersonFactory.create_batch(2)
    pk = partnership(one, two)
    client, other = Client(), Client()
    client.force_login(one)
    other.force_login(two)
    place = f"/partners/partnerships/{pk}/oblige/"
    typed = {"kind": "meeting", "text": "Quarterly", "number": 4, "per": "year", "seen": 1}
    assert other.get(place).status_code == 403
    assert client.post(place, typed | {"number": 0}).status_code == 422
    assert client.post(place, typed).status_code == 303
    row = Obligation.objects.get()
    assert "Not agreed by all" in other.get(f"/partners/partnerships/{pk}/").content.decode()
    assert client.get(f"/partners/obligations/{row.pk}/take-back/").status_code == 200
    assert client.post(f"/partners/obligations/{row.pk}/take-back/").status_code == 303
    assert not Obligation.objects.exists()
