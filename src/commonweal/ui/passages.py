"""Cut a text at the edges of the words that values were read from.

Spans may overlap; pieces do not. A value lights every piece that lies inside its spans, so the
page needs no nested marks and a piece can belong to several values.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from commonweal.kernel.provenance import Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters with the same marks from its first to its last.

    Attributes:
        text: Its characters.
        start: Place of its first character in the original.
        end: Place after its last character in the original.
        read: True where a value was read from it.
        shown: True where it belongs to the passage the reader was sent to.
        first_shown: True for the first piece of that passage.
        hit: True where it has a word that the reader had looked for.
    """

    text: str
    start: int
    end: int
    read: bool = False
    shown: bool = False
    first_shown: bool = False
    hit: bool = False


def cut(
    text: str,
    *,
    at: int = 0,
    read: Iterable[Span] = (),
    shown: Span | None = None,
    hits: Iterable[Span] = (),
) -> tuple[Piece, ...]:
    """Return the text in pieces, in reading order; together they are the whole text.

    Args:
        text: Part of the original, such as one paragraph.
        at: Place of the text's first character in the original, in characters.
        read: Spans of the original that values were read from, in any order, overlapping or not.
        shown: The passage the reader was sent to.
        hits: The words the reader had looked for.

    Returns:
        No piece is empty. Spans that lie outside the text are passed over.
    """
    whole = Span(at, at + len(text))
    inside = sorted({span for span in read if span.overlaps(whole)})
    edges = {whole.start, whole.end}
    found = [span for span in hits if span.overlaps(whole)]
    for span in [*inside, *found, *([shown] if shown else [])]:
        edges.update(edge for edge in (span.start, span.end) if whole.start < edge < whole.end)
    pieces = []
    for start, end in pairwise(sorted(edges)):
        here = Span(start, end)
        is_shown = shown is not None and shown.covers(here)
        pieces.append(
            Piece(
                text=text[start - at : end - at],
                start=start,
                end=end,
                read=any(span.covers(here) for span in inside),
                shown=is_shown,
                hit=any(span.covers(here) for span in found),
                first_shown=is_shown and shown is not None and start == shown.start,
            )
        )
    return tuple(pieces)
