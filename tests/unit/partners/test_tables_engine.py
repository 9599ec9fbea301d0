"""Tables go out and come back unchanged; what a spreadsheet would run, a bomb or a wrong column is refused."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from commonweal.kernel.errors import InvalidInput
from commonweal.partners.engine import tables
from commonweal.partners.engine.tables import (
    Column,
    Table,
    escaped,
    read,
    unescaped,
    write_csv,
    write_xlsx,
)

TABLE = Table(
    name="things",
    columns=(
        Column("id", kind="id"),
        Column("name", is_required=True, limit=50),
        Column("kind", kind="choice", choices=("school", "Police")),
        Column("open", kind="yes-no"),
        Column("since", kind="date"),
        Column("others", kind="lines"),
    ),
    once=("name",),
)
ROW = {"id": "", "name": "=1+1", "kind": "Police", "open": "yes", "since": "2026-03-01", "others": "a\nb"}  # fmt: skip


def csv_of(*rows: dict[str, str]) -> bytes:
    return b"".join(write_csv(TABLE, rows))


def codes(content: bytes) -> list[tuple[int, str, str]]:
    return [(line.number, fault.column, fault.code) for line in read(content, TABLE) for fault in line.faults]  # fmt: skip


@pytest.mark.parametrize("write", [lambda rows: b"".join(write_csv(TABLE, rows)), lambda rows: write_xlsx(TABLE, rows)])  # fmt: skip
def test_what_is_written_is_read_back(write: object) -> None:
    [line] = read(write([ROW]), TABLE)  # type: ignore[operator]
    assert (line.number, dict(line.values), line.faults) == (2, ROW, ())


def test_csv_comes_back_to_the_byte() -> None:
    content = csv_of(ROW, ROW | {"name": "- none", "others": '"x", y'}, ROW | {"name": "'=x"})
    again = csv_of(*(dict(line.values) for line in read(content, TABLE)))
    assert again == content


@given(st.text(max_size=20))
def test_any_cell_is_unescaped_to_what_it_was(text: str) -> None:
    assert unescaped(escaped(text)) == text
    assert not escaped(text).startswith(tables.RUN)


def test_nothing_that_is_written_to_excel_is_a_formula() -> None:
    sheet = load_workbook(io.BytesIO(write_xlsx(TABLE, [ROW]))).active
    assert sheet is not None
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {
        "s",
        "n",
        "d",
        "inlineStr",
    }


@pytest.mark.parametrize("cell", ["=1+1", "=cmd|' /C calc'!A0", "@SUM(A1)", "+A1(", "-2+3+cmd|' /C calc'!A0"])  # fmt: skip
def test_a_formula_is_refused_with_its_line(cell: str) -> None:
    quoted = '"' + cell.replace('"', '""') + '"'
    assert codes(f"name\nok\n{quoted}\n".encode()) == [(3, "name", "formula")]
    book = Workbook()
    assert book.active is not None
    book.active.append(["name"])
    book.active.append([cell])
    out = io.BytesIO()
    book.save(out)
    assert codes(out.getvalue()) == [(2, "name", "formula")]


@pytest.mark.parametrize("cell", ["+49 30 1234", "- none", "@press", "-"])
def test_a_number_or_a_dash_is_no_formula(cell: str) -> None:
    assert codes(f"name\n{cell}\n".encode()) == []


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (",x,,,,", ("kind", "")),
        (",,,,,", None),
        ("no-id,x,,,,", ("id", "id")),
        (",,school,,,", ("name", "missing")),
        (f",{'x' * 51},,,,", ("name", "long")),
        (",x,club,,,", ("kind", "choice")),
        (",x,POLICE,maybe,,", ("open", "yes-no")),
        (",x,,,2026-02-30,", ("since", "date")),
        (",x\x01,,,,", ("name", "control")),
        (",x,,,,,more", ("", "cells")),
    ],
)
def test_each_wrong_value_is_named_by_its_column(cells: str, found: tuple[str, str] | None) -> None:
    head = ",".join(each.key for each in TABLE.columns)
    wrong = [(column, code) for _line, column, code in codes(f"{head}\n{cells}\n".encode())]
    assert wrong == ([found] if found and found[1] else [])


def test_a_value_that_stands_once_is_refused_the_second_time() -> None:
    lines = list(read(b"name\nCity\nother\nCITY\n", TABLE))
    assert [fault.facts["line"] for line in lines for fault in line.faults] == [2]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"name,knid\nx,y\n", "“knid” is none of this table’s columns. Is it “kind”?"),
        (b"kind\nschool\n", "The column “name” is missing"),
        (b"name,name\nx,y\n", "stands twice"),
        (b"name\n\xff\n", "Byte 6 of the file is not UTF-8"),
        (b'name\n"x\n', "cannot be read as CSV"),
        (b"PK\x03\x04nothing", "no Excel file"),
        (b"", "The column “name” is missing"),
        (b"\x00\x01", "no table"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_reason(content: bytes, words: str) -> None:
    with pytest.raises(InvalidInput, match=words):
        list(read(content, TABLE))


def test_all_wrong_columns_are_named_one_a_line() -> None:
    with pytest.raises(InvalidInput) as refused:
        list(read(b"a,knid,,open,open,z\n", TABLE))
    assert refused.value.message.split("\n")[:-1] == [
        "“a” is none of this table’s columns. Take it out.",
        "“knid” is none of this table’s columns. Is it “kind”?",
        "Column 3 has no name. Name it, or take it out.",
        "“z” is none of this table’s columns. Take it out.",
        "The column “open” stands twice; take one of them out.",
        "The column “name” is missing; each line needs a value in it.",
    ]
    with pytest.raises(InvalidInput, match="And 11 more") as many:
        list(read(",".join(f"q{n}" for n in range(40)).encode(), TABLE))
    assert len(many.value.message.split("\n")) == 32


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_commas_semicolons_and_tabs_are_read(mark: str) -> None:
    [line] = read(mark.join(["Name", "kind"]).encode() + b"\n" + mark.join(["x", "school"]).encode(), TABLE)  # fmt: skip
    assert line.values == {"name": "x", "kind": "school"}


def test_too_many_lines_and_bytes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "LINES_MOST", 2)
    assert len(list(read(b"name\na\n\nb\n", TABLE))) == 2
    with pytest.raises(InvalidInput, match="more than 2 lines"):
        list(read(b"name\na\nb\nc\n", TABLE))
    monkeypatch.setattr(tables, "BYTES_MOST", 10)
    with pytest.raises(InvalidInput, match="Divide it"):
        list(read(b"name\n" + b"a" * 10, TABLE))


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/worksheets/sheet1.xml", b"0" * 160_000_000)
    assert len(out.getvalue()) < 1_000_000
    with pytest.raises(InvalidInput, match="unpacks to 160 MB"):
        list(read(out.getvalue(), TABLE))


def test_entities_in_an_excel_file_are_refused() -> None:
    content = write_xlsx(TABLE, [ROW])
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for each in old.namelist():
            data = old.read(each)
            if each.endswith("sheet1.xml"):
                data = bomb + data[data.index(b"<worksheet") :].replace(b"Police", b"&b;")
            new.writestr(each, data)
    with pytest.raises(InvalidInput, match="cannot be read"):
        list(read(out.getvalue(), TABLE))


def test_a_row_far_down_or_far_right_does_not_fill_memory() -> None:
    book = Workbook()
    assert book.active is not None
    book.active["A1"] = "name"
    book.active["XFD2"] = "far"
    book.active["A1048576"] = "deep"
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(InvalidInput, match="more than 50,000 lines"):
        list(read(out.getvalue(), TABLE))
