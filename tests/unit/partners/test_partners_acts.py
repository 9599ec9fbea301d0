"""The verbs: what they keep, what they refuse, and the line each writes in the trail."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from commonweal.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from commonweal.partners import public
from commonweal.partners.actions import recommendations, showing
from commonweal.partners.models import (
    Action,
    Answer,
    Confirmation,
    Evidence,
    Meeting,
    Recommendation,
    Report,
)
from commonweal.partners.queries.way import way_of
from commonweal.partners.rules.promises import JUDGE_ACTION
from commonweal.rights.models import Person, Role, TrailEntry
from commonweal.rights.public import declared_verbs
from factories import PersonFactory, give
from factories_partners import EvidenceFactory, World, documented_meeting, world

pytestmark = pytest.mark.django_db
PDF = public.Attachment(name="plan.pdf", content=b"%PDF-1.7 the plan")


def stored() -> list[Path]:
    folder = Path(os.environ["COMMONWEAL_DATA"]) / "evidence"
    return sorted(path for path in folder.rglob("*") if path.is_file())


def verbs() -> list[str]:
    return [entry.verb for entry in TrailEntry.objects.order_by("pk")]


def test_one_promise_from_start_to_finish() -> None:
    people = world()
    action_id = people.do()
    public.confirm(people.other, action_id, public.ViewDraft(reason="We have walked it."))
    way = way_of(people.convener, people.recommendation_id)
    assert way.recommendation.progress == "confirmed"
    assert way.steps == ("done",) * 5
    assert verbs()[-7:] == [
        "partners.recommendation.marked",
        "partners.recommendation.answered",
        "partners.action.proposed",
        "partners.action.accepted",
        "partners.evidence.added",
        "partners.action.done",
        "partners.action.confirmed",
    ]
    assert set(verbs()) <= {verb.key for verb in declared_verbs()}


def test_a_mark_keeps_the_exact_words_and_their_place() -> None:
    people = world()
    meeting_id, document_id = documented_meeting(people.convener)
    from commonweal.library import public as library

    offered = library.offered_commitments(document_id, person=people.convener)
    assert offered
    [row] = recommendations.mark(
        people.convener,
        meeting_id,
        [
            public.Mark(
                addressee_id=people.addressee.organisation_id,
                text="Keep it step-free.",
                start=offered[0].start,
                end=offered[0].end,
            )
        ],
    )
    assert row.quoted == offered[0].text.strip()
    assert row.text == "Keep it step-free."
    assert f"?from={row.start}&to={row.end}#passage" in row.passage_address
    again = public.Mark(addressee_id=people.addressee.organisation_id, start=row.start, end=row.end)
    with pytest.raises(Conflict, match="number 1"):
        recommendations.mark(people.convener, meeting_id, [again])


def test_one_wrong_mark_keeps_none() -> None:
    people = world()
    good = public.Mark(addressee_id=people.addressee.organisation_id, text="Good.")
    before = Recommendation.objects.count()
    with pytest.raises(InvalidInput):
        public.mark(people.convener, people.meeting_id, [good, public.Mark(uuid.uuid4(), "Bad.")])
    with pytest.raises(InvalidInput):
        public.mark(people.convener, people.meeting_id, [])
    assert Recommendation.objects.count() == before


@pytest.mark.parametrize("position", ["in-part", "not-agreed"])
def test_who_does_not_wholly_agree_says_why(position: str) -> None:
    people = world()
    with pytest.raises(InvalidInput, match="reason"):
        public.answer(
            people.addressee,
            people.recommendation_id,
            public.AnswerDraft(position=position, reason="  "),
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.create(
            recommendation_id=people.recommendation_id,
            number=1,
            position=position,
            person=people.addressee,
            organisation=people.addressee.organisation,
        )


def test_an_earlier_answer_stays_and_the_second_of_two_is_told() -> None:
    people = world()
    public.answer(
        people.addressee, people.recommendation_id, public.AnswerDraft(position="supported")
    )
    with pytest.raises(Conflict):
        public.answer(
            people.colleague,
            people.recommendation_id,
            public.AnswerDraft(position="not-agreed", reason="No."),
        )
    public.answer(
        people.colleague,
        people.recommendation_id,
        public.AnswerDraft(position="in-part", reason="Not all."),
        seen=1,
    )
    way = way_of(people.other, people.recommendation_id)
    assert way.answer is not None
    assert (way.answer.position, way.answer.reason) == ("in-part", "Not all.")
    assert [each.position for each in way.former] == ["supported"]


def test_an_action_needs_an_answer_that_agrees() -> None:
    people = world()
    draft = public.ActionDraft(
        title="Lower the kerbs",
        owner_id=people.addressee.organisation_id,
        due_on=timezone.localdate(),
    )
    with pytest.raises(Conflict):
        public.add_action(people.addressee, people.recommendation_id, draft)
    public.answer(
        people.addressee,
        people.recommendation_id,
        public.AnswerDraft(position="not-agreed", reason="No."),
    )
    with pytest.raises(Conflict):
        public.add_action(people.addressee, people.recommendation_id, draft)


def test_an_owner_adds_only_its_own_actions_and_names_only_its_own_people() -> None:
    people = world()
    people.act()
    today = timezone.localdate()

    def draft(owner: object, leader: object = None) -> public.ActionDraft:
        return public.ActionDraft(title="More", owner_id=owner, due_on=today, person_id=leader)

    public.add_action(
        people.owner,
        people.recommendation_id,
        draft(people.owner.organisation_id, people.owner.pk),
    )
    with pytest.raises(NotAllowed):
        public.add_action(
            people.owner, people.recommendation_id, draft(people.other.organisation_id)
        )
    with pytest.raises(NotAllowed):
        public.add_action(
            people.other, people.recommendation_id, draft(people.other.organisation_id)
        )
    with pytest.raises(InvalidInput):
        public.add_action(
            people.addressee,
            people.recommendation_id,
            draft(people.owner.organisation_id, people.other.pk),
        )


def test_a_later_date_keeps_the_first() -> None:
    people = world()
    action_id = people.act(due_in_days=10)
    first = Action.objects.get().due_on
    later = first + timedelta(days=30)
    for wrong in (None, first, first - timedelta(days=1)):
        with pytest.raises(InvalidInput):
            public.report(
                people.owner, action_id, public.ReportDraft("extended", "Rain.", due_on=wrong)
            )
    with pytest.raises(InvalidInput):
        public.report(people.owner, action_id, public.ReportDraft("extended", due_on=later))
    public.report(people.owner, action_id, public.ReportDraft("extended", "Rain.", due_on=later))
    action = Action.objects.get()
    assert (action.first_due_on, action.due_on) == (first, later)
    said = action.reports.get(kind="extended")
    assert (said.former_due_on, said.due_on, said.text) == (first, later, "Rain.")


def test_what_cannot_be_said_now_is_refused() -> None:
    people = world()
    action_id = people.do()
    for kind in ("started", "done", "cancelled", "extended"):
        with pytest.raises(Conflict):
            public.report(people.owner, action_id, public.ReportDraft(kind, "Because."))
    with pytest.raises(InvalidInput):
        public.report(people.owner, action_id, public.ReportDraft("forgotten"))


def test_taken_up_again_confirmations_are_former_and_objections_stand() -> None:
    people = world()
    action_id = people.do()
    public.confirm(people.other, action_id)
    public.object_to(people.convener, action_id, public.ViewDraft(reason="The ramp is missing."))
    public.report(people.owner, action_id, public.ReportDraft("reopened"))
    public.report_done(people.owner, action_id)
    [doing] = way_of(people.other, people.recommendation_id).doings
    assert doing.action.progress == "contested"
    assert [view.organisation for view in doing.views.former] == [people.other.organisation]
    assert not doing.views.confirming


def test_views_stand_side_by_side_and_a_partners_later_view_before_its_earlier() -> None:
    people = world()
    action_id = people.do()
    public.confirm(people.other, action_id)
    public.object_to(people.convener, action_id, public.ViewDraft(reason="The ramp is missing."))
    [doing] = way_of(people.other, people.recommendation_id).doings
    assert len(doing.views.confirming) == len(doing.views.objecting) == 1
    assert doing.action.progress == "contested"
    public.confirm(people.convener, action_id)
    [doing] = way_of(people.other, people.recommendation_id).doings
    assert doing.action.progress == "confirmed"
    assert [view.reason for view in doing.views.former] == ["The ramp is missing."]


def test_nobody_confirms_their_own() -> None:
    people = world()
    action_id = people.act()
    public.add_evidence(
        people.owner, action_id, public.EvidenceDraft(title="x", link="https://a.example/")
    )
    with pytest.raises(NotAllowed):
        public.confirm(people.other, action_id)
    public.report_done(people.addressee, action_id)
    for own in (people.owner, people.addressee, people.colleague):
        with pytest.raises(NotAllowed):
            public.confirm(own, action_id)
        with pytest.raises(NotAllowed):
            public.object_to(own, action_id, public.ViewDraft(reason="No."))
    # Who reported it done and then acts for somebody else has still reported it.
    people.addressee.organisation = people.other.organisation
    people.addressee.save()
    with pytest.raises(NotAllowed):
        public.confirm(people.addressee, action_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        Confirmation.objects.create(
            action_id=action_id,
            kind="confirms",
            organisation=people.owner.organisation,
            owner=people.owner.organisation,
            person=people.owner,
        )


def _led_by(people: World, person: Person, action_id: uuid.UUID) -> None:
    Action.objects.filter(pk=action_id).update(person=person)


def _with_evidence_of(people: World, person: Person, action_id: uuid.UUID) -> None:
    EvidenceFactory(action_id=action_id, person=person, organisation=people.owner.organisation)


def _reported_by(people: World, person: Person, action_id: uuid.UUID) -> None:
    Report.objects.create(
        action_id=action_id, person=person, organisation=people.owner.organisation, kind="started"
    )


def _with_a_role_for_the_owner(people: World, person: Person, _action_id: uuid.UUID) -> None:
    give(person, role=Role.PARTNER, organisation=people.owner.organisation)


def _with_a_role_for_the_reporter(people: World, person: Person, _action_id: uuid.UUID) -> None:
    give(person, role=Role.DONOR, organisation=people.addressee.organisation)


@pytest.mark.parametrize(
    "hand",
    [
        _led_by,
        _with_evidence_of,
        _reported_by,
        _with_a_role_for_the_owner,
        _with_a_role_for_the_reporter,
    ],
)
def test_nobody_confirms_their_own_through_a_second_partner(
    hand: Callable[[World, Person, uuid.UUID], None],
) -> None:
    people = world()
    action_id = people.act()
    public.add_evidence(
        people.owner, action_id, public.EvidenceDraft(title="x", link="https://a.example/")
    )
    public.report_done(people.addressee, action_id)
    somebody = PersonFactory(organisation=people.other.organisation)
    action = Action.objects.get(pk=action_id)
    assert JUDGE_ACTION.allows(somebody, action)
    assert Action.objects.filter(JUDGE_ACTION.rows(somebody), pk=action_id).exists()
    hand(people, somebody, action_id)
    action = Action.objects.get(pk=action_id)
    assert not JUDGE_ACTION.allows(somebody, action)
    assert not Action.objects.filter(JUDGE_ACTION.rows(somebody), pk=action_id).exists()
    with pytest.raises(NotAllowed):
        public.confirm(somebody, action_id)


def test_without_evidence_there_is_nothing_to_confirm_but_something_to_object_to() -> None:
    people = world()
    action_id = people.act()
    public.report_done(people.owner, action_id)
    with pytest.raises(Conflict):
        public.confirm(people.other, action_id)
    with pytest.raises(InvalidInput):
        public.object_to(people.other, action_id, public.ViewDraft())
    public.object_to(people.other, action_id, public.ViewDraft(reason="Nothing is there."))


def test_a_file_lies_in_the_data_folder_under_a_name_of_our_own() -> None:
    people = world()
    action_id = people.act()
    public.add_evidence(people.owner, action_id, public.EvidenceDraft(title="Plan", file=PDF))
    row = Evidence.objects.get()
    assert row.file_name == "plan.pdf"
    assert "plan" not in row.file.name
    assert row.file.path.startswith(f"{os.environ['COMMONWEAL_DATA']}/evidence/")
    assert row.file.open().read() == PDF.content


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"link": "https://a.example/", "file": PDF},
        {"link": "javascript:alert(1)"},
        {"file": public.Attachment(name="plan.pdf", content=b"MZ")},
        {"document_id": uuid.uuid4(), "start": 0, "end": 5},
    ],
)
def test_evidence_is_exactly_one_usable_thing(wrong: dict[str, object]) -> None:
    people = world()
    action_id = people.act()
    with pytest.raises((InvalidInput, NotFound)):
        public.add_evidence(people.owner, action_id, public.EvidenceDraft(title="Plan", **wrong))
    assert not Evidence.objects.exists()


def test_what_fails_leaves_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    people = world()
    action_id = people.act()

    def broken(*_args: object, **_facts: object) -> None:
        raise RuntimeError("the trail is broken")

    monkeypatch.setattr(showing, "record", broken)
    before = stored()
    with pytest.raises(RuntimeError):
        public.add_evidence(people.owner, action_id, public.EvidenceDraft(title="Plan", file=PDF))
    assert not Evidence.objects.exists()
    assert stored() == before


def test_withdrawn_evidence_stays_listed_and_counts_no_longer() -> None:
    people = world()
    action_id = people.do()
    row = Evidence.objects.get()
    with pytest.raises(NotAllowed):
        showing.withdraw_evidence(people.other, row.pk, reason="It is theirs.")
    showing.withdraw_evidence(people.owner, row.pk, reason="The wrong page.")
    with pytest.raises(Conflict):
        showing.withdraw_evidence(people.owner, row.pk, reason="Again.")
    [doing] = way_of(people.other, people.recommendation_id).doings
    assert not doing.evidence
    assert [each.withdrawn_reason for each in doing.withdrawn] == ["The wrong page."]
    with pytest.raises(Conflict):
        public.confirm(people.other, action_id)


def test_a_mark_is_taken_back_and_marked_again_while_it_has_no_answer() -> None:
    people = world()
    public.publish(people.convener, people.recommendation_id)
    recommendations.withdraw(people.convener, people.recommendation_id, reason="Said otherwise.")
    row = Recommendation.objects.get()
    assert row.withdrawn_reason == "Said otherwise."
    assert not row.is_public
    with pytest.raises(NotAllowed):
        public.answer(
            people.addressee, people.recommendation_id, public.AnswerDraft(position="supported")
        )
    with pytest.raises(Conflict):
        public.publish(people.convener, people.recommendation_id)
    recommendations.restore(people.convener, people.recommendation_id)
    public.answer(
        people.addressee, people.recommendation_id, public.AnswerDraft(position="supported")
    )
    with pytest.raises(Conflict):
        recommendations.withdraw(people.convener, people.recommendation_id, reason="Too late.")


def test_meetings_are_added_for_ones_own_partner() -> None:
    people = world()
    for_other = public.MeetingDraft(title="Theirs", convener_id=people.other.organisation_id)
    with pytest.raises(NotAllowed):
        public.add_meeting(people.convener, for_other)
    meeting_id = public.add_meeting(people.coordinator, for_other)
    assert Meeting.objects.get(pk=meeting_id).convener == people.other.organisation
    with pytest.raises(NotAllowed):
        public.add_meeting(people.homeless, public.MeetingDraft(title="Nobody's"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": "  "},
        {"title": "x" * 301},
        {"title": "x", "type": "party"},
        {"title": "x", "end": timezone.localdate()},
        {"title": "x", "partner_ids": (uuid.uuid4(),)},
        {"title": "x", "bodies": tuple(f"Body {n}" for n in range(201))},
    ],
)
def test_a_meeting_that_cannot_be_is_refused(wrong: dict[str, object]) -> None:
    people = world()
    before = Meeting.objects.count()
    with pytest.raises(InvalidInput):
        public.add_meeting(people.convener, public.MeetingDraft(**wrong))
    assert Meeting.objects.count() == before


def test_whoever_acts_for_nobody_may_not_know_of_it() -> None:
    people = world()
    with pytest.raises(NotFound):
        public.answer(
            people.homeless, people.recommendation_id, public.AnswerDraft(position="supported")
        )
    with pytest.raises(NotFound):
        public.answer(people.addressee, uuid.uuid4(), public.AnswerDraft(position="supported"))
