"""Verbs on holds: place one on a record, with a reason and an end; renew it; lift it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import Conflict, InvalidInput, NotFound
from commonweal.rights.actions.grants import given_reason
from commonweal.rights.actions.trail import Thing, record, verb
from commonweal.rights.models import Hold, Person
from commonweal.rights.queries.holds import hold_of, record_to_hold
from commonweal.rights.queries.retention import live_holds

LONGEST_HOLD_DAYS = 366
# How often whoever placed a hold renews it alone; from then on two take turns.
RENEWED_ALONE = 1

PLACED = verb("rights.hold.placed", gettext_lazy("placed a hold on a record"))
RENEWED = verb("rights.hold.renewed", gettext_lazy("renewed a hold"))
LIFTED = verb("rights.hold.lifted", gettext_lazy("lifted a hold"))


@transaction.atomic
def place_hold(person: Person, thing: Thing, *, reason: str, until: date) -> Hold:
    """Keep a record from being erased until a day, with a reason that oversight reads.

    Args:
        person: A co-ordinator, who may see the record.
        thing: The record.
        reason: Why; a court's letter, an open question of oversight.
        until: The last day, at most twelve months from today.

    Raises:
        NotFound: If there is no such record, or the person may not see it or place holds.
        InvalidInput: If no reason is given, or the day is not within twelve months.
        Conflict: If a hold is on it already, or the person has held it twice before.
    """
    row = record_to_hold(thing.label, thing.id, person=person)
    # The row is locked, as by whoever erases: one of the two comes first and the other sees it.
    if not type(row)._base_manager.select_for_update().filter(pk=row.pk).exists():  # noqa: SLF001  every row
        raise NotFound("rights.hold.record", _("This record was erased meanwhile."))
    if Hold.objects.filter(live_holds(), thing=thing.label, thing_id=thing.id).exists():
        raise Conflict("rights.hold.placed", _("A hold is on this record already; renew that one."))
    return _place(person, thing, reason=reason, until=until, act=PLACED)


@transaction.atomic
def renew_hold(person: Person, hold_id: UUID, *, reason: str, until: date) -> Hold:
    """Let a hold that holds go on until another day; the earlier one stays as it was placed.

    Args:
        person: A co-ordinator.
        hold_id: The hold.
        reason: Why still.
        until: The last day, at most twelve months from today.

    Raises:
        NotFound: If there is no such hold, or the person may not.
        InvalidInput: If no reason is given, or the day is not within twelve months.
        Conflict: If the person has placed and renewed it already: another one says whether it goes on.
    """
    found = hold_of(hold_id, person=person, is_change=True)
    thing = Thing(found.thing, found.thing_id)
    placed = _place(person, thing, reason=reason, until=until, act=RENEWED)
    Hold.objects.filter(pk=found.pk).update(
        lifted_at=timezone.now(), lifted_by=person, lifted_reason=_("renewed")
    )
    return placed


@transaction.atomic
def lift_hold(person: Person, hold_id: UUID, *, reason: str) -> None:
    """Lift a hold before its end; what is past its own end goes with the next run.

    Args:
        person: A co-ordinator.
        hold_id: The hold.
        reason: Why.

    Raises:
        NotFound: If there is no such hold that holds, or the person may not.
        InvalidInput: If no reason is given.
    """
    found = hold_of(hold_id, person=person, is_change=True)
    reason = given_reason(reason)
    Hold.objects.filter(pk=found.pk).update(
        lifted_at=timezone.now(), lifted_by=person, lifted_reason=reason
    )
    record(person, LIFTED, thing=Thing(found.thing, found.thing_id), reason=reason)


def _place(person: Person, thing: Thing, *, reason: str, until: date, act: Any) -> Hold:
    today = timezone.localdate()
    if not today < until <= today + timedelta(days=LONGEST_HOLD_DAYS):
        raise InvalidInput(
            "rights.hold.until",
            _("A hold ends within twelve months, after today; %(until)s is not. It can be renewed.")
            % {"until": until.isoformat()},
        )
    reason = given_reason(reason)
    before = (
        Hold.objects.filter(thing=thing.label, thing_id=thing.id).order_by("-placed_at").first()
    )
    renewals = before.renewals + 1 if before else 0
    if before and renewals > RENEWED_ALONE and before.placed_by_id == person.pk:
        raise Conflict(
            "rights.hold.same-person",
            _(
                "You have held this record twice already. Whether it is held any longer, another "
                "co-ordinator says."
            ),
        )
    placed = Hold.objects.create(
        thing=thing.label,
        thing_id=thing.id,
        reason=reason,
        until=until,
        placed_by=person,
        renewals=renewals,
    )
    record(person, act, thing=thing, facts={"until": until.isoformat()}, reason=reason)
    return placed
