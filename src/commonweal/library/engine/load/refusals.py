"""What is said when a file cannot be read: what it is, the limit, what to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from commonweal.kernel.reading_limits import FILE_VARIABLE, SECONDS_VARIABLE, TEXT_VARIABLE
from commonweal.kernel.time_limit import TimeIsUp, at_most
from commonweal.library.engine.load.limits import Limits, megabytes
from commonweal.library.engine.types import Refused

_MESSAGES = {
    "library.empty": "The file holds no words. Check that it was saved completely, and add it again.",
    "library.not-found": "There is no such file or folder. Check the path.",
    "library.empty-folder": "The folder holds no files. Name the folder that holds the documents.",
    "library.not-readable": "The file could not be opened ({reason}). Check that you may read it.",
    "library.not-text": "The file is named like a text but holds other data. Add the original document (PDF, Word, HTML or text) instead.",
    "library.image": "This is a picture. Run text recognition on it and add the text or the searchable PDF.",
    "library.unsupported": "{what} cannot be read. Save the document as PDF, Word (.docx), HTML or text, and add that.",
    "library.too-large": "The file has {size}; the limit for {what} is {limit}. Split it, or have {variable} raised by whoever runs the program.",
    "library.pdf-without-text": "The PDF holds no text on any page ({pages} in all): it is probably a scan. Run text recognition (OCR) on it and add the result.",
    "library.pdf-encrypted": "The PDF is protected by a password. Open it with the password, save it without one, and add that file.",
    "library.pdf-broken": "The PDF is damaged and cannot be opened. Download or export it again.",
    "library.pdf-too-long": "The PDF has {pages} pages; the limit is {limit}. Split it, or have {variable} raised by whoever runs the program.",
    "library.word-broken": "The Word file is damaged and cannot be opened. Open it in a word processor, save it again as .docx, and add that.",
    "library.word-encrypted": "The Word file is protected by a password or in the format before 2007. Save it as .docx without a password.",
    "library.html-broken": "The HTML cannot be read. Save the page again, or save it as text.",
    "library.mail-broken": "The mail cannot be read. Export it again as .eml, or save its text.",
    "library.feed-empty": "The feed holds no entries. Open its address in a browser to see whether it is the right one.",
    "library.xml-entities": "The file declares XML entities, which are not expanded for safety. Save it without them.",
    "library.zip-broken": "The archive is damaged and cannot be opened. Pack the files again.",
    "library.zip-encrypted": "{member} is protected by a password. Unpack the archive and add the files without one.",
    "library.zip-path": "The archive holds {member}, a path that points outside it. Nothing of that name is read; pack the files without such paths.",
    "library.zip-bomb": "{member} would unpack to {size}, more than {ratio} times its packed size. It is not unpacked; add the document itself.",
    "library.zip-too-large": "The archive unpacks to more than {limit}. Split it into several archives.",
    "library.zip-too-many": "The archive holds {count} files; the limit is {limit}. Split it into several archives.",
    "library.zip-empty": "The archive holds no files.",
    "library.too-slow": "The document took longer than {seconds:g} seconds, the most for one. Split it, or have {variable} raised by whoever runs the program.",
    "library.too-deep": "This lies {depth} archives or mails deep; the limit is {limit}. Unpack it and add the documents themselves.",
}


Anything = TypeVar("Anything")


def refused(name: str, code: str, **facts: object) -> Refused:
    """Return a refusal with its message, the facts filled in.

    Args:
        name: The file's name.
        code: One of the codes of this module.
        facts: Values, limits and names for the message.

    Returns:
        The refusal.
    """
    return Refused(name, code, _MESSAGES[code].format(**facts))


def too_large(name: str, *, size: int, limits: Limits, text: bool) -> Refused | None:
    """Return a refusal where a file is over its limit, else None."""
    limit = limits.text_bytes if text else limits.file_bytes
    if size <= limit:
        return None
    what = "text files" if text else "documents"
    return refused(
        name,
        "library.too-large",
        size=megabytes(size),
        limit=megabytes(limit),
        what=what,
        variable=TEXT_VARIABLE if text else FILE_VARIABLE,
    )


def in_time(name: str, work: Callable[[], Anything], *, seconds: float) -> Anything | Refused:
    """Return what a computation on a document gives, or the refusal of the document if it takes too long.

    Args:
        name: The document's name.
        work: The computation.
        seconds: The most it may take; kept in a process's main thread, see ``kernel.time_limit``.
    """
    try:
        with at_most(seconds):
            return work()
    except TimeIsUp:
        return refused(name, "library.too-slow", seconds=seconds, variable=SECONDS_VARIABLE)
