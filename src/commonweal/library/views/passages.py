"""The words around a value, for a page that shows one value at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from commonweal.kernel.provenance import Span
from commonweal.library.engine.sheets import block_at
from commonweal.library.queries.documents import passage_address

if TYPE_CHECKING:
    from commonweal.library.models import Document

# Where no paragraph holds the words, so many characters around them are shown.
AROUND = 300
LONGEST = 3_000


@dataclass(frozen=True, slots=True)
class Context:
    """A stretch of the text with a value's words in it.

    Attributes:
        text: Empty where the value was read from no words.
        at: Place of its first character in the document's text.
        words: The value's words, as one span.
        spans: All of them that lie in the stretch.
        address: The document's page, at the words.
    """

    text: str = ""
    at: int = 0
    words: Span | None = None
    spans: Sequence[Span] = ()
    address: str = ""


def context_of(document: Document, spans: Sequence[Span]) -> Context:
    """Return the paragraph that holds a value's first words, or what is around them."""
    first = next((span for span in spans if span.end <= len(document.text)), None)
    if first is None or first.start >= first.end:
        return Context()
    around = _paragraph(document, first)
    return Context(
        text=around.of(document.text),
        at=around.start,
        words=first,
        spans=[span for span in spans if around.covers(span)],
        address=passage_address(document.pk, start=first.start, end=first.end),
    )


def _paragraph(document: Document, words: Span) -> Span:
    blocks = sorted(Span(start, end) for start, end, *_kind in document.blocks)
    index = block_at(blocks, words.start)
    if index is not None and blocks[index].covers(words):
        block = blocks[index]
        if block.end - block.start <= LONGEST:
            return block
    return _in_whole_words(document.text, words)


def _in_whole_words(text: str, words: Span) -> Span:
    """Return what is around some words, beginning and ending between words."""
    start, end = max(0, words.start - AROUND), min(len(text), words.end + AROUND)
    if start:
        start = min(words.start, text.find(" ", start, words.start) + 1 or words.start)
    if end < len(text):
        end = max(words.end, text.rfind(" ", words.end, end))
    return Span(start, end)
