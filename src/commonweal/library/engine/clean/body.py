"""The body of a page as blocks: paragraphs, items, headings and captions, each once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from commonweal.kernel.provenance import Span
from commonweal.library.engine.clean import draft as part
from commonweal.library.engine.clean.draft import Draft
from commonweal.library.engine.clean.header import is_credit
from commonweal.library.engine.clean.lines import Line
from commonweal.library.engine.types import Block

_LONGEST_HEADING_WORDS = 14
_LEAST_REPEATED_CHARS = 60
_LONGEST_BLOCK_CHARS = 10_000


def blocks_of(draft: Draft, *, headings: Sequence[int]) -> tuple[tuple[Block, ...], int]:
    """Return the body's blocks in reading order, and how many paragraphs the page prints twice.

    Args:
        draft: The page with everything else set apart.
        headings: Lines that the container's own structure calls headings.

    Returns:
        Blocks, and the number of repeated paragraphs set aside.
    """
    known = set(headings)
    found: list[Block] = []
    seen: set[str] = set()
    repeated = 0
    for index, line in enumerate(draft.lines):
        if draft.parts[index] == part.CAPTION:
            found.append(Block(line.span, "caption"))
        if draft.parts[index] != part.FREE:
            continue
        words = draft.folded(index)
        if len(words) >= _LEAST_REPEATED_CHARS and words in seen:
            draft.parts[index] = part.ASIDE
            repeated += 1
            continue
        seen.add(words)
        draft.parts[index] = part.BODY if line.mark != "bare" else part.FURNITURE
        if line.mark != "bare":
            kind = "heading" if index in known else _kind(draft, index, line)
            found.extend(Block(span, kind) for span in _pieces(draft.text, line.span))
    return tuple(found), repeated


def _pieces(text: str, span: Span) -> Iterator[Span]:
    """Return a paragraph whole, or where it is longer than 10,000 characters cut after sentences or words.

    No person writes such paragraphs, but files without newlines hold them, and readers take time for each.
    """
    start = span.start
    while span.end - start > _LONGEST_BLOCK_CHARS:
        most = start + _LONGEST_BLOCK_CHARS
        cut = text.rfind(". ", start, most) + 1 or text.rfind(" ", start, most)
        end = cut if cut > start else most
        if text[start:end].strip():
            yield Span(start, end)
        start = end + (text[end : end + 1] == " ")
    if text[start : span.end].strip():
        yield Span(start, span.end)


def _kind(draft: Draft, index: int, line: Line) -> str:
    """Return what a line of the body is: item, heading or paragraph."""
    if line.mark == "item":
        return "item"
    if is_credit(line):
        return "caption"
    last = all(one != part.FREE for one in draft.parts[index + 1 : index + 4])
    short = (
        line.count <= _LONGEST_HEADING_WORDS
        and not line.sentence
        and not line.words.endswith((":", ",", ";"))
    )
    return "heading" if short and not last else "paragraph"
