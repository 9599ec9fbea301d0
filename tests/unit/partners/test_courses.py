"""Courses: sessions are meetings, people are counted, a course counts once, and nobody is told from what was said."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from commonweal.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from commonweal.partners.actions.courses import (
    add_session,
    change_course,
    count_who_came,
    open_feedback,
    plan_course,
    say_how_it_was,
    type_in_feedback,
    withdraw_course,
)
from commonweal.partners.engine import feedback_form_pdf
from commonweal.partners.engine.courses import (
    ANSWERS_LEAST,
    STATEMENTS,
    CourseDraft,
    FeedbackDraft,
    TrainerDraft,
    is_open,
    shown_of,
    stage,
    summary,
)
from commonweal.partners.models import Course, Feedback, Meeting, Partnership
from commonweal.partners.queries.courses import course_page
from commonweal.partners.queries.obligations import met_under
from commonweal.rights.models import Role, TrailEntry
from factories import PersonFactory
from factories_partnerships import agreed_partnership
from factories_training import answer, course, session

TODAY = date(2026, 5, 1)


@pytest.mark.parametrize(
    ("states", "is_withdrawn", "expected"),
    [
        ([], False, "planned"),
        (["announced"], False, "planned"),
        (["held", "announced"], False, "under way"),
        (["held", "cancelled"], False, "held"),
        (["held"], True, "withdrawn"),
    ],
)
def test_how_far_a_course_is_follows_from_its_sessions(
    states: list[str], is_withdrawn: bool, expected: str
) -> None:
    assert stage(states, is_withdrawn=is_withdrawn) == expected


@given(st.lists(st.booleans(), max_size=40), st.booleans())
def test_of_two_summaries_no_single_answer_can_be_told(
    on_paper: list[bool], is_next_on_paper: bool
) -> None:
    shown, then = shown_of(on_paper), shown_of([*on_paper, is_next_on_paper])
    assert len(then) - len(shown) in {0, ANSWERS_LEAST}
    for way in (False, True):
        assert sum(on_paper[n] is way for n in shown) % ANSWERS_LEAST == 0


def test_a_summary_counts_each_mark_and_says_nothing_of_four() -> None:
    marks = [dict.fromkeys(STATEMENTS, mark) for mark in (1, 4, 5, 5, 5)]
    assert summary(marks[:4]) == ()
    found = summary(marks)
    assert [each.statement for each in found] == list(STATEMENTS)
    assert (found[0].counts, found[0].mean) == ((1, 0, 0, 1, 3), 4.0)


def test_the_form_is_open_to_its_last_day() -> None:
    assert [is_open(each, today=TODAY) for each in (None, TODAY, TODAY - timedelta(days=1))] == [
        False,
        True,
        False,
    ]


def test_the_sheet_is_one_page_that_reads_itself_aloud() -> None:
    words = dict.fromkeys(
        ("heading", "no_names", "least", "most", "best", "change", "after"), "Words"
    )
    sheet = feedback_form_pdf.Sheet("en", "A course", tuple(STATEMENTS), words)
    content = feedback_form_pdf.write(sheet)
    assert content[:5] == b"%PDF-"
    assert (
        content.count(b"/Type /Page\n") + content.count(b"/Type /Page ") <= 1
        or b"/Count 1" in content
    )


@pytest.mark.django_db
def test_a_session_is_a_meeting_and_one_that_is_over_was_held() -> None:
    one, other = PersonFactory.create_batch(2)
    row = course(one)
    was, comes = add_session(one, row.pk, session(-3)), add_session(one, row.pk, session(3))
    assert (was.meeting.type, was.meeting.state) == ("training", "held")
    assert Meeting.objects.get(pk=comes.meeting_id).state == "announced"
    with pytest.raises(NotAllowed):
        add_session(other, row.pk, session())
    with pytest.raises(Conflict, match="afterwards"):
        count_who_came(one, comes.pk, 12)
    with pytest.raises(InvalidInput, match="cannot be right"):
        count_who_came(one, was.pk, 99_999)
    count_who_came(one, was.pk, 12)
    page = course_page(other, row.pk, today=timezone.localdate())
    assert (page.stage, page.heads) == ("under way", 12)
    withdraw_course(one, row.pk)
    with pytest.raises(Conflict, match="withdrawn"):
        add_session(one, row.pk, session())
    assert course_page(one, row.pk, today=timezone.localdate()).stage == "withdrawn"
    assert withdraw_course(one, row.pk, is_over=False).withdrawn_at is None


@pytest.mark.django_db
def test_counting_who_came_says_that_it_was_held() -> None:
    one = PersonFactory()
    made = add_session(one, course(one).pk, session(0))
    count_who_came(one, made.pk, 0)
    assert Meeting.objects.get(pk=made.meeting_id).state == "held"


@pytest.mark.django_db
def test_a_course_of_three_sessions_counts_once_and_two_courses_twice() -> None:
    one, other = PersonFactory.create_batch(2)
    under = agreed_partnership(one, other)
    row = course(one, under=under)
    for days in (-9, -8, -7):
        add_session(one, row.pk, session(days))
    [met] = met_under(one, Partnership.objects.filter(pk=under), today=timezone.localdate())
    assert met.now is not None
    assert met.now.met == 1
    again = course(one, under=under, title="Again")
    add_session(one, again.pk, session(-2))
    [met] = met_under(other, Partnership.objects.filter(pk=under), today=timezone.localdate())
    assert met.now is not None
    assert met.now.met == 2
    assert [each.text for each in course_page(one, row.pk, today=timezone.localdate()).counts_towards] == ["Two trainings a year"]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("draft", "words"),
    [
        (CourseDraft("T", "chess"), "subject"),
        (CourseDraft(" ", "other"), "title"),
        (CourseDraft("T", "other", languages=("und",)), "“und” is no language"),
    ],
)
def test_what_cannot_be_used_is_refused(draft: CourseDraft, words: str) -> None:
    with pytest.raises(InvalidInput, match=words):
        plan_course(PersonFactory(), draft)
    assert not Course.objects.exists()


@pytest.mark.django_db
def test_a_course_is_held_under_a_partnership_of_ones_own() -> None:
    one, other, third = PersonFactory.create_batch(3)
    under = agreed_partnership(one, other)
    with pytest.raises(InvalidInput, match="of which your partner is part"):
        course(third, under=under)
    row = course(one, under=under)
    many = tuple(TrainerDraft(one.organisation_id, str(n)) for n in range(13))
    with pytest.raises(InvalidInput, match="trainers"):
        change_course(one, row.pk, CourseDraft("T", "other", trainers=many), seen=1)


def opened(person: Any) -> Course:
    row = course(person)
    return open_feedback(person, row.pk, until=timezone.localdate() + timedelta(days=9))


@pytest.mark.django_db
def test_what_was_said_is_without_a_name_and_without_an_hour() -> None:
    one = PersonFactory()
    row = opened(one)
    before = TrailEntry.objects.count()
    kept = say_how_it_was(row.code, answer(5, best="The exercise with the pictures."))
    assert TrailEntry.objects.count() == before
    fields = {field.name for field in Feedback._meta.get_fields()}
    assert fields == {"id", "course", *STATEMENTS, "best", "change", "is_paper", "on"}
    assert kept.on == timezone.localdate()
    for words in ("Ask Mira Solen said so", "write to mira@example.org", "call 0664 1234567"):
        with pytest.raises(InvalidInput, match="looks like"):
            say_how_it_was(row.code, answer(best=words))
    with pytest.raises(InvalidInput, match="1 to 5"):
        say_how_it_was(row.code, FeedbackDraft({}))
    with transaction.atomic(), pytest.raises(IntegrityError):
        Feedback.objects.filter(pk=kept.pk).update(useful=6)


@pytest.mark.django_db
def test_fewer_than_five_answers_are_shown_to_nobody() -> None:
    one, other = PersonFactory.create_batch(2)
    row = opened(one)
    for number in range(4):
        say_how_it_was(row.code, answer(best=f"Part {number}"))
    today = timezone.localdate()
    for person in (one, other):
        page = course_page(person, row.pk, today=today)
        assert not page.said
        assert not page.words
    assert course_page(other, row.pk, today=today).answers is None
    # Whoever types a sheet in knows it: with it, the four others are no five.
    type_in_feedback(one, row.pk, answer(best="On paper"))
    assert not course_page(one, row.pk, today=today).said
    say_how_it_was(row.code, answer(1, best="Part 4"))
    page = course_page(one, row.pk, today=today)
    assert page.said[0].counts == (1, 0, 0, 4, 0)
    assert page.words == ["Part 0", "Part 1", "Part 2", "Part 3", "Part 4"]
    assert (page.left, page.answers) == (1, 6)
    assert not course_page(other, row.pk, today=today).words
    # Closed, opened, one more, closed: no summary differs by one.
    open_feedback(one, row.pk, until=None)
    open_feedback(one, row.pk, until=today)
    say_how_it_was(row.code, answer(5))
    open_feedback(one, row.pk, until=None)
    assert course_page(other, row.pk, today=today).said[0].counts == (1, 0, 0, 4, 0)


@pytest.mark.django_db
def test_the_form_closes_by_itself_and_a_wrong_address_looks_the_same() -> None:
    one = PersonFactory()
    row = opened(one)
    for until, words in ((-1, "is over"), (121, "more than 120")):
        with pytest.raises(InvalidInput, match=words):
            open_feedback(one, row.pk, until=timezone.localdate() + timedelta(days=until))
    Course.objects.filter(pk=row.pk).update(feedback_until=timezone.localdate() - timedelta(days=1))
    with pytest.raises(NotFound) as closed:
        say_how_it_was(row.code, answer())
    with pytest.raises(NotFound) as wrong:
        say_how_it_was("no-such-code", answer())
    assert closed.value.message == wrong.value.message
    with pytest.raises(NotAllowed):
        open_feedback(PersonFactory(role=Role.POLICE), row.pk, until=None)


@pytest.mark.django_db
def test_somebody_without_an_account_says_how_it_was_and_a_program_does_not() -> None:
    one = PersonFactory()
    row = opened(one)
    client = Client()
    address = f"/feedback/{row.code}/"
    assert row.title in client.get(address).content.decode()
    sent = dict.fromkeys(STATEMENTS, "4") | {"best": "", "change": "Fewer slides."}
    assert client.post(address, sent | {"useful": "9"}).status_code == 422
    assert client.post(address, sent | {"website": "http://x.example"}).status_code == 303
    assert not Feedback.objects.exists()
    assert client.post(address, sent).status_code == 303
    assert Feedback.objects.get().change == "Fewer slides."
    assert client.get("/feedback/no-such-code/").status_code == 404


@pytest.mark.django_db
def test_a_newcomer_plans_a_course_through_the_pages() -> None:
    one = PersonFactory()
    client = Client()
    client.force_login(one)
    sent = {"title": "Seven questions", "subject": "media literacy", "teacher_1": str(one.organisation_id), "function_1": "editor"}  # fmt: skip
    assert client.post("/partners/courses/plan/", sent).status_code == 303
    row = Course.objects.get()
    when = {"day": timezone.localdate().isoformat(), "begins": "15:00", "ends": "17:00", "zone": "Europe/Vienna"}  # fmt: skip
    assert client.post(f"{row.get_absolute_url()}sessions/", when).status_code == 303
    made = row.sessions.get()
    assert client.post(f"/partners/sessions/{made.pk}/heads/", {"heads": "14"}).status_code == 303
    until = (timezone.localdate() + timedelta(days=5)).isoformat()
    assert client.post(f"{row.get_absolute_url()}ask/", {"until": until}).status_code == 303
    page = client.get(row.get_absolute_url()).content.decode()
    assert f"/feedback/{row.code}/" in page
    sheet = dict.fromkeys(STATEMENTS, "4")
    assert client.post(f"{row.get_absolute_url()}type-in/", sheet).status_code == 303
    assert client.get(f"{row.get_absolute_url()}paper/").content[:5] == b"%PDF-"
    listed = client.get("/partners/training/?subject=media literacy").content.decode()
    assert "Seven questions" in listed
    assert ">14<" in listed
    assert "Seven questions" not in client.get("/partners/training/?subject=human rights").content.decode()  # fmt: skip
    client.force_login(PersonFactory(role=Role.OVERSIGHT))
    assert row.code not in client.get(row.get_absolute_url()).content.decode()
