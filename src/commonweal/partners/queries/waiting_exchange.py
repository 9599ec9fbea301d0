"""What offers and needs say on a person's first page: who asks for ours, what fits ours, what was agreed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.kernel.today import TodayItem
from commonweal.partners.models import NoticeState, Uptake, UptakeState
from commonweal.partners.queries.exchange import fitting_own
from commonweal.partners.queries.waiting_training import training_items
from commonweal.partners.rules.taking_part import organisation_of

if TYPE_CHECKING:
    from uuid import UUID

    from commonweal.rights.models import Person

SHOWN, NEW_SHOWN, LOOKED_AT = 10, 5, 5
SOON_DAYS = 14


def exchange_items(person: Person, *, since: datetime | None) -> Sequence[TodayItem]:
    """Return what of offers, needs, courses and exercises waits for a person, what comes soon, and what is new.

    Args:
        person: Whose first page it is.
        since: What came after this moment is new; all of it if None.
    """
    own = organisation_of(person)
    if own is None:
        return ()
    return (
        *_asked(own),
        *_soon(own),
        *_fits(person, own),
        *training_items(own),
        *_said(own, since=since),
    )


def _asked(own: UUID) -> Iterator[TodayItem]:
    """Yield the requests for what the partner offers or needs, while it is open and not over."""
    in_time = Q(notice__last=None) | Q(notice__last__gte=timezone.localdate())
    rows = Uptake.objects.filter(
        in_time,
        notice__organisation_id=own,
        notice__state=NoticeState.OPEN,
        state=UptakeState.ASKED,
    ).select_related("organisation", "notice")
    for row in rows[:SHOWN]:
        words = (
            _("%(partner)s would take up: %(what)s")
            if row.notice.sort == "offer"
            else _("%(partner)s can meet: %(what)s")
        )
        yield TodayItem(
            kind="waiting",
            text=words % {"partner": row.organisation.name, "what": row.notice.title},
            address=row.get_absolute_url(),
            due_on=row.notice.first,
        )
    if (total := rows.count()) > SHOWN:
        yield TodayItem(
            kind="waiting",
            text=_("All %(count)s") % {"count": total},
            address=_listed(own),
            count=total - SHOWN,
        )


def _soon(own: UUID) -> Iterator[TodayItem]:
    """Yield what was agreed and comes within two weeks."""
    today = timezone.localdate()
    rows = Uptake.objects.filter(
        Q(organisation_id=own) | Q(notice__organisation_id=own),
        state=UptakeState.AGREED,
        notice__first__range=(today, today + timedelta(days=SOON_DAYS)),
    ).select_related("organisation", "notice__organisation")
    for row in rows.order_by("notice__first", "pk")[:SHOWN]:
        other = row.organisation if row.notice.organisation_id == own else row.notice.organisation
        yield TodayItem(
            kind="due",
            text=_("Agreed with %(partner)s: %(what)s")
            % {"partner": other.name, "what": row.notice.title},
            address=row.get_absolute_url(),
            due_on=row.notice.first,
        )


def _fits(person: Person, own: UUID) -> Iterator[TodayItem]:
    for row, matches in fitting_own(person, own, most=LOOKED_AT):
        count = len(matches)
        text = ngettext("%(count)s entry fits: %(what)s", "%(count)s entries fit: %(what)s", count)
        yield TodayItem(
            kind="waiting",
            text=text % {"count": count, "what": row.title},
            address=f"{row.get_absolute_url()}#fits",
            detail=_("first: %(what)s, %(partner)s")
            % {"what": matches[0].row.title, "partner": matches[0].row.organisation.name},
        )


def _said(own: UUID, *, since: datetime | None) -> Iterator[TodayItem]:
    """Yield what the other side said of a request since the last visit."""
    rows = (
        Uptake.objects.filter(Q(organisation_id=own) | Q(notice__organisation_id=own))
        .exclude(settled_for_id=own)
        .exclude(settled_at=None)
    )
    rows = rows if since is None else rows.filter(settled_at__gt=since)
    for row in rows.select_related("notice", "settled_for").order_by("-settled_at")[:NEW_SHOWN]:
        yield TodayItem(
            kind="new",
            text=_("%(partner)s, “%(what)s”: %(said)s")
            % {
                "partner": row.settled_for.name if row.settled_for else "",
                "what": row.notice.title,
                "said": row.get_state_display(),
            },
            address=row.get_absolute_url(),
        )


def _listed(own: UUID) -> str:
    return f"{reverse('partners:notices')}?{urlencode({'organisation': own})}"
