"""Cut a long text into sheets that a page can show, and a sheet into paragraphs and furniture."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from commonweal.kernel.provenance import Span

SHEET = 60_000
_LINE_END = re.compile(r"[\r\n]\s*")
_LONGEST_PARAGRAPH = 6_000


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a sheet that is all furniture, or all text.

    Attributes:
        parts: Its paragraphs; one part for furniture. Together they are the whole run.
    """

    is_furniture: bool
    parts: tuple[Span, ...]

    @property
    def span(self) -> Span:
        """Return the characters from the first part's first to the last part's last."""
        return Span(self.parts[0].start, self.parts[-1].end)


def sheets_of(text: str, *, length: int = SHEET) -> tuple[Span, ...]:
    """Return the sheets of a text, cut after a line where there is one.

    Args:
        text: The whole text.
        length: About how many characters a sheet has, 100 or more.

    Returns:
        At least one sheet; together they are the whole text.
    """
    found, start = [], 0
    while len(text) - start > length:
        line_end = text.rfind("\n", start + length // 2, start + length)
        end = line_end + 1 if line_end >= 0 else start + length
        found.append(Span(start, end))
        start = end
    return (*found, Span(start, len(text)))


def sheet_at(sheets: Sequence[Span], place: int) -> int:
    """Return the number, from 0, of the sheet that holds a character; the nearest one otherwise."""
    starts = [sheet.start for sheet in sheets]
    return max(0, bisect_right(starts, place) - 1)


def runs_of(
    text: str, sheet: Span, *, furniture: Iterable[Span], blocks: Iterable[Span] = ()
) -> tuple[Run, ...]:
    """Return a sheet in runs of furniture and of text, in reading order.

    Args:
        text: The whole text.
        sheet: The characters to show.
        furniture: Spans of the whole text that are not part of what it says.
        blocks: Paragraphs, headings and items of the body: a line that ends inside one ends no paragraph.

    Returns:
        Runs that together are the sheet; white space alone never makes a run of text.
    """
    runs, at = [], sheet.start
    whole = sorted(blocks)
    for span in _merged(text, furniture):
        start, end = max(span.start, at), min(span.end, sheet.end)
        if start >= end:
            continue
        runs += _text(text, Span(at, start), whole)
        runs.append(Run(is_furniture=True, parts=(Span(start, end),)))
        at = end
    return (*runs, *_text(text, Span(at, sheet.end), whole))


def _merged(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Yield the spans in order, those with nothing but white space between them as one."""
    current: Span | None = None
    for span in sorted(spans):
        if current and not text[current.end : span.start].strip():
            current = Span(current.start, max(current.end, span.end))
        else:
            if current:
                yield current
            current = span
    if current:
        yield current


def _text(text: str, span: Span, blocks: Sequence[Span]) -> list[Run]:
    if not span.of(text).strip():
        return []
    return [Run(is_furniture=False, parts=tuple(_paragraphs(text, span, blocks)))]


def _paragraphs(text: str, span: Span, blocks: Sequence[Span]) -> Iterator[Span]:
    start = span.start
    for match in _LINE_END.finditer(text, span.start, span.end):
        end = match.end()
        if block_at(blocks, match.start()) is None and Span(start, end).of(text).strip():
            yield from _short(text, Span(start, end))
            start = end
    if start < span.end:
        yield from _short(text, Span(start, span.end))


def block_at(blocks: Sequence[Span], place: int) -> int | None:
    """Return the index of the block that holds a character, or None.

    Args:
        blocks: In reading order, none overlapping another.
        place: Of the character.
    """
    index = bisect_right(blocks, place, key=lambda block: block.start) - 1
    return index if index >= 0 and place < blocks[index].end else None


def _short(text: str, span: Span) -> Iterator[Span]:
    """Yield a paragraph, or its parts where it is too long for one."""
    start = span.start
    while span.end - start > _LONGEST_PARAGRAPH:
        space = text.rfind(" ", start + 1, start + _LONGEST_PARAGRAPH)
        end = space + 1 if space >= 0 else start + _LONGEST_PARAGRAPH
        yield Span(start, end)
        start = end
    yield Span(start, span.end)
