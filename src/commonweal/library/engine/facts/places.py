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
from commonweal.library.engine.facts.bodies import Body
from commonweal.library.engine.facts.confidence import certainty
from commonweal.library.engine.facts.countries import (
    country_at,
    country_of_text,
    mentioned_countries,
)
from commonweal.library.engine.facts.dates import dates_in
from commonweal.library.engine.facts.event_dates import When
from commonweal.library.engine.facts.gazetteer import (
    AMBIGUOUS,
    Country,
    Town,
    countries,
    country_named,
    country_of_adjective,
    towns_inflected,
    towns_named,
)
from commonweal.library.engine.facts.place_names import name_after, site_after
from commonweal.library.engine.facts.sentences import Sentence, Sheet
from commonweal.library.engine.facts.tokens import Token, fold, is_possessive

ENOUGH = 2.0
"""Least score of a place; tuned on the development set, where 1.5 and 2.5 do worse."""
_BEFORE_PLACE = lx.words("in at near visited to outside u à в во у în në w v")
_OWN = lx.words("municipality city town village hall university")
_AFTER_TO = lx.words("visit visits travelled tour trip")
_EVENT_VERB = re.compile(
    r"\b(?:held|hosted|organi[sz]ed|conducted|convened|took place|takes? place|concluded|ended|opened|gathered|met|attended|visited|launched|started|began|kicked off|delivered|presented|arranged|brought together|"
    r"visit|workshop|seminar|conference|training|course|meeting|roundtable|round table|forum|exercise|event|session|school|camp|ceremony|handed over|donated|discussed|trained|debate|signed|travelled|gathering|opening|exhibition|practi[sc]ed|examined|compared|learned|tested|inaugurated|took part|participated|welcomed|joined|spoke|competed|symposium|hearing|festival|commemorat\w+|celebrated|performed|rehearsed|simulated|beraten|trafen|одржан\w*|održan\w*|состоял\w*|прошел|прошла|прошли|провел\w*|завершил\w*|завршен\w*|predstavljen\w*|tenue?|réuni\w*)\b",
    re.IGNORECASE,
)
_AT_VERB = re.compile(
    r"(?:held|place|hosted|gathered|met|visited|concluded|opened|organi[sz]ed|workshop|seminar|conference|training|course|meeting|roundtable|event|gathering|forum|camp|school|exercise)\s+(?:(?!from|of)\w+\s+){0,3}?(?:in|at)?(?: the (?:village|town|city) of)?\s*$",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"(?:born|university|embass\w+|based|living|war|conflict|declaration|adopted|signed|situation|developments|founded|graduated|posting|worked|served)\s+(?:[\w ]{0,24}\s)?(?:in|at)\s+$",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:will (?:be|take|follow|open|organi[sz]e)|next (?:course|meeting|workshop|session|event|training)|is scheduled|are scheduled|planned for|plans? to|ought to|should|would be|is foreseen|are foreseen|to be (?:held|opened|repeated|launched)|next (?:year|month|spring|autumn|summer|winter))\b",
    re.IGNORECASE,
)
_ONLINE = re.compile(
    r"\b(?:online (?:\w+[- ]){0,4}?(?:course|training|workshop|seminar|meeting|event|conference|roundtable|discussion|session|forum|consultation|exercise|school|debate|launch|briefing|symposium|ceremony|presentation|hearing|gathering|dialogue|festival|lecture|programme|classes|talks?)|(?:held|took place|organi[sz]ed|conducted|convened|met|delivered|takes place|was)\s(?:\w+\s){0,3}?(?:online|virtually|via (?:Zoom|video)|by video ?(?:conference|link))|webinars?|virtual (?:\w+ ){0,3}(?:meeting|workshop|training|event|seminar|course|roundtable|conference)|e-learning platform)\b",
    re.IGNORECASE,
)
_HYBRID = re.compile(
    r"\s+and\s+(?:online|in person|via)|\s+as well as online|\s*\(?(?:hybrid|in-person)",
    re.IGNORECASE,
)
_FROM_A_DESK = re.compile(
    r"\b(?:call for (?:proposals|applications|papers|nominations|tenders)|web ?site|web portal|mobile app(?:lication)?|online (?:platform|portal|tool|map|database|library)|podcast|video series)\b",
    re.IGNORECASE,
)
_HELD_IN = re.compile(r"\b(?:held|took place|met|organi[sz]ed)\s+in\s+(?:the )?[A-Z]")


@dataclass(frozen=True, slots=True)
class PlaceFound:
    """Place as printed and country by its short English name, each with its evidence."""

    place: str | None = None
    country: str | None = None
    place_evidence: Evidence | None = None
    country_evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class _Candidate:
    words: str
    span: Span
    score: float
    country: Country | None
    rule: str


def place_of(sheet: Sheet, *, when: When) -> PlaceFound:
    """Return the event's place and country.

    Args:
        sheet: The document.
        when: The event's days; its sentence is where the place is looked for first.
    """
    candidates = _candidates(sheet, when)
    if _is_online(sheet, when, candidates):
        return PlaceFound()
    mentioned = mentioned_countries(sheet)
    best = max(candidates, key=lambda c: c.score, default=None)
    if best is None or best.score < ENOUGH:
        best = _without_preposition(sheet) or _of_dateline(sheet)
    if best is not None:
        return _found(sheet, best, mentioned)
    if _FROM_A_DESK.search(" ".join(s.span.of(sheet.text)[:400] for s in sheet.sentences[:1])):
        return PlaceFound()
    about = country_of_text(sheet, mentioned=mentioned)
    if about is None:
        return PlaceFound()
    return PlaceFound(
        None, about[0].name, None, _evidence(about[1], "event.country", "country in the text")
    )


def _without_preposition(sheet: Sheet) -> _Candidate | None:
    """Return the city that a city's own page names ("City of Malmberg"), or the town in a story's headline."""
    lines = [
        (sheet.title_tokens, sheet.page.kind == "other"),
        *((s.tokens, False) for s in sheet.sentences[:3]),
    ]
    for tokens, is_headline in lines:
        for i, token in enumerate(tokens[:-1]):
            city = (
                i > 1
                and token.low == "of"
                and tokens[i - 1].text in {"City", "Municipality", "Town"}
            )
            found = name_after(tokens, i + 1, [], strict=False) if city else None
            if (
                found is None
                and is_headline
                and token.cap
                and token.text in _towns_said(token.text)
            ):
                found = i, i + 1, "town of the headline"
            if found is not None:
                span = Span(tokens[found[0]].start, tokens[found[1] - 1].end)
                return _Candidate(
                    span.of(sheet.text), span, ENOUGH, None, "city of" if city else found[2]
                )
    return None


def _towns_said(word: str) -> set[str]:
    """Return a word where it is a town of some size and nothing else."""
    plain = (
        fold(word) in AMBIGUOUS
        or fold(word) in lx.given_names()
        or country_of_adjective(word)
        or country_named(word)
    )
    towns = () if plain or word.isupper() else towns_named(word)
    return (
        {word}
        if towns and towns[0].population >= 20000 and word.lower() not in lx.TRADE_WORDS
        else set()
    )


def _of_dateline(sheet: Sheet) -> _Candidate | None:
    """Return the city of a press release's dateline: where the event was, if nothing else says where."""
    dateline = sheet.page.dateline
    if dateline is None or sheet.page.kind != "press release":
        return None
    opening = " ".join(s.span.of(sheet.text)[:400] for s in sheet.sentences[:1])
    if _FROM_A_DESK.search(opening):
        return None
    known = bool(towns_named(dateline.place))
    words = _cased(dateline.place if known else dateline.place.rsplit("/", 1)[-1])
    return _Candidate(words, dateline.place_span, 1.0, None, "dateline")


def _is_online(sheet: Sheet, when: When, candidates: list[_Candidate]) -> bool:
    chosen = (
        [sheet.sentences[when.sentence].span]
        if when.sentence is not None and when.sentence < len(sheet.sentences)
        else []
    )
    early = (
        [s.span for s in sheet.sentences[:3]]
        + ([sheet.page.title] if sheet.page.title else [])
        + chosen
    )
    online = any(_ONLINE.search(sheet.text, span.start, span.end) for span in early)
    where = next(
        (line for line in sheet.page.metadata if line.key == "where" and line.values), None
    )
    if where is not None:
        return where.values[0].lower().startswith(("online", "zoom", "virtual"))
    if not online:
        return False
    hybrid = any(_HYBRID.match(sheet.text, c.span.end) for c in candidates)
    return not hybrid and not any(
        _HELD_IN.search(s.span.of(sheet.text)) for s in sheet.sentences[:3]
    )


def _candidates(sheet: Sheet, when: When) -> list[_Candidate]:
    out: list[_Candidate] = []
    for order, sentence in enumerate(sheet.sentences[:16]):
        base = (
            1.5 + 2.0 * (order == when.sentence) - 0.3 * order - _other_day(sheet, sentence, when)
        )
        out += _in_tokens(sheet, sentence, base)
    if sheet.page.title:
        out += _in_tokens(sheet, Sentence(sheet.page.title, 0, sheet.title_tokens), 1.6)
    for line in sheet.page.metadata:
        if line.key == "where" and line.spans:
            towns = [
                (w, s) for w, s in zip(line.values, line.spans, strict=False) if towns_named(w)
            ]
            words, span = towns[0] if towns else (line.values[0], line.spans[0])
            country = next((c for c in map(country_named, line.values) if c is not None), None)
            out.append(_Candidate(words, span, 9.0, country, "where line"))
    return out


def _other_day(sheet: Sheet, sentence: Sentence, when: When) -> float:
    """Return what to take off a sentence that tells of another day than the event's."""
    mine = when.evidence.spans if when.evidence else ()
    others = [
        m for m in dates_in(sheet.text, sentence.span) if not any(m.span.overlaps(s) for s in mine)
    ]
    has_mine = any(sentence.span.covers(s) for s in mine)
    return 3.0 if others and not has_mine and when.start is not None else 0.0


def _in_tokens(sheet: Sheet, sentence: Sentence, base: float) -> list[_Candidate]:
    tokens, taken, span = sentence.tokens, sentence.bodies, sentence.span
    out = []
    for i, token in enumerate(tokens[:-1]):
        found = _name_at(tokens, i, taken)
        if found is not None:
            near_it = tokens[i + 1].low == "lake"
            of_town = -(1.0 + near_it) * (token.low == "of" and found[2] != "checkpoint")
            out.append(_scored(sheet, tokens, found, (span, base + of_town)))
    return out


def _name_at(tokens: list[Token], i: int, taken: list[Body]) -> tuple[int, int, str] | None:
    """Return the name of a place that a word such as "in" or "at" opens, with its rule."""
    low, before, following = tokens[i].low, tokens[i - 1].low, tokens[i + 1].low
    if low == "of":
        named = following == "the" and i + 2 < len(tokens)
        site = site_after(tokens, i + 2) if named else None
        if site is not None and site[2] == "checkpoint":
            return site
        own = (
            i > 1 and before in _OWN and not (before == "university" and not _is_at(tokens, i - 1))
        )
        return name_after(tokens, i + 1, [], strict=False) if own or following == "lake" else None
    if low not in _BEFORE_PLACE and not (low == "on" and following in {"lake", "the"}):
        return None
    if any(b.first < i < b.last for b in taken) or (low == "to" and before not in _AFTER_TO):
        return None
    if low == "on":
        return name_after(tokens, i + 1, taken, strict=False) if following == "lake" else None
    return name_after(tokens, i + 1, taken, strict=low == "at")


def _is_at(tokens: list[Token], i: int) -> bool:
    """Say whether "at" or "in" stands before: "at the State University of Tetovo"."""
    return any(t.low in {"at", "in"} for t in tokens[max(0, i - 4) : i])


def _scored(
    sheet: Sheet, tokens: list[Token], found: tuple[int, int, str], where: tuple[Span, float]
) -> _Candidate:
    first, last, rule = found
    span, base = where
    text = sheet.text
    name = Span(tokens[first].start, tokens[last - 1].end)
    words = " ".join(name.of(text).split())
    near = text[max(span.start, name.start - 150) : min(span.end, name.end + 80)]
    before = text[max(span.start, name.start - 60) : name.start]
    score = (
        base
        + 1.5 * (rule == "town")
        + 0.9 * (rule in {"site", "checkpoint"})
        + 1.2 * bool(_EVENT_VERB.search(near))
        + 0.8 * bool(_AT_VERB.search(before))
    )
    if sheet.page.kind != "event":
        score -= 2.5 * bool(_FUTURE.search(text, span.start, span.end))
    score -= 1.5 * bool(_ELSEWHERE.search(before)) + 0.8 * is_possessive(tokens, last)
    score -= 1.0 * (fold(words) in AMBIGUOUS and not _EVENT_VERB.search(near))
    country = (
        country_at(tokens, last + 1)[0]
        if last + 1 < len(tokens) and tokens[last].text == ","
        else None
    )
    return _Candidate(words, name, score, country, rule)


def _found(sheet: Sheet, best: _Candidate, mentioned: Counter[str]) -> PlaceFound:
    country, span, rule = best.country, best.span, "country beside the place"
    towns = towns_named(best.words) or towns_inflected(best.words)
    if country is None and towns:
        country, rule = countries().get(_likeliest(towns, mentioned).country), "gazetteer"
    if country is None:
        about = country_of_text(sheet, mentioned=mentioned)
        country, span, rule = (*about, "country in the text") if about else (None, span, rule)
    return PlaceFound(
        best.words,
        country.name if country else None,
        _evidence(best.span, "event.place", best.rule),
        _evidence(span, "event.country", rule) if country else None,
    )


def _likeliest(towns: tuple[Town, ...], mentioned: Counter[str]) -> Town:
    """Return which of the towns of one name is meant: a capital; else one in a country the text names; else the largest.

    A town in a named country loses to one thirty times its size: "Paris" in a text about the United States.
    """
    largest = max(towns, key=lambda t: t.population)
    nation = countries().get(largest.country)
    if nation is not None and fold(nation.capital) == fold(largest.name):
        return largest
    named = [
        t for t in towns if mentioned.get(t.country) and t.population * 30 >= largest.population
    ]
    return max(named, key=lambda t: (mentioned[t.country], t.population), default=largest)


def _cased(words: str) -> str:
    return (
        re.sub(r"[^\W\d_]+", lambda m: m.group().capitalize(), words) if words.isupper() else words
    )


def _evidence(span: Span, field: str, rule: str) -> Evidence:
    return Evidence((span,) if span.end > span.start else (), certainty(field, rule), rule)
