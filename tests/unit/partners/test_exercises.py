"""Exercises: cards in their order and at their minute, who reads which, and a row that becomes an action with one click."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from commonweal.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from commonweal.partners import public
from commonweal.partners.actions.courses import add_session, count_who_came
from commonweal.partners.actions.doing import report
from commonweal.partners.actions.exercises import (
    change_exercise,
    remove_card,
    write_card,
    write_for,
)
from commonweal.partners.actions.improving import (
    add_improvement,
    change_improvement,
    make_action,
    remove_improvement,
)
from commonweal.partners.actions.leading_exercises import (
    hold_back,
    move_exercise,
    release,
    say_after,
    take_line_back,
)
from commonweal.partners.actions.recommendations import answer
from commonweal.partners.engine.exercises import (
    MOVES,
    STATES,
    Card,
    CardDraft,
    Clock,
    ExerciseDraft,
    ImprovementDraft,
    is_out,
    may_follow,
    newest_first,
    next_by_hand,
    next_by_time,
    out_at,
)
from commonweal.partners.engine.types import AnswerDraft, ReportDraft
from commonweal.partners.models import (
    Exercise,
    ExerciseCard,
    HotWashLine,
    Improvement,
    Meeting,
    Obligation,
)
from commonweal.partners.queries.exercises import card_of, exercise_page, lead_page
from commonweal.partners.queries.obligations import met_under
from commonweal.rights.models import Role
from factories import PersonFactory
from factories_partners import MeetingFactory
from factories_partnerships import agreed_partnership
from factories_training import course, exercise, improvement, running, session

START = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)
CARDS = st.lists(
    st.tuples(st.none() | st.integers(0, 90), st.none() | st.integers(0, 90)), max_size=8
)


def at(minutes: int) -> datetime:
    return START + timedelta(minutes=minutes)


def cards(drawn: list[tuple[int | None, int | None]]) -> list[Card]:
    return [
        Card(number, minute, None if released is None else at(released))
        for number, (minute, released) in enumerate(drawn, start=1)
    ]


@given(CARDS, st.integers(0, 100), st.integers(0, 100))
def test_a_card_that_is_out_stays_out_and_comes_when_it_said(
    drawn: Any, early: int, late: int
) -> None:
    clock, early, late = Clock(START), min(early, late), max(early, late)
    for each in cards(drawn):
        if each.released_at is not None:
            continue
        if is_out(each, clock, now=at(early)):
            assert is_out(each, clock, now=at(late))
        comes = out_at(each, clock)
        assert (comes is None) == (each.minute is None)
        if comes is not None:
            assert is_out(each, clock, now=comes)
            assert not is_out(each, clock, now=comes - timedelta(seconds=1)) or each.minute == 0


@given(CARDS, st.integers(0, 100))
def test_what_is_out_and_what_comes_next_are_all_cards(drawn: Any, now: int) -> None:
    clock, all_cards = Clock(START), cards(drawn)
    out = newest_first(all_cards, clock, now=at(now))
    assert {each.number for each in out} == {
        each.number for each in all_cards if is_out(each, clock, now=at(now))
    }
    came = [out_at(each, clock) for each in out]
    assert came == sorted(came, key=lambda each: each or START, reverse=True)
    hand, clocked = next_by_hand(all_cards), next_by_time(all_cards, clock, now=at(now))
    waiting = [each for each in all_cards if each not in out]
    assert hand == min(
        (c for c in waiting if c.minute is None), key=lambda c: c.number, default=None
    )
    assert (clocked is None) == (not [c for c in waiting if c.minute is not None])


def test_before_it_began_and_after_it_ended_no_card_comes() -> None:
    card = Card(1, 10)
    assert not is_out(card, Clock(), now=at(99))
    ended = Clock(START, at(5))
    assert ended.minutes(at(60)) == 5
    assert not is_out(card, ended, now=at(60))
    assert next_by_time([card], ended, now=at(60)) is None
    assert Clock(START).minutes(at(-3)) == 0


@pytest.mark.parametrize("state", STATES)
def test_each_state_leads_on_and_nowhere_else(state: str) -> None:
    assert {then for then in STATES if may_follow(state, then)} == set(MOVES[state])
    assert not may_follow(state, state)


@pytest.fixture
def two() -> tuple[Any, Any]:
    one, other = PersonFactory.create_batch(2)
    return one, other


def shown(person: Any, address: str) -> tuple[int, str]:
    client = Client()
    client.force_login(person)
    answer = client.get(address)
    return answer.status_code, answer.content.decode()


@pytest.mark.django_db
def test_cards_that_are_not_out_are_read_by_who_leads_and_nobody_else(two: Any) -> None:
    one, other = two
    row = running(one, other, minutes=(None, None, 0, 90))
    first, second, _now, _later = row.cards.all()
    release(one, first.pk)
    stranger, oversight = PersonFactory(), PersonFactory(role=Role.OVERSIGHT)
    reads = {one: 4, other: 2, stranger: 0, oversight: 0}
    for person, count in reads.items():
        assert len(exercise_page(person, row.pk, now=timezone.now()).cards) == count
        _status, page = shown(person, row.get_absolute_url())
        assert ("It is darker: 2." in page) is (person is one)
    assert shown(stranger, f"{row.get_absolute_url()}table/")[0] == 403
    assert shown(other, f"{row.get_absolute_url()}lead/")[0] == 403
    status, page = shown(other, f"{row.get_absolute_url()}table/")
    assert status == 200
    assert "It is darker: 1." in page
    assert "It is darker: 3." in page
    assert "It is darker: 4." not in page
    with pytest.raises(NotFound):
        card_of(other, second.pk)


@pytest.mark.django_db
def test_a_card_for_one_partner_is_read_by_that_partner() -> None:
    one, other, third = PersonFactory.create_batch(3)
    row = running(one, other, third)
    draft = CardDraft("inject", "A call", "Your telephone rings.", for_id=other.organisation_id)
    release(one, write_card(one, row.pk, draft).pk)
    counts = [len(exercise_page(p, row.pk, now=timezone.now()).cards) for p in (one, other, third)]
    assert counts == [2, 1, 0]


@pytest.mark.django_db
def test_cards_are_released_in_order_each_once_and_taken_back(two: Any) -> None:
    one, other = two
    row = exercise(one, other, minutes=(None, 5, None))
    first, timed, last = row.cards.all()
    with pytest.raises(Conflict, match="under way"):
        release(one, first.pk)
    move_exercise(one, row.pk, "ready")
    started = timezone.now()
    move_exercise(one, row.pk, "running", now=started)
    row.refresh_from_db()
    page = lead_page(row, now=started)
    assert (page.by_hand, page.by_time and page.by_time.row, page.minutes) == (first, timed, 0)
    release(one, first.pk)
    with pytest.raises(Conflict):
        release(one, first.pk)
    page = lead_page(row, now=started + timedelta(minutes=6))
    assert [each.row for each in page.out] == [timed, first]
    assert (page.by_hand, page.by_time) == (last, None)
    hold_back(one, first.pk)
    with pytest.raises(Conflict, match="by hand"):
        hold_back(one, timed.pk)
    release(one, first.pk)
    with pytest.raises(Conflict, match="was released"):
        remove_card(one, first.pk)
    move_exercise(one, row.pk, "ready")
    assert not ExerciseCard.objects.exclude(released_at=None).exists()


@pytest.mark.django_db
def test_it_begins_with_a_card_goes_back_and_closed_its_meeting_was_held(two: Any) -> None:
    one, other = two
    row = exercise(one, other, minutes=())
    with pytest.raises(NotAllowed):
        move_exercise(other, row.pk, "ready")
    move_exercise(one, row.pk, "ready")
    with pytest.raises(InvalidInput, match="at least one card"):
        move_exercise(one, row.pk, "running")
    write_card(one, row.pk, CardDraft("scenario", "T", "Dark."))
    with pytest.raises(Conflict, match="cannot become"):
        move_exercise(one, row.pk, "closed")
    begun = move_exercise(one, row.pk, "running").started_at
    move_exercise(one, row.pk, "hot-wash")
    again = move_exercise(one, row.pk, "running")
    assert (again.started_at, again.ended_at) == (begun, None)
    move_exercise(one, row.pk, "hot-wash")
    with pytest.raises(Conflict):
        move_exercise(one, row.pk, "closed", seen=1)
    move_exercise(one, row.pk, "closed")
    assert Meeting.objects.get(pk=row.meeting_id).state == "held"
    with pytest.raises(Conflict, match="closed"):
        write_card(one, row.pk, CardDraft("inject", "T", "Late."))


@pytest.mark.django_db
def test_how_it_went_is_said_for_ones_own_and_taken_back(two: Any) -> None:
    one, other = two
    row = exercise(one, other)
    with pytest.raises(Conflict, match="after it began"):
        say_after(other, row.pk, kind="well", text="Quick.")
    move_exercise(one, row.pk, "ready")
    move_exercise(one, row.pk, "running")
    line = say_after(other, row.pk, kind="well", text="Quick.")
    with pytest.raises(NotAllowed):
        say_after(PersonFactory(), row.pk, kind="well", text="I was not there.")
    with pytest.raises(NotAllowed):
        take_line_back(one, line.pk)
    take_line_back(other, line.pk)
    assert not HotWashLine.objects.exists()


@pytest.mark.django_db
def test_an_area_for_improvement_is_an_action_with_one_click_and_counts(two: Any) -> None:
    """Story 8: the venue's manager after the table-top."""
    city, mall = two
    under = agreed_partnership(city, mall)
    Obligation.objects.filter(partnership=under).update(kind="exercise")
    row = running(city, mall, under=under)
    made = add_improvement(mall, row.pk, improvement(mall))
    action = make_action(mall, made.pk)
    assert (action.owner_id, action.state, action.title) == (
        mall.organisation_id,
        "planned",
        "Put up lamps that burn without power",
    )
    made.refresh_from_db()
    assert (made.action, made.recommendation) == (action, action.recommendation)
    assert action.recommendation.meeting_id == row.meeting_id
    assert action.recommendation.answers.get().position == "supported"
    with pytest.raises(NotAllowed):
        make_action(mall, made.pk)
    with pytest.raises(NotAllowed):
        remove_improvement(mall, made.pk)
    today = timezone.localdate()
    [before] = met_under(mall, [row.meeting.partnership], today=today)
    move_exercise(city, row.pk, "hot-wash")
    move_exercise(city, row.pk, "closed")
    [after] = met_under(mall, [row.meeting.partnership], today=today)
    assert before.now is not None
    assert after.now is not None
    assert (before.now.met, after.now.met) == (0, 1)


@pytest.mark.django_db
def test_to_another_partner_it_is_only_proposed(two: Any) -> None:
    city, mall = two
    row = running(city, mall)
    made = add_improvement(city, row.pk, improvement(mall))
    action = make_action(city, made.pk)
    assert action.state == "proposed"
    answer(mall, action.recommendation_id, AnswerDraft(position="supported"))
    report(mall, action.pk, ReportDraft("accepted"))
    action.refresh_from_db()
    assert action.state == "planned"


@pytest.mark.django_db
def test_what_cannot_be_used_of_a_row_is_refused(two: Any) -> None:
    city, mall = two
    row = running(city, mall)
    own = mall.organisation_id
    today = timezone.localdate()
    for draft, words in (
        (ImprovementDraft(" ", "A", "planning", own), "area"),
        (ImprovementDraft("A", " ", "planning", own), "corrective action"),
        (ImprovementDraft("A", "A", "luck", own), "capability element"),
        (ImprovementDraft("A", "A", "planning", own, starts_on=today, done_by=today - timedelta(days=1)), "before it begins"),
    ):  # fmt: skip
        with pytest.raises(InvalidInput, match=words):
            add_improvement(mall, row.pk, draft)
    with pytest.raises(NotAllowed):
        add_improvement(PersonFactory(), row.pk, improvement(mall))
    with pytest.raises(Conflict, match="once it began"):
        add_improvement(city, exercise(city).pk, improvement(city))
    late = add_improvement(city, row.pk, improvement(mall, days=-1))
    with pytest.raises(InvalidInput, match="is over"):
        make_action(city, late.pk)
    change_improvement(city, late.pk, improvement(mall), seen=1)
    with pytest.raises(Conflict):
        change_improvement(city, late.pk, improvement(mall), seen=1)
    with pytest.raises(Conflict):
        make_action(city, late.pk, seen=1)
    with pytest.raises(NotAllowed):
        remove_improvement(PersonFactory(), late.pk)
    remove_improvement(mall, late.pk)
    assert not Improvement.objects.exists()


@pytest.mark.django_db
def test_the_plan_goes_out_with_the_columns_of_an_after_action_report(two: Any) -> None:
    city, mall = two
    row = running(city, mall)
    add_improvement(mall, row.pk, improvement(mall))
    client = Client()
    client.force_login(city)
    answer = client.get(f"{row.get_absolute_url()}plan.csv")
    [line] = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert line["primary_responsible_organisation"] == mall.organisation.name
    assert line["capability_element"] == "equipment"
    assert client.get(f"{row.get_absolute_url()}plan.xlsx").content[:2] == b"PK"
    assert client.get(f"{row.get_absolute_url()}plan.exe").status_code == 404


@pytest.mark.django_db
def test_only_a_meeting_of_its_kind_has_an_exercise_and_one_only(two: Any) -> None:
    one, _other = two
    meeting = MeetingFactory(recorder=one.organisation, type="workshop")
    with pytest.raises(Conflict, match="kind exercise"):
        write_for(one, meeting.pk, "table-top")
    Meeting.objects.filter(pk=meeting.pk).update(type="exercise")
    with pytest.raises(InvalidInput):
        write_for(one, meeting.pk, "march")
    row = write_for(one, meeting.pk, "discussion")
    with pytest.raises(Conflict, match="only one"):
        write_for(one, meeting.pk, "discussion")
    draft = ExerciseDraft("T", "table-top", timezone.localdate(), timezone.now().time(), timezone.now().time(), "", scope="The way out")  # fmt: skip
    assert change_exercise(one, row.pk, draft, seen=1).scope == "The way out"


@pytest.mark.django_db
def test_a_newcomer_plans_and_leads_one_through_the_pages(two: Any) -> None:
    one, other = two
    client = Client()
    client.force_login(one)
    sent = {
        "title": "Rumours after a fire", "form": "discussion", "day": timezone.localdate().isoformat(),
        "begins": "10:00", "ends": "09:00", "zone": "Europe/Vienna", "partners": [str(other.organisation_id)],
        "objectives": "We speak with one voice\n\nThe radio knows whom to ask",
    }  # fmt: skip
    assert client.post("/partners/exercises/plan/", sent).status_code == 422
    answer = client.post("/partners/exercises/plan/", sent | {"ends": "12:00"})
    assert answer.status_code == 303
    row = Exercise.objects.get()
    assert row.objectives == "We speak with one voice\nThe radio knows whom to ask"
    page = client.get(f"/partners/meetings/{row.meeting_id}/").content.decode()
    assert row.get_absolute_url() in page
    card = {"kind": "scenario", "title": "Smoke", "text": "There is smoke.", "minute": "0"}
    assert client.post(f"{row.get_absolute_url()}cards/", card).status_code == 303
    for state in ("ready", "running"):
        row.refresh_from_db()
        sent = {"state": state, "seen": str(row.version)}
        assert client.post(f"{row.get_absolute_url()}state/", sent).status_code == 303
    assert "There is smoke." in client.get(f"{row.get_absolute_url()}lead/").content.decode()
    fragment = client.get(f"{row.get_absolute_url()}lead/", headers={"HX-Request": "true"})
    assert "<html" not in fragment.content.decode()
    answer = client.post(f"{row.get_absolute_url()}hot-wash/", {"kind": "well", "text": ""})
    assert answer.status_code == 422
    answer = client.post(f"{row.get_absolute_url()}hot-wash/", {"kind": "well", "text": "Quick."})
    assert answer.status_code == 303
    assert "Quick." in client.get(row.get_absolute_url()).content.decode()
    assert "Rumours after a fire" in client.get("/partners/training/").content.decode()


@pytest.mark.django_db
def test_today_says_what_is_no_action_yet_and_whom_nobody_counted(two: Any) -> None:
    city, mall = two
    row = running(city, mall)
    made = add_improvement(city, row.pk, improvement(mall))
    held = add_session(mall, course(mall).pk, session(-1))
    texts = [each.text for each in public.today_items(mall, since=None)]
    assert f"Make it an action, or take it out: {made.action_text}" in texts
    assert f"Count who came: {held.meeting.title}" in texts
    assert not [each for each in public.today_items(city, since=None) if "Count who" in each.text]
    make_action(mall, made.pk)
    count_who_came(mall, held.pk, 9)
    texts = [each.text for each in public.today_items(mall, since=None)]
    assert not [each for each in texts if each.startswith(("Make it an action", "Count who"))]
