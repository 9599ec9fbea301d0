"""Who sees people and their roles, and who may change them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commonweal.rights.models import Grant, Person, Role
from commonweal.rights.rules.roles import grantable_roles, holds, may_invite, partner_of, works_here
from commonweal.rights.rules.rule import EVERYTHING, NOTHING, Rule, register


def live_grants() -> Q:
    """Return the condition that selects roles held now."""
    now = timezone.now()
    return Q(starts_at__lte=now, ends_at__gt=now, ended_at=None)


def is_live(grant: Grant) -> bool:
    """Say whether a role is held now."""
    return grant.ended_at is None and grant.starts_at <= timezone.now() < grant.ends_at


def _is_colleague(own: UUID | None, other: Person) -> bool:
    """Say whether somebody acts for a partner, now or whenever they choose to."""
    if own is None:
        return False
    return other.organisation_id == own or any(
        is_live(each) and each.organisation_id == own for each in other.grants.all()
    )


def _colleagues(own: UUID) -> Q:
    holders = Grant.objects.filter(live_grants(), organisation_id=own)
    return Q(organisation_id=own) | Q(pk__in=holders.values("person_id"))


def _sees(reader: Any, other: Person) -> bool:
    return may_invite(reader) or other.pk == reader.pk or _is_colleague(partner_of(reader), other)


def _seen_by(reader: Any) -> Q:
    if may_invite(reader):
        return EVERYTHING
    own = partner_of(reader)
    itself = Q(pk=reader.pk) if reader.pk else NOTHING
    return itself if own is None else itself | _colleagues(own)


def _why_sees(reader: Any, other: Person) -> str | Promise:
    if may_invite(reader):
        return _("Keeps people and their roles.")
    if other.pk == reader.pk:
        return _("It is their own page.")
    if _is_colleague(partner_of(reader), other):
        return _("Acts for the same partner.")
    return _("People are seen by their own partner, and by who keeps people and roles.")


def _sees_grant(reader: Any, grant: Grant) -> bool:
    own = partner_of(reader)
    return (
        may_invite(reader)
        or grant.person_id == reader.pk
        or (own is not None and grant.organisation_id == own)
    )


def _grants_seen_by(reader: Any) -> Q:
    if may_invite(reader):
        return EVERYTHING
    own = partner_of(reader)
    itself = Q(person_id=reader.pk) if reader.pk else NOTHING
    return itself if own is None else itself | Q(organisation_id=own)


def _extends(reader: Any, grant: Grant) -> bool:
    return is_live(grant) and grant.role in grantable_roles(reader) and grant.person_id != reader.pk


def _extended_by(reader: Any) -> Q:
    others = ~Q(person_id=reader.pk) if reader.pk else EVERYTHING
    return live_grants() & Q(role__in=grantable_roles(reader)) & others


def _ends(reader: Any, grant: Grant) -> bool:
    is_over = grant.ended_at is not None or grant.ends_at <= timezone.now()
    return not is_over and (grant.role in grantable_roles(reader) or grant.person_id == reader.pk)


def _ended_by(reader: Any) -> Q:
    itself = Q(person_id=reader.pk) if reader.pk else NOTHING
    going_on = Q(ended_at=None, ends_at__gt=timezone.now())
    return going_on & (Q(role__in=grantable_roles(reader)) | itself)


SEE_PEOPLE = register(
    Rule(
        name="rights.person.see",
        thing="rights.Person",
        one=_sees,
        many=_seen_by,
        why=_why_sees,
        beside=("grants",),
    )
)
# An account is closed and opened again by the administrator, and nobody closes their own.
KEEP_ACCOUNT = register(
    Rule(
        name="rights.person.keep-account",
        thing="rights.Person",
        one=lambda reader, other: holds(reader, Role.ADMINISTRATOR) and other.pk != reader.pk,
        many=lambda reader: (
            NOTHING
            if not holds(reader, Role.ADMINISTRATOR)
            else ~Q(pk=reader.pk)
            if reader.pk
            else EVERYTHING
        ),
    )
)
SEE_GRANT = register(
    Rule(name="rights.role.see", thing="rights.Grant", one=_sees_grant, many=_grants_seen_by)
)
# Nobody prolongs their own role, as nobody grants one to themselves; everybody may lay theirs down.
EXTEND_GRANT = register(
    Rule(name="rights.role.extend", thing="rights.Grant", one=_extends, many=_extended_by)
)
END_GRANT = register(Rule(name="rights.role.end", thing="rights.Grant", one=_ends, many=_ended_by))


def sees_names(reader: Any) -> bool:
    """Say whether the reader may know which person acted: those who take part in the work.

    Oversight and donors read for which partner somebody acted, and never who it was.
    """
    return works_here(reader)
