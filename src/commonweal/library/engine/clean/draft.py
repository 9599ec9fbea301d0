"""A page while it is being taken apart: each line with the part it plays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from commonweal.library.engine.clean.lines import Line, folded

FREE, FURNITURE, METADATA, TITLE, ASIDE, BODY, CAPTION, HEADING = (
    "",
    "furniture",
    "metadata",
    "title",
    "aside",
    "body",
    "caption",
    "heading",
)
_LEAST_PROSE_WORDS = 9
_LEAST_LONG_WORDS = 28
_LEAST_PROSE_CHARS = 90  # for writing without spaces


@dataclass(slots=True)
class Draft:
    """Lines and their parts; each step of the cleaning gives some lines a part.

    Attributes:
        text: The page's text.
        lines: Its lines.
        parts: One of the parts above for each line, free at first.
    """

    text: str
    lines: Sequence[Line]
    parts: list[str] = field(default_factory=list)

    def free(self) -> list[int]:
        """Return the indexes of the lines that have no part yet."""
        return [index for index, part in enumerate(self.parts) if part == FREE]

    def is_free(self) -> list[bool]:
        """Return for each line whether it has no part yet."""
        return [part == FREE for part in self.parts]

    def give(self, indexes: Sequence[int], part: str) -> None:
        """Give lines a part."""
        for index in indexes:
            self.parts[index] = part

    def words(self, index: int) -> str:
        """Return a whole line's words, however long."""
        return self.lines[index].span.of(self.text)

    def folded(self, index: int) -> str:
        """Return a whole line's words for comparing, however long."""
        line = self.lines[index]
        return (
            line.key
            if len(line.words) == line.span.end - line.span.start
            else folded(self.words(index))
        )


def drafted(text: str, lines: Sequence[Line]) -> Draft:
    """Return a draft in which every line is free."""
    return Draft(text, lines, [FREE] * len(lines))


def is_prose(line: Line) -> bool:
    """Say whether a line is text and not a headline, a label or a link.

    A headline may be long and end in a question mark; sentences end in a full stop, or one ends inside.
    """
    if line.count >= _LEAST_LONG_WORDS:
        return True
    enough = line.count >= _LEAST_PROSE_WORDS or len(line.words) >= _LEAST_PROSE_CHARS
    return line.sentence and enough and not line.words.endswith("?")
