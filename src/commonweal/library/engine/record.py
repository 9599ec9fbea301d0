"""A reading as one JSON object: the interface that other programs use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from commonweal.kernel.provenance import Evidence, Span
from commonweal.library.engine.types import Event, Facts, Loaded, Named, Page, Reading

_SECTIONS = ("fields_of_work", "countries", "field_operations", "structures")
_PAGE_KEYS = ("kind", "title", "lead", "date_issued", "language", "issued_by", "fields_of_work")


def as_json(reading: Reading, *, loaded: Loaded, file: str) -> dict[str, Any]:
    """Return a reading in the shape of ``commonweal library read --json``; what is absent is None or [].

    Args:
        reading: The reading.
        loaded: The document it was read from; its text goes along where it was extracted.
        file: The document's name as the output gives it.

    Returns:
        A dict of plain values, spans as ``[start, end]``.
    """
    page, facts = reading.page, reading.facts
    record: dict[str, Any] = {
        "file": file,
        "kind": page.kind,
        "title": _words(page, page.title),
        "lead": _words(page, page.lead),
        "date_issued": page.date_issued,
        "language": page.language,
        "issued_by": list(page.issued_by),
        "fields_of_work": list(page.fields_of_work),
        "event": _event(facts.event),
    }
    record |= _lists(facts)
    record |= {
        "links": list(facts.links),
        "body": body_of(page),
        "furniture": [_pair(span) for span in page.furniture],
        "taxonomy": {section: list(page.taxonomy.get(section, ())) for section in _SECTIONS},
        "evidence": _evidence(page, facts),
        "notes": [{"code": note.code, "detail": note.detail} for note in reading.notes],
    }
    return record | ({"text": loaded.text} if loaded.extracted else {})


def error_json(file: str, code: str, detail: str) -> dict[str, Any]:
    """Return what stands for a document that could not be read."""
    return {"file": file, "error": {"code": code, "detail": detail}}


def body_of(page: Page) -> str:
    """Return the body as text: its blocks, each a paragraph, items with their mark."""
    return "\n\n".join(
        ("- " if block.kind == "item" else "") + block.span.of(page.text) for block in page.blocks
    )


def _words(page: Page, span: Span | None) -> str | None:
    """Return a span's words on one line, or None."""
    return " ".join(span.of(page.text).split()) if span is not None else None


def _pair(span: Span) -> list[int]:
    """Return a span as a list of two."""
    return [span.start, span.end]


def _event(event: Event) -> dict[str, Any]:
    """Return the event's single values."""
    return {
        "type": event.type,
        "name": event.name,
        "start": event.start,
        "end": event.end,
        "date_text": event.date_text,
        "place": event.place,
        "country": event.country,
        "participants": event.participants,
        "participants_hedge": event.participants_hedge,
        "registration_deadline": event.registration_deadline,
        "inferred": list(event.inferred),
    }


def _lists(facts: Facts) -> dict[str, Any]:
    """Return what a document may hold several of."""
    people = [
        {"name": one.name, "role": one.role, "organisation": one.organisation}
        | _where(one.evidence)
        for one in facts.people
    ]
    bodies = [
        {"name": one.name, "short_name": one.short_name} | _where(one.evidence)
        for one in facts.organisations
    ]
    return {
        "people": people,
        "organisations": bodies,
        "projects": _named(facts.projects),
        "funders": _named(facts.funders),
        "publications": _named(facts.publications),
        "topics": [one.name for one in facts.topics],
        "commitments": [
            {"text": one.text, "type": one.type} | _where(one.evidence) for one in facts.commitments
        ],
        "quotes": [
            {"speaker": one.speaker, "text": one.text, "span": _first(one.evidence)}
            for one in facts.quotes
        ],
    }


def _named(values: tuple[Named, ...]) -> list[dict[str, Any]]:
    """Return names with where they stand."""
    return [{"name": one.name} | _where(one.evidence) for one in values]


def _where(evidence: Evidence) -> dict[str, Any]:
    """Return span and confidence of a value of a list."""
    return {"span": _first(evidence), "confidence": round(evidence.confidence, 3)}


def _first(evidence: Evidence) -> list[int] | None:
    """Return the first span of the evidence, or None where it has none."""
    return _pair(evidence.spans[0]) if evidence.spans else None


def _evidence(page: Page, facts: Facts) -> dict[str, Any]:
    """Return the evidence of every single value that is there, and of the lists that have no spans of their own."""
    values: Mapping[str, Any] = {
        "title": page.title,
        "lead": page.lead,
        "date_issued": page.date_issued,
        "issued_by": page.issued_by,
        "fields_of_work": page.fields_of_work,
    }
    found = {
        key: page.evidence[key]
        for key in _PAGE_KEYS
        if key in page.evidence and values.get(key, True)
    }
    found |= facts.evidence
    if facts.topics:
        spans = tuple(span for topic in facts.topics for span in topic.evidence.spans)
        found["topics"] = Evidence(
            spans,
            min(topic.evidence.confidence for topic in facts.topics),
            facts.topics[0].evidence.rule,
        )
    return {key: _cited(evidence) for key, evidence in found.items()}


def _cited(evidence: Evidence) -> dict[str, Any]:
    """Return evidence as plain values."""
    return {
        "spans": [_pair(span) for span in evidence.spans],
        "confidence": round(evidence.confidence, 3),
        "rule": evidence.rule,
    }
