"""Minutes from their first words until others may propose theirs, and one such proposal, in one go each."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from commonweal.partners.actions.amendments import propose_words
from commonweal.partners.actions.decisions import mark_decision
from commonweal.partners.actions.inclusion import enter_figures
from commonweal.partners.actions.minutes import begin_minutes, move_minutes, write_minutes
from commonweal.partners.engine.minutes_types import (
    AmendmentDraft,
    MinutesDraft,
    MinutesTold,
    PhaseMove,
)
from commonweal.partners.queries.minutes import minutes_of, paragraphs_of, revision_of

if TYPE_CHECKING:
    from commonweal.rights.models import Person

__all__ = ["MinutesTold", "propose_for", "tell_minutes"]


@transaction.atomic
def tell_minutes(
    person: Person, meeting_id: UUID, told: MinutesTold, *, now: datetime | None = None
) -> None:
    """Begin the minutes of a meeting, write them, mark decisions, and open them for amendments.

    Args:
        person: One of the people who keep the meeting.
        meeting_id: The meeting.
        told: What is written and marked.
        now: The time of all of it; the present if None.

    Raises:
        NotAllowed: If the person does not keep the meeting.
        Conflict: If there are minutes already.
        InvalidInput: If a value cannot be used.
    """
    begin_minutes(person, meeting_id, now=now)
    for text in told.revisions:
        write_minutes(person, meeting_id, MinutesDraft(sections=(("", text),)), now=now)
    for number in told.decisions:
        mark_decision(person, meeting_id, _key(person, meeting_id, number), now=now)
    if told.figures is not None:
        enter_figures(person, meeting_id, told.figures, now=now)
    move_minutes(person, meeting_id, PhaseMove("convener"), now=now)
    move_minutes(person, meeting_id, PhaseMove("amendment", days=told.days), now=now)


def propose_for(
    person: Person,
    meeting_id: UUID,
    number: int,
    *,
    text: str,
    why: str,
    now: datetime | None = None,
) -> UUID:
    """Propose other words for a paragraph by its number, and return the proposal's id.

    Args:
        person: Somebody who acts for a partner that was there.
        meeting_id: The meeting.
        number: The paragraph's number; the first is 1.
        text: Its words.
        why: Why.
        now: The time of the act; the present if None.

    Raises:
        NotAllowed: If their partner was not there, or the time is over.
        InvalidInput: If nothing would change, or the reason is missing.
    """
    draft = AmendmentDraft(_key(person, meeting_id, number), text, why)
    return propose_words(person, meeting_id, draft, now=now).pk


def _key(person: Person, meeting_id: UUID, number: int) -> UUID:
    found = paragraphs_of(revision_of(minutes_of(person, meeting_id)))
    return UUID(found[number - 1].key)
