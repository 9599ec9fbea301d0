"""The outcome paper of a meeting: two pages that people take home, as values in, values out.

    Paper --fit--> Fitted --outcome_word.write | outcome_pdf.write--> bytes

What does not fit is said on the paper, with the address where it stands; nothing is cut silently.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

PAGES = 2
PAGE_WIDTH_MM, PAGE_HEIGHT_MM, MARGIN_MM = 210, 297, 16
# Shares of the width: number, what is asked, addressee and answer, what is done and by when.
COLUMN_SHARES = (0.06, 0.40, 0.20, 0.34)
# A character is about half as wide as its letter is high, in the plain faces both writers use.
CHARACTER_EM, LINE_EM, MM_PER_POINT = 0.5, 1.28, 0.3528
CELL_MM = 2.4
# Of one action: lines about objections, confirmations and evidence, and their length.
DETAILS, DETAIL_CHARACTERS = 6, 300
TEXT_CHARACTERS, LIST_CHARACTERS, NAME_CHARACTERS, FACT_CHARACTERS = 600, 420, 120, 900


@dataclass(frozen=True, slots=True)
class PaperAction:
    """What one partner does, in words.

    Attributes:
        note: When it is due, and how far it is.
        details: Who objects and why, who confirms, what shows it.
    """

    title: str
    owner: str
    note: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One recommendation, in words.

    Attributes:
        number: As the meeting counts it.
        answer: The addressee's answer with its reason, or that there is none yet.
        state: How far it is.
        source: The document's title, or where it was said.
        source_address: The passage's page; empty if it was typed by hand.
    """

    number: str
    text: str
    addressee: str
    answer: str
    actions: tuple[PaperAction, ...]
    state: str
    source: str = ""
    source_address: str = ""


@dataclass(frozen=True, slots=True)
class PaperWords:
    """The paper's own words, in its language.

    Attributes:
        columns: Headings of the four columns.
        more: Says how many rows of a table are only in the workspace.
        nothing: Stands where a table has no row.
    """

    kind: str
    last_time: str
    agreed: str
    columns: tuple[str, str, str, str]
    source: str
    no_action: str
    nothing: str
    made: str
    more: Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Paper:
    """Everything an outcome paper says.

    Attributes:
        title: The meeting's title.
        language: BCP 47.
        facts: Label and value, in the order printed.
        last_time: What the same convener's earlier meetings asked and is not done.
        agreed: What this meeting asks.
        made_on: The day of the paper.
        address: The meeting's page in the workspace.
    """

    title: str
    language: str
    facts: tuple[tuple[str, str], ...]
    last_time: tuple[PaperRow, ...]
    agreed: tuple[PaperRow, ...]
    made_on: date
    address: str
    words: PaperWords


@dataclass(frozen=True, slots=True)
class Fitted:
    """A paper whose rows fit, the letter's height in points, and how many rows were left out."""

    paper: Paper
    letter_pt: float
    last_time_left: int = 0
    agreed_left: int = 0


LETTERS_PT = (10.0, 9.0, 8.0)


def fit(paper: Paper, *, room_share: float = 0.92) -> Fitted:
    """Return the paper as it fits two pages: smaller letters first, then fewer rows.

    Rows of last time go before rows of this meeting, the last ones first.

    Args:
        paper: What is to be said; long texts are shortened with "…".
        room_share: Share of the two pages that may be planned for, as heights are estimates.

    Returns:
        At least one row of this meeting stays, if there is one.
    """
    paper = _shortened(paper)
    room_mm = PAGES * (PAGE_HEIGHT_MM - 2 * MARGIN_MM) * room_share
    for letter_pt in LETTERS_PT:
        if height_mm(paper, letter_pt=letter_pt) <= room_mm:
            return Fitted(paper=paper, letter_pt=letter_pt)
    fitted = Fitted(paper=paper, letter_pt=LETTERS_PT[-1])
    while height_mm(fitted.paper, letter_pt=fitted.letter_pt) > room_mm:
        smaller = fewer(fitted)
        if smaller is None:
            break
        fitted = smaller
    return fitted


def fewer(fitted: Fitted) -> Fitted | None:
    """Return the paper with one row less, or None if it has none to spare."""
    paper = fitted.paper
    if paper.last_time:
        return replace(
            fitted,
            paper=replace(paper, last_time=paper.last_time[:-1]),
            last_time_left=fitted.last_time_left + 1,
        )
    if len(paper.agreed) > 1:
        return replace(
            fitted,
            paper=replace(paper, agreed=paper.agreed[:-1]),
            agreed_left=fitted.agreed_left + 1,
        )
    return None


def height_mm(paper: Paper, *, letter_pt: float) -> float:
    """Return about how high the paper is, in mm, when printed in letters of this height."""
    line_mm = letter_pt * MM_PER_POINT * LINE_EM
    width = _characters(1.0, letter_pt)
    facts = sum(_lines(f"{label}: {value}", width) for label, value in paper.facts)
    heading = 9 + _lines(paper.title, width // 2) * line_mm * 2
    tables = sum(
        _row_lines(row, letter_pt=letter_pt) * line_mm + CELL_MM
        for row in (*paper.last_time, *paper.agreed)
    )
    # Two headings, two table heads, the lines for rows left out and the last line.
    fixed = 3 * line_mm * 2.4 + 5 * line_mm
    return heading + facts * (line_mm + 0.6) + fixed + tables


def _row_lines(row: PaperRow, *, letter_pt: float) -> int:
    widths = [_characters(share, letter_pt) - 3 for share in COLUMN_SHARES[1:]]
    asked, answered = (row.text, row.source), (row.addressee, row.answer)
    cells = (
        asked,
        answered,
        (*(line for each in row.actions for line in _lines_of(each)), row.state),
    )
    return max(
        sum(_lines(text, width) for text in texts if text)
        for texts, width in zip(cells, widths, strict=True)
    )


def _lines_of(action: PaperAction) -> tuple[str, ...]:
    return f"{action.owner}: {action.title}", action.note, *action.details


def _characters(share: float, letter_pt: float) -> int:
    width_mm = (PAGE_WIDTH_MM - 2 * MARGIN_MM) * share
    return int(width_mm / (letter_pt * MM_PER_POINT * CHARACTER_EM))


def _lines(text: str, width: int) -> int:
    return max(1, math.ceil(len(text) / max(1, width)))


def _shortened(paper: Paper) -> Paper:
    return replace(
        paper,
        title=shorten(paper.title, LIST_CHARACTERS),
        facts=tuple(
            (printable(label), shorten(value, FACT_CHARACTERS)) for label, value in paper.facts
        ),
        last_time=_short_rows(paper.last_time),
        agreed=_short_rows(paper.agreed),
    )


def _short_rows(rows: Sequence[PaperRow]) -> tuple[PaperRow, ...]:
    return tuple(
        replace(
            row,
            text=shorten(row.text, TEXT_CHARACTERS),
            addressee=shorten(row.addressee, NAME_CHARACTERS),
            actions=tuple(_short_action(each) for each in row.actions),
            state=printable(row.state),
            answer=shorten(row.answer, LIST_CHARACTERS),
            source=shorten(row.source, NAME_CHARACTERS),
        )
        for row in rows
    )


def _short_action(action: PaperAction) -> PaperAction:
    return replace(
        action,
        title=shorten(action.title, LIST_CHARACTERS),
        owner=shorten(action.owner, NAME_CHARACTERS),
        note=printable(action.note),
        details=tuple(shorten(each, DETAIL_CHARACTERS) for each in action.details[:DETAILS]),
    )


def shorten(text: str, limit: int) -> str:
    """Return the text, ended after a whole word with "…" where it has more than ``limit`` characters."""
    text = printable(text)
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def printable(text: str) -> str:
    """Return the text on one line, without characters that cannot be printed."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())
