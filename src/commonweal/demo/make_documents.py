"""Make the sample documents that are not plain text (Word, PDF, zip) from the texts in `sources/`.

The results are committed in `documents/`; run this after a change of a source:

    python -m commonweal.demo.make_documents

Sources know three marks: `# ` and `## ` for headings, `- ` for list items; an empty line ends a paragraph.
PDF needs the extra [reports] (typst).
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

SOURCES = Path(__file__).parent / "sources"
DOCUMENTS = Path(__file__).parent / "documents"

WORD = ("city-minutes-prevention-council", "youth-report-online-stories")
PDF = ("women-report-first-door", "university-guidebook-extract", "city-plan-extract")
SCAN = "scanned-letter"
BROKEN = "broken-report.pdf"
ARCHIVE = "interfaith-council"

# The same bytes every time: a fixed instant instead of the clock.
MADE_AT = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Part:
    """One heading, list item or paragraph of a source.

    Attributes:
        kind: ``title``, ``heading``, ``item`` or ``paragraph``.
    """

    kind: str
    text: str


def parts(source: str) -> Iterator[Part]:
    """Return the parts of a source in reading order."""
    marks = (("# ", "title"), ("## ", "heading"), ("- ", "item"))
    for line in filter(None, (line.strip() for line in source.splitlines())):
        for mark, kind in marks:
            if line.startswith(mark):
                yield Part(kind=kind, text=line.removeprefix(mark))
                break
        else:
            yield Part(kind="paragraph", text=line)


def word(source: str) -> bytes:
    """Return a source as a Word document."""
    from docx import Document

    styles = {
        "title": "Title",
        "heading": "Heading 1",
        "item": "List Bullet",
        "paragraph": "Normal",
    }
    document = Document()
    for part in parts(source):
        document.add_paragraph(part.text, style=styles[part.kind])
    about = document.core_properties
    about.author, about.title = "Fictional sample", next(parts(source)).text
    about.created = about.modified = MADE_AT.replace(tzinfo=None)
    written = io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as made:
        return archive({name: made.read(name) for name in made.namelist()})


def pdf(source: str) -> bytes:
    """Return a source as a tagged PDF document."""
    import typst

    # The text reaches typst as data, so that none of it is read as markup.
    template = b"""
        #set document(title: sys.inputs.title, author: "Fictional sample")
        #set page(paper: "a4", margin: 2.5cm, footer: align(center)[#text(8pt)[#sys.inputs.title]])
        #set text(font: "Libertinus Serif", size: 11pt, lang: "en")
        #let part(p) = {
          if p.kind == "title" { heading(level: 1, p.text) }
          else if p.kind == "heading" { heading(level: 2, p.text) }
          else if p.kind == "item" { list.item(p.text) }
          else { par(p.text) }
        }
        #for p in json(bytes(sys.inputs.parts)) { part(p) }
    """
    return bytes(
        typst.compile(template, format="pdf", sys_inputs=_inputs(source), timestamp=MADE_AT)
    )


def scan(source: str) -> bytes:
    """Return a source as a PDF that holds only a black-and-white picture of its words."""
    import pypdfium2

    page = pypdfium2.PdfDocument(pdf(source))[0]
    picture = page.render(scale=1.4, grayscale=True).to_numpy()
    height, width = picture.shape[:2]
    rows = (picture.reshape(height, width) > 150).astype("uint8")
    return _picture_pdf(_bits(rows), width=width, height=height)


def archive(members: dict[str, bytes]) -> bytes:
    """Return a zip of the members, the same bytes every time."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(
                zipfile.ZipInfo(name, date_time=MADE_AT.timetuple()[:6]),
                content,
                compress_type=zipfile.ZIP_DEFLATED,
            )
    return written.getvalue()


def make() -> dict[str, bytes]:
    """Return every made document by file name."""
    sources = {file.stem: file.read_text(encoding="utf-8") for file in SOURCES.glob("*.txt")}
    members = sorted((SOURCES / ARCHIVE).iterdir())
    return {
        **{f"{name}.docx": word(sources[name]) for name in WORD},
        **{f"{name}.pdf": pdf(sources[name]) for name in PDF},
        f"{SCAN}.pdf": scan(sources[SCAN]),
        f"{ARCHIVE}.zip": archive({f"{ARCHIVE}/{m.name}": m.read_bytes() for m in members}),
        # Broken on purpose: a download that stopped early.
        BROKEN: pdf(sources[PDF[0]])[:2_000],
    }


def _inputs(source: str) -> dict[str, str]:
    import json

    found = list(parts(source))
    return {
        "title": found[0].text,
        "parts": json.dumps([{"kind": part.kind, "text": part.text} for part in found]),
    }


def _bits(rows: object) -> bytes:
    import numpy

    return bytes(numpy.packbits(rows, axis=1).tobytes())


def _picture_pdf(bits: bytes, *, width: int, height: int) -> bytes:
    content = b"q 595 0 0 842 0 0 cm /Im0 Do Q"
    image = zlib.compress(bits, 9)
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            b" /Resources << /XObject << /Im0 5 0 R >> >> >>"
        ),
        _stream(b"", content),
        _stream(
            b"/Type /XObject /Subtype /Image /ColorSpace /DeviceGray /BitsPerComponent 1"
            b" /Filter /FlateDecode /Width %d /Height %d " % (width, height),
            image,
        ),
    )
    return _pdf_file(objects)


def _stream(entries: bytes, content: bytes) -> bytes:
    return b"<< %b/Length %d >>\nstream\n%b\nendstream" % (entries, len(content), content)


def _pdf_file(objects: tuple[bytes, ...]) -> bytes:
    written = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(written)
    count = len(objects) + 1
    written += b"xref\n0 %d\n0000000000 65535 f \n%b" % (count, table)
    written += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, start)
    return bytes(written)


if __name__ == "__main__":
    for file_name, made_bytes in make().items():
        (DOCUMENTS / file_name).write_bytes(made_bytes)
