"""Bytes to text: byte order mark, UTF-8, UTF-16, else the old code page that gives the likeliest words.

The old code pages are told apart by charset-normalizer, asked only for those that the region's
languages used, and by the letters they yield.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from commonweal.library.engine.language import language_of
from commonweal.library.engine.types import Note

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_OLD = [
    "cp1252",
    "cp1251",
    "cp1250",
    "cp1253",
    "cp1254",
    "cp1257",
    "koi8_r",
    "iso8859_2",
    "iso8859_5",
    "cp866",
    "mac_cyrillic",
]
_LATIN = frozenset({"cp1252", "cp1250", "cp1254", "cp1257", "iso8859_2"})
_LATIN_OF = {
    "cp1252": ("fr", "de", "es", "it", "pt", "nl", "fi", "sv", "da", "sq"),
    "cp1250": ("sr-Latn", "bs", "hr", "cnr", "pl", "cs", "sk", "sl", "hu", "ro"),
    "cp1254": ("tr", "az"),
    "cp1257": ("et", "lv", "lt"),
}
# Turkish ı, ş, ğ inside words, which would be Icelandic letters; "à" as a word of its own, which would be "ŕ".
_SIGNS = {
    "cp1254": re.compile(rb"[A-Za-z][\xfd\xfe\xf0]"),
    "cp1252": re.compile(rb"(?<![\x80-\xffA-Za-z])\xe0(?![\x80-\xffA-Za-z])"),
}
_NAMES = {
    "utf_16_le": "UTF-16", "utf_16_be": "UTF-16", "cp1252": "Windows-1252 (Western European)", "cp1251": "Windows-1251 (Cyrillic)",
    "cp1250": "Windows-1250 (Central European)", "cp1253": "Windows-1253 (Greek)", "cp1254": "Windows-1254 (Turkish)", "cp1257": "Windows-1257 (Baltic)",
    "koi8_r": "KOI8-R (Cyrillic)", "iso8859_2": "ISO 8859-2 (Central European)", "iso8859_5": "ISO 8859-5 (Cyrillic)", "cp866": "DOS 866 (Cyrillic)",
    "mac_cyrillic": "Mac Cyrillic", "latin_1": "ISO 8859-1 (Western European)",
}  # fmt: skip
_SAMPLE_BYTES = 60_000
_MOST_CONTROLS = 0.02
_CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\v\f\r\x1b\x1c\x1d\x1e") + b"\x7f"
_CONTROL_TEXT = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufffd\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the encoding it was read as, and a note where that was assumed."""

    text: str
    encoding: str
    notes: tuple[Note, ...]


def decoded(content: bytes, *, declared: str | None = None) -> Decoded | None:
    """Return the text of a file, its byte order mark removed, its newlines as they were.

    Args:
        content: The file's bytes.
        declared: The encoding the file itself names, as HTML does; tried after UTF-8.

    Returns:
        The text, or None where the bytes are no text.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _checked(content[len(mark) :].decode(encoding, "replace"), encoding, ())
    wide = _utf16(content)
    if wide is not None:
        return _checked(content.decode(wide, "replace"), wide, (_note(wide),))
    if _is_binary(content):
        return None
    text = _strict(content, "utf-8")
    if text is not None:
        return _checked(text, "utf-8", ())
    return _cut_short(content) or _declared(content, declared) or _old(content)


def _strict(content: bytes, encoding: str) -> str | None:
    """Return the text if every byte fits the encoding, else None."""
    try:
        return content.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _cut_short(content: bytes) -> Decoded | None:
    """Return UTF-8 text with a few broken bytes in it, such as a file cut in mid-letter; None where they are many."""
    text = content.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    letters = sum(c > "\x7f" for c in text[:_SAMPLE_BYTES]) - text[:_SAMPLE_BYTES].count("\ufffd")
    if broken > 3 + letters // 20 or letters < 2 * broken:
        return None
    note = Note(
        "library.broken-letters",
        f"Read as UTF-8; letters that could not be read, shown as \ufffd: {broken}.",
    )
    return _checked(text, "utf-8", (note,))


def _declared(content: bytes, declared: str | None) -> Decoded | None:
    """Return the text in the encoding the file names, if it fits."""
    text = _strict(content, declared) if declared else None
    return _checked(text, declared, ()) if text is not None and declared else None


def _old(content: bytes) -> Decoded | None:
    """Return the text in the likeliest old code page."""
    sample = _with_letters(content)
    best = from_bytes(sample, cp_isolation=_OLD, threshold=0.5, enable_fallback=False).best()
    encoding = best.encoding if best is not None else "cp1252"
    if encoding == "cp1252" and _cyrillic_share(sample) > 0.6:
        encoding = "cp1251"
    if encoding in _LATIN:
        encoding = _latin(sample) or encoding
    return _checked(content.decode(encoding, "replace"), encoding, (_note(encoding),))


def _latin(sample: bytes) -> str | None:
    """Return the Latin code page of the text's language, told by plain small words; None where they do not tell."""
    code, evidence = language_of(sample.decode("cp1252", "replace"), declared=None)
    if evidence.rule != "language.small-words":
        return next((page for page, sign in _SIGNS.items() if sign.search(sample)), None)
    if code == "en":  # with names from elsewhere in it
        western = re.search(rb"[\xe0\xe1\xe4\xe9\xea\xf6\xfc]", sample)
        return "cp1250" if re.search(rb"[\x9a\x9e]", sample) and not western else "cp1252"
    return next((page for page, codes in _LATIN_OF.items() if code in codes), None)


def _with_letters(content: bytes) -> bytes:
    """Return the part of a file around its first letters beyond ASCII, whole lines, for guessing."""
    first = next((match.start() for match in re.finditer(rb"[\x80-\xff]", content)), 0)
    start = content.rfind(b"\n", 0, max(0, first - 2000)) + 1
    return content[start : start + _SAMPLE_BYTES]


def _cyrillic_share(sample: bytes) -> float:
    """Return which share of the bytes beyond ASCII stand beside another one: words all of such letters are Cyrillic."""
    high = len(re.findall(rb"[\x80-\xff]", sample))
    beside = sum(len(run) for run in re.findall(rb"[\xc0-\xff\xb8\xa8]{3,}", sample))
    return beside / high if high else 0.0


def _utf16(content: bytes) -> str | None:
    """Return the UTF-16 in which every other byte is zero, as in Latin text without a byte order mark; else None."""
    sample = content[:4000]
    if len(sample) < 4 or len(content) % 2:
        return None
    odd, even = sample[1::2].count(0), sample[0::2].count(0)
    half = len(sample) // 2
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 * half and odd < 0.05 * half else None


def _is_binary(content: bytes) -> bool:
    """Say whether bytes are no text: a zero byte, or more than two control characters in a hundred."""
    sample = content[:_SAMPLE_BYTES]
    if b"\x00" in sample:
        return True
    return len(sample) - len(sample.translate(None, _CONTROLS)) > _MOST_CONTROLS * len(sample)


def _checked(text: str, encoding: str, notes: tuple[Note, ...]) -> Decoded | None:
    """Return the text unless it decoded to control characters, which no text has."""
    sample = text[:_SAMPLE_BYTES]
    if len(_CONTROL_TEXT.findall(sample)) > max(3, 0.05 * len(sample)):
        return None
    return Decoded(text.removeprefix("\ufeff"), encoding, notes)


def _note(encoding: str) -> Note:
    """Return the note that says which encoding was assumed."""
    name = _NAMES.get(encoding.replace("-", "_"), encoding)
    return Note(
        "library.encoding",
        f"The file does not say its encoding; it was read as {name}. Check that the letters look right.",
    )
