"""Lines that many documents of one source share: the second signal for a page's furniture."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from zlib import crc32

from commonweal.library.engine.clean.lines import Line

_LEAST_DOCUMENTS = 4
_LEAST_SHARE = 0.25
_LONGEST_CHARS = 400
_MOST_LINES = 200_000


@dataclass(slots=True)
class SharedBlocks:
    """Counts in how many documents of one source each line stood, by the line's hash.

    It keeps no words, and forgets lines seen once when it grows past 200,000 lines.

    Attributes:
        documents: How many documents were learned from.
        counts: Documents by hashed line.
    """

    documents: int = 0
    counts: dict[int, int] = field(default_factory=dict)

    def learn(self, lines: Iterable[Line]) -> None:
        """Count the lines of one document, each once."""
        self.documents += 1
        for key in {
            _key(line) for line in lines if line.span.end - line.span.start <= _LONGEST_CHARS
        }:
            self.counts[key] = self.counts.get(key, 0) + 1
        if len(self.counts) > _MOST_LINES:
            self.counts = {key: count for key, count in self.counts.items() if count > 1}

    def holds(self, line: Line) -> bool:
        """Say whether a line stood in at least four documents and in a quarter of all."""
        if line.span.end - line.span.start > _LONGEST_CHARS:
            return False
        count = self.counts.get(_key(line), 0)
        return count >= max(_LEAST_DOCUMENTS, _LEAST_SHARE * self.documents)


def _key(line: Line) -> int:
    """Return the hash of a line's words, the same in every process."""
    return crc32(line.key.encode("utf-8", "surrogatepass"))
