"""Who takes part in the room, for whom, and why they see what partners share."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from commonweal.kernel.errors import NotAllowed
from commonweal.rights.public import (
    EVERYTHING,
    NOTHING,
    shares_here,
    speaks_for,
    usual_reason,
    works_here,
)

if TYPE_CHECKING:
    from commonweal.rights.models import Person

    Reader = Person | AnonymousUser


def organisation_of(person: Reader) -> UUID | None:
    """Return whom the person takes part for now; None for strangers and for those who only read or review."""
    return speaks_for(person) if works_here(person) else None


def acting_for(person: Reader) -> UUID:
    """Return whom the person acts for.

    Raises:
        NotAllowed: If they act for nobody.
    """
    own = organisation_of(person)
    if own is None:
        raise NotAllowed("partners.acts-for-nobody", _("This is for people who act for a partner."))
    return own


def takes_part(person: Reader, _row: object) -> bool:
    """Say whether a person sees what partners share with each other."""
    return shares_here(person)


def all_who_take_part(person: Reader) -> Q:
    """Return the other half of ``takes_part``: all rows, or none."""
    return EVERYTHING if shares_here(person) else NOTHING


def why(reader: Reader, _row: object) -> str | Promise:
    """Return why somebody sees what partners share, or why not."""
    return usual_reason(reader, sees=shares_here(reader))
