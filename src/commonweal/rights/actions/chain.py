"""The end of the chain: who adds an entry holds it, one at a time, until the transaction ends.

A segment ends with its calendar month (UTC) or with 10,000 entries, whichever comes first. Its head
is sealed by whoever adds the next entry: the new segment's first entry holds it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from commonweal.rights.engine.chain import hash_of
from commonweal.rights.engine.types import Link
from commonweal.rights.engine.verify import SEALED, rolled
from commonweal.rights.models import TrailEntry, TrailHead, TrailSegment, TrailWords
from commonweal.rights.queries.verify import as_segment

SEGMENT_ENTRIES = 10_000
# From here on a clock that went back is noted; less is how clocks are.
CLOCK_BEHIND_SECONDS = 1.0
# Written out, because every act waits for these two: the queries' making costs more than they do.
END = "SELECT id, entry, hash, at, segment, segment_from FROM rights_trailhead WHERE id = 1"
NEW_END = (
    "UPDATE rights_trailhead SET entry = %s, hash = %s, at = %s, segment = %s, segment_from = %s "
    "WHERE id = 1"
)


@dataclass(frozen=True, slots=True)
class Said:
    """What an entry says, before it has its place in the chain.

    Attributes:
        verb: The declared act.
        thing: The kind of record, such as ``library.Document``.
        thing_id: The record.
        person_id: Who acted; None for the workspace itself.
        organisation_id: For which partner.
        roles: The roles held then, sorted.
        facts: Ids and numbers.
        digests: Of the reason, of what was before and of what is after.
        reason: The words of the reason; kept apart.
    """

    verb: str
    thing: str
    thing_id: str
    person_id: str | None = None
    organisation_id: str | None = None
    roles: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    digests: tuple[str, str, str] = ("", "", "")
    reason: str = ""


def add(said: Said) -> int:
    """Add an entry at the end of the chain, and return its number.

    Args:
        said: What it says.
    """
    head = locked_end()
    now = timezone.now()
    if _is_full(head, now=now):
        head = seal(head, now=now)
    return _append(head, said, now=now)


def locked_end() -> TrailHead:
    """Return the end of the chain, locked until the transaction ends: one writer at a time."""
    lock = " FOR UPDATE" if connection.features.has_select_for_update else ""
    for head in TrailHead.objects.raw(END + lock):
        return head
    TrailSegment.objects.get_or_create(number=1)
    TrailHead.objects.get_or_create(pk=1)
    return TrailHead.objects.select_for_update().get(pk=1)


def seal_if_over(*, now: datetime) -> None:
    """Seal the newest segment if its month is over, though nobody adds an entry."""
    head = locked_end()
    if _is_full(head, now=now):
        seal(head, now=now)


def seal(head: TrailHead, *, now: datetime) -> TrailHead:
    """Seal the segment's head, open the next one with an entry that holds it, and return the end.

    Args:
        head: The end of the chain, locked.
        now: The present.
    """
    row = TrailSegment.objects.get(pk=head.segment)
    if row.closed_at is None:
        row.count = head.entry - head.segment_from + 1
        row.first_entry, row.last_entry = head.segment_from, head.entry
        row.first_hash = TrailEntry.objects.values_list("hash", flat=True).get(pk=row.first_entry)
        row.last_hash = head.hash
        # As an entry's time: a clock may go back, the trail does not.
        row.closed_at = max(now, head.at) if head.at else now
        row.save()
    TrailSegment.objects.create(number=row.number + 1, opened_at=now)
    head.segment, head.segment_from = row.number + 1, head.entry + 1
    facts = {name: getattr(row, name) for name in ("count", "first_entry", "last_entry")}
    facts |= {"segment": row.number, "heads": heads_up_to(row.number)}
    _append(
        head, Said(SEALED, TrailSegment._meta.label, thing_id=str(row.number), facts=facts), now=now
    )
    return TrailHead.objects.get(pk=1)


def heads_up_to(number: int) -> str:
    """Return the hash over the sealed heads of all segments up to this one."""
    heads = ""
    for row in TrailSegment.objects.filter(number__lte=number).order_by("number"):
        heads = rolled(heads, as_segment(row))
    return heads


def _is_full(head: TrailHead, *, now: datetime) -> bool:
    count = head.entry - head.segment_from + 1
    if count < 1 or head.at is None:
        return False
    return count >= SEGMENT_ENTRIES or _month(max(now, head.at)) > _month(head.at)


def _month(at: datetime) -> tuple[int, int]:
    at = at.astimezone(UTC)
    return at.year, at.month


def _append(head: TrailHead, said: Said, *, now: datetime) -> int:
    link = Link(
        entry=head.entry + 1,
        segment=head.segment,
        # A clock may go back; the trail does not: the order is that of the numbers.
        at=max(now, head.at) if head.at else now,
        person_id=said.person_id,
        organisation_id=said.organisation_id,
        roles=said.roles,
        verb=said.verb,
        thing=said.thing,
        thing_id=said.thing_id,
        facts=_with_clock(said.facts, head=head, now=now),
        reason_digest=said.digests[0],
        before_digest=said.digests[1],
        after_digest=said.digests[2],
        previous=head.hash,
        hash="",
    )
    _write(replace(link, hash=hash_of(link)), head=head, reason=said.reason)
    return link.entry


def _with_clock(facts: Mapping[str, Any], *, head: TrailHead, now: datetime) -> dict[str, Any]:
    behind = (head.at - now).total_seconds() if head.at else 0.0
    if behind < CLOCK_BEHIND_SECONDS:
        return dict(facts)
    return {**facts, "clock_behind_seconds": int(behind)}


def _write(link: Link, *, head: TrailHead, reason: str) -> None:
    TrailEntry.objects.create(
        id=link.entry,
        **{
            name: getattr(link, name)
            for name in Link.__dataclass_fields__
            if name not in {"entry", "facts", "roles"}
        },
        facts=dict(link.facts),
        roles=list(link.roles),
    )
    if reason:
        TrailWords.objects.create(entry=link.entry, reason=reason)
    at = connection.ops.adapt_datetimefield_value(link.at)
    with connection.cursor() as cursor:
        cursor.execute(NEW_END, [link.entry, link.hash, at, head.segment, head.segment_from])
