"""The same body under two names: what speaks for it and what against, each with its reason.

The docstring of each signal is what a person who decides reads beside it. A score is never an answer:
it orders what waits for a person.

Source of the weights and the cut: measured on published lists of organisations, where a ratio of sorted
words of 85 of 100 found 99 % of mistyped names with one wrong among 50,000 (design notes, partners 8);
that countries differ takes 0.2 away, as in nomenklatura's logic-v2. They were read off there, not fitted here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from uuid import UUID

from rapidfuzz.fuzz import ratio

from commonweal.partners.engine.names import folded

# From here on a pair is shown to a person.
SHOWN = 0.6
ALIKE = 85.0
# Two words are the same word, mistyped or in another form: "women", "womens".
WORD_ALIKE = 75.0
# A word that more partners have says nothing by itself; pairs are looked for by the rarer ones.
COMMON = 60
# Words that names have or leave out as they please.
SMALL = frozenset(["a", "an", "and", "at", "da", "de", "del", "der", "des", "di", "die", "du", "e", "et", "for", "i", "in", "la", "le", "of", "on", "the", "to", "u", "und", "y", "za"])  # fmt: skip
SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Known:
    """A body as it is known here.

    Attributes:
        country: Where it is; empty where nobody said.
        body_keys: The library's bodies that it is.
    """

    id: UUID
    name: str
    short_name: str = ""
    other_names: tuple[str, ...] = ()
    country: str = ""
    body_keys: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing that speaks for, or against, two being the same.

    Attributes:
        rule: The function's name.
        score: From 0 to 1.
        weight: How much it counts; below 0 speaks against.
        detail: The words that were compared.
    """

    rule: str
    score: float
    weight: float
    detail: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two bodies that may be the same, with what speaks for it."""

    first: Known
    second: Known
    score: float
    signals: tuple[Signal, ...]


def same_name(one: Known, other: Known) -> Signal | None:
    """The names are the same, but for capitals, accents, articles and punctuation."""
    if folded(one.name) != folded(other.name):
        return None
    return Signal("same_name", 1.0, 0.95, f"{one.name} = {other.name}")


def similar_name(one: Known, other: Known) -> Signal | None:
    """The words of the names are nearly the same, in whatever order; numbers in them are the same."""
    alike = ratio(_sorted_words(one.name), _sorted_words(other.name))
    if alike < ALIKE or same_name(one, other) or _numbers(one.name) != _numbers(other.name):
        return None
    # "Women's Association" and "Teachers' Association" share most letters, and not the word that counts.
    if _unlike(one.name, other.name) and _unlike(other.name, one.name):
        return None
    return Signal("similar_name", alike / 100, 0.8, f"{one.name} ~ {other.name}")


def another_name(one: Known, other: Known) -> Signal | None:
    """A name of one is given as another name of the other."""
    shared = _all_names(one) & _all_names(other)
    shared -= {folded(one.name)} & {folded(other.name)}
    if not shared:
        return None
    return Signal("another_name", 1.0, 0.9, ", ".join(sorted(shared)))


def short_form(one: Known, other: Known) -> Signal | None:
    """The short forms are the same, or the short form of one is made of the other's initials."""
    shared = _short_forms(one) & _short_forms(other)
    if not shared or not (one.short_name or other.short_name):
        return None
    return Signal("short_form", 1.0, 0.5, ", ".join(sorted(shared)).upper())


def same_source(one: Known, other: Known) -> Signal | None:
    """Documents of the library name both as the same body."""
    shared = one.body_keys & other.body_keys
    shared |= {key for key in one.body_keys if key in _all_names(other)}
    shared |= {key for key in other.body_keys if key in _all_names(one)}
    if not shared:
        return None
    return Signal("same_source", 1.0, 0.7, ", ".join(sorted(shared)))


def same_country(one: Known, other: Known) -> Signal | None:
    """Both are of the same country; by itself that says nothing."""
    if not one.country or folded(one.country) != folded(other.country):
        return None
    return Signal("same_country", 1.0, 0.05, one.country)


def other_country(one: Known, other: Known) -> Signal | None:
    """They are of different countries, which speaks against it."""
    if not one.country or not other.country or folded(one.country) == folded(other.country):
        return None
    return Signal("other_country", 1.0, -0.2, f"{one.country} / {other.country}")


SIGNALS = (same_name, similar_name, another_name, short_form, same_source, same_country, other_country)  # fmt: skip


def compare(one: Known, other: Known) -> Pair:
    """Return what speaks for and against two bodies being the same.

    What speaks for it is joined as chances of independent witnesses are (1 minus the product of what
    each leaves open); what speaks against it is taken away then.

    Cost: O(length of the names).
    """
    signals = tuple(found for each in SIGNALS if (found := each(one, other)) is not None)
    left_open = 1.0
    against = 0.0
    for each in signals:
        if each.weight > 0:
            left_open *= 1 - each.weight * each.score
        else:
            against -= each.weight * each.score
    return Pair(one, other, score=max(0.0, 1 - left_open - against), signals=signals)


def pairs(known: Sequence[Known], *, shown: float = SHOWN) -> list[Pair]:
    """Return the pairs that may be the same, the likeliest first.

    Only bodies are compared that share a name, a short form, a source, or a word that few others have.

    Args:
        known: All bodies.
        shown: The least score.

    Cost: O(n) for each word that few have; no pair is compared twice.
    """
    found = (compare(known[i], known[j]) for i, j in sorted(_candidates(known)))
    wanted = [each for each in found if each.score >= shown]
    return sorted(wanted, key=lambda each: (-each.score, each.first.name, each.second.name))


def _candidates(known: Sequence[Known]) -> set[tuple[int, int]]:
    marks: dict[str, list[int]] = defaultdict(list)
    for place, each in enumerate(known):
        for mark in _marks(each):
            marks[mark].append(place)
    common = Counter({mark: len(places) for mark, places in marks.items()})
    return {
        pair
        for mark, places in marks.items()
        if common[mark] <= COMMON
        for pair in combinations(places, 2)
    }


def _marks(each: Known) -> Iterator[str]:
    """Yield by what a body is looked for: its names, short forms, sources and words, once each."""
    found = {f"name {name}" for name in _all_names(each) | each.body_keys}
    found |= {f"short {form}" for form in _short_forms(each)}
    found |= {f"word {word}" for name in (each.name, *each.other_names) for word in _words(name)}
    yield from found


def _all_names(each: Known) -> set[str]:
    return {folded(name) for name in (each.name, *each.other_names)}


def _words(name: str) -> list[str]:
    return [word for word in folded(name).split() if word not in SMALL]


def _unlike(name: str, other: str) -> list[str]:
    """Return the words of a name that are like no word of the other one."""
    there = _words(other)
    return [word for word in _words(name) if all(ratio(word, each) < WORD_ALIKE for each in there)]


def _numbers(name: str) -> list[str]:
    return sorted(word for word in _words(name) if word.isdigit())


def _sorted_words(name: str) -> str:
    return " ".join(sorted(_words(name)))


def _short_forms(each: Known) -> set[str]:
    forms = {folded(each.short_name).replace(" ", "")} if each.short_name else set()
    forms |= {_initials(name) for name in (each.name, *each.other_names)}
    return {form for form in forms if len(form) >= SHORTEST}


def _initials(name: str) -> str:
    return "".join(word[0] for word in _words(name))
