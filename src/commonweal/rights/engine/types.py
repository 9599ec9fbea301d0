"""The values of the trail's method."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Link:
    """One entry of the trail as the chain sees it.

    Attributes:
        entry: Its number; the first is 1.
        segment: The number of the segment it is kept in.
        at: The instant of the act, aware.
        person_id: Who acted, as text; None for the workspace itself.
        organisation_id: For which partner, as text.
        roles: The roles held then.
        verb: The declared act.
        thing: The kind of record, such as ``library.Document``.
        thing_id: The record.
        facts: Numbers and ids behind the act.
        reason_digest: Keyed digest of the reason, or "".
        before_digest: Keyed digest of what was there before, or "".
        after_digest: Keyed digest of what is there after, or "".
        previous: The hash of the entry before.
        hash: Its own hash.
    """

    entry: int
    segment: int
    at: datetime
    person_id: str | None
    organisation_id: str | None
    roles: Sequence[str]
    verb: str
    thing: str
    thing_id: str
    facts: Mapping[str, object]
    reason_digest: str
    before_digest: str
    after_digest: str
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of entries, as its own row says.

    Attributes:
        number: The first is 1.
        is_closed: Whether its head is sealed.
        is_expired: Whether its entries were replaced by the head.
        is_expiring: Whether the database lets its entries go now; only ever inside one operation.
        count: How many entries a sealed segment has.
        first_entry: The number of its first entry.
        last_entry: The number of its last entry.
        first_hash: The hash of its first entry.
        last_hash: The hash of its last entry.
        expired_at: When its entries were replaced.
        closed_at: When its head was sealed.
    """

    number: int
    is_closed: bool
    is_expired: bool
    is_expiring: bool
    count: int
    first_entry: int | None
    last_entry: int | None
    first_hash: str
    last_hash: str
    expired_at: datetime | None = None
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class End:
    """Where the chain ends, as whoever adds the next entry reads it."""

    entry: int
    hash: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """The end of the chain at some instant, kept where the workspace cannot change it."""

    entry: int
    hash: str
    at: str


@dataclass(frozen=True, slots=True)
class Broken:
    """The first entry that does not hold, and why, in plain words."""

    entry: int
    why: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What a walk along the chain found.

    Attributes:
        entries: How many entries the chain has by its end, with those that sealed heads stand for.
        segments: How many segments.
        head: The hash of its end.
        broken: The first entry that does not hold; None where the whole chain does.
    """

    entries: int
    segments: int
    head: str
    broken: Broken | None
