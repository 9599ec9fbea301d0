"""The one operation that lets go of entries: an expired segment is replaced by its sealed head."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import Conflict, NotAllowed, NotFound
from commonweal.rights.actions.chain import locked_end, seal_if_over
from commonweal.rights.actions.trail import record, verb
from commonweal.rights.engine import verify
from commonweal.rights.models import Hold, TrailEntry, TrailSegment, TrailWords, trail_guard

SEALED = verb(verify.SEALED, gettext_lazy("sealed a segment of the trail"))
EXPIRED = verb(verify.EXPIRED, gettext_lazy("replaced an expired segment of the trail by its head"))

THING = "rights.TrailSegment"
YEAR_DAYS = 365.25
MOST_YEARS = 10


@transaction.atomic
def expire_trail(now: datetime) -> Mapping[str, int]:
    """Replace every segment by its sealed head whose period is over; holds apart.

    Args:
        now: The present.

    Returns:
        How many ``segments`` and ``entries`` went, and how many segments a hold ``held``.
    """
    seal_if_over(now=now)
    due = due_segments(now)
    held = _held(due, now=now)
    gone = [expire_segment(number, now=now) for number in due if number not in held]
    return {"segments": len(gone), "entries": sum(gone), "held": len(held)}


def due_segments(now: datetime) -> list[int]:
    """Return the numbers of the sealed segments whose period is over, the oldest first.

    The period counts from the sealing, so that the segment's last entry is kept for all of it; the
    hard maximum of ten years counts from the opening.
    """
    period = timedelta(days=settings.TRAIL_YEARS * YEAR_DAYS)
    maximum = timedelta(days=MOST_YEARS * YEAR_DAYS)
    over = Q(closed_at__lte=now - period) | Q(opened_at__lte=now - maximum)
    rows = _kept().filter(over).order_by("number")
    return list(rows.values_list("number", flat=True))


def _kept() -> QuerySet[TrailSegment]:
    return TrailSegment.objects.filter(closed_at__isnull=False, expired_at=None)


def _held(numbers: Iterable[int], *, now: datetime) -> set[int]:
    holds = Hold.objects.filter(
        thing=THING, thing_id__in=map(str, numbers), lifted_at=None, until__gte=now.date()
    )
    return {int(one) for one in holds.values_list("thing_id", flat=True)}


@transaction.atomic
def expire_segment(number: int, *, now: datetime) -> int:
    """Replace one sealed segment's entries and reasons by its head, and record that.

    To call it again for the same segment does no harm.

    Args:
        number: Of the segment.
        now: The present.

    Returns:
        How many entries went.

    Raises:
        NotFound: If there is no such segment.
        Conflict: If it is not sealed yet.
    """
    locked_end()
    row = TrailSegment.objects.filter(pk=number).first()
    if row is None:
        raise NotFound("rights.trail.segment", _("The trail has no such segment."))
    if row.closed_at is None or row.first_entry is None or row.last_entry is None:
        raise Conflict(
            "rights.trail.open",
            _("Segment %(number)s is not sealed yet; it can expire later.") % {"number": number},
        )
    if row.expired_at is not None:
        return 0
    segments = TrailSegment.objects.filter(pk=number)
    segments.update(is_expiring=True)
    TrailWords.objects.filter(entry__range=(row.first_entry, row.last_entry)).delete()
    gone, _tables = TrailEntry.objects.filter(segment=number).delete()
    segments.update(is_expiring=False, expired_at=now)
    facts: dict[str, object] = {"segment": number, "count": row.count}
    facts |= {"first_entry": row.first_entry, "last_entry": row.last_entry}
    # All that are gone by now: what said so of the earlier ones may be gone with them.
    gone_by_now = TrailSegment.objects.exclude(expired_at=None).order_by("number")
    facts["gone"] = verify.as_ranges(gone_by_now.values_list("number", flat=True))
    record(None, EXPIRED, thing=row, facts=facts)
    return gone


@contextmanager
def let_everything_go() -> Iterator[None]:
    """Let the block remove the demo city as a whole, trail and all: the triggers are lifted for it.

    Raises:
        NotAllowed: If this is no demo.
    """
    if not settings.DEMO:
        raise NotAllowed(
            "rights.trail.kept",
            _("The trail is removed as a whole only where COMMONWEAL_DEMO is 1."),
        )
    with transaction.atomic():
        locked_end()
        with trail_guard.lifted(connection):
            yield
