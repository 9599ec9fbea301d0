"""What do-no-harm checks say on a person's first page: what their partner keeps and has not checked for a year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.kernel.today import TodayItem
from commonweal.partners.queries.harm import ToCheck, to_check
from commonweal.partners.queries.waiting_partnerships import SHOWN, lines
from commonweal.partners.rules.taking_part import organisation_of

if TYPE_CHECKING:
    from commonweal.rights.models import Person


def harm_items(person: Person) -> Sequence[TodayItem]:
    """Return the checks that a person's partner is to make: missing ones first, then by the day.

    Args:
        person: Whose first page it is.
    """
    own = organisation_of(person)
    if own is None:
        return ()
    found = to_check(person, today=timezone.localdate(), kept_by=own)
    address = reverse("partners:harm_list")
    return tuple(lines(_items(found), total=len(found), address=address))


def _items(found: Sequence[ToCheck]) -> Iterator[TodayItem]:
    for each in found[:SHOWN]:
        yield TodayItem(
            kind="due" if each.standing.due_on else "waiting",
            text=_("Make the do-no-harm check: %(title)s") % {"title": each.subject.title},
            address=each.subject.check_address,
            due_on=each.standing.due_on,
            detail=each.standing.name,
        )
