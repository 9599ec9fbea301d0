"""Questions to institutions: asked, answered or not in time, promised, kept, and a year that everybody reads."""

from __future__ import annotations

from datetime import date, timedelta

import pypdfium2
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from commonweal.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from commonweal.partners import public
from commonweal.partners.actions import institutions, questions
from commonweal.partners.actions.keeping_questions import erase_questions
from commonweal.partners.engine.questions import (
    FiguresDraft,
    QuestionDraft,
    ReplyDraft,
    TermsDraft,
    commitment_state,
    days_late,
    due_on,
    share,
    state_of,
)
from commonweal.partners.models import Commitment, CommitmentView, InstitutionPage, Question
from commonweal.partners.queries.institution_year import content_of
from commonweal.partners.queries.questions import WantedQuestions
from commonweal.partners.queries.questions import questions as wanted_questions
from commonweal.rights.models import Person
from commonweal.rights.public import Role
from factories import CoordinatorFactory, PersonFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 1)


@pytest.fixture
def people() -> dict[str, Person]:
    found = {
        "police": PersonFactory(organisation__name="Police Service"),
        "women": PersonFactory(organisation__name="Zephyr Circle", role=Role.CIVIL_SOCIETY),
        "youth": PersonFactory(organisation__name="Youth Network"),
        "coordinator": CoordinatorFactory(),
    }
    institutions.write_terms(
        found["coordinator"],
        found["police"].organisation_id,
        TermsDraft(answer_days=14, complaints="At the ombudsperson's office."),
    )
    return found


def asked(people: dict[str, Person], *, days_ago: int = 0, **values: object) -> Question:
    given = {"text": "How many complaints came last year?", "is_public": True} | values
    draft = QuestionDraft(institution_id=people["police"].organisation_id, **given)
    return questions.ask(people["women"], draft, now=timezone.now() - timedelta(days=days_ago))


def items(person: Person) -> str:
    return "\n".join(f"{i.kind}: {i.text}" for i in public.today_items(person, since=None))


@pytest.mark.parametrize(
    ("answered", "withdrawn", "today", "expected", "late"),
    [
        (None, False, TODAY, "open", 0),
        (None, False, TODAY + timedelta(days=1), "overdue", 1),
        (TODAY, False, TODAY + timedelta(days=9), "answered", 0),
        (TODAY + timedelta(days=3), False, TODAY + timedelta(days=9), "answered", 3),
        (None, True, TODAY + timedelta(days=9), "withdrawn", 9),
    ],
)
def test_its_clock(
    answered: date | None, withdrawn: bool, today: date, expected: str, late: int
) -> None:
    assert state_of(TODAY, answered_on=answered, is_withdrawn=withdrawn, today=today) == expected
    assert days_late(TODAY, answered_on=answered, today=today) == late
    assert due_on(date(2026, 4, 17), days=14) == TODAY


def test_how_far_a_promise_is_and_which_shares_are_shown() -> None:
    kept = {"kept": True, "confirms": False, "objects": False, "today": TODAY}
    assert commitment_state(TODAY, **kept) == "reported-kept"
    assert commitment_state(TODAY, **kept | {"confirms": True}) == "confirmed"
    assert commitment_state(TODAY, **kept | {"confirms": True, "objects": True}) == "contested"
    late = kept | {"kept": False, "today": TODAY + timedelta(days=1)}
    assert (commitment_state(TODAY, **kept | {"kept": False}), commitment_state(TODAY, **late)) == ("promised", "late")  # fmt: skip
    assert share(12, 40) == "12 / 40 (30 %)"
    # Neither a small count nor the small rest that would give it away.
    assert (share(3, 40), share(38, 40), share(0, 40)) == ("", "", "0 / 40 (0 %)")


def test_it_is_asked_answered_and_stands_on_both_first_pages(people: dict[str, Person]) -> None:
    row = asked(people)
    assert row.due_on == timezone.localdate() + timedelta(days=14)
    assert "due: Answer the question" in items(people["police"])
    with pytest.raises(NotAllowed):
        questions.reply(people["youth"], row.pk, ReplyDraft("No."))
    questions.reply(people["police"], row.pk, ReplyDraft("Forty-one."))
    with pytest.raises(Conflict):
        questions.reply(people["police"], row.pk, ReplyDraft("Forty-two."), seen=0)
    questions.reply(people["police"], row.pk, ReplyDraft("Forty-two."), seen=1)
    row.refresh_from_db()
    assert row.state == "answered"
    assert [each.text for each in row.answers.all()] == ["Forty-two.", "Forty-one."]
    assert "Answer the question" not in items(people["police"])


def test_the_silence_is_shown_to_who_asked_and_to_the_coordinator(
    people: dict[str, Person],
) -> None:
    row = asked(people, days_ago=20)
    assert (row.state, row.days_late) == ("overdue", 6)
    assert "Police Service has not answered in time" in items(people["women"])
    assert "1 question to an institution was not answered in time" in items(people["coordinator"])
    assert "not answered in time" not in items(people["youth"])
    for state, count in (("overdue", 1), ("open", 0), ("answered", 0), ("withdrawn", 0)):
        wanted = WantedQuestions(state=state)
        assert wanted_questions(people["youth"], wanted).count() == count
    questions.withdraw_question(people["women"], row.pk, reason="Asked elsewhere.")
    assert "not answered in time" not in items(people["women"])
    with pytest.raises(NotAllowed):
        questions.reply(people["police"], row.pk, ReplyDraft("Late."))


def test_what_cannot_be_asked(people: dict[str, Person]) -> None:
    draft = QuestionDraft(institution_id=people["youth"].organisation_id, text="Why?")
    with pytest.raises(NotFound):
        questions.ask(people["women"], draft)
    own = QuestionDraft(institution_id=people["police"].organisation_id, text="Why?")
    with pytest.raises(InvalidInput):
        questions.ask(people["police"], own)
    unnamed = QuestionDraft(
        institution_id=people["police"].organisation_id, text="Why?", is_unnamed=True
    )
    with pytest.raises(InvalidInput, match="civil-society"):
        questions.ask(people["youth"], unnamed)
    row = asked(people)
    with pytest.raises(InvalidInput, match="by when"):
        questions.reply(people["police"], row.pk, ReplyDraft("Yes.", commitment="Publish it."))


def test_a_promise_is_kept_when_another_partner_confirms_it(people: dict[str, Person]) -> None:
    row = asked(people)
    soon = timezone.localdate() + timedelta(days=30)
    draft = ReplyDraft("We will.", commitment="Publish them twice a year.", due_on=soon)
    questions.reply(people["police"], row.pk, draft)
    promise = Commitment.objects.get()
    assert "Promised with an answer" in items(people["police"])
    with pytest.raises(NotAllowed):
        questions.judge_commitment(people["women"], promise.pk, kind="confirms")
    questions.say_kept(people["police"], promise.pk, text="They are on the city's page.")
    colleague = PersonFactory(organisation=people["police"].organisation)
    with pytest.raises(NotAllowed):
        questions.judge_commitment(colleague, promise.pk, kind="confirms")
    assert "Confirm or object" in items(people["women"])
    with pytest.raises(InvalidInput):
        questions.judge_commitment(people["women"], promise.pk, kind="objects")
    questions.judge_commitment(people["youth"], promise.pk, kind="confirms")
    assert Commitment.objects.get().state == "confirmed"
    questions.judge_commitment(
        people["women"], promise.pk, kind="objects", reason="One only.", is_unnamed=True
    )
    civil = PersonFactory(role=Role.CIVIL_SOCIETY)
    questions.judge_commitment(civil, promise.pk, kind="objects", reason="One only.")
    with pytest.raises(Conflict, match="under its name"):
        questions.judge_commitment(
            civil, promise.pk, kind="objects", reason="One only.", is_unnamed=True
        )
    CommitmentView.objects.filter(person=civil).delete()
    assert Commitment.objects.get().state == "contested"
    assert {view.said_for for view in promise.views.all()} == {
        "Youth Network", "a civil-society partner",
    }  # fmt: skip


def test_an_objection_to_a_promise_without_a_name_is_taken_back_long_before_a_name_appears(
    people: dict[str, Person], client: Client
) -> None:
    soon = timezone.localdate() + timedelta(days=30)
    row = asked(people)
    draft = ReplyDraft("We will.", commitment="Publish them twice a year.", due_on=soon)
    questions.reply(people["police"], row.pk, draft)
    promise = Commitment.objects.get()
    questions.say_kept(people["police"], promise.pk, text="They are on the city's page.")
    women = people["women"]
    questions.judge_commitment(women, promise.pk, kind="objects", reason="One.", is_unnamed=True)
    with pytest.raises(Conflict, match="Take it back first"):
        questions.judge_commitment(women, promise.pk, kind="confirms")
    back = reverse("partners:take_judgement_back", args=[promise.pk])
    client.force_login(people["police"])
    assert back not in client.get(row.get_absolute_url()).content.decode()
    assert client.post(back).status_code == 404
    client.force_login(women)
    assert back in client.get(row.get_absolute_url()).content.decode()
    assert client.post(back).status_code == 303
    ended = CommitmentView.objects.get().superseded_at
    assert ended is not None
    early = ended + timedelta(days=29)
    with pytest.raises(Conflict, match="less than 30 days ago"):
        questions.judge_commitment(women, promise.pk, kind="confirms", now=early)
    late = ended + timedelta(days=30)
    questions.judge_commitment(women, promise.pk, kind="confirms", now=late)
    assert CommitmentView.objects.filter(superseded_at=ended, is_unnamed=True).count() == 1


def test_what_was_promised_with_an_answer_that_is_not_public_is_not_public(
    people: dict[str, Person],
) -> None:
    police, year = people["police"], timezone.localdate().year
    row = asked(people)
    told = ReplyDraft("At eight.", is_public=True)
    questions.reply(police, row.pk, told)
    draft = ReplyDraft(
        "Between us: at nine.",
        is_public=False,
        commitment="Two more officers.",
        due_on=timezone.localdate(),
    )
    questions.reply(police, row.pk, draft, seen=1)
    [shown] = content_of(police.organisation, year, is_public=True)["rows"]
    # What was answered before is no answer any more, and the new one is not for everybody.
    assert (shown["answer"], shown["commitments"]) == ("The answer is not public.", [])
    [all_of_it] = content_of(police.organisation, year, is_public=False)["rows"]
    assert all_of_it["answer"] == "Between us: at nine."
    assert [each["text"] for each in all_of_it["commitments"]] == ["Two more officers."]


def test_a_year_is_shown_when_the_coordinator_says_so(
    people: dict[str, Person], client: Client
) -> None:
    police = people["police"].organisation
    year = timezone.localdate().year
    shown = asked(people, is_unnamed=True)
    asked(people, text="A question for the partners alone.", is_public=False)
    questions.reply(people["police"], shown.pk, ReplyDraft("For you only.", is_public=False))
    institutions.enter_figures(
        people["police"], police.pk, FiguresDraft(year, total=40, women=3, youth=9)
    )
    with pytest.raises(NotAllowed):
        institutions.preview(people["police"], police.pk, year)
    _content, seen = institutions.preview(people["coordinator"], police.pk, year)
    asked(people, text="One more.", is_unnamed=True)
    with pytest.raises(Conflict):
        institutions.publish_year(people["coordinator"], police.pk, year, seen=seen)
    page = institutions.publish_year(people["coordinator"], police.pk, year)
    words = client.get(page.get_absolute_url()).content.decode()
    for text in ("How many complaints", "The answer is not public", "ombudsperson", "a civil-society partner", "9 / 40", "fewer than five", "1 question is counted"):  # fmt: skip
        assert text in words, text
    for text in ("For you only", "for the partners alone", "3 / 40", "Zephyr"):
        assert text not in words, text
    assert "As it stood when it was shown to everybody" in words
    assert police.name in client.get(reverse("partners:institution_pages")).content.decode()
    # What is said afterwards is hinted to those who work here, and to who can bring it up to date.
    up_to_date = f"Bring the page for everybody up to date: {police.name}"
    assert up_to_date not in items(people["coordinator"])
    questions.reply(people["police"], asked(people).pk, ReplyDraft("At eight."))
    assert up_to_date in items(people["coordinator"])
    assert "Something was said since then" not in client.get(page.get_absolute_url()).content.decode()  # fmt: skip
    client.force_login(people["police"])
    assert "once the co-ordinator brings" in client.get(page.get_absolute_url()).content.decode()
    inside = reverse("partners:institution", args=[police.pk])
    assert "Everybody reads an older state" in client.get(inside).content.decode()
    client.logout()
    institutions.take_year_back(people["coordinator"], page.pk)
    assert client.get(page.get_absolute_url()).status_code == 404
    erase_questions([shown.pk])
    assert "How many" not in str(InstitutionPage.objects.get().content)
    assert len(content_of(police, year, is_public=False)["rows"]) == 3


def test_figures_and_terms_that_cannot_be_right(people: dict[str, Person]) -> None:
    police = people["police"].organisation_id
    with pytest.raises(InvalidInput, match="41 women"):
        institutions.enter_figures(people["police"], police, FiguresDraft(2026, 40, 41, 1))
    with pytest.raises(InvalidInput, match="1900"):
        institutions.enter_figures(people["police"], police, FiguresDraft(1900, 40, 4, 1))
    with pytest.raises(InvalidInput, match="400 days"):
        institutions.write_terms(people["police"], police, TermsDraft(answer_days=400))
    with pytest.raises(InvalidInput, match="address"):
        institutions.write_terms(people["police"], police, TermsDraft(link="javascript:x"))
    with pytest.raises(NotAllowed):
        institutions.write_terms(people["women"], police, TermsDraft())


def test_the_pages_work_for_a_newcomer(people: dict[str, Person], client: Client) -> None:
    client.force_login(people["women"])
    police = people["police"].organisation_id
    page = client.get(reverse("partners:ask")).content.decode()
    assert "Police Service" in page
    answer = client.post(
        reverse("partners:ask"),
        {
            "institution": police,
            "kind": "question",
            "text": "When is the desk open?",
            "is_public": "on",
        },
    )
    row = Question.objects.get()
    assert answer.url == row.get_absolute_url()
    client.force_login(people["police"])
    assert "Keep our answer" in client.get(row.get_absolute_url()).content.decode()
    later = (timezone.localdate() + timedelta(days=9)).isoformat()
    form = {"text": "Until six.", "seen": 0, "commitment": "Open on Saturdays.", "due_on": later}
    address = reverse("partners:answer_question", args=[row.pk])
    # A day without the words of a promise is not dropped in silence.
    alone = client.post(address, form | {"commitment": ""})
    assert alone.status_code == 422
    assert "Say what is promised by that day" in alone.content.decode()
    assert client.post(address, form).status_code == 303
    again = client.get(row.get_absolute_url()).content.decode()
    assert "stands instead of the answer above" in again
    assert "Until six.</textarea>" in again
    assert client.post(address, form).status_code == 409
    promise = Commitment.objects.get()
    kept = reverse("partners:commitment_kept", args=[promise.pk])
    assert client.post(kept, {"text": "Since Saturday."}).status_code == 303
    judge = reverse("partners:judge_commitment", args=[promise.pk])
    assert client.get(judge).status_code == 403
    client.force_login(people["youth"])
    assert client.post(judge, {"kind": "objects"}).status_code == 422
    assert client.post(judge, {"kind": "confirms"}).status_code == 303
    for name in ("questions",):
        assert client.get(reverse(f"partners:{name}")).status_code == 200
    year = reverse("partners:institution", args=[police])
    assert "Open on Saturdays" in client.get(year).content.decode()
    client.force_login(people["coordinator"])
    publish = reverse("partners:publish_institution", args=[police, timezone.localdate().year])
    assert "Yes, show it to everybody" in client.get(publish).content.decode()
    for name in ("institution_terms", "institution_figures"):
        assert client.get(reverse(f"partners:{name}", args=[police])).status_code == 200


def test_a_year_is_paged_and_asks_as_often_for_many_questions_as_for_few(
    people: dict[str, Person], client: Client
) -> None:
    police, year = people["police"].organisation_id, timezone.localdate().year
    client.force_login(people["coordinator"])
    inside = reverse("partners:institution", args=[police])
    preview = reverse("partners:publish_institution", args=[police, year])

    def ask(first: int, last: int) -> None:
        for n in range(first, last):
            row = asked(people, text=f"Question number {n:02}?", is_unnamed=True)
            promise = {"commitment": f"Promise {n}.", "due_on": timezone.localdate()}
            questions.reply(people["police"], row.pk, ReplyDraft("Yes.", is_public=True, **promise))

    counted = []
    for first, last in ((0, 2), (2, 52)):
        ask(first, last)
        page = institutions.publish_year(people["coordinator"], police, year)
        public = page.get_absolute_url()
        for address in (inside, preview, public):
            client.get(address)
            with CaptureQueriesContext(connection) as asks:
                assert client.get(address).status_code == 200
            counted.append((address, len(asks)))
    assert counted[:3] == counted[3:]
    for address in (inside, preview, public):
        shown = [client.get(address, {"page": n}).content.decode() for n in (1, 2)]
        assert [each.count("Question number") for each in shown] == [50, 2], address
        assert all("Asked: 52" in each and "ombudsperson" in each for each in shown)


def test_a_year_to_print_is_its_public_page_and_the_same_bytes_twice(
    people: dict[str, Person], client: Client
) -> None:
    police, year = people["police"].organisation, timezone.localdate().year
    shown = asked(people, text="#panic(1) *When* is the desk open?", is_unnamed=True)
    asked(people, text="A question for the partners alone.", is_public=False)
    promise = {"commitment": "Open on Saturdays.", "due_on": timezone.localdate()}
    reply = ReplyDraft("Until six.\n\nAnd <b>longer</b>.", is_public=True, **promise)
    questions.reply(people["police"], shown.pk, reply)
    institutions.enter_figures(
        people["police"], police.pk, FiguresDraft(year, total=40, women=3, youth=9)
    )
    page = institutions.publish_year(people["coordinator"], police.pk, year)
    address = reverse("partners:institution_pdf", args=[page.pk])
    assert address in client.get(page.get_absolute_url()).content.decode()
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert client.get(address).content == answer.content
    printed = words_in(answer.content)
    for text in (
        "#panic(1) *When*", "Until six.", "And <b>longer</b>.", "Open on Saturdays.", "ombudsperson",
        "a civil-society partner", "9 / 40", "fewer than five", "1 question is counted", page.get_absolute_url(),
    ):  # fmt: skip
        assert text in printed, text
    for text in ("for the partners alone", "3 / 40", "Zephyr"):
        assert text not in printed, text
    # What was answered since stands there once the page says it.
    questions.reply(people["police"], shown.pk, ReplyDraft("Until seven."), seen=1)
    assert client.get(address).content == answer.content
    institutions.take_year_back(people["coordinator"], page.pk)
    assert client.get(address).status_code == 404


def words_in(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    return " ".join(" ".join(pages).split())
