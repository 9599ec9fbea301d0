"""Words with their places: the smallest things the grammars of names and roles look at."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from commonweal.kernel.provenance import Span
from commonweal.library.engine.facts import lexicon as lx

_TOKEN = re.compile(
    r"H\.\s?E\.|U\.\s?[SKN]\.|[’'](?:s\b)(?=\W|$)"
    r"|[^\W\d_](?:[^\W_]|(?![’']s\b)[-‑/&’'](?=[^\W_]))*"
    r"|\d+(?:[.,]\d+)*(?:st|nd|rd|th)?"
    r"|[^\w\s]"
)
_ABBREVIATED = lx.words(
    """
    dr mr ms mrs prof lt col gen maj capt sgt insp brig st h.e amb hon rev eng cmdr adm supt det h.e.
    """
)
_CLOSING = frozenset(("’", "'"))


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or mark.

    Attributes:
        text: As printed.
        low: In lower case.
        start: First character, in the document.
        end: One past the last character.
        cap: True for a word that starts with a capital letter.
    """

    text: str
    low: str
    start: int
    end: int
    cap: bool


def tokens_of(text: str, span: Span) -> list[Token]:
    """Return the words and marks of a span, in order.

    A possessive is a token of its own ("OSCE" "’s"), so is the full stop after "Dr".
    """
    found = []
    for match in _TOKEN.finditer(text, span.start, span.end):
        word = match.group()
        found.append(Token(word, word.lower(), match.start(), match.end(), word[0].isupper()))
    return found


def is_possessive(tokens: list[Token], at: int) -> bool:
    """Say whether the token at an index is the possessive mark of the word before it.

    Example: "the OSCE’s Mission", "the United States’ Embassy".
    """
    if not 0 < at < len(tokens) or tokens[at - 1].end != tokens[at].start:
        return False
    token = tokens[at]
    if token.low in {"’s", "'s"}:
        return True
    return token.text in _CLOSING and tokens[at - 1].low.endswith("s")


def is_abbreviation_stop(tokens: list[Token], at: int) -> bool:
    """Say whether the token at an index is the full stop of an abbreviation: "Dr.", "J."."""
    if not 0 < at < len(tokens) or tokens[at].text != "." or tokens[at - 1].end != tokens[at].start:
        return False
    word = tokens[at - 1]
    return word.low in _ABBREVIATED or (len(word.text) == 1 and word.cap)


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Return a word in plain lower-case letters, without marks: "Priština" becomes "pristina"."""
    low = word.casefold()
    if low.isascii():
        return low
    low = (
        low.replace("ł", "l")
        .replace("đ", "d")
        .replace("ø", "o")
        .replace("ı", "i")
        .replace("’", "'")
    )
    return "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c))


def printed(text: str, span: Span) -> str:
    """Return the words of a span on one line."""
    return " ".join(span.of(text).split())
