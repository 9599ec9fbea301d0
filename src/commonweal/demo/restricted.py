"""One sample document that not everybody sees: to look for it as somebody else, and not to find it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from commonweal.library import public as library
from commonweal.rights.public import Role

if TYPE_CHECKING:
    from commonweal.rights.models import Person

ROTA = "city-lantern-evening-rota.txt"
CIRCLE = library.Circle(roles=(Role.COORDINATOR, Role.POLICE))
REASON = "It says who stands where and which lane is kept free. After the evening it can be lifted."


def restrict(people: Mapping[str, Person], documents: Mapping[str, UUID]) -> None:
    """Restrict the stewards' rota to co-ordinator and police.

    Args:
        people: Who is here, by the resident's key.
        documents: Which documents there are, by their files' names.
    """
    if ROTA in documents:
        library.restrict(documents[ROTA], CIRCLE, reason=REASON, person=people["coordinator"])
