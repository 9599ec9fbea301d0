"""How much one file may be for the reader: a workspace, or whoever types a command, may set it.

Variable                  Default  What
COMMONWEAL_TEXT_LIMIT_MB       20  megabytes of one text, HTML, mail or feed file
COMMONWEAL_FILE_LIMIT_MB      200  megabytes of one other file: PDF, Word, an archive
COMMONWEAL_PDF_PAGES        5,000  pages of one PDF
COMMONWEAL_READ_SECONDS        60  seconds that opening, and then reading, one document may take
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from commonweal.kernel.errors import InvalidInput

TEXT_VARIABLE = "COMMONWEAL_TEXT_LIMIT_MB"
FILE_VARIABLE = "COMMONWEAL_FILE_LIMIT_MB"
PAGES_VARIABLE = "COMMONWEAL_PDF_PAGES"
SECONDS_VARIABLE = "COMMONWEAL_READ_SECONDS"


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """The most that is read of one file.

    Attributes:
        text_mb: Megabytes of a text, HTML, mail or feed file.
        file_mb: Megabytes of any other file.
        pdf_pages: Pages of a PDF.
        read_seconds: Seconds for opening a document, and as many for reading it.
    """

    text_mb: int = 20
    file_mb: int = 200
    pdf_pages: int = 5_000
    read_seconds: int = 60


def reading_limits(environment: Mapping[str, str]) -> ReadingLimits:
    """Return the limits that the environment sets, else the usual ones.

    Args:
        environment: The process's variables.

    Raises:
        InvalidInput: If one is no whole number, or outside what can be read at all.
    """
    usual = ReadingLimits()
    return ReadingLimits(
        text_mb=_number(environment, TEXT_VARIABLE, usual=usual.text_mb, most=1_000),
        file_mb=_number(environment, FILE_VARIABLE, usual=usual.file_mb, most=1_000),
        pdf_pages=_number(environment, PAGES_VARIABLE, usual=usual.pdf_pages, most=100_000),
        read_seconds=_number(environment, SECONDS_VARIABLE, usual=usual.read_seconds, most=3_600),
    )


def _number(environment: Mapping[str, str], name: str, *, usual: int, most: int) -> int:
    value = environment.get(name, "").strip() or str(usual)
    if not value.isascii() or not value.isdigit() or not 1 <= int(value) <= most:
        raise InvalidInput(
            "reading-limits", f"{name} is {value!r}; it takes a whole number from 1 to {most}."
        )
    return int(value)
