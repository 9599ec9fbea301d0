"""What the demo's reviewer found wrong in one sample document, and corrected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from commonweal.demo.city import UNIVERSITY, Resident
from commonweal.library import public as library
from commonweal.rights.public import act_for, may_act_for

if TYPE_CHECKING:
    from commonweal.rights.models import Person

DOCUMENT = "fact-card-dushanbe-2018.txt"
REVIEWER = UNIVERSITY


@dataclass(frozen=True, slots=True)
class Right:
    """A value as the text has it.

    Attributes:
        key: The value, such as ``event.start``.
        value: As it is right.
        why: In the reviewer's words.
    """

    key: str
    value: str
    why: str


CORRECTIONS = (
    Right("event.start", "2018-05-03", "The card says: so it began on 3 May."),
    Right("event.end", "2018-05-04", "It closed on 4 May; the reader had the days the wrong way round."),
    Right("event.name", "Conference in Dushanbe about terrorism and prevention", "The month is no part of the name."),
)  # fmt: skip


def correct(people: Mapping[str, Person], documents: Mapping[str, UUID]) -> int:
    """Let the reviewer correct what was read wrong, and return how many values that were.

    Args:
        people: Who lives in the city, by the story's name for them.
        documents: The sample documents, by file.
    """
    reviewer = _as_reviewer(people[REVIEWER.key], REVIEWER)
    own = people[REVIEWER.key].organisation_id
    wrong = [one for one in CORRECTIONS if not _is_right(one, documents[DOCUMENT], reviewer)]
    for one in wrong:
        library.correct_value(documents[DOCUMENT], one.key, one.value, person=reviewer, why=one.why)
    if own is not None and reviewer.organisation_id != own:
        act_for(reviewer, own)
    return len(wrong)


def _as_reviewer(person: Person, resident: Resident) -> Person:
    """Return the person acting for the partner for whom they review."""
    wanted = resident.also[0] if resident.also else resident.organisation
    for partner in may_act_for(person):
        if partner.name == wanted and partner.id != person.organisation_id:
            return act_for(person, partner.id)
    return person


def _is_right(one: Right, document_id: UUID, person: Person) -> bool:
    """Say whether the reader has it right meanwhile: then there is nothing to correct."""
    event = library.event_of(document_id, person=person)
    read = getattr(event, one.key.removeprefix("event."), None)
    return str(read) == one.value
