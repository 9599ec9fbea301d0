"""A record as a person reads it: what, when, where, what was promised, who paid.

Each value keeps the spans it was read from and how sure the reader was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.kernel.place_notes import noted
from commonweal.kernel.provenance import Span
from commonweal.library.engine.values import LISTS, SINGLES, entries_of
from commonweal.library.queries.names import commitment_name, event_name, kind_name, language_name
from commonweal.library.queries.records import day, evidence_of, rows, spans_of


@dataclass(frozen=True, slots=True)
class Value:
    """One value and where it says so.

    Attributes:
        text: The value as a person reads it.
        spans: The words it was read from; none where it was not read from any.
        confidence: Share of such values that are right, 0 to 1; None where it is not known.
        detail: A quieter addition, such as a role.
        key: What names it where people review it; empty where they do not.
    """

    text: str
    spans: tuple[Span, ...] = ()
    confidence: float | None = None
    detail: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A label with its values."""

    label: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Promised:
    """A sentence that recommends, promises or announces."""

    text: str
    type: str
    type_name: str
    is_soft: bool
    spans: tuple[Span, ...]
    confidence: float | None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """A record in the order in which people ask for it; rows without values are left out."""

    short: tuple[Row, ...]
    promised: tuple[Promised, ...]
    people: tuple[Value, ...]
    quotes: tuple[Value, ...]
    more: tuple[Row, ...]
    links: tuple[str, ...]
    taxonomy: tuple[Row, ...]


def outline_of(record: Mapping[str, Any]) -> Outline:
    """Return the outline of a stored record."""
    return Outline(
        short=_filled(_short(record)),
        promised=tuple(_promised(record)),
        people=tuple(_people(record)),
        quotes=tuple(
            Value(
                text=quote["text"],
                spans=spans_of(quote),
                confidence=quote.get("confidence"),
                detail=quote.get("speaker") or "",
                key=key,
            )
            for key, quote in entries_of(record, "quotes")
        ),
        more=_filled(_more(record)),
        links=tuple(record.get("links") or ()),
        taxonomy=_filled(_taxonomy(record)),
    )


def all_spans(record: Mapping[str, Any]) -> tuple[Span, ...]:
    """Return every span of the record that a value was read from, in reading order."""
    single = (span for key in record.get("evidence") or () for span in evidence_of(record, key)[0])
    lists = (
        "people",
        "organisations",
        "projects",
        "funders",
        "publications",
        "commitments",
        "quotes",
    )
    listed = (span for key in lists for entry in rows(record, key) for span in spans_of(entry))
    return tuple(sorted({*single, *listed}))


def _short(record: Mapping[str, Any]) -> Iterable[Row]:
    event = record.get("event") or {}
    yield Row(_("What"), tuple(_what(record, event)))
    yield Row(_("When"), tuple(_when(record, event)))
    yield Row(_("Where"), tuple(_where(record, event)))
    yield Row(_("Bodies named"), _bodies(record))
    yield Row(_("How many"), tuple(_how_many(record, event)))
    yield Row(_("Who paid"), _named(record, "funders"))
    yield Row(_("Register until"), _day(record, event, "registration_deadline"))


def _more(record: Mapping[str, Any]) -> Iterable[Row]:
    yield Row(_("Title"), _single(record, "title", record.get("title") or ""))
    yield Row(_("Kind"), _single(record, "kind", kind_name(record.get("kind") or "other")))
    issued = day(record.get("date_issued"))
    yield Row(_("Issued on"), _single(record, "date_issued", date_format(issued) if issued else ""))
    yield Row(_("Issued by"), _listed(record, "issued_by"))
    yield Row(_("Fields of work"), _listed(record, "fields_of_work"))
    yield Row(_("Bodies named that paid"), _bodies(record, is_paid=True))
    yield Row(_("Projects"), _named(record, "projects"))
    yield Row(_("Publications"), _named(record, "publications"))
    yield Row(_("Topics"), _listed(record, "topics"))
    language = record.get("language") or ""
    yield Row(
        _("Language"), _single(record, "language", language_name(language) if language else "")
    )


def _taxonomy(record: Mapping[str, Any]) -> Iterable[Row]:
    labels: Mapping[str, str | Promise] = {
        "fields_of_work": _("Fields of work"),
        "countries": _("Countries"),
        "field_operations": _("Field operations"),
        "structures": _("Structures"),
    }
    taxonomy = record.get("taxonomy") or {}
    for key, label in labels.items():
        yield Row(str(label), tuple(Value(text=name) for name in taxonomy.get(key) or ()))


def _what(record: Mapping[str, Any], event: Mapping[str, Any]) -> Iterable[Value]:
    if event.get("type"):
        yield from _single(record, "event.type", event_name(event["type"]))
    if event.get("name"):
        yield from _single(record, "event.name", event["name"])


def _when(record: Mapping[str, Any], event: Mapping[str, Any]) -> Iterable[Value]:
    inferred = event.get("inferred") or ()
    for key in ("start", "end"):
        if key == "end" and event.get("end") == event.get("start"):
            continue
        detail = _("worked out") if key in inferred or f"event.{key}" in inferred else ""
        yield from _day(record, event, key, detail=detail)
    if not event.get("start") and event.get("date_text"):
        yield from _single(record, "event.date_text", event["date_text"])


def _where(record: Mapping[str, Any], event: Mapping[str, Any]) -> Iterable[Value]:
    if event.get("place"):
        yield from _single(record, "event.place", event["place"])
    if event.get("country"):
        country = noted(event["country"], settings.PLACE_NOTES)
        yield from _single(record, "event.country", country)


def _how_many(record: Mapping[str, Any], event: Mapping[str, Any]) -> Iterable[Value]:
    count = event.get("participants")
    if count is None:
        return
    text = ngettext("%(count)s participant", "%(count)s participants", count) % {"count": count}
    hedge = event.get("participants_hedge")
    yield from _single(record, "event.participants", text, detail=f"“{hedge}”" if hedge else "")


def _promised(record: Mapping[str, Any]) -> Iterable[Promised]:
    found = [
        Promised(
            text=entry["text"],
            type=entry["type"],
            type_name=commitment_name(entry["type"]),
            is_soft=entry.get("strength") == "soft",
            spans=spans_of(entry),
            confidence=entry.get("confidence"),
            key=key,
        )
        for key, entry in entries_of(record, "commitments")
    ]
    return sorted(found, key=lambda one: one.spans)


def _people(record: Mapping[str, Any]) -> Iterable[Value]:
    for key, entry in entries_of(record, "people"):
        office = ", ".join(part for part in (entry.get("role"), entry.get("organisation")) if part)
        yield Value(
            text=entry["name"],
            spans=spans_of(entry),
            confidence=entry.get("confidence"),
            detail=office,
            key=key,
        )


def _bodies(record: Mapping[str, Any], *, is_paid: bool = False) -> tuple[Value, ...]:
    """Return the bodies that the text names: those that did not pay, or those that did."""
    paid = {entry["name"].casefold() for entry in rows(record, "funders")}
    named = _named(record, "organisations")
    return tuple(one for one in named if (one.text.casefold() in paid) == is_paid)


def _named(record: Mapping[str, Any], key: str) -> tuple[Value, ...]:
    return tuple(
        Value(
            text=entry["name"],
            spans=spans_of(entry),
            confidence=entry.get("confidence"),
            detail=entry.get("short_name") or "",
            key=own,
        )
        for own, entry in entries_of(record, key)
    )


def _listed(record: Mapping[str, Any], key: str) -> tuple[Value, ...]:
    """Return the values of a list whose spans stand together in the evidence, one for each."""
    names: Sequence[str] = record.get(key) or ()
    spans, sure = evidence_of(record, key)
    own = [(span,) for span in spans] if len(spans) == len(names) else [spans] * len(names)
    keys = [one for one, _entry in entries_of(record, key)] if key in LISTS else [""] * len(names)
    return tuple(
        Value(text=name, spans=where, confidence=sure, key=named)
        for name, where, named in zip(names, own, keys, strict=True)
    )


def _single(
    record: Mapping[str, Any], key: str, text: str, *, detail: str = ""
) -> tuple[Value, ...]:
    spans, sure = evidence_of(record, key)
    own = key if key in SINGLES else ""
    return (Value(text=text, spans=spans, confidence=sure, detail=detail, key=own),) if text else ()


def _day(
    record: Mapping[str, Any], event: Mapping[str, Any], key: str, *, detail: str = ""
) -> tuple[Value, ...]:
    value = day(event.get(key))
    text = date_format(value) if value else str(event.get(key) or "")
    return _single(record, f"event.{key}", text, detail=detail)


def _filled(given: Iterable[Row]) -> tuple[Row, ...]:
    return tuple(row for row in given if row.values)
