"""Where the text ends and the page goes on: links to other texts, contacts, disclaimers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from commonweal.library.engine.clean.lines import Line
from commonweal.library.engine.clean.navigation import is_button, is_link_like
from commonweal.library.engine.clean.vocabulary import (
    CONTACT_HEAD,
    PAGE_SENTENCE,
    TAIL_HEADS,
    WEAK_TAIL_HEADS,
)

_LONGEST_PAGE_SENTENCE_CHARS = 400
_CONTACT_WORDS = 14
_MOST_LOOSE_LINES = 8
_LONGEST_LOOSE_WORDS = 7
_DEADLINE = re.compile(r"regist|deadline|until|prijav|anmeld|inscri|регистр", re.IGNORECASE)


def is_page_sentence(line: Line) -> bool:
    """Say whether a line is the page's own sentence, such as a disclaimer or a cookie notice."""
    possible = line.span.end - line.span.start <= _LONGEST_PAGE_SENTENCE_CHARS and (
        line.sentence or not line.mark or line.count == 3
    )
    return possible and PAGE_SENTENCE.search(line.words) is not None


def tail_lines(lines: Sequence[Line], free: Sequence[bool], *, first: int) -> list[int]:
    """Return the lines of the page's tail.

    "Read more on this topic" after the text takes everything after it; "Contacts" only the short lines
    that follow, for sentences after it may be the text's again. Buttons and the page's own sentences are
    furniture wherever they stand.

    Args:
        lines: All lines of the page.
        free: True for lines that are nothing yet.
        first: The first line of sentences; before it there is no tail.

    Returns:
        Indexes of furniture lines.
    """
    found: list[int] = []
    state = ""
    for index in range(len(lines)):
        if not free[index]:
            continue
        line = lines[index]
        state = _state(line, state, after=index > first)
        if (
            state
            or is_page_sentence(line)
            or (is_button(line) and not line.ended and not line.mark)
        ):
            found.append(index)
    return found


def _state(line: Line, before: str, *, after: bool) -> str:
    """Return whether a line is in a tail: ``""``, ``"weak"`` (short lines only) or ``"strong"``."""
    if before == "strong" or not after:
        return before
    words = line.key if line.count <= 8 else ""
    if words in TAIL_HEADS:
        return "weak" if words in WEAK_TAIL_HEADS else "strong"
    if (
        CONTACT_HEAD.match(line.words)
        and (line.count <= _CONTACT_WORDS or line.words.endswith(":"))
        and not _DEADLINE.search(line.words)
    ):
        return "weak"
    return before if before and (is_link_like(line) or line.count <= 8 or "@" in line.words) else ""


def loose_ends(lines: Sequence[Line], free: Sequence[int], *, last: int) -> list[int]:
    """Return up to eight short lines that stand alone after the last sentence: names of buttons, opening hours, "Ends".

    Not where the last sentence announces them by ending in a colon, and never list lines.

    Args:
        lines: All lines of the page.
        free: Indexes of the lines that are nothing yet.
        last: The last line of sentences.

    Returns:
        Indexes of furniture lines.
    """
    after = [i for i in free if i > last]
    short = all(
        lines[i].mark == "" and lines[i].count <= _LONGEST_LOOSE_WORDS and not lines[i].ended
        for i in after
    )
    announced = lines[last].words.endswith(":") or any(lines[i].words.endswith(":") for i in after)
    links = any("://" in lines[i].words for i in after)
    return (
        after if short and not announced and not links and len(after) <= _MOST_LOOSE_LINES else []
    )
