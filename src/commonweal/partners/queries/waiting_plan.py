"""What the plan, its practices and the do-no-harm checks say on a person's first page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from commonweal.kernel.today import TodayItem
from commonweal.partners.queries.waiting_harm import harm_items
from commonweal.partners.queries.waiting_initiatives import initiative_items
from commonweal.partners.queries.waiting_prevention import prevention_items

if TYPE_CHECKING:
    from commonweal.rights.models import Person


def plan_items(person: Person, *, since: datetime | None) -> Sequence[TodayItem]:
    """Return what of these waits for a person, is due, or is new.

    Args:
        person: Whose first page it is.
        since: What came after this moment is new; all of it if None.
    """
    return (
        *harm_items(person),
        *prevention_items(person, since=since),
        *initiative_items(person),
    )
