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
from commonweal.library.engine.facts.confidence import certainty
from commonweal.library.engine.facts.countries import (
    country_at,
    country_of_text,
    mentioned_countries,
    where_named,
)
from commonweal.library.engine.facts.earlier import is_told_of_before
from commonweal.library.engine.facts.event_when import When
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
from commonweal.library.engine.facts.place_candidates import candidates_of
from commonweal.library.engine.facts.place_lines import Candidate, is_online_line
from commonweal.library.engine.facts.place_names import name_after
from commonweal.library.engine.facts.sentences import Sentence, Sheet
from commonweal.library.engine.facts.tokens import fold

ENOUGH = 2.0
"""Least score of a place; tuned on the development set, where 1.5 and 2.5 do worse."""
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
_HELD_IN = re.compile(
    r"\b(?:(?:held|took place|met|organi[sz]ed)\s+in\s+(?:the )?[A-Z]|(?:held|took place|gathered|met) on (?:\w+day,? )?\d{1,2} \w+(?: \d{4})?,? (?:at|in) (?:the )?[A-Z])"
)
# Said of the event itself, wherever it stands: "Due to the pandemic, the presentation was held online".
_THIS_ONLINE = re.compile(
    r"\b[Tt]h(?:e|is) (?:\w+[- ]){0,2}?(?:event|presentation|meeting|training|course|workshop|seminar|conference|discussion|launch|round ?table|session|forum|debate|ceremony|consultation|exercise|hearing) (?:was|were|took place|takes place|is being) (?:(?:held|organi[sz]ed|conducted|delivered|convened|entirely|fully|exclusively) ){0,2}(?:online|virtually|via (?:Zoom|video|a? ?video)|by video)(?! and (?:in|at)\b)"
)


@dataclass(frozen=True, slots=True)
class PlaceFound:
    """Place as printed and country by its short English name, each with its evidence."""

    place: str | None = None
    country: str | None = None
    place_evidence: Evidence | None = None
    country_evidence: Evidence | None = None


def place_of(sheet: Sheet, *, when: When) -> PlaceFound:
    """Return the event's place and country.

    Args:
        sheet: The document.
        when: The event's days; its sentence is where the place is looked for first.
    """
    candidates = candidates_of(sheet, when)
    if is_online_line(sheet, when) or _is_online(sheet, when, candidates):
        return PlaceFound()
    mentioned = mentioned_countries(sheet)
    candidates = _in_visited(sheet, candidates)
    best = max(candidates, key=lambda c: c.score, default=None)
    if best is None or best.score < ENOUGH:
        best = _without_preposition(sheet) or _of_premises(sheet) or _of_dateline(sheet)
        visited = _visited(sheet)
        if visited is not None and not (best and _is_in(best, visited)):
            return _of_visit(sheet, visited)
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


def _is_in(place: Candidate, code: str) -> bool:
    """Say whether a place can lie in a country: a town of it, or a name that is in no list."""
    towns = towns_named(place.words) or towns_named(_cased(place.words))
    return not towns or any(t.country == code for t in towns)


def _of_visit(sheet: Sheet, code: str) -> PlaceFound:
    """Return the country that was visited, without a place: "THE HAGUE – ... ended a visit to Kyrgyzstan today"."""
    country = countries().get(code)
    if country is None:
        return PlaceFound()
    why = _evidence(where_named(sheet, code), "event.country", "country in the text")
    return PlaceFound(None, country.name, None, why)


def _in_visited(sheet: Sheet, candidates: list[Candidate]) -> list[Candidate]:
    """Return the candidates without towns of other countries than the one that was visited, where a country was.

    Example: "wrapped up a visit to Uzbekistan", with a later "the Winter Meeting in Vienna".
    """
    visited = _visited(sheet)
    if visited is None:
        return candidates
    return [
        c
        for c in candidates
        if not (towns := towns_named(c.words)) or any(t.country == visited for t in towns)
    ]


def _visited(sheet: Sheet) -> str | None:
    """Return the code of the country that the headline or the first two sentences say was visited."""
    for tokens in (sheet.title_tokens, *(s.tokens for s in sheet.sentences[:2])):
        for i, token in enumerate(tokens[:-1]):
            to = token.low == "to" and tokens[i - 1].low in {"visit", "trip", "travelled", "tour"}
            if not to and token.low not in {"visited", "visits", "visit"}:
                continue
            at = i + 2 if tokens[i + 1].low == "the" else i + 1
            country, end = country_at(tokens, at)
            several = end < len(tokens) and tokens[end].text in {",", "and", "’s", "'s"}
            if country is not None and not several:
                return country.code
    return None


def _without_preposition(sheet: Sheet) -> Candidate | None:
    """Return the city that a city's own page or body names ("City of Malmberg", "the prevention council of Leskovac met"), or the town in a story's headline."""
    lines = [
        (sheet.title_tokens, sheet.page.kind == "other"),
        *((s.tokens, False) for s in sheet.sentences[:3]),
    ]
    for tokens, is_headline in lines:
        for i, token in enumerate(tokens[:-1]):
            city = i > 1 and token.low == "of" and tokens[i - 1].text in _OWN_PAGES
            own = i > 0 and token.low == "of" and tokens[i - 1].text in _LOCAL
            known = own and not (i > 1 and tokens[i - 2].text in _OF_A_TOWN)
            found = name_after(tokens, i + 1, [], strict=known) if city or own else None
            if (
                found is None
                and is_headline
                and token.cap
                and token.text in _towns_said(token.text)
                and not tokens[i + 1].cap
            ):
                found = i, i + 1, "town of the headline"
            if found is not None:
                span = Span(tokens[found[0]].start, tokens[found[1] - 1].end)
                return Candidate(
                    span.of(sheet.text), span, ENOUGH, None, "city of" if city or own else found[2]
                )
    return None


_OWN_PAGES = frozenset(("City", "Municipality", "Town"))
_OF_A_TOWN = lx.words("city town municipal village borough parish")
"""What a council is called that can only be a town's: "the city council of Ekvik", known or not."""
_LOCAL = lx.words(
    "council assembly board partnership municipality streets neighbourhoods residents inhabitants citizens outskirts"
)


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


def _of_premises(sheet: Sheet) -> Candidate | None:
    """Return the town in a body's own name where something was at its premises.

    Examples: "at the Centre’s premises", where "the OSCE Centre in Ashgabat" is named before or after; and what hands
    out diplomas or teaches, without another place: "the OSCE Academy in Bishkek".
    """
    for sentence in sheet.sentences[:12]:
        at = _PREMISES.search(sheet.text, sentence.span.start, sentence.span.end)
        if at is not None:
            return _town_of_body(sheet, at["body"], sheet.sentences)
    return _town_of_body(sheet, _TEACHES, sheet.sentences[:2])


def _town_of_body(sheet: Sheet, body: str, sentences: tuple[Sentence, ...]) -> Candidate | None:
    """Return the town in the name of a body of some kind: "from the OSCE Academy in Bishkek" for "Academy"."""
    named = re.compile(rf"\b(?:{body})(?: \([A-Z]+\))? in (?P<town>[A-Z][\w’'-]+)")
    for sentence in sentences:
        match = named.search(sheet.text, sentence.span.start, sentence.span.end)
        if match and towns_named(match["town"]):
            return Candidate(match["town"], Span(*match.span("town")), ENOUGH, None, "premises")
    return None


_TEACHES = "Academy|University|College|School|Institute"
_PREMISES = re.compile(
    r"\b(?:at|in) (?:the |its )?(?:OSCE )?(?P<body>Centre|Office|Mission|Presence|Embassy)(?:[’']s)? (?:premises|headquarters|conference (?:room|hall)|training room|library)\b"
)


def _of_dateline(sheet: Sheet) -> Candidate | None:
    """Return the city of a press release's dateline: where the event was, if nothing else says where."""
    dateline = sheet.page.dateline
    opens = _opening_town(sheet) if dateline is None else None
    if opens is not None:
        return opens
    told = dateline is not None and dateline.date is not None and dateline.place != ""
    if dateline is None or not (
        sheet.page.kind == "press release" or (told and sheet.page.kind == "news item")
    ):
        return None
    opening = " ".join(s.span.of(sheet.text)[:400] for s in sheet.sentences[:1])
    if _FROM_A_DESK.search(opening):
        return None
    known = bool(towns_named(dateline.place))
    words = _cased(dateline.place if known else dateline.place.rsplit("/", 1)[-1])
    return Candidate(words, dateline.place_span, 1.0, None, "dateline")


def _opening_town(sheet: Sheet) -> Candidate | None:
    """Return the town of a dateline without a date, in small letters with its country: "Almaty, Kazakhstan - They look like travel agencies"."""
    if not sheet.sentences or sheet.page.kind == "other":
        return None
    first = sheet.sentences[0].span
    match = _TOWN_AND_COUNTRY.match(sheet.text, first.start, first.end)
    country = country_named(match["country"]) if match else None
    if match is None or country is None or not towns_named(match["town"]):
        return None
    return Candidate(match["town"], Span(*match.span("town")), 1.0, country, "dateline")


_TOWN_AND_COUNTRY = re.compile(
    r"(?P<town>[A-Z][\w’'/-]+(?: [A-Z][\w’'/-]+)?), (?P<country>[A-Z][\w’' -]{2,30}?) [-–—] (?=[“\"A-Z])"
)


def _is_online(sheet: Sheet, when: When, candidates: list[Candidate]) -> bool:
    chosen = (
        [sheet.sentences[when.sentence].span]
        if when.sentence is not None and when.sentence < len(sheet.sentences)
        else []
    )
    early = (
        [
            s.span
            for i, s in enumerate(sheet.sentences[:3])
            if not is_told_of_before(sheet.text, s.span, order=i)
        ]
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
        return any(
            _THIS_ONLINE.search(sheet.text, s.span.start, s.span.end) for s in sheet.sentences[:12]
        )
    hybrid = any(_HYBRID.match(sheet.text, c.span.end) for c in candidates)
    return not hybrid and not any(
        _HELD_IN.search(s.span.of(sheet.text)) for s in sheet.sentences[:3]
    )


def _found(sheet: Sheet, best: Candidate, mentioned: Counter[str]) -> PlaceFound:
    country, span, rule = best.country, best.span, "country beside the place"
    towns = towns_named(best.words) or towns_inflected(best.words)
    if country is None and towns:
        likely = _likeliest(towns, mentioned)
        if mentioned.get(likely.country) or not _is_elsewhere(likely, towns, mentioned):
            country, rule = countries().get(likely.country), "gazetteer"
    if country is None:
        about = country_of_text(sheet, mentioned=mentioned)
        country, span, rule = (*about, "country in the text") if about else (None, span, rule)
    if country is None:
        country, span, rule = *_country_of_dateline(sheet), "country of the dateline"
    return PlaceFound(
        best.words,
        country.name if country else None,
        _evidence(best.span, "event.place", best.rule),
        _evidence(span, "event.country", rule) if country else None,
    )


def _country_of_dateline(sheet: Sheet) -> tuple[Country | None, Span]:
    """Return the country of the city where a release was written, for a small place that nothing else places: "TALLINN" for "Kuressaare"."""
    dateline = sheet.page.dateline
    towns = towns_named(_cased(dateline.place)) if dateline is not None else ()
    if dateline is None or not towns or not _is_capital(towns[0]):
        return None, Span(0, 0)
    return countries().get(towns[0].country), dateline.place_span


def _is_capital(town: Town) -> bool:
    nation = countries().get(town.country)
    return nation is not None and fold(nation.capital) == fold(town.name)


def _is_elsewhere(town: Town, towns: tuple[Town, ...], mentioned: Counter[str]) -> bool:
    """Say whether a small town of the gazetteer is a namesake of one that it does not have.

    Example: "Palanca" in a text that names Moldova five times and Romania never, though only Romania's is in the table.
    """
    if not mentioned or town.population >= KNOWN_BY_NAME or len({t.country for t in towns}) > 3:
        return False
    code, count = mentioned.most_common(1)[0]
    return count >= 2 and code != town.country


KNOWN_BY_NAME = 30_000
"""People of a town that is meant by its name alone, whatever country a text speaks of."""


def _likeliest(towns: tuple[Town, ...], mentioned: Counter[str]) -> Town:
    """Return which of the towns of one name is meant: a capital; else one in a country the text names; else the largest.

    A town in a named country loses to one thirty times its size: "Paris" in a text about the United States;
    but not where it is on the list of small places of the region (population 0).
    """
    largest = max(towns, key=lambda t: t.population)
    if _is_capital(largest):
        return largest
    named = [
        t
        for t in towns
        if mentioned.get(t.country)
        and (t.population == 0 or t.population * 30 >= largest.population)
    ]
    return max(named, key=lambda t: (mentioned[t.country], t.population), default=largest)


def _cased(words: str) -> str:
    return (
        re.sub(r"[^\W\d_]+", lambda m: m.group().capitalize(), words) if words.isupper() else words
    )


def _evidence(span: Span, field: str, rule: str) -> Evidence:
    return Evidence((span,) if span.end > span.start else (), certainty(field, rule), rule)
