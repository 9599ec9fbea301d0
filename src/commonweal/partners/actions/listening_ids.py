"""What people raised, for other rooms: ids go out, never rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from commonweal.partners.actions import concerns, listening
from commonweal.partners.actions import raised as raised_pages

if TYPE_CHECKING:
    from commonweal.partners.engine.listening_types import (
        ConcernDraft,
        ListeningDraft,
        PageDraft,
        StepDraft,
        WordingDraft,
    )
    from commonweal.rights.models import Person


def add_listening(person: Person, draft: ListeningDraft, *, now: datetime | None = None) -> UUID:
    """Add a listening session and return its id; see ``actions.listening.add_listening``.

    Raises:
        NotAllowed: If the person may not.
        InvalidInput: If a value cannot be used.
    """
    return listening.add_listening(person, draft, now=now).pk


def type_in(
    person: Person,
    listening_id: UUID,
    drafts: Sequence[ConcernDraft],
    *,
    now: datetime | None = None,
) -> list[UUID]:
    """Type in what was raised and return the concerns' ids, in order; see ``actions.concerns.type_in``.

    Raises:
        NotAllowed: If the person does not keep the session.
        InvalidInput: If a value cannot be used.
    """
    return [row.pk for row in concerns.type_in(person, listening_id, drafts, now=now)]


def say_of_concern(
    person: Person, concern_id: UUID, draft: StepDraft, *, now: datetime | None = None
) -> None:
    """Say how far a concern is; see ``actions.concerns.say``.

    Raises:
        NotAllowed: If the person may not.
        Conflict: If this cannot be said of it now.
        InvalidInput: If words are missing.
    """
    concerns.say(person, concern_id, draft, now=now)


def translate_concern(person: Person, concern_id: UUID, draft: WordingDraft) -> None:
    """Type a concern in another language; see ``actions.concerns.translate``.

    Raises:
        NotAllowed: If the person may not.
        InvalidInput: If a value cannot be used.
    """
    concerns.translate(person, concern_id, draft)


def publish_raised(person: Person, draft: PageDraft, *, now: datetime | None = None) -> UUID:
    """Show a council's page to everybody and return its id; see ``actions.raised.publish``.

    Raises:
        NotAllowed: If the person does not keep the council.
        InvalidInput: If a value cannot be used.
    """
    return raised_pages.publish(person, draft, now=now).pk
