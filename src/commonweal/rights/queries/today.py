"""What this room says on a person's first page about roles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.kernel.today import TodayItem
from commonweal.rights.queries.people import ending_soon, own_ending_soon

if TYPE_CHECKING:
    from commonweal.rights.models import Person


def roles_that_end(person: Person, *, since: datetime | None) -> Sequence[TodayItem]:  # noqa: ARG001  what ends is told until it does
    """Return the person's own roles that end soon, and how many of others they may extend.

    Args:
        person: Whose first page it is.
        since: When they read it before.
    """
    own = [
        TodayItem(
            kind="due",
            text=_("Your role %(role)s for %(partner)s ends.")
            % {"role": grant.get_role_display(), "partner": grant.organisation.name},
            address=reverse("rights:person", args=[person.pk]),
            due_on=timezone.localdate(grant.ends_at),
            detail=_("Whoever keeps people and roles can extend it."),
        )
        for grant in own_ending_soon(person)
    ]
    ends = list(ending_soon(person).values_list("ends_at", flat=True))
    if not ends:
        return own
    text = ngettext(
        "%(count)s role ends that you may extend.", "%(count)s roles end that you may extend.", len(ends)
    )  # fmt: skip
    return [
        *own,
        TodayItem(
            kind="due",
            text=text % {"count": len(ends)},
            address=reverse("rights:people") + "?ending=1",
            due_on=timezone.localdate(ends[0]),
        ),
    ]
