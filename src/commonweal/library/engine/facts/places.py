"""Where the event was: the town beside its date and verbs, and the country the town is in.

A dateline's city is only where the press release was written, and counts last. Bodies named after places
("OSCE Centre in Ashgabat") are not places. What is only online has no place.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from commonweal.kernel.provenance import Evidence, Span
from commonweal.library.engine.facts import lexicon as lx
from commonweal.library.engine.facts.bodies import bodies_in
from commonweal.library.engine.facts.confidence import certainty
from commonweal.library.engine.facts.event_dates import When
from commonweal.library.engine.facts.gazetteer import (
    AMBIGUOUS,
    Country,
    countries,
    country_named,
    country_of_adjective,
    longest_country_words,
    towns_named,
)
from commonweal.library.engine.facts.sentences import Sentence, Sheet
from commonweal.library.engine.facts.tokens import Token, fold, is_possessive

_REGIONS = frozenset(
    fold(r)
    for r in [
        "Europe",
        "Asia",
        "Africa",
        "Central Asia",
        "South-Eastern Europe",
        "South-East Europe",
        "Western Balkans",
        "the Balkans",
        "Balkans",
        "Eastern Europe",
        "Caucasus",
        "South Caucasus",
        "Mediterranean",
        "Middle East",
        "North Africa",
        "OSCE",
        "EU",
        "Eurasia",
        "English",
        "Russian",
        "Albanian",
        "Serbian",
        "Macedonian",
        "Action",
        "Practice",
        "Persons",
        "Human Beings",
        "Parliament",
        "Person",
        "Focus",
        "Brief",
        "Central Europe",
        "Southeast Europe",
        "Northern Europe",
        "Southern Europe",
        "America",
        "Latin America",
        "Transnistria",
        "International",
        "Women",
        "Part",
        "Line",
        "Youth",
        "Cyberspace",
        "Schools",
        "Prisons",
        "Law",
    ]
)
_INNER = frozenset(
    [
        "lui",
        "la",
        "le",
        "les",
        "am",
        "an",
        "der",
        "na",
        "upon",
        "sur",
        "de",
        "del",
        "di",
        "do",
        "da",
        "dos",
        "el",
        "al",
        "en",
        "und",
    ]
)
_EVENT_VERB = re.compile(
    r"\b(?:held|hosted|organi[sz]ed|conducted|convened|took place|takes? place|concluded|ended|opened|gathered|met|attended|visited|launched|started|began|kicked off|delivered|presented|arranged|brought together|"
    r"visit|workshop|seminar|conference|training|course|meeting|roundtable|round table|forum|exercise|event|session|school|camp|ceremony|handed over|donated|discussed|trained|debate|signed|travelled)\b",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:will (?:be|take|follow|open|organi[sz]e)|next (?:course|meeting|workshop|session|event|training)|is scheduled|planned for)\b",
    re.IGNORECASE,
)
_ONLINE = re.compile(
    r"\b(?:online (?:\w+[- ]){0,4}?(?:course|training|workshop|seminar|meeting|event|conference|roundtable|discussion|session|forum|consultation|exercise|school|debate|launch|briefing)|(?:held|took place|organi[sz]ed|conducted|convened|met|delivered|takes place|was)\s(?:\w+\s){0,3}?(?:online|virtually|via (?:Zoom|video)|by video ?(?:conference|link))|webinars?|virtual (?:\w+ ){0,3}(?:meeting|workshop|training|event|seminar|course|roundtable|conference)|e-learning platform)\b",
    re.IGNORECASE,
)
_NOT_TOWN = re.compile(
    r"^(?:January|February|March|April|May|June|July|August|September|October|November|December|Spring|Summer|Autumn|Winter|[A-Z]{2,}s?)$"
)


@dataclass(frozen=True, slots=True)
class PlaceFound:
    """Place as printed and country by its short English name, each with its evidence."""

    place: str | None
    country: str | None
    place_evidence: Evidence | None
    country_evidence: Evidence | None


@dataclass(frozen=True, slots=True)
class _Candidate:
    words: str
    span: Span
    score: float
    country: Country | None
    known: bool


def place_of(sheet: Sheet, *, when: When) -> PlaceFound:
    """Return the event's place and country.

    Args:
        sheet: The document.
        when: The event's days; its sentence is where the place is looked for first.
    """
    if _is_online(sheet):
        return PlaceFound(None, None, None, None)
    mentioned = mentioned_countries(sheet)
    best = max(_candidates(sheet, when), key=lambda c: c.score, default=None)
    if best is not None and best.score >= 2.0:
        return _found(
            sheet, best, mentioned, "town beside the event" if best.known else "name after in"
        )
    dateline = sheet.page.dateline
    if dateline is not None and sheet.page.kind == "press release":
        span = dateline.place_span
        words = _cased(dateline.place)
        return _found(
            sheet,
            _Candidate(words, span, 1.0, None, bool(towns_named(words))),
            mentioned,
            "dateline",
        )
    country = _country_of_text(sheet, mentioned)
    return PlaceFound(
        None,
        country[0].name if country else None,
        None,
        _evidence((country[1],), "event.country", "country in the text") if country else None,
    )


def _is_online(sheet: Sheet) -> bool:
    early = [s.span for s in sheet.sentences[:3]] + ([sheet.page.title] if sheet.page.title else [])
    hits = [m for span in early for m in _ONLINE.finditer(sheet.text, span.start, span.end)]
    if not hits:
        return False
    return not any(
        re.match(
            r"\s+and\s+(?:online|in person)|\s+as well as online",
            sheet.text[c.span.end : c.span.end + 24],
        )
        for c in _candidates(sheet, When())
    ) and not any(_has_held_in_town(sheet, s) for s in sheet.sentences[:3])


def _has_held_in_town(sheet: Sheet, sentence: Sentence) -> bool:
    return bool(
        re.search(
            r"\b(?:held|took place|met|organi[sz]ed)\s+in\s+[A-Z]", sentence.span.of(sheet.text)
        )
    )


def _candidates(sheet: Sheet, when: When) -> list[_Candidate]:
    out: list[_Candidate] = []
    for order, sentence in enumerate(sheet.sentences[:16]):
        bonus = 2.0 * (order == when.sentence)
        out += _in_tokens(sheet, sentence.tokens, sentence.span, 1.5 + bonus - 0.3 * order)
    if sheet.page.title:
        out += _in_tokens(sheet, sheet.title_tokens, sheet.page.title, 1.6)
    for line in sheet.page.metadata:
        if line.key == "where" and line.spans:
            words = line.values[0]
            towns = [
                (w, s) for w, s in zip(line.values, line.spans, strict=False) if towns_named(w)
            ]
            pick = towns[0] if towns else (words, line.spans[0])
            out.append(_Candidate(pick[0], pick[1], 9.0, None, bool(towns)))
    return out


def _in_tokens(sheet: Sheet, tokens: list[Token], span: Span, base: float) -> list[_Candidate]:
    taken = [(b.first, b.last) for b in bodies_in(tokens)]
    out = []
    for i, token in enumerate(tokens):
        if token.low not in {
            "in",
            "at",
            "near",
            "visited",
            "to",
            "outside",
            "u",
            "à",
            "в",
        } or i + 1 >= len(tokens):
            continue
        if any(first < i < last for first, last in taken) or (
            token.low == "to"
            and tokens[i - 1].low not in {"visit", "visits", "travelled", "tour", "trip"}
        ):
            continue
        found = _name_after(tokens, i + 1, taken, strict=token.low == "at")
        if found is not None:
            first, last = found
            out.append(_scored(sheet, tokens, (first, last), span, base))
    return out


def _name_after(
    tokens: list[Token], i: int, taken: list[tuple[int, int]], *, strict: bool
) -> tuple[int, int] | None:
    """Return the token range of a place's name after "in": "Vadul lui Voda", "Prishtinë/Priština", "Lake Issyk-Kul"."""
    while i < len(tokens) and tokens[i].low in {
        "the",
        "lake",
        "city",
        "of",
        "town",
        "village",
        "port",
        "municipality",
        "central",
        "downtown",
        "nearby",
    }:
        if tokens[i].low == "the" and not (
            i + 1 < len(tokens)
            and tokens[i + 1].low
            in {"city", "town", "village", "port", "municipality", "northern", "southern"}
        ):
            return None
        i += 1
    j = i
    while j < len(tokens) and (
        tokens[j].cap
        or (tokens[j].low in _INNER and j > i and j + 1 < len(tokens) and tokens[j + 1].cap)
    ):
        j += 1
    longest = j
    while j > i:
        words = " ".join(t.text for t in tokens[i:j])
        if towns_named(words) and not (
            j < longest and _is_bodyish(tokens, j, longest) and not strict
        ):
            return i, j
        j -= 1
    if strict or longest == i or longest - i > 3 or any(first <= i < last for first, last in taken):
        return None
    words = " ".join(t.text for t in tokens[i:longest])
    return (i, longest) if _may_be_place(tokens[i:longest], words) else None


def _is_bodyish(tokens: list[Token], j: int, longest: int) -> bool:
    return any(t.low in lx.BODY_HEADS or t.low in lx.ROLE_HEADS for t in tokens[j:longest])


def _may_be_place(part: list[Token], words: str) -> bool:
    if (
        fold(words) in _REGIONS
        or country_named(words)
        or country_of_adjective(part[0].text)
        or _NOT_TOWN.match(words)
    ):
        return False
    return not any(
        t.low in lx.TRADE_WORDS
        or t.low in lx.BODY_HEADS
        or t.low in lx.ROLE_HEADS
        or t.low in lx.NOT_BODY_TAILS
        or t.low in lx.STOP_CAPS
        or t.low in lx.WEEKDAYS
        for t in part
    )


def _scored(
    sheet: Sheet, tokens: list[Token], where: tuple[int, int], span: Span, base: float
) -> _Candidate:
    first, last = where
    name = Span(tokens[first].start, tokens[last - 1].end)
    words = " ".join(name.of(sheet.text).split())
    known = bool(towns_named(words))
    near = sheet.text[max(span.start, name.start - 150) : min(span.end, name.end + 80)]
    score = (
        base
        + 1.5 * known
        + 1.2 * bool(_EVENT_VERB.search(near))
        - 2.5 * bool(_FUTURE.search(sheet.text, span.start, span.end))
    )
    before = sheet.text[max(span.start, name.start - 60) : name.start]
    score += 0.8 * bool(
        re.search(
            r"(?:held|place|hosted|gathered|met|visited|concluded|opened|organi[sz]ed)\s+(?:\w+\s+){0,3}?(?:in|at)?\s*$",
            before,
        )
    )
    score -= 1.5 * bool(
        re.search(
            r"(?:born|university|embass\w+|based|living|war|conflict|Declaration|adopted|signed|situation|developments)\s+(?:in|at)\s+$",
            before,
            re.IGNORECASE,
        )
    )
    score -= 1.0 * (fold(words) in AMBIGUOUS and not _EVENT_VERB.search(near))
    country = None
    if last + 1 < len(tokens) and tokens[last].text == ",":
        country = country_at(tokens, last + 1)[0]
    if is_possessive(tokens, last):
        score -= 1.5
    return _Candidate(words, name, score, country, known)


def country_at(tokens: list[Token], i: int) -> tuple[Country | None, int]:
    """Return the country named at a token and the index one past it: "North Macedonia"."""
    for n in range(min(longest_country_words(), len(tokens) - i), 0, -1):
        if not tokens[i].cap and tokens[i].low != "the":
            break
        country = country_named(" ".join(t.text for t in tokens[i : i + n]))
        if country is not None:
            return country, i + n
    return None, i


def mentioned_countries(sheet: Sheet) -> Counter[str]:
    """Return how often each country is named, by name or adjective, with weight on the title."""
    found: Counter[str] = Counter()
    lists = [(sheet.title_tokens, 3)] + [(s.tokens, 1) for s in sheet.sentences[:12]]
    for tokens, weight in lists:
        i = 0
        while i < len(tokens):
            country, end = country_at(tokens, i) if tokens[i].cap else (None, i)
            if country is None and tokens[i].cap:
                country = country_of_adjective(tokens[i].text)
            if country is not None:
                found[country.code] += weight
            i = max(end, i + 1)
    for name in sheet.page.issued_by:
        for word in re.findall(r"(?:to|in|of) ((?:[A-Z][\w’'-]+ ?(?:and )?)+)", name):
            country = country_named(word.strip())
            if country is not None:
                found[country.code] += 2
            else:
                found.update(t.country for t in towns_named(word.strip())[:1])
    return found


def _found(sheet: Sheet, best: _Candidate, mentioned: Counter[str], rule: str) -> PlaceFound:
    country, span, how = best.country, best.span, "country beside the place"
    if country is None:
        towns = towns_named(best.words)
        if towns:
            pick = max(
                towns,
                key=lambda t: (
                    mentioned.get(t.country, 0) > 0,
                    mentioned.get(t.country, 0),
                    t.population,
                ),
            )
            country, how = countries().get(pick.country), "gazetteer"
    if country is None:
        named = _country_of_text(sheet, mentioned)
        country, span, how = (
            (named[0], named[1], "country in the text") if named else (None, span, how)
        )
    return PlaceFound(
        best.words,
        country.name if country else None,
        _evidence((best.span,), "event.place", rule),
        _evidence((span,), "event.country", how) if country else None,
    )


def _country_of_text(sheet: Sheet, mentioned: Counter[str]) -> tuple[Country, Span] | None:
    """Return the country the text is about: "in Moldova" in the opening, else the one named most."""
    for tokens in (*(s.tokens for s in sheet.sentences[:2]), sheet.title_tokens):
        for i, token in enumerate(tokens[:-1]):
            if token.low in {"in", "across", "throughout", "visited"}:
                at = i + 2 if tokens[i + 1].low == "the" and i + 2 < len(tokens) else i + 1
                country, end = country_at(tokens, at)
                if country is not None and not is_possessive(tokens, end):
                    return country, Span(tokens[at].start, tokens[end - 1].end)
    if not mentioned:
        return None
    code, _ = mentioned.most_common(1)[0]
    country = countries()[code] if code in countries() else None
    return (country, _where_named(sheet, code)) if country else None


def _where_named(sheet: Sheet, code: str) -> Span:
    for tokens in (sheet.title_tokens, *(s.tokens for s in sheet.sentences)):
        for i, token in enumerate(tokens):
            country, end = country_at(tokens, i) if token.cap else (None, i)
            if country is not None and country.code == code:
                return Span(token.start, tokens[end - 1].end)
            adjective = country_of_adjective(token.text) if token.cap else None
            if adjective is not None and adjective.code == code:
                return Span(token.start, token.end)
    return Span(0, 0)


def _cased(words: str) -> str:
    return (
        re.sub(r"[^\W\d_]+", lambda m: m.group().capitalize(), words) if words.isupper() else words
    )


def _evidence(spans: tuple[Span, ...], field: str, rule: str) -> Evidence:
    return Evidence(tuple(s for s in spans if s.end > s.start), certainty(field, rule), rule)
