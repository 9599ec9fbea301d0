"""Sentences and paragraphs with exact spans, and the sheet that the fact readers work on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from commonweal.kernel.provenance import Span
from commonweal.library.engine.facts.bodies import Body, bodies_in
from commonweal.library.engine.facts.dates import MONTHS
from commonweal.library.engine.facts.tokens import Token, tokens_of
from commonweal.library.engine.types import Page

# A sentence ends at a stop, then closing marks, white space, and something that can open a sentence.
_END = re.compile(r"[.!?…]+[”\"»’')\]]*(?=\s+[“\"„«‘'(\[]*[^\W_a-zà-öø-ÿа-џ])")
ABBREVIATION = re.compile(
    r"(?:\b(?:Dr|Mr|Ms|Mrs|Prof|Lt|Col|Gen|Maj|Capt|Sgt|Insp|Brig|Amb|Hon|Rev|Eng|St|No|Nos|Art|vs|approx|e\.g|i\.e|H\.E|U\.S|U\.N|a\.m|p\.m|Jr|Sr|Vol|cf"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Lt\.\s?Col|Ph\.D|M\.A|incl)|(?<![\w])[A-Z])\.$"
)
# "am 20. und 21. November"
_ORDINAL = re.compile(r"(?<!\d)\d{1,2}\.$")
_NEXT_WORD = re.compile(r"\s+([^\W\d_]+)")

LONGEST = 4000
"""Most characters read as one paragraph; the longest in the development set has 1,100."""
MOST_SENTENCES = 4000
"""Most sentences whose facts are read, about 150 pages; what lies beyond is still text and is searched."""
MOST_CHARS = 300_000
"""Most characters whose facts are read, where a text has no sentences to count; about 100 pages."""


@dataclass(frozen=True)
class Sentence:
    """One sentence of the body.

    Attributes:
        span: Its characters.
        paragraph: Index of its paragraph on the sheet.
        tokens: Its words and marks.
    """

    span: Span
    paragraph: int
    tokens: list[Token]

    @cached_property
    def bodies(self) -> list[Body]:
        """Return the bodies named in it; several readers ask."""
        return bodies_in(self.tokens)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One block of the body; ``kind`` as in ``types.Block``, or ``lead``."""

    span: Span
    kind: str


@dataclass(frozen=True)
class Sheet:
    """A page laid out for reading: paragraphs and sentences in order.

    Attributes:
        page: The page.
        text: Its text.
        paragraphs: The lead first, where it is not the body's own first paragraph.
    """

    page: Page
    text: str
    paragraphs: tuple[Paragraph, ...]

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Return the sentences of all paragraphs."""
        return tuple(
            Sentence(span, index, tokens_of(self.text, span))
            for index, paragraph in enumerate(self.paragraphs)
            for span in split_sentences(self.text, paragraph.span)
        )[:MOST_SENTENCES]

    @cached_property
    def title_tokens(self) -> list[Token]:
        """Return the words of the title."""
        return tokens_of(self.text, self.page.title) if self.page.title else []

    @cached_property
    def lower_words(self) -> frozenset[str]:
        """Return the words that the body also writes in lower case: these are not names."""
        return frozenset(t.text for s in self.sentences for t in s.tokens if t.text.islower())


def split_sentences(text: str, span: Span) -> list[Span]:
    """Return the sentences of one paragraph.

    Example: "“Stay calm. Call us,” said Dr. A. Ruci. He left." has three.
    """
    out, start = [], span.start
    for match in _END.finditer(text, span.start, span.end):
        if ABBREVIATION.search(text, max(start, match.end() - 8), match.end()):
            continue
        if _ORDINAL.search(text, max(start, match.end() - 4), match.end()) and _is_month(
            text, match.end()
        ):
            continue
        out.append(Span(start, match.end()))
        start = match.end()
        while start < span.end and text[start].isspace():
            start += 1
    if start < span.end:
        out.append(Span(start, span.end))
    return [s for s in out if s.start < s.end]


def _is_month(text: str, at: int) -> bool:
    word = _NEXT_WORD.match(text, at)
    return word is not None and word[1].lower() in MONTHS


def sheet_of(page: Page) -> Sheet:
    """Lay a page out for reading."""
    blocks = [Paragraph(b.span, b.kind) for b in page.blocks]
    if page.lead and not any(b.span.overlaps(page.lead) for b in blocks):
        blocks.insert(0, Paragraph(page.lead, "lead"))
    whole = [_after_dateline(page, block) for block in blocks]
    parts = [Paragraph(s, p.kind) for p in whole for s in _short_parts(page.text, p.span)]
    return Sheet(page, page.text, tuple(_first(parts)))


def _first(parts: list[Paragraph]) -> Iterator[Paragraph]:
    """Yield the paragraphs whose facts are read."""
    left = MOST_CHARS
    for part in parts:
        left -= part.span.end - part.span.start
        if left < 0:
            return
        yield part


def _short_parts(text: str, span: Span) -> list[Span]:
    """Cut a paragraph that no person wrote as one, so that reading takes time in proportion to its length."""
    out = []
    start = span.start
    while span.end - start > LONGEST:
        cut = max(
            text.rfind(mark, start + LONGEST // 2, start + LONGEST) for mark in (". ", "\n", " ")
        )
        cut = cut + 1 if cut > start else start + LONGEST
        out.append(Span(start, cut))
        start = cut
    return [*out, Span(start, span.end)]


def _after_dateline(page: Page, block: Paragraph) -> Paragraph:
    if page.dateline is None or not block.span.covers(page.dateline.span):
        return block
    start = page.dateline.span.end
    while start < block.span.end and page.text[start].isspace():
        start += 1
    return Paragraph(Span(start, block.span.end), block.kind)
