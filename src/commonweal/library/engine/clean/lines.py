"""A text as lines that know where they stand, whatever the newline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from commonweal.kernel.provenance import Span

# Everything Python's splitlines() splits at, so that a form feed between PDF pages ends a line too.
_NEWLINES = "\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_LINE = re.compile(f"[^{_NEWLINES}]+")
_BLANKS = " \t\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff\u00ad"
_PADDED = re.compile(f"[{_BLANKS}]*")
_MARK = re.compile(f"[-–—•·*▪◦‣●○■□►▶➢✓»][{_BLANKS}]+|[•▪◦‣●■►▶➢]")
_STRIP = " \t\u00a0\u1680\u202f\u205f\u3000\ufeff\u200b\u00ad" + "".join(
    chr(c) for c in range(0x2000, 0x200B)
)
_BARE = frozenset("-–—•·*▪◦‣●○■□►▶➢")
_SENTENCE_END = re.compile(r"[.!?…؟。։।][\"'”’»)\]]*$")
_INSIDE_END = re.compile(r"[^\W_]{3}[.!?…][\"”’»)]? {1,2}[\"“„«(]?[A-ZÀ-ÞĀ-ŽА-ЯЁЂ-Џ0-9]")
_LONG_CHARS = 600


@dataclass(frozen=True, slots=True)
class Line:
    """One line that holds something.

    Attributes:
        span: Its characters without surrounding white space and list mark.
        words: The characters of the span, cut at 600 where it is longer.
        key: The same for comparing: lower case, one space, without marks at the end.
        mark: ``""``, ``"item"`` (a list mark before the words) or ``"bare"`` (a list mark alone).
        indent: Characters of white space before mark or words.
        gap: True where an empty line, or the beginning of the text, stands before it.
        count: Number of words, counted at white space.
        sentence: True where it reads like a sentence: it ends like one, or one ends inside it.
        ended: True where it ends like a sentence.
    """

    span: Span
    words: str
    key: str
    mark: str
    indent: int
    gap: bool
    count: int
    sentence: bool
    ended: bool


def lines_of(text: str) -> tuple[Line, ...]:
    r"""Return the lines of a text that hold more than white space.

    A line of ``"- Policing\r\n"`` becomes ``Policing`` with the mark ``item``.

    Args:
        text: The decoded original, newlines of any kind.

    Returns:
        Lines in reading order, their spans counting characters of ``text``.

    Cost: linear in the length of the text.
    """
    found: list[Line] = []
    last = 0
    for match in _LINE.finditer(text):
        line = _line(text, match.start(), match.end(), gap=_has_gap(text, last, match.start()))
        if line is not None:
            found.append(line)
            last = match.end()
    return tuple(found)


def _has_gap(text: str, last: int, start: int) -> bool:
    """Say whether an empty line lies between two lines; the first line of a text has one."""
    if last == 0 or start - last < 2:
        return last == 0
    between = text[last:start].replace("\r\n", "\n")
    return len(between) > 1 and sum(between.count(newline) for newline in _NEWLINES) > 1


def _line(text: str, start: int, end: int, *, gap: bool) -> Line | None:
    """Return the line between two newlines, or None if there is only white space."""
    first = _PADDED.match(text, start, end)
    begin = first.end() if first else start
    raw = text[begin:end].rstrip(_STRIP)
    if not raw:
        return None
    stop = begin + len(raw)
    if raw in _BARE:
        return Line(
            Span(begin, stop), raw, "", "bare", begin - start, gap, 0, sentence=False, ended=False
        )
    mark = _MARK.match(text, begin, stop)
    inner = mark.end() if mark and mark.end() < stop else begin
    return described(
        text, Span(inner, stop), mark="item" if inner > begin else "", indent=begin - start, gap=gap
    )


def described(text: str, span: Span, *, mark: str, indent: int, gap: bool) -> Line:
    """Return a line with its features; a line of more than 600 characters counts as sentences."""
    words = text[span.start : min(span.end, span.start + _LONG_CHARS)]
    ended = _SENTENCE_END.search(text[max(span.start, span.end - 8) : span.end]) is not None
    long_line = span.end - span.start >= _LONG_CHARS
    count = len(words.split())
    sentence = ended or long_line or (count > 2 and _INSIDE_END.search(words) is not None)
    return Line(span, words, folded(words), mark, indent, gap, count, sentence, ended)


def folded(words: str) -> str:
    """Return words for comparing: lower case, one space, without marks at the end.

    ``"Issued  By:"`` and ``"issued by"`` are the same.
    """
    return " ".join(words.casefold().split()).strip(" :.·|–—-")


def joined(text: str, lines: Sequence[Line]) -> Line:
    """Return one line over several that were broken by the page's width."""
    first, last = lines[0], lines[-1]
    span = Span(first.span.start, last.span.end)
    return described(text, span, mark=first.mark, indent=first.indent, gap=first.gap)
