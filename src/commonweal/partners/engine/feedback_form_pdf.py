"""The sheet on which people say how a course was: large print, four statements, two sentences, PDF/UA-1."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from commonweal.partners.engine.printing import print_pdf

TEMPLATE = Path(__file__).with_name("feedback_form.typ")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the sheet says.

    Attributes:
        language: A BCP 47 tag.
        title: The course's.
        statements: What is marked from 1 to 5.
        words: The sheet's own words, by name.
    """

    language: str
    title: str
    statements: tuple[str, ...]
    words: Mapping[str, str]


def write(sheet: Sheet) -> bytes:
    """Return the sheet as a PDF of one page.

    Args:
        sheet: What it says.

    Raises:
        NoAnswer: If the part that writes PDF files is not installed.
    """
    values = {
        "language": sheet.language.split("-")[0],
        "title": " ".join(sheet.title.split()),
        "statements": list(sheet.statements),
        "words": dict(sheet.words),
    }
    return print_pdf(TEMPLATE, values, code="partners.feedback-form.pdf")
