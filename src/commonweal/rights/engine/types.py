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
