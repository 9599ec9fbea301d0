"""The outcome paper as a Word document: real headings, repeated table heads, its language set.

The same paper gives the same bytes: nothing in the file knows when or where it was written.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from docx import Document
from docx.enum.text import WD_BREAK, WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from commonweal.partners.engine.outcome import (
    DECIDED_SHARES,
    DECIDED_SHARES_OF_TWO,
    MARGIN_MM,
    PAGE_HEIGHT_MM,
    PAGE_WIDTH_MM,
    PAGES,
    Fitted,
    Paper,
    PaperRow,
    both,
    columns_of,
    decided_columns_of,
    fit,
    shares_of,
)
from commonweal.partners.engine.printing import same_every_time

FACE = "Arial"
# Where Arial is missing its substitute may run a fifth wider: two pages are planned with room to spare.
ROOM_SHARE = 0.8
QUIET = RGBColor(0x51, 0x60, 0x6A)


def write(paper: Paper) -> bytes:
    """Return the paper as a .docx file, planned for two A4 pages."""
    fitted = fit(paper, room_share=ROOM_SHARE)
    document = Document()
    _set_up(document, fitted)
    words, second = paper.words, paper.second
    other = second.words if second else words
    _quiet(document.add_paragraph(), both(words.kind, other.kind))
    document.add_heading(fitted.paper.title, level=1)
    if second:
        _second(document.add_paragraph(), fitted.paper, second.title)
    _facts(document, fitted.paper)
    document.add_heading(both(words.last_time, other.last_time), level=2)
    _promises(document, fitted, fitted.paper.last_time, left=fitted.last_time_left)
    if fitted.paper.decided:
        document.add_heading(both(words.decided, other.decided), level=2)
        _decisions(document, fitted)
    document.add_heading(both(words.agreed, other.agreed), level=2)
    _promises(document, fitted, fitted.paper.agreed, left=fitted.agreed_left)
    return same_every_time(document.save)


def _set_up(document: Any, fitted: Fitted) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(PAGE_WIDTH_MM), Mm(PAGE_HEIGHT_MM)
    section.left_margin = section.right_margin = Mm(MARGIN_MM)
    section.top_margin = section.bottom_margin = Mm(MARGIN_MM)
    section.footer_distance = section.header_distance = Mm(8)
    for name, factor in (("Normal", 1.0), ("Heading 1", 1.6), ("Heading 2", 1.2)):
        style = document.styles[name]
        style.font.name, style.font.size = FACE, Pt(fitted.letter_pt * factor)
        style.font.color.rgb = RGBColor(0x1C, 0x2B, 0x33)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for each in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{each}"), None)
        for each in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{each}"), FACE)
        style.paragraph_format.space_before = Pt(0 if factor in {1.0, 1.6} else 8)
        style.paragraph_format.space_after = Pt(1 if factor == 1.0 else 4)
        style.paragraph_format.line_spacing = 1.0
    _speak(document, fitted.paper.language)
    made = datetime.combine(fitted.paper.made_on, time())
    about = document.core_properties
    about.title = f"{fitted.paper.words.kind}: {fitted.paper.title}"[:255]
    about.author, about.last_modified_by, about.comments = "Commonweal", "Commonweal", ""
    about.language = fitted.paper.language
    about.created = about.modified = made
    _foot(section.footer.paragraphs[0], fitted.paper.words.made)


def _foot(paragraph: Any, made: str) -> None:
    """Write the last line of each page: how new it is, and at its end the page's number."""
    stops = paragraph.paragraph_format.tab_stops
    stops.clear_all()
    stops.add_tab_stop(Mm(PAGE_WIDTH_MM - 2 * MARGIN_MM), WD_TAB_ALIGNMENT.RIGHT)
    _quiet(paragraph, f"{made}\t")
    _field(paragraph, "PAGE")
    _quiet(paragraph, " / ")
    _field(paragraph, "NUMPAGES")


def _field(paragraph: Any, code: str) -> None:
    """Write a number that Word works out itself."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = paragraph.add_run("1" if code == "PAGE" else str(PAGES))
    run.font.color.rgb = QUIET
    field.append(run._r)  # noqa: SLF001  the library has no other way
    paragraph._p.append(field)  # noqa: SLF001  as above


def _speak(document: Any, language: str) -> None:
    """Set the language that spelling and screen readers use."""
    for lang in document.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), language)


def _quiet(paragraph: Any, text: str) -> None:
    run = paragraph.add_run(text)
    run.font.color.rgb = QUIET


def _facts(document: Any, paper: Paper) -> None:
    for label, value in paper.facts:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{label}: ").bold = True
        paragraph.add_run(value)


def _second(paragraph: Any, paper: Paper, text: str) -> None:
    """Write a text in the second language, marked as such; or that it is not yet given in it."""
    if paper.second is None:
        return
    run = paragraph.add_run(text or paper.second.missing)
    if not text:
        run.font.italic = True
        run.font.color.rgb = QUIET
        return
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), paper.second.language)
    run._r.get_or_add_rPr().append(language)  # noqa: SLF001  the library has no other way


def _decisions(document: Any, fitted: Fitted) -> None:
    paper = fitted.paper
    shares = DECIDED_SHARES_OF_TWO if paper.second else DECIDED_SHARES
    table = document.add_table(rows=1, cols=len(shares), style="Table Grid")
    table.autofit = False
    _describe(table, paper.words.decided)
    for cell, text in zip(table.rows[0].cells, decided_columns_of(paper), strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    _repeat(table.rows[0])
    for each in paper.decided:
        row = table.add_row()
        _whole(row)
        row.cells[0].paragraphs[0].add_run(each.number)
        row.cells[1].paragraphs[0].add_run(each.text)
        if paper.second:
            _second(row.cells[2].paragraphs[0], paper, each.second)
    _widths(table, shares)
    _more(document, fitted, fitted.decided_left)


def _widths(table: Any, shares: Sequence[float]) -> None:
    for share, column in zip(shares, table.columns, strict=True):
        column.width = Mm((PAGE_WIDTH_MM - 2 * MARGIN_MM) * share)
        for cell in column.cells:
            cell.width = column.width


def _more(document: Any, fitted: Fitted, left: int) -> None:
    """Say how many rows are only in the workspace, with the way there."""
    if left:
        paragraph = document.add_paragraph()
        paragraph.add_run(fitted.paper.words.more(left) + " ").bold = True
        _link(paragraph, fitted.paper.address, fitted.paper.address)


def _promises(document: Any, fitted: Fitted, rows: Sequence[PaperRow], *, left: int) -> None:
    words = fitted.paper.words
    if not rows:
        document.add_paragraph(words.nothing)
    else:
        shares = shares_of(fitted.paper)
        table = document.add_table(rows=1, cols=len(shares), style="Table Grid")
        table.autofit = False
        _describe(table, words.agreed if rows is fitted.paper.agreed else words.last_time)
        for cell, text in zip(table.rows[0].cells, columns_of(fitted.paper), strict=True):
            cell.paragraphs[0].add_run(text).bold = True
        _repeat(table.rows[0])
        for row in rows:
            _row(table.add_row(), row, fitted)
        _widths(table, shares)
    _more(document, fitted, left)


def _row(cells: Any, row: PaperRow, fitted: Fitted) -> None:
    number, asked, *seconds, answered, done = cells.cells
    _whole(cells)
    for second in seconds:
        _second(second.paragraphs[0], fitted.paper, row.second)
    number.paragraphs[0].add_run(row.number)
    asked.paragraphs[0].add_run(row.text)
    if row.source:
        paragraph = asked.add_paragraph()
        _quiet(paragraph, f"{fitted.paper.words.source}: ")
        if row.source_address:
            _link(paragraph, row.source_address, row.source)
        else:
            _quiet(paragraph, row.source)
    answered.paragraphs[0].add_run(row.addressee).bold = True
    answered.add_paragraph(row.answer)
    paragraph = done.paragraphs[0]
    for action in row.actions:
        paragraph.add_run(f"{action.owner}: ").bold = True
        paragraph.add_run(action.title).add_break(WD_BREAK.LINE)
        _quiet(paragraph, action.note)
        for detail in action.details:
            done.add_paragraph(detail)
        paragraph = done.add_paragraph()
    if not row.actions:
        paragraph.add_run(fitted.paper.words.no_action)
        paragraph = done.add_paragraph()
    if row.asked_for:
        _quiet(paragraph, row.asked_for)
        paragraph = done.add_paragraph()
    paragraph.add_run(row.state).bold = True


def _describe(table: Any, text: str) -> None:
    """Give the table a name that screen readers say."""
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), text)
    table._tbl.tblPr.append(caption)  # noqa: SLF001  the library has no other way


def _repeat(row: Any) -> None:
    """Repeat the head on the next page; screen readers take it as the head."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001  as above


def _whole(row: Any) -> None:
    """Keep a row on one page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001  as above


def _link(paragraph: Any, address: str, text: str) -> None:
    target = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), target)
    run = paragraph.add_run(text)
    run.font.underline = True
    run.font.color.rgb = QUIET
    link.append(run._r)  # noqa: SLF001  as above
    paragraph._p.append(link)  # noqa: SLF001  as above
