"""Where words that a person gives stand in a text, and where they stand again in another version of it.

What people type and what is printed differ in line breaks, in the shape of quotation marks, apostrophes
and dashes, and in how accents are put together; words that differ in anything else are other words.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import islice

from commonweal.kernel.provenance import Span

# So many characters on each side tell one place from another.
AROUND = 40
# The same words at more places than this are looked at no further.
MOST = 1_000
_ALIKE = ("'’‘ʼ`´", '"“”„«»', "-‐‑‒–—−")


def places_of(text: str, words: str, *, most: int = MOST) -> tuple[Span, ...]:
    """Return where words stand in a text, whole words only, in reading order.

    Letters are compared as given; only where they stand nowhere so, without regard to capitals.

    Args:
        text: The text.
        words: What is looked for.
        most: So many places are returned at most.
    """
    for flags in (re.NOFLAG, re.IGNORECASE):
        for form in dict.fromkeys((words, *_composed(words))):
            found = re.finditer(_pattern(form), text, flags) if form.split() else iter(())
            places = tuple(Span(one.start(), one.end()) for one in islice(found, most))
            if places:
                return places
    return ()


def around(text: str, place: Span) -> tuple[str, str]:
    """Return what stands before and after a place, to know it again by."""
    return text[max(0, place.start - AROUND) : place.start], text[place.end : place.end + AROUND]


def found_again(text: str, words: str, *, before: str, after: str) -> Span | None:
    """Return where words stand in another version of a text; where several times, between the likest others.

    Args:
        text: The other version.
        words: As they were printed.
        before: What stood before them.
        after: What stood after them.
    """

    def likeness(place: Span) -> int:
        here = around(text, place)
        return _shared(before[::-1], here[0][::-1]) + _shared(after, here[1])

    return max(places_of(text, words), key=likeness, default=None)


def _composed(words: str) -> tuple[str, ...]:
    return unicodedata.normalize("NFC", words), unicodedata.normalize("NFD", words)


def _pattern(words: str) -> str:
    parts = words.split()
    begins = r"(?<!\w)" if parts[0][0].isalnum() else ""
    ends = r"(?!\w)" if parts[-1][-1].isalnum() else ""
    return begins + r"\s+".join("".join(map(_letter, part)) for part in parts) + ends


def _letter(letter: str) -> str:
    alike = next((letters for letters in _ALIKE if letter in letters), "")
    return f"[{re.escape(alike)}]" if alike else re.escape(letter)


def _shared(one: str, other: str) -> int:
    return next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
