"""A quarterly report to headquarters or a donor: figures, and the rows that each of them counts.

A figure is the number of its rows and nothing else, on the page, in Word and in Excel. No row holds a
person's name.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from commonweal.partners.engine.outcome import printable
from commonweal.partners.engine.tables import sheet_text

QUARTERS = (1, 2, 3, 4)
SHEET_CHARACTERS = 31
# So many rows of a figure stand in Word; all of them in Excel.
WORD_ROWS = 40


@dataclass(frozen=True, slots=True)
class Section:
    """One figure of a report with its rows.

    Attributes:
        key: Such as ``meetings-held``; the sheet's name in Excel.
        name: What is counted, in words.
        columns: The headings, in order.
        rows: The rows that are counted, each with a cell for each column.
    """

    key: str
    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def number(self) -> int:
        """The figure: how many rows there are."""
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class Cross:
    """Rows counted by two of their columns.

    Attributes:
        name: What is counted.
        heads: The values of the second column, in order.
        lines: Each value of the first column, and how many rows have each of the second with it.
    """

    name: str
    heads: tuple[str, ...]
    lines: tuple[tuple[str, tuple[int, ...]], ...]

    @property
    def total(self) -> int:
        """All rows together."""
        return sum(sum(counts) for _name, counts in self.lines)


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report.

    Attributes:
        title: What it is.
        about: Quarter, municipality, when it was made: pairs of a word and a value.
        sections: The figures.
        cross: Recommendations by answer and progress.
        words: The report's own words, by name.
        made_on: The day.
    """

    title: str
    about: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    cross: Cross
    words: Mapping[str, str]
    made_on: date


def quarter_days(year: int, quarter: int) -> tuple[date, date]:
    """Return the first and the last day of a quarter.

    Args:
        year: Four digits.
        quarter: 1 to 4.

    Raises:
        ValueError: If there is no such quarter.
    """
    if quarter not in QUARTERS:
        raise ValueError(f"quarter {quarter}, must be 1 to 4")
    first = date(year, 3 * quarter - 2, 1)
    following = date(year + 1, 1, 1) if quarter == 4 else date(year, 3 * quarter + 1, 1)
    return first, date.fromordinal(following.toordinal() - 1)


def quarter_of(day: date) -> tuple[int, int]:
    """Return the year and the quarter in which a day lies."""
    return day.year, (day.month - 1) // 3 + 1


def crossed(section: Section, one: str, other: str) -> Cross:
    """Return a section's rows counted by two of its columns.

    Args:
        section: With both columns.
        one: The column down the side.
        other: The column across.
    """
    here, there = section.columns.index(one), section.columns.index(other)
    counted = Counter((row[here], row[there]) for row in section.rows)
    heads = tuple(sorted({row[there] for row in section.rows}))
    names = sorted({row[here] for row in section.rows})
    lines = tuple((name, tuple(counted[name, head] for head in heads)) for name in names)
    return Cross(section.name, heads, lines)


def write_excel(report: Report) -> bytes:
    """Return the report as an Excel file: the figures on the first sheet, the rows of each on its own.

    Args:
        report: What it says.
    """
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = Workbook(write_only=True)

    def heads(sheet: Any, names: Sequence[str]) -> None:
        cells = [WriteOnlyCell(sheet, value=sheet_text(each)) for each in names]
        for cell in cells:
            cell.font = Font(bold=True)
        sheet.append(cells)

    first = book.create_sheet(report.words["figures"][:SHEET_CHARACTERS])
    for name, value in ((report.title, ""), *report.about):
        first.append([sheet_text(name), sheet_text(value)])
    first.append([])
    heads(first, (report.words["figure"], report.words["number"], report.words["sheet"]))
    for each in report.sections:
        first.append([sheet_text(each.name), each.number, each.key])
    first.append([])
    heads(first, (report.cross.name, *report.cross.heads))
    for name, counts in report.cross.lines:
        first.append([sheet_text(name), *counts])
    for each in report.sections:
        sheet = book.create_sheet(each.key[:SHEET_CHARACTERS])
        sheet.freeze_panes = "A2"
        heads(sheet, each.columns)
        for row in each.rows:
            sheet.append([sheet_text(cell) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def write_word(report: Report) -> bytes:
    """Return the report as a Word document: real headings, tables with repeated heads.

    Args:
        report: What it says.
    """
    from docx import Document

    document = Document()
    about = document.core_properties
    about.title, about.author, about.comments = report.title[:255], "Commonweal", ""
    document.add_heading(report.title, level=1)
    for name, value in report.about:
        document.add_paragraph(printable(f"{name}: {value}"))
    document.add_heading(report.words["figures"], level=2)
    figures = [(each.name, str(each.number)) for each in report.sections]
    _table(document, (report.words["figure"], report.words["number"]), figures)
    if report.cross.lines:
        document.add_heading(report.words["by"], level=2)
        counted = [(name, *map(str, counts)) for name, counts in report.cross.lines]
        _table(document, ("", *report.cross.heads), counted)
    for each in report.sections:
        document.add_heading(f"{each.name}: {each.number}", level=2)
        _table(document, each.columns, each.rows[:WORD_ROWS])
        if each.number > WORD_ROWS:
            left = report.words["left"].replace("{count}", str(each.number - WORD_ROWS))
            document.add_paragraph(left)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _table(document: Any, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    if not rows:
        return
    table = document.add_table(rows=1, cols=len(heads))
    table.style = "Table Grid"
    for cell, text in zip(table.rows[0].cells, heads, strict=True):
        cell.text = printable(text)
    again = OxmlElement("w:tblHeader")
    again.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(again)  # noqa: SLF001  python-docx has no other way
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = printable(text)
