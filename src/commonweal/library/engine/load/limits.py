"""How much one input may be, and what is said when it is more."""

from __future__ import annotations

from dataclasses import dataclass

from commonweal.kernel.reading_limits import ReadingLimits


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that is read; a person who runs the program may raise each.

    Attributes:
        text_bytes: Of one text, HTML, mail or feed file.
        file_bytes: Of one PDF or Word file.
        pages: Of one PDF.
        members: Of one archive.
        unpacked_bytes: Of all members of one archive together.
        ratio: Unpacked to packed size of one member over a megabyte.
        depth: Archives and mails inside each other.
        seconds: For opening one document, and as many for reading it.
    """

    text_bytes: int = 20_000_000
    file_bytes: int = 200_000_000
    pages: int = 5_000
    members: int = 50_000
    unpacked_bytes: int = 2_000_000_000
    ratio: int = 200
    depth: int = 3
    seconds: float = 60


def limits_of(given: ReadingLimits) -> Limits:
    """Return the limits with those that a workspace sets for itself.

    Args:
        given: In megabytes, pages and seconds.
    """
    return Limits(
        text_bytes=given.text_mb * 1_000_000,
        file_bytes=given.file_mb * 1_000_000,
        pages=given.pdf_pages,
        seconds=given.read_seconds,
    )


def megabytes(count: int) -> str:
    """Return a size in megabytes for a message: ``"20 MB"``, ``"0.4 MB"``."""
    size = count / 1_000_000
    return f"{size:.0f} MB" if size >= 10 else f"{size:.1f} MB"
