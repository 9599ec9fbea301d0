"""The values that wait for people, across documents: the least certain first.

No value has a row until somebody decides about it. `Waiting` says for each document how uncertain its
least certain value is; the values themselves are found in the readings of the few documents on a page.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import F, FloatField, Q, QuerySet, Sum
from django.db.models.fields.json import KeyTransform
from django.db.models.functions import Cast
from django.http import QueryDict
from django.urls import reverse

from commonweal.library.engine.values import PARTS, ReadValue
from commonweal.library.models import Document, Waiting
from commonweal.library.queries.reviews import KIND, THING, open_values
from commonweal.library.rules import SEE_DOCUMENT
from commonweal.rights.public import reviews_of_each

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from commonweal.rights.models import Person
    from commonweal.rights.public import Review

# What can be asked for, and below which confidence a value belongs to it.
BELOW: Mapping[str, float] = {"check": 0.7, "unsure": 0.9, "all": math.inf}
# How many documents the number on a first page is counted in; beyond them it says "more than".
MOST_COUNTED = 2_000
# In how many documents values are counted that must be looked for in their readings.
MOST_READ = 50


@dataclass(frozen=True, slots=True)
class Queue:
    """Which values a person wants to go through.

    Attributes:
        part: One kind of value; empty for all.
        sure: ``check``, ``unsure`` or ``all``.
    """

    part: str = ""
    sure: str = "unsure"

    @property
    def below(self) -> float:
        """Return the confidence under which a value belongs to it."""
        return BELOW[self.sure]

    @property
    def query(self) -> dict[str, str]:
        """Return what an address says of it."""
        return {"queue": self.sure, "part": self.part}

    @property
    def address(self) -> str:
        """Return the address of its list."""
        return f"{reverse('library:review')}?{urlencode({'sure': self.sure, 'part': self.part})}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is in a queue: at a value of a document.

    Attributes:
        least: The confidence by which the document stood in the queue when they came to it.
    """

    document_id: UUID
    key: str
    least: float


@dataclass(frozen=True, slots=True)
class Next:
    """The next value of a queue."""

    document: Document
    key: str
    least: float


@dataclass(frozen=True, slots=True)
class Entry:
    """A document of the queue with those of its values that belong to it."""

    document: Document
    reviews: Mapping[str, Review]
    values: Sequence[ReadValue]
    least: float


def queue_of(query: QueryDict) -> Queue | None:
    """Return the queue that an address of a value names, or None."""
    sure = query.get("queue", "")
    return Queue(part=_part(query), sure=sure) if sure in BELOW else None


def queue_asked(query: QueryDict) -> Queue:
    """Return the queue that the list's address asks for; that of uncertain values if none."""
    sure = query.get("sure", "")
    return Queue(part=_part(query), sure=sure if sure in BELOW else "unsure")


def place_of(query: QueryDict, document_id: UUID, key: str) -> Place:
    """Return where in its queue an address of a value is."""
    try:
        least = float(query.get("at", "0"))
    except ValueError:
        least = 0.0
    return Place(document_id, key, least if math.isfinite(least) else 0.0)


def waiting_rows(queue: Queue, *, person: Person | AnonymousUser) -> QuerySet[Waiting]:
    """Return the documents of a queue that a person may see, the least certain first."""
    visible = Document.objects.filter(SEE_DOCUMENT.rows(person))
    found = Waiting.objects.filter(document__in=visible.values("pk"), count__gt=0)
    if not queue.part:
        return (
            found.annotate(order=F("least"))
            .filter(order__lt=_limit(queue))
            .order_by("order", "document_id")
        )
    least = Cast(KeyTransform(queue.part, "parts"), FloatField())
    found = found.filter(parts__has_key=queue.part).annotate(order=least)
    return found.filter(order__lt=_limit(queue)).order_by("order", "document_id")


def entries_for(rows: Sequence[Any], queue: Queue) -> tuple[Entry, ...]:
    """Return the documents of one page of a queue with their values. Four queries.

    Args:
        rows: Of ``waiting_rows``.
        queue: Which values belong.
    """
    ids = [row.document_id for row in rows]
    documents = Document.objects.defer("text", "blocks").in_bulk(ids)
    reviews = reviews_of_each(KIND, THING, [str(key) for key in ids])
    found = []
    for row in rows:
        document, mine = documents[row.document_id], reviews.get(str(row.document_id), {})
        values = _belonging(document, mine, queue)
        found.append(Entry(document=document, reviews=mine, values=values, least=row.order))
    return tuple(found)


def next_place(queue: Queue, place: Place | None, *, person: Person | AnonymousUser) -> Next | None:
    """Return the value that comes after a place in a queue, or the first one; None at its end.

    Args:
        queue: Which values.
        place: Where the person is; None at the beginning.
        person: Who goes through them.
    """
    if place is not None and (found := _later_here(queue, place, person=person)):
        return found
    rows = waiting_rows(queue, person=person)
    if place is not None:
        here = Q(order__gt=place.least) | Q(order=place.least, document_id__gt=place.document_id)
        rows = rows.filter(here)
    for entry in entries_for(list(rows[:1]), queue):
        for value in entry.values[:1]:
            return Next(entry.document, value.key, entry.least)
    return None


def waiting_count(queue: Queue, *, person: Person | AnonymousUser) -> tuple[int, bool]:
    """Return how many values of a queue wait in what a person may see, and whether there are more.

    Args:
        queue: Which values.
        person: Who goes through them.

    Cost: one query over narrow rows; for some kinds of value, the readings of at most 50 documents.
    """
    rows = waiting_rows(queue, person=person)
    column = {"unsure": "unsure", "all": "count"}.get(queue.sure, "")
    if column and not queue.part:
        counted = rows[: MOST_COUNTED + 1]
        total = counted.aggregate(total=Sum(column))["total"] or 0
        return total, bool(total) and counted.count() > MOST_COUNTED
    read = list(rows[: MOST_READ + 1])
    found = entries_for(read[:MOST_READ], queue)
    return sum(len(entry.values) for entry in found), len(read) > MOST_READ


def uncertain_count(*, person: Person) -> tuple[int, bool]:
    """Return how many uncertain values wait in what a person may see, and whether there are more.

    One query over narrow rows, however many documents there are; it stops after some thousands.
    """
    return waiting_count(Queue(), person=person)


def _later_here(queue: Queue, place: Place, *, person: Person | AnonymousUser) -> Next | None:
    """Return the value after this one in the same document."""
    visible = Document.objects.filter(SEE_DOCUMENT.rows(person)).defer("text", "blocks")
    document = visible.filter(pk=place.document_id).first()
    if document is None:
        return None
    reviews = reviews_of_each(KIND, THING, [str(document.pk)]).get(str(document.pk), {})
    everything = open_values(document.record, {})
    order = {one.key: index for index, one in enumerate(everything)}
    at = order.get(place.key, -1)
    for one in _belonging(document, reviews, queue):
        if order.get(one.key, -1) > at:
            return Next(document, one.key, place.least)
    return None


def _belonging(
    document: Document, reviews: Mapping[str, Review], queue: Queue
) -> tuple[ReadValue, ...]:
    return tuple(
        one
        for one in open_values(document.record, reviews)
        if one.sureness < queue.below and (not queue.part or one.part == queue.part)
    )


def _limit(queue: Queue) -> float:
    # Where nothing waits, ``least`` is 2.
    return min(queue.below, 2.0)


def _part(query: QueryDict) -> str:
    part = query.get("part", "")
    return part if part in PARTS else ""
