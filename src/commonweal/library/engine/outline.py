"""A reading laid out for a person: what, when, where, who, what was promised, who paid, each with its words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from commonweal.kernel.provenance import Evidence, Span
from commonweal.library.engine.types import Loaded, Named, Reading, Speaker

_LONGEST_WORDS_CHARS = 160
_NEWLINE = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Row:
    """One value of the record.

    Attributes:
        label: What it is, such as ``Place``; empty where it goes on from the row before.
        value: The value.
        words: The words it was read from, where they say more than the value.
        line: The line of the original they stand on, from 1; None where none was read.
        confidence: 0 to 1, or None.
    """

    label: str
    value: str
    words: str | None = None
    line: int | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under one question."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole record, laid out."""

    file: str
    title: str | None
    sections: tuple[Section, ...]


def outline_of(reading: Reading, *, loaded: Loaded) -> Outline:
    """Return a reading as sections of rows, empty ones left out.

    Args:
        reading: The reading.
        loaded: The document it was read from.

    Returns:
        The outline; line numbers count the original's lines, whatever its newlines.
    """
    page = reading.page
    starts = [match.end() for match in _NEWLINE.finditer(page.text)]
    rows = _Rows(page.text, starts)
    sections = (
        Section("What", tuple(_what(reading, rows))),
        Section("When", tuple(_when(reading, rows))),
        Section("Where", tuple(_where(reading, rows))),
        Section("Who", tuple(_who(reading, rows))),
        Section(
            "What was promised",
            tuple(
                rows.row(one.type.capitalize(), one.text, one.evidence)
                for one in reading.facts.commitments
            ),
        ),
        Section("Who paid", tuple(_paid(reading, rows))),
        Section("Also", tuple(_also(reading, rows))),
        Section("Read with care", tuple(Row("", note.detail) for note in reading.notes)),
    )
    title = " ".join(page.title.of(page.text).split()) if page.title is not None else None
    return Outline(loaded.name, title, tuple(section for section in sections if section.rows))


@dataclass(frozen=True, slots=True)
class _Rows:
    """Makes rows of values and the evidence for them."""

    text: str
    starts: Sequence[int]

    def row(self, label: str, value: str, evidence: Evidence | None) -> Row:
        """Return a row with the first words of the evidence and their line."""
        span = evidence.spans[0] if evidence is not None and evidence.spans else None
        words = self.words(span) if span is not None else None
        same = words is None or words.strip('“”"…').casefold() in " ".join(value.split()).casefold()
        confidence = evidence.confidence if evidence is not None else None
        return Row(label, value, None if same else words, self.line(span), confidence)

    def words(self, span: Span) -> str:
        """Return a span's words on one line, cut after 160 characters."""
        words = " ".join(span.of(self.text).split())
        return (
            words if len(words) <= _LONGEST_WORDS_CHARS else words[: _LONGEST_WORDS_CHARS - 1] + "…"
        )

    def line(self, span: Span | None) -> int | None:
        """Return the line a span begins on, from 1."""
        return bisect_right(self.starts, span.start) + 1 if span is not None else None


def _what(reading: Reading, rows: _Rows) -> Iterable[Row]:
    """Return kind, event, fields of work and topics."""
    page, event, evidence = reading.page, reading.facts.event, reading.facts.evidence
    yield rows.row("Kind", page.kind, page.evidence.get("kind"))
    if event.type or event.name:
        said = " – ".join(value for value in (event.type, event.name) if value)
        yield rows.row("Event", said, evidence.get("event.type") or evidence.get("event.name"))
    if page.fields_of_work:
        yield rows.row(
            "Fields of work", ", ".join(page.fields_of_work), page.evidence.get("fields_of_work")
        )
    yield from _listed("Topics", reading.facts.topics, rows)


def _when(reading: Reading, rows: _Rows) -> Iterable[Row]:
    """Return the event's dates, the deadline and the date of issue."""
    event, evidence = reading.facts.event, reading.facts.evidence
    if event.start or event.end:
        days = (
            event.start
            if event.end in (None, event.start)
            else f"{event.start or '?'} to {event.end}"
        )
        inferred = f" ({', '.join(event.inferred)} worked out)" if event.inferred else ""
        yield rows.row(
            "Dates", f"{days}{inferred}", evidence.get("event.start") or evidence.get("event.end")
        )
    elif event.date_text:
        yield rows.row("Dates", event.date_text, evidence.get("event.date_text"))
    if event.registration_deadline:
        yield rows.row(
            "Register by", event.registration_deadline, evidence.get("event.registration_deadline")
        )
    if reading.page.date_issued:
        yield rows.row(
            "Issued on", reading.page.date_issued, reading.page.evidence.get("date_issued")
        )


def _where(reading: Reading, rows: _Rows) -> Iterable[Row]:
    """Return place and country."""
    event, evidence = reading.facts.event, reading.facts.evidence
    if event.place:
        yield rows.row("Place", event.place, evidence.get("event.place"))
    if event.country:
        yield rows.row("Country", event.country, evidence.get("event.country"))


def _who(reading: Reading, rows: _Rows) -> Iterable[Row]:
    """Return participants, people, the other bodies named and the publisher."""
    facts, page = reading.facts, reading.page
    if facts.event.participants is not None:
        hedge = f"{facts.event.participants_hedge} " if facts.event.participants_hedge else ""
        yield rows.row(
            "Participants",
            f"{hedge}{facts.event.participants}",
            facts.evidence.get("event.participants"),
        )
    for number, person in enumerate(facts.people):
        yield rows.row("" if number else "People", _office(person), person.evidence)
    paid = {funder.name.casefold() for funder in facts.funders}
    named = [one for one in facts.organisations if one.name.casefold() not in paid]
    yield from _listed("Bodies named", named, rows)
    if page.issued_by:
        yield rows.row("Issued by", ", ".join(page.issued_by), page.evidence.get("issued_by"))


def _office(person: Speaker) -> str:
    """Return a person with the office held, as the passage names it: "Name, Head, Mission to X"."""
    return ", ".join(value for value in (person.name, person.role, person.organisation) if value)


def _paid(reading: Reading, rows: _Rows) -> Iterable[Row]:
    """Return funders and projects."""
    yield from _listed("Funders", reading.facts.funders, rows)
    yield from _listed("Projects", reading.facts.projects, rows)


def _also(reading: Reading, rows: _Rows) -> Iterable[Row]:
    """Return publications, quotes and links."""
    yield from _listed("Publications", reading.facts.publications, rows)
    for number, quote in enumerate(reading.facts.quotes):
        yield rows.row(
            "" if number else "Said", f"{quote.speaker or 'Somebody'}: {quote.text}", quote.evidence
        )
    for number, link in enumerate(reading.facts.links):
        yield Row("" if number else "Links", link)


def _listed(label: str, values: Sequence[Named], rows: _Rows) -> Iterable[Row]:
    """Return a row for each of several names, the label before the first."""
    for number, value in enumerate(values):
        short = f" ({value.short_name})" if value.short_name else ""
        yield rows.row("" if number else label, f"{value.name}{short}", value.evidence)
