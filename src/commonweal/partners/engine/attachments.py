"""What may be attached: the kinds people hold, recognised by their content, not by their name.

A page or a program that calls itself a picture is refused; what is kept is only ever downloaded.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from urllib.parse import urlsplit

from commonweal.kernel.errors import InvalidInput

LIMIT_BYTES = 20_000_000
LIMIT_LINK_CHARACTERS = 2_000


def _begins(*signatures: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(signatures)


def _is_text(content: bytes) -> bool:
    if b"\0" in content:
        return False
    start = content[:2000].lstrip().lower()
    return not start.startswith((b"<!doctype html", b"<html", b"<svg", b"<?xml", b"<script"))


OFFICE = "application/vnd.openxmlformats-officedocument."
OPEN = "application/vnd.oasis.opendocument."
_ZIPPED = _begins(b"PK\x03\x04")
KINDS: dict[str, tuple[str, Callable[[bytes], bool]]] = {
    ".pdf": ("application/pdf", _begins(b"%PDF-")),
    ".docx": (OFFICE + "wordprocessingml.document", _ZIPPED),
    ".xlsx": (OFFICE + "spreadsheetml.sheet", _ZIPPED),
    ".pptx": (OFFICE + "presentationml.presentation", _ZIPPED),
    ".odt": (OPEN + "text", _ZIPPED),
    ".ods": (OPEN + "spreadsheet", _ZIPPED),
    ".png": ("image/png", _begins(b"\x89PNG\r\n\x1a\n")),
    ".jpg": ("image/jpeg", _begins(b"\xff\xd8\xff")),
    ".jpeg": ("image/jpeg", _begins(b"\xff\xd8\xff")),
    ".txt": ("text/plain", _is_text),
    ".csv": ("text/csv", _is_text),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """What an attached file is: its name without a path, and its type by content."""

    name: str
    media_type: str


def recognise(name: str, content: bytes) -> Kind:
    """Return what a file is.

    Args:
        name: The name it was handed in with; a path before it is dropped.
        content: Its bytes.

    Raises:
        InvalidInput: If it is empty, larger than 20 MB, of another kind, or not what its name says.
    """
    plain = "".join(each if each.isprintable() else " " for each in name)
    short = PurePath(plain.replace("\\", "/")).name[-200:]
    suffix = PurePath(short).suffix.lower()
    if not content:
        raise InvalidInput("partners.file.empty", f"{short} is empty. Choose another file.")
    if len(content) > LIMIT_BYTES:
        raise InvalidInput(
            "partners.file.large",
            f"{short} has {len(content) / 1e6:.0f} MB; at most {LIMIT_BYTES / 1e6:.0f} MB can be "
            "kept. Attach the part that shows it, or give a link.",
            bytes=len(content),
        )
    if suffix not in KINDS:
        known = ", ".join(sorted(each.removeprefix(".") for each in KINDS))
        raise InvalidInput(
            "partners.file.kind", f"{short} is of a kind that is not kept; it can be: {known}."
        )
    media_type, is_one = KINDS[suffix]
    if not is_one(content):
        raise InvalidInput(
            "partners.file.other",
            f"{short} is not what its name says ({suffix}). Save it again in that format.",
        )
    return Kind(name=short, media_type=media_type)


def checked_link(link: str) -> str:
    """Return an address of the web, without white space around it.

    Raises:
        InvalidInput: If it is not http or https, names no host, holds a password, or is too long.
    """
    link = link.strip()
    try:
        parts = urlsplit(link)
    except ValueError as error:
        raise InvalidInput("partners.link", "This is not an address of the web.") from error
    has_space = any(each.isspace() or not each.isprintable() for each in link)
    if parts.scheme not in {"http", "https"} or not parts.hostname or has_space:
        raise InvalidInput(
            "partners.link", "A link begins with http:// or https:// and names a site."
        )
    if parts.username or parts.password or len(link) > LIMIT_LINK_CHARACTERS:
        raise InvalidInput(
            "partners.link",
            f"A link has at most {LIMIT_LINK_CHARACTERS} characters and no password in it.",
        )
    return link
