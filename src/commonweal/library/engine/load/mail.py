"""Mails to documents: the words and each attachment; the headers become metadata."""

from __future__ import annotations

import email
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime

from commonweal.library.engine.load.decode import decoded
from commonweal.library.engine.load.extract import Extract
from commonweal.library.engine.load.html import declared_encoding, html_text


def mail_of(content: bytes) -> EmailMessage:
    """Return a mail from its bytes; the parser accepts anything."""
    return email.message_from_bytes(content, policy=default)


def mail_text(message: EmailMessage) -> tuple[Extract, dict[str, str]]:
    """Return a mail's words, its plain text before its HTML, and its headers as metadata.

    Args:
        message: The mail.

    Returns:
        The subject as title, then the text; ``title``, ``date`` (ISO), ``publisher`` (the sender) as metadata.
    """
    metadata = {
        "title": _header(message, "Subject"),
        "publisher": _header(message, "From"),
        "date": _date(message),
    }
    extract = Extract()
    if metadata["title"]:
        extract.add(metadata["title"], "title")
        extract.add("")
    for line in _body(message).split("\n"):
        extract.add(line.rstrip())
    return extract, {key: value for key, value in metadata.items() if value}


def attachments(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    """Return name and content of each attachment; one without a name is ``attachment-2``."""
    number = 0
    for part in message.walk():
        if part.is_multipart() or part.get_content_disposition() != "attachment":
            continue
        number += 1
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            yield _filename(part) or f"attachment-{number}", content


def _filename(part: EmailMessage) -> str:
    """Return an attachment's name without folders, or an empty text where it has none that can be read."""
    try:
        name = part.get_filename()
    except (ValueError, TypeError, IndexError, AttributeError, LookupError):
        return ""
    return str(name or "").replace("\\", "/").rsplit("/", 1)[-1]


def _header(message: EmailMessage, name: str) -> str:
    """Return a header on one line, empty where it is absent or cannot be read."""
    try:
        value = message.get(name)
    except (ValueError, TypeError, IndexError, AttributeError, LookupError):
        return ""
    return " ".join(str(value or "").split())[:500]


def _date(message: EmailMessage) -> str:
    """Return the mail's date as ISO date, empty where it has none that can be read."""
    try:
        return parsedate_to_datetime(_header(message, "Date")).date().isoformat()
    except (ValueError, TypeError, IndexError):
        return ""


def _body(message: EmailMessage) -> str:
    """Return the mail's words: the plain part, else the HTML one as text."""
    parts = [
        part
        for part in message.walk()
        if not part.is_multipart() and part.get_content_disposition() != "attachment"
    ]
    plain = [_words(part) for part in parts if part.get_content_type() == "text/plain"]
    if any(words.strip() for words in plain):
        return "\n\n".join(plain)
    pages = [html_text(_words(part)) for part in parts if part.get_content_type() == "text/html"]
    return "\n\n".join(page[0].text() for page in pages if page is not None)


def _words(part: EmailMessage) -> str:
    """Return the words of a part in the encoding it names, or the likeliest."""
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    named = part.get_param("charset") or declared_encoding(content)
    found = decoded(content, declared=str(named) if named else None)
    return found.text.replace("\r\n", "\n").replace("\r", "\n") if found is not None else ""
