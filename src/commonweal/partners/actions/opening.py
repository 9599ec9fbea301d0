"""A meeting planned, announced and opened at once, for rooms that tell a story of one: ids, never rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from commonweal.partners.actions import agenda, planning, registering, registration_forms

if TYPE_CHECKING:
    from commonweal.partners.engine.plan_types import ItemDraft, PlanDraft
    from commonweal.partners.engine.registration_types import (
        FieldDraft,
        FormDraft,
        RegistrationDraft,
    )
    from commonweal.rights.models import Person


def plan_meeting(person: Person, draft: PlanDraft, items: Sequence[ItemDraft] = ()) -> UUID:
    """Plan a meeting with its agenda, announce it and return its id; see ``actions.planning``.

    Raises:
        NotAllowed: If the person may not.
        InvalidInput: If a value cannot be used.
    """
    key = planning.plan_meeting(person, draft).pk
    for item in items:
        agenda.add_item(person, key, item)
    planning.move_on(person, key, "announced")
    return key


def open_registration(
    person: Person, meeting_id: UUID, draft: FormDraft, questions: Sequence[FieldDraft] = ()
) -> list[UUID]:
    """Open registration for a meeting and return the questions' ids; see ``actions.registration_forms``.

    Raises:
        NotAllowed: If the person may not.
        InvalidInput: If a value cannot be used, or it asks what nobody is asked here.
    """
    registration_forms.keep_form(person, meeting_id, draft)
    return [registration_forms.add_field(person, meeting_id, one).pk for one in questions]


def register_without_mail(
    meeting_id: UUID, draft: RegistrationDraft, *, now: datetime | None = None
) -> None:
    """Register somebody invented; see ``actions.registering.register_without_mail``.

    Raises:
        Conflict: If the form is not open.
    """
    registering.register_without_mail(meeting_id, draft, now=now)
