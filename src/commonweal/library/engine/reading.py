"""One document, read: cleaned, its structure found, its facts cited."""

from __future__ import annotations

from commonweal.library.engine.clean.page import clean
from commonweal.library.engine.clean.shared import SharedBlocks
from commonweal.library.engine.facts.reader import read_facts
from commonweal.library.engine.facts.sentences import MOST_CHARS
from commonweal.library.engine.load.refusals import in_time
from commonweal.library.engine.types import Loaded, Note, Page, Reading, Refused


def page_of(loaded: Loaded, *, shared: SharedBlocks | None = None) -> Page:
    """Return a document with its furniture set apart and its title, metadata and body found.

    Args:
        loaded: The document's text.
        shared: Lines that many documents of the same source share, if they were counted.

    Returns:
        The page that the fact readers work on.
    """
    return clean(loaded, shared=shared)


def read(loaded: Loaded, *, shared: SharedBlocks | None = None) -> Reading:
    """Return everything that is read from a document, each value with its words.

    Args:
        loaded: The document's text.
        shared: Lines that many documents of the same source share, if they were counted.

    Returns:
        The page, its facts, and what was assumed on the way.
    """
    page = page_of(loaded, shared=shared)
    return Reading(page, read_facts(page), loaded.notes + page.notes + _left_out(page))


def read_in_time(
    loaded: Loaded, *, seconds: float, shared: SharedBlocks | None = None
) -> Reading | Refused:
    """Return what ``read`` returns, or the refusal of a document that takes too long.

    Args:
        loaded: The document's text.
        seconds: The most it may take; kept in a process's main thread.
        shared: Lines that many documents of the same source share, if they were counted.
    """
    return in_time(loaded.name, lambda: read(loaded, shared=shared), seconds=seconds)


def _left_out(page: Page) -> tuple[Note, ...]:
    """Say so where a text is longer than what is read of it."""
    length = sum(block.span.end - block.span.start for block in page.blocks)
    if length <= MOST_CHARS:
        return ()
    detail = (
        f"The text has {length:,} characters; values were read in its first {MOST_CHARS:,}, "
        "about 100 pages. All of it can be searched."
    )
    return (Note("library.long-text", detail),)
