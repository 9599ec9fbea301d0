"""How long addresses of calendars are kept, and what is left of deleted meetings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.partners.models import CalendarAddress, GoneMeeting
from commonweal.rights.public import Keeping, Term, keep

YEAR = 365


def erase_addresses(keys: Sequence[Any]) -> None:
    """Remove addresses of calendars; whoever fetches them finds nothing.

    Args:
        keys: The addresses' ids.
    """
    CalendarAddress.objects.filter(pk__in=keys).delete()


def erase_gone(keys: Sequence[Any]) -> None:
    """Remove what is left of deleted meetings.

    Args:
        keys: The ids.
    """
    GoneMeeting.objects.filter(pk__in=keys).delete()


keep(
    Keeping(
        thing="partners.CalendarAddress",
        name=_("addresses of calendars"),
        why=_("An address that nobody has fetched for a year may be known to the wrong people."),
        term=Term(days=YEAR, maximum=10 * YEAR),
        counts_from="used_at",
        since=_("it was last fetched"),
        maximum_from="made_at",
        erase=erase_addresses,
        is_content=False,
    )
)
keep(
    Keeping(
        thing="partners.GoneMeeting",
        name=_("traces of deleted meetings, without title"),
        why=_("Calendars that fetched a meeting before must be told that it is off."),
        term=Term(days=YEAR, maximum=YEAR),
        counts_from="gone_at",
        since=_("it was deleted"),
        erase=erase_gone,
        is_content=False,
    )
)
