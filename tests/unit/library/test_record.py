"""The record as JSON, and the command that prints it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from commonweal.library.cli.library import library
from commonweal.library.engine.reading import read
from commonweal.library.engine.record import as_json, error_json
from commonweal.library.engine.types import Loaded

TEXT = """Press release
Halvera has a plan for its market
- Date:
- Place:
- HALVERA
- Source:
- Council of Halvera
HALVERA, 5 March 2024 – Forty partners of the city met in Halvera on 4 March 2024 and agreed on a plan for the market.
The participants recommended that every school name a contact person.
"""
KEYS = [
    "file", "kind", "title", "lead", "date_issued", "language", "issued_by", "fields_of_work", "event", "people", "organisations", "projects", "funders",
    "publications", "topics", "commitments", "quotes", "links", "body", "furniture", "taxonomy", "evidence", "notes",
]  # fmt: skip
EVENT_KEYS = [
    "type", "name", "start", "end", "date_text", "place", "country", "participants", "participants_hedge", "registration_deadline", "inferred",
]  # fmt: skip


def loaded(text: str, *, extracted: bool = False) -> Loaded:
    return Loaded("a.txt", text, "text/plain", "", b"", extracted=extracted)


def run(*arguments: str, given: bytes | None = None) -> tuple[int, str, str]:
    result = CliRunner().invoke(library, ["read", *arguments], input=given)
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(12):
        (tmp_path / f"{number:02}.txt").write_text(TEXT.replace("plan", f"plan {number}"))
    (tmp_path / "05.txt").write_bytes(b"")
    return tmp_path


def test_the_shape_is_the_one_agreed() -> None:
    record = as_json(read(loaded(TEXT)), loaded=loaded(TEXT), file="x/a.txt")
    assert list(record) == KEYS
    assert list(record["event"]) == EVENT_KEYS
    assert list(record["taxonomy"]) == [
        "fields_of_work",
        "countries",
        "field_operations",
        "structures",
    ]
    assert record["file"] == "x/a.txt"
    assert json.loads(json.dumps(record)) == record


def test_extracted_text_goes_along() -> None:
    document = loaded(TEXT, extracted=True)
    assert as_json(read(document), loaded=document, file="a")["text"] == TEXT


def test_every_single_value_points_at_its_words() -> None:
    record = as_json(read(loaded(TEXT)), loaded=loaded(TEXT), file="a")
    for key in ("title", "date_issued", "kind", "language", "issued_by"):
        assert 0 < record["evidence"][key]["confidence"] <= 1
        assert record["evidence"][key]["rule"]
    (start, end), *_ = record["evidence"]["date_issued"]["spans"]
    assert TEXT[start:end] == "5 March 2024"
    (start, end), *_ = record["evidence"]["title"]["spans"]
    assert TEXT[start:end] == record["title"]
    values = {key: value for key, value in record["event"].items() if value not in (None, [])}
    assert {f"event.{key}" for key in values} - {
        "event.inferred",
        "event.participants_hedge",
        "event.name",
    } <= set(record["evidence"])


def test_an_error_takes_the_place_of_a_record() -> None:
    assert error_json("a", "library.empty", "No words.") == {
        "file": "a",
        "error": {"code": "library.empty", "detail": "No words."},
    }


def test_one_line_for_each_input_in_order_and_status_one(folder: Path) -> None:
    code, out, err = run("--json", str(folder))
    records = [json.loads(line) for line in out.splitlines()]
    assert [Path(record["file"]).name for record in records] == [f"{n:02}.txt" for n in range(12)]
    assert [n for n, record in enumerate(records) if "error" in record] == [5]
    assert records[5]["error"]["code"] == "library.empty"
    assert (code, err) == (1, "")


def test_more_processes_print_the_same(folder: Path) -> None:
    assert run("--json", "--jobs", "2", str(folder)) == run("--json", str(folder))


def test_a_readable_record_with_line_numbers(folder: Path) -> None:
    code, out, err = run(str(folder / "01.txt"), str(folder / "05.txt"))
    assert code == 1
    assert "Halvera has a plan 1 for its market" in out
    assert "What was promised" in out
    assert "line 9" in out
    assert "holds no words" in err


def test_standard_input(folder: Path) -> None:
    code, out, _ = run("--json", "-", given=TEXT.encode("utf-16"))
    assert code == 0
    assert json.loads(out)["title"] == "Halvera has a plan for its market"


def test_no_path_is_wrong_usage_and_a_missing_one_an_error(tmp_path: Path) -> None:
    assert run("--json")[0] == 2
    code, out, _ = run("--json", str(tmp_path / "none.txt"))
    assert (code, json.loads(out)["error"]["code"]) == (1, "library.not-found")


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    code, out, _ = run("--json", str(tmp_path))
    assert (code, json.loads(out)["error"]["code"]) == (1, "library.empty-folder")


def test_help_has_examples() -> None:
    assert "commonweal library read --json" in run("--help")[1]


def test_reading_loads_no_django_and_a_closed_pipe_is_no_fault(folder: Path) -> None:
    code = "import sys; from commonweal.library.cli.library import library; library(['read', '--json', sys.argv[1]], standalone_mode=False); print('django' in sys.modules, file=sys.stderr)"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder / "01.txt")],
        capture_output=True,
        env=environment,
        check=True,
    )
    assert done.stderr.strip().endswith(b"False")
    whole = f"{sys.executable} -m commonweal.cli library read --json {folder} | head -c 10"
    piped = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {whole}"],
        capture_output=True,
        env=environment,
        check=False,
    )
    assert piped.stderr == b""


def test_a_text_longer_than_what_is_read_of_it_says_so() -> None:
    text = "A long report\n\n" + "The partners met again and agreed on little. " * 8000
    loaded = Loaded(name="long.txt", text=text, media_type="text/plain", sha256="", original=b"")
    (note,) = [note for note in read(loaded).notes if note.code == "library.long-text"]
    assert "first 300,000" in note.detail
