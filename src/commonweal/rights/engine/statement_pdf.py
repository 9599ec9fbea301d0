"""The annual assurance statement as PDF/UA-1: tagged, with its language and title.

All words and counts come in as data; none of them is read as markup.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from commonweal.kernel.errors import NoAnswer

TEMPLATE = Path(__file__).with_name("statement.typ")


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the statement.

    Attributes:
        name: What it shows, for people who hear it.
        heads: The names of its columns.
        rows: Its cells as words; a row of one cell is a heading over those that follow.
        note: What stands under it.
    """

    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with sentences and tables under it."""

    heading: str
    sentences: Sequence[str] = ()
    tables: Sequence[Table] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """The whole statement, in words.

    Attributes:
        title: Its name with the year.
        language: A BCP 47 tag.
        made_on: The day it was made.
        made: The same in words, for the foot of each page.
        lead: What it is, in one or two sentences.
        sections: In the order of reading.
    """

    title: str
    language: str
    made_on: date
    made: str
    lead: str
    sections: Sequence[Section]


def write(statement: Statement) -> bytes:
    """Return the statement as a PDF.

    Raises:
        NoAnswer: If the part that writes PDF files is not installed.
    """
    try:
        import typst
    except ImportError as error:
        raise NoAnswer(
            "rights.statement.pdf",
            "PDF papers need the reports part: install commonweal[reports].",
        ) from error
    day = statement.made_on
    values = asdict(statement) | {
        "language": statement.language.split("-")[0],
        "made_on": [day.year, day.month, day.day],
    }
    compiled: bytes = typst.compile(
        TEMPLATE,
        root=TEMPLATE.parent,
        ignore_system_fonts=True,
        sys_inputs={"statement": json.dumps(values, ensure_ascii=False)},
        pdf_standards=["ua-1"],
    )
    return compiled
