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
# The same where what is asked stands in two languages side by side.
COLUMN_SHARES_OF_TWO = (0.05, 0.27, 0.27, 0.16, 0.25)
DECIDED_SHARES, DECIDED_SHARES_OF_TWO = (0.06, 0.94), (0.05, 0.475, 0.475)
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
        asked_for: Who should lead it and by when, as the meeting asks; empty for nobody.
        second: What is asked, in the paper's second language; empty while nobody typed it.
    """

    number: str
    text: str
    addressee: str
    answer: str
    actions: tuple[PaperAction, ...]
    state: str
    source: str = ""
    source_address: str = ""
    asked_for: str = ""
    second: str = ""


@dataclass(frozen=True, slots=True)
class PaperDecision:
    """One decision, in words.

    Attributes:
        number: As the meeting counts it.
        second: The same in the paper's second language; empty while nobody typed it.
    """

    number: str
    text: str
    second: str = ""


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
    decided: str = ""
    decided_columns: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Second:
    """The language that stands beside the first one, as somebody typed it.

    Attributes:
        language: BCP 47.
        name: How the language is called.
        title: The meeting's title; empty while nobody typed it.
        missing: Stands where a text is not yet given in it.
        words: The paper's own words in it.
    """

    language: str
    name: str
    title: str
    missing: str
    words: PaperWords


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
        decided: What this meeting decided.
        second: The second language, where there is one.
        language_name: How the first one is called, where there is a second.
    """

    title: str
    language: str
    facts: tuple[tuple[str, str], ...]
    last_time: tuple[PaperRow, ...]
    agreed: tuple[PaperRow, ...]
    made_on: date
    address: str
    words: PaperWords
    decided: tuple[PaperDecision, ...] = ()
    second: Second | None = None
    language_name: str = ""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A paper whose rows fit, the letter's height in points, and how many rows were left out."""

    paper: Paper
    letter_pt: float
    last_time_left: int = 0
    agreed_left: int = 0
    decided_left: int = 0


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
    if len(paper.decided) > 1:
        return replace(
            fitted,
            paper=replace(paper, decided=paper.decided[:-1]),
            decided_left=fitted.decided_left + 1,
        )
    return None


def both(first: str, second: str) -> str:
    """Return a heading in both languages; once where they are the same, or there is one."""
    return first if second in {"", first} else f"{first} / {second}"


def shares_of(paper: Paper) -> tuple[float, ...]:
    """Return the shares of the width of the columns of what is asked."""
    return COLUMN_SHARES_OF_TWO if paper.second else COLUMN_SHARES


def columns_of(paper: Paper) -> tuple[str, ...]:
    """Return the headings of the columns of what is asked, in both languages where there are two."""
    if paper.second is None:
        return paper.words.columns
    number, asked, whom, done = paper.words.columns
    other = paper.second.words.columns
    return (
        number,
        f"{asked} ({paper.language_name})",
        f"{other[1]} ({paper.second.name})",
        both(whom, other[2]),
        both(done, other[3]),
    )


def decided_columns_of(paper: Paper) -> tuple[str, ...]:
    """Return the headings of the columns of decisions, in both languages where there are two."""
    number, decided = paper.words.decided_columns
    if paper.second is None:
        return number, decided
    other = paper.second.words.decided_columns[1]
    return number, f"{decided} ({paper.language_name})", f"{other} ({paper.second.name})"


def height_mm(paper: Paper, *, letter_pt: float) -> float:
    """Return about how high the paper is, in mm, when printed in letters of this height."""
    line_mm = letter_pt * MM_PER_POINT * LINE_EM
    width = _characters(1.0, letter_pt)
    facts = sum(_lines(f"{label}: {value}", width) for label, value in paper.facts)
    heading = 9 + _lines(paper.title, width // 2) * line_mm * 2
    shares = shares_of(paper)
    tables = sum(
        _row_lines(row, shares=shares, letter_pt=letter_pt) * line_mm + CELL_MM
        for row in (*paper.last_time, *paper.agreed)
    )
    decided = _decided_lines(paper, letter_pt=letter_pt) * line_mm + CELL_MM * len(paper.decided)
    if paper.second is not None:
        heading += _lines(paper.second.title, width // 2) * line_mm * 1.6
    # Two headings, two table heads, the lines for rows left out and the last line.
    fixed = 3 * line_mm * 2.4 + 5 * line_mm
    return heading + facts * (line_mm + 0.6) + fixed + tables + decided


def _decided_lines(paper: Paper, *, letter_pt: float) -> float:
    if not paper.decided:
        return 0
    share = (DECIDED_SHARES_OF_TWO if paper.second else DECIDED_SHARES)[1]
    width = _characters(share, letter_pt) - 3
    rows = (max(_lines(each.text, width), _lines(each.second, width)) for each in paper.decided)
    return 3.4 + sum(rows)


def _row_lines(row: PaperRow, *, shares: Sequence[float], letter_pt: float) -> int:
    widths = [_characters(share, letter_pt) - 3 for share in shares[1:]]
    seconds = ((row.second,),) if len(shares) > len(COLUMN_SHARES) else ()
    done = (*(line for each in row.actions for line in _lines_of(each)), row.asked_for, row.state)
    cells = ((row.text, row.source), *seconds, (row.addressee, row.answer), done)
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
        decided=tuple(
            replace(
                each,
                text=shorten(each.text, TEXT_CHARACTERS),
                second=shorten(each.second, TEXT_CHARACTERS),
            )
            for each in paper.decided
        ),
        second=paper.second
        and replace(paper.second, title=shorten(paper.second.title, LIST_CHARACTERS)),
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
            asked_for=shorten(row.asked_for, LIST_CHARACTERS),
            second=shorten(row.second, TEXT_CHARACTERS),
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
