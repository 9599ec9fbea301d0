"""Text that is put together line by line, remembering where the container said what a line is."""

from __future__ import annotations

from dataclasses import dataclass, field

from commonweal.kernel.provenance import Span
from commonweal.library.engine.types import Hint


@dataclass(slots=True)
class Extract:
    """Lines of extracted text with hints; each line is one paragraph, item or cell row.

    Attributes:
        lines: The lines so far.
        hints: What the container says about some of them.
        length: Characters so far, newlines included.
    """

    lines: list[str] = field(default_factory=list)
    hints: list[Hint] = field(default_factory=list)
    length: int = 0

    def add(self, line: str, kind: str | None = None) -> None:
        """Add a line, with what the container calls it."""
        if kind is not None:
            self.hints.append(Hint(Span(self.length, self.length + len(line)), kind))
        self.lines.append(line)
        self.length += len(line) + 1

    def text(self) -> str:
        """Return the text."""
        return "\n".join(self.lines)
