"""The kinds of records of this room that have a page, for "Who can see this?" and for notes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commonweal.partners.queries import entry_rows, rows
from commonweal.rights.public import RecordKind


def _kind(
    thing: str, name: str | Promise, find: Callable[[Any, UUID], Model], page: str = ""
) -> RecordKind:
    """Return one kind; evidence and views have no page of their own, their action's page shows them."""
    return RecordKind(
        thing=f"partners.{thing}",
        name=name,
        find=lambda key, person: find(person, key),
        address=lambda row: (row if page else row.action).get_absolute_url(),
        page=page,
    )


KINDS = (
    _kind("Meeting", _("meeting"), rows.meeting_of, "partners:meeting"),
    _kind("Recommendation", _("recommendation"), rows.recommendation_of, "partners:recommendation"),
    _kind("Action", _("action"), rows.action_of, "partners:action"),
    _kind("Partnership", _("partnership"), rows.partnership_of, "partners:partnership"),
    _kind("Profile", _("partner's entry"), entry_rows.profile_of, "partners:partner"),
    _kind("Evidence", _("evidence"), rows.evidence_of),
    _kind("Confirmation", _("view of a partner"), rows.confirmation_of),
)
