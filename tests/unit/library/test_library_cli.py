"""`commonweal library add | search | reindex`."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from commonweal.kernel.errors import NoAnswer
from commonweal.library.actions import files
from commonweal.library.cli.library import library
from commonweal.library.models import Document, Origin
from commonweal.rights.models import TrailEntry

PAGE = "Workshop in Vienna\n\nVIENNA, 4 May 2025 – Women and youth met the police at a workshop on open markets in Vienna.\n"


@pytest.fixture
def folder(db: None, tmp_path: Path) -> Path:
    folder = tmp_path / "press"
    folder.mkdir()
    (folder / "a.txt").write_text(PAGE)
    (folder / "b.txt").write_bytes(b"")
    (folder / "c.txt").write_text(PAGE)
    return folder


def run(*words: str) -> Result:
    return CliRunner().invoke(library, list(words))


def lines(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_add_prints_one_line_for_each_document_in_order_and_fails_for_some(folder: Path) -> None:
    result = run("add", "--json", str(folder))
    assert result.exit_code == 1
    first, second, third = lines(result)
    document = Document.objects.get()
    assert first == {
        "file": str(folder / "a.txt"), "document": str(document.pk), "title": document.title, "state": "read",
    }  # fmt: skip
    assert second["error"] == {"code": "library.empty", "detail": second["error"]["detail"]}  # type: ignore[index]
    assert third["state"] == "known already"
    assert Origin.objects.count() == 2
    assert {entry.person_id for entry in TrailEntry.objects.all()} == {None}


def test_add_says_in_words_what_was_read_and_on_standard_error_what_was_not(folder: Path) -> None:
    result = run("add", str(folder / "a.txt"), str(folder / "b.txt"))
    assert result.stdout == f"{folder / 'a.txt'}: read: {Document.objects.get().title}\n"
    assert "holds no words" in result.stderr
    assert run("add", str(folder / "a.txt")).exit_code == 0


def test_search_prints_passages_with_their_place(folder: Path) -> None:
    run("add", str(folder / "a.txt"))
    (found,) = lines(run("search", "--json", '"women and youth"', "--year", "2025"))
    document = Document.objects.get()
    start, end = found["span"]  # type: ignore[misc]
    assert document.text[start:end] == found["text"]
    assert found["document"] == str(document.pk)
    assert lines(run("search", "--json", "women", "--year", "1999")) == []
    assert lines(run("search", "--json", "women", "--kind", "event")) == []
    words = run("search", "wommen")
    assert "similar words" in words.stderr
    assert "Women and youth" in words.stdout


def test_search_of_an_unknown_body_is_refused(folder: Path) -> None:
    result = run("search", "women", "--body", "Nobody of that name")
    assert "Nobody of that name" in str(result.exception)


def test_reindex_builds_the_index_anew(folder: Path) -> None:
    run("add", str(folder / "a.txt"))
    before = Document.objects.get().indexed_in
    result = run("reindex")
    assert result.exit_code == 0
    assert "The index holds 1 documents." in result.stderr
    assert Document.objects.get().indexed_in not in {"", before}
    assert len(lines(run("search", "--json", '"women and youth"'))) == 1


def test_wrong_usage_is_said() -> None:
    assert run("add").exit_code == 2
    assert run("search", "women", "--limit", "0").exit_code == 2


def test_add_stops_at_a_full_disk_and_keeps_what_it_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object, **_more: object) -> bool:
        raise files.disk_problem(OSError(errno.ENOSPC, "full"))

    monkeypatch.setattr(files, "store_original", full)
    result = run("add", str(folder))
    assert isinstance(result.exception, NoAnswer)
    assert "disk is full" in result.exception.message
    assert "The reader failed" not in result.output
