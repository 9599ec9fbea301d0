"""What people decided about a document's values, and the record that holds under it.

Read values are proposals without rows: a value waits in its document's reading, and a row is made for
it in the transaction of the first decision. `Waiting` keeps one narrow row for each document.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from commonweal.library.engine.overlay import Decided, confirmed, settled, shown
from commonweal.library.engine.values import ReadValue, values_of
from commonweal.library.models import Document
from commonweal.library.queries.records import as_spans
from commonweal.rights.public import keys_accepted_together, reviews_of

if TYPE_CHECKING:
    from commonweal.rights.models import Person
    from commonweal.rights.public import Review

KIND = "library.value"
THING = Document._meta.label
WAITING, CORRECTED = "waiting", "corrected"


def reviews_in(document_id: UUID) -> Mapping[str, Review]:
    """Return what was decided about a document's values, by their keys; the caller may see it."""
    return reviews_of(KIND, THING, str(document_id))


def accepted_at_once(document_id: UUID, *, person: Person) -> int:
    """Return how many values of a document a person accepted with others at once, and which hold."""
    return len(keys_accepted_together(KIND, THING, str(document_id), person=person))


def decided(reviews: Mapping[str, Review]) -> tuple[Decided, ...]:
    """Return the decisions that hold, as the overlay takes them."""
    return tuple(_decided(reviews.values()))


def settled_record(document: Document) -> dict[str, Any]:
    """Return the record that holds: the document's reading under people's decisions. Two queries."""
    return settled(document.record, decided(reviews_in(document.pk)))


def shown_record(document: Document, reviews: Mapping[str, Review]) -> dict[str, Any]:
    """Return the same with what was rejected in its place, for a page that strikes it through."""
    return shown(document.record, decided(reviews))


def waits(reviews: Mapping[str, Review], key: str) -> bool:
    """Say whether a value that was read, or accepted before something else was, waits for a person."""
    return key not in reviews or reviews[key].state == WAITING


def open_values(record: Mapping[str, Any], reviews: Mapping[str, Review]) -> tuple[ReadValue, ...]:
    """Return the values of a reading that wait for a person, the least certain first.

    What was accepted and is no longer read waits too, and so does what people put by words that the
    text no longer has: it is as uncertain as a value can be.
    """
    read = values_of(record)
    twice = confirmed(record, decided(reviews))
    found = [one for one in read if waits(reviews, one.key) and one.key not in twice]
    there = {one.key for one in read}
    found += [
        _vanished(review)
        for key, review in sorted(reviews.items())
        if key not in there and review.state == WAITING and review.holds
    ]
    return tuple(sorted(found, key=lambda one: one.sureness))


def fingerprint(value: object) -> str:
    """Return a short digest of a value as JSON, to see whether it is still the one somebody saw."""
    told = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _decided(reviews: Iterable[Review]) -> Iterator[Decided]:
    for review in reviews:
        holds = review.holds
        if holds is not None:
            yield Decided(
                key=review.key,
                value=review.settled,
                proposed=holds.proposed,
                is_corrected=holds.state == CORRECTED,
                spans=spans_in(review),
                is_missed=review.is_put,
            )


def spans_in(review: Review) -> tuple[Any, ...]:
    """Return the words that a proposal rests on."""
    return tuple(as_spans(pair for reason in review.reasons for pair in reason.get("spans") or ()))


def _vanished(review: Review) -> ReadValue:
    return ReadValue(
        key=review.key,
        part=review.key.split(":", 1)[0],
        value=None,
        confidence=0.0,
        rule="",
        spans=spans_in(review),
    )
