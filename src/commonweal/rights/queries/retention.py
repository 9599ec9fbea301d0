"""What ends when, what is held, and what still rests on what: reads for the daily task and its page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Model, Q
from django.utils import timezone

from commonweal.rights.engine.retention import Clock, End, end_of, is_due
from commonweal.rights.models import Hold
from commonweal.rights.rules.keeping import (
    Keeping,
    keeping_of,
    keepings,
    needs_of,
    parts_of,
)

CHUNK = 200
# The daily task has this long before what is due counts as overdue.
GRACE = timedelta(days=1)
MOST_OVERDUE_SHOWN = 200


def past_period(keeping: Keeping, *, now: datetime) -> Q:
    """Return the condition of the rows whose period, or hard maximum, has passed.

    Args:
        keeping: The kind.
        now: The present.
    """
    term = keeping.term
    found = Q(**{f"{keeping.counts_from}__lte": now - timedelta(days=term.days)})
    found |= Q(**{f"{keeping.whole_from}__lte": now - timedelta(days=term.maximum)})
    if keeping.removed_from:
        removed = now - timedelta(days=term.after_removal)
        found |= Q(**{f"{keeping.removed_from}__lte": removed})
    return found


def keys_past_period(keeping: Keeping, *, now: datetime, after: Any = None) -> Iterator[list[Any]]:
    """Yield the keys of rows past their period, in chunks; some may be held or needed.

    Args:
        keeping: The kind.
        now: The present.
        after: Begin behind this key.
    """
    rows = keeping.all().filter(past_period(keeping, now=now)).order_by("pk")
    last = after
    while keys := list(
        (rows if last is None else rows.filter(pk__gt=last)).values_list("pk", flat=True)[:CHUNK]
    ):
        yield keys
        last = keys[-1]


def ends_of(keeping: Keeping, keys: Sequence[Any], *, today: date) -> dict[Any, End]:
    """Return when records end, by key; those that are gone are left out.

    Args:
        keeping: Their kind.
        keys: Their keys, at most some hundred.
        today: The present day: holds that have run out hold nothing.
    """
    if not keys:
        return {}
    held = _held(keeping, keys, today=today)
    needed = _needed(keeping, keys)
    rests = _rests_until(keeping, keys, today=today)
    instants = (keeping.counts_from, keeping.whole_from, keeping.removed_from or "pk")
    rows = keeping.all().filter(pk__in=keys).values_list("pk", *instants)
    return {
        key: end_of(
            Clock(
                began=began,
                whole_began=whole,
                removed_at=removed if keeping.removed_from else None,
                rests_until=rests.get(key),
                is_needed=key in needed,
            ),
            term=keeping.term,
            held_until=held.get(key, ()),
        )
        for key, began, whole, removed in rows
    }


def end_of_row(row: Model, *, today: date | None = None) -> End | None:
    """Return when the record of a row ends; None where its kind has no period of its own.

    Args:
        row: A saved row.
        today: The present day; today if None.
    """
    keeping = keeping_of(row._meta.label)
    if keeping is None:
        return None
    found = ends_of(keeping, [row.pk], today=today or timezone.localdate())
    return found.get(row.pk)


def live_holds(*, today: date | None = None) -> Q:
    """Return the condition of holds that hold: neither lifted nor run out."""
    return Q(lifted_at=None, until__gte=today or timezone.localdate())


def _held(keeping: Keeping, keys: Sequence[Any], *, today: date) -> dict[Any, list[date]]:
    """Return the last days of the holds on records, on their wholes and on their parts."""
    live = Hold.objects.filter(live_holds(today=today))
    by_text = {str(key): key for key in keys}
    held: dict[Any, list[date]] = {}

    def note(pairs: Iterable[tuple[Any, date]]) -> None:
        for key, until in pairs:
            held.setdefault(key, []).append(until)

    own = live.filter(thing=keeping.thing, thing_id__in=by_text)
    note((by_text[key], until) for key, until in own.values_list("thing_id", "until"))
    rows = keeping.model._base_manager.filter(pk__in=keys)  # noqa: SLF001  every row, whatever a manager hides
    for link in keeping.inside:
        whole = dict(rows.values_list("pk", link.path))
        above = dict(
            live.filter(thing=link.thing, thing_id__in={str(one) for one in whole.values()})
            .order_by("until")
            .values_list("thing_id", "until")
        )
        note((key, above[str(one)]) for key, one in whole.items() if str(one) in above)
    for other, link in parts_of(keeping.thing):
        below = dict(
            live.filter(thing=other.thing).order_by("until").values_list("thing_id", "until")
        )
        parts = other.model._base_manager.filter(pk__in=below, **{f"{link.path}__in": keys})  # noqa: SLF001  as above
        note((key, below[str(part)]) for part, key in parts.values_list("pk", link.path))
    return held


def _needed(keeping: Keeping, keys: Sequence[Any]) -> set[Any]:
    """Return the records that a room still needs."""
    return {key for need in needs_of(keeping.thing) for key in need(keys)}


def _rests_until(keeping: Keeping, keys: Sequence[Any], *, today: date) -> dict[Any, datetime]:
    """Return for each record the latest end of its parts that are left."""
    latest: dict[Any, datetime] = {}
    for other, link in parts_of(keeping.thing):
        if other.inside[0] != link:
            continue  # a part of a part: its whole is looked at with it
        pairs = dict(other.all().filter(**{f"{link.path}__in": keys}).values_list("pk", link.path))
        parts = list(pairs)
        for start in range(0, len(parts), CHUNK):
            for part, end in ends_of(other, parts[start : start + CHUNK], today=today).items():
                whole = pairs[part]
                latest[whole] = max(end.at, latest.get(whole, end.at))
    return latest


@dataclass(frozen=True, slots=True)
class Overdue:
    """A record that should have been erased by now.

    Attributes:
        thing: The kind's label.
        name: What people call the kind.
        key: The record's key.
        at: The instant it ended.
    """

    thing: str
    name: str
    key: str
    at: datetime


def overdue(*, now: datetime, most: int = MOST_OVERDUE_SHOWN) -> list[Overdue]:
    """Return what is past its end for more than a day and neither held nor needed.

    Args:
        now: The present.
        most: Stop after so many.
    """
    found: list[Overdue] = []
    for keeping in keepings():
        for keys in keys_past_period(keeping, now=now - GRACE):
            ends = ends_of(keeping, keys, today=now.date())
            found += [
                Overdue(keeping.thing, str(keeping.name), str(key), end.at)
                for key, end in ends.items()
                if is_due(end, now=now - GRACE) and is_due(end, now=now)
            ]
            if len(found) >= most:
                return found[:most]
    return found


def counts_ending(*, until: datetime) -> Mapping[str, int]:
    """Return for each kind how many records end before an instant, those that may stay longer too.

    Args:
        until: The instant.
    """
    return {
        keeping.thing: keeping.all().filter(past_period(keeping, now=until)).count()
        for keeping in keepings()
    }
