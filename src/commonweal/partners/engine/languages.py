"""Languages by name and by code: people write "Romani", the workspace keeps "rom".

The names are those of the Unicode locale data, in English, in the reader's language and in the language
itself; a few that partners use otherwise, or that are missing there, stand below.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from commonweal.kernel.errors import InvalidInput

# How partners call these; the first name is the one that is shown.
_CALLED = {
    "rom": ("Romani", "Romany"),
    "bn": ("Bengali", "Bangla"),
    "fa": ("Persian", "Farsi"),
    "kmr": ("Kurmanji", "Northern Kurdish"),
    "prs": ("Dari",),
    "zza": ("Zazaki", "Zaza"),
    "ils": ("International Sign",),
    "sr": ("Serbian", "srpski"),
}
_NO_LANGUAGE = frozenset({"mul", "und", "zxx", "root", "mis"})
_CODE = re.compile(r"([a-z]{2,3})(?:-([A-Z][a-z]{3}))?")
_SEVERAL = re.compile(r"[,;\n]+")
_EXAMPLES = "a name such as Albanian or Romani, or a code such as sq, rom or sr-Latn"


def language_codes(text: str, *, reading: str = "en") -> tuple[str, ...]:
    """Return the codes of the languages in a text, once each, in order.

    Names and codes may be mixed with commas between; between codes alone a space does too.

    Args:
        text: Such as "Albanian, Romani" or "sq rom".
        reading: The code of the language in which whoever wrote it reads the pages.

    Raises:
        InvalidInput: If one of them is no language that is known.

    Example:
        >>> language_codes("Albanian, Serbian (Latin); rom")
        ('sq', 'sr-Latn', 'rom')
    """
    return tuple(dict.fromkeys(_codes(text, reading=reading)))


def in_one_line(codes: Iterable[str]) -> str:
    """Return codes as they are kept: "sq en"."""
    return " ".join(codes)


def language_name(code: str, *, reading: str = "en") -> str:
    """Return what the language of a code is called; the code where it has no name.

    Args:
        code: Such as ``rom`` or ``sr-Latn``.
        reading: The code of the language in which the name is read.
    """
    return _names(reading).get(code) or _with_script(code, reading=reading) or code


def _codes(text: str, *, reading: str) -> Iterator[str]:
    pieces = (" ".join(each.split()) for each in _SEVERAL.split(text))
    for piece in filter(None, pieces):
        parts = piece.split()
        if code := _of_name(piece, reading=reading) or _of_code(piece):
            yield code
        # A short word inside a sentence may be a code by chance: "English or Romani".
        elif all(_CODE.fullmatch(part) for part in parts):
            if wrong := next((part for part in parts if not _of_code(part)), None):
                raise _unknown(wrong, reading=reading)
            yield from parts
        else:
            names = [_of_name(part, reading=reading) for part in parts]
            if None in names:
                raise _unknown(piece, reading=reading)
            yield from filter(None, names)


def _of_name(words: str, *, reading: str) -> str | None:
    named = words.casefold()
    return _by_name(reading).get(named) or _by_name("en").get(named) or _by_own_name().get(named)


def _of_code(words: str) -> str | None:
    language, _between, script = words.partition("-")
    code = f"{language.lower()}-{script.title()}" if script else language.lower()
    return code if code in _names("en") or _with_script(code, reading="en") else None


def _unknown(piece: str, *, reading: str) -> InvalidInput:
    known = {**_by_name("en"), **_by_name(reading)}
    near = get_close_matches(piece.casefold(), known, n=1, cutoff=0.8)
    hint = f" Did you mean {language_name(known[near[0]], reading=reading)}?" if near else ""
    return InvalidInput(
        "partners.language",
        f"“{piece}” is no language that is known here.{hint} Write {_EXAMPLES}, with commas between.",
    )


def _with_script(code: str, *, reading: str) -> str:
    """Return the name of a language in one of its scripts; empty where the code is none."""
    match = _CODE.fullmatch(code)
    if match is None or match[2] is None:
        return ""
    script = _locale(reading).scripts.get(match[2]) or _locale("en").scripts.get(match[2])
    language = _names(reading).get(match[1])
    return f"{language} ({script})" if language and script else ""


@lru_cache(maxsize=32)
def _locale(reading: str) -> Locale:
    try:
        return Locale.parse(reading, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


@lru_cache(maxsize=32)
def _names(reading: str) -> Mapping[str, str]:
    """Return the name of each code, as it is read in a language."""
    english, read = Locale("en").languages, _locale(reading).languages
    names = {code: names[0] for code, names in _CALLED.items()}
    is_english = _locale(reading).language == "en"
    for code in english:
        if (
            _CODE.fullmatch(code)
            and code not in _NO_LANGUAGE
            and not (is_english and code in names)
        ):
            names[code] = read.get(code) or names.get(code) or english[code]
    return names


@lru_cache(maxsize=32)
def _by_name(reading: str) -> Mapping[str, str]:
    """Return the code of each name, in small letters; of those in two scripts too."""
    found = {}
    for code, name in _names(reading).items():
        found[name.casefold()] = code
        for script in ("Latn", "Cyrl", "Arab"):
            with_script = f"{code}-{script}"
            found[_with_script(with_script, reading=reading).casefold()] = with_script
    if _locale(reading).language == "en":
        for code, names in _CALLED.items():
            found |= {name.casefold(): code for name in names}
    return found


@lru_cache(maxsize=1)
def _by_own_name() -> Mapping[str, str]:
    """Return the code of each name by which speakers call their language, in small letters."""
    found = {}
    for code in _names("en"):
        own = _locale(code)
        if own.language == code and (name := own.languages.get(code)):
            found[name.casefold()] = code
    return found
