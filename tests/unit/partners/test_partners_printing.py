"""Papers are the same bytes every time, and say what is missing where PDF cannot be written."""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

import pytest

from commonweal.kernel.errors import NoAnswer
from commonweal.partners.engine.printing import print_pdf, same_every_time


def test_without_the_reports_part_a_paper_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(NoAnswer) as refused:
        print_pdf(tmp_path / "a.typ", {}, code="partners.a.pdf", otherwise="take the Word file")
    assert refused.value.code == "partners.a.pdf"
    assert refused.value.message == (
        "PDF papers need the reports part: install commonweal[reports], or take the Word file."
    )


def test_words_are_never_markup_and_two_prints_are_alike(tmp_path: Path) -> None:
    template = tmp_path / "a.typ"
    template.write_text(
        '#let data = json(bytes(sys.inputs.paper))\n#set document(title: "A")\n#data.words\n',
        encoding="utf-8",
    )
    values = {"words": '#panic("read as markup")'}
    first = print_pdf(template, values, code="partners.a.pdf")
    assert first.startswith(b"%PDF-")
    assert print_pdf(template, values, code="partners.a.pdf") == first


def test_a_word_file_does_not_tell_when_it_was_written() -> None:
    def at(year: int) -> bytes:
        def save(target: io.BytesIO) -> None:
            with zipfile.ZipFile(target, "w") as made:
                made.writestr(zipfile.ZipInfo("a.xml", (year, 1, 2, 3, 4, 6)), b"<a/>")

        return same_every_time(save)

    assert at(2020) == at(2026)
    with zipfile.ZipFile(io.BytesIO(at(2026))) as made:
        assert made.read("a.xml") == b"<a/>"
