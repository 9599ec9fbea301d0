"""Files that name who made them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx

WHO = b"Nadia Orsel"


def word(change: Callable[[docx.document.Document], object] = lambda _document: None) -> bytes:
    document = docx.Document()
    document.add_paragraph("We wait outside.")
    document.core_properties.author = WHO.decode()
    document.core_properties.last_modified_by = WHO.decode()
    change(document)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def everything_in(name: str, content: bytes) -> bytes:
    if not name.endswith(("x", "t")):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return b"".join(packed.read(each) for each in packed.namelist())


def commented(document: docx.document.Document) -> None:
    paragraph = document.paragraphs[0]
    document.add_comment(paragraph.runs, text="Is it so?", author=WHO.decode())
