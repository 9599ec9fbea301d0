"""The only module of this room that other rooms import."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from commonweal.rights.actions.grants import Terms, act_for, end_grant, grant
from commonweal.rights.actions.people import (
    accept_invitation,
    add_organisation,
    invite,
    read_today,
)
from commonweal.rights.actions.refusals import record_refusal
from commonweal.rights.actions.trail import Thing, Verb, declared_verbs, record, verb
from commonweal.rights.models import Organisation, Role
from commonweal.rights.queries.people import organisation_names
from commonweal.rights.rules.doors import opens
from commonweal.rights.rules.roles import (
    acts_for_someone,
    coordinates,
    holds,
    may_invite,
    partner_of,
    reads_here,
    roles_of,
    shares_here,
    works_here,
)
from commonweal.rights.rules.rule import EVERYTHING, NOTHING, Rule, register, registered_rules

__all__ = [
    "EVERYTHING",
    "NOTHING",
    "OrganisationName",
    "Role",
    "Rule",
    "Terms",
    "Thing",
    "Verb",
    "accept_invitation",
    "act_for",
    "acts_for_someone",
    "add_organisation",
    "coordinates",
    "declared_verbs",
    "end_grant",
    "grant",
    "holds",
    "invite",
    "may_invite",
    "opens",
    "organisation_names",
    "organisations",
    "partner_of",
    "read_today",
    "reads_here",
    "record",
    "record_refusal",
    "register",
    "registered_rules",
    "roles_of",
    "shares_here",
    "verb",
    "works_here",
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
