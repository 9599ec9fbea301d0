"""Reads about people, their roles and partners, always for a person."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import ForeignObjectRel, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce, Lower
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.kernel.errors import InvalidInput, NotFound
from commonweal.rights.models import Grant, Invitation, Organisation, Person, Role
from commonweal.rights.rules.people import (
    END_GRANT,
    EXTEND_GRANT,
    SEE_GRANT,
    SEE_PEOPLE,
    live_grants,
)
from commonweal.rights.rules.roles import WORKING_ROLES

# How long before a role ends it is said on Today.
ENDS_SOON = timedelta(days=14)
# For how long a first word on the end of a role waits for the second.
ASKED_FOR = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Held:
    """A role on a person's page, with what the reader may do about it."""

    grant: Grant
    may_extend: bool
    may_end: bool


@dataclass(frozen=True, slots=True)
class Acting:
    """A partner that somebody may act for, and in which roles."""

    id: UUID
    name: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """For whom somebody acts now, and for whom they may act as well."""

    now: Acting | None
    others: tuple[Acting, ...]


def people_visible_to(person: Person | AnonymousUser) -> QuerySet[Person]:
    """Return the people whom ``person`` may see listed, with the roles that they may know of."""
    live = Grant.objects.filter(live_grants() & SEE_GRANT.rows(person))
    return (
        Person.objects.filter(SEE_PEOPLE.rows(person))
        .select_related("organisation")
        .prefetch_related(
            Prefetch("grants", live.select_related("organisation"), to_attr="live_grants")
        )
    )


def signing_in_as(email: str) -> Person:
    """Return who signs in with an address, acting for whom they chose last; for whoever runs the server.

    Args:
        email: Their address.

    Raises:
        InvalidInput: If nobody does.
    """
    person = everybody().filter(email=email.strip().lower()).first()
    if person is None:
        raise InvalidInput(
            "rights.person", f"Nobody signs in as {email!r}; see `commonweal rights people`."
        )
    return person


def ending_soon(person: Person | AnonymousUser) -> QuerySet[Grant]:
    """Return the roles that end within 14 days and that the person may extend, the next first."""
    soon = timezone.now() + ENDS_SOON
    return Grant.objects.filter(EXTEND_GRANT.rows(person), ends_at__lte=soon).order_by("ends_at")


def ends_asked_for(person: Person) -> QuerySet[Grant]:
    """Return the roles whose end somebody else asked for within 14 days, and that the person may end as well."""
    since = timezone.now() - ASKED_FOR
    found = Grant.objects.filter(END_GRANT.rows(person), end_asked_at__gt=since)
    return found.exclude(end_asked_by=person).exclude(person=person)


def own_ending_soon(person: Person) -> QuerySet[Grant]:
    """Return the person's own roles that end within 14 days, for any partner, the next first."""
    soon = timezone.now() + ENDS_SOON
    found = Grant.objects.filter(live_grants(), person=person, ends_at__lte=soon)
    return found.select_related("organisation").order_by("ends_at")


def person_of(person_id: UUID, *, person: Person | AnonymousUser) -> Person:
    """Return somebody's account.

    Raises:
        NotFound: If there is none, or the reader may not see them.
    """
    found = people_visible_to(person).filter(pk=person_id).first()
    if found is None:
        raise NotFound("rights.person", _("There is no such person, or not for you."))
    return found


def roles_held(of: Person, *, person: Person | AnonymousUser) -> tuple[list[Held], list[Grant]]:
    """Return the roles somebody holds or will hold, and those that are over, as the reader may know.

    Args:
        of: Whose roles.
        person: Who reads.
    """
    seen = of.grants.filter(SEE_GRANT.rows(person)).select_related(
        "organisation", "granted_by", "ended_by"
    )
    now = timezone.now()
    current, over = [], []
    for grant in seen:
        if grant.ended_at is None and grant.ends_at > now:
            may_extend, may_end = (
                EXTEND_GRANT.allows(person, grant),
                END_GRANT.allows(person, grant),
            )
            current.append(Held(grant, may_extend=may_extend, may_end=may_end))
        else:
            over.append(grant)
    return current, over


def grant_of(grant_id: UUID, *, person: Person | AnonymousUser) -> Grant:
    """Return a role that somebody holds now and that the reader may end.

    Raises:
        NotFound: If there is none, it is over, or the reader may not end it.
    """
    found = Grant.objects.filter(END_GRANT.rows(person), pk=grant_id)
    grant = found.select_related("organisation", "person").first()
    if grant is None:
        raise NotFound("rights.role", _("There is no such role to end, or not for you."))
    return grant


def acting_of(person: Person | AnonymousUser) -> Choice:
    """Return for whom somebody acts now, in which roles, and for whom they might as well."""
    if not isinstance(person, Person):
        return Choice(now=None, others=())
    held = may_act_for(person)
    return Choice(
        now=next((each for each in held if each.id == person.organisation_id), None),
        others=tuple(each for each in held if each.id != person.organisation_id),
    )


def may_act_for(person: Person) -> Sequence[Acting]:
    """Return the partners for which the person holds a role now, by name, in one query."""
    held = person.grants.filter(live_grants()).order_by("organisation__name", "role")
    found: dict[UUID, tuple[str, list[str]]] = {}
    for organisation_id, name, role in held.values_list(
        "organisation_id", "organisation__name", "role"
    ):
        found.setdefault(organisation_id, (name, []))[1].append(str(Role(role).label))
    return [Acting(key, name, tuple(roles)) for key, (name, roles) in found.items()]


def everybody() -> QuerySet[Person]:
    """Return every account, for the command line of whoever runs the server."""
    return Person.objects.filter(erased_at=None).order_by("name")


def partners_here() -> QuerySet[Organisation]:
    """Return every partner, by name; a name that now leads to another partner is not one."""
    return Organisation.objects.filter(merged_into=None)


def partner_named(name: str) -> Organisation | None:
    """Return the partner of this name, in any case and spacing; None where there is none.

    A name that was merged into another partner leads to that one.
    """
    rows = Organisation.objects.select_related("merged_into")
    found = rows.filter(name__iexact=" ".join(name.split())).first()
    return found.merged_into or found if found else None


def organisation_is_known(name: str) -> bool:
    """Say whether there is a partner of this name, in any case and spacing."""
    return partner_named(name) is not None


def organisation_names(ids: Iterable[UUID]) -> Mapping[UUID, str]:
    """Return the names of the organisations with these ids."""
    return dict(Organisation.objects.filter(id__in=set(ids)).values_list("id", "name"))


def partner(organisation_id: UUID) -> Organisation:
    """Return one partner; everybody here may know the partners' names.

    Raises:
        NotFound: If there is none.
    """
    found = Organisation.objects.filter(pk=organisation_id).first()
    if found is None:
        raise NotFound("rights.organisation", _("There is no such partner."))
    return found


def partners_named(names: Iterable[str]) -> dict[str, UUID]:
    """Return the partners of these names, by the folded name; a merged name leads to the other partner."""
    wanted = {" ".join(name.split()) for name in names}
    rows = Organisation.objects.annotate(
        lowered=Lower("name"), leads_to=Coalesce("merged_into_id", "id")
    )
    found = rows.filter(Q(name__in=wanted) | Q(lowered__in={name.lower() for name in wanted}))
    return {name.casefold(): key for name, key in found.values_list("name", "leads_to")}


def organisations_needed(keys: Collection[UUID], *, besides: Collection[str] = ()) -> set[UUID]:
    """Return those of some partners on which anything rests: people, roles, words, promises.

    Args:
        keys: The partners' ids.
        besides: Labels of tables that do not count, such as ``partners.Profile``.
    """
    found: set[UUID] = set()
    for way in Organisation._meta.get_fields(include_hidden=True):
        if not isinstance(way, ForeignObjectRel) or way.many_to_many:
            continue
        if way.related_model._meta.label not in besides:
            rows: QuerySet[Any] = (
                QuerySet(way.related_model).filter(**{f"{way.field.name}__in": keys}).order_by()
            )
            found |= set(rows.values_list(way.field.attname, flat=True))
    return found


def people_act_for(organisation_id: UUID) -> bool:
    """Say whether anybody holds, or will hold, a role for a partner, or is invited to."""
    now = timezone.now()
    held = Grant.objects.filter(organisation_id=organisation_id, ended_at=None, ends_at__gt=now)
    invited = Invitation.objects.filter(
        organisation_id=organisation_id, accepted_at=None, withdrawn_at=None, expires_at__gt=now
    )
    return held.exists() or invited.exists()


def acted_for() -> set[UUID]:
    """Return the partners for which somebody may speak now: more than review, and not only look."""
    roles = WORKING_ROLES - {Role.REVIEWER}
    rows = Grant.objects.filter(live_grants(), role__in=roles, person__is_active=True)
    return set(rows.order_by().values_list("organisation_id", flat=True))
