"""The guidebook of good practices as PDF/UA-1: tagged, the same bytes every time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from commonweal.partners.engine.outcome import printable
from commonweal.partners.engine.printing import print_pdf

TEMPLATE = Path(__file__).with_name("guidebook.typ")


@dataclass(frozen=True, slots=True)
class PracticePaper:
    """One practice: its title, a line below it, and what it says under its own words."""

    title: str
    line: str
    text: str
    parts: Sequence[tuple[str, str]]


def write(
    practices: Sequence[PracticePaper],
    *,
    words: Mapping[str, str],
    language: str,
    made_on: date,
) -> bytes:
    """Return the guidebook as a PDF.

    Args:
        practices: In the order in which they are printed.
        words: ``title``, ``lede``, ``nothing`` and ``made`` in the paper's language.
        language: Its code.
        made_on: The day that the file carries.

    Raises:
        NoAnswer: If the part that writes PDF files is not installed.
    """
    values: dict[str, object] = {
        "words": dict(words),
        "language": language.split("-")[0],
        "made_on": [made_on.year, made_on.month, made_on.day],
        "practices": [
            {
                "title": printable(each.title),
                "line": printable(each.line),
                "text": _lines(each.text),
                "parts": [[name, _lines(text)] for name, text in each.parts if text.strip()],
            }
            for each in practices
        ],
    }
    return print_pdf(TEMPLATE, values, code="partners.guidebook.pdf")


def _lines(text: str) -> list[str]:
    return [printable(line) for line in text.splitlines() if line.strip()]
