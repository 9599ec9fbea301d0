"""Which later papers may show that a recommendation was followed: proposed with reasons, never claimed.

    promises -> index (by body, by word) ; paper -> candidates by body, place and day -> passages -> offers

An offer needs all of these: the paper names who was asked or who acts; it is later than the promise; it does not name
other places alone; one of its passages shares enough of the promise's own words, rare ones counting for more, apart
from the names of bodies and places; and what it says of them was done: a passage that only asks or announces, or says that
it was not done, shows nothing.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from commonweal.partners.engine.evidence_types import Offer, Paper, Passage, Promise, Signal
from commonweal.partners.engine.names import folded

# Chosen on the development half of the labelled set (tests/evidence_set.py); bench/evidence.py measures the other half.
LEAST_SHARE, LEAST_WORDS, LEAST_SCORE = 0.3, 2, 0.4
DONE_WORTH, AHEAD_COST = 0.15, 0.2
WORDS_KNOWN = 100_000
# Of one paper, for one promise, the best passage; of one paper at most so many promises.
OFFERS_MOST = 20
STEM_LONG, STEM_SHORT = 7, 3
_WORD = re.compile(r"[^\W\d_]{3,}|\d{2,}")
_ENDS = ("ings", "ing", "edly", "ed", "ies", "es", "ly", "s", "e", "y")
_STOP = frozenset(
    re.findall(
        r"\w+",
        """the and for with that this from are was were has have had will shall should would could may can not but its
        their his her our your they them who which what when where how all any each other others another more most such
        than then there here into onto over under about after before between during against also only very some many
        much one two three four five six seven eight nine ten first second new per out off own same she him you been
        being does did done make makes made take takes taken give gives given year years month months week weeks day
        days time times recommended recommends recommendation participants meeting agreed said says stated promised
        asked""",
    )
)
_DONE = re.compile(
    r"\b(?:has|have|had|was|were|is|are)\s+(?:now\s+|been\s+|since\s+|already\s+)*(?:[a-z]+ed|built|held|done|made|set|"
    r"begun|run|put|laid|given|met|read|open|in (?:use|place))\b|\b(?:since|completed|opened|launched|finished|began|"
    r"published|installed|trained|adopted|introduced|stands?|stood|took place|for the first time)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will|shall|should|would|plans? to|planned to|intends?|hopes? to|ought|must|is to|are to|urged?|calls? (?:on|for)|"
    r"called (?:on|for)|recommend(?:s|ed)?|proposed?|asked)\b",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(
    r"\b(?:not yet|(?:has|have|had|was|were|is|are|could|can|did|does) ?not|cannot|failed to|postponed|delayed|cancelled|"
    r"no longer)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+")


def stems(text: str) -> list[str]:
    """Return the words of a text that carry its subject, cut to their stems, in order.

    Args:
        text: Any text; words of one or two letters and those that every text has are left out.
    """
    return _stems_in(folded(text))


def _stems_in(plain: str) -> list[str]:
    return [_stem(word) for word in _WORD.findall(plain) if word not in _STOP]


@lru_cache(maxsize=WORDS_KNOWN)
def _stem(word: str) -> str:
    for end in _ENDS:
        if word.endswith(end) and len(word) - len(end) >= STEM_SHORT:
            word = word[: -len(end)]
            break
    return word[:STEM_LONG]


@dataclass(frozen=True, slots=True)
class Index:
    """Promises, ready to be looked up.

    Attributes:
        by_body: Promises by each of their bodies' folded names.
        names: The folded names of bodies that begin with a word, by that word.
        weights: How much each stem says, by how few promises have it.
        stems: Each promise's stems, without the names of its bodies and places.
        totals: The weight of all of a promise's stems.
    """

    promises: Mapping[str, Promise]
    by_body: Mapping[str, tuple[str, ...]]
    names: Mapping[str, tuple[str, ...]]
    weights: Mapping[str, float]
    stems: Mapping[str, frozenset[str]]
    totals: Mapping[str, float]


def index(promises: Iterable[Promise]) -> Index:
    """Return promises ready to be looked up.

    Args:
        promises: The open ones.

    Cost: O(words of all promises).
    """
    kept = {each.key: each for each in promises}
    own = {key: _own_stems(each) for key, each in kept.items()}
    counted = Counter(stem for some in own.values() for stem in some)
    total = max(len(kept), 1)
    weights = {stem: math.log(1 + total / count) for stem, count in counted.items()}
    by_body: dict[str, list[str]] = defaultdict(list)
    for key, each in kept.items():
        for body in dict.fromkeys(folded(name) for name in each.bodies if name.strip()):
            by_body[body].append(key)
    names: dict[str, list[str]] = defaultdict(list)
    for body in by_body:
        names[body.split()[0]].append(body)
    return Index(
        promises=kept,
        by_body={body: tuple(keys) for body, keys in by_body.items()},
        names={word: tuple(sorted(some)) for word, some in names.items()},
        weights=weights,
        stems=own,
        totals={key: sum(weights[stem] for stem in some) for key, some in own.items()},
    )


def _own_stems(promise: Promise) -> frozenset[str]:
    named = {stem for name in (*promise.bodies, *promise.places) for stem in stems(name)}
    found = frozenset(stems(promise.text))
    return found - named or found


def offers(known: Index, paper: Paper) -> list[Offer]:
    """Return which promises a paper may show to be followed, the strongest first.

    Args:
        known: The promises.
        paper: One document.

    Returns:
        At most twenty, one passage each; none where the paper's day is not known.

    Cost: O(words of the paper x promises that share a word and a body with it).
    """
    if paper.on is None:
        return []
    plain = [folded(each.text) for each in paper.passages]
    text = " ".join((folded(paper.title), *plain))
    named = _bodies_in(known, paper, text)
    candidates = {
        key: body
        for body in sorted(named)
        for key in known.by_body[body]
        if _may_show(known.promises[key], paper, text)
    }
    wanted: dict[str, list[str]] = defaultdict(list)
    for key in candidates:
        for stem in known.stems[key]:
            wanted[stem].append(key)
    best: dict[str, Offer] = {}
    for passage, words in zip(paper.passages if candidates else (), plain, strict=False):
        for key, shared in _sharing(wanted, words).items():
            offer = _offer(known, paper, passage, (key, candidates[key]), shared)
            if offer is not None and offer.score > best.get(key, _NONE).score:
                best[key] = offer
    return sorted(best.values(), key=lambda each: (-each.score, each.promise))[:OFFERS_MOST]


_NONE = Offer("", "", 0, 0, 0.0, ())


def _bodies_in(known: Index, paper: Paper, text: str) -> set[str]:
    """Return the bodies of promises that a paper names, in its facts or in its words."""
    found = {name for each in paper.bodies if (name := folded(each)) in known.by_body}
    for word in known.names.keys() & set(text.split()):
        found.update(name for name in known.names[word] if _stands_in(name, text))
    return found


def _stands_in(name: str, text: str) -> bool:
    place = text.find(name)
    while place >= 0:
        end = place + len(name)
        before, after = text[place - 1 : place], text[end : end + 1]
        if not before.isalnum() and not after.isalnum():
            return True
        place = text.find(name, place + 1)
    return False


def _may_show(promise: Promise, paper: Paper, text: str) -> bool:
    """Say whether the day, the source and the places allow that a paper shows anything of a promise."""
    if paper.on is None or paper.on <= promise.since or paper.key in promise.sources:
        return False
    here, there = _folded_all(promise.places), _folded_all(paper.places)
    return (
        not here
        or not there
        or bool(_meeting(here, there))
        or any(_stands_in(each, text) for each in here)
    )


def _meeting(here: set[str], there: set[str]) -> set[str]:
    """Return the places of one side that the other names too, alone or within an address."""
    return {
        one for one in here for other in there if _stands_in(one, other) or _stands_in(other, one)
    }


def _folded_all(names: Sequence[str]) -> set[str]:
    return {folded(each) for each in names if each.strip()}


def _sharing(wanted: Mapping[str, Sequence[str]], text: str) -> dict[str, list[str]]:
    """Return which stems a folded passage shares with each candidate."""
    found: dict[str, list[str]] = defaultdict(list)
    for stem in dict.fromkeys(_stems_in(text)):
        for key in wanted.get(stem, ()):
            found[key].append(stem)
    return found


def _offer(
    known: Index, paper: Paper, passage: Passage, found: tuple[str, str], shared: Sequence[str]
) -> Offer | None:
    key, body = found
    share = sum(known.weights[stem] for stem in shared) / known.totals[key]
    if share < LEAST_SHARE or len(shared) < min(LEAST_WORDS, len(known.stems[key])):
        return None
    done = _done(passage.text, frozenset(shared))
    score = min(1.0, share + done.score)
    if score < LEAST_SCORE or done.score < 0:
        return None
    promise = known.promises[key]
    days = (promise.since.isoformat(), paper.on.isoformat() if paper.on else "")
    signals = [
        Signal("subject", round(share, 3), _words_of(passage.text, shared)),
        Signal("body", 1.0, (body,)),
        Signal("later", 1.0, days),
    ]
    both = _meeting(_folded_all(promise.places), _folded_all(paper.places))
    if both:
        signals.append(Signal("place", 1.0, tuple(sorted(both))))
    if done.words:
        signals.append(done)
    return Offer(key, paper.key, passage.start, passage.end, round(score, 3), tuple(signals))


def _done(text: str, shared: frozenset[str]) -> Signal:
    """Return whether what a passage says of a promise was done; below 0 where it only asks, or says the contrary."""
    about = [each for each in _SENTENCE_END.split(text) if not shared.isdisjoint(stems(each))]
    against = [found for each in about if (found := _NOT_DONE.search(each))]
    done = [found for each in about if (found := _DONE.search(each)) and not _NOT_DONE.search(each)]
    ahead = [found for each in about if (found := _AHEAD.search(each))]
    if against or (ahead and not done):
        return Signal("done", -AHEAD_COST, ((against or ahead)[0].group(0).lower(),))
    if done and not ahead:
        return Signal("done", DONE_WORTH, (done[0].group(0).lower(),))
    return Signal("done", 0.0, ())


def _words_of(text: str, shared: Iterable[str]) -> tuple[str, ...]:
    """Return the words of a passage that have these stems, as they are written there first."""
    wanted = set(shared)
    found: dict[str, str] = {}
    for word in _WORD.findall(folded(text)):
        stem = _stem(word)
        if stem in wanted and word not in _STOP:
            found.setdefault(stem, word)
    return tuple(found.values())
