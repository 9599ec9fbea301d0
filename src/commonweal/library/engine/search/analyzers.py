"""How words are compared: folded for every language, and by their stem where there is a stemmer."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import tantivy

# Snowball stemmers by language. Albanian, Bosnian, Croatian, Serbian and Tajik have none: there
# words are folded (case and accents) and a prefix finds the other endings.
STEMMERS: Mapping[str, str] = {
    "ar": "arabic",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "tr": "turkish",
}
LONGEST_WORD = 80

# Words that carry no meaning alone: they count for the order, but need not be there.
SMALL_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "by",
        "for",
        "from",
        "in",
        "is",
        "it",
        "of",
        "on",
        "or",
        "that",
        "the",
        "this",
        "to",
        "was",
        "were",
        "with",
        "au",
        "aux",
        "d",
        "de",
        "des",
        "du",
        "en",
        "et",
        "l",
        "la",
        "le",
        "les",
        "pour",
        "un",
        "une",
        "das",
        "dem",
        "den",
        "der",
        "die",
        "ein",
        "eine",
        "fur",
        "im",
        "mit",
        "und",
        "von",
        "zu",
        "в",
        "во",
        "и",
        "из",
        "к",
        "на",
        "не",
        "о",
        "от",
        "по",
        "с",
        "со",
        "у",
        "i",
        "iz",
        "na",
        "o",
        "od",
        "po",
        "sa",
        "se",
        "u",
        "za",
        "dhe",
        "e",
        "ne",
        "nga",
        "per",
        "te",
    ]
)


def stem_field(language: str) -> str | None:
    """Return the name of the field that holds a language's stems, or None where there is none."""
    base = language.split("-", maxsplit=1)[0].lower()
    return f"stem_{base}" if base in STEMMERS else None


def typo_distance(word: str) -> int:
    """Return how many letters of a word may be wrong: none under 4, one under 8, else two."""
    return 0 if len(word) < 4 else 1 if len(word) < 8 else 2


@cache
def analyzers() -> Mapping[str, Any]:
    """Return the analyzer of each field of words, made once: ``words`` and one for each stemmer."""
    found = {"words": _folded().build()}
    for base, name in STEMMERS.items():
        found[f"stem_{base}"] = _lowered().filter(tantivy.Filter.stemmer(name)).build()
    return found


def _lowered() -> Any:
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(LONGEST_WORD))
        .filter(tantivy.Filter.lowercase())
    )


def _folded() -> Any:
    return _lowered().filter(tantivy.Filter.ascii_fold())
