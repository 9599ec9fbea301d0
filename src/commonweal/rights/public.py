"""The only module of this room that other rooms import."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from commonweal.rights.actions.expiry import expire_segment, expire_trail, let_everything_go
from commonweal.rights.actions.grants import Terms, act_for, end_grant, grant
from commonweal.rights.actions.people import (
    accept_invitation,
    add_organisation,
    invite,
    read_today,
)
from commonweal.rights.actions.refusals import record_refusal
from commonweal.rights.actions.retention import retain
from commonweal.rights.actions.trail import Thing, Verb, declared_verbs, record, verb
from commonweal.rights.engine.retention import Term
from commonweal.rights.models import Organisation, Role
from commonweal.rights.queries.people import organisation_names
from commonweal.rights.rules.doors import opens
from commonweal.rights.rules.keeping import (
    FilesKeeping,
    Keeping,
    Link,
    goes_with,
    keep,
    keep_files,
    needed_by,
    stays,
)
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
    "FilesKeeping",
    "Keeping",
    "Link",
    "OrganisationName",
    "Role",
    "Rule",
    "Term",
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
    "expire_segment",
    "expire_trail",
    "goes_with",
    "grant",
    "holds",
    "invite",
    "keep",
    "keep_files",
    "let_everything_go",
    "may_invite",
    "needed_by",
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
    "retain",
    "roles_of",
    "shares_here",
    "stays",
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
