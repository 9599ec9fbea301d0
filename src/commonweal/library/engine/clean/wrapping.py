"""Paragraphs of texts whose lines were broken at the page's width: mails, old dumps."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from commonweal.library.engine.clean.lines import Line, joined

_LEAST_LINES = 2
_LEAST_SHARE = 0.3
_LEAST_CHARS = 45
_FULL_SHARE = 0.7


def unwrapped(text: str, lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines with those of one paragraph joined, where the text is wrapped at all.

    A text counts as wrapped where three in ten of its long lines stop in mid-sentence and go on, in lower case,
    on the next line. Text with one paragraph a line comes back as it was.

    Args:
        text: The page's text.
        lines: Its lines.

    Returns:
        One line a paragraph; spans hold the newlines in between.
    """
    width = _width(lines)
    if width is None:
        return tuple(lines)
    found: list[Line] = []
    part: list[Line] = []
    for line in lines:
        if part and not _continues(part[-1], line, width=width, head=part[0]):
            found.append(part[0] if len(part) == 1 else joined(text, part))
            part = []
        part.append(line)
    if part:
        found.append(part[0] if len(part) == 1 else joined(text, part))
    return tuple(found)


def _width(lines: Sequence[Line]) -> int | None:
    """Return the width at which a text is wrapped, in characters, or None if it is not."""
    pairs = [
        (one, two)
        for one, two in itertools.pairwise(lines)
        if _LEAST_CHARS <= one.span.end - one.span.start <= 200 and not two.gap and not two.mark
    ]
    broken = [one for one, two in pairs if not one.ended and two.words[:1].islower()]
    if len(broken) < _LEAST_LINES or len(broken) < _LEAST_SHARE * len(pairs):
        return None
    return max(one.span.end - one.span.start for one in broken)


def _continues(last: Line, line: Line, *, width: int, head: Line) -> bool:
    """Say whether a line goes on with the paragraph of the line before it."""
    if line.gap or line.mark or last.mark == "bare":
        return False
    length = last.span.end - last.span.start
    if last.words.endswith(":") and length < _FULL_SHARE * width:
        return False
    return length >= _FULL_SHARE * width or (
        line.words[:1].islower() and not last.ended and head is not last
    )
