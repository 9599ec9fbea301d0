"""Where a value was read: spans of the original text, how sure, and by which rule."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters ``[start, end)`` in a document's decoded original."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words of the span in ``text``."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Say whether the two ranges share a character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Say whether ``other`` lies wholly inside this range."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a value is believed.

    Attributes:
        spans: The words it was read from; empty only for a value that says "none was found".
        confidence: Share of such values that are right, 0 to 1 (calibrated, see docs/benchmarks.md).
        rule: Name of the rule that read it, as listed in the method documentation.
    """

    spans: tuple[Span, ...]
    confidence: float
    rule: str
