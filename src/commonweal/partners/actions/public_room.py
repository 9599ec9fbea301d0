"""A partnership is shown to everybody, or no longer, by whoever keeps it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from commonweal.partners.actions.partnerships import locked
from commonweal.partners.actions.permit import permit
from commonweal.partners.models import Partnership
from commonweal.partners.rules.public_room import PUBLISH_PARTNERSHIP
from commonweal.rights.public import record, verb

if TYPE_CHECKING:
    from commonweal.rights.models import Person

SHOWN = verb("partners.partnership.shown", gettext_lazy("showed a partnership to everybody"))
HIDDEN = verb("partners.partnership.hidden", gettext_lazy("took a partnership off the public page"))


@transaction.atomic
def show_partnership(
    person: Person, partnership_id: UUID, *, is_public: bool = True, now: datetime | None = None
) -> Partnership:
    """Show everybody that a partnership is agreed, or no longer.

    Args:
        person: One of the people who keep it.
        partnership_id: A partnership that all have signed.
        is_public: Whether everybody may read of it from now on.
        now: The time of the act; the present if None.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person does not keep it, or it is not agreed.
    """
    row = locked(person, partnership_id)
    permit(PUBLISH_PARTNERSHIP, person, row)
    if (row.published_at is not None) == is_public:
        return row
    row.published_at = (now or timezone.now()) if is_public else None
    row.version += 1
    row.save(update_fields=["published_at", "version"])
    record(person, SHOWN if is_public else HIDDEN, thing=row)
    return row
