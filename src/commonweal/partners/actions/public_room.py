"""A partnership is shown to everybody by whoever keeps it; each partner in it says whether it is named there."""

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
from commonweal.partners.rules.partnerships import SPEAK_IN_PARTNERSHIP
from commonweal.partners.rules.public_room import PUBLISH_PARTNERSHIP
from commonweal.partners.rules.taking_part import acting_for
from commonweal.rights.public import record, verb

if TYPE_CHECKING:
    from commonweal.rights.models import Person

SHOWN = verb("partners.partnership.shown", gettext_lazy("showed a partnership to everybody"))
NAMED = verb("partners.partnership.named", gettext_lazy("let the public page name their partner"))
UNNAMED = verb("partners.partnership.unnamed", gettext_lazy("kept their partner’s name off the public page"))  # fmt: skip
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


@transaction.atomic
def let_be_named(person: Person, partnership_id: UUID, *, is_named: bool = True) -> Partnership:
    """Say for one's own organisation whether everybody may read that it is in a partnership.

    Args:
        person: One of the organisation's people.
        partnership_id: A partnership that it is in now.
        is_named: Whether the public page names it, as soon and as long as the partnership is shown.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person's partner is not in it.
    """
    row = locked(person, partnership_id)
    permit(SPEAK_IN_PARTNERSHIP, person, row)
    member = row.members.get(organisation_id=acting_for(person), left_on=None)
    if member.is_named is not is_named:
        member.is_named = is_named
        member.save(update_fields=["is_named"])
        record(person, NAMED if is_named else UNNAMED, thing=row)
    return row
