"""The form that lies on the tables of a listening session: large print, a sheet for each group, PDF/UA-1."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from commonweal.partners.engine.printing import print_pdf

TEMPLATE = Path(__file__).with_name("listening_form.typ")
MOST_SHEETS = 30


@dataclass(frozen=True, slots=True)
class SessionForm:
    """What the form says.

    Attributes:
        language: A BCP 47 tag.
        title: The session's, or the form's own.
        sheets: How many groups, each with a sheet.
        words: The form's own words, by name.
        groups: The kinds of groups to tick.
        themes: The themes to tick.
    """

    language: str
    title: str
    sheets: int
    words: Mapping[str, str]
    groups: tuple[str, ...]
    themes: tuple[str, ...]


def write(form: SessionForm) -> bytes:
    """Return the form as a PDF with a sheet for each group.

    Args:
        form: What it says.

    Raises:
        NoAnswer: If the part that writes PDF files is not installed.
    """
    values = {
        "language": form.language.split("-")[0],
        "title": " ".join(form.title.split()),
        "sheets": max(1, min(form.sheets, MOST_SHEETS)),
        "words": dict(form.words),
        "groups": list(form.groups),
        "themes": list(form.themes),
    }
    return print_pdf(TEMPLATE, values, code="partners.listening-form.pdf")
