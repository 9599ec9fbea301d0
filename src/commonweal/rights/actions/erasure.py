"""Erase what has reached its end: rows, files, search index, notes beside it, reasons, keys of digests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Q
from django.dispatch import Signal
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import Conflict, NotFound
from commonweal.rights.actions.trail import Thing, record, verb
from commonweal.rights.engine.retention import End, is_due
from commonweal.rights.models import (
    Hold,
    Note,
    Person,
    Proposal,
    RecordKey,
    Tombstone,
    TrailEntry,
    TrailWords,
    trail_guard,
)
from commonweal.rights.queries.retention import ends_of
from commonweal.rights.rules.keeping import Keeping, copies_of, keeping_of

ERASED = verb("rights.retention.erased", gettext_lazy("erased records that had reached their end"))
ERASED_NOW = verb("rights.record.erased", gettext_lazy("erased a record on request"))
FORGOTTEN = verb(
    trail_guard.FORGOTTEN,
    gettext_lazy("erased the reasons given about a record and the key of its digests"),
)
CHUNK = 500
# Sent in the transaction of each erasure of content: ``whys`` by key, and ``now``.
erased = Signal()


@dataclass(frozen=True, slots=True)
class Batch:
    """What became of records that were past their period.

    Attributes:
        erased: How many were erased.
        held: How many a hold keeps.
        needed: How many something rests on that is still kept.
    """

    erased: int = 0
    held: int = 0
    needed: int = 0

    def __add__(self, other: Batch) -> Batch:
        return Batch(self.erased + other.erased, self.held + other.held, self.needed + other.needed)


def erase_due(keeping: Keeping, keys: Sequence[Any], *, run: Thing, now: datetime) -> Batch:
    """Erase those records that are due; in the caller's transaction, with tombstones and one entry.

    Args:
        keeping: Their kind.
        keys: Records past their period.
        run: What the entry of the trail is about.
        now: The present.
    """
    locked = _locked(keeping, keys)
    ends = ends_of(keeping, locked, today=now.date())
    due = {key: end for key, end in ends.items() if is_due(end, now=now)}
    held = sum(1 for end in ends.values() if end.held_until is not None)
    batch = Batch(erased=len(due), held=held, needed=len(ends) - len(due) - held)
    if due:
        whys = {key: _why(end) for key, end in due.items()}
        _erase(keeping, whys, now=now)
        facts = {"kind": keeping.thing, "erased": batch.erased, "held": batch.held}
        record(None, ERASED, thing=run, facts=facts)
    return batch


def _why(end: End) -> str:
    return "hard maximum" if end.why == "needed" else end.why


@transaction.atomic
def erase_now(person: Person | None, thing: Thing, *, why: str, now: datetime) -> None:
    """Erase one record at once, whatever its period, unless a hold keeps it.

    Args:
        person: Who decided it; the caller has asked whether they may.
        thing: The record.
        why: ``request`` or ``removed``; it stays on the tombstone.
        now: The time of the act.

    Raises:
        NotFound: If there is no such record, or its kind is not erased one by one.
        Conflict: If a hold keeps it.
    """
    keeping = keeping_of(thing.label)
    key = _key(thing.id)
    locked = _locked(keeping, [key]) if keeping and key is not None else []
    if keeping is None or not locked:
        raise NotFound("rights.erase", _("There is no such record, or it was erased already."))
    end = ends_of(keeping, locked, today=now.date()).get(locked[0])
    if end is not None and end.held_until is not None:
        raise Conflict(
            "rights.held",
            _("A hold keeps this record until %(until)s; lift the hold first.")
            % {"until": end.held_until.isoformat()},
        )
    _erase(keeping, {locked[0]: why}, now=now)
    record(person, ERASED_NOW, thing=thing)


def erase_listed(keeping: Keeping, whys: Mapping[str, str], *, now: datetime) -> int:
    """Erase records that were erased once and came back with a backup; in the caller's transaction.

    Args:
        keeping: Their kind.
        whys: Why each went, by its id as text.
        now: The present.

    Returns:
        How many were there.
    """
    keys = {key: why for text, why in whys.items() if (key := _key(text)) is not None}
    there = keeping.all().filter(pk__in=list(keys)).values_list("pk", flat=True)
    locked = _locked(keeping, list(there))
    if locked:
        _erase(keeping, {key: keys[key] for key in locked}, now=now)
    return len(locked)


def _key(text: str) -> Any:
    if text.isascii() and text.isdigit() and len(text) < 19:
        return int(text)
    try:
        return UUID(text)
    except ValueError:
        return None


def _locked(keeping: Keeping, keys: Sequence[Any]) -> list[Any]:
    """Lock the rows first and look at the holds after: a hold placed meanwhile is seen."""
    rows = keeping.model._base_manager.filter(pk__in=keys).order_by("pk")  # noqa: SLF001  every row
    return list(rows.select_for_update().values_list("pk", flat=True))


def _erase(keeping: Keeping, whys: dict[Any, str], *, now: datetime) -> None:
    keys = list(whys)
    if keeping.is_content:
        _bury(keeping, whys, now=now)
        erased.send(sender=keeping.thing, whys=dict(whys), now=now)
    for forget in copies_of(keeping.thing):
        forget(whys)
    parts = {part.thing: _keys_of_part(part.thing, part.path, keys) for part in keeping.parts}
    keeping.erase(keys)
    forget_traces(keeping.thing, keys)
    for thing, part_keys in parts.items():
        forget_traces(thing, part_keys)


def _bury(keeping: Keeping, whys: dict[Any, str], *, now: datetime) -> None:
    names = ("pk", keeping.counts_from, *keeping.remains)
    rows = keeping.all().filter(pk__in=list(whys)).values(*dict.fromkeys(names))
    Tombstone.objects.bulk_create(
        (
            Tombstone(
                thing=keeping.thing,
                thing_id=str(row["pk"]),
                why=whys[row["pk"]],
                began_on=row[keeping.counts_from].date(),
                remains={name: _plain(row[name]) for name in keeping.remains},
                erased_at=now,
            )
            for row in rows
        ),
        ignore_conflicts=True,
    )


def _plain(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value if isinstance(value, int | float | bool | None) else str(value)


def _keys_of_part(thing: str, path: str, keys: Sequence[Any]) -> list[Any]:
    rows = apps.get_model(thing)._base_manager.filter(**{f"{path}__in": keys})  # noqa: SLF001  every row
    return list(rows.values_list("pk", flat=True))


def forget_traces(thing: str, keys: Iterable[Any]) -> None:
    """Remove what the rights room keeps beside records: notes, reviews, reasons, keys of digests.

    Args:
        thing: The records' label.
        keys: Their keys.
    """
    texts = [str(key) for key in keys]
    for start in range(0, len(texts), CHUNK):
        on = Q(thing=thing, thing_id__in=texts[start : start + CHUNK])
        notes = list(Note.objects.filter(on).values_list("pk", flat=True))
        Note.objects.filter(pk__in=notes).delete()
        if notes:
            forget_traces(Note._meta.label, notes)
        Proposal.objects.filter(on).delete()
        Hold.objects.filter(on).delete()
        _forget_words(thing, on)


def _forget_words(thing: str, on: Q) -> None:
    """Destroy the reasons of acts on records and the keys of their digests, and say so in the trail.

    Without that entry the database lets no reason go, and a verification finds that it went.
    """
    words = TrailWords.objects.filter(entry__in=TrailEntry.objects.filter(on).values("pk"))
    acts = TrailEntry.objects.filter(pk__in=words.values("entry"))
    keys = set(RecordKey.objects.filter(on).values_list("thing_id", flat=True))
    keys.update(acts.values_list("thing_id", flat=True))
    for key in sorted(keys):
        record(None, FORGOTTEN, thing=Thing(thing, key))
    words.delete()
    RecordKey.objects.filter(on).delete()


def wipe_free_space(*, is_compact: bool = False) -> None:
    """Take what was erased out of the database's own leavings, as far as the database lets us.

    SQLite overwrites what is deleted (``secure_delete``); here its journal is emptied. PostgreSQL
    reuses the room of deleted rows after a VACUUM. Inside a transaction nothing is done.

    Args:
        is_compact: Whether SQLite writes its whole file anew: needed once for a file that was used
            before it overwrote what it deletes. Takes the file's size in free room on the disk.
    """
    if connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            if is_compact:
                cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            cursor.execute("VACUUM")
