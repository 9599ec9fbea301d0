"""What a page shows of the review of each value: what holds, why it was read, who decided what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from commonweal.library.actions.reviews import certain_values
from commonweal.library.engine.overlay import confirmed
from commonweal.library.engine.values import LISTS, SINGLES, ReadValue, part_of, single, values_of
from commonweal.library.queries.reasons import reason_for
from commonweal.library.queries.reviews import (
    decided,
    fingerprint,
    open_values,
    reviews_in,
    shown_record,
    spans_in,
    waits,
)
from commonweal.library.queries.value_words import part_name, value_words
from commonweal.library.rules import may_review
from commonweal.rights.public import sees_names

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from commonweal.kernel.provenance import Span
    from commonweal.library.models import Document
    from commonweal.rights.models import Person
    from commonweal.rights.public import Review, Said


@dataclass(frozen=True, slots=True)
class Event:
    """One decision of a value's history, in words.

    Attributes:
        put: The value that the person put; empty unless corrected.
        read: What the machine had read then.
        by: Empty for readers who may not know names.
    """

    said: Said
    put: str
    read: str
    by: str
    undone_by: str


@dataclass(frozen=True, slots=True)
class Checked:
    """The review of one value.

    Attributes:
        anchor: The id of its row on the page.
        state: ``waiting``, ``accepted``, ``corrected`` or ``rejected``: what holds now.
        waits: Whether somebody should decide; also where something newer than the accepted is read.
        read: What the newest reading has, in words.
        seen: Fingerprint of that.
        reason: Why it was read, in one sentence.
        events: Who decided what, the newest first.
    """

    document_id: UUID
    key: str
    part: str
    anchor: str
    address: str
    state: str
    waits: bool
    may_decide: bool
    is_read: bool
    read: str
    value: Any
    seen: str
    reason: str
    confidence: float | None
    spans: Sequence[Span]
    events: Sequence[Event]

    @property
    def name(self) -> str:
        """Return what people call this kind of value."""
        return part_name(self.part)

    @property
    def last(self) -> Event | None:
        """Return the decision that holds."""
        return next((one for one in self.events if one.said.undone_at is None), None)

    @property
    def is_newer(self) -> bool:
        """Say whether something else was read after a person decided."""
        if self.last is None or self.is_confirmed or self.is_lost:
            return False
        if self.is_put and not self.is_read:
            return False
        return bool(self.last.said.proposed != self.value)

    @property
    def is_put(self) -> bool:
        """Say whether a person added it, where the reader had read nothing."""
        said = self.last.said if self.last else None
        return said is not None and said.state == "corrected" and said.proposed is None

    @property
    def is_confirmed(self) -> bool:
        """Say whether the reader by now reads what a person had added."""
        return self.is_put and self.is_read

    @property
    def is_read_otherwise(self) -> bool:
        """Say whether the reader reads what a person had added, and something else about it."""
        last = self.last
        return self.is_confirmed and last is not None and last.said.value != self.value

    @property
    def is_lost(self) -> bool:
        """Say whether a person added it by words that the text no longer has."""
        return self.is_put and self.waits

    @property
    def can_be_corrected(self) -> bool:
        """Say whether something was read, or accepted, that a right value can take the place of."""
        return self.is_read or (self.last is not None and not self.is_put)

    @property
    def adding(self) -> str:
        """Return the address where such a value is added by its words."""
        address = reverse("library:missing", args=[self.document_id])
        return f"{address}?{urlencode({'part': self.part})}"


@dataclass(frozen=True)
class Checking:
    """The review of one document, for one reader."""

    document: Document
    reviews: Mapping[str, Review]
    read: Mapping[str, ReadValue]
    # Of what people added and the reader reads in other words by now: their keys, and the read ones.
    twice: Mapping[str, str]
    may_decide: bool
    has_names: bool

    @cached_property
    def record(self) -> dict[str, Any]:
        """Return the record as the page shows it: what holds, and what was rejected in its place."""
        return shown_record(self.document, self.reviews)

    @cached_property
    def open_count(self) -> int:
        """Return how many values wait."""
        return len(open_values(self.document.record, self.reviews))

    @cached_property
    def certain_count(self) -> int:
        """Return how many values wait of which the reader was certain."""
        return len(certain_values(self.document, self.reviews))

    @property
    def decided_count(self) -> int:
        """Return about how many values a person decided, and the decision holds."""
        return sum(1 for one in self.reviews.values() if one.holds is not None)

    @cached_property
    def missing(self) -> Sequence[Checked]:
        """Return the single values that the reading does not have, and nobody put."""
        record = self.record
        return tuple(
            self.of(key)
            for key in SINGLES
            if (single(record, key) is None or self._is_only_the_first_day(record, key))
            and not (key in self.reviews and self.reviews[key].holds)
        )

    @cached_property
    def can_be_added(self) -> Sequence[tuple[str, str]]:
        """Return each kind of value that can be missing, with its name: all lists, and what is empty."""
        parts = (*LISTS, *(one.part for one in self.missing))
        return tuple((part, part_name(part)) for part in parts)

    def _is_only_the_first_day(self, record: Mapping[str, Any], key: str) -> bool:
        return key == "event.end" and bool(single(record, key) == single(record, "event.start"))

    @property
    def changed(self) -> Sequence[tuple[str, str, str]]:
        """Return what the reading before had different: kind of value, before, now."""
        return tuple(
            (
                part_name(part_of(one["key"])),
                value_words(part_of(one["key"]), one["before"]),
                value_words(part_of(one["key"]), one["after"]),
            )
            for one in self.document.changed.get("values") or ()
        )

    def knows(self, key: str) -> bool:
        """Say whether there is, or may be put, a value of this key."""
        return key in self.read or key in self.reviews or key in SINGLES

    def of(self, key: str) -> Checked:
        """Return the review of one value."""
        read, review = self.read.get(self.twice.get(key, key)), self.reviews.get(key)
        value = read.value if read else None
        part = part_of(key)
        holds = review.holds if review else None
        return Checked(
            document_id=self.document.pk,
            key=key,
            part=part,
            anchor="value-" + key.replace(".", "-").replace(":", "-"),
            address=value_address(self.document, key),
            state=holds.state if holds else "waiting",
            waits=waits(self.reviews, key),
            may_decide=self.may_decide,
            is_read=read is not None,
            read=value_words(part, value),
            value=value,
            seen=fingerprint(value),
            reason=reason_for(read.rule) if read else "",
            confidence=read.confidence if read else None,
            spans=read.spans if read else spans_in(review) if review else (),
            events=self._events(part, review),
        )

    def _events(self, part: str, review: Review | None) -> tuple[Event, ...]:
        return tuple(
            Event(
                said=said,
                put=value_words(part, said.value) if said.state == "corrected" else "",
                read=value_words(part, said.proposed),
                by=said.by if self.has_names else "",
                undone_by=said.undone_by if self.has_names else "",
            )
            for said in (review.history if review else ())
        )


def checking_of(document: Document, *, person: Person | AnonymousUser) -> Checking:
    """Return the review of a document that the reader may see."""
    return checking_with(document, reviews_in(document.pk), person=person)


def checking_with(
    document: Document, reviews: Mapping[str, Review], *, person: Person | AnonymousUser
) -> Checking:
    """Return the same where the decisions are at hand."""
    twice = confirmed(document.record, decided(reviews))
    return Checking(
        document=document,
        reviews=reviews,
        twice={put: read for read, put in twice.items()},
        read={one.key: one for one in values_of(document.record)},
        may_decide=may_review(person),
        has_names=sees_names(person),
    )


def value_address(document: Document, key: str, **more: str) -> str:
    """Return the address of the page of one value."""
    query = f"?{urlencode(more)}" if more else ""
    return reverse("library:value", args=[document.pk, key]) + query
