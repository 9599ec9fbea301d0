"""Archives are unpacked in memory, member by member, and never past their limits."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from commonweal.library.engine.load.documents import documents_in
from commonweal.library.engine.load.limits import Limits
from commonweal.library.engine.load.paths import documents_at
from commonweal.library.engine.types import Loaded, Refused


def packed(files: dict[str, bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def test_members_come_in_order_with_the_archives_name() -> None:
    found = list(
        documents_in("a.zip", packed({"b/2.txt": b"Two.", "1.txt": b"One.", "__MACOSX/x": b"x"}))
    )
    assert [(one.name, one.text) for one in found if isinstance(one, Loaded)] == [
        ("a.zip/b/2.txt", "Two."),
        ("a.zip/1.txt", "One."),
    ]


@pytest.mark.parametrize(
    "path", ["../evil.txt", "/etc/evil.txt", "a/../../evil.txt", "C:\\evil.txt", "..\\evil.txt"]
)
def test_paths_that_point_outside_are_refused_by_name(path: str, tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    file.write_bytes(packed({path: b"x", "good.txt": b"Good words."}))
    bad, good = documents_at(file)
    assert isinstance(bad, Refused)
    assert bad.code == "library.zip-path"
    assert path in bad.detail
    assert isinstance(good, Loaded)
    assert not (tmp_path / "evil.txt").exists()


def test_a_bomb_is_not_unpacked() -> None:
    (found,) = documents_in("a.zip", packed({"zeros.txt": b"0" * 30_000_000}))
    assert isinstance(found, Refused)
    assert found.code == "library.zip-bomb"
    assert "30 MB" in found.detail


def test_a_member_that_lies_about_its_size_is_stopped_while_unpacking() -> None:
    content = packed({"zeros.txt": b"0" * 30_000_000})
    small = (1000).to_bytes(4, "little")
    lying = content.replace((30_000_000).to_bytes(4, "little"), small)
    (found,) = documents_in("a.zip", lying)
    assert isinstance(found, Refused)
    assert found.code in ("library.zip-bomb", "library.zip-broken", "library.too-large")


def test_all_members_together_have_a_limit() -> None:
    content = packed({f"{n}.txt": bytes([65 + n]) * 400 + b" word." for n in range(5)})
    found = list(documents_in("a.zip", content, limits=Limits(unpacked_bytes=1000)))
    assert [type(one) for one in found] == [Loaded, Loaded, Refused]
    assert isinstance(found[-1], Refused)
    assert found[-1].code == "library.zip-too-large"


def test_too_many_members() -> None:
    (found,) = documents_in(
        "a.zip", packed({f"{n}.txt": b"Words." for n in range(4)}), limits=Limits(members=3)
    )
    assert isinstance(found, Refused)
    assert "4 files" in found.detail


def test_archives_in_archives_end_somewhere() -> None:
    content = packed({"in.txt": b"Words."})
    for depth in range(6):
        content = packed({f"{depth}.zip": content})
    (found,) = documents_in("a.zip", content)
    assert isinstance(found, Refused)
    assert found.code == "library.too-deep"


def test_a_password_is_said() -> None:
    content = bytearray(packed({"a.txt": b"Words."}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + at] |= 1
    (found,) = documents_in("a.zip", bytes(content))
    assert isinstance(found, Refused)
    assert found.code == "library.zip-encrypted"


def test_an_empty_archive_and_other_office_files() -> None:
    (empty,) = documents_in("a.zip", packed({}))
    (sheet,) = documents_in(
        "a.zip", packed({"xl/workbook.xml": b"<x/>", "[Content_Types].xml": b"<x/>"})
    )
    (word,) = documents_in(
        "a.docx", packed({"word/document.xml": b"<x", "[Content_Types].xml": b"<x"})
    )
    assert [one.code for one in (empty, sheet, word) if isinstance(one, Refused)] == [
        "library.zip-empty",
        "library.unsupported",
        "library.word-broken",
    ]
    assert isinstance(sheet, Refused)
    assert "Excel" in sheet.detail
