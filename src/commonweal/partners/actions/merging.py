"""The same partner under two names becomes one, reversibly; who said something stays who said it.

Two names are one partner when a person decides so, by the one way in which proposals are decided
(`rights.public`). The name then leads to the partner that is kept, and what was asked of it, what it
does and where it was is moved; what was moved is kept row by row, so that undoing moves back just that.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import Conflict, InvalidInput, NotAllowed
from commonweal.partners.actions.moving import move, move_back
from commonweal.partners.models import Merge
from commonweal.partners.queries.entry_rows import partner_of
from commonweal.partners.queries.same import (
    KIND,
    MACHINE,
    THING,
    key_of,
    reasons_of,
    why_not,
)
from commonweal.rights import public as rights
from commonweal.rights.public import Draft, ProposalKind, Ref, Settled, coordinates

if TYPE_CHECKING:
    from commonweal.rights.models import Person


@transaction.atomic
def merge(person: Person, kept_id: UUID, absorbed_id: UUID, *, why: str = "") -> Settled:
    """Say that two names are one partner: the second name leads to the first partner from now on.

    Args:
        person: A co-ordinator.
        kept_id: The partner that stays.
        absorbed_id: The one whose name leads there.
        why: A reason, if there is one to give.

    Raises:
        NotFound: If one of them is no partner.
        NotAllowed: If the person is no co-ordinator.
        InvalidInput: If both are the same.
        Conflict: If people act for the second, if it would confirm its own actions then, or if somebody
            said before that they are two.
    """
    _permit(person)
    if kept_id == absorbed_id:
        raise InvalidInput("partners.merge.one", _("Choose two different partners."))
    kept, absorbed = partner_of(person, kept_id), partner_of(person, absorbed_id)
    reason = why_not(kept, absorbed)
    if reason:
        raise Conflict("partners.merge", reason)
    ref = _ref(kept_id, absorbed_id)
    reasons = reasons_of(person, kept_id, absorbed_id)
    draft = Draft(
        ref=ref,
        value={"kept": str(kept_id), "absorbed": str(absorbed_id)},
        reasons=reasons.reasons,
        confidence=reasons.score,
        machine=MACHINE if reasons.reasons else "",
    )
    rights.propose(draft, person=None if reasons.reasons else person)
    return rights.accept(ref, person=person, why=why)


@transaction.atomic
def keep_apart(person: Person, one_id: UUID, other_id: UUID, *, why: str) -> Settled:
    """Say that two partners are two; they are not offered again.

    Raises:
        NotFound: If one of them is no partner.
        NotAllowed: If the person is no co-ordinator.
        Conflict: If somebody decided about it already.
        InvalidInput: If no reason is given.
    """
    _permit(person)
    partner_of(person, one_id)
    partner_of(person, other_id)
    ref = _ref(one_id, other_id)
    reasons = reasons_of(person, one_id, other_id)
    value = {"kept": str(one_id), "absorbed": str(other_id)}
    draft = Draft(ref=ref, value=value, reasons=reasons.reasons, confidence=reasons.score, machine=MACHINE)  # fmt: skip
    rights.propose(draft)
    return rights.reject(ref, person=person, why=why)


@transaction.atomic
def undo(person: Person, one_id: UUID, other_id: UUID, *, why: str) -> Settled:
    """Undo what was decided about two: merged ones are two again, with what each had.

    Raises:
        NotAllowed: If the person is no co-ordinator.
        NotFound: If nothing was decided about these two.
        Conflict: If the decision was undone already, or the kept one was merged itself since.
        InvalidInput: If no reason is given.
    """
    _permit(person)
    return rights.undo(_ref(one_id, other_id), person=person, why=why)


def _permit(person: Person) -> None:
    if not coordinates(person):
        raise NotAllowed("partners.merge", _("Only the co-ordinator says which partners are one."))


def _ref(one: UUID, other: UUID) -> Ref:
    first, second = sorted((one, other), key=str)
    return Ref(kind=KIND, thing=THING, thing_id=str(first), key=key_of(second))


def _settle(decisions: Sequence[Settled]) -> None:
    """Let rows follow a decision: merged when it was accepted, two again when that was undone."""
    for one in decisions:
        ids = one.value or one.proposed
        kept_id, absorbed_id = UUID(ids["kept"]), UUID(ids["absorbed"])
        held = Merge.objects.select_for_update().filter(
            kept_id=kept_id, absorbed_id=absorbed_id, undone_at=None
        )
        found = held.first()
        if one.state == "accepted" and found is None:
            repointed = rights.merge_organisation(absorbed_id, into=kept_id)
            row = Merge(kept_id=kept_id, absorbed_id=absorbed_id)
            row.moved = move(absorbed_id, to=kept_id) | {"names": [str(key) for key in repointed]}
            row.save()
        elif one.state != "accepted" and found is not None:
            _part(found)


def _part(row: Merge) -> None:
    if row.kept.merged_into_id is not None:
        raise Conflict(
            "partners.merge.later",
            _("“%(name)s” was merged itself since. Undo that first.") % {"name": row.kept.name},
        )
    names = [UUID(key) for key in row.moved.get("names", ())]
    rights.part_organisation(row.absorbed_id, names=names)
    move_back(row)


rights.declare_kind(
    ProposalKind(
        key=KIND,
        label=gettext_lazy("partners that may be the same"),
        needs_other_person=False,
        may_decide=lambda person, _ref: coordinates(person),
        settle=_settle,
    )
)
