"""What the document page shows of a long text at once, and where each value leads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from commonweal.kernel.provenance import Span
from commonweal.library.engine.search.query import marked_in
from commonweal.library.engine.sheets import Run, block_at, runs_of, sheet_at, sheets_of
from commonweal.library.queries.outline import Outline, Promised, Row, Value, all_spans, outline_of
from commonweal.library.queries.records import as_spans, evidence_of
from commonweal.library.views.checking import Checked, Checking

if TYPE_CHECKING:
    from commonweal.library.models import Document
    from commonweal.library.public import RelatedLink


@dataclass(frozen=True, slots=True)
class Cited:
    """A value of the record with the address of its words.

    Attributes:
        address: On this sheet an anchor, else another sheet; empty where there are no words.
        lights: Its spans on this sheet, as ``data-spans`` takes them.
        checked: What people decided about it; None where they do not review it.
    """

    value: Value
    address: str
    lights: str
    checked: Checked | None = None


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment with the address of its words and what upper rooms know about it."""

    said: Promised
    address: str
    lights: str
    links: Sequence[RelatedLink]
    checked: Checked | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, or a stretch of furniture, with the words in it that values were read from.

    Attributes:
        kind: ``title``, ``heading``, ``item``, ``paragraph``, ``caption``, or ``line`` for what is around the body.
        is_value: True where the whole of it is one value, such as the title: it is not underlined word by word.
        has_anchor: True where its own first character is no other value's.
    """

    text: str
    at: int
    spans: Sequence[Span]
    is_furniture: bool = False
    is_open: bool = False
    paragraphs: Sequence[Part] = ()
    kind: str = "line"
    is_value: bool = False
    has_anchor: bool = False

    @property
    def end(self) -> int:
        """Return the place after its last character."""
        return self.at + len(self.text)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything the page draws."""

    number: int
    count: int
    parts: Sequence[Part]
    shown: Span | None
    hits: Sequence[Span]
    short: Sequence[tuple[str, Sequence[Cited]]]
    promises: Sequence[Promise]
    people: Sequence[Cited]
    quotes: Sequence[Cited]
    more: Sequence[tuple[str, Sequence[Cited]]]
    taxonomy: Sequence[Row]
    addresses: Sequence[str]
    pages: Sequence[int] = field(default_factory=tuple)

    @property
    def previous(self) -> int:
        """Return the number of the sheet before, or 0."""
        return self.number - 1

    @property
    def next(self) -> int:
        """Return the number of the sheet after, or 0."""
        return self.number + 1 if self.number < self.count else 0


def sheet_of(
    document: Document,
    *,
    checking: Checking,
    page: str | None,
    shown: Span | None,
    links: Sequence[RelatedLink],
    words: str = "",
) -> Sheet:
    """Return what the page shows.

    Args:
        document: With its text and record.
        checking: What people decided about its values.
        page: The number of the sheet asked for, from 1, as typed; the passage's, else the first.
        shown: The passage the reader was sent to.
        links: What upper rooms know about the document.
        words: What the reader had looked for, to be marked in the passage.
    """
    sheets = sheets_of(document.text)
    place = _place(page, sheets, shown)
    record = checking.record
    outline = outline_of(record)
    cite = _Citer(sheets=sheets, place=place, checking=checking)
    return Sheet(
        number=place + 1,
        count=len(sheets),
        pages=range(1, len(sheets) + 1),
        parts=tuple(_parts(document, record, sheets[place], shown)),
        shown=shown,
        hits=_hits(document, shown, words),
        short=cite.rows(outline.short),
        promises=_promises(outline, cite, links),
        people=cite.values(outline.people),
        quotes=cite.values(outline.quotes),
        more=cite.rows(outline.more),
        taxonomy=outline.taxonomy,
        addresses=outline.links,
    )


def row_of(checking: Checking, key: str, *, page: str | None) -> Cited | Promise | None:
    """Return one value as the document's page shows it; None where that has no row for it.

    Args:
        checking: The review of the document.
        key: The value's key.
        page: The sheet that the reader is on.
    """
    document = checking.document
    sheets = sheets_of(document.text)
    cite = _Citer(sheets=sheets, place=_place(page, sheets, None), checking=checking)
    outline = outline_of(checking.record)
    rows = (value for row in (*outline.short, *outline.more) for value in row.values)
    values = [one for one in (*rows, *outline.people, *outline.quotes) if one.key == key]
    if values:
        return cite.values(values[:1])[0]
    said = [one for one in outline.promised if one.key == key]
    return _promises(replace(outline, promised=tuple(said)), cite, ())[0] if said else None


@dataclass(frozen=True, slots=True)
class _Citer:
    """Says where the words of a value are, seen from one sheet."""

    sheets: Sequence[Span]
    place: int
    checking: Checking

    def checked(self, key: str) -> Checked | None:
        return self.checking.of(key) if key else None

    def address(self, spans: Sequence[Span]) -> str:
        if not spans:
            return ""
        here = next((span for span in spans if span.overlaps(self.sheets[self.place])), spans[0])
        other = sheet_at(self.sheets, here.start)
        anchor = f"#at-{max(here.start, self.sheets[other].start)}"
        return anchor if other == self.place else f"?page={other + 1}{anchor}"

    def lights(self, spans: Sequence[Span]) -> str:
        here = [span for span in spans if span.overlaps(self.sheets[self.place])]
        return ",".join(f"{span.start}-{span.end}" for span in here)

    def values(self, values: Sequence[Value]) -> tuple[Cited, ...]:
        return tuple(
            Cited(
                value=one,
                address=self.address(one.spans),
                lights=self.lights(one.spans),
                checked=self.checked(one.key),
            )
            for one in values
        )

    def rows(self, rows: Sequence[Row]) -> tuple[tuple[str, Sequence[Cited]], ...]:
        return tuple((row.label, self.values(row.values)) for row in rows)


def _hits(document: Document, shown: Span | None, words: str) -> tuple[Span, ...]:
    if shown is None or not words.strip():
        return ()
    found = marked_in(shown.of(document.text), words, language=document.language)
    return tuple(Span(shown.start + one.start, shown.start + one.end) for one in found)


def _place(page: str | None, sheets: Sequence[Span], shown: Span | None) -> int:
    if page and page.isascii() and page.isdigit() and len(page) < 7:
        return min(max(int(page) - 1, 0), len(sheets) - 1)
    return sheet_at(sheets, shown.start) if shown else 0


def _promises(outline: Outline, cite: _Citer, links: Sequence[RelatedLink]) -> tuple[Promise, ...]:
    return tuple(
        Promise(
            said=said,
            address=cite.address(said.spans),
            lights=cite.lights(said.spans),
            links=[link for link in links if _is_about(link, said.spans)],
            checked=cite.checked(said.key),
        )
        for said in outline.promised
    )


def _is_about(link: RelatedLink, spans: Sequence[Span]) -> bool:
    if link.start is None or link.end is None:
        return False
    return any(span.overlaps(Span(link.start, link.end)) for span in spans)


@dataclass(frozen=True, slots=True)
class _Marks:
    """Where the values and the blocks of a document stand.

    Attributes:
        spans: Of all values.
        whole: Of those values that are a paragraph each: its title and its lead.
    """

    text: str
    spans: Sequence[Span]
    whole: Sequence[Span]
    title: Span | None
    blocks: Sequence[Span]
    kinds: Sequence[str]


def _parts(
    document: Document, record: Mapping[str, Any], sheet: Span, shown: Span | None
) -> list[Part]:
    title, lead = (evidence_of(document.record, key)[0] for key in ("title", "lead"))
    blocks = sorted((Span(start, end), kind) for start, end, kind in document.blocks)
    marks = _Marks(
        text=document.text,
        spans=[span for span in all_spans(record) if span.overlaps(sheet)],
        whole=[*title, *lead],
        title=title[0] if title else None,
        blocks=[span for span, _kind in blocks],
        kinds=[kind for _span, kind in blocks],
    )
    furniture = list(as_spans(document.record.get("furniture") or ()))
    runs = runs_of(document.text, sheet, furniture=furniture, blocks=marks.blocks)
    return [_part(run, marks, shown) for run in runs]


def _part(run: Run, marks: _Marks, shown: Span | None) -> Part:
    here = [span for span in marks.spans if span.overlaps(run.span)]
    if run.is_furniture:
        return Part(
            text=run.span.of(marks.text),
            at=run.span.start,
            spans=here,
            is_furniture=True,
            is_open=shown is not None and shown.overlaps(run.span),
        )
    return Part(
        text="",
        at=run.span.start,
        spans=(),
        paragraphs=[_paragraph(one, here, marks) for one in run.parts],
    )


def _paragraph(span: Span, spans: Sequence[Span], marks: _Marks) -> Part:
    """Return a paragraph without the white space around it, which the page would show as lines."""
    words = span.of(marks.text)
    start = span.start + len(words) - len(words.lstrip())
    own = Span(start, start + len(words.strip()))
    inside = [one for one in spans if one.overlaps(span)]
    is_value = own in marks.whole
    inner = [one for one in inside if not is_value or one != own]
    return Part(
        text=words.strip(),
        at=start,
        spans=inner,
        kind=_kind(own, marks),
        is_value=is_value,
        has_anchor=is_value and not any(one.start <= start < one.end for one in inner),
    )


def _kind(span: Span, marks: _Marks) -> str:
    if marks.title is not None and span.overlaps(marks.title):
        return "title"
    index = block_at(marks.blocks, span.end - 1) if span.start < span.end else None
    return marks.kinds[index] if index is not None else "line"
