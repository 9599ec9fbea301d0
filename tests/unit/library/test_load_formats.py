"""Files of every kind become text, nothing lost; what cannot be read says why and what to do."""

from __future__ import annotations

import codecs
import os
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import docx
import pytest

from commonweal.kernel.errors import InvalidInput
from commonweal.kernel.reading_limits import reading_limits
from commonweal.library.engine.load.documents import documents_in
from commonweal.library.engine.load.limits import Limits, limits_of
from commonweal.library.engine.load.paths import documents_at, paths_in
from commonweal.library.engine.types import Loaded, Refused

RUSSIAN = "Сегодня в Халвере завершился семинар для учителей и родителей. В нём приняли участие сорок человек."
SERBIAN = "Na obuci u Halveri učestvovalo je dvadeset nastavnika. „Mladi nas često sretnu prvi put“, rekla je načelnica."
FRENCH = "Les communes échangent leurs expériences à Halvera – « bien sûr », a dit la présidente de l’école."
TURKISH = "Halvera'da düzenlenen toplantıya yirmi kişi katıldı. Şiddetin önlenmesi için görüşüldü."


def only(name: str, content: bytes, **limits: int) -> Loaded | Refused:
    (found,) = documents_in(name, content, limits=Limits(**limits))
    return found


def pdf(pages: list[list[str]]) -> bytes:
    """A small PDF, written by hand: a page for each list, a line of text for each string."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids = []
    for lines in pages:
        drawn = " ".join(f"({line}) Tj 0 -20 Td" for line in lines)
        stream = f"BT /F1 12 Tf 50 800 Td {drawn} ET"
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects) + 2} 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    return (
        out
        + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF".encode()
    )


@pytest.mark.parametrize(
    ("text", "encoding", "said"),
    [
        (RUSSIAN, "cp1251", "Windows-1251"),
        (RUSSIAN, "koi8_r", "KOI8-R"),
        (SERBIAN, "cp1250", "Windows-1250"),
        (FRENCH, "cp1252", "Windows-1252"),
        (TURKISH, "cp1254", "Windows-1254"),
        (FRENCH, "utf-16-le", "UTF-16"),
    ],
)
def test_an_encoding_the_file_does_not_name_is_guessed_and_said(
    text: str, encoding: str, said: str
) -> None:
    found = only("a.txt", text.encode(encoding))
    assert isinstance(found, Loaded)
    assert found.text == text
    assert [note.code for note in found.notes] == ["library.encoding"]
    assert said in found.notes[0].detail


@pytest.mark.parametrize("mark", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_a_byte_order_mark_is_read_and_removed(mark: bytes) -> None:
    encoding = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le"}.get(mark, "utf-16-be")
    found = only("a.txt", mark + SERBIAN.encode(encoding))
    assert isinstance(found, Loaded)
    assert found.text == SERBIAN
    assert found.notes == ()


def test_newlines_stay_as_they_were() -> None:
    found = only("a.txt", b"One line.\r\nAnother.\rA third.\n")
    assert isinstance(found, Loaded)
    assert found.text == "One line.\r\nAnother.\rA third.\n"


def test_a_file_cut_in_the_middle_of_a_letter_is_read_and_said() -> None:
    found = only("a.txt", RUSSIAN.encode()[:-2] + b"\xd0")
    assert isinstance(found, Loaded)
    assert found.text.startswith("Сегодня")
    assert found.notes[0].code == "library.broken-letters"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "library.empty"),
        (b" \r\n\t", "library.empty"),
        (bytes(range(1, 32)) * 40, "library.not-text"),
        (b"text and then\x00\x01\x02 other data", "library.not-text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "library.image"),
        (b"{\\rtf1 words}", "library.unsupported"),
        (b"7z\xbc\xaf\x27\x1c\x00", "library.unsupported"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "library.word-encrypted"),
        (b"%PDF-1.7\nnothing more", "library.pdf-broken"),
        (b"PK\x03\x04 and nothing more", "library.zip-broken"),
        (
            b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "b">]><rss><channel/></rss>',
            "library.xml-entities",
        ),
        (
            b'<?xml version="1.0"?><rss version="2.0"><channel></channel></rss>',
            "library.feed-empty",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_by_its_content_not_its_name(
    content: bytes, code: str
) -> None:
    found = only("report.txt", content)
    assert isinstance(found, Refused)
    assert found.code == code
    assert found.detail.endswith(".")


def test_a_text_over_the_limit_is_refused_without_reading_it(tmp_path: Path) -> None:
    file = tmp_path / "long.txt"
    with file.open("wb") as stream:
        stream.write(b"Words. " * 1000)
        stream.truncate(100_000_000)
    (found,) = documents_at(file)
    assert isinstance(found, Refused)
    assert found.code == "library.too-large"
    assert "100 MB" in found.detail
    assert "20 MB" in found.detail


def test_html_keeps_menus_and_text_and_drops_scripts() -> None:
    page = """<!doctype html><html lang="sq"><head><title>Takim në Halvera | Bashkia</title>
    <meta property="article:published_time" content="2024-03-05T10:00:00"><script>alert("x")</script></head>
    <body><nav><ul><li>Kreu<ul><li>Lajme</li></ul></li></ul></nav><main><h1>Takim në Halvera</h1>
    <p>Bashkia <b>takoi</b> dyzet partnerë.<br>Ata folën për të rinjtë.</p>
    <table><tr><td>Kush</td><td>Çfarë</td></tr></table><ul><li>Një pikë</li></ul>
    <p style="display: none">Fshehur</p></main><footer>Kontakt</footer></body></html>"""
    found = only("a.html", page.encode())
    assert isinstance(found, Loaded)
    assert found.extracted
    assert found.text.split("\n") == [
        "- Kreu", "  - Lajme", "Takim në Halvera", "Bashkia takoi dyzet partnerë.", "Ata folën për të rinjtë.", "Kush\tÇfarë", "- Një pikë", "Kontakt",
    ]  # fmt: skip
    assert found.metadata["title"] == "Takim në Halvera | Bashkia"
    assert found.metadata["date"].startswith("2024-03-05")
    assert found.metadata["language"] == "sq"
    kinds = {hint.span.of(found.text): hint.kind for hint in found.hints}
    assert kinds == {
        "- Kreu": "furniture",
        "  - Lajme": "furniture",
        "Takim në Halvera": "title",
        "Kontakt": "furniture",
    }


def test_html_nested_ten_thousand_deep_gives_its_words() -> None:
    page = "<html><body>" + "<div>" * 10_000 + "<p>Words at the bottom.</p></body></html>"
    found = only("a.html", page.encode())
    assert isinstance(found, Loaded)
    assert found.text == "Words at the bottom."


def test_html_in_an_old_encoding_it_names() -> None:
    page = f'<html><head><meta charset="windows-1251"></head><body><p>{RUSSIAN}</p></body></html>'
    found = only("a.html", page.encode("cp1251"))
    assert isinstance(found, Loaded)
    assert found.text == RUSSIAN
    assert found.notes == ()


def test_pdf_lines_become_paragraphs_and_page_heads_furniture() -> None:
    long = "The council of the fictional city of Halvera met forty partners in the old tram depot and talked about co-"
    pages = [
        [
            "City of Halvera, minutes",
            long,
            "operation with schools, which every part-",
            "ner welcomed.",
            f"Page {n} of 4",
        ]
        for n in range(1, 5)
    ]
    found = only("a.pdf", pdf(pages))
    assert isinstance(found, Loaded)
    assert "about co-operation with schools, which every partner welcomed." in found.text
    furniture = [hint.span.of(found.text) for hint in found.hints if hint.kind == "furniture"]
    assert furniture.count("City of Halvera, minutes") == 4
    assert "Page 3 of 4" in furniture


def test_pdf_without_text_says_what_to_do() -> None:
    found = only("scan.pdf", pdf([[], [], []]))
    assert isinstance(found, Refused)
    assert found.code == "library.pdf-without-text"
    assert "(3 in all)" in found.detail
    assert "OCR" in found.detail


def test_pdf_with_a_scanned_page_is_read_with_a_note() -> None:
    found = only("a.pdf", pdf([["The council met forty partners in Halvera."], []]))
    assert isinstance(found, Loaded)
    assert [note.code for note in found.notes] == ["library.pages-without-text"]


def test_pdf_over_the_page_limit() -> None:
    found = only("a.pdf", pdf([["Words on a page."]] * 3), pages=2)
    assert isinstance(found, Refused)
    assert found.code == "library.pdf-too-long"
    assert "3 pages" in found.detail


def test_pdf_of_two_thousand_pages_is_read() -> None:
    found = only(
        "a.pdf", pdf([[f"Recommendation {n} was agreed in Halvera."] for n in range(2000)])
    )
    assert isinstance(found, Loaded)
    assert "Recommendation 1999 was agreed" in found.text


def test_word_paragraphs_lists_tables_and_heads() -> None:
    document = docx.Document()
    document.add_heading("Minutes of the council", 0)
    document.add_paragraph("The council met in Halvera.")
    document.add_paragraph("A point", style="List Bullet")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Police", "Plan"
    document.sections[0].header.paragraphs[0].text = "City of Halvera"
    stream = BytesIO()
    document.save(stream)
    found = only("a.docx", stream.getvalue())
    assert isinstance(found, Loaded)
    assert found.text.split("\n") == [
        "City of Halvera",
        "Minutes of the council",
        "The council met in Halvera.",
        "- A point",
        "Police\tPlan",
    ]
    assert [(hint.span.of(found.text), hint.kind) for hint in found.hints] == [
        ("City of Halvera", "furniture"),
        ("Minutes of the council", "title"),
    ]


def test_mail_words_headers_and_attachments() -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = (
        "A <a@halvera.example>",
        "b@halvera.example",
        "Minutes of März",
    )
    mail["Date"] = "Mon, 04 Mar 2024 10:00:00 +0000"
    mail.set_content("Dear all,\n\nthe council met.\n")
    mail.add_attachment(
        b"The plan of the council.", maintype="text", subtype="plain", filename="../../plan.txt"
    )
    words, attached = documents_in("a.eml", mail.as_bytes())
    assert isinstance(words, Loaded)
    assert words.text.startswith("Minutes of März\n")
    assert "the council met." in words.text
    assert words.metadata["date"] == "2024-03-04"
    assert isinstance(attached, Loaded)
    assert (attached.name, attached.text) == ("a.eml/plan.txt", "The plan of the council.")


def test_each_entry_of_a_feed_is_a_document() -> None:
    feed = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Halvera</title><language>en-GB</language>
    <item><title>First &amp; only</title><link>https://halvera.example/1</link><pubDate>Mon, 04 Mar 2024 10:00:00 GMT</pubDate>
    <description>&lt;p&gt;The council met.&lt;/p&gt;</description></item><item><title>Second</title></item></channel></rss>"""
    first, second = documents_in("feed.xml", feed)
    assert isinstance(first, Loaded)
    assert (first.name, first.text) == ("feed.xml/1", "First & only\nThe council met.")
    assert first.metadata == {
        "title": "First & only", "publisher": "Halvera", "language": "en", "date": "2024-03-04", "address": "https://halvera.example/1",
    }  # fmt: skip
    assert second.name == "feed.xml/2"


def test_a_folder_gives_its_files_by_name_and_no_hidden_ones(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a.txt", ".hidden", "b/1.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Words.")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert [str(file.relative_to(tmp_path)) for file in paths_in(tmp_path)] == [
        "a.txt",
        "b/1.txt",
        "b/2.txt",
    ]


def test_a_missing_file_and_one_that_may_not_be_read(tmp_path: Path) -> None:
    (missing,) = documents_at(tmp_path / "none.txt")
    assert isinstance(missing, Refused)
    assert missing.code == "library.not-found"
    os.mkfifo(tmp_path / "pipe")
    (pipe,) = documents_at(tmp_path / "pipe")
    assert isinstance(pipe, Refused)
    assert pipe.code == "library.not-readable"


def test_pdf_with_a_password_says_what_to_do() -> None:
    plain = pdf([["The council met forty partners in Halvera."]])
    keys = f"/ID [<{'00' * 16}> <{'00' * 16}>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'11' * 32}> /U <{'22' * 32}> >>"
    found = only("a.pdf", plain.replace(b"/Root 1 0 R", f"/Root 1 0 R {keys}".encode()))
    assert isinstance(found, Refused)
    assert found.code == "library.pdf-encrypted"
    assert "password" in found.detail


def test_a_text_named_like_an_archive_is_read_with_a_note() -> None:
    found = only("notzip.zip", b"A plain text about a workshop.")
    assert isinstance(found, Loaded)
    assert [note.code for note in found.notes] == ["library.misnamed"]
    assert "named .zip but holds text" in found.notes[0].detail
    plain = only("text.txt", b"A plain text about a workshop.")
    assert isinstance(plain, Loaded)
    assert plain.notes == ()


def test_limits_come_from_the_environment_and_are_named_when_reached() -> None:
    given = reading_limits({"COMMONWEAL_TEXT_LIMIT_MB": "1", "COMMONWEAL_PDF_PAGES": "2"})
    limits = limits_of(given)
    assert (limits.text_bytes, limits.file_bytes, limits.pages) == (1_000_000, 200_000_000, 2)
    (text,) = documents_in("a.txt", b"word " * 300_000, limits=limits)
    (long,) = documents_in("a.pdf", pdf([["a"], ["b"], ["c"]]), limits=limits)
    assert isinstance(text, Refused)
    assert "the limit for text files is 1.0 MB" in text.detail
    assert "COMMONWEAL_TEXT_LIMIT_MB" in text.detail
    assert isinstance(long, Refused)
    assert "COMMONWEAL_PDF_PAGES" in long.detail
    with pytest.raises(InvalidInput, match="it takes a whole number"):
        reading_limits({"COMMONWEAL_FILE_LIMIT_MB": "lots"})
