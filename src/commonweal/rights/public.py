"""The only module of this room that other rooms import."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from commonweal.rights.actions import (
    Verb,
    accept_invitation,
    add_organisation,
    declared_verbs,
    invite,
    read_today,
    record,
    verb,
)
from commonweal.rights.models import Organisation
from commonweal.rights.queries import organisation_names
from commonweal.rights.rules import (
    EVERYTHING,
    NOTHING,
    Rule,
    acts_for_someone,
    may_invite,
    register,
    registered_rules,
)

__all__ = [
    "EVERYTHING",
    "NOTHING",
    "OrganisationName",
    "Rule",
    "Verb",
    "accept_invitation",
    "acts_for_someone",
    "add_organisation",
    "declared_verbs",
    "invite",
    "may_invite",
    "organisation_names",
    "organisations",
    "read_today",
    "record",
    "register",
    "registered_rules",
    "verb",
]


@dataclass(frozen=True, slots=True)
class OrganisationName:
    """A partner as other rooms know it."""

    id: UUID
    name: str


def organisations() -> Sequence[OrganisationName]:
    """Return every partner that somebody may act for, by name."""
    return [
        OrganisationName(id=key, name=name)
        for key, name in Organisation.objects.values_list("id", "name")
    ]
