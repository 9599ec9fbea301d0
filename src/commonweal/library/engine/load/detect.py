"""What a file is, told by its content and never by its name."""

from __future__ import annotations

import re

_HEAD_BYTES = 4096
_OFFICE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (
    b"\x89PNG\r\n",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"II*\x00",
    b"MM\x00*",
    b"BM",
    b"RIFF",
)
_ARCHIVES = {
    b"\x1f\x8b": "A gzip archive",
    b"7z\xbc\xaf\x27\x1c": "A 7-Zip archive",
    b"Rar!\x1a\x07": "A RAR archive",
    b"BZh": "A bzip2 archive",
}
_HEADERS = re.compile(
    rb"^(from|to|subject|date|received|mime-version|message-id|return-path|delivered-to|content-type|x-[\w-]+|cc|reply-to|sender|dkim-signature|"
    rb"authentication-results|arc-[\w-]+|content-transfer-encoding|thread-topic|thread-index|importance):[ \t]*\S",
    re.IGNORECASE | re.MULTILINE,
)
_SURE_HEADERS = frozenset(
    {b"from", b"received", b"mime-version", b"message-id", b"return-path", b"delivered-to"}
)
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)
_HTML = re.compile(
    rb"<!doctype html|<(?:html|head|body|meta|title|div|article|main|section|table|p|h[1-6]|ul|ol|span|nav|script|style|br|a)\b[^<]{0,2000}>",
    re.IGNORECASE,
)


def media_type_of(content: bytes) -> str:
    """Return the media type of a file by its first bytes.

    ``text/plain`` means "no sign of anything else": whether it is text at all, decoding tells. Types starting with ``refused/`` name
    what cannot be read: ``refused/image``, ``refused/word-encrypted``, ``refused/A 7-Zip archive``.

    Args:
        content: The file, or at least its first 4 kB.

    Returns:
        ``application/pdf``, ``application/zip``, ``message/rfc822``, ``application/rss+xml``, ``text/html``, ``text/plain``, or a refusal.
    """
    head = content[:_HEAD_BYTES]
    if b"%PDF-" in head[:1024]:
        return "application/pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "application/zip"
    if head.startswith(_OFFICE_MARK):
        return "refused/word-encrypted"
    if head.startswith(_IMAGES) and b"\x00" in head:
        return "refused/image"
    named = next((name for mark, name in _ARCHIVES.items() if head.startswith(mark)), None)
    if named is not None or head.startswith(b"{\\rtf"):
        return f"refused/{named or 'Rich text (RTF)'}"
    return _text_type(head)


def _text_type(head: bytes) -> str:
    """Return the media type of something that may be text."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head[2:].replace(b"\x00", b"")
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"<"):
        if _FEED.search(head):
            return "application/rss+xml"
        return (
            "text/html"
            if _HTML.search(head) or start.startswith((b"<?xml", b"<!"))
            else "text/plain"
        )
    return "message/rfc822" if _is_mail(start) else "text/plain"


def _is_mail(start: bytes) -> bool:
    """Say whether the first lines are mail headers: the first line is one, and one of those only mails have is among them."""
    top = re.split(rb"\r?\n\r?\n", start, maxsplit=1)[0]
    found = [match.group(1).lower() for match in _HEADERS.finditer(top)]
    first = _HEADERS.match(start) is not None
    return (
        first
        and len(set(found)) >= 3
        and not _SURE_HEADERS.isdisjoint(found)
        and b"subject" in found + [b"subject"] * (len(found) > 5)
    )
