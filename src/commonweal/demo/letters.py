"""The letters that the demo's workspace sent: they lie in the data folder, and a page shows them.

A file holds what was sent over one connection, one letter after the other; the newest file comes first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from itertools import islice
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from commonweal.ui.terminal import site_address

# So many are shown; a demo that has sent more keeps the others in its folder.
MOST = 500
LONG_AGO = datetime.min.replace(tzinfo=UTC)
# Django writes this line after each letter.
BETWEEN = b"\n" + b"-" * 79 + b"\n"
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_ENDS_A_SENTENCE = ".,;:!?)]»”’'"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a letter's words.

    Attributes:
        text: As it was written.
        address: Where a link of this workspace leads, from the first slash on; empty for all other words.
    """

    text: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that was sent.

    Attributes:
        sent_at: When; None where its head does not say.
        to: To which address.
        subject: What is its subject.
        pieces: Its words, with the links of this workspace apart.
    """

    sent_at: datetime | None
    to: str
    subject: str
    pieces: tuple[Piece, ...]


def are_kept() -> bool:
    """Say whether letters are written into files, and not given to a mail server."""
    return bool(settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"))


def letters(*, host: str) -> list[Letter]:
    """Return the newest letters, the newest first, at most ``MOST``.

    Args:
        host: The name and port under which the reader reached the workspace.
    """
    if not are_kept():
        return []
    here = {host, urlsplit(site_address()).netloc}
    folder = Path(settings.EMAIL_FILE_PATH)  # type: ignore[misc]  # set where they are kept
    found = [_read(raw, here=here) for raw in islice(_newest_first(folder), MOST)]
    # Two connections of the same second may share a file.
    return sorted(found, key=lambda letter: letter.sent_at or LONG_AGO, reverse=True)


def pieces_of(text: str, *, here: set[str]) -> tuple[Piece, ...]:
    """Return a text in pieces, in which the links that lead to this workspace stand apart.

    Args:
        text: A letter's words.
        here: The names, with their port, under which this workspace is reached.
    """
    found: list[Piece] = []
    at = 0
    for match in _ADDRESS.finditer(text):
        words = match[0].rstrip(_ENDS_A_SENTENCE)
        if address := _leads_to(words, here=here):
            found += [Piece(text[at : match.start()]), Piece(words, address)]
            at = match.start() + len(words)
    return tuple(piece for piece in (*found, Piece(text[at:])) if piece.text)


def _leads_to(words: str, *, here: set[str]) -> str:
    """Return where an address leads inside this workspace; empty where it leads elsewhere."""
    try:
        parts = urlsplit(words)
    except ValueError:
        return ""
    # With two slashes at its beginning, a browser takes the path for another site's name.
    if parts.netloc not in here or not parts.path.startswith("/") or parts.path[1:2] in {"/", "\\"}:
        return ""
    return parts._replace(scheme="", netloc="").geturl()


def _newest_first(folder: Path) -> Iterator[bytes]:
    files = [(file.stat().st_mtime_ns, file) for file in folder.glob("*.log")]
    for _at, file in sorted(files, reverse=True):
        yield from reversed([raw for raw in file.read_bytes().split(BETWEEN) if raw.strip()])


def _read(raw: bytes, *, here: set[str]) -> Letter:
    message = message_from_bytes(raw.lstrip(), policy=policy.default)
    body = message.get_body(preferencelist=("plain",))
    text = str(body.get_content()) if isinstance(body, EmailMessage) else ""
    return Letter(
        sent_at=_instant(str(message["Date"] or "")),
        to=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        pieces=pieces_of(text.strip(), here=here),
    )


def _instant(said: str) -> datetime | None:
    try:
        at = parsedate_to_datetime(said)
    except ValueError:
        return None
    # "-0000" is an instant in UTC too, without a word on the sender's own clock.
    return at if at.tzinfo else at.replace(tzinfo=UTC)
