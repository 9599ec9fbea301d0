"""What may be attached, and which links."""

from __future__ import annotations

import pytest

from commonweal.kernel.errors import InvalidInput
from commonweal.partners.engine.attachments import LIMIT_BYTES, checked_link, recognise


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("plan.pdf", b"%PDF-1.7 ...", "application/pdf"),
        ("C:\\files\\Photo.JPG", b"\xff\xd8\xff\xe0", "image/jpeg"),
        ("a\r\nX-Header: 1.pdf", b"%PDF-1.7 ...", "application/pdf"),
        ("../../etc/notes.txt", "Ähnlich".encode(), "text/plain"),
    ],
)
def test_a_file_is_recognised_and_its_path_dropped(
    name: str, content: bytes, media_type: str
) -> None:
    kind = recognise(name, content)
    assert kind.media_type == media_type
    assert "/" not in kind.name
    assert "\\" not in kind.name
    assert kind.name.isprintable()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.pdf", b"", "partners.file.empty"),
        ("large.pdf", b"%PDF-" + b"0" * LIMIT_BYTES, "partners.file.large"),
        ("page.html", b"<html>", "partners.file.kind"),
        ("run.exe", b"MZ", "partners.file.kind"),
        ("picture.svg", b"<svg>", "partners.file.kind"),
        ("plan.pdf", b"<html><script>", "partners.file.other"),
        ("notes.txt", b"  <!DOCTYPE html><script>", "partners.file.other"),
        ("photo.png", b"MZ\x90", "partners.file.other"),
        ("table.csv", b"a\0b", "partners.file.other"),
    ],
)
def test_what_is_not_what_it_says_is_refused(name: str, content: bytes, code: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        recognise(name, content)
    assert caught.value.code == code


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://city.example/a",
        "https://",
        "//city.example",
        "https://user:word@city.example/",
        "https://city.example/a b",
        "https://city.example/\u202e",
        "https://[::1",
        "https://city.example/" + "a" * 2000,
    ],
)
def test_only_plain_web_addresses_are_links(link: str) -> None:
    with pytest.raises(InvalidInput):
        checked_link(link)


def test_a_link_is_kept_as_given() -> None:
    assert checked_link("  https://city.example/kerbs?x=1#y ") == "https://city.example/kerbs?x=1#y"
