"""What everybody reads of the room without an account: meetings, councils' pages, partnerships, recommendations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, QuerySet

from commonweal.partners.models import Meeting, Partnership, RaisedPage, Recommendation
from commonweal.partners.queries.progress import with_progress
from commonweal.partners.queries.raised import public_pages
from commonweal.partners.queries.registration import public_meetings
from commonweal.partners.rules.promises import SEE_AGREED
from commonweal.partners.rules.public_room import AGREED

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader

SHOWN = 10


@dataclass(frozen=True, slots=True)
class PublicRoom:
    """What the public page says.

    Attributes:
        meetings: Those to come for which everybody may register, the next ones first.
        pages: Councils' pages "Raised and answered", the newest first.
        partnerships: Those that are agreed and shown, by title.
        asked: How many recommendations are public.
        progress: How many of them are how far.
    """

    meetings: Sequence[Meeting]
    pages: Sequence[RaisedPage]
    partnerships: Sequence[Partnership]
    asked: int
    progress: Mapping[str, int]


def public_partnerships(*, today: date) -> QuerySet[Partnership]:
    """Return the partnerships that everybody may read of: agreed, shown, and not run out.

    Args:
        today: The present day.
    """
    rows = Partnership.objects.filter(
        Q(end=None) | Q(end__gte=today), published_at__isnull=False, state__in=AGREED
    )
    return rows.prefetch_related("members__organisation").order_by("title", "pk")


def public_room(person: Reader, *, now: datetime, today: date) -> PublicRoom:
    """Return what everybody reads of the room.

    Args:
        person: Who reads; a stranger reads the same.
        now: The present moment.
        today: The present day.
    """
    public: QuerySet[Any] = Recommendation.objects.filter(
        SEE_AGREED.rows(person), published_at__isnull=False
    )
    counted = with_progress(public, today=today).order_by().values("progress")
    progress: dict[str, int] = {
        str(key): count
        for key, count in counted.annotate(count=Count("pk")).values_list("progress", "count")
    }
    return PublicRoom(
        meetings=list(public_meetings(now=now)[:SHOWN]),
        pages=list(public_pages(person)[:SHOWN]),
        partnerships=list(public_partnerships(today=today)[: 5 * SHOWN]),
        asked=sum(progress.values()),
        progress=progress,
    )
