"""The outcome paper as PDF/UA-1: tagged, with its language and title, the same bytes every time.

The data goes in as JSON; no word of it is ever read as markup.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path

from commonweal.partners.engine.outcome import (
    DECIDED_SHARES,
    DECIDED_SHARES_OF_TWO,
    PAGES,
    Fitted,
    Paper,
    both,
    columns_of,
    decided_columns_of,
    fewer,
    fit,
    shares_of,
)
from commonweal.partners.engine.printing import print_pdf

HEADINGS = ("kind", "last_time", "agreed", "decided")
PRINTED = ("source", "no_action", "nothing", "made")
TEMPLATE = Path(__file__).with_name("outcome.typ")


def write(paper: Paper) -> bytes:
    """Return the paper as a PDF of at most two pages.

    Raises:
        NoAnswer: If the part that writes PDF files is not installed.
    """
    fitted = fit(paper)
    content = _compiled(fitted)
    while pages(content) > PAGES:
        smaller = fewer(fitted)
        if smaller is None:
            break
        fitted = replace(smaller)
        content = _compiled(fitted)
    return content


def pages(content: bytes) -> int:
    """Return how many pages a PDF has."""
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    count = len(document)
    document.close()
    return count


def _compiled(fitted: Fitted) -> bytes:
    return print_pdf(
        TEMPLATE, _values(fitted), code="partners.outcome.pdf", otherwise="take the Word paper"
    )


def _values(fitted: Fitted) -> dict[str, object]:
    paper, words = fitted.paper, fitted.paper.words
    other = paper.second.words if paper.second else words
    return {
        "letter": fitted.letter_pt,
        "title": paper.title,
        "language": paper.language.split("-")[0],
        "made_on": [paper.made_on.year, paper.made_on.month, paper.made_on.day],
        "address": paper.address,
        "facts": paper.facts,
        "last_time": [asdict(row) for row in paper.last_time],
        "agreed": [asdict(row) for row in paper.agreed],
        "last_time_more": words.more(fitted.last_time_left) if fitted.last_time_left else "",
        "agreed_more": words.more(fitted.agreed_left) if fitted.agreed_left else "",
        "words": {name: getattr(words, name) for name in PRINTED}
        | {name: both(getattr(words, name), getattr(other, name)) for name in HEADINGS},
        "columns": columns_of(paper),
        "shares": [f"{share * 1000:.0f}" for share in shares_of(paper)],
        "decided": [asdict(each) for each in paper.decided],
        "decided_more": words.more(fitted.decided_left) if fitted.decided_left else "",
        "decided_columns": decided_columns_of(paper),
        "decided_shares": [
            f"{share * 1000:.0f}"
            for share in (DECIDED_SHARES_OF_TWO if paper.second else DECIDED_SHARES)
        ],
        "second": _second(paper),
    }


def _second(paper: Paper) -> dict[str, str] | None:
    if paper.second is None:
        return None
    return {
        "language": paper.second.language.split("-")[0],
        "title": paper.second.title,
        "missing": paper.second.missing,
    }
