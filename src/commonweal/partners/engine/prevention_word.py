"""The prevention plan as a Word document: real headings, lists and tables; the same bytes for the same plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from commonweal.partners.engine.outcome import printable
from commonweal.partners.engine.prevention_paper import (
    IndicatorLine,
    ObjectivePaper,
    PlanPaper,
)
from commonweal.partners.engine.printing import same_every_time

FACE = "Arial"
INK, QUIET = RGBColor(0x1C, 0x2B, 0x33), RGBColor(0x51, 0x60, 0x6A)
SIZES = (
    ("Normal", 11),
    ("List Bullet", 11),
    ("Heading 1", 20),
    ("Heading 2", 15),
    ("Heading 3", 12),
)


def write(paper: PlanPaper) -> bytes:
    """Return the plan as a .docx file.

    Args:
        paper: What is printed.
    """
    document = Document()
    _set_up(document, paper)
    words = paper.words
    _quiet(document, words["kind"])
    document.add_heading(printable(paper.title), level=1)
    for label, value in paper.facts:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{label}: ").bold = True
        paragraph.add_run(printable(value))
    document.add_heading(words["need"], level=2)
    _text(document, paper.need, words)
    _list(document, paper.needs)
    for level in paper.levels:
        document.add_heading(level.name, level=2)
        for each in level.objectives:
            _objective(document, each, words)
        if not level.objectives:
            document.add_paragraph(words["nothing"])
    document.add_heading(words["response"], level=2)
    _text(document, paper.response, words)
    if paper.meanings:
        document.add_heading(words["meanings"], level=2)
        for meaning in paper.meanings:
            document.add_heading(printable(meaning.term), level=3)
            document.add_paragraph(f"{words['means']}: {printable(meaning.means)}")
            document.add_paragraph(f"{words['means_not']}: {printable(meaning.means_not)}")
            _quiet(document, meaning.views)
    return same_every_time(document.save)


def _objective(document: Any, each: ObjectivePaper, words: Any) -> None:
    document.add_heading(printable(each.heading), level=3)
    _quiet(document, each.state)
    if each.text:
        document.add_paragraph(printable(each.text))
    for name, lines in (("answers", each.concerns), ("heard", each.heard), ("doing", each.doing)):
        if lines:
            document.add_paragraph().add_run(words[name]).bold = True
            _list(document, lines)
    if each.indicators:
        document.add_paragraph().add_run(words["indicators"]).bold = True
        _table(document, each.indicators, words)


def _table(document: Any, lines: Sequence[IndicatorLine], words: Any) -> None:
    heads = words["columns"].split("|")
    table = document.add_table(rows=1, cols=len(heads), style="Table Grid")
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), words["indicators"])
    table._tbl.tblPr.append(caption)  # noqa: SLF001  the library has no other way
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001  as above
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        cell.paragraphs[0].add_run(head).bold = True
    for line in lines:
        cells = table.add_row().cells
        texts = (line.title, line.baseline, line.target, line.newest, line.share)
        for cell, text in zip(cells, texts, strict=True):
            cell.paragraphs[0].add_run(printable(text))


def _text(document: Any, text: str, words: Any) -> None:
    paragraphs = [each for each in text.splitlines() if each.strip()]
    for each in paragraphs or [words["nothing"]]:
        document.add_paragraph(printable(each))


def _list(document: Any, lines: Sequence[str]) -> None:
    for each in lines:
        document.add_paragraph(printable(each), style="List Bullet")


def _quiet(document: Any, text: str) -> None:
    document.add_paragraph().add_run(printable(text)).font.color.rgb = QUIET


def _set_up(document: Any, paper: PlanPaper) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(18)
    for name, size in SIZES:
        style = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = FACE, Pt(size), INK
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for each in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{each}"), None)
        for each in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{each}"), FACE)
    for lang in document.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), paper.language)
    about, made = document.core_properties, datetime.combine(paper.made_on, time())
    about.title = printable(paper.title)[:255]
    about.author, about.last_modified_by, about.comments = "Commonweal", "Commonweal", ""
    about.language, about.created, about.modified = paper.language, made, made
    section.footer.paragraphs[0].add_run(paper.words["made"]).font.color.rgb = QUIET
