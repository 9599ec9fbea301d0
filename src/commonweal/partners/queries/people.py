"""Colleagues, for forms that let one of them be named; and who was at a meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib.auth import get_user_model

from commonweal.partners.engine.names import without
from commonweal.partners.rules.taking_part import organisation_of

if TYPE_CHECKING:
    from commonweal.partners.models import Meeting
    from commonweal.partners.rules.taking_part import Reader


def colleagues_of(person: Reader) -> list[tuple[UUID, str]]:
    """Return who acts for the person's partner, the person among them, by name."""
    own = organisation_of(person)
    if own is None:
        return []
    people = get_user_model().objects.filter(is_active=True, organisation_id=own)
    return list(people.order_by("name").values_list("pk", "name"))


def other_bodies(meeting: Meeting) -> tuple[str, ...]:
    """Return the bodies a meeting names that are not among its partners, nor called it."""
    partners = [each.name for each in meeting.partners.all()]
    return without(meeting.bodies, [*partners, *meeting.caller.split("; ")])
