"""Somebody else's eyes, for "show me this as the police, a donor, the public".

A stand-in never sees more than the person who looks through it: whoever answers "may they?" asks
for each of `eyes_of(reader)` and says yes where all of them may.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commonweal.rights.models import Role

if TYPE_CHECKING:
    from commonweal.rights.models import Person

# No partner has it: "some police agency", not one that is a party to the record.
NOBODY_HERE = UUID(int=0)


@dataclass(frozen=True, slots=True)
class StandIn:
    """A reader made up of a role and a partner; no row, so nothing can be done with it.

    Attributes:
        roles: What it holds; empty for the public.
        organisation_id: For whom it acts; `NOBODY_HERE` where no partner is meant.
        viewer: The person who looks; None where only the rule is asked, not a page shown.
    """

    roles: frozenset[str]
    organisation_id: UUID = NOBODY_HERE
    viewer: Person | None = None
    pk: None = None
    id: None = None
    name: str = ""
    is_active: bool = True

    @property
    def is_authenticated(self) -> bool:
        return bool(self.roles)

    @property
    def is_anonymous(self) -> bool:
        return not self.roles


def eyes_of(reader: Any) -> tuple[Any, ...]:
    """Return who must all be allowed for a reader to be allowed: the stand-in by itself and whoever looks through it.

    Args:
        reader: A person, a stranger or a stand-in.

    Returns:
        The reader alone, where nobody looks through somebody else's eyes.
    """
    viewer = getattr(reader, "viewer", None)
    return (reader,) if viewer is None else (replace(reader, viewer=None), viewer)


def others_eyes() -> Mapping[str, tuple[frozenset[str], str | Promise]]:
    """Return as whom a record can be looked at: by its key, the roles and what people call them.

    Each acts for no partner here: "some police agency", not one that is a party to the record.
    """
    return {
        "public": (frozenset(), _("the public")),
        **{
            role.value.replace(" ", "-"): (frozenset({role.value}), role.label)
            for role in Role
            if role is not Role.ADMINISTRATOR
        },
    }
