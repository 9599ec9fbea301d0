"""What a key for programs may be made for, and what one may do now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commonweal.kernel import doors
from commonweal.rights.rules.doors import opens
from commonweal.rights.rules.rule import NOTHING, Rule, register


@dataclass(frozen=True, slots=True)
class Scope:
    """One thing that programs do.

    Attributes:
        name: What people call it.
        door: Whoever's page of it would open may do it by a key as well, and nobody else.
    """

    name: str | Promise
    door: str


# All in one place: whoever makes a key sees them side by side.
SCOPES: Mapping[str, Scope] = {
    "library.read": Scope(_("read and search documents"), doors.READERS),
    "library.add": Scope(_("add documents, and see how far their reading is"), doors.WORKERS),
    "partners.read": Scope(_("read recommendations and actions"), doors.SHARED),
    "trail.read": Scope(_("read the trail, without identities"), doors.OVERSIGHT),
}


def scope_names() -> Mapping[str, str | Promise]:
    """Return what a key may be for, each with what people call it."""
    return {key: scope.name for key, scope in SCOPES.items()}


def scopes_open_to(person: Any) -> tuple[str, ...]:
    """Return the scopes that a person may use now, in the roles they hold for whom they act for."""
    return tuple(key for key, scope in SCOPES.items() if opens(scope.door, person))


# One's own, whichever partner they are for. Nobody sees or revokes another's: who ends a role ends its keys.
KEEP_KEY = register(
    Rule(
        name="rights.key.keep",
        thing="rights.ApiKey",
        one=lambda reader, key: reader.pk is not None and key.person_id == reader.pk,
        many=lambda reader: NOTHING if reader.pk is None else Q(person_id=reader.pk),
    )
)
