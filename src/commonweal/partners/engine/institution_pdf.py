"""A year of a security institution as PDF/UA-1: tagged, the same bytes every time.

The data goes in as JSON; no word of it is ever read as markup.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from commonweal.partners.engine.outcome import printable
from commonweal.partners.engine.printing import print_pdf

TEMPLATE = Path(__file__).with_name("institution.typ")


def write(
    content: Mapping[str, Any], *, words: Mapping[str, str], shown_on: date, address: str
) -> bytes:
    """Return the year as a PDF.

    Args:
        content: What everybody reads of the year, as its page keeps it.
        words: The paper's own words, in the year's language; ``{day}`` stands for a day.
        shown_on: The day since which everybody reads it like this; the file carries it.
        address: Where everybody reads it.

    Raises:
        NoAnswer: If the part that writes PDF files is not installed.
    """
    values: dict[str, object] = {
        "words": dict(words),
        "heading": printable(f"{words['title']}: {content['institution']}, {content['year']}"),
        "language": str(content.get("language", "en")).split("-")[0],
        "shown_on": [shown_on.year, shown_on.month, shown_on.day],
        "made": words["made"].replace("{day}", printable(content["made_on"])),
        "address": address,
        "tally": [printable(each) for each in (*content["tally"], content["left_out"]) if each],
        "rows": [_row(each, words) for each in content["rows"]],
        "figures": [printable(each) for each in content["figures"]],
        "complaints": _lines(content["complaints"]),
        "link": printable(content["link"]),
    }
    return print_pdf(
        TEMPLATE, values, code="partners.institution.pdf", otherwise="print the web page"
    )


def _row(row: Mapping[str, Any], words: Mapping[str, str]) -> dict[str, object]:
    return {
        "text": _lines(row["text"]),
        "about": printable(f"{row['kind'][:1].upper()}{row['kind'][1:]}; {row['asked']}"),
        "state": printable(row["state"]),
        "due": words["due"].replace("{day}", printable(row["due"])),
        "answer": _lines(row["answer"]),
        "promises": [
            printable(
                f"{each['text']} ({words['by'].replace('{day}', each['due'])}; {each['state']})"
            )
            for each in row["commitments"]
        ],
    }


def _lines(text: str) -> list[str]:
    return [printable(line) for line in text.splitlines() if line.strip()]
