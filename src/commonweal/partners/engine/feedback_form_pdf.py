"""The sheet on which people say how a course was: large print, four statements, two sentences, PDF/UA-1."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from commonweal.kernel.errors import NoAnswer

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
    try:
        import typst
    except ImportError as error:
        raise NoAnswer(
            "partners.feedback-form.pdf",
            "A sheet as PDF needs the reports part: install commonweal[reports].",
        ) from error
    values = {
        "language": sheet.language.split("-")[0],
        "title": " ".join(sheet.title.split()),
        "statements": list(sheet.statements),
        "words": dict(sheet.words),
    }
    compiled: bytes = typst.compile(
        TEMPLATE,
        root=TEMPLATE.parent,
        ignore_system_fonts=True,
        sys_inputs={"sheet": json.dumps(values, ensure_ascii=False)},
        pdf_standards=["ua-1"],
    )
    return compiled
