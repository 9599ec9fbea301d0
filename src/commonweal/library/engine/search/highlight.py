"""Which characters of a passage answer, and the part of it worth showing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from commonweal.kernel.provenance import Span
from commonweal.library.engine.search.analyzers import SMALL_WORDS, analyzers, typo_distance


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to mark.

    Attributes:
        words: Folded words.
        stems: Pairs of field and stem.
        prefix: A folded word still being typed.
        is_loose: True where words spelt a little differently count too.
    """

    words: frozenset[str]
    stems: frozenset[tuple[str, str]] = frozenset()
    prefix: str | None = None
    is_loose: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of a snippet's characters that is marked, or is not."""

    text: str
    is_marked: bool = False


def marks_in(text: str, wanted: Wanted, *, stems: str | None) -> tuple[Span, ...]:
    """Return the spans of a passage's words that were wanted, in reading order.

    Args:
        text: The passage.
        wanted: What to mark.
        stems: The field of the passage's stems; None where its language has none.
    """
    tools = analyzers()
    found = {
        Span(token.char_offset_from, token.char_offset_to)
        for token in tools["words"].pre_tokenize(text).tokens
        if _is_wanted(token.text, wanted)
    }
    if stems:
        found |= {
            Span(token.char_offset_from, token.char_offset_to)
            for token in tools[stems].pre_tokenize(text).tokens
            if (stems, token.text) in wanted.stems and token.text not in SMALL_WORDS
        }
    return tuple(sorted(found))


def _is_wanted(word: str, wanted: Wanted) -> bool:
    if word in SMALL_WORDS and len(wanted.words - SMALL_WORDS) > 0:
        return False
    if word in wanted.words or (wanted.prefix and word.startswith(wanted.prefix)):
        return True
    return wanted.is_loose and any(
        OSA.distance(word, other, score_cutoff=typo_distance(other)) <= typo_distance(other)
        for other in wanted.words
        if typo_distance(other)
    )


def snippet(text: str, marks: Sequence[Span], *, length: int = 360) -> tuple[Segment, ...]:
    """Return the part of a passage with most of the marks, in segments.

    Args:
        text: The passage.
        marks: Spans in it, in reading order.
        length: About how many characters to show, 20 or more.

    Returns:
        Segments that together are the part shown; an ellipsis stands where the passage goes on.
    """
    window = _window(text, marks, length=length)
    segments = [Segment("… ")] if window.start else []
    at = window.start
    for mark in marks:
        if mark.start < at or window.end < mark.end:
            continue
        if at < mark.start:
            segments.append(Segment(text[at : mark.start]))
        segments.append(Segment(mark.of(text), is_marked=True))
        at = mark.end
    if at < window.end:
        segments.append(Segment(text[at : window.end]))
    if window.end < len(text):
        segments.append(Segment(" …"))
    return tuple(segments)


def _window(text: str, marks: Sequence[Span], *, length: int) -> Span:
    if len(text) <= length:
        return Span(0, len(text))
    starts = [mark.start for mark in marks] or [0]
    best = max(
        starts,
        key=lambda start: sum(start <= mark.start and mark.end <= start + length for mark in marks),
    )
    start = max(0, min(best - length // 4, len(text) - length))
    if start:
        space = text.find(" ", start, best)
        start = space + 1 if space >= 0 else start
    end = min(len(text), start + length)
    if end < len(text):
        space = text.rfind(" ", best + 1, end)
        end = space if space > best else end
    return Span(start, end)
