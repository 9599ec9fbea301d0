"""What the search for evidence takes and gives: promises, papers, and offers with their reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

SignalKey = Literal["body", "subject", "place", "later", "done"]


@dataclass(frozen=True, slots=True)
class Promise:
    """An open recommendation, as far as a paper can show that it was followed.

    Attributes:
        key: Its id.
        text: What is asked, and what was promised to be done about it.
        bodies: The names of who was asked and who acts, with their short and other names.
        places: Places named for it; none where it says none.
        since: The day it was made: only what is later can show anything.
        sources: The documents it comes from; a paper does not show what it asks itself.
    """

    key: str
    text: str
    bodies: tuple[str, ...]
    since: date
    places: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of a paper.

    Attributes:
        start: Place of its first character in the paper.
        end: Place after its last.
    """

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that was read.

    Attributes:
        key: Its id.
        on: Its day; None where it is not known, and then it shows nothing.
        bodies: The bodies that it names.
        places: The places that it names.
        subjects: Fields of work that it is filed under.
    """

    key: str
    title: str
    on: date | None
    passages: Sequence[Passage]
    bodies: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signal:
    """One reason for an offer.

    Attributes:
        key: Which one.
        score: How much it speaks for it, 0 to 1; below 0 it speaks against.
        words: The words it rests on.
    """

    key: SignalKey
    score: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """A passage that may show that a promise was followed; a person decides.

    Attributes:
        score: How much speaks for it: the share of the promise's words by weight, and what is done.
        signals: Why, the strongest first.
    """

    promise: str
    paper: str
    start: int
    end: int
    score: float
    signals: tuple[Signal, ...]
