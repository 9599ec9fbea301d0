"""A file that stands without its partner's name: what a file says of who made it is taken out.

Bytes in, bytes out. What the pages themselves say stays; what cannot be cleaned is refused, with what to do instead.
"""

from __future__ import annotations

import ctypes
import io
from pathlib import PurePath

from commonweal.kernel.errors import InvalidInput
from commonweal.partners.engine.unnamed_office import cleaned_office, cleaned_open
from commonweal.partners.engine.unnamed_pictures import cleaned_jpeg, cleaned_png

# What a page of a PDF carries along although nobody reads it on paper.
HIDDEN_IN_PDF = (b"/Metadata", b"/PieceInfo", b"/EmbeddedFile", b"/Filespec")
LINK, WIDGET = 2, 20


def neutral_name(name: str) -> str:
    """Return a file's name without what its maker called it: "document" and its kind."""
    return f"document{PurePath(name).suffix.lower()}"


def cleaned(name: str, content: bytes) -> bytes:
    """Return a file without what it says of who wrote, changed or owns it.

    Args:
        name: Its name, already known to be what the content is.
        content: Its bytes.

    Raises:
        InvalidInput: If it holds what cannot be taken out; the words say what to do instead.
    """
    match PurePath(name).suffix.lower():
        case ".txt" | ".csv":
            return content
        case ".png":
            return cleaned_png(content)
        case ".jpg" | ".jpeg":
            return cleaned_jpeg(content)
        case ".docx" | ".xlsx" | ".pptx":
            return cleaned_office(content)
        case ".odt" | ".ods":
            return cleaned_open(content)
        case _:
            return _cleaned_pdf(content)


def _cleaned_pdf(content: bytes) -> bytes:
    """Return the pages of a PDF in a new one, which knows nothing of who made the first."""
    import pypdfium2

    try:
        first = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise _cannot("it has a password, or cannot be read") from error
    second = pypdfium2.PdfDocument.new()
    try:
        second.import_pages(first)
        for page in second:
            _forget_who_noted(page)
            page.close()
        written = io.BytesIO()
        second.save(written)
    finally:
        second.close()
        first.close()
    made = written.getvalue()
    if any(each in made for each in HIDDEN_IN_PDF):
        raise _cannot("it holds hidden data about its making, or other files")
    return made


def _forget_who_noted(page: object) -> None:
    """Take the names off the notes on a page; links and fields of forms have none."""
    import pypdfium2.raw as pdfium

    for number in range(pdfium.FPDFPage_GetAnnotCount(page)):
        note = pdfium.FPDFPage_GetAnnot(page, number)
        if pdfium.FPDFAnnot_GetSubtype(note) not in {LINK, WIDGET}:
            nothing = ctypes.cast(ctypes.create_string_buffer(2), ctypes.POINTER(ctypes.c_ushort))
            pdfium.FPDFAnnot_SetStringValue(note, b"T", nothing)
        pdfium.FPDFPage_CloseAnnot(note)


def _cannot(why: str) -> InvalidInput:
    return InvalidInput(
        "partners.file.unnamed",
        f"What this PDF says of who made it cannot be taken out: {why}. Print it to a new PDF, or hand in plain text (.txt).",
    )
