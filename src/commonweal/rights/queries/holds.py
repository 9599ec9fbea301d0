"""Holds, and the records they are on, for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from commonweal.kernel.errors import NotFound
from commonweal.rights.models import Hold, Person
from commonweal.rights.queries.retention import live_holds
from commonweal.rights.rules.keeping import Keeping, keeping_of
from commonweal.rights.rules.records import kind_of
from commonweal.rights.rules.retention import SEE_HOLD
from commonweal.rights.rules.roles import coordinates
from commonweal.rights.rules.rule import rule_to_see

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


def holds_visible_to(person: Person | AnonymousUser) -> QuerySet[Hold]:
    """Return the holds that hold, which the person may see; the first to end comes first."""
    return Hold.objects.filter(SEE_HOLD.rows(person), live_holds()).select_related("placed_by")


def hold_of(hold_id: UUID, *, person: Person | AnonymousUser, is_change: bool = False) -> Hold:
    """Return one hold that holds.

    Args:
        hold_id: The hold.
        person: Who asks.
        is_change: Whether to renew or lift it, which is the co-ordinator's.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    found = holds_visible_to(person).filter(pk=hold_id).first()
    if found is None or (is_change and not coordinates(person)):
        raise NotFound("rights.hold", _("There is no such hold, or not for you."))
    return found


def record_to_hold(label: str, key: str, *, person: Person | AnonymousUser) -> Model:
    """Return a record that a co-ordinator may see, and so may hold.

    Args:
        label: The kind's label.
        key: Its id, as text.
        person: Who asks.

    Raises:
        NotFound: If there is none, or the person may not see it, or is no co-ordinator.
    """
    keeping, kind = keeping_of(label), kind_of(label)
    found: Model | None = None
    if keeping is not None and keeping.is_content and coordinates(person):
        wanted = _key(keeping, key)
        if kind is not None and isinstance(wanted, UUID):
            kind.asked(wanted, person)
        found = seen_rows(keeping, person=person).filter(pk=wanted).first()
    if found is None:
        raise NotFound("rights.hold.record", _("There is no such record, or not for you."))
    return found


def seen_rows(keeping: Keeping, *, person: Person | AnonymousUser) -> QuerySet[Any]:
    """Return the records of a kind that the person may see; none where no rule says who may."""
    rule = rule_to_see(keeping.thing)
    return keeping.all().filter(rule.rows(person)) if rule else keeping.model._base_manager.none()  # noqa: SLF001  every row


def _key(keeping: Keeping, text: str) -> Any:
    try:
        return keeping.model._meta.pk.to_python(text)
    except Exception:
        return None
