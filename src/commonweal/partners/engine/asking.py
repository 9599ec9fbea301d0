"""What a form may ask, and whether an answer fits its question.

No question about what a person believes or is, and none for the papers that prove who they are: the
words are found in any of their forms and inside a longer one, in the workspace's languages.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

Problem = Literal["missing", "long", "not-a-choice", "not-a-number", "not-a-day", "not-an-address", "not-a-telephone"]  # fmt: skip

# Beginnings of words. Latin and Cyrillic, without marks above letters.
_STEMS = (
    "religi", "faith", "denominat", "confession", "creed", "belief", "muslim", "islam", "christian", "jewish",
    "ethnic", "etnic", "etnij", "race", "racial", "rasa", "tribe", "nationalit", "nacionaln", "kombesi", "citizenship", "skin",
    "politic", "politik", "ideolog", "partisan", "worldview", "sexual", "seksual", "gender", "orientation", "lgbt",
    "unionist", "sindikat", "passport", "pasos", "pasaport", "biometric", "fingerprint", "criminal", "conviction",
    "vjerois", "veroisp", "vjera", "fetar", "религи", "вероисп", "вера", "национальн", "этнич", "политич",
    "паспорт", "националн", "этник", "мазхаб", "миллат",
)  # fmt: skip
_PAIRS = (
    ("identity", "card"), ("identity", "document"), ("id", "card"), ("id", "number"), ("trade", "union"),
    ("political", "party"), ("mother", "tongue"), ("place", "birth"), ("date", "birth"), ("personal", "number"),
    ("licna", "karta"), ("leternjoftim", "numri"), ("social", "security"),
)  # fmt: skip
LONGEST = 4000
LINE = 300
_NUMBER = re.compile(r"-?\d{1,12}(?:[.,]\d{1,6})?")
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_TELEPHONE = re.compile(r"\+?[\d ()/.-]{5,30}")


@dataclass(frozen=True, slots=True)
class Question:
    """One question as an answer is checked against it.

    Attributes:
        kind: One of ``FieldKind``'s values.
        is_required: Whether it must be answered.
        options: What may be chosen.
        limits: How many may choose an option, where that is limited.
    """

    kind: str
    is_required: bool = False
    options: tuple[str, ...] = ()
    limits: Mapping[str, int] = field(default_factory=dict)


def never_asked(words: str) -> str:
    """Return the word of a question that asks what nobody is asked here; "" where there is none.

    Args:
        words: A label, a hint, a choice.
    """
    found = _words(words)
    for word in found:
        if word.startswith(_STEMS):
            return word
    for first, second in _PAIRS:
        if first in found and any(word.startswith(second) for word in found):
            return f"{first} {second}"
    return ""


def problem_with(question: Question, value: Any) -> Problem | None:
    """Return what is wrong with an answer; None where nothing is.

    Args:
        question: What was asked.
        value: Text, a truth value, or a list of chosen options; empty where nothing was said.
    """
    if value in (None, "", [], ()) or (question.kind == "yes-no" and value is False):
        return "missing" if question.is_required else None
    if question.kind in {"one", "several"}:
        chosen = value if isinstance(value, list | tuple) else [value]
        return None if set(chosen) <= set(question.options) else "not-a-choice"
    if question.kind == "yes-no":
        return None
    return _problem_of_text(question.kind, str(value))


def full_options(
    question: Question, *, taken: Mapping[str, int], chosen: Sequence[str]
) -> tuple[str, ...]:
    """Return those of the chosen options that have no place left.

    Args:
        question: What was asked.
        taken: How many of those who hold a place have chosen each option, this person not counted.
        chosen: What this person chose.
    """
    return tuple(
        option
        for option in chosen
        if option in question.limits and taken.get(option, 0) >= question.limits[option]
    )


def _problem_of_text(kind: str, value: str) -> Problem | None:
    if len(value) > (LONGEST if kind == "long" else LINE):
        return "long"
    if kind == "number" and not _NUMBER.fullmatch(value.strip()):
        return "not-a-number"
    if kind == "email" and not _ADDRESS.fullmatch(value.strip()):
        return "not-an-address"
    if kind == "phone" and not _TELEPHONE.fullmatch(value.strip()):
        return "not-a-telephone"
    return "not-a-day" if kind == "date" and not _is_day(value) else None


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _words(text: str) -> list[str]:
    flat = "".join(
        c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c)
    )
    return [word for word in re.split(r"[^\w]+|_", flat) if word]
