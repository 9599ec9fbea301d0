"""What to look at twice in words that were typed in: names, addresses, what people believe or are.

A soft stop: the words are shown, and whoever typed them changes them or says why they stay. It warns of
what looks like it and cannot know; a text without a finding may still name somebody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["mail", "telephone", "name", "street", "number", "coordinates", "belief"]
MOST_FOUND = 8


@dataclass(frozen=True, slots=True)
class Found:
    """Words to look at twice, and why."""

    kind: Kind
    words: str


_CAPITAL = r"[^\W\d_a-zà-öø-ÿ]"
_NAME = rf"{_CAPITAL}[\w’'-]*"
_TITLES = r"Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Inspector|Officer|Imam|Father|Gospodin|Gospođa|Zoti|Zonja|Господин|Госпожа|Господина"
_SAID = r"said|says|told|tells|asked|claimed|complained|reported|named|called"
_STREETS = (
    r"street|st\.|road|rd\.|avenue|lane|alley|boulevard|square no|ulica|ul\.|trg br|rruga|sheshi"
    r"|улица|ул\.|проспект|кӯчаи|хиёбони"
)
_BELIEFS = (
    r"muslims?|islamic|christians?|orthodox|catholics?|protestants?|jews?|jewish|roma|gyps(?:y|ies)|albanians?|serbs?"
    r"|croats?|bosniaks?|russians?|tajiks?|arabs?|africans?|migrants?|foreigners?|gays?|lesbians?|lgbt\w*"
    r"|socialists?|nationalists?|communists?|liberals?|conservatives?"
)

_RULES: tuple[tuple[Kind, re.Pattern[str], int], ...] = (
    ("mail", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), 0),
    ("coordinates", re.compile(r"\b\d{1,3}[.,]\d{3,}\s*[°NSEW]?[\s,;/]+-?\d{1,3}[.,]\d{3,}"), 0),
    ("telephone", re.compile(r"(?<![\d.,])\+?\d(?:[\d ()/-]{5,})\d(?![\d.,])"), 0),
    ("name", re.compile(rf"\b(?:{_TITLES})\.?\s+{_NAME}(?:\s+{_NAME})?"), 0),
    ("name", re.compile(rf"\b(?i:{_SAID})\s+(?:(?:by|to|that)\s+)?({_NAME}\s+{_NAME})"), 1),
    ("name", re.compile(rf"\b({_NAME}\s+{_NAME})\s+(?i:said|says|told|asked|complained)\b"), 1),
    ("street", re.compile(rf"(?i)(?:\b[\w’'-]+\s+)?(?<!\w)(?:{_STREETS})(?!\w)(?:\s+[\w’'-]+)?(?:\s+\d+\w?)?"), 0),
    ("number", re.compile(r"(?i)\b(?:no\.?|number|house|flat|block|br\.|nr\.?|№)\s*\d+\w?\b"), 0),
    ("number", re.compile(r"(?i)\b(?:postcode|post code|zip)\s*:?\s*\w+"), 0),
    ("belief", re.compile(rf"(?i)\b(?:{_BELIEFS})\b"), 0),
)  # fmt: skip
# A municipality has a name and nothing finer.
_FINER = re.compile(r"\d[\w./-]*|[,;].*")


def found_in(text: str) -> tuple[Found, ...]:
    """Return what to look at twice in a text, each once, in the order it stands there.

    Args:
        text: As somebody typed it.
    """
    places: list[tuple[int, Found]] = []
    for kind, pattern, group in _RULES:
        for each in pattern.finditer(text):
            words = " ".join(each.group(group).split())
            places.append((each.start(group), Found(kind, words)))
    ordered = (found for _place, found in sorted(places, key=lambda pair: pair[0]))
    return tuple(_outermost(list(dict.fromkeys(ordered))))[:MOST_FOUND]


def found_in_place(name: str) -> tuple[Found, ...]:
    """Return what makes the name of a place finer than a municipality.

    Args:
        name: As somebody typed it.
    """
    finer = [Found("number", each.group().strip(" ,;/")) for each in _FINER.finditer(name)]
    return tuple(dict.fromkeys([*found_in(name), *(each for each in finer if each.words)]))[
        :MOST_FOUND
    ]


def _outermost(found: list[Found]) -> Iterator[Found]:
    """Yield findings whose words do not stand inside another finding's."""
    for each in found:
        if not any(each.words in other.words and each != other for other in found):
            yield each
