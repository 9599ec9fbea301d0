"""The agenda of a meeting, its papers, and copies of a meeting with its agenda."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import Conflict, InvalidInput, NotFound
from commonweal.library import public as library
from commonweal.partners.actions.meetings import known_partners
from commonweal.partners.actions.permit import (
    TITLE_CHARACTERS,
    lock_meeting,
    permit,
    unchanged,
    within,
    written,
)
from commonweal.partners.actions.planning import instant
from commonweal.partners.actions.registration_forms import copy_form
from commonweal.partners.engine import planning
from commonweal.partners.engine.local_time import days_between, wall_of
from commonweal.partners.models import (
    AgendaItem,
    AgendaKind,
    AgendaSpeaker,
    Meeting,
    MeetingPaper,
    MeetingState,
    RegistrationForm,
)
from commonweal.partners.queries.rows import meeting_of
from commonweal.partners.rules.meetings import CHANGE_MEETING
from commonweal.partners.rules.taking_part import acting_for
from commonweal.rights.public import record, verb

if TYPE_CHECKING:
    from commonweal.partners.engine.plan_types import ItemDraft
    from commonweal.rights.models import Person

AGENDA_CHANGED = verb("partners.agenda.changed", gettext_lazy("changed the agenda of a meeting"))
PAPER_ADDED = verb("partners.paper.added", gettext_lazy("added a document to a meeting"))
PAPER_REMOVED = verb("partners.paper.removed", gettext_lazy("took a document off a meeting"))
COPIED = verb("partners.meeting.copied", gettext_lazy("copied a meeting into a series"))
ITEMS_LIMIT, SPEAKERS_LIMIT, PAPERS_LIMIT = 100, 10, 50


@transaction.atomic
def add_item(person: Person, meeting_id: UUID, draft: ItemDraft) -> AgendaItem:
    """Add a line to a meeting's agenda.

    Raises:
        NotFound: If there is no such meeting, or not for this person.
        NotAllowed: If the person does not keep the meeting.
        InvalidInput: If a value cannot be used, or the agenda is full.
    """
    meeting = _kept(person, meeting_id)
    if meeting.agenda.count() >= ITEMS_LIMIT:
        raise InvalidInput(
            "partners.agenda.full",
            _("An agenda has at most %(limit)s lines. Take one out first.")
            % {"limit": ITEMS_LIMIT},
        )
    item = AgendaItem(meeting=meeting)
    _fill(item, draft)
    record(person, AGENDA_CHANGED, thing=meeting)
    return item


@transaction.atomic
def change_item(
    person: Person, item_id: UUID, draft: ItemDraft, *, seen: int | None = None
) -> AgendaItem:
    """Change a line of an agenda.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person does not keep the meeting.
        Conflict: If somebody changed it meanwhile.
        InvalidInput: If a value cannot be used.
    """
    AgendaItem.objects.select_for_update().filter(pk=item_id).first()
    item = kept_item(person, item_id)
    unchanged(item, seen=seen)
    item.version += 1
    _fill(item, draft)
    record(person, AGENDA_CHANGED, thing=item.meeting)
    return item


@transaction.atomic
def remove_item(person: Person, item_id: UUID) -> Meeting:
    """Take a line out of an agenda, and return the meeting.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person does not keep the meeting.
    """
    item = kept_item(person, item_id)
    item.delete()
    record(person, AGENDA_CHANGED, thing=item.meeting)
    return item.meeting


def kept_item(person: Person, item_id: UUID) -> AgendaItem:
    """Return a line of an agenda that the person may change.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person does not keep the meeting.
    """
    item = AgendaItem.objects.select_related("meeting").filter(pk=item_id).first()
    if item is None:
        raise NotFound("partners.not-found", _("There is no such page, or not for you."))
    item.meeting = meeting_of(person, item.meeting_id)
    permit(CHANGE_MEETING, person, item.meeting)
    return item


@transaction.atomic
def add_paper(person: Person, meeting_id: UUID, document_id: UUID) -> MeetingPaper:
    """Add a document of the library to what a meeting works with.

    Raises:
        NotFound: If there is no such meeting or document, or not for this person.
        NotAllowed: If the person does not keep the meeting.
        Conflict: If the document is there already, or too many are.
    """
    meeting = _kept(person, meeting_id)
    card = library.document(document_id, person=person)
    if meeting.papers.filter(document_id=card.id).exists():
        raise Conflict("partners.paper.twice", _("The document is among the papers already."))
    if meeting.papers.count() >= PAPERS_LIMIT:
        raise Conflict(
            "partners.paper.full",
            _("A meeting has at most %(limit)s papers. Take one off first.")
            % {"limit": PAPERS_LIMIT},
        )
    paper = meeting.papers.create(document_id=card.id, document_title=card.title[:500])
    record(person, PAPER_ADDED, thing=meeting, facts={"document": str(card.id)})
    return paper


@transaction.atomic
def remove_paper(person: Person, meeting_id: UUID, document_id: UUID) -> Meeting:
    """Take a document off a meeting's papers; the document stays in the library.

    Raises:
        NotFound: If there is no such meeting, or not for this person.
        NotAllowed: If the person does not keep the meeting.
    """
    meeting = _kept(person, meeting_id)
    gone, _rows = meeting.papers.filter(document_id=document_id).delete()
    if gone:
        record(person, PAPER_REMOVED, thing=meeting, facts={"document": str(document_id)})
    return meeting


@transaction.atomic
def copy_meeting(
    person: Person, meeting_id: UUID, *, rule: str, count: int, now: datetime | None = None
) -> list[Meeting]:
    """Copy a planned meeting with its agenda, each copy a draft of its own at the same hour there.

    Args:
        person: One of the people who keep it.
        meeting_id: The meeting; it and the copies are one series then.
        rule: ``weekly``, ``monthly``, ``quarterly`` or ``yearly``.
        count: How many copies.
        now: The time of the act; the present if None.

    Returns:
        The copies, in order.

    Raises:
        NotFound: If there is no such meeting, or not for this person.
        NotAllowed: If the person does not keep the meeting.
        Conflict: If it has no times yet.
        InvalidInput: If the rule or the number cannot be used.
    """
    meeting = _kept(person, meeting_id)
    if meeting.starts_at is None:
        raise Conflict("partners.series.times", _("Only a planned meeting with times is copied."))
    if rule not in planning.RULES or not 1 <= count <= planning.COPIES_LIMIT:
        raise InvalidInput(
            "partners.series.count",
            _("%(count)s copies were asked for; from 1 to %(limit)s can be made at a time.")
            % {"count": count, "limit": planning.COPIES_LIMIT},
        )
    if meeting.series_id is None:
        meeting.series_id = uuid.uuid4()
        meeting.save(update_fields=["series_id"])
    first = wall_of(meeting.starts_at, zone=meeting.time_zone).date()
    days = planning.series_days(first, rule=rule, count=count)
    copies = [_copy(person, meeting, later=day - first, now=now or timezone.now()) for day in days]
    record(person, COPIED, thing=meeting, facts={"copies": len(copies)})
    return copies


def _copy(person: Person, meeting: Meeting, *, later: timedelta, now: datetime) -> Meeting:
    partners = list(meeting.partners.all())
    items = list(meeting.agenda.prefetch_related("speakers"))
    copy = Meeting.objects.get(pk=meeting.pk)
    copy.pk = uuid.uuid4()
    copy.state, copy.state_reason = MeetingState.DRAFT, ""
    copy.document_id, copy.document_title = None, ""
    copy.recorder_id, copy.added_by, copy.added_at = acting_for(person), person, now
    copy.starts_at, copy.ends_at = (
        instant(wall_of(at, zone=meeting.time_zone) + later, zone=meeting.time_zone)
        for at in (meeting.starts_at, meeting.ends_at)
        if at is not None
    )
    copy.start, copy.end = days_between(copy.starts_at, copy.ends_at, zone=copy.time_zone)
    copy.version = 1
    copy.save(force_insert=True)
    copy.partners.set(partners)
    for item in items:
        _copy_item(item, copy)
    if form := RegistrationForm.objects.filter(meeting=meeting).first():
        copy_form(form, copy)
    return copy


def _copy_item(item: AgendaItem, meeting: Meeting) -> None:
    speakers = list(item.speakers.all())
    item.pk, item.meeting, item.version = uuid.uuid4(), meeting, 1
    item.save(force_insert=True)
    AgendaSpeaker.objects.bulk_create(
        AgendaSpeaker(item=item, partner_id=one.partner_id, body=one.body, function=one.function)
        for one in speakers
    )


def _kept(person: Person, meeting_id: UUID) -> Meeting:
    lock_meeting(meeting_id)
    meeting = meeting_of(person, meeting_id)
    permit(CHANGE_MEETING, person, meeting)
    return meeting


def _fill(item: AgendaItem, draft: ItemDraft) -> None:
    if draft.kind not in AgendaKind.values:
        raise InvalidInput("partners.agenda.kind", _("Choose the kind from the list."))
    if not 1 <= draft.day <= len(_days_of(item.meeting)):
        raise InvalidInput(
            "partners.agenda.day",
            _("The meeting has %(days)s days; there is no day %(day)s.")
            % {"days": len(_days_of(item.meeting)), "day": draft.day},
        )
    item.title = written(draft.title, name=_("a title"), limit=TITLE_CHARACTERS)
    item.words = within(draft.words, name=_("the words"))
    item.day, item.time, item.kind = draft.day, draft.time, draft.kind
    item.save()
    _speak(item, draft)


def _speak(item: AgendaItem, draft: ItemDraft) -> None:
    speakers = [one for one in draft.speakers if one.partner_id or one.body.strip()]
    if len(speakers) > SPEAKERS_LIMIT or (speakers and draft.kind == AgendaKind.BREAK):
        raise InvalidInput(
            "partners.agenda.speakers",
            _("A session has at most %(limit)s speakers, a break has none.")
            % {"limit": SPEAKERS_LIMIT},
        )
    known_partners(one.partner_id for one in speakers if one.partner_id)
    item.speakers.all().delete()
    for one in speakers:
        item.speakers.create(
            partner_id=one.partner_id,
            body=within(one.body, name=_("the body"), limit=200),
            function=within(one.function, name=_("the function"), limit=200),
        )


def _days_of(meeting: Meeting) -> range:
    if meeting.start is None or meeting.end is None:
        return range(1)
    return range((meeting.end - meeting.start).days + 1)
