"""Partnerships as other rooms act on them: ids in, ids out."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from commonweal.partners.actions import agreeing, obligations, partnerships

if TYPE_CHECKING:
    from commonweal.partners.engine.obligations import ObligationDraft
    from commonweal.partners.engine.partnership_types import MoveDraft, PartnershipDraft
    from commonweal.rights.models import Person


def propose_partnership(
    person: Person, draft: PartnershipDraft, *, now: datetime | None = None
) -> UUID:
    """Propose a partnership and return its id; see ``actions.partnerships.propose``.

    Raises:
        NotAllowed: If the person acts for nobody.
        InvalidInput: If a value cannot be used.
    """
    return partnerships.propose(person, draft, now=now).pk


def move_partnership(
    person: Person, partnership_id: UUID, draft: MoveDraft, *, now: datetime | None = None
) -> None:
    """Say something of a partnership, such as that it is signed; see ``actions.agreeing.move``.

    Raises:
        NotAllowed: If it is for somebody else to say.
        Conflict: If it cannot be said of it now.
    """
    agreeing.move(person, partnership_id, draft, now=now)


def add_obligation(
    person: Person, partnership_id: UUID, draft: ObligationDraft, *, now: datetime | None = None
) -> UUID:
    """Add an obligation to what is being agreed and return its id; see ``actions.obligations.add_obligation``.

    Raises:
        NotAllowed: If the person does not keep the partnership.
        Conflict: If all have signed.
        InvalidInput: If a value cannot be used.
    """
    return obligations.add_obligation(person, partnership_id, draft, now=now).pk
