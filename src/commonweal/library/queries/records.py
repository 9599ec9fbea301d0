"""What a stored record says, as values: read from its JSON, never from rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from commonweal.kernel.provenance import Span


@dataclass(frozen=True, slots=True)
class Offered:
    """A sentence in which the reader saw a promise, for a person to mark or to pass over.

    Attributes:
        type: ``recommendation``, ``commitment`` or ``next step``.
        start: Place of its first character in the document's text.
        end: Place after its last character.
        confidence: Share of such sentences that are right, 0 to 1.
        strength: ``explicit`` or ``soft``.
    """

    text: str
    type: str
    start: int
    end: int
    confidence: float
    strength: str


@dataclass(frozen=True, slots=True)
class EventFacts:
    """What a document says about its event; what it does not say is None or empty."""

    title: str
    type: str | None
    start: date | None
    end: date | None
    date_text: str | None
    place: str | None
    country: str | None
    bodies: tuple[str, ...]


def commitments_in(record: Mapping[str, Any]) -> tuple[Offered, ...]:
    """Return the record's commitments, in reading order."""
    found = [
        Offered(
            text=entry["text"],
            type=entry["type"],
            start=span.start,
            end=span.end,
            confidence=entry.get("confidence", 0.0),
            strength=entry.get("strength", "explicit"),
        )
        for entry in rows(record, "commitments")
        for span in spans_of(entry)[:1]
    ]
    return tuple(sorted(found, key=lambda offered: offered.start))


def event_in(record: Mapping[str, Any], *, title: str) -> EventFacts:
    """Return the record's event under the document's title."""
    event = record.get("event") or {}
    return EventFacts(
        title=title,
        type=event.get("type"),
        start=day(event.get("start")),
        end=day(event.get("end")),
        date_text=event.get("date_text"),
        place=event.get("place"),
        country=event.get("country"),
        bodies=tuple(entry["name"] for entry in rows(record, "organisations")),
    )


def rows(record: Mapping[str, Any], key: str) -> Iterator[Mapping[str, Any]]:
    """Yield the objects of one list of the record; a plain name becomes an object."""
    for entry in record.get(key) or ():
        yield entry if isinstance(entry, Mapping) else {"name": entry}


def spans_of(entry: Mapping[str, Any]) -> tuple[Span, ...]:
    """Return where an entry was read: its ``spans``, else its one ``span``, else nothing."""
    pairs = entry.get("spans") or ([entry["span"]] if entry.get("span") else [])
    return tuple(as_spans(pairs))


def as_spans(pairs: Iterable[Iterable[int]]) -> Iterator[Span]:
    """Yield a span for each pair of places."""
    for start, end in pairs:
        yield Span(start, end)


def evidence_of(record: Mapping[str, Any], key: str) -> tuple[tuple[Span, ...], float | None]:
    """Return the spans and the confidence of a single value such as ``event.start``."""
    entry = (record.get("evidence") or {}).get(key)
    if not entry:
        return (), None
    return tuple(as_spans(entry.get("spans") or ())), entry.get("confidence")


def day(value: object) -> date | None:
    """Return an ISO day as a date, or None where there is none or it is no whole day."""
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None
