"""What was read in documents, one after the other, for rooms that look for something in all of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from commonweal.library import models
from commonweal.library.queries.documents import documents_visible_to
from commonweal.library.queries.restrictions import restricted_now


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in one document that nothing restricts.

    Attributes:
        read_at: When; with the id it says where to go on.
        on: The document's day, or its event's; None where neither is known.
        bodies: The bodies that it names, as printed.
        places: The place and the country of its event.
        subjects: The fields of work it is filed under.
        passages: Its paragraphs: first character, the one after the last, and the words.
    """

    id: UUID
    read_at: datetime
    title: str
    on: date | None
    bodies: tuple[str, ...]
    places: tuple[str, ...]
    subjects: tuple[str, ...]
    passages: tuple[tuple[int, int, str], ...]


def readings_after(
    read_at: datetime | None, document_id: UUID | None, *, limit: int
) -> tuple[Reading, ...]:
    """Return the next documents in the order in which they were read, without any that is restricted.

    Args:
        read_at: When the last one was read that was returned before; None for the first ones.
        document_id: The last one.
        limit: How many at most.
    """
    names = models.Mention.objects.order_by("pk")
    rows = _open_ones(read_at, document_id).prefetch_related(
        Prefetch("mentions", queryset=names), "subjects"
    )
    return tuple(_reading(row) for row in rows.defer("notes").order_by("read_at", "pk")[:limit])


def count_after(read_at: datetime | None, document_id: UUID | None) -> int:
    """Return how many documents come after one, in the order in which they were read."""
    return _open_ones(read_at, document_id).count()


def _open_ones(read_at: datetime | None, document_id: UUID | None) -> QuerySet[models.Document]:
    seen = documents_visible_to(None).order_by().values("pk")
    rows = models.Document.objects.filter(pk__in=seen).exclude(pk__in=restricted_now())
    if read_at is None:
        return rows
    same = Q(read_at=read_at, pk__gt=document_id) if document_id else Q(pk__in=[])
    return rows.filter(Q(read_at__gt=read_at) | same)


def _reading(row: models.Document) -> Reading:
    event = row.record.get("event") or {}
    places = (event.get("place"), row.country, event.get("country"))
    return Reading(
        id=row.pk,
        read_at=row.read_at,
        title=row.title,
        on=row.date_issued or row.event_end or row.event_start,
        bodies=tuple(dict.fromkeys(each.name for each in row.mentions.all())),
        places=tuple(dict.fromkeys(str(each) for each in places if each)),
        subjects=tuple(each.name for each in row.subjects.all()),
        passages=tuple((start, end, row.text[start:end]) for start, end, *_kind in row.blocks),
    )
