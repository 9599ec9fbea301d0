"""Minutes of a meeting, as far as a test needs them."""

from __future__ import annotations

import uuid
from typing import Any

from commonweal.partners.actions.amendments import propose_words
from commonweal.partners.actions.decisions import mark_decision
from commonweal.partners.actions.minutes import begin_minutes, move_minutes, write_minutes
from commonweal.partners.engine.minutes_types import AmendmentDraft, MinutesDraft, PhaseMove
from commonweal.partners.models import AgendaItem, Meeting
from commonweal.partners.queries.minutes import paragraphs_of, revision_of
from commonweal.rights.models import Person

WORDS = "The council met.\n\nThe north gate opens at seven.\n\nThe school plans a course."


def written(person: Person, meeting_id: uuid.UUID, text: str = WORDS, **sections: str) -> list[str]:
    """Begin minutes, write them, and return the paragraphs' keys in order.

    Args:
        person: Who keeps the meeting.
        meeting_id: The meeting.
        text: What stands under no session.
        sections: What stands under a session, by its title.
    """
    minutes = begin_minutes(person, meeting_id)
    typed = [("", text)]
    for title, words in sections.items():
        item = AgendaItem.objects.get(meeting=meeting_id, title=title)
        typed.append((str(item.pk), words))
    write_minutes(person, meeting_id, MinutesDraft(sections=tuple(typed)))
    return [each.key for each in paragraphs_of(revision_of(minutes))]


def opened(person: Person, meeting_id: uuid.UUID, *, days: int = 7) -> None:
    """Open written minutes for amendments."""
    move_minutes(person, meeting_id, PhaseMove("convener"))
    move_minutes(person, meeting_id, PhaseMove("amendment", days=days))


def minutes_rows(person: Person, meeting_id: uuid.UUID, drafted_id: uuid.UUID) -> dict[str, Any]:
    """Return a value for each argument of the minutes' addresses; another meeting's are a draft."""
    begin_minutes(person, drafted_id)
    rows = Meeting.objects.filter(pk=meeting_id)
    state = rows.get().state
    rows.update(state="held")
    keys = written(person, meeting_id)
    decision = mark_decision(person, meeting_id, uuid.UUID(keys[1]))
    opened(person, meeting_id)
    draft = AmendmentDraft(uuid.UUID(keys[0]), "The council met at seven.", "It was seven.")
    amendment = propose_words(person, meeting_id, draft)
    rows.update(state=state)
    return {
        "paragraph_id": keys[0],
        "revision_number": 1,
        "amendment_id": amendment.pk,
        "decision_id": decision.pk,
    }
