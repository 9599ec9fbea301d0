"""Word files to text: paragraphs, lists and tables in reading order, heads and feet as furniture."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree

from commonweal.library.engine.load.extract import Extract

_LIST = re.compile(r"list|bullet", re.IGNORECASE)
_HEADING = re.compile(r"heading|überschrift|titre|заголовок|naslov", re.IGNORECASE)
_BROKEN = (
    KeyError,
    ValueError,
    AttributeError,
    TypeError,
    zipfile.BadZipFile,
    etree.XMLSyntaxError,
    docx.opc.exceptions.PackageNotFoundError,
)


def word_text(content: bytes) -> tuple[Extract, dict[str, str]] | None:
    """Return a Word file's text with hints and its metadata, or None where it is damaged.

    Args:
        content: The file; whether it unpacks to a sane size was checked before.

    Returns:
        Extract and metadata, or None.
    """
    try:
        return _read(docx.Document(BytesIO(content)))
    except _BROKEN:
        return None


def _read(document: Any) -> tuple[Extract, dict[str, str]]:
    """Return the text and metadata of an opened Word file."""
    extract = Extract()
    for part, kind in _edges(document, top=True):
        extract.add(part, kind)
    for item in document.iter_inner_content():
        for line, said in _lines(item):
            extract.add(line, said)
    for part, kind in _edges(document, top=False):
        extract.add(part, kind)
    core = document.core_properties
    metadata = {
        "title": (core.title or "").strip(),
        "language": (core.language or "").strip()[:2].lower(),
    }
    return extract, {
        key: value for key, value in metadata.items() if value and value.lower() != "word document"
    }


def _edges(document: Any, *, top: bool) -> Iterator[tuple[str, str]]:
    """Return the lines of the heads or feet of all sections, each once."""
    seen: set[str] = set()
    for section in document.sections:
        for item in (section.header if top else section.footer).iter_inner_content():
            for line, _ in _lines(item):
                if line not in seen:
                    seen.add(line)
                    yield line, "furniture"


def _lines(item: Paragraph | Table) -> Iterator[tuple[str, str | None]]:
    """Return the lines of a paragraph or a table; a row is one line, its cells parted by tabs."""
    if isinstance(item, Paragraph):
        yield from _paragraph(item)
        return
    for row in item.rows:
        cells: list[str] = []
        seen: set[int] = set()
        for cell in row.cells:
            if id(cell._tc) not in seen:  # noqa: SLF001 - merged cells are told apart by nothing public
                seen.add(id(cell._tc))  # noqa: SLF001 - as above
                cells.append(" ".join(cell.text.split()))
        line = "\t".join(cell for cell in cells if cell)
        if line:
            yield line, None


def _paragraph(paragraph: Paragraph) -> Iterator[tuple[str, str | None]]:
    """Return a paragraph's lines, a manual break beginning a new one."""
    style: str = (paragraph.style.name or "") if paragraph.style is not None else ""
    properties = paragraph._p.pPr  # noqa: SLF001 - python-docx does not say otherwise whether a paragraph is numbered
    numbered = properties is not None and properties.numPr is not None
    listed = bool(numbered or _LIST.search(style)) and not _HEADING.search(style)
    kind = "title" if style == "Title" else "heading" if _HEADING.search(style) else None
    for part in re.split(r"[\n\v\f]+", paragraph.text):
        words = " ".join(part.split(" ")).strip()
        if words:
            yield (f"- {words}" if listed else words), kind
