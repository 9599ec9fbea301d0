"""Anchors: the end of the chain on a line of text, kept where the workspace cannot change it.

    1204 5f0c… (64 hexadecimal digits) 2026-05-30T12:00:00.000000Z

A file holds one a line, the oldest first; lines that begin with # are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from commonweal.kernel.errors import InvalidInput
from commonweal.rights.engine.types import Anchor

_LINE = re.compile(r"(\d{1,18}) ([0-9a-f]{64}) (\S{1,40})")


def line_of(anchor: Anchor) -> str:
    """Return an anchor as the line of a file, without its end."""
    return f"{anchor.entry} {anchor.hash} {anchor.at}"


def anchors_in(lines: Iterable[str]) -> tuple[Anchor, ...]:
    """Return the anchors of a file's lines.

    Args:
        lines: With or without their ends.

    Raises:
        InvalidInput: If a line is none; it is named by its number.
    """
    found = []
    for number, line in enumerate(lines, start=1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        match = _LINE.fullmatch(text)
        if match is None:
            raise InvalidInput(
                "rights.anchor",
                f"Line {number} is no anchor: {text[:60]!r}. A line is an entry's number, its hash "
                "of 64 hexadecimal digits and a time; is this the right file?",
            )
        found.append(Anchor(entry=int(match[1]), hash=match[2], at=match[3]))
    return tuple(found)
