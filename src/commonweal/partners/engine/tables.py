"""Tables that go out and come back: Excel and CSV, the same columns, the same cells.

    rows -> written (csv, xlsx) -> read -> lines, each with what is wrong in it -> rows

What is written is read back unchanged: CSV to the byte. A cell that a spreadsheet would run gets an
apostrophe before it, which is taken off again; a formula in what comes in is refused with its line.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from itertools import zip_longest
from typing import Any
from uuid import UUID

from commonweal.kernel.errors import InvalidInput
from commonweal.partners.engine.table_files import rows_of

BYTES_MOST = 20_000_000
LINES_MOST = 50_000
CELL_MOST = 10_000
# Wrong headings that one answer names.
HEADS_SAID = 30
# Spreadsheets run what begins so.
RUN = ("=", "+", "-", "@", "\t", "\r")
CALLS = ("(", "|", "!")
YES, NO = frozenset({"yes", "y", "true", "1", "x"}), frozenset({"no", "n", "false", "0", ""})
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        key: The heading in the file.
        kind: ``text``, ``lines`` (several, one a line), ``choice``, ``yes-no``, ``date``, ``id``, or ``amount``,
            which goes out only.
        is_required: Whether each row needs a value.
        choices: For ``choice``: what may stand there.
        limit: Most characters.
        check: Raises InvalidInput where a text cannot be used.
    """

    key: str
    kind: str = "text"
    is_required: bool = False
    choices: tuple[str, ...] = ()
    limit: int = 4000
    check: Callable[[str], object] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A kind of table.

    Attributes:
        name: In the file's name.
        columns: In the order in which they are written; the order in which they come does not matter.
        once: Columns whose values stand in one line only.
    """

    name: str
    columns: tuple[Column, ...]
    once: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one cell, or in a line where ``column`` is empty.

    Attributes:
        code: Such as ``formula``; the rooms have words for each.
        facts: The value, the limit.
    """

    column: str
    code: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a file.

    Attributes:
        number: As a spreadsheet counts: the headings are 1.
        values: By column, as they are written; columns that the file does not have are left out.
    """

    number: int
    values: Mapping[str, str]
    faults: tuple[Fault, ...]


# Out


def sheet_text(text: str) -> str:
    """Return a cell of an Excel sheet: escaped, and without the characters that XML cannot hold."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    return escaped(ILLEGAL_CHARACTERS_RE.sub("", text))


def escaped(text: str) -> str:
    """Return a cell as it is written: with an apostrophe before it where a spreadsheet would run it."""
    return f"'{text}" if _is_run(text) else text


def unescaped(cell: str) -> str:
    """Return what was written by ``escaped``."""
    return cell[1:] if cell.startswith("'") and _is_run(cell[1:]) else cell


def _is_run(text: str) -> bool:
    return text.lstrip("'").startswith(RUN)


def write_csv(table: Table, rows: Iterable[Mapping[str, str]]) -> Iterator[bytes]:
    """Yield a CSV file in pieces: UTF-8 with its mark, commas, one heading a column.

    Args:
        table: Which columns.
        rows: The values by column; what is missing is empty.
    """
    keys = [each.key for each in table.columns]
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    buffer.write(_BOM)
    writer.writerow(keys)
    for count, row in enumerate(rows, start=1):
        writer.writerow([escaped(row.get(key, "")) for key in keys])
        if count % 500 == 0:
            yield _emptied(buffer)
    yield _emptied(buffer)


def _emptied(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()


def write_xlsx(table: Table, rows: Iterable[Mapping[str, str]]) -> bytes:
    """Return an Excel file with one sheet; a cell is text, a day or an amount, so that nothing in it is run.

    Args:
        table: Which columns.
        rows: The values by column.
    """
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    sheet = book.create_sheet(table.name[:31])
    sheet.freeze_panes = "A2"
    heads = [WriteOnlyCell(sheet, value=each.key) for each in table.columns]
    for head in heads:
        head.font = Font(bold=True)
    sheet.append(heads)
    for row in rows:
        sheet.append([_sheet_value(row.get(each.key, ""), each.kind) for each in table.columns])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


_SHEET_KINDS: Mapping[str, Callable[[str], date | Decimal]] = {
    "amount": Decimal,
    "date": date.fromisoformat,
}


def _sheet_value(text: str, kind: str) -> str | date | Decimal:
    """Return a cell of an Excel sheet as what it is, so that a spreadsheet can reckon with it."""
    read_as = _SHEET_KINDS.get(kind)
    try:
        return read_as(text) if read_as and text else sheet_text(text)
    except (ArithmeticError, ValueError):  # what a file brought in long ago
        return sheet_text(text)


# In


def read(content: bytes, table: Table) -> Iterator[Line]:
    """Yield the lines of a file with what is wrong in each; empty ones are passed over.

    Args:
        content: A CSV file in UTF-8, with commas, semicolons or tabs; or an Excel file.
        table: Which columns it should have. Those that need a value must be there, others may be.

    Raises:
        InvalidInput: If the file as a whole cannot be read: too large, another format, other columns.
    """
    if len(content) > BYTES_MOST:
        raise InvalidInput(
            "partners.table.large",
            f"The file has {len(content) // 1_000_000} MB; at most {BYTES_MOST // 1_000_000} MB can be read. "
            "Divide it into several files.",
        )
    rows = rows_of(content)
    heads = _heads(next(rows, ()), table)
    seen: dict[str, dict[str, int]] = {key: {} for key in table.once}
    count = 0
    for number, cells in enumerate(rows, start=2):
        if number - 1 > 2 * LINES_MOST or (count := count + any(cells)) > LINES_MOST:
            raise InvalidInput(
                "partners.table.long",
                f"The file has more than {LINES_MOST:,} lines. Divide it into several files.",
            )
        if any(cells):
            yield _line(number, cells, heads, seen)


def _line(
    number: int,
    cells: Sequence[str],
    heads: Sequence[Column],
    seen: dict[str, dict[str, int]],
) -> Line:
    values: dict[str, str] = {}
    faults = []
    if any(cells[len(heads) :]):
        facts = {"count": len(cells), "limit": len(heads)}
        faults.append(Fault("", "cells", facts))
    for column, cell in zip_longest(heads, cells[: len(heads)], fillvalue=""):
        assert isinstance(column, Column)  # noqa: S101  there are no more cells than headings
        value, fault = _value(column, cell)
        values[column.key] = value
        if fault is not None:
            faults.append(fault)
    for key, known in seen.items():
        folded = values.get(key, "").casefold()
        first = known.setdefault(folded, number) if folded else number
        if first != number:
            faults.append(Fault(key, "twice", {"value": values[key][:80], "line": first}))
    return Line(number, values, tuple(faults))


def _value(column: Column, cell: str) -> tuple[str, Fault | None]:
    """Return a cell's value as it is kept, and what is wrong with it."""
    text = unescaped(cell)
    if text == cell and is_formula(cell):
        return text[:200], Fault(column.key, "formula", {"value": text[:80]})
    text = one_kind_of_end(text).strip()
    if any(each < " " and each not in "\n\t" for each in text):
        return "", Fault(column.key, "control", {})
    if not text:
        return "", Fault(column.key, "missing", {}) if column.is_required else None
    if len(text) > min(column.limit, CELL_MOST):
        return text[:200], Fault(
            column.key, "long", {"count": len(text), "limit": min(column.limit, CELL_MOST)}
        )
    return _of_kind(column, text)


def _of_kind(column: Column, text: str) -> tuple[str, Fault | None]:
    try:
        value = _KINDS[column.kind](column, text)
        if column.check is not None:
            column.check(value)
    except InvalidInput as error:
        return text[:200], Fault(column.key, "value", {"words": error.message})
    except ValueError:
        facts = {"value": text[:80], "choices": ", ".join(column.choices)}
        return text[:200], Fault(column.key, column.kind, facts)
    return value, None


def one_kind_of_end(text: str) -> str:
    """Return a text whose lines all end in the same way, whatever browser or spreadsheet wrote it."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def is_formula(cell: str) -> bool:
    """Say whether a spreadsheet would run a cell: "=1+1", "@SUM(A1)"; not "+49 30 1234" or "- none"."""
    return cell.startswith(("=", "\t=")) or (
        cell.startswith(RUN) and any(each in cell for each in CALLS)
    )


def _choice(column: Column, text: str) -> str:
    known = {each.casefold(): each for each in column.choices}
    if text.casefold() not in known:
        raise ValueError(text)
    return known[text.casefold()]


def _yes_no(_column: Column, text: str) -> str:
    if text.casefold() not in YES | NO:
        raise ValueError(text)
    return "yes" if text.casefold() in YES else "no"


def _lines(_column: Column, text: str) -> str:
    return "\n".join(filter(None, (" ".join(each.split()) for each in text.split("\n"))))


_KINDS: Mapping[str, Callable[[Column, str], str]] = {
    "text": lambda _column, text: text,
    "lines": _lines,
    "choice": _choice,
    "yes-no": _yes_no,
    "date": lambda _column, text: date.fromisoformat(text[:10]).isoformat(),
    "id": lambda _column, text: str(UUID(text)),
}


def _heads(cells: Sequence[str], table: Table) -> list[Column]:
    """Return the columns of a file in its order.

    Raises:
        InvalidInput: If some are unknown, stand twice or are missing; it names all of them, one a line.
    """
    known = {each.key: each for each in table.columns}
    keys = [unescaped(cell).strip().casefold().replace(" ", "_") for cell in cells]
    while keys and not keys[-1]:
        keys.pop()
    wrong = [*_unknown(keys, known), *_twice(keys), *_missing(keys, known)]
    if wrong:
        said = [*wrong[:HEADS_SAID], *([f"And {more} more."] if (more := len(wrong) - HEADS_SAID) > 0 else [])]  # fmt: skip
        said.append(
            "The first line of the file holds the names of the columns. Take the table out to see them all."
        )
        raise InvalidInput("partners.table.columns", "\n".join(said), columns=list(known))
    return [known[key] for key in keys]


def _unknown(keys: Sequence[str], known: Mapping[str, Column]) -> Iterator[str]:
    for place, key in enumerate(keys, start=1):
        if not key:
            yield f"Column {place} has no name. Name it, or take it out."
        elif key not in known and key not in keys[: place - 1]:
            near = get_close_matches(key, [each for each in known if each not in keys], n=1)
            remedy = f"Is it “{near[0]}”?" if near else "Take it out."
            yield f"“{key[:60]}” is none of this table’s columns. {remedy}"


def _twice(keys: Sequence[str]) -> list[str]:
    found = [key for key, count in Counter(filter(None, keys)).items() if count > 1]
    return [f"The column “{key[:60]}” stands twice; take one of them out." for key in found]


def _missing(keys: Sequence[str], known: Mapping[str, Column]) -> list[str]:
    needed = [key for key, each in known.items() if each.is_required and key not in keys]
    return [f"The column “{key}” is missing; each line needs a value in it." for key in needed]
