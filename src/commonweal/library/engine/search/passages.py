"""Cut a document's body into passages: what the search finds and shows as one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from commonweal.kernel.provenance import Span
from commonweal.library.engine.search.types import PassageText
from commonweal.library.engine.types import Block

# A passage fits on a screen; a paragraph without end is cut at a sentence.
LONGEST = 1200
_SENTENCE_END = re.compile(r"[.!?…](?=\s)|\n")
_JOINED_KINDS = ("item", "heading")


def passages_of(
    text: str, blocks: Sequence[Block], *, heads: Iterable[Span] = ()
) -> tuple[PassageText, ...]:
    """Return the passages of a document, in reading order.

    A heading goes with what follows it, and the items of a list stay together up to 1,200
    characters, so that "– women" is found with the list it stands in.

    Args:
        text: The document's text.
        blocks: Its body, in reading order.
        heads: The title and the lead, each a passage of its own.

    Returns:
        Passages whose spans lie inside the text; none is empty.
    """
    spans = [*heads, *_joined(text, blocks)]
    return tuple(
        PassageText(span=part, text=part.of(text))
        for span in sorted(set(spans))
        for part in _cut(text, span)
        if part.of(text).strip()
    )


def _joined(text: str, blocks: Sequence[Block]) -> Iterator[Span]:
    current: Span | None = None
    last_kind = ""
    for block in blocks:
        if current is not None and _belongs(text, current, block, last_kind=last_kind):
            current = Span(current.start, block.span.end)
        else:
            if current is not None:
                yield current
            current = block.span
        last_kind = block.kind
    if current is not None:
        yield current


def _belongs(text: str, current: Span, block: Block, *, last_kind: str) -> bool:
    is_near = current.end <= block.span.start and not any(
        letter.isalnum() for letter in text[current.end : block.span.start]
    )
    is_short = block.span.end - current.start <= LONGEST
    continues_list = block.kind == "item" and last_kind in _JOINED_KINDS
    return is_near and is_short and (last_kind == "heading" or continues_list)


def _cut(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    while span.end - start > LONGEST:
        window = text[start : start + LONGEST]
        ends = [match.end() for match in _SENTENCE_END.finditer(window)]
        length = ends[-1] if ends else (window.rfind(" ") + 1 or LONGEST)
        yield Span(start, start + length)
        start += length
    yield Span(start, span.end)
