"""The rows of a CSV or an Excel file, as text; what is too large, broken or a bomb is refused."""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from openpyxl.utils.exceptions import InvalidFileException

from commonweal.kernel.errors import InvalidInput

# What an Excel file unpacks to, all of its parts together.
UNPACKED_MOST = 150_000_000
PARTS_MOST = 500
COLUMNS_MOST = 60
# Each text of an Excel file stands once in a list of its own, which is read whole.
STRINGS_MOST, STRINGS = 500_000, "xl/sharedStrings.xml"
# What comes of a broken part: from zip and XML, and from the library that trusts what is in them.
BROKEN = (
    ArithmeticError,
    AttributeError,
    EOFError,
    InvalidFileException,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)


def rows_of(content: bytes) -> Iterator[Sequence[str]]:
    """Yield the rows of a file, the headings first; the first sheet of an Excel file.

    Args:
        content: CSV in UTF-8 with commas, semicolons or tabs; or Excel (.xlsx).

    Raises:
        InvalidInput: If it cannot be read; the message says where.
    """
    return _excel_rows(content) if content.startswith(b"PK") else _csv_rows(content)


def _csv_rows(content: bytes) -> Iterator[Sequence[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInput(
            "partners.table.encoding",
            f"Byte {error.start + 1:,} of the file is not UTF-8. Save it as “CSV UTF-8”, or as Excel.",
        ) from error
    if "\0" in text:
        raise InvalidInput(
            "partners.table.format",
            "This is no table that can be read. Hand in CSV or Excel (.xlsx).",
        )
    first = text.partition("\n")[0]
    mark = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise InvalidInput(
                "partners.table.csv",
                f"Line {reader.line_num:,} of the file cannot be read as CSV ({error}). Look for a quotation "
                "mark that is not closed.",
            ) from error
        yield cells[: COLUMNS_MOST + 1]


def _excel_rows(content: bytes) -> Iterator[Sequence[str]]:
    from openpyxl import load_workbook

    _raise_if_bomb(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        # What a file says of its size is not believed.
        sheet.reset_dimensions()
        for row in sheet.iter_rows(max_col=COLUMNS_MOST, values_only=True):
            yield tuple(_text(each) for each in row)
    except InvalidInput:
        raise
    except BROKEN as error:
        raise InvalidInput(
            "partners.table.excel",
            f"This Excel file cannot be read ({type(error).__name__}). Save it anew as .xlsx, or as “CSV UTF-8”.",
        ) from error


def _raise_if_bomb(content: bytes) -> None:
    try:
        whole = zipfile.ZipFile(io.BytesIO(content))
        parts = whole.infolist()
    except zipfile.BadZipFile as error:
        raise InvalidInput(
            "partners.table.excel", "This file is no Excel file (.xlsx), or it is damaged."
        ) from error
    size = sum(each.file_size for each in parts)
    if size > UNPACKED_MOST or len(parts) > PARTS_MOST:
        raise InvalidInput(
            "partners.table.bomb",
            f"This Excel file unpacks to {size // 1_000_000:,} MB in {len(parts):,} parts; at most "
            f"{UNPACKED_MOST // 1_000_000:,} MB in {PARTS_MOST} are read. Save the one sheet anew.",
        )
    if _strings(whole) > STRINGS_MOST:
        raise InvalidInput(
            "partners.table.bomb",
            f"This Excel file holds more than {STRINGS_MOST:,} texts. Hand it in as CSV, or in parts.",
        )


def _strings(whole: zipfile.ZipFile) -> int:
    """Return how many texts the list of an Excel file has; more than the most where there are too many."""
    if STRINGS not in whole.namelist():
        return 0
    count, end = 0, b""
    try:
        with whole.open(STRINGS) as part:
            while (some := part.read(1_000_000)) and count <= STRINGS_MOST:
                # A mark that is cut in two is counted with what follows.
                count += (end + some).count(b"<si") - end.count(b"<si")
                end = some[-2:]
    except BROKEN:
        return 0  # told where the file is read
    return count


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)
