"""Decisions of a meeting: mark a paragraph of the minutes as one, take the mark back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import Conflict
from commonweal.partners.actions.permit import lock_meeting, permit, written
from commonweal.partners.actions.recommendations import marked_paragraph
from commonweal.partners.models import Decision
from commonweal.partners.queries.minutes import decision_of
from commonweal.partners.queries.rows import meeting_of
from commonweal.partners.rules.meetings import CHANGE_MEETING
from commonweal.partners.rules.taking_part import acting_for
from commonweal.rights.public import record, verb

if TYPE_CHECKING:
    from commonweal.rights.models import Person

DECIDED = verb("partners.decision.marked", gettext_lazy("marked a decision of a meeting"))
UNDECIDED = verb("partners.decision.withdrawn", gettext_lazy("took the mark of a decision back"))
DECIDED_AGAIN = verb("partners.decision.restored", gettext_lazy("marked a decision again"))


@transaction.atomic
def mark_decision(
    person: Person,
    meeting_id: UUID,
    paragraph: UUID,
    *,
    text: str = "",
    now: datetime | None = None,
) -> Decision:
    """Mark a paragraph of the minutes as a decision.

    Args:
        person: One of the people who keep the meeting.
        meeting_id: The meeting.
        paragraph: The paragraph's key.
        text: What was decided; the paragraph's own words if empty.
        now: The time of the act; the present if None.

    Raises:
        NotFound: If there is no such meeting, or not for this person.
        NotAllowed: If the person does not keep the meeting.
        Conflict: If the paragraph is gone, or is marked as a decision already.
        InvalidInput: If the text is too long.
    """
    lock_meeting(meeting_id)
    meeting = meeting_of(person, meeting_id)
    permit(CHANGE_MEETING, person, meeting)
    revision, words = marked_paragraph(person, meeting, paragraph)
    found = meeting.decisions.filter(minutes_paragraph=paragraph, withdrawn_at=None).first()
    if found is not None:
        raise Conflict(
            "partners.decision.twice",
            _("This paragraph is marked already, as decision %(number)s.")
            % {"number": found.number},
        )
    last = meeting.decisions.aggregate(last=Max("number"))["last"] or 0
    row = meeting.decisions.create(
        number=last + 1,
        text=written(text or words, name=_("what was decided")),
        minutes_paragraph=paragraph,
        minutes_revision=revision,
        marked_by=person,
        marked_for_id=acting_for(person),
        marked_at=now or timezone.now(),
    )
    record(person, DECIDED, thing=meeting, facts={"decision": row.number})
    return row


@transaction.atomic
def withdraw_decision(person: Person, decision_id: UUID, *, reason: str) -> Decision:
    """Take the mark of a decision back; it stays listed with the reason.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person does not keep the meeting.
        Conflict: If it was taken back already.
        InvalidInput: If there is no reason.
    """
    row = _kept(person, decision_id)
    if row.withdrawn_at is not None:
        raise Conflict("partners.decision.withdrawn", _("Its mark was taken back already."))
    row.withdrawn_at = timezone.now()
    row.withdrawn_reason = written(reason, name=_("the reason"))
    row.save()
    record(person, UNDECIDED, thing=row.meeting, facts={"decision": row.number}, reason=row.withdrawn_reason)  # fmt: skip
    return row


@transaction.atomic
def restore_decision(person: Person, decision_id: UUID) -> Decision:
    """Undo ``withdraw_decision``.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person does not keep the meeting.
        Conflict: If it is not taken back, or the paragraph was marked again meanwhile.
    """
    row = _kept(person, decision_id)
    again = row.meeting.decisions.filter(minutes_paragraph=row.minutes_paragraph, withdrawn_at=None)
    if row.withdrawn_at is None or again.exists():
        raise Conflict("partners.decision.marked", _("It is not taken back, or was marked again."))
    row.withdrawn_at, row.withdrawn_reason = None, ""
    row.save()
    record(person, DECIDED_AGAIN, thing=row.meeting, facts={"decision": row.number})
    return row


def _kept(person: Person, decision_id: UUID) -> Decision:
    lock_meeting(decision_of(person, decision_id).meeting_id)
    row = decision_of(person, decision_id)
    permit(CHANGE_MEETING, person, row.meeting)
    return row
