"""What every verb begins with: the row, locked, and whether this person may."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext as _

from commonweal.kernel.errors import Conflict, InvalidInput, NotAllowed
from commonweal.partners.models import Action, Meeting, Recommendation
from commonweal.rights.public import partners_here

if TYPE_CHECKING:
    from commonweal.rights.models import Person
    from commonweal.rights.public import Rule

TITLE_CHARACTERS = 300
TEXT_CHARACTERS = 4000
CHANGED = "partners.changed"


class Clocked(Protocol):
    """A row that counts its changes."""

    version: int


def permit(rule: Rule, person: Person, row: Model) -> None:
    """Raise unless the rule lets this person do it to this row, which they may see.

    Raises:
        NotAllowed: If it does not.
    """
    if not rule.allows(person, row):
        raise NotAllowed(
            rule.name,
            _("You may not do this: it is for another partner, or its time is over."),
        )


def lock_meeting(meeting_id: UUID) -> None:
    """Hold a meeting, if there is one, until the transaction ends: numbers are given once."""
    Meeting.objects.select_for_update().filter(pk=meeting_id).first()


def lock_recommendation(recommendation_id: UUID) -> None:
    """Hold a recommendation, if there is one, until the transaction ends: answers follow each other."""
    Recommendation.objects.select_for_update().filter(pk=recommendation_id).first()


def lock_action(action_id: UUID) -> None:
    """Hold an action, if there is one, until the transaction ends: reports and views follow each other."""
    Action.objects.select_for_update().filter(pk=action_id).first()


def lock_partner(partner_id: UUID) -> None:
    """Hold a partner, if there is one, until the transaction ends: what is said of it follows each other."""
    partners_here().select_for_update().filter(pk=partner_id).first()


def unchanged(row: Clocked, *, seen: int | None) -> None:
    """Raise if the row has changed since the person saw it.

    Args:
        row: The row as it is now.
        seen: The version the person saw; None for callers that just read it.

    Raises:
        Conflict: If it is another version now.
    """
    if seen is not None and row.version != seen:
        raise overtaken(version=row.version)


def overtaken(**facts: Any) -> Conflict:
    """Return the refusal of what was written upon something that is no longer so."""
    return Conflict(
        CHANGED,
        _(
            "Somebody changed this while you were writing; nothing was kept yet. What you typed is "
            "still here; where it now says something else, that stands below it. Look at both "
            "before you go on."
        ),
        **facts,
    )


def written(text: str, *, name: str, limit: int = TEXT_CHARACTERS) -> str:
    """Return what a person wrote, without white space around it.

    Args:
        text: What was written.
        name: What it is, for the message.
        limit: The most characters it may have.

    Raises:
        InvalidInput: If nothing is left, or it is too long.
    """
    text = text.strip()
    if not text:
        raise InvalidInput("partners.missing", _("Write %(name)s.") % {"name": name})
    return within(text, name=name, limit=limit)


def within(text: str, *, name: str, limit: int = TEXT_CHARACTERS) -> str:
    """Return what a person wrote, or nothing, without white space around it.

    Raises:
        InvalidInput: If it is longer than ``limit`` characters.
    """
    text = text.strip()
    if len(text) > limit:
        raise InvalidInput(
            "partners.long",
            _("%(name)s has %(count)s characters; at most %(limit)s fit. Shorten it.")
            % {"name": name.capitalize(), "count": len(text), "limit": limit},
        )
    return text
