"""What the outcome paper takes from the workspace, and what it leaves out."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from commonweal.partners import public
from commonweal.partners.actions import recommendations
from commonweal.partners.engine.outcome import Paper
from commonweal.partners.models import Meeting, Recommendation
from commonweal.partners.queries.agenda import promised_before
from commonweal.partners.queries.paper import paper_of
from factories_partners import World, documented_meeting, world

pytestmark = pytest.mark.django_db
SPRING, AUTUMN = date(2026, 3, 12), date(2026, 10, 1)


def paper(people: World, meeting_id: UUID) -> Paper:
    return paper_of(people.other, meeting_id, absolute=lambda path: f"https://here.example{path}")


def ask(people: World, meeting_id: UUID, text: str) -> UUID:
    mark = public.Mark(people.addressee.organisation_id, text=text)
    [row] = public.mark(people.convener, meeting_id, [mark])
    return row


def meet(people: World, title: str, start: date | None) -> UUID:
    return public.add_meeting(
        people.convener,
        public.MeetingDraft(title=title, start=start, convener_id=people.convener.organisation_id),
    )


def act(people: World, row: UUID) -> UUID:
    due_on = timezone.localdate() + timedelta(days=9)
    draft = public.ActionDraft("Do it", people.owner.organisation_id, due_on)
    action_id = public.add_action(people.addressee, row, draft)
    public.report(people.owner, action_id, public.ReportDraft("accepted"))
    return action_id


def test_what_is_still_open_of_earlier_meetings_of_the_same_convener() -> None:
    people = world()
    spring, autumn = meet(people, "Spring", SPRING), meet(people, "Autumn", AUTUMN)
    ask(people, spring, "Unanswered.")
    for text, position in (("Supported.", "supported"), ("In part.", "in-part")):
        row = ask(people, spring, text)
        public.answer(people.addressee, row, public.AnswerDraft(position=position, reason="So."))
    declined = ask(people, spring, "Declined.")
    public.answer(people.addressee, declined, public.AnswerDraft(position="supported"))
    public.answer(
        people.addressee, declined, public.AnswerDraft(position="not-agreed", reason="No."), seen=1
    )
    done = ask(people, spring, "Confirmed.")
    public.answer(people.addressee, done, public.AnswerDraft(position="supported"))
    action_id = act(people, done)
    evidence = public.EvidenceDraft(title="x", link="https://a.example/")
    public.add_evidence(people.owner, action_id, evidence)
    public.report_done(people.owner, action_id)
    public.confirm(people.other, action_id)
    wrong = ask(people, spring, "Taken back.")
    recommendations.withdraw(people.convener, wrong, reason="Wrong.")
    ask(people, meet(people, "Winter", AUTUMN + timedelta(days=70)), "Later.")
    other = public.add_meeting(
        people.other,
        public.MeetingDraft(title="Theirs", start=SPRING, convener_id=people.other.organisation_id),
    )
    mark = public.Mark(people.addressee.organisation_id, text="Theirs.")
    public.mark(people.other, other, [mark])
    rows = paper(people, autumn).last_time
    # The world's own meeting has no day and was added before: it comes last.
    asked = ["Unanswered.", "Supported.", "In part.", "Declined.", "Keep the north entrance step-free."]  # fmt: skip
    assert [row.text for row in rows] == asked
    assert [row.number for row in rows] == ["1", "2", "3", "4", "5"]
    assert [row.state for row in rows] == ["Not started"] * 3 + ["Not agreed", "Not started"]
    assert rows[3].source.startswith("Spring, no. 4")
    # The agenda opens with the same, and says the same of what was never promised.
    meeting = Meeting.objects.get(pk=autumn)
    before, _is_more = promised_before(people.convener, meeting, today=timezone.localdate())
    assert [row.text for row in before] == asked
    client = Client()
    client.force_login(people.convener)
    page = client.get(reverse("partners:agenda", args=[autumn])).content.decode()
    declined = page[page.index("Declined.") : page.index("Keep the north entrance")]
    assert "Not agreed" in declined
    assert "Not started" not in declined
    # An exercise of the same convener is no meeting before it.
    Meeting.objects.filter(pk=spring).update(type="exercise")
    assert [row.text for row in paper(people, autumn).last_time] == asked[4:]


def test_this_meetings_own_promises_with_what_became_of_them() -> None:
    people = world()
    public.answer(
        people.addressee,
        people.recommendation_id,
        public.AnswerDraft(position="in-part", reason="By May."),
    )
    action_id = act(people, people.recommendation_id)
    later = timezone.localdate() + timedelta(days=40)
    public.report(people.owner, action_id, public.ReportDraft("extended", "Rain.", due_on=later))
    [row] = paper(people, people.meeting_id).agreed
    assert row.answer == "supported in part: By May."
    assert row.state == "Planned"
    assert ", first " in row.actions[0].note
    assert row.source == "said at the meeting"
    assert row.source_address == (
        f"https://here.example/partners/recommendations/{people.recommendation_id}/"
    )


def test_a_passage_is_named_with_its_document_and_its_place() -> None:
    from commonweal.library import public as library

    people = world()
    meeting_id, document_id = documented_meeting(people.convener)
    offer = library.offered_commitments(document_id, person=people.convener)[0]
    mark = public.Mark(people.addressee.organisation_id, start=offer.start, end=offer.end)
    public.mark(people.convener, meeting_id, [mark])
    [row] = paper(people, meeting_id).agreed
    card = library.document(document_id, person=people.convener)
    assert row.source == card.title
    assert row.source_address.endswith(f"?from={offer.start}&to={offer.end}#passage")


def test_a_mark_taken_back_and_a_cancelled_action_are_not_on_the_paper() -> None:
    people = world()
    wrong = ask(people, people.meeting_id, "Taken back.")
    recommendations.withdraw(people.convener, wrong, reason="Wrong.")
    action_id = people.act()
    public.report(people.owner, action_id, public.ReportDraft("cancelled", "No money."))
    [row] = paper(people, people.meeting_id).agreed
    assert row.actions == ()
    assert row.state == "Not started"


def test_more_promises_need_no_more_queries() -> None:
    people = world()
    people.act()

    def count() -> int:
        assert people.other.roles  # read once for each person, not part of the paper
        with CaptureQueriesContext(connection) as found:
            paper(people, people.meeting_id)
        return len(found)

    before = count()
    for number in range(4):
        row = ask(people, people.meeting_id, f"More {number}.")
        public.answer(people.addressee, row, public.AnswerDraft(position="supported"))
        act(people, row)
    assert Recommendation.objects.count() == 5
    assert count() == before
