"""Any file to documents: what it is, by its content; then its text, or why it cannot be read."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage
from functools import partial
from hashlib import sha256
from io import BytesIO

from commonweal.library.engine.load.archive import Member, is_sane, members, office_of, opened
from commonweal.library.engine.load.decode import decoded
from commonweal.library.engine.load.detect import media_type_of
from commonweal.library.engine.load.extract import Extract
from commonweal.library.engine.load.feed import feed_entries, has_entities
from commonweal.library.engine.load.html import declared_encoding, html_text
from commonweal.library.engine.load.limits import Limits
from commonweal.library.engine.load.mail import attachments, mail_of, mail_text
from commonweal.library.engine.load.pdf import pdf_text
from commonweal.library.engine.load.refusals import in_time, refused, too_large
from commonweal.library.engine.load.word import word_text
from commonweal.library.engine.types import Loaded, Note, Refused

DEFAULT_LIMITS = Limits()
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_OTHER_ENDINGS = frozenset({"zip", "pdf", "docx", "doc", "odt", "rtf", "jpg", "jpeg", "png"})
_TEXTS = ("text/", "message/", "application/rss")


def documents_in(
    name: str, content: bytes, *, limits: Limits = DEFAULT_LIMITS, depth: int = 0
) -> Iterator[Loaded | Refused]:
    """Return the documents of one file: one of most, many of an archive, a feed, a mail with attachments.

    What the file is, its content tells, not its name. Nothing is executed, fetched or written.

    Args:
        name: The file's name; members of an archive get it before theirs.
        content: The file.
        limits: The most that is read.
        depth: How many archives and mails the file lies in.

    Returns:
        A document or a refusal for each, in the file's order; at least one.
    """
    if not content.strip(b" \t\r\n\v\f\x00\xef\xbb\xbf"):
        yield refused(name, "library.empty")
        return
    kind = media_type_of(content)
    over = too_large(name, size=len(content), limits=limits, text=kind.startswith(_TEXTS))
    if over is not None and kind != "application/zip":
        yield over
    elif depth > limits.depth:
        yield refused(name, "library.too-deep", depth=depth, limit=limits.depth)
    elif kind == "application/zip":
        yield from _zipped(name, content, limits=limits, depth=depth)
    elif kind == "message/rfc822":
        yield from _mail(name, content, limits=limits, depth=depth)
    elif kind == "application/rss+xml":
        yield from _feed(name, content, limits=limits)
    else:
        work = partial(_single, name, content, kind=kind, limits=limits)
        yield in_time(name, work, seconds=limits.seconds)


def _single(name: str, content: bytes, *, kind: str, limits: Limits) -> Loaded | Refused:
    """Return the one document of a PDF, HTML or text file."""
    if kind.startswith("refused/"):
        return _unsupported(name, kind.removeprefix("refused/"))
    if kind == "application/pdf":
        read = pdf_text(name, content, limits=limits)
        return (
            read
            if isinstance(read, Refused)
            else _extracted(name, content, kind, read[:2], notes=read[2])
        )
    found = decoded(content, declared=declared_encoding(content) if kind == "text/html" else None)
    if found is None:
        return refused(name, "library.not-text")
    if kind == "text/html":
        page = html_text(found.text)
        return (
            _extracted(name, content, kind, page, notes=found.notes)
            if page is not None
            else refused(name, "library.html-broken")
        )
    if not found.text.strip():
        return refused(name, "library.empty")
    notes = (*found.notes, *_name_notes(name))
    return Loaded(name, found.text, kind, sha256(content).hexdigest(), content, notes=notes)


def _name_notes(name: str) -> tuple[Note, ...]:
    """Return a note where a text is named like something else: it may not be what was meant."""
    ending = name.rpartition(".")[2].lower()
    if ending not in _OTHER_ENDINGS:
        return ()
    detail = f"The file is named .{ending} but holds text; it was read as text. Check that it is the right file."
    return (Note("library.misnamed", detail),)


def _unsupported(name: str, what: str) -> Refused:
    """Return the refusal of a file of a kind that is not read."""
    if what in ("image", "word-encrypted"):
        return refused(name, f"library.{what}")
    return refused(name, "library.unsupported", what=what)


def _extracted(
    name: str,
    content: bytes,
    kind: str,
    found: tuple[Extract, dict[str, str]],
    *,
    notes: tuple[Note, ...] = (),
) -> Loaded | Refused:
    """Return a document of extracted text, or that it holds no words."""
    extract, metadata = found
    text = extract.text()
    if not text.strip():
        return refused(name, "library.empty")
    return Loaded(
        name,
        text,
        kind,
        sha256(content).hexdigest(),
        content,
        extracted=True,
        notes=notes,
        metadata=metadata,
        hints=tuple(extract.hints),
    )


def _zipped(name: str, content: bytes, *, limits: Limits, depth: int) -> Iterator[Loaded | Refused]:
    """Return the documents of an archive, or the one of a Word file."""
    archive = opened(BytesIO(content))
    if archive is None:
        yield refused(name, "library.zip-broken")
        return
    with archive:
        office = office_of(archive)
        if office == "word":
            sane = is_sane(archive, limits=limits)
            yield (
                in_time(name, partial(_word, name, content), seconds=limits.seconds)
                if sane
                else refused(
                    name, "library.zip-bomb", member=name, size="far too much", ratio=limits.ratio
                )
            )
        elif office is not None:
            yield refused(name, "library.unsupported", what=office)
        else:
            for member in members(name, archive, limits=limits):
                yield from _documents_of(member, limits=limits, depth=depth)


def _documents_of(
    member: Member | Refused, *, limits: Limits, depth: int
) -> Iterator[Loaded | Refused]:
    """Return the documents of one member of an archive."""
    if isinstance(member, Refused):
        yield member
    else:
        yield from documents_in(member.name, member.content, limits=limits, depth=depth + 1)


def _word(name: str, content: bytes) -> Loaded | Refused:
    """Return the document of a Word file."""
    found = word_text(content)
    return (
        _extracted(name, content, _WORD_TYPE, found)
        if found is not None
        else refused(name, "library.word-broken")
    )


def _mail(name: str, content: bytes, *, limits: Limits, depth: int) -> Iterator[Loaded | Refused]:
    """Return a mail's words and its attachments."""
    message = in_time(name, partial(mail_of, content), seconds=limits.seconds)
    if isinstance(message, Refused):
        yield message
        return
    work = partial(_mail_words, name, content, message)
    yield in_time(name, work, seconds=limits.seconds)
    for attached, inner in attachments(message):
        yield from documents_in(f"{name}/{attached}", inner, limits=limits, depth=depth + 1)


def _mail_words(name: str, content: bytes, message: EmailMessage) -> Loaded | Refused:
    """Return a mail's own words."""
    return _extracted(name, content, "message/rfc822", mail_text(message))


def _feed(name: str, content: bytes, *, limits: Limits) -> Iterator[Loaded | Refused]:
    """Return a document for each entry of a feed."""
    if has_entities(content):
        yield refused(name, "library.xml-entities")
        return
    entries = in_time(name, lambda: list(feed_entries(content)), seconds=limits.seconds)
    if isinstance(entries, Refused):
        yield entries
        return
    for number, found in enumerate(entries, start=1):
        yield _extracted(
            f"{name}/{number}",
            found[0].text().encode("utf-8", "replace"),
            "application/rss+xml",
            found,
        )
    if not entries:
        yield refused(name, "library.feed-empty")
