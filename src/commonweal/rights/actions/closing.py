"""Verbs on accounts: close one for a while, and open it again."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import NotFound
from commonweal.rights.actions.grants import NEEDED, given_reason, raise_if_last
from commonweal.rights.actions.keys import revoke_all
from commonweal.rights.actions.sign_in import end_sessions
from commonweal.rights.actions.trail import record, verb
from commonweal.rights.models import Person
from commonweal.rights.rules.people import KEEP_ACCOUNT, live_grants

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

CLOSED = verb("rights.person.closed", gettext_lazy("closed an account"))
OPENED = verb("rights.person.opened", gettext_lazy("opened an account again"))


@transaction.atomic
def keep_account(
    person: Person | AnonymousUser, other_id: UUID, *, is_open: bool, reason: str
) -> Person:
    """Close an account, which ends its sessions and keys at once, or open it again; its roles stay as they are.

    Args:
        person: An administrator, of another account than their own.
        other_id: Whose account.
        is_open: Whether they may sign in from now on.
        reason: Why; asked for always.

    Raises:
        NotFound: If there is no such account, or the person may not keep it.
        InvalidInput: If no reason is given.
        Conflict: If nobody else holds a role that they hold and without which nothing goes on.
    """
    found = Person.objects.select_for_update().filter(KEEP_ACCOUNT.rows(person), pk=other_id)
    other = found.first()
    if other is None or not isinstance(person, Person) or other.erased_at is not None:
        raise NotFound("rights.person", _("There is no such account, or not for you."))
    reason = given_reason(reason)
    before = other.is_active
    if not is_open:
        for held in other.grants.filter(live_grants(), role__in=NEEDED):
            raise_if_last(held)
    Person.objects.filter(pk=other.pk).update(is_active=is_open)
    if not is_open:
        end_sessions(other)
        revoke_all(person, of=other)
    record(
        person,
        OPENED if is_open else CLOSED,
        thing=other,
        reason=reason,
        change=({"open": before}, {"open": is_open}),
    )
    other.is_active = is_open
    return other
