"""A file that stands without its partner's name says nothing of who made it; its pages stay as they are."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import docx
import openpyxl
import pypdfium2
import pytest

from commonweal.kernel.errors import InvalidInput
from commonweal.partners.engine.unnamed_files import cleaned, neutral_name
from factories_unnamed import WHO, commented, everything_in, word


def excel() -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"] = 27
    book.properties.creator = WHO.decode()
    written = io.BytesIO()
    book.save(written)
    made = io.BytesIO()
    with zipfile.ZipFile(written) as first, zipfile.ZipFile(made, "w") as second:
        for name in first.namelist():
            part = first.read(name)
            if name == "docProps/app.xml":
                part = part.replace(b"</Properties>", b"<Company>" + WHO + b"</Company></Properties>")  # fmt: skip
            if name == "xl/workbook.xml":
                path = b'<x:absPath xmlns:x="urn:x15ac" url="C:\\Users\\' + WHO + b'\\"/>'
                part = part.replace(b"<sheets>", path + b"<sheets>")
            second.writestr(name, part)
    return made.getvalue()


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))  # fmt: skip

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n"
        + head
        + chunk(b"tEXt", b"Author\0" + WHO)
        + chunk(b"IDAT", zlib.compress(b"\0\0"))
        + chunk(b"IEND", b"")
        + WHO
    )


def jpeg() -> bytes:
    def segment(marker: int, data: bytes) -> bytes:
        return bytes((0xFF, marker)) + struct.pack(">H", len(data) + 2) + data

    return (
        b"\xff\xd8"
        + segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")
        + segment(0xE1, b"Exif\0\0" + WHO)
        + segment(0xFE, WHO)
        + segment(0xDB, bytes(65))
        + segment(0xDA, b"\1\1\0\0\x3f\0")
        + b"\x12\xff\x00\xff\xd0\x34"
        + b"\xff\xd9"
        + WHO
    )


def pdf(extra: bytes = b"") -> bytes:
    """A page with a note that names its writer, and a file that does."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Annots[4 0 R]" + extra + b">>",
        b"<</Type/Annot/Subtype/Text/Rect[10 10 30 30]/Contents(We waited)/T(" + WHO + b")>>",
        b"<</Author(" + WHO + b")>>",
    ]
    made, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    at = len(made)
    made += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % p for p in places)
    return made + b"trailer<</Size 6/Root 1 0 R/Info 5 0 R>>\nstartxref\n%d\n%%%%EOF\n" % at


def odt() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        packed.writestr("content.xml", "<x>We wait outside.</x>")
        packed.writestr("meta.xml", b"<m>" + WHO + b"</m>")
        packed.writestr("settings.xml", b"<printer>" + WHO + b"</printer>")
        packed.writestr("Pictures/1.jpg", jpeg())
    return written.getvalue()


@pytest.mark.parametrize(
    ("name", "make"),
    [("Letter.docx", word), ("l.xlsx", excel), ("l.png", png), ("l.jpg", jpeg), ("l.pdf", pdf), ("l.odt", odt)],
)  # fmt: skip
def test_who_made_a_file_is_taken_out_of_it(name: str, make: Callable[[], bytes]) -> None:
    content = make()
    assert WHO in everything_in(name, content)
    made = cleaned(name, content)
    assert WHO not in everything_in(name, made)
    assert cleaned(name, made)


def test_what_its_pages_say_stays() -> None:
    document = docx.Document(io.BytesIO(cleaned("a.docx", word())))
    assert [each.text for each in document.paragraphs] == ["We wait outside."]
    assert openpyxl.load_workbook(io.BytesIO(cleaned("a.xlsx", excel()))).active["A1"].value == 27
    made = cleaned("a.pdf", pdf())
    assert b"We waited" in made
    assert len(pypdfium2.PdfDocument(made)) == 1
    whole = jpeg()
    picture = cleaned("a.jpg", whole)
    assert picture[-8:] == whole[-8 - len(WHO) : -len(WHO)]
    assert cleaned("a.txt", b"We wait.") == b"We wait."
    assert neutral_name("Letter of the Women's Circle.DOCX") == "document.docx"


def tracked(document: docx.document.Document) -> None:
    run = document.paragraphs[0].runs[0]._r
    change = docx.oxml.OxmlElement("w:ins")
    change.set(docx.oxml.ns.qn("w:author"), WHO.decode())
    run.addprevious(change)
    change.append(run)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.docx", lambda: word(commented), "delete comments"),
        ("a.docx", lambda: word(tracked), "Accept the changes"),
        ("a.docx", lambda: b"PK\x03\x04 cut off", "damaged"),
        ("a.pdf", lambda: b"%PDF-1.4 cut off", "Print it to a new PDF"),
        ("a.pdf", lambda: pdf(b"/PieceInfo<</X 1>>"), "Print it to a new PDF"),
        ("a.png", lambda: png()[:40], "Save it again"),
        ("a.jpg", lambda: jpeg()[:100], "Save it again"),
    ],
)
def test_what_cannot_be_cleaned_is_refused_with_what_to_do(
    name: str, content: Callable[[], bytes], words: str
) -> None:
    with pytest.raises(InvalidInput, match=words):
        cleaned(name, content())
