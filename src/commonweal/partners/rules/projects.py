"""Who sees a project: everybody who takes part, and of the donors who funds it or keeps it. Whose people keep it write it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from commonweal.partners.models import Project, ProjectRole
from commonweal.partners.rules.taking_part import organisation_of
from commonweal.rights.public import (
    EVERYTHING,
    NOTHING,
    Role,
    Rule,
    coordinates,
    holds,
    partner_of,
    register,
    shares_here,
    usual_reason,
)

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader


def _sees(person: Reader, row: Project) -> bool:
    if shares_here(person):
        return True
    own = partner_of(person) if holds(person, Role.DONOR) else None
    return own is not None and (
        row.keeper_id == own or row.roles.filter(organisation_id=own).exists()
    )


def _seen_by(person: Reader) -> Q:
    if shares_here(person):
        return EVERYTHING
    own = partner_of(person) if holds(person, Role.DONOR) else None
    if own is None:
        return NOTHING
    with_role = ProjectRole.objects.filter(organisation_id=own).order_by().values("project_id")
    return Q(keeper_id=own) | Q(pk__in=with_role)


def _keeps(person: Reader, row: Project) -> bool:
    own = organisation_of(person)
    return own is not None and (coordinates(person) or own == row.keeper_id)


def _kept_by(person: Reader) -> Q:
    own = organisation_of(person)
    if own is None:
        return NOTHING
    return EVERYTHING if coordinates(person) else Q(keeper_id=own)


def _why(reader: Reader, row: Project) -> str | Promise:
    if holds(reader, Role.DONOR) and not shares_here(reader):
        if _sees(reader, row):
            return gettext_lazy("Their organisation has a part in it.")
        return gettext_lazy("A donor sees its own projects only.")
    return usual_reason(reader, sees=_sees(reader, row))


SEE_PROJECT = register(
    Rule(
        name="partners.project.see",
        thing="partners.Project",
        one=_sees,
        many=_seen_by,
        why=_why,
    )
)
KEEP_PROJECT = register(
    Rule(name="partners.project.keep", thing="partners.Project", one=_keeps, many=_kept_by)
)
