"""The page "Raised and answered" as PDF/UA-1 on one sheet of A4: tagged, the same bytes every time.

The data goes in as JSON; no word of it is ever read as markup.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from commonweal.partners.engine.outcome import printable, shorten
from commonweal.partners.engine.outcome_pdf import pages
from commonweal.partners.engine.printing import print_pdf
from commonweal.partners.engine.raised import TEXT_CHARACTERS, RaisedPaper

TEMPLATE = Path(__file__).with_name("raised.typ")
# It hangs on a wall: as large as there is room for.
LETTERS_PT = (14.0, 12.5, 11.0, 10.0, 9.0, 8.0)
# More rows than this never fit one page in the smallest letters.
MOST_ROWS = 40


@dataclass(frozen=True, slots=True)
class OnePage:
    """How the page fits one sheet: the letters' height in points, and how many rows are printed."""

    letter_pt: float
    shown: int


def fit(paper: RaisedPaper) -> OnePage:
    """Return the largest letters in which all rows fit one page, or how many fit in the smallest.

    Args:
        paper: What is to be printed.

    Raises:
        NoAnswer: If the part that writes PDF files is not installed.

    Cost: One compilation for each size, then the logarithm of the number of rows.
    """
    count = len(paper.rows)
    if count <= MOST_ROWS:
        for letter_pt in LETTERS_PT:
            if _fits(paper, OnePage(letter_pt, count)):
                return OnePage(letter_pt, count)
    low, high = 0, min(count, MOST_ROWS)
    while low < high:
        middle = (low + high + 1) // 2
        if _fits(paper, OnePage(LETTERS_PT[-1], middle)):
            low = middle
        else:
            high = middle - 1
    return OnePage(LETTERS_PT[-1], low)


def write(paper: RaisedPaper, page: OnePage, *, address: str) -> bytes:
    """Return the page as a PDF of one sheet.

    Args:
        paper: What is printed.
        page: How it fits, from ``fit``.
        address: Where everybody reads all of it.

    Raises:
        NoAnswer: If the part that writes PDF files is not installed.
    """
    return print_pdf(
        TEMPLATE,
        _values(paper, page, address),
        code="partners.raised.pdf",
        otherwise="print the web page",
    )


def _fits(paper: RaisedPaper, page: OnePage) -> bool:
    # The address takes a line in print; a long one stands for any.
    return pages(write(paper, page, address="https://" + "x" * 90)) == 1


def _values(paper: RaisedPaper, page: OnePage, address: str) -> dict[str, object]:
    left = len(paper.rows) - page.shown
    day = date.fromisoformat(paper.made_on)
    rows = []
    for row in paper.rows[: page.shown]:
        values = asdict(row)
        values.pop("id")
        rows.append(
            values
            | {
                name: shorten(str(values[name]), TEXT_CHARACTERS)
                for name in ("text", "outcome", "quote")
            }
            | {
                "language": _short(row.language),
                "outcome_language": _short(row.outcome_language),
                "asked": [shorten(each, TEXT_CHARACTERS) for each in row.asked[:2]],
            }
        )
    return {
        "letter": page.letter_pt,
        "title": printable(paper.title),
        "council": shorten(paper.council, 160),
        "period": printable(paper.period),
        "tally": printable(paper.tally),
        "left_out": printable(paper.left_out),
        "language": _short(paper.language),
        "made_on": [day.year, day.month, day.day],
        "address": address,
        "words": dict(paper.words),
        "rows": rows,
        "left": left,
        "more": paper.words["more"].replace("{count}", str(left)) if left else "",
    }


def _short(code: str) -> str:
    return code.split("-")[0]
