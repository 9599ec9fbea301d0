"""The prevention plan as a paper: what Word and PDF print, as values that know nothing of either."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """One indicator: all in words, numbers as they are read in the paper's language."""

    title: str
    baseline: str
    target: str
    newest: str
    share: str


@dataclass(frozen=True, slots=True)
class ObjectivePaper:
    """One objective of the paper.

    Attributes:
        heading: Its number and title.
        state: How far, in words.
        text: Why, and how one will know.
        concerns: What it answers, one a line.
        heard: What a women's and a youth organisation said, or the reason why not.
        doing: Activities, actions and recommendations, each with who and how far.
    """

    heading: str
    state: str
    text: str
    concerns: Sequence[str]
    heard: Sequence[str]
    doing: Sequence[str]
    indicators: Sequence[IndicatorLine]


@dataclass(frozen=True, slots=True)
class LevelPaper:
    """The objectives of one level of prevention."""

    name: str
    objectives: Sequence[ObjectivePaper]


@dataclass(frozen=True, slots=True)
class MeaningLine:
    """A word, what is meant by it and what is not, and how many partners say so."""

    term: str
    means: str
    means_not: str
    views: str


@dataclass(frozen=True, slots=True)
class PlanPaper:
    """A prevention plan, ready to be printed.

    Attributes:
        language: Its language's code.
        words: The paper's own words by key: ``kind``, ``need``, ``response``, ``answers``, ``heard``,
            ``doing``, ``indicators``, ``columns`` joined by ``|``, ``meanings``, ``means``,
            ``means_not``, ``nothing``, ``made``.
        needs: How many concerns of which theme were raised and are answered, one a line.
    """

    title: str
    facts: Sequence[tuple[str, str]]
    need: str
    needs: Sequence[str]
    levels: Sequence[LevelPaper]
    response: str
    meanings: Sequence[MeaningLine]
    language: str
    made_on: date
    words: Mapping[str, str]
