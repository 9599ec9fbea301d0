"""What a record becomes in the database: columns, mentions of bodies, fields of work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from commonweal.kernel.provenance import Span
from commonweal.library.engine.search.fold import fold
from commonweal.library.models import Body, Document, Mention, Subject
from commonweal.library.queries.records import day, evidence_of, rows, spans_of

_ROLES = (
    (Mention.Role.ISSUED, "issued_by"),
    (Mention.Role.TOOK_PART, "organisations"),
    (Mention.Role.PAID, "funders"),
)


@dataclass(frozen=True, slots=True)
class Named:
    """A body as the record names it."""

    role: str
    name: str
    short_name: str
    confidence: float
    span: Span | None


def columns_of(record: Mapping[str, Any], *, name: str, title: str) -> dict[str, Any]:
    """Return the columns that lists sort and filter by.

    Args:
        record: The reading.
        name: The file's name, the title of a document without one.
        title: A person's own title, which goes before the one that was read.
    """
    event = record.get("event") or {}
    issued, start = day(record.get("date_issued")), day(event.get("start"))
    dated = issued or start
    return {
        "title": (title or one_line(record.get("title")) or PurePosixPath(name).name)[:500],
        "kind": (record.get("kind") or "other")[:40],
        "language": (record.get("language") or "")[:35],
        "date_issued": issued,
        "event_start": start,
        "event_end": day(event.get("end")),
        "dated_on": dated,
        "year": dated.year if dated else None,
        "country": (event.get("country") or "")[:100],
        "commitments_count": len(record.get("commitments") or ()),
    }


def save_names(document: Document, record: Mapping[str, Any]) -> None:
    """Write the rows of bodies and fields of work that a document names; inside a transaction."""
    named = {(one.role, fold(one.name)): one for one in reversed(list(_named(record)))}
    bodies = _bodies(named.values())
    Mention.objects.bulk_create(
        Mention(
            document=document,
            body=bodies[key],
            role=role,
            name=one.name,
            confidence=one.confidence,
            start=one.span.start if one.span else None,
            end=one.span.end if one.span else None,
        )
        for (role, key), one in named.items()
    )
    fields = dict.fromkeys(one_line(field)[:200] for field in record.get("fields_of_work") or ())
    Subject.objects.bulk_create(Subject(document=document, name=field) for field in fields if field)


def one_line(words: object) -> str:
    """Return words with single spaces; nothing for None."""
    return " ".join(str(words or "").split())


def _named(record: Mapping[str, Any]) -> Iterable[Named]:
    for role, key in _ROLES:
        spans, sure = evidence_of(record, key)
        for place, entry in enumerate(rows(record, key)):
            name = one_line(entry.get("name"))[:300]
            if not name:
                continue
            own = spans_of(entry) or spans[place : place + 1]
            yield Named(
                role=role,
                name=name,
                short_name=one_line(entry.get("short_name"))[:60],
                confidence=entry.get("confidence", sure if sure is not None else 0.5),
                span=own[0] if own else None,
            )


def _bodies(named: Iterable[Named]) -> Mapping[str, Body]:
    """Return a body for each key, making those that no document named before."""
    wanted = {fold(one.name)[:300]: one for one in named}
    Body.objects.bulk_create(
        [
            Body(key=key, name=one.name, short_name=one.short_name)
            for key, one in sorted(wanted.items())
        ],
        ignore_conflicts=True,  # two workers may meet the same new body
    )
    found = {body.key: body for body in Body.objects.filter(key__in=wanted)}
    learned = [
        body for key, body in found.items() if wanted[key].short_name and not body.short_name
    ]
    for body in learned:
        body.short_name = wanted[body.key].short_name
    Body.objects.bulk_update(learned, ["short_name"])
    return found
