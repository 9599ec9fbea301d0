"""Meetings: add one, change it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import Conflict, InvalidInput, NotAllowed
from commonweal.library import public as library
from commonweal.partners.actions.inclusion import keep_summed
from commonweal.partners.actions.permit import (
    TITLE_CHARACTERS,
    lock_meeting,
    permit,
    unchanged,
    within,
    written,
)
from commonweal.partners.engine.local_time import days_between
from commonweal.partners.models import Meeting, MeetingType
from commonweal.partners.queries.partnerships import held_under
from commonweal.partners.queries.related import carries_title
from commonweal.partners.queries.rows import meeting_of
from commonweal.partners.rules.meetings import CHANGE_MEETING
from commonweal.partners.rules.partnerships import SEE_PARTNERSHIP
from commonweal.partners.rules.taking_part import acting_for
from commonweal.rights.public import (
    coordinates,
    organisation_names,
    record,
    verb,
)

if TYPE_CHECKING:
    from commonweal.partners.engine.types import MeetingDraft
    from commonweal.partners.models import Partnership
    from commonweal.rights.models import Person

MEETING_ADDED = verb("partners.meeting.added", gettext_lazy("added a meeting"))
MEETING_CHANGED = verb("partners.meeting.changed", gettext_lazy("changed a meeting"))
BODIES_LIMIT = 200


def known_partners(ids: Iterable[UUID]) -> list[UUID]:
    """Return the ids once each, in order.

    Raises:
        InvalidInput: If one of them is no partner.
    """
    wanted = list(dict.fromkeys(ids))
    if len(organisation_names(wanted)) != len(wanted):
        raise InvalidInput("partners.partner", _("Choose partners from the list."))
    return wanted


@transaction.atomic
def add_meeting(person: Person, draft: MeetingDraft, *, now: datetime | None = None) -> Meeting:
    """Add a meeting, by hand or from a read document.

    Args:
        person: Who records it, for their own partner, which keeps it.
        draft: What is known of it.
        now: The time of the act; the present if None.

    Raises:
        NotAllowed: If the person acts for nobody, or names another partner and is no co-ordinator.
        NotFound: If the person may not know of the document.
        InvalidInput: If a value cannot be used.
    """
    own = acting_for(person)
    check_caller(person, draft.convener_id, kept=own)
    draft = replace(draft, partnership_id=under_partnership(person, draft.partnership_id))
    meeting = Meeting(
        **_facts(draft), **_source(person, draft.document_id), recorder_id=own,
        added_by=person, added_at=now or timezone.now(),
    )  # fmt: skip
    meeting.save()
    set_partners(meeting, draft.partner_ids)
    record(person, MEETING_ADDED, thing=meeting)
    return meeting


@transaction.atomic
def change_meeting(
    person: Person, meeting_id: UUID, draft: MeetingDraft, *, seen: int | None = None
) -> Meeting:
    """Change what is known of a meeting; its document stays, and who recorded it.

    Args:
        person: One of the people who keep it (see ``rules``), or a co-ordinator.
        meeting_id: The meeting.
        draft: What is known of it now.
        seen: The version the person saw; None if it was not shown to anybody.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person does not keep the meeting, or names another partner.
        Conflict: If somebody changed it meanwhile.
        InvalidInput: If a value cannot be used.
    """
    lock_meeting(meeting_id)
    meeting = meeting_of(person, meeting_id)
    permit(CHANGE_MEETING, person, meeting)
    unchanged(meeting, seen=seen)
    check_caller(person, draft.convener_id, kept=meeting.convener_id)
    under = under_partnership(person, draft.partnership_id, kept=meeting.partnership)
    draft = replace(draft, partnership_id=under)
    if not meeting.starts_at:
        keep_summed(meeting, start=draft.start)
    for name, value in _facts(draft).items():
        setattr(meeting, name, value)
    if meeting.starts_at and meeting.ends_at:  # its days follow its times
        meeting.start, meeting.end = days_between(
            meeting.starts_at, meeting.ends_at, zone=meeting.time_zone
        )
    meeting.version += 1
    meeting.save()
    set_partners(meeting, draft.partner_ids)
    record(person, MEETING_CHANGED, thing=meeting)
    return meeting


@transaction.atomic
def blank_title(person: Person, meeting_id: UUID) -> Meeting:
    """Call a meeting by its kind alone, where it was called as the restricted document it was made from.

    Raises:
        NotFound: If there is none, or not for this person, or they may not know of the document.
        NotAllowed: If the person does not keep the meeting.
        Conflict: If it is called otherwise, or nothing restricts the document.
    """
    lock_meeting(meeting_id)
    meeting = meeting_of(person, meeting_id)
    permit(CHANGE_MEETING, person, meeting)
    if meeting.document_id is not None:
        library.document(meeting.document_id, person=person)
    if meeting.document_id not in library.restricted_now() or not carries_title(meeting):
        raise Conflict(
            "partners.meeting.blank",
            _("The meeting does not carry the title of a restricted document any more."),
        )
    meeting.title = capfirst(str(meeting.get_type_display()))
    meeting.version += 1
    meeting.save()
    record(person, MEETING_CHANGED, thing=meeting)
    return meeting


def check_caller(person: Person, convener_id: UUID | None, *, kept: UUID | None) -> None:
    """Raise where a person says that another partner than their own called a meeting.

    Args:
        person: Who says it.
        convener_id: The partner they name; None for none.
        kept: Whom the meeting named before.

    Raises:
        NotAllowed: If they name another partner and are no co-ordinator.
        InvalidInput: If there is no such partner.
    """
    allowed = {None, kept, acting_for(person)}
    if convener_id not in allowed and not coordinates(person):
        raise NotAllowed(
            "partners.meeting.add",
            _("Only a co-ordinator says that another partner called it. Write its name instead."),
        )
    if convener_id is not None:
        known_partners([convener_id])


def under_partnership(
    person: Person, partnership_id: UUID | None, *, kept: Partnership | None = None
) -> UUID | None:
    """Return the partnership under which a meeting is held from now on.

    Args:
        person: Who says it.
        partnership_id: The one they name; None for none.
        kept: The one it was held under before; it stays where the person may not know of it.

    Raises:
        InvalidInput: If it is not for them to name.
    """
    if kept is not None and not SEE_PARTNERSHIP.allows(person, kept):
        return kept.pk
    may = {key for key, _title in held_under(person, kept=kept)} | {None}
    if partnership_id not in may:
        raise InvalidInput(
            "partners.meeting.partnership",
            _("Choose a partnership from the list: one that your partner keeps or is in."),
        )
    return partnership_id


def set_partners(meeting: Meeting, ids: Iterable[UUID]) -> None:
    """Keep which partners take part, or were there.

    Raises:
        InvalidInput: If one of them is no partner.
    """
    meeting.partners.set(known_partners(ids))  # type: ignore[arg-type]  # ids are taken, as documented


def _facts(draft: MeetingDraft) -> dict[str, Any]:
    if draft.type not in MeetingType.values:
        raise InvalidInput("partners.meeting.type", _("Choose the kind of meeting from the list."))
    if draft.end is not None and (draft.start is None or draft.end < draft.start):
        raise InvalidInput(
            "partners.meeting.days",
            _("The last day is before the first day, or there is no first day."),
        )
    return {
        "title": written(draft.title, name=_("a title"), limit=TITLE_CHARACTERS),
        "type": draft.type,
        "start": draft.start,
        "end": draft.end,
        "date_text": within(draft.date_text, name=_("the days as written"), limit=200),
        "place": within(draft.place, name=_("the place"), limit=200),
        "country": within(draft.country, name=_("the country"), limit=100),
        "bodies": _bodies(draft.bodies),
        "convener_id": draft.convener_id,
        "partnership_id": draft.partnership_id,
        "called_by": within(draft.called_by, name=_("other bodies that called it"), limit=300),
    }


def _bodies(names: Iterable[str]) -> list[str]:
    kept = list(dict.fromkeys(" ".join(name.split()) for name in names if name.strip()))
    if len(kept) > BODIES_LIMIT:
        raise InvalidInput(
            "partners.meeting.bodies",
            _("A meeting names at most %(limit)s bodies; this one names %(count)s.")
            % {"limit": BODIES_LIMIT, "count": len(kept)},
        )
    return [within(name, name=_("a body's name"), limit=300) for name in kept]


def _source(person: Person, document_id: UUID | None) -> dict[str, Any]:
    if document_id is None:
        return {}
    card = library.document(document_id, person=person)
    return {"document_id": card.id, "document_title": card.title[:500]}
