"""What Today says of our actions that nobody leads, that are contested, or of which nothing was said for long."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.kernel.today import TodayItem
from commonweal.partners.engine.states import DUE_SOON_DAYS, IDLE_STATES, OPEN_STATES, STALE_DAYS
from commonweal.partners.models import Action, Confirmation, Recommendation, ViewKind
from commonweal.partners.queries.evidence_offers import with_offers
from commonweal.partners.queries.leading import led_by_nobody_here
from commonweal.partners.rules.taking_part import acting_for
from commonweal.rights.public import Role, coordinates

if TYPE_CHECKING:
    from commonweal.rights.models import Person

SHOWN = 10
# What waits is counted up to this; the first page says "more than" then.
COUNTED = 500
WORDS = 24


def without_leader(*, now: datetime) -> QuerySet[Action]:
    """Return the open actions whose leader has left their owner.

    Args:
        now: The present.
    """
    return Action.objects.filter(led_by_nobody_here(now=now), state__in=OPEN_STATES)


def actions_today(person: Person) -> Iterator[TodayItem]:
    """Yield what somebody of a partner should see to: who leads what, and what is silent.

    Args:
        person: Whose first page it is; acts for a partner.
    """
    now = timezone.now()
    own = acting_for(person)
    left = without_leader(now=now)
    for row in left.filter(owner_id=own).select_related("person").order_by("due_on")[:SHOWN]:
        yield TodayItem(
            kind="waiting",
            text=_("Hand on: %(action)s") % {"action": _short(row.title)},
            address=row.get_absolute_url(),
            detail=_("%(name)s, who led it, has left")
            % {"name": row.person.name if row.person else ""},
        )
    for row in contested(own)[:SHOWN]:
        yield TodayItem(
            kind="waiting",
            text=_("Answer the objection: %(action)s") % {"action": _short(row.title)},
            address=row.get_absolute_url(),
            detail=_("contested by another partner; say how it goes or show more"),
        )
    silent = Coalesce("said_at", "added_at")
    stale = Action.objects.annotate(last=silent).filter(
        ~Q(due_on__lte=timezone.localdate() + timedelta(days=DUE_SOON_DAYS)),
        owner_id=own,
        state__in=OPEN_STATES,
        last__lt=now - timedelta(days=STALE_DAYS + 1),
    )
    for row in stale.order_by("last")[:SHOWN]:
        yield TodayItem(
            kind="waiting",
            text=_("Say how it goes: %(action)s") % {"action": _short(row.title)},
            address=row.get_absolute_url(),
            detail=_("nothing was said for more than %(days)s days") % {"days": STALE_DAYS},
        )
    waiting = with_offers(person).order_by().count()
    if waiting:
        text = ngettext(
            "The library offers evidence for %(count)s recommendation.",
            "The library offers evidence for %(count)s recommendations.",
            waiting,
        )
        yield TodayItem(
            kind="waiting",
            text=text % {"count": waiting},
            address=reverse("partners:offers"),
            count=waiting,
        )
    if coordinates(person):
        yield from _of_all(left.exclude(owner_id=own).count())
        yield from _contested_of_all()


def contested(own: UUID) -> QuerySet[Action]:
    """Return a partner's actions to which another objected after it last said something, longest waiting first.

    Args:
        own: The partner, which owns them.
    """
    objections = Confirmation.objects.filter(
        action=OuterRef("pk"), kind=ViewKind.OBJECTS, superseded_at=None
    ).order_by("-at")
    rows = Action.objects.filter(owner_id=own).exclude(state__in=IDLE_STATES)
    told = rows.annotate(objected_at=Subquery(objections.values("at")[:1]))
    waiting = told.filter(
        Q(said_at=None) | Q(said_at__lt=F("objected_at")), objected_at__isnull=False
    )
    return waiting.order_by("objected_at", "pk")


def _contested_of_all() -> Iterator[TodayItem]:
    rows = Recommendation.objects.filter(withdrawn_at=None, progress_now="contested")
    count = rows.order_by()[: COUNTED + 1].count()
    text = ngettext(
        "%(count)s recommendation is contested: one partner says done, another objects.",
        "%(count)s recommendations are contested: one partner says done, another objects.",
        count,
    )
    if count:
        more = _("more than %(most)s") % {"most": COUNTED}
        yield TodayItem(
            kind="waiting",
            text=text % {"count": more if count > COUNTED else count},
            address=f"{reverse('partners:board')}?state=contested",
            role=Role.COORDINATOR,
            count=count,
        )


def _of_all(count: int) -> Iterator[TodayItem]:
    text = ngettext(
        "%(count)s action of a partner is led by nobody any more.",
        "%(count)s actions of partners are led by nobody any more.",
        count,
    )
    if count:
        yield TodayItem(
            kind="waiting",
            text=text % {"count": count},
            address=f"{reverse('partners:board')}?leaderless=on",
            role=Role.COORDINATOR,
            count=count,
        )


def _short(text: str) -> str:
    return Truncator(text).words(WORDS)
