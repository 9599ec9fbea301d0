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
    countries,
    country_named,
    country_of_adjective,
    towns_named,
)
from commonweal.library.engine.facts.sentences import Sentence, Sheet
from commonweal.library.engine.facts.tokens import Token, fold, is_possessive

ENOUGH = 2.0
"""Least score of a place; tuned on the development set, where 1.5 and 2.5 do worse."""
_NOT_TOWNS = frozenset(
    fold(r)
    for r in [
        "Europe",
        "Asia",
        "Africa",
        "Central Asia",
        "South-Eastern Europe",
        "South-East Europe",
        "Western Balkans",
        "Balkans",
        "Eastern Europe",
        "Caucasus",
        "South Caucasus",
        "Mediterranean",
        "Middle East",
        "North Africa",
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
        "Internet",
        "Zoom",
    ]
)
_BEFORE_PLACE = lx.words("in at near visited to outside u à в во у în në w v")
_AFTER_TO = lx.words("visit visits travelled tour trip")
_LEAD_INS = lx.words(
    "the lake city of town village port municipality central downtown nearby northern southern eastern western"
)
_OF_TOWN = lx.words("city town village port municipality northern southern eastern western")
_INNER = lx.words("lui la le les am an der na upon sur de del di do da dos el al en und")
_EVENT_VERB = re.compile(
    r"\b(?:held|hosted|organi[sz]ed|conducted|convened|took place|takes? place|concluded|ended|opened|gathered|met|attended|visited|launched|started|began|kicked off|delivered|presented|arranged|brought together|"
    r"visit|workshop|seminar|conference|training|course|meeting|roundtable|round table|forum|exercise|event|session|school|camp|ceremony|handed over|donated|discussed|trained|debate|signed|travelled|gathering|opening|exhibition)\b",
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
    r"\b(?:will (?:be|take|follow|open|organi[sz]e)|next (?:course|meeting|workshop|session|event|training)|is scheduled|planned for)\b",
    re.IGNORECASE,
)
_ONLINE = re.compile(
    r"\b(?:online (?:\w+[- ]){0,4}?(?:course|training|workshop|seminar|meeting|event|conference|roundtable|discussion|session|forum|consultation|exercise|school|debate|launch|briefing|symposium)|(?:held|took place|organi[sz]ed|conducted|convened|met|delivered|takes place|was)\s(?:\w+\s){0,3}?(?:online|virtually|via (?:Zoom|video)|by video ?(?:conference|link))|webinars?|virtual (?:\w+ ){0,3}(?:meeting|workshop|training|event|seminar|course|roundtable|conference)|e-learning platform)\b",
    re.IGNORECASE,
)
_HYBRID = re.compile(
    r"\s+and\s+(?:online|in person|via)|\s+as well as online|\s*\(?(?:hybrid|in-person)",
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
    if best is not None and best.score >= ENOUGH:
        return _found(sheet, best, mentioned)
    dateline = sheet.page.dateline
    if dateline is not None and sheet.page.kind == "press release":
        words = _cased(
            dateline.place.rsplit("/", 1)[-1] if not towns_named(dateline.place) else dateline.place
        )
        return _found(
            sheet, _Candidate(words, dateline.place_span, 1.0, None, "dateline"), mentioned
        )
    about = country_of_text(sheet, mentioned=mentioned)
    if about is None:
        return PlaceFound()
    return PlaceFound(
        None, about[0].name, None, _evidence(about[1], "event.country", "country in the text")
    )


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
            out.append(_Candidate(words, span, 9.0, None, "where line"))
    return out


def _other_day(sheet: Sheet, sentence: Sentence, when: When) -> float:
    """Return what to take off a sentence that tells of another day than the event's."""
    mine = when.evidence.spans if when.evidence else ()
    others = [
        m for m in dates_in(sheet.text, sentence.span) if not any(m.span.overlaps(s) for s in mine)
    ]
    has_mine = any(sentence.span.covers(s) for s in mine)
    return 2.0 if others and not has_mine and when.start is not None else 0.0


def _in_tokens(sheet: Sheet, sentence: Sentence, base: float) -> list[_Candidate]:
    tokens, taken, span = sentence.tokens, sentence.bodies, sentence.span
    out = []
    for i, token in enumerate(tokens[:-1]):
        of_town = (
            token.low == "of"
            and tokens[i - 1].low in {"municipality", "city", "town", "village"}
            and i > 1
        )
        if not of_town and (
            token.low not in _BEFORE_PLACE or any(b.first < i < b.last for b in taken)
        ):
            continue
        if token.low == "to" and tokens[i - 1].low not in _AFTER_TO:
            continue
        found = _name_after(tokens, i + 1, taken, strict=token.low == "at")
        if found is not None:
            out.append(_scored(sheet, tokens, found, (span, base)))
    return out


def _name_after(
    tokens: list[Token], i: int, taken: list[Body], *, strict: bool
) -> tuple[int, int, str] | None:
    """Return the token range of a place's name after "in" and the rule.

    Example: "Vadul lui Voda", "Prishtinë/Priština", "Issyk-Kul" in "at Lake Issyk-Kul",
    "Templemore" in "at the Police College, Templemore,".
    """
    start = i
    while i < len(tokens) and tokens[i].low in _LEAD_INS:
        if tokens[i].low == "the" and not (i + 1 < len(tokens) and tokens[i + 1].low in _OF_TOWN):
            return _venue(tokens, start, taken)
        i += 1
    longest = _run(tokens, i)
    for j in range(longest, i, -1):
        words = " ".join(t.text for t in tokens[i:j])
        if towns_named(words) and (strict or j == longest or not _is_bodyish(tokens, j, longest)):
            return i, j, "town"
    if strict or longest == i or longest - i > 3 or any(b.first <= i < b.last for b in taken):
        return None
    return (i, longest, "name after in") if _may_be_place(tokens[i:longest]) else None


def _run(tokens: list[Token], i: int) -> int:
    j = i
    while j < len(tokens) and (
        tokens[j].cap
        or (tokens[j].low in _INNER and j > i and j + 1 < len(tokens) and tokens[j + 1].cap)
    ):
        j += 1
    return j


def _venue(tokens: list[Token], i: int, taken: list[Body]) -> tuple[int, int, str] | None:
    """Read "at the Police College, Templemore," and "at the Malta Freeport"."""
    end = next((b.after for b in taken if b.first == i + 1), _run(tokens, i + 1))
    if end > i + 1 and end + 1 < len(tokens) and tokens[end].text == "," and tokens[end + 1].cap:
        last = _run(tokens, end + 1)
        known = country_named(" ".join(t.text for t in tokens[end + 1 : last]))
        closes = last < len(tokens) and tokens[last].text in {",", ".", "("}
        if known is None and last - end <= 3 and closes and _may_be_place(tokens[end + 1 : last]):
            return (
                end + 1,
                last,
                "town" if towns_named(tokens[end + 1].text) else "name after venue",
            )
    if (
        tokens[i - 1].low == "at"
        and end - i >= 3
        and any(towns_named(t.text) or country_named(t.text) for t in tokens[i + 1 : i + 2])
    ):
        return (i + 1, end, "venue") if not any(b.first == i + 1 for b in taken) else None
    return None


def _is_bodyish(tokens: list[Token], j: int, longest: int) -> bool:
    return any(t.low in lx.BODY_HEADS or lx.is_role_head(t.low) for t in tokens[j:longest])


def _may_be_place(part: list[Token]) -> bool:
    words = " ".join(t.text for t in part)
    if fold(words) in _NOT_TOWNS or country_named(words) or country_of_adjective(part[0].text):
        return False
    if len(part) == 1 and part[0].text.isupper():
        return False
    return not any(_is_common(t.low) for t in part)


def _is_common(low: str) -> bool:
    plain = (
        low in lx.TRADE_WORDS
        or low in lx.BODY_HEADS
        or low in lx.NOT_BODY_TAILS
        or low in lx.STOP_CAPS
    )
    return (
        plain
        or lx.is_role_head(low)
        or low in lx.WEEKDAYS
        or low in lx.MONTH_WORDS
        or low in {"spring", "summer", "autumn", "winter"}
    )


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
        + 1.2 * bool(_EVENT_VERB.search(near))
        + 0.8 * bool(_AT_VERB.search(before))
    )
    if sheet.page.kind != "event":
        score -= 2.5 * bool(_FUTURE.search(text, span.start, span.end))
    score -= 1.5 * bool(_ELSEWHERE.search(before)) + 1.5 * is_possessive(tokens, last)
    score -= 1.0 * (fold(words) in AMBIGUOUS and not _EVENT_VERB.search(near))
    country = (
        country_at(tokens, last + 1)[0]
        if last + 1 < len(tokens) and tokens[last].text == ","
        else None
    )
    return _Candidate(words, name, score, country, rule)


def _found(sheet: Sheet, best: _Candidate, mentioned: Counter[str]) -> PlaceFound:
    country, span, rule = best.country, best.span, "country beside the place"
    towns = towns_named(best.words)
    if country is None and towns:
        pick = max(
            towns,
            key=lambda t: (
                mentioned.get(t.country, 0) > 0,
                mentioned.get(t.country, 0),
                t.population,
            ),
        )
        country, rule = countries().get(pick.country), "gazetteer"
    if country is None:
        about = country_of_text(sheet, mentioned=mentioned)
        country, span, rule = (*about, "country in the text") if about else (None, span, rule)
    return PlaceFound(
        best.words,
        country.name if country else None,
        _evidence(best.span, "event.place", best.rule),
        _evidence(span, "event.country", rule) if country else None,
    )


def _cased(words: str) -> str:
    return (
        re.sub(r"[^\W\d_]+", lambda m: m.group().capitalize(), words) if words.isupper() else words
    )


def _evidence(span: Span, field: str, rule: str) -> Evidence:
    return Evidence((span,) if span.end > span.start else (), certainty(field, rule), rule)
