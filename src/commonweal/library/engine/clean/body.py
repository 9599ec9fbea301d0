"""The body of a page as blocks: paragraphs, items, headings and captions, each once."""

from __future__ import annotations

from collections.abc import Sequence

from commonweal.library.engine.clean import draft as part
from commonweal.library.engine.clean.draft import Draft
from commonweal.library.engine.clean.lines import Line
from commonweal.library.engine.types import Block

_LONGEST_HEADING_WORDS = 14
_LEAST_REPEATED_CHARS = 60


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
            found.append(
                Block(line.span, "heading" if index in known else _kind(draft, index, line))
            )
    return tuple(found), repeated


def _kind(draft: Draft, index: int, line: Line) -> str:
    """Return what a line of the body is: item, heading or paragraph."""
    if line.mark == "item":
        return "item"
    last = all(one != part.FREE for one in draft.parts[index + 1 : index + 4])
    short = (
        line.count <= _LONGEST_HEADING_WORDS
        and not line.sentence
        and not line.words.endswith((":", ",", ";"))
    )
    return "heading" if short and not last else "paragraph"
