"""Offers and needs between partners: which of them fit, and why; how far one is.

Two things fit only where the one offers what the other needs, at a time when both can. Where they would
meet, and in which languages, are reasons for or against; a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

Sort = Literal["offer", "need"]
Stage = Literal["open", "settled", "over", "withdrawn"]
Ground = Literal["kind", "days", "any-day", "place", "any-place", "other-place", "languages", "no-language"]  # fmt: skip

STAGES: tuple[Stage, ...] = ("open", "settled", "over", "withdrawn")
# What cannot travel; people can.
FIXED: frozenset[str] = frozenset({"room"})
# What is of no use without a common language.
SPOKEN: frozenset[str] = frozenset({"interpreter"})
AGAINST: frozenset[str] = frozenset({"other-place", "no-language"})
_BETWEEN = re.compile(r"[,;/\n]+")

# From each state of a request, who may say what, and what follows.
MOVES: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "asked": {
        "agree": ("holder", "agreed"),
        "decline": ("holder", "declined"),
        "withdraw": ("asker", "withdrawn"),
    },
    "agreed": {"call-off": ("both", "called-off")},
}
NEEDS_REASON: frozenset[str] = frozenset({"decline", "call-off"})


@dataclass(frozen=True, slots=True)
class Terms:
    """What is offered or needed, when, where and in which languages.

    Attributes:
        kind: Such as ``trainer``; the same words on both sides.
        first: The first day on which it can be, or is to be; None for any.
        last: The last day; None for any.
        place: Municipalities with commas between; empty for anywhere.
        languages: Codes such as ``sq``; none where it does not matter.
    """

    kind: str
    first: date | None = None
    last: date | None = None
    place: str = ""
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoticeDraft:
    """An offer or a need as a person describes it.

    Attributes:
        sort: ``offer`` or ``need``.
        title: What, in a few words; 1 to 200 characters.
        terms: Of which kind, when, where, in which languages.
        words: What else there is to know.
    """

    sort: str
    title: str
    terms: Terms
    words: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two things fit, or what stands against it.

    Attributes:
        ground: One of ``Ground``.
        facts: The days, the places or the languages that both have.
    """

    ground: Ground
    facts: tuple[str, ...] = ()

    @property
    def is_for(self) -> bool:
        """Whether it speaks for it."""
        return self.ground not in AGAINST


@dataclass(frozen=True, slots=True)
class Fit:
    """Two things that fit, with every reason.

    Attributes:
        reasons: Those for it first.
        days: The first and the last day on which both can; None where that end is open.
    """

    reasons: tuple[Reason, ...]
    days: tuple[date | None, date | None]

    @property
    def strength(self) -> int:
        """How many reasons more speak for it than against it; only to put the best first."""
        return sum(1 if each.is_for else -1 for each in self.reasons)


def fit(one: Terms, other: Terms) -> Fit | None:
    """Return why an offer and a need fit, or None where they cannot.

    Args:
        one: What one partner offers, or needs.
        other: What another one needs, or offers.
    """
    days = common_days(one, other)
    if one.kind != other.kind or days is None:
        return None
    place = _place(one, other)
    spoken = _spoken(one, other)
    if place.ground == "other-place" and one.kind in FIXED:
        return None
    if spoken is not None and not spoken.is_for and one.kind in SPOKEN:
        return None
    found = [Reason("kind"), Reason("any-day" if days == (None, None) else "days"), place]
    found += [spoken] if spoken is not None else []
    return Fit(tuple(sorted(found, key=lambda each: not each.is_for)), days)


def common_days(one: Terms, other: Terms) -> tuple[date | None, date | None] | None:
    """Return the first and the last day on which both can, None for an open end; None where there is none."""
    first = max(filter(None, (one.first, other.first)), default=None)
    last = min(filter(None, (one.last, other.last)), default=None)
    return None if first and last and last < first else (first, last)


def places_in(text: str) -> tuple[str, ...]:
    """Return the places named in a text, once each, in order.

    Args:
        text: With commas, semicolons or lines between.
    """
    found = (" ".join(each.split()) for each in _BETWEEN.split(text))
    return tuple({each.casefold(): each for each in found if each}.values())


def _place(one: Terms, other: Terms) -> Reason:
    here, there = places_in(one.place), places_in(other.place)
    if not here or not there:
        return Reason("any-place", here or there)
    known = {each.casefold() for each in there}
    common = tuple(each for each in here if each.casefold() in known)
    return Reason("place", common) if common else Reason("other-place", (*here, *there))


def _spoken(one: Terms, other: Terms) -> Reason | None:
    if not one.languages or not other.languages:
        return None
    common = tuple(each for each in one.languages if each in other.languages)
    return Reason("languages", common) if common else Reason("no-language")


def stage(state: str, last: date | None, *, today: date) -> Stage:
    """Return how far an offer or a need is; what nobody took up ends by itself after its last day.

    Args:
        state: ``open``, ``settled`` or ``withdrawn``, as the database keeps it.
        last: Its last day; None if it has none.
        today: The present day.
    """
    if state == "open" and last is not None and last < today:
        return "over"
    return state  # type: ignore[return-value]  # the states are stages


def moves_open(state: str, who: Iterable[str]) -> tuple[str, ...]:
    """Return what may be said of a request now.

    Args:
        state: The request's state, such as ``asked``.
        who: ``holder`` for whoever wrote the offer or need, ``asker`` for whoever asked.
    """
    sides = set(who)
    return tuple(
        move
        for move, (whose, _after) in MOVES.get(state, {}).items()
        if whose in sides or (whose == "both" and sides)
    )
