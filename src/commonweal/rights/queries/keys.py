"""Keys for programs: one's own, and what a secret opens now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.kernel.errors import NotFound
from commonweal.rights.engine.keys import digest_of
from commonweal.rights.models import ApiKey, Person
from commonweal.rights.queries.sign_in import has_second_step
from commonweal.rights.rules.keys import KEEP_KEY, scopes_open_to
from commonweal.rights.rules.sign_in import needs_second_step

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


@dataclass(frozen=True, slots=True)
class OpenKey:
    """A key that opens something now.

    Attributes:
        person: Whose it is, acting for the key's partner whomever they act for on the pages.
        scopes: What it may be used for, by what it was made for and by what the person may do now.
        made_for: What it was made for.
    """

    id: UUID
    name: str
    prefix: str
    person: Person
    scopes: frozenset[str]
    made_for: frozenset[str]
    expires_at: datetime
    last_used_on: date | None


def live_keys(now: datetime) -> Q:
    """Return the condition that selects keys that neither ran out nor were revoked.

    Args:
        now: The present.
    """
    return Q(revoked_at=None, made_at__lte=now, expires_at__gt=now)


def keys_of(person: Person | AnonymousUser) -> QuerySet[ApiKey]:
    """Return a person's own keys, the newest first, also those that are over."""
    return ApiKey.objects.filter(KEEP_KEY.rows(person)).select_related("organisation")


def key_of(key_id: UUID, *, person: Person | AnonymousUser) -> ApiKey:
    """Return one of a person's own keys.

    Raises:
        NotFound: If there is none, or it is not theirs.
    """
    found = keys_of(person).filter(pk=key_id).first()
    if found is None:
        raise NotFound("rights.key", _("There is no such key, or it is not yours."))
    return found


def everybodys_keys() -> QuerySet[ApiKey]:
    """Return all keys, for the command line of whoever runs the server."""
    return ApiKey.objects.select_related("person", "organisation").order_by("-made_at", "pk")


def opened_by(secret: str) -> OpenKey | None:
    """Return the key that a secret opens now; None where it opens nothing, for whatever reason.

    Args:
        secret: As a program sent it.
    """
    found = (
        ApiKey.objects.filter(live_keys(timezone.now()), sha256=digest_of(secret))
        .select_related("person", "organisation")
        .first()
    )
    if found is None:
        return None
    person = _acting(found)
    if not person.is_active or not person.roles or _lacks_second_step(person):
        return None
    made_for = frozenset(found.scopes)
    return OpenKey(
        id=found.pk,
        name=found.name,
        prefix=found.prefix,
        person=person,
        scopes=made_for.intersection(scopes_open_to(person)),
        made_for=made_for,
        expires_at=found.expires_at,
        last_used_on=found.last_used_on,
    )


def _acting(key: ApiKey) -> Person:
    """Return the key's person as they act through it; the row in the database stays as it is."""
    person = key.person
    person.organisation = key.organisation
    person.key_id = key.pk
    return person


def _lacks_second_step(person: Person) -> bool:
    """Say whether the person's pages would stay closed until they have set up a second step."""
    return needs_second_step(person) and not has_second_step(person)
