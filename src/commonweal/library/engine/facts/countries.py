"""Which countries a document names, and which one it is about."""

from __future__ import annotations

import re
from collections import Counter

from commonweal.kernel.provenance import Span
from commonweal.library.engine.facts import lexicon as lx
from commonweal.library.engine.facts.gazetteer import (
    AMBIGUOUS,
    Country,
    countries,
    country_named,
    country_of_adjective,
    longest_country_words,
    may_start_country,
    towns_named,
)
from commonweal.library.engine.facts.sentences import Sheet
from commonweal.library.engine.facts.tokens import Token, fold, is_possessive

_IN = frozenset(("in", "across", "throughout", "visited"))
_NEWS = lx.words(
    "war conflict situation crisis fighting hostilities events developments elections aggression invasion"
)
"""What is told of another country: "fleeing the war in Ukraine" is not where the event was."""
_CHAIR = lx.words(
    "chairmanship chairpersonship chairperson chairperson-in-office chairman-in-office presidency chair"
)
_OF_LANGUAGE = lx.words(
    "language languages version versions translation translations subtitles interpretation"
)
_INTO = lx.words("in into speak speaks spoke speaking languages language :")
_GOES_ON = lx.words("will is are was were have has can may to by with from for at on")
"""What follows the last of several languages: "versions in Ukrainian and Albanian will follow"."""
_ENOUGH_IN_A_STORY = 2
_MONEY = lx.words("funded financed co-funded co-financed contribution contributions donors donated")
_PLACE_OF_BODY = re.compile(r"(?:to|in|of) ((?:[A-Z][\w’'-]+ ?(?:and )?)+)")


def country_at(tokens: list[Token], i: int) -> tuple[Country | None, int]:
    """Return the country named at a token and the index one past it: "North Macedonia"."""
    if i >= len(tokens) or not may_start_country(tokens[i].text):
        return None, i
    for n in range(min(longest_country_words(), len(tokens) - i), 0, -1):
        country = country_named(" ".join(t.text for t in tokens[i : i + n]))
        if country is not None:
            return country, i + n
    return None, i


def mentioned_countries(sheet: Sheet) -> Counter[str]:
    """Return how often each country is named, by name, adjective or town, with weight on the title."""
    found: Counter[str] = Counter()
    for tokens, weight in ((sheet.title_tokens, 3), *((s.tokens, 1) for s in sheet.sentences[:12])):
        if any(t.low in _MONEY for t in tokens):
            continue
        for code in _codes(tokens):
            found[code] += weight
    for name in sheet.page.issued_by:
        for word in _PLACE_OF_BODY.findall(name):
            country = country_named(word.strip())
            found.update(
                [country.code] * 2
                if country
                else [t.country for t in towns_named(word.strip())[:1]] * 2
            )
    return found


def _codes(tokens: list[Token]) -> list[str]:
    out, i = [], 0
    while i < len(tokens):
        if not tokens[i].cap:
            i += 1
            continue
        country, end = country_at(tokens, i)
        if country is None:
            country = None if _is_language(tokens, i) else country_of_adjective(tokens[i].text)
        if country is not None and not _chairs(tokens, max(end, i + 1)):
            out.append(country.code)
        i = max(end, i + 1)
    return out


def _chairs(tokens: list[Token], i: int) -> bool:
    """Say whether a country is named only as a chair: "Albanian Chairmanship", "Malta’s 2024 OSCE Chairpersonship"."""
    for token in tokens[i : i + 5]:
        if token.low in _CHAIR:
            return True
        if token.low not in {"’s", "'s", "’", "osce", "current"} and not token.text.isdigit():
            return False
    return False


def _is_language(tokens: list[Token], i: int) -> bool:
    """Say whether an adjective is the name of a language: "in Albanian, Macedonian and English", "the Serbian language"."""
    following = tokens[i + 1].low if i + 1 < len(tokens) else "."
    if following in _OF_LANGUAGE:
        return True
    listed = i > 0 and tokens[i - 1].low in {"and", "or", "&"} and following in _GOES_ON
    if following not in {",", "and", "or", ".", ";", ")", "&", "-"} and not listed:
        return False
    for token in reversed(tokens[max(0, i - 8) : i]):
        if token.low in _INTO:
            return True
        if token.low not in {",", "and", "or", "both", "the"} and not token.cap:
            return False
    return False


def town_countries(sheet: Sheet) -> Counter[str]:
    """Return the countries of the towns that a text names after "in", "from" and the like."""
    found: Counter[str] = Counter()
    for sentence in sheet.sentences[:16]:
        tokens = sentence.tokens
        for i, token in enumerate(tokens):
            if (
                i
                and token.cap
                and fold(token.text) not in AMBIGUOUS
                and tokens[i - 1].low in {"in", "from", "and", "near", "во", "у", "u"}
            ):
                found.update(t.country for t in towns_named(token.text)[:1])
    return found


def country_of_text(sheet: Sheet, *, mentioned: Counter[str]) -> tuple[Country, Span] | None:
    """Return the country the text is about: "in Moldova" in the opening, else the one named most.

    Args:
        sheet: The document.
        mentioned: What ``mentioned_countries`` found.
    """
    for tokens in (*(s.tokens for s in sheet.sentences[:2]), sheet.title_tokens):
        for i, token in enumerate(tokens[:-1]):
            told = token.low in _IN and not (i and tokens[i - 1].low in _NEWS)
            found = _after_in(tokens, i) if told else None
            if found is not None:
                return found
    votes = mentioned or (town_countries(sheet) if sheet.page.kind != "event" else mentioned)
    if not votes or sheet.page.kind == "event":
        return None
    code, count = votes.most_common(1)[0]
    several = [n for n in votes.values() if n == count]
    if not mentioned and len(several) > 1:
        return None  # towns of as many countries: none of them is the text's
    if sheet.page.kind == "other" and (count < _ENOUGH_IN_A_STORY or len(several) > 1):
        return None  # a story of two sides of a border is of neither
    country = countries().get(code)
    return (country, where_named(sheet, country.code)) if country else None


def _after_in(tokens: list[Token], i: int) -> tuple[Country, Span] | None:
    at = i + 2 if tokens[i + 1].low == "the" else i + 1
    country, end = country_at(tokens, at)
    past = (
        end + 1 < len(tokens)
        and tokens[end].low in {"in", "since"}
        and tokens[end + 1].low[:2] in {"19", "20"}
    )
    if country is None or is_possessive(tokens, end) or past:
        return None
    return country, Span(tokens[at].start, tokens[end - 1].end)


def where_named(sheet: Sheet, code: str) -> Span:
    """Return the first words that name a country, by name, adjective or town."""
    for tokens in (sheet.title_tokens, *(s.tokens for s in sheet.sentences)):
        for i, token in enumerate(tokens):
            country, end = country_at(tokens, i)
            other = country_of_adjective(token.text) if token.cap else None
            if country is not None and country.code == code:
                return Span(token.start, tokens[end - 1].end)
            if (other and other.code == code) or (
                token.cap and any(t.country == code for t in towns_named(token.text)[:1])
            ):
                return Span(token.start, token.end)
    return Span(0, 0)
