"""The story is acted out: each act through the rooms' public verbs, by the person whose act it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from commonweal.demo.agreements import Table, agree
from commonweal.demo.city import COORDINATOR, Resident
from commonweal.demo.corrections import correct
from commonweal.demo.directory import ENTRIES, TAKEN_OVER, TWICE, TWICE_NAME, Entry
from commonweal.demo.exchange import exchange
from commonweal.demo.listening import COUNCIL, Evening, listen
from commonweal.demo.minutes import keep_minutes
from commonweal.demo.models import Made
from commonweal.demo.passages import find
from commonweal.demo.plan import Scene, plan
from commonweal.demo.questions import Desk, ask_the_police
from commonweal.demo.restricted import restrict
from commonweal.demo.story import GATHERINGS, Deed, Gathering, Promise, View, Words
from commonweal.demo.training import train
from commonweal.demo.workshop import open_workshop
from commonweal.library import public as library
from commonweal.partners import public as partners

if TYPE_CHECKING:
    from commonweal.rights.models import Person

TOLD = "story"
# How many days after the marking each act follows.
ANSWERED_AFTER, STARTED_AFTER = 2, 4
# How many days ago something was reported done, and judged by others.
REPORTED_AGO, JUDGED_AGO = 18, 10
# How many days ago the partners wrote their entries.
INTRODUCED_AGO = 60


@dataclass(frozen=True, slots=True)
class Stage:
    """What the acts need: who is here, which documents there are, and the present moment."""

    people: Mapping[str, Person]
    documents: Mapping[str, UUID]
    now: datetime

    def person(self, one: Resident) -> Person:
        """Return the person who plays a resident."""
        return self.people[one.key]

    def partner(self, one: Resident) -> UUID:
        """Return the partner that a resident acts for."""
        organisation_id = self.person(one).organisation_id
        assert organisation_id is not None, f"{one.key} acts for nobody"  # noqa: S101  settled so
        return organisation_id

    def ago(self, days: int) -> datetime:
        """Return the moment so many days ago."""
        return self.now - timedelta(days=days)


@transaction.atomic
def tell(stage: Stage) -> None:
    """Act the whole story out, or nothing of it."""
    for entry in ENTRIES:
        _introduce(stage, entry)
    _take_over(stage)
    agree(Table(person=stage.person, partner=stage.partner, ago=stage.ago))
    for gathering in GATHERINGS:
        _gather(stage, gathering)
    _listen(stage)
    ask_the_police(Desk(person=stage.person, partner=stage.partner, ago=stage.ago))
    correct(stage.people, stage.documents)
    restrict(stage.people, stage.documents)
    open_workshop(stage)
    exchange(stage)
    train(stage)
    plan(Scene(stage.person, stage.partner, stage.ago, stage.documents))
    keep_minutes(stage)
    Made.objects.create(name=TOLD)


def _introduce(stage: Stage, entry: Entry) -> None:
    writer, partner_id = stage.person(entry.by or entry.who), stage.partner(entry.who)
    written = stage.ago(INTRODUCED_AGO)
    partners.describe(writer, partner_id, entry.draft, now=written)
    for service in entry.services:
        partners.add_service(writer, partner_id, service, now=written)
    for contact in entry.contacts:
        partners.add_contact(writer, partner_id, contact, now=written)


def _take_over(stage: Stage) -> None:
    """Let the co-ordinator take bodies over that the documents name, and add one partner twice."""
    coordinator = stage.person(COORDINATOR)
    for one in TAKEN_OVER:
        for body in library.bodies_named(coordinator, words=one.organisation)[:1]:
            partners.take_over(coordinator, body.key, partner_id=stage.partner(one))
    partners.add_partner(coordinator, TWICE_NAME, TWICE, now=stage.ago(INTRODUCED_AGO))


def _gather(stage: Stage, gathering: Gathering) -> None:
    convener = stage.person(gathering.convener)
    meeting_id = partners.add_meeting(
        convener, _draft(stage, gathering), now=stage.ago(gathering.marked_days_ago)
    )
    Made.objects.create(name=f"meeting:{gathering.key}", made_id=meeting_id)
    marked = partners.mark(
        convener,
        meeting_id,
        [_mark(stage, gathering, promise) for promise in gathering.promises],
        now=stage.ago(gathering.marked_days_ago),
    )
    for promise, recommendation_id in zip(gathering.promises, marked, strict=True):
        Made.objects.create(name=f"promise:{promise.key}", made_id=recommendation_id)
        _follow(stage, promise, recommendation_id, marked_ago=gathering.marked_days_ago)
        if gathering.is_public:
            partners.publish(convener, recommendation_id, now=stage.now)


def _listen(stage: Stage) -> None:
    """Let a council listen, and show everybody what came of it."""
    draft = partners.PartnershipDraft(
        kind="public-council",
        title="Public Council of the Riverside quarter",
        purpose="To listen to the quarter together, and to answer in public.",
        members=tuple(partners.MemberDraft(stage.partner(one)) for one in COUNCIL),
    )
    host = stage.person(COORDINATOR)
    council_id = partners.propose_partnership(host, draft, now=stage.ago(120))
    Made.objects.create(name="council:riverside", made_id=council_id)
    listen(Evening(person=stage.person, ago=stage.ago), council_id=council_id)


def _draft(stage: Stage, gathering: Gathering) -> partners.MeetingDraft:
    present = tuple(stage.partner(one) for one in gathering.present)
    convener_id = stage.partner(gathering.convener)
    if not gathering.document:
        return partners.MeetingDraft(
            title=gathering.title,
            type=gathering.type,
            start=stage.ago(gathering.days_ago).date(),
            place=gathering.place,
            convener_id=convener_id,
            partner_ids=present,
            partnership_id=_held_under(gathering),
        )
    document_id = stage.documents[gathering.document]
    event = library.event_of(document_id, person=stage.person(gathering.convener))
    return partners.MeetingDraft(
        title=gathering.title or event.title,
        type=gathering.type,
        start=event.start,
        end=event.end,
        date_text=event.date_text or "",
        place=event.place or "",
        country=event.country or "",
        bodies=event.bodies,
        document_id=document_id,
        convener_id=convener_id,
        partner_ids=present,
        partnership_id=_held_under(gathering),
    )


def _held_under(gathering: Gathering) -> UUID | None:
    """Return the partnership that is called as the meeting is, if there is one."""
    found = Made.objects.filter(name=f"partnership:{gathering.key}")
    return found.values_list("made_id", flat=True).first()


def _mark(stage: Stage, gathering: Gathering, promise: Promise) -> partners.Mark:
    addressee_id = stage.partner(promise.addressee)
    if promise.words is None:
        return partners.Mark(addressee_id=addressee_id, text=promise.text)
    found = _passage(stage, promise.words, reader=gathering.convener)
    return partners.Mark(
        addressee_id=addressee_id, text=promise.text, start=found.start, end=found.end
    )


def _follow(stage: Stage, promise: Promise, recommendation_id: UUID, *, marked_ago: int) -> None:
    if promise.reply is None:
        return
    partners.answer(
        stage.person(promise.addressee),
        recommendation_id,
        partners.AnswerDraft(
            position=promise.reply.position,
            reason=promise.reply.reason,
            is_public=promise.reply.is_public,
        ),
        now=stage.ago(marked_ago - ANSWERED_AFTER),
    )
    deed = promise.deed
    if deed is None:
        return
    action_id = partners.add_action(
        stage.person(promise.addressee),
        recommendation_id,
        partners.ActionDraft(
            title=deed.title,
            owner_id=stage.partner(deed.owner),
            due_on=stage.ago(-deed.due_in_days).date(),
            person_id=stage.person(deed.owner).pk,
        ),
        now=stage.ago(marked_ago - ANSWERED_AFTER),
    )
    Made.objects.create(name=f"action:{promise.key}", made_id=action_id)
    _do(stage, deed, action_id, started_ago=marked_ago - STARTED_AFTER)


def _do(stage: Stage, deed: Deed, action_id: UUID, *, started_ago: int) -> None:
    owner = stage.person(deed.owner)
    if deed.is_started:
        started = partners.ReportDraft(kind="started")
        partners.report(owner, action_id, started, now=stage.ago(started_ago))
    if deed.evidence:
        found = _passage(stage, deed.evidence, reader=deed.owner)
        evidence = partners.EvidenceDraft(
            title=deed.evidence_title,
            document_id=found.document_id,
            start=found.start,
            end=found.end,
        )
        partners.add_evidence(owner, action_id, evidence, now=stage.ago(REPORTED_AGO))
    if deed.report:
        partners.report_done(owner, action_id, text=deed.report, now=stage.ago(REPORTED_AGO))
    for view in deed.views:
        _judge(stage, view, action_id)


def _judge(stage: Stage, view: View, action_id: UUID) -> None:
    found = _passage(stage, view.passage, reader=view.by) if view.passage else None
    draft = partners.ViewDraft(
        reason=view.reason,
        is_public=True,
        document_id=found.document_id if found else None,
        start=found.start if found else None,
        end=found.end if found else None,
    )
    act = partners.confirm if view.confirms else partners.object_to
    act(stage.person(view.by), action_id, draft, now=stage.ago(JUDGED_AGO))


def _passage(stage: Stage, words: Words, *, reader: Resident) -> library.Passage:
    return find(words.words, stage.documents[words.file], person=stage.person(reader))
