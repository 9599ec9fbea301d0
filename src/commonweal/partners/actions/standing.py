"""How far recommendations are is kept with every act, so that lists of many thousands need not derive it again."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone

from commonweal.partners.models import NEVER, Recommendation
from commonweal.partners.queries.progress import with_progress

CHUNK = 500


def settle(*keys: UUID) -> None:
    """Derive anew how far some recommendations are, and keep it; inside the act's transaction.

    Args:
        keys: The recommendations' ids.
    """
    settle_all(keys)


def settle_all(keys: Iterable[UUID]) -> int:
    """Derive anew how far many recommendations are; return how many differed from what was kept.

    Args:
        keys: The recommendations' ids.
    """
    wanted = list(dict.fromkeys(keys))
    changed = 0
    for place in range(0, len(wanted), CHUNK):
        some = Recommendation.objects.filter(pk__in=wanted[place : place + CHUNK])
        rows = [
            row
            for row in with_progress(some, today=timezone.localdate())
            if (row.progress_now, row.position_now, row.due_on_now)
            != (row.progress, row.position, row.due_on or NEVER)
        ]
        for row in rows:
            row.progress_now, row.position_now = row.progress, row.position
            row.due_on_now = row.due_on or NEVER
        Recommendation.objects.bulk_update(rows, ["progress_now", "position_now", "due_on_now"])
        changed += len(rows)
    return changed
