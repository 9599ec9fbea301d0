"""Which names of a text can be the event's place, and how likely each is: by its words, its verbs and its sentence."""

from __future__ import annotations

import re
from dataclasses import replace

from commonweal.kernel.provenance import Span
from commonweal.library.engine.facts import lexicon as lx
from commonweal.library.engine.facts.bodies import Body
from commonweal.library.engine.facts.countries import country_at
from commonweal.library.engine.facts.dates import DateMention, dates_in, iso
from commonweal.library.engine.facts.earlier import OPENING_CLAUSE, is_beside, is_told_of_before
from commonweal.library.engine.facts.event_when import When
from commonweal.library.engine.facts.gazetteer import (
    AMBIGUOUS,
    Country,
    country_named,
    country_of_adjective,
    towns_named,
)
from commonweal.library.engine.facts.place_lines import Candidate, of_days_lines
from commonweal.library.engine.facts.place_names import (
    name_after,
    site_after,
    town_of_venue,
    venue_at,
)
from commonweal.library.engine.facts.quoted import inside_quotes
from commonweal.library.engine.facts.sentences import Sentence, Sheet
from commonweal.library.engine.facts.tokens import Token, fold, is_possessive
from commonweal.library.engine.facts.venues import (
    capital_told,
    is_room_of,
    is_venue_of,
    town_before_venue,
)

_BEFORE_PLACE = lx.words("in at near visited visit visits visiting to outside u à в во у în në w v")
_OWN = lx.words(
    "municipality city town village hall university port base airport resort outskirts suburb mountain island slopes shores"
)
_AFTER_TO = lx.words(
    "visit visits travelled tour trip deployed journey mission came went return returned sent invited moved"
)
_BACK = lx.words("returned back")
_EVENT_VERB = re.compile(
    r"\b(?:held|hosted|organi[sz]ed|conducted|convened|took place|takes? place|concluded|ended|opened|gathered|met|attended|visited|launched|started|began|kicked off|delivered|presented|arranged|brought together|"
    r"visit|workshop|seminar|conference|training|course|meeting|roundtable|round table|forum|exercise|event|session|school|camp|ceremony|handed over|donated|discussed|trained|debate|signed|travelled|gathering|opening|exhibition|practi[sc]ed|organi[sz]es?|hosts|holds|screening|discussion|lecture|concert|competition|hackathon|tournament|simulation|drill|examined|compared|learned|tested|inaugurated|took part|participated|welcomed|joined|spoke|competed|symposium|hearing|festival|commemorat\w+|celebrated|performed|rehearsed|simulated|beraten|trafen|одржан\w*|održan\w*|состоял\w*|прошел|прошла|прошли|провел\w*|завершил\w*|завршен\w*|predstavljen\w*|tenue?|réuni\w*)\b",
    re.IGNORECASE,
)
_AT_VERB = re.compile(
    r"(?:held|place|hosted|gathered|met|visited|concluded|opened|organi[sz]ed|workshop|seminar|conference|training|course|meeting|roundtable|event|gathering|forum|camp|school|exercise)\s+(?:(?!from|of)\w+\s+){0,3}?(?:in|at)?(?: the (?:village|town|city) of)?\s*$",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"(?:born|studied|studying|grew up|raised|lived|university|embass\w+|based|living|war|conflict|declaration|adopted|signed|situation|developments|founded|graduated|posting|worked|served|plant|company|warehouse|prosecutor|judge|lawyer|journalist|trader|teacher|correspondent|supervisor|colleagues?|boss|friends?|relatives|brother|sister|parents|family|cousin|uncle|aunt)\s+(?:[\w ]{0,24}\s)?(?:in|at)\s+$",
    re.IGNORECASE,
)
# An organiser's offices: "facilitated by the Programme Offices in Bishkek and Dushanbe".
_OFFICES = re.compile(
    r"\b(?:by|from|of|with|and|that|which) (?:the |its |their )?(?:(?!(?:at|in|held|was|were)\b)[\w’'/-]+ ){0,5}?(?:offices?|centres?|centers?|missions?|embass(?:y|ies)|delegations?|headquarters|branch(?:es)?|secretariats?|bureaus?|plants?|company|companies) in (?:[A-Z][\w’'-]+(?:, | and ))?$",
    re.IGNORECASE,
)
_NEAR = re.compile(r"\b(?:near|outside)\s*$", re.IGNORECASE)
# "officers who had completed a course in Zadar met again in Osijek".
_WHO_HAD = re.compile(
    r"\bwho (?:had|have) (?:(?!\b(?:met|gathered|attended|came|took|were|now)\b)[^,;])*$"
)
# Where another of its kind was: "the first one took place in Volos", "after an earlier round held in Volos".
_ANOTHER_ONE = re.compile(
    r"\b(?:(?:the|its) (?:very )?(?:first|second|third|previous|earlier|preceding|next|following|other) (?:one|edition|round|such [\w-]+|of (?:them|these|its kind))s?,?(?: [\w-]+){0,3}?|(?:an? |the )?(?:earlier|previous|preceding) (?:[\w-]+ ){1,3}?(?:which |that )?)\s?(?:took place|(?:was|were|had been|has been|will be|is to be) (?:held|organi[sz]ed|hosted)|had taken place|will take place|held|hosted|met)(?: [\w-]+){0,2}? (?:in|at)\s+$",
    re.IGNORECASE,
)
# Where people are invited to, or sent: "invited his colleague to visit Tbilisi".
_SHALL = re.compile(
    r"\b(?:invites?|inviting|invitation|encourag\w+|urg\w+|heading|bound|leav(?:es|ing)|left) (?:[^.;,]{0,80} )?(?:to|for|in|at)\b[^.;,]{0,40}$",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:will (?:be|take|follow|open|organi[sz]e)|next (?:course|meeting|workshop|session|event|training)|is scheduled|are scheduled|planned for|plans? to|ought to|should|would be|is foreseen|are foreseen|to be (?:held|opened|repeated|launched)|next (?:year|month|spring|autumn|summer|winter))\b",
    re.IGNORECASE,
)


def candidates_of(sheet: Sheet, when: When) -> list[Candidate]:
    """Return all names that can be the event's place, those of a "Where" line first of all.

    Args:
        sheet: The document.
        when: The event's days; the sentence that has them is where the place is looked for first.
    """
    out: list[Candidate] = []
    for order, sentence in enumerate(sheet.sentences[:16]):
        base = 1.5 + _closeness(sheet, when, order) - _other_day(sheet, sentence, when)
        before = order != when.sentence and is_told_of_before(
            sheet.text, sentence.span, order=order
        )
        base -= _OF_BEFORE * before
        out += [
            replace(
                c,
                score=c.score
                - 1.5 * is_beside(sheet.text, sentence.span, c.span.start, order=order),
            )
            for c in _in_tokens(sheet, sentence, base)
        ]
    if sheet.page.title:
        found = _in_tokens(sheet, Sentence(sheet.page.title, 0, sheet.title_tokens), 1.6)
        capitals = _is_in_capitals(sheet.title_tokens)
        out += [c for c in found if not (capitals and c.rule == "name after in")]
    out += of_days_lines(sheet, when)
    for line in sheet.page.metadata:
        if line.key == "where" and line.spans:
            towns = [
                (w, s) for w, s in zip(line.values, line.spans, strict=False) if towns_named(w)
            ]
            words, span = towns[0] if towns else (line.values[0], line.spans[0])
            country = next((c for c in map(country_named, line.values) if c is not None), None)
            out.append(Candidate(words, span, 9.0, country, "where line"))
    return out


def _is_in_capitals(tokens: list[Token]) -> bool:
    """Say whether a headline prints its nouns and verbs in capitals, so that a capital says nothing: "Peaceful Assembly in Times of Crisis"."""
    words = [t for t in tokens if len(t.text) > _SHORT_WORD and t.text.isalpha()]
    return len(words) > _FEW_WORDS and sum(t.cap for t in words) >= 0.85 * len(words)


_SHORT_WORD = 4
_FEW_WORDS = 3
_OF_BEFORE = 3.0
"""What a place loses where the sentence tells of something before the event."""
_OF_THE_DAY = 2.9
"""Base score that only a sentence with the event's day reaches, among the first: what it says of the future is the event's."""


def _closeness(sheet: Sheet, when: When, order: int) -> float:
    """Return what a sentence's place in the text is worth: most where the event's day stands, more beside it than far from it.

    Example: "was the topic of a seminar on 4 May 2018. It was held in Osh" finds Osh in the sentence after the day's.
    """
    mine = when.sentence
    if mine is None:
        return -0.3 * order
    if order == mine:
        return 2.0 - 0.3 * order
    sentences = sheet.sentences
    beside = (
        abs(order - mine) == 1
        and mine < len(sentences)
        and sentences[order].paragraph == sentences[mine].paragraph
    )
    return max(-0.3 * order, -0.4 * abs(order - mine) - 0.1 * order) + 0.8 * beside


def _other_day(sheet: Sheet, sentence: Sentence, when: When) -> float:
    """Return what to take off a sentence that tells of another day than the event's."""
    mine = when.evidence.spans if when.evidence else ()
    others = [
        m
        for m in dates_in(sheet.text, sentence.span)
        if not any(m.span.overlaps(s) for s in mine)
        and not _is_of_them(m, when)
        and not _OF_SOMETHING.search(
            sheet.text, max(sentence.span.start, m.span.start - 40), m.span.start
        )
    ]
    has_mine = any(sentence.span.covers(s) for s in mine)
    told = others or (
        when.start is not None
        and any(
            m["year"] != when.start[:4]
            for m in _YEAR.finditer(sheet.text, sentence.span.start, sentence.span.end)
        )
    )
    return 3.0 if told and not has_mine and when.start is not None else 0.0


def _is_of_them(day: DateMention, when: When) -> bool:
    """Say whether a day printed without its year is one of the event's: "On 2 and 3 April they stayed in Halden" of 2 to 6 April 2018."""
    if day.has_year or when.start is None:
        return False
    return when.start <= iso(day.start, year=int(when.start[:4])) <= (when.end or when.start)


# A year without a day: "when they met in Peja in the summer of 2016".
_YEAR = re.compile(
    r"\b(?:in|since|during|throughout) (?:(?:early|late|mid|the)[- ])?(?:(?:spring|summer|autumn|winter|fall|January|February|March|April|May|June|July|August|September|October|November|December)(?: of)? )?(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)


# A day that is of something else than the sentence's verb: "elections scheduled for 28 November".
_OF_SOMETHING = re.compile(
    r"\b(?:scheduled for|planned for|due (?:on|by)|until|since|law of|elections (?:of|on)|adopted on|in force (?:on|since))\s*$",
    re.IGNORECASE,
)


def _is_told_ahead(text: str, span: Span) -> bool:
    """Say whether a sentence tells, in the document's own words, of what will or should be."""
    return any(
        not inside_quotes(text, span, m.start())
        for m in _FUTURE.finditer(text, span.start, span.end)
    )


def _around(text: str, span: Span, name: Span) -> Span:
    """Return the sentence of a name within a headline of two: "We trained 33 citizens in Plovdiv. Here is what they will look at"."""
    start, end = text.rfind(". ", span.start, name.start), text.find(". ", name.end, span.end)
    return Span(start + 2 if start >= 0 else span.start, end if end >= 0 else span.end)


def _in_tokens(sheet: Sheet, sentence: Sentence, base: float) -> list[Candidate]:
    tokens, taken, span = sentence.tokens, sentence.bodies, sentence.span
    out = []
    for i, token in enumerate(tokens[:-1]):
        found = _name_at(tokens, i, taken)
        if found is not None:
            near_it = tokens[i + 1].low == "lake"
            plain = token.low == "of" and found[2] not in {"checkpoint", "town of a venue"}
            of_town = -(1.0 + near_it) * (plain and not is_venue_of(tokens, i))
            out.append(_scored(sheet, tokens, found, (span, base + of_town)))
        told = capital_told(tokens, i) if found is None and token.low in {"in", "to"} else None
        if told is not None:
            one = _scored(sheet, tokens, (*told[:2], "town"), (span, base))
            words = _capital_printed(sheet, told[2])
            out.append(replace(one, words=words, country=told[2], rule="capital of a country"))
    host = _host(tokens) if not out else None
    return [_scored(sheet, tokens, host, (span, base + 1.5))] if host else out


def _capital_printed(sheet: Sheet, country: Country) -> str:
    """Return the name of a country's capital, as the dateline prints it if it does: "NUR-SULTAN" for "the capital of Kazakhstan"."""
    city = sheet.page.dateline.place if sheet.page.dateline is not None else ""
    towns = towns_named(city)
    if any(t.country == country.code and fold(t.name) == fold(country.capital) for t in towns):
        return "-".join(part.capitalize() for part in city.split("-")) if city.isupper() else city
    return country.capital


def _name_at(tokens: list[Token], i: int, taken: list[Body]) -> tuple[int, int, str] | None:
    """Return the name of a place that a word such as "in" or "at" opens, with its rule."""
    low, before = tokens[i].low, tokens[i - 1].low
    if low == "of":
        return _after_of(tokens, i)
    if low == "from":
        return name_after(tokens, i + 1, taken, strict=True) if before in _BACK else None
    if low == "on":
        lake = tokens[i + 1].low in {"lake", "mount"}
        return name_after(tokens, i + 1, taken, strict=False) if lake else None
    moved = low == "to" and any(t.low in _MOVES for t in tokens[max(0, i - 5) : i])
    if low not in _BEFORE_PLACE or (low == "to" and before not in _AFTER_TO and not moved):
        return None
    inside = next((b for b in taken if b.first < i < b.last), None)
    if inside is not None:
        return venue_at(tokens, i, inside)
    if low.startswith("visit"):
        return name_after(tokens, i + 1, taken, strict=low != "visited")
    if low == "at":
        return name_after(tokens, i + 1, taken, strict=True) or town_of_venue(tokens, i + 1)
    return name_after(tokens, i + 1, taken, strict=False)


def _after_of(tokens: list[Token], i: int) -> tuple[int, int, str] | None:
    """Read "the city of Bitola", "the premises of the Osh Regional Library", "the gate of the Farap checkpoint"."""
    before, following = tokens[i - 1].low, tokens[i + 1].low
    if before == "premises":
        return town_of_venue(tokens, i + 1)
    named = following == "the" and i + 2 < len(tokens)
    site = site_after(tokens, i + 2) if named else None
    if site is not None and site[2] == "checkpoint":
        return site
    room = town_before_venue(tokens, i + 2) if named and is_room_of(tokens, i) else None
    if room is not None:
        return room
    if is_venue_of(tokens, i):
        return name_after(tokens, i + 1, [], strict=True)
    own = i > 1 and before in _OWN and not (before == "university" and not _is_at(tokens, i - 1))
    return name_after(tokens, i + 1, [], strict=False) if own or following == "lake" else None


def _is_at(tokens: list[Token], i: int) -> bool:
    """Say whether "at" or "in" stands before: "at the State University of Tetovo"."""
    return any(t.low in {"at", "in"} for t in tokens[max(0, i - 4) : i])


def _scored(
    sheet: Sheet, tokens: list[Token], found: tuple[int, int, str], where: tuple[Span, float]
) -> Candidate:
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
        + 0.9 * (rule in {"site", "checkpoint", "venue in a town", "town of a venue"})
        + 1.2 * bool(_EVENT_VERB.search(near))
        + 0.8 * bool(_AT_VERB.search(before))
    )
    if sheet.page.kind != "event" and base < _OF_THE_DAY:
        score -= 2.5 * _is_told_ahead(text, _around(text, span, name))
    score -= 1.5 * bool(_ELSEWHERE.search(before)) + 0.8 * (
        is_possessive(tokens, last) and rule != "town that hosts"
    )
    score -= 3.0 * bool(_OFFICES.search(before)) + (
        2.5 if sheet.page.kind == "other" else 1.0
    ) * bool(_NEAR.search(before))
    score -= 1.5 * bool(OPENING_CLAUSE.match(text[span.start : name.start]))
    score -= 6.0 * bool(_ANOTHER_ONE.search(before))
    score -= 1.5 * bool(_SHALL.search(before)) + 2.5 * bool(_WHO_HAD.search(before))
    score -= 1.0 * (fold(words) in AMBIGUOUS and not _EVENT_VERB.search(near))
    country = _country_beside(tokens, first, last)
    score += 0.8 * (country is not None)
    return Candidate(words, name, score, country, rule)


def _country_beside(tokens: list[Token], first: int, last: int) -> Country | None:
    """Return the country printed beside a place: "Termez, Uzbekistan", "Slavutych, northern Ukraine", "the Montenegrin village of Vladimir"."""
    if last + 1 < len(tokens) and tokens[last].text == ",":
        at = last + 1
        while at + 1 < len(tokens) and tokens[at].low in _PARTS_OF_COUNTRY:
            at += 1
        return country_at(tokens, at)[0]
    if first >= 3 and tokens[first - 1].low == "of" and tokens[first - 2].low in _OWN:
        return country_of_adjective(tokens[first - 3].text)
    return None


_PARTS_OF_COUNTRY = lx.words(
    "the in northern southern eastern western central north-eastern north-western south-eastern south-western northeastern northwestern southeastern southwestern"
)
_HOSTS = lx.words("hosts hosted welcomes welcomed")
_IS = lx.words("is was were becomes became")
_SCENES = lx.words("venue scene setting")
_MOVES = lx.words("brought took invited gathered flew")


def _host(tokens: list[Token]) -> tuple[int, int, str] | None:
    """Read the town that a sentence calls the host: "Lviv hosted a training", "Tashkent’s Academy was the venue of a course", "Gevgelija was the scene of an exercise"."""
    for i, token in enumerate(tokens[:-1]):
        if not token.cap or not towns_named(token.text) or fold(token.text) in AMBIGUOUS:
            continue
        if i and tokens[i - 1].cap:
            continue
        scene = any(t.low in _SCENES for t in tokens[i + 1 : i + 4]) and tokens[i + 1].low in _IS
        owns = scene or (is_possessive(tokens, i + 1) and any(t.low in _SCENES for t in tokens[i:]))
        if tokens[i + 1].low in _HOSTS or owns:
            return i, i + 1, "town that hosts"
    return None
