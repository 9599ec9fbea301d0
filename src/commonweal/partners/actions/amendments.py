"""Other words for a paragraph of the minutes: proposed by attendees, taken over or declined by who keeps them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import Conflict, InvalidInput
from commonweal.partners.actions.minutes import keep_revision
from commonweal.partners.actions.permit import lock_meeting, permit, within, written
from commonweal.partners.engine.minutes import PARAGRAPH_CHARACTERS, Paragraph, replaced
from commonweal.partners.models import Amendment, AmendmentState, Minutes
from commonweal.partners.queries.minutes import (
    amendment_of,
    minutes_of,
    paragraphs_of,
    revision_of,
)
from commonweal.partners.rules.minutes import AMEND_MINUTES, KEEP_MINUTES, TAKE_AMENDMENT_BACK
from commonweal.partners.rules.taking_part import acting_for
from commonweal.rights.public import record, verb

if TYPE_CHECKING:
    from commonweal.partners.engine.minutes_types import AmendmentDraft
    from commonweal.rights.models import Person

PROPOSED = verb("partners.amendment.proposed", gettext_lazy("proposed other words for minutes"))
TAKEN = verb("partners.amendment.taken", gettext_lazy("took proposed words over into minutes"))
DECLINED = verb("partners.amendment.declined", gettext_lazy("declined words proposed for minutes"))
TAKEN_BACK = verb("partners.amendment.withdrawn", gettext_lazy("took proposed words back"))
OPEN_LIMIT = 200


@transaction.atomic
def propose_words(
    person: Person, meeting_id: UUID, draft: AmendmentDraft, *, now: datetime | None = None
) -> Amendment:
    """Propose other words for a paragraph, or to take it out, while the window is open.

    Args:
        person: Somebody who acts for a partner that was there.
        meeting_id: The meeting.
        draft: The paragraph, its words, and why.
        now: The time of the act; the present if None.

    Raises:
        NotFound: If there are no minutes, or not for this person.
        NotAllowed: If their partner was not there, or the time is over.
        Conflict: If the paragraph is gone, or too many proposals wait.
        InvalidInput: If nothing would change, or the reason is missing.
    """
    lock_meeting(meeting_id)
    minutes = minutes_of(person, meeting_id)
    permit(AMEND_MINUTES, person, minutes)
    found = _paragraph(minutes, draft.paragraph)
    text = within(draft.text, name=_("the paragraph"), limit=PARAGRAPH_CHARACTERS)
    if text == found.text:
        raise InvalidInput(
            "partners.amendment.same",
            _("These are the words as they stand. Change them, or leave them as they are."),
        )
    if minutes.amendments.filter(state=AmendmentState.OPEN).count() >= OPEN_LIMIT:
        raise Conflict(
            "partners.amendment.many",
            _("%(limit)s proposals wait already; some must be decided first.")
            % {"limit": OPEN_LIMIT},
        )
    row = minutes.amendments.create(
        paragraph=draft.paragraph,
        before=found.text,
        text=text,
        why=written(draft.why, name=_("why")),
        person=person,
        organisation_id=acting_for(person),
        at=now or timezone.now(),
    )
    record(person, PROPOSED, thing=minutes, facts={"amendment": str(row.pk)})
    return row


@transaction.atomic
def decide_amendment(
    person: Person,
    amendment_id: UUID,
    *,
    takes: bool,
    reason: str = "",
    now: datetime | None = None,
) -> Amendment:
    """Take proposed words over, as another revision, or decline them with a reason.

    Args:
        person: One of the people who keep the meeting.
        amendment_id: The proposal.
        takes: Whether its words are taken over.
        reason: Why; required to decline.
        now: The time of the act; the present if None.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person does not keep the meeting.
        Conflict: If it was decided already, or the paragraph has other words by now.
        InvalidInput: If the reason is missing.
    """
    lock_meeting(amendment_of(person, amendment_id).minutes_id)
    row = amendment_of(person, amendment_id)
    permit(KEEP_MINUTES, person, row.minutes)
    _waits(row)
    check = within if takes else written
    row.decided_reason = check(reason, name=_("why"))
    row.state = AmendmentState.TAKEN if takes else AmendmentState.DECLINED
    row.decided_at = now or timezone.now()
    row.decided_by, row.decided_for_id = person, acting_for(person)
    row.save()
    if takes:
        _take(person, row, now=row.decided_at)
    record(person, TAKEN if takes else DECLINED, thing=row.minutes, facts={"amendment": str(row.pk)}, reason=row.decided_reason)  # fmt: skip
    return row


@transaction.atomic
def withdraw_amendment(person: Person, amendment_id: UUID) -> Amendment:
    """Take one's own proposal back while it waits.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If another partner proposed it.
        Conflict: If it was decided already.
    """
    lock_meeting(amendment_of(person, amendment_id).minutes_id)
    row = amendment_of(person, amendment_id)
    _waits(row)
    permit(TAKE_AMENDMENT_BACK, person, row)
    row.state = AmendmentState.WITHDRAWN
    row.save()
    record(person, TAKEN_BACK, thing=row.minutes, facts={"amendment": str(row.pk)})
    return row


def _waits(row: Amendment) -> None:
    if row.state != AmendmentState.OPEN:
        raise Conflict("partners.amendment.decided", _("It was decided, or taken back, already."))


def _take(person: Person, row: Amendment, *, now: datetime) -> None:
    found = _paragraph(row.minutes, row.paragraph)
    if found.text != row.before:
        raise Conflict(
            "partners.amendment.changed",
            _(
                "The paragraph has other words than when this was proposed: another proposal was taken "
                "over. Decline this one with that reason, or take its words over by a correction."
            ),
        )
    before = paragraphs_of(revision_of(row.minutes))
    after = replaced(before, found.key, row.text)
    keep_revision(person, row.minutes, after, reason=row.why, now=now)


def _paragraph(minutes: Minutes, key: UUID) -> Paragraph:
    for each in paragraphs_of(revision_of(minutes)):
        if each.key == str(key):
            return each
    raise Conflict("partners.minutes.paragraph", _("The paragraph is not in the minutes any more."))
