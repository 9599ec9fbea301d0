"""The whole chain, read and walked: entries, segments, reasons and anchors."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from django.db.models import CharField, Exists, Min, OuterRef, QuerySet, Subquery, TextField
from django.db.models.functions import Cast

from commonweal.rights.engine.chain import BEGINNING, keyed_digest
from commonweal.rights.engine.types import Anchor, Broken, End, Link, Segment, Verified
from commonweal.rights.engine.verify import walk
from commonweal.rights.models import (
    Grant,
    Person,
    RecordKey,
    TrailEntry,
    TrailHead,
    TrailSegment,
    TrailWords,
    trail_guard,
)

CHUNK = 5_000
_DECODER = json.JSONDecoder(parse_constant=str)
# What a hand can write into a column that is not what belongs there.
NO_INSTANT = datetime(1, 1, 1, tzinfo=UTC)
NO_ROLES = ["no list of roles"]
NO_FACTS: dict[str, object] = {"no object": True}

Progress = Callable[[int], None]


def verify(*, anchors: Iterable[Anchor] = (), progress: Progress | None = None) -> Verified:
    """Return whether the chain holds, with its segments, its reasons and the anchors.

    Others may go on writing: what was added after the beginning of the walk is left for the next.

    Args:
        anchors: Ends of earlier days, kept elsewhere.
        progress: Is told, now and then, how many entries were walked.
    """
    head, segments = _state()
    told = progress or (lambda _count: None)
    found = walk(
        links(up_to=head.entry if head.pk else sys.maxsize, progress=told),
        segments=segments,
        end=End(entry=head.entry, hash=head.hash),
        anchors=anchors,
    )
    complaints = [
        one for one in (found.broken, _behind_the_end(), _emptied(), broken_reason()) if one
    ]
    return replace(found, broken=min(complaints, key=lambda one: one.entry, default=None))


def entries_kept() -> int:
    """Return how many entries are there to be walked."""
    return TrailEntry.objects.count()


def end_of_trail() -> TrailHead:
    """Return where the chain ends now; entry 0 where there is no chain, or its end is gone."""
    return TrailHead.objects.filter(pk=1).first() or TrailHead(
        pk=None, entry=0, hash=BEGINNING, segment=0
    )


def hash_at(entry: int) -> str | None:
    """Return the hash of an entry; None where it is not kept any more."""
    return TrailEntry.objects.filter(pk=entry).values_list("hash", flat=True).first()


def _state() -> tuple[TrailHead, list[Segment]]:
    """Return the end of the chain and its segments, of one moment."""
    while True:
        head = end_of_trail()
        rows = TrailSegment.objects.order_by("number")
        segments = [as_segment(row) for row in rows]
        if end_of_trail().segment == head.segment:
            return head, segments


def as_segment(row: TrailSegment) -> Segment:
    """Return a segment's row as the chain's method sees it."""
    return Segment(
        number=row.number,
        is_closed=row.closed_at is not None,
        is_expired=row.expired_at is not None,
        is_expiring=row.is_expiring,
        count=row.count,
        first_entry=row.first_entry,
        last_entry=row.last_entry,
        first_hash=row.first_hash,
        last_hash=row.last_hash,
        expired_at=row.expired_at,
        closed_at=row.closed_at,
    )


def links(*, up_to: int, progress: Progress) -> Iterator[Link]:
    """Yield the kept entries in the order of their numbers, without keeping them.

    Args:
        up_to: The last number.
        progress: Is told how many came so far.
    """
    texts = {
        f"{name}_text": Cast(name, TextField())
        for name in ("at", "person_id", "organisation_id", "roles", "facts")
    }
    rows = (
        TrailEntry.objects.filter(pk__lte=up_to)
        .order_by("pk")
        .annotate(**texts)
        .values_list(
            "id",
            "segment",
            *texts,
            "verb",
            "thing",
            "thing_id",
            "reason_digest",
            "before_digest",
            "after_digest",
            "previous",
            "hash",
        )
    )
    for count, row in enumerate(rows.iterator(chunk_size=CHUNK), start=1):
        yield _link(row)
        if count % CHUNK == 0:
            progress(count)


def _link(row: tuple[Any, ...]) -> Link:
    """Return a row as a link; whatever a hand has put there must not stop the walk."""
    entry, segment, at, person, organisation, roles, facts, *rest = row
    verb, thing, thing_id, reason, before, after, previous, hash_ = rest
    return Link(
        entry=entry,
        segment=segment,
        at=_instant(at),
        person_id=_dashed(person),
        organisation_id=_dashed(organisation),
        roles=_roles(roles),
        verb=verb,
        thing=thing,
        thing_id=thing_id,
        facts=_facts(facts),
        reason_digest=reason,
        before_digest=before,
        after_digest=after,
        previous=previous,
        hash=hash_,
    )


def _instant(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return NO_INSTANT
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _dashed(text: str | None) -> str | None:
    if text is None or len(text) != 32:
        return text
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def _roles(text: str) -> list[str]:
    value = _json(text)
    is_right = isinstance(value, list) and all(isinstance(one, str) for one in value)
    return value if is_right else NO_ROLES


def _facts(text: str) -> dict[str, object]:
    value = _json(text)
    return value if isinstance(value, dict) else NO_FACTS


def _json(text: str) -> Any:
    try:
        return _DECODER.decode(text)
    except (TypeError, ValueError):
        return None


def _emptied() -> Broken | None:
    """Return a complaint where people are here, who came by recorded acts, and the trail is empty."""
    has_trail = (
        TrailHead.objects.filter(entry__gt=0).exists()
        or TrailEntry.objects.exists()
        or TrailSegment.objects.exclude(closed_at=None).exists()
    )
    if has_trail or not (Person.objects.exists() or Grant.objects.exists()):
        return None
    return Broken(1, "All of the trail was removed: there are people here and no entry.")


def _behind_the_end() -> Broken | None:
    """Return the first entry that stands behind the end of the chain."""
    end = TrailHead.objects.filter(pk=1).values("entry")
    found = TrailEntry.objects.filter(pk__gt=Subquery(end)).aggregate(first=Min("pk"))["first"]
    if found is None:
        return None
    return Broken(found, f"Entry {found} was added by hand: it stands behind the end of the trail.")


def broken_reason() -> Broken | None:
    """Return the first entry whose reason is not the one that was given, or is gone without a word.

    A reason that was erased with its record, which a later entry says, cannot be held against anything.
    """
    complaints = [_edited(), _added(), _left_without_key(), _removed()]
    return min(filter(None, complaints), key=lambda one: one.entry, default=None)


def _edited() -> Broken | None:
    number = next((one[0] for one in _reasons() if not _fits(*one[1:])), None)
    return Broken(number, f"The reason of entry {number} was edited.") if number else None


def _added() -> Broken | None:
    words = TrailWords.objects.exclude(entry__in=_with_reason().values("pk"))
    number = words.order_by("entry").values_list("entry", flat=True).first()
    if number is None:
        return None
    return Broken(number, f"A reason was added by hand: entry {number} was recorded without one.")


def _left_without_key() -> Broken | None:
    left = _with_reason().filter(Exists(_words()), ~Exists(_key()))
    number = left.order_by("pk").values_list("pk", flat=True).first()
    if number is None:
        return None
    return Broken(
        number,
        f"The reason of entry {number} cannot be proved: the key of its digest was removed by hand.",
    )


def _removed() -> Broken | None:
    """Return the first entry whose reason is gone though its record was not forgotten."""
    said = TrailEntry.objects.filter(
        verb=trail_guard.FORGOTTEN,
        thing=OuterRef("thing"),
        thing_id=OuterRef("thing_id"),
        pk__gt=OuterRef("pk"),
    )
    # What said so may have been let go before an older segment that a hold keeps.
    later = TrailSegment.objects.filter(number__gt=OuterRef("segment")).exclude(expired_at=None)
    gone = _with_reason().filter(~Exists(_words()), ~Exists(said), ~Exists(later))
    number = gone.order_by("pk").values_list("pk", flat=True).first()
    if number is None:
        return None
    return Broken(number, f"The reason of entry {number} was removed by hand.")


def _with_reason() -> QuerySet[TrailEntry]:
    return TrailEntry.objects.exclude(reason_digest="")


def _words() -> QuerySet[TrailWords]:
    return TrailWords.objects.filter(entry=OuterRef("pk"))


def _key() -> QuerySet[RecordKey]:
    return RecordKey.objects.filter(thing=OuterRef("thing"), thing_id=OuterRef("thing_id"))


def _reasons() -> Iterator[tuple[int, str, str, bytes]]:
    rows = (
        _with_reason()
        .annotate(
            reason=Subquery(_words().values("reason"), output_field=CharField()),
            key=Subquery(_key().values("key")),
        )
        .exclude(reason=None)
        .exclude(key=None)
        .order_by("pk")
    )
    yield from rows.values_list("pk", "reason_digest", "reason", "key").iterator(chunk_size=CHUNK)


def _fits(digest: str, reason: str, key: bytes) -> bool:
    return keyed_digest(reason, key=bytes(key)) == digest
