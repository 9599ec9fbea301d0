"""Whether the trail stands: its end can be read, and the database refuses to change it."""

from __future__ import annotations

from django.db import connection

from commonweal.rights.models import TrailEntry, TrailHead, trail_guard


def trail_complaint() -> str:
    """Return what is wrong with the trail at first sight, or ""; `commonweal rights verify` proves it."""
    head = TrailHead.objects.filter(pk=1).values_list("entry", "hash").first()
    newest = TrailEntry.objects.order_by("-id").values_list("id", "hash").first()
    if newest is not None and newest != head:
        return "Its end does not fit its newest entry: run `commonweal rights verify`."
    if trail_guard.missing(connection):
        return "The database does not refuse changes of it as it should: run `commonweal site migrate`."
    return ""


def trail_end() -> tuple[int, str]:
    """Return the number and the hash of the newest entry; (0, "") where there is none yet."""
    found = TrailHead.objects.filter(pk=1).values_list("entry", "hash").first()
    return found if found and found[0] else (0, "")
