"""The shape of navigation: long runs of short list lines that say nothing.

Works on one single document of a source never seen. A run is made of list lines without sentence
marks ("- Policing"), bare list marks, and the short heads between them ("Fields of work").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from commonweal.library.engine.clean.dates import read_date
from commonweal.library.engine.clean.lines import Line, folded
from commonweal.library.engine.clean.vocabulary import BUTTONS, KIND_WORDS

_LONGEST_WORDS = 16
_LONGEST_CHARS = 120
_HEAD_WORDS = 6
_LEAST_ITEMS = 5
_LEAST_ITEMS_INSIDE = 8
_MEAN_WORDS_INSIDE = 4.5
_MEAN_WORDS_BEFORE = 4.0
_LEAST_INTRODUCTION_WORDS = 3
_PATH_MARKS = frozenset(">»›/|·•→")
_PATH = re.compile(r"\s*(?:>|»|›|/|\||·|•|→)\s+")


@dataclass(frozen=True, slots=True)
class Run:
    """Lines ``[start, end)`` that look like one block of navigation."""

    start: int
    end: int
    items: int
    words: int
    bare: bool
    buttons: int


def is_link_like(line: Line) -> bool:
    """Say whether a line could be the words of a link: short, and no sentence.

    ``"Reform and co-operation in the security sector"`` could; ``"They met today."`` could not.
    """
    short = line.count <= _LONGEST_WORDS and len(line.words) <= _LONGEST_CHARS
    return short and not line.sentence and not line.words.endswith((":", ";", ","))


def is_button(line: Line) -> bool:
    """Say whether a line is a button, a menu's name or a language's, such as "Skip to main content"."""
    return line.count <= 5 and line.key in BUTTONS


def is_path(line: Line) -> bool:
    """Say whether a line is a menu or a path on one line: "Home > News", "About us | Contact | English".

    Three short parts are enough, or two of which one is a button or a kind; a date makes it a byline.
    """
    if line.sentence or line.count > 40 or _PATH_MARKS.isdisjoint(line.words):
        return False
    if read_date(line.words) is not None:
        return False
    parts = [part for part in _PATH.split(line.words) if part]
    if len(parts) < 2 or any(len(part.split()) > 4 for part in parts):
        return False
    known = sum(folded(part) in BUTTONS or folded(part) in KIND_WORDS for part in parts)
    return (
        known > 0
        or len(parts) >= 4
        or (len(parts) == 3 and (">" in line.words or line.words.count("|") > 1))
    )


def kind_of_path(line: Line) -> str | None:
    """Return the kind that the last part of a path names: "Home > Central Asia > News" is a news item."""
    parts = [part for part in _PATH.split(line.words) if part]
    return KIND_WORDS.get(folded(parts[-1])) if len(parts) > 1 and ">" in line.words else None


def runs_of(lines: Sequence[Line], taken: Sequence[bool]) -> list[Run]:
    """Return the runs of navigation-like lines.

    Args:
        lines: All lines of the page.
        taken: True for lines that are something else already, such as metadata; they end a run.

    Returns:
        Runs in reading order, whether or not they are navigation: ``is_navigation`` decides.
    """
    found: list[Run] = []
    index = 0
    while index < len(lines):
        end = _run_end(lines, taken, index)
        if end > index:
            found.append(_measured(lines, index, end))
        index = max(end, index + 1)
    return found


def _run_end(lines: Sequence[Line], taken: Sequence[bool], start: int) -> int:
    """Return where the run that begins at a line ends; the line itself if none begins there."""
    index = start
    while index < len(lines) and not taken[index]:
        listed = _is_listed(lines, index) or (index > start and _is_head(lines, taken, index))
        if not listed or _is_another_list(lines, start=start, index=index):
            break
        index += 1
    return index


def _is_another_list(lines: Sequence[Line], *, start: int, index: int) -> bool:
    """Say whether an empty line ends the list that a sentence announced: "They agreed on:" / "- lamps" / "- trees" / "" / "- Home"."""
    inner = lines[start + 1 : index]
    return (
        bool(inner)
        and lines[index].gap
        and _is_introduced(lines, start, least=_LEAST_INTRODUCTION_WORDS)
        and not any(one.gap for one in inner)
    )


def _is_listed(lines: Sequence[Line], index: int) -> bool:
    """Say whether a line is a short list line, a bare mark, or the words after a bare mark."""
    line = lines[index]
    if line.mark == "bare":
        return True
    after_bare = index > 0 and lines[index - 1].mark == "bare"
    return (line.mark == "item" or after_bare) and is_link_like(line)


def _is_head(lines: Sequence[Line], taken: Sequence[bool], index: int) -> bool:
    """Say whether a plain line is the short head of the list lines after it, such as "About us"."""
    line = lines[index]
    if line.count > _HEAD_WORDS or not is_link_like(line) or line.key in KIND_WORDS:
        return False
    following = index + 1
    return following < len(lines) and not taken[following] and lines[following].mark != ""


def _measured(lines: Sequence[Line], start: int, end: int) -> Run:
    """Return a run with its counts."""
    part = lines[start:end]
    worded = [line for line in part if line.mark != "bare"]
    return Run(
        start,
        end,
        items=len(worded),
        words=sum(line.count for line in worded),
        bare=len(worded) < len(part),
        buttons=sum(is_button(line) for line in worded),
    )


def is_navigation(run: Run, lines: Sequence[Line], *, inside: bool, last: bool) -> bool:
    """Say whether a run is the page's furniture.

    Before the text five short list lines are enough, or fewer with bare list marks or half of them buttons; after sentences a
    run must be longer and its lines shorter. No line that ends in a colon ("participants will discuss:") may announce it.

    Args:
        run: The run.
        lines: All lines of the page.
        inside: True where sentences stand before the run.
        last: True where no sentence stands after it.

    Returns:
        True for furniture.
    """
    if run.items == 0 or run.buttons * (1 if inside else 2) >= run.items:
        return True
    if _is_introduced(lines, run.start, least=1 if inside else _LEAST_INTRODUCTION_WORDS):
        return False
    if not inside:
        few = not last and run.items >= 2 and run.words / run.items <= _MEAN_WORDS_BEFORE
        return run.items >= _LEAST_ITEMS or (run.bare and run.items >= 2) or few
    least = _LEAST_ITEMS if last else _LEAST_ITEMS_INSIDE
    return run.items >= least and run.words / run.items <= _MEAN_WORDS_INSIDE


def _is_introduced(lines: Sequence[Line], start: int, *, least: int) -> bool:
    """Say whether the line before a run announces a list by ending in a colon; the head of a menu ("Our work:") has few words."""
    if start == 0 or not lines[start - 1].words.endswith(":"):
        return False
    return lines[start - 1].count >= least
