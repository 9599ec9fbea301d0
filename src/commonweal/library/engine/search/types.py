"""The words of the search: passages in, an answer out. Pure: a folder is an argument."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from commonweal.kernel.provenance import Span


@dataclass(frozen=True, slots=True)
class PassageText:
    """A stretch of a document that is found as one.

    Attributes:
        span: Its characters in the document's text.
        text: Those characters.
    """

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Indexed:
    """One document as the index takes it.

    Attributes:
        document: The document's id.
        language: BCP 47; decides the stemmer.
        filters: Values by name (``kind``, ``country``, ``field``, ``body``, ``year``).
    """

    document: str
    language: str
    passages: tuple[PassageText, ...]
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that answers, and which of its characters did.

    Attributes:
        score: BM25, comparable within one answer only.
        marks: Spans inside ``text`` (not inside the document).
    """

    document: str
    span: Span
    text: str
    score: float
    marks: tuple[Span, ...]


Match = Literal["all", "similar", "any", "none"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found.

    Attributes:
        hits: Best first.
        count: How many there are in all.
        match: ``all`` words were found; ``similar`` ones, spelt a little differently; ``any`` of
            them; or ``none``.
    """

    hits: tuple[Hit, ...] = ()
    count: int = 0
    match: Match = "none"
