"""PDF to text, page by page: lines joined to paragraphs, words broken at line ends mended.

Lines that stand at the top or the foot of most pages are kept as furniture.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import closing

import pypdfium2

from commonweal.kernel.reading_limits import PAGES_VARIABLE
from commonweal.library.engine.load.extract import Extract
from commonweal.library.engine.load.limits import Limits
from commonweal.library.engine.load.refusals import refused
from commonweal.library.engine.types import Note, Refused

_EDGE_LINES = 2
_LEAST_PAGES = 3
_LONGEST_EDGE_CHARS = 100
_FULL_SHARE = 0.72
_LEAST_CHARS = 20
_DIGITS = re.compile(r"\d+")
_MARKED = re.compile(r"\s*(?:[-–—•·*▪◦‣●○■□►▶➢✓]\s|\(?[a-z0-9]{1,3}[.)]\s)")
_ENDED = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_HYPHENS = ("-", "\u00ad", "\u2010", "\ufffe")
_BREAK = "\ufffe"
_BROKEN_WORD = re.compile(rf"([^\W_]+){_BREAK}(?=[^\W\d_])")
# "co-" and the like keep the hyphen that English writes in them.
_KEPT = frozenset(
    [
        "co",
        "non",
        "counter",
        "cross",
        "multi",
        "anti",
        "pre",
        "post",
        "self",
        "well",
        "inter",
        "semi",
        "socio",
        "whole",
        "of",
        "vice",
        "ex",
        "long",
        "short",
        "high",
        "low",
    ]
)


def pdf_text(
    name: str, content: bytes, *, limits: Limits
) -> tuple[Extract, dict[str, str], tuple[Note, ...]] | Refused:
    """Return a PDF's text with hints, its metadata and notes; or why it cannot be read.

    Args:
        name: The file's name.
        content: The file.
        limits: The most pages.

    Returns:
        Extract, metadata and notes, or the refusal.
    """
    try:
        document = pypdfium2.PdfDocument(content)
    except (pypdfium2.PdfiumError, ValueError) as error:
        encrypted = "password" in str(error).lower() or b"/Encrypt" in content[-4096:]
        return refused(name, "library.pdf-encrypted" if encrypted else "library.pdf-broken")
    with closing(document):
        if len(document) > limits.pages:
            return refused(
                name,
                "library.pdf-too-long",
                pages=len(document),
                limit=limits.pages,
                variable=PAGES_VARIABLE,
            )
        pages = [list(_page_lines(document, number)) for number in range(len(document))]
        metadata = _metadata(document)
    blank = sum(not any(line.strip() for line in page) for page in pages)
    if sum(len(line.strip()) for page in pages for line in page) < _LEAST_CHARS:
        return refused(name, "library.pdf-without-text", pages=len(pages))
    detail = f"Pages without text, probably scanned, which were not read: {blank} of {len(pages)}. Run text recognition on them."
    notes = (Note("library.pages-without-text", detail),) if blank else ()
    return _joined(pages), metadata, notes


def _page_lines(document: pypdfium2.PdfDocument, number: int) -> Iterator[str]:
    """Return the lines of one page; a page that cannot be read has none."""
    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return
    with closing(page), closing(page.get_textpage()) as text:
        yield from (
            text.get_text_range()
            .replace("\r\n", "\n")
            .replace("\r", "\n")
            .replace("\x00", "")
            .split("\n")
        )


def _metadata(document: pypdfium2.PdfDocument) -> dict[str, str]:
    """Return what the PDF says about itself; its title only where it looks like one."""
    said = document.get_metadata_dict(skip_empty=True)
    title = str(said.get("Title", "")).strip()
    usable = len(title.split()) >= 2 and not re.search(
        r"\.(?:docx?|pdf|indd|rtf|odt)$|^microsoft word", title, re.IGNORECASE
    )
    return {"title": title[:500]} if usable else {}


def _joined(pages: list[list[str]]) -> Extract:
    """Return the pages' lines as paragraphs; repeated heads and feet as furniture."""
    edges = _edges(pages)
    width = _width(pages)
    extract = Extract()
    part: list[str] = []
    for page in pages:
        lines = [line.rstrip() for line in page]
        shown = [i for i, line in enumerate(lines) if line.strip()]
        edge = set(shown[:_EDGE_LINES] + shown[-_EDGE_LINES:])
        for index, line in enumerate(lines):
            if index in edge and len(line) <= _LONGEST_EDGE_CHARS and _shape(line) in edges:
                # The paragraph may go on over the page's edge: it is ended before the furniture only where it is complete.
                extract.add(_mended([line.strip()]), "furniture")
            elif not line.strip():
                part = _ended(extract, part)
            else:
                part = _grown(extract, part, line, width=width)
    _ended(extract, part)
    return extract


def _grown(extract: Extract, part: list[str], line: str, *, width: int) -> list[str]:
    """Return the paragraph with a line added, or a new one where the line begins one."""
    if part and not _continues(part[-1], line, width=width):
        part = _ended(extract, part)
    part.append(line.strip())
    return part


def _ended(extract: Extract, part: list[str]) -> list[str]:
    """Add a paragraph's lines as one; return an empty paragraph."""
    if part:
        extract.add(_mended(part))
    return []


def _mended(part: list[str]) -> str:
    """Return lines as one, words broken at a line's end put together again.

    Pdfium marks the hyphen of a broken word itself, with a character that stands for nothing else.
    """
    words = part[0]
    for line in part[1:]:
        broken = words.endswith(_HYPHENS) and line[:1].islower()
        words = f"{words[:-1]}{_BREAK}{line}" if broken else f"{words} {line}"
    return _BROKEN_WORD.sub(_rejoined, words).replace("\u00ad", "").replace(_BREAK, "-")


def _rejoined(match: re.Match[str]) -> str:
    """Return the first half of a broken word, with the hyphen where English writes one: "co-operation"."""
    half = match.group(1)
    return f"{half}-" if half.casefold() in _KEPT else half


def _continues(last: str, line: str, *, width: int) -> bool:
    """Say whether a line goes on with the paragraph of the line before."""
    if _MARKED.match(line):
        return False
    if last.endswith(_HYPHENS) and line[:1].islower():
        return True
    full = len(last) >= _FULL_SHARE * width
    if line[:1].islower():
        return True
    return full and not (_ENDED.search(last) and len(last) < 0.88 * width)


def _width(pages: list[list[str]]) -> int:
    """Return the length of a full line in characters: nine in ten lines are no longer."""
    lengths = sorted(
        len(line.strip()) for page in pages[:50] for line in page if len(line.strip()) > 20
    )
    return lengths[int(0.9 * (len(lengths) - 1))] if lengths else 80


def _edges(pages: list[list[str]]) -> frozenset[str]:
    """Return the shapes of lines at the top or foot of three pages or more, and of half of all."""
    counts: Counter[str] = Counter()
    for page in pages:
        shown = [line for line in page if line.strip()]
        counts.update({_shape(line) for line in shown[:_EDGE_LINES] + shown[-_EDGE_LINES:]})
    return frozenset(
        shape for shape, count in counts.items() if count >= max(_LEAST_PAGES, 0.5 * len(pages))
    )


def _shape(line: str) -> str:
    """Return a line with its numbers alike, so that "Page 3 of 9" and "Page 4 of 9" are the same."""
    return _DIGITS.sub("0", " ".join(line.casefold().split()))
