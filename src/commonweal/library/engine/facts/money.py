"""Who paid: countries and bodies said to fund, finance or support financially.

Governments are given as their countries ("the governments of Finland and Norway" is Finland and
Norway), unless a body is named ("the Austrian Government" stays). The phrases are in ``money_rules``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from commonweal.kernel.provenance import Evidence, Span
from commonweal.library.engine.facts import lexicon as lx
from commonweal.library.engine.facts import money_rules as rules
from commonweal.library.engine.facts.bodies import body_at
from commonweal.library.engine.facts.confidence import certainty
from commonweal.library.engine.facts.countries import country_at
from commonweal.library.engine.facts.gazetteer import country_named, country_of_adjective
from commonweal.library.engine.facts.offices import words_of
from commonweal.library.engine.facts.sentences import Sentence, Sheet
from commonweal.library.engine.facts.tokens import Token, fold, is_possessive
from commonweal.library.engine.types import Named

MOST_PHRASES = 12
"""Most phrases of money read in one sentence."""
LONGEST_LIST = 60
"""Most tokens before a verb that are looked at for its subjects."""


@dataclass(frozen=True, slots=True)
class Payer:
    """One payer as printed."""

    name: str
    span: Span
    rule: str


@dataclass(frozen=True, slots=True)
class _Opening:
    """Where a list of payers opens and who may stand in it: ``any``, ``payers`` or ``countries``."""

    rule: str
    at: int
    admits: str


def funders_on(sheet: Sheet) -> tuple[Named, ...]:
    """Return those who paid, once each, in reading order.

    Example: "The project is funded by Austria as well as the European Union" has two; so has "Norway and
    Sweden, which finance the course,", and "thanks to the generous support of Spain and Italy".
    """
    found: dict[str, Named] = {}
    listing = False
    index = -1
    for sentence in sheet.sentences:
        speaks = rules.MAY.search(sheet.text, sentence.span.start, sentence.span.end)
        payers = list(_in_sentence(sheet.text, sentence)) if speaks else []
        if sentence.paragraph != index:
            index = sentence.paragraph
            if listing:
                payers += _listed(
                    sentence.tokens, 0, _Opening("donors", sentence.span.start, "payers")
                )[:1]
            opens = rules.HEADING.match(sheet.text[sentence.span.start : sentence.span.end].strip())
            listing = bool(opens) or (listing and bool(payers))
        for payer in payers:
            evidence = Evidence((payer.span,), certainty("funders", payer.rule), payer.rule)
            found.setdefault(fold(payer.name), Named(payer.name, evidence))
    return tuple(_without_parts(list(found.values())))


def _without_parts(found: list[Named]) -> Iterator[Named]:
    """Drop "Foundation" where the document names the "Erlach Foundation"."""
    for one in found:
        bare = (len(one.name.split()) == 1 and one.name.lower() in lx.BODY_HEADS) or (
            one.name in {"Programme Office", "Project Co-ordinator"}
        )
        if not bare:
            yield one


def _in_sentence(text: str, sentence: Sentence) -> Iterator[Payer]:
    for opening in _openings(text, sentence.span)[:MOST_PHRASES]:
        yield from _listed(sentence.tokens, _index(sentence.tokens, opening.at), opening)
    for pattern, rule, admits in _BEFORE:
        for match in _some(pattern, text, sentence.span):
            who = "supporters" if match.group().startswith("pa") else admits
            at = match.start() - (rule == "its money")
            yield from _subjects(sentence.tokens, at, _Opening(rule, 0, who))
    yield from _by_adjective(text, sentence.span)
    for match in rules.HYPHENED.finditer(text, sentence.span.start, sentence.span.end):
        if country_named(match["name"]) or fold(match["name"]) in lx.KNOWN_BODIES:
            yield Payer(match["name"], Span(*match.span("name")), "name-funded")


_BEFORE = (
    (rules.ACTIVE, "funds", "payers"),
    (rules.GIVES, "gives", "givers"),
    (rules.BACKS, "supports the project", "countries"),
    (rules.OWNED, "its money", "payers"),
    (rules.IS_DONOR, "is the donor", "payers"),
    (rules.DONATES, "donates", "countries"),
)
"""Phrases before which the payers stand, with who may stand there."""


def _by_adjective(text: str, span: Span) -> Iterator[Payer]:
    """Yield the country of "with Swiss funding"; short forms stay as printed: "with US funding"."""
    for match in rules.ADJECTIVE.finditer(text, span.start, span.end):
        word = match["name"]
        country = country_of_adjective(word)
        name = country.name if country is not None and not word.isupper() else word
        if country is not None or country_named(word) or fold(word) in lx.KNOWN_BODIES:
            yield Payer(name, Span(*match.span("name")), "name-funded")


def _some(pattern: re.Pattern[str], text: str, span: Span) -> Iterator[re.Match[str]]:
    """Yield the first matches in a sentence; more than a few mean that no person wrote it."""
    return islice(pattern.finditer(text, span.start, span.end), MOST_PHRASES)


def _openings(text: str, span: Span) -> list[_Opening]:
    """Return where lists of payers open in a sentence, with the rule."""
    out = [
        _Opening(rule.name, _then(text, match.end(), span.end), rule.admits)
        for rule in rules.RULES
        for match in rule.pattern.finditer(text, span.start, span.end)
    ]
    if out:
        first = min(o.at for o in out)
        out += [
            _Opening("funded by", m.end(), "payers")
            for m in rules.AND_BY.finditer(text, first, span.end)
        ]
    for match in rules.SUPPORTED.finditer(text, span.start, span.end):
        near_project = rules.PROJECT.search(
            text, max(span.start, match.start() - 160), match.start()
        )
        rule, admits = (
            ("supported by", "supporters") if near_project else ("countries supported", "countries")
        )
        out.append(_Opening(rule, _then(text, match.end(), span.end), admits))
    return out


def _then(text: str, at: int, end: int) -> int:
    """Skip what stands between the phrase and the payers: "through voluntary contributions from"."""
    match = rules.THEN.match(text, at, end)
    at = match.end() if match else at
    numbered = rules.NUMBERED.match(text, at, end)
    return numbered.end() if numbered else at


def _index(tokens: list[Token], at: int) -> int:
    return next((k for k, t in enumerate(tokens) if t.start >= at), len(tokens))


_JOINS = lx.words(", and & as well also with along together plus")
_SKIPPED = lx.words(
    "the both governments government of by from generous and , among others a an contribution contributions : namely ( people including in particular"
)
_CLOSERS = frozenset((",", "and", "&", "as", "along", "together", "plus", "with"))


def _listed(tokens: list[Token], i: int, opening: _Opening) -> list[Payer]:
    """Read the list of payers that starts at a token: "the Governments of Canada and Norway"."""
    return _list_and_end(tokens, i, opening)[0]


def _list_and_end(tokens: list[Token], i: int, opening: _Opening) -> tuple[list[Payer], int]:
    out: list[Payer] = []
    last = i
    while i < len(tokens):
        i = _skip_small(tokens, i)
        aside = bool(out) and i > 0 and tokens[i - 1].low in {"a", "an"}
        payer, after = (None, i) if aside else _payer(tokens, i, opening, later=bool(out))
        if payer is None:
            after = _past_apposition(tokens, i) if out else i
            if after == i:
                return out, last
        else:
            out.append(payer)
            after = last = _owner_end(tokens, after)
        if after >= len(tokens) or tokens[after].low not in _CLOSERS:
            return out, last
        i = after
        while i < len(tokens) and tokens[i].low in _JOINS:
            i += 1
    return out, last


def _past_apposition(tokens: list[Token], i: int) -> int:
    """Skip "the OSCE Chair in 2022," in "Poland, the OSCE Chair in 2022, and Lithuania"."""
    opens = i >= 2 and tokens[i - 1].low in {"the", "a", "an"} and tokens[i - 2].text == ","
    if not opens:
        return i
    return next((k for k in range(i, min(i + 10, len(tokens))) if tokens[k].text == ","), i)


def _owner_end(tokens: list[Token], i: int) -> int:
    """Skip a short form in brackets and the body that owns the payer: "(INL) of the Department of State".

    After a possessive, "’s Instrument contributing to Stability and Peace", the list goes on at the next comma.
    """
    if i < len(tokens) and tokens[i].text == "(":
        i = next((k + 1 for k in range(i, min(i + 14, len(tokens))) if tokens[k].text == ")"), i)
    if i + 1 < len(tokens) and tokens[i].low == "in" and tokens[i + 1].cap:
        i = _name_end(tokens, i + 1)
    if is_possessive(tokens, i):
        return next((k for k in range(i, min(i + 9, len(tokens))) if tokens[k].text == ","), i)
    if i + 2 < len(tokens) and tokens[i].low in {"of", "under", "within", "through"}:
        body = body_at(tokens, i + 2 if tokens[i + 1].low in {"the", "its"} else i + 1)
        return body.after if body else i
    return i


def _skip_small(tokens: list[Token], i: int) -> int:
    while i < len(tokens) and (
        (tokens[i].low in _SKIPPED and not tokens[i].cap)
        or tokens[i].text == "Governments"
        or (tokens[i].text == "The" and i + 1 < len(tokens))
        or _government_of(tokens, i)
    ):
        i += 1
    return i


def _government_of(tokens: list[Token], i: int) -> bool:
    return tokens[i].text == "Government" and i + 1 < len(tokens) and tokens[i + 1].low == "of"


def _payer(
    tokens: list[Token], i: int, opening: _Opening, *, later: bool = False
) -> tuple[Payer | None, int]:
    if i >= len(tokens) or not tokens[i].cap:
        return None, i
    body = body_at(tokens, i)
    country, end = country_at(tokens, i)
    if country is not None and (body is None or body.last <= end):
        if opening.admits == "givers" or _goes_on(tokens, end):
            return None, i
        return _as_payer(tokens, i, end, opening), end
    if body is not None and opening.admits != "countries":
        return _body_payer(tokens, i, body.last, opening)
    if body is not None and rules.ALWAYS_PAYS.search(words_of(tokens, i, body.last)):
        return _body_payer(tokens, i, body.last, opening)
    end = _name_end(tokens, i)
    if opening.admits in {"any", "payers"} and _is_payers_name(tokens, i, end, later=later):
        return _as_payer(tokens, i, end, opening), end
    return None, i


def _goes_on(tokens: list[Token], end: int) -> bool:
    """Say whether a country only opens another name: "Norway House"."""
    return end < len(tokens) and tokens[end].cap and tokens[end].start == tokens[end - 1].end + 1


def _body_payer(
    tokens: list[Token], i: int, last: int, opening: _Opening
) -> tuple[Payer | None, int]:
    body = body_at(tokens, i)
    words = words_of(tokens, i, last)
    if body is None or (opening.admits in _KINDS and not _KINDS[opening.admits].search(words)):
        return None, i
    if _goes_on(tokens, body.after) and body.head == "":
        return None, i
    end = _branch_end(tokens, body.after)
    if end > body.after:
        return _as_payer(tokens, i, end, opening), end
    name = f"{words} ({body.short_name})" if body.short_name else words
    return Payer(name, Span(body.span.start, tokens[body.after - 1].end), opening.rule), body.after


_KINDS = {
    "supporters": rules.PAYS,
    "givers": re.compile(r"\b(?:Foundation|Endowment|Fund|Trust|Stiftung)\b"),
}


def _branch_end(tokens: list[Token], end: int) -> int:
    """Add the town of a branch: "Open Society Institute – Sofia"."""
    dash = end + 1 < len(tokens) and tokens[end].text in {"–", "—"} and tokens[end + 1].cap
    closes = end + 2 >= len(tokens) or tokens[end + 2].text in ".,;)"
    return end + 2 if dash and closes else end


def _as_payer(tokens: list[Token], i: int, end: int, opening: _Opening) -> Payer:
    return Payer(words_of(tokens, i, end), Span(tokens[i].start, tokens[end - 1].end), opening.rule)


def _name_end(tokens: list[Token], i: int) -> int:
    """Return where a run of capitals ends, over "of the": "Kingdom of the Netherlands"."""
    k = i
    while k < len(tokens):
        if tokens[k].cap:
            k += 1
            continue
        link = k
        while link < len(tokens) and tokens[link].low in {"of", "the", "for"} and link - k < 2:
            link += 1
        if k == i or link == k or link >= len(tokens) or not tokens[link].cap:
            return k
        k = link
    return k


def _is_payers_name(tokens: list[Token], i: int, end: int, *, later: bool) -> bool:
    """Say whether capitals that are neither country nor known body can be a payer: "Robert Bosch Stiftung"."""
    words = words_of(tokens, i, end)
    if rules.NO_PAYER.search(words) or tokens[i].low in lx.STOP_CAPS | lx.MONTH_WORDS:
        return False
    if tokens[end - 1].low in lx.NOT_BODY_TAILS or country_of_adjective(tokens[end - 1].text):
        return False
    short = end - i == 1 and words.isupper() and len(words) > 2
    person = fold(tokens[i].text) in lx.given_names() and end - i == 2
    return (end - i >= 2 and not person) or short or (later and len(words) > 4 and not person)


_BEFORE_VERB = lx.words(
    "today which that who , has have had been also jointly generously kindly together both again already is are further recently ) then all it partly fully mainly"
)


def _subjects(tokens: list[Token], at: int, opening: _Opening) -> list[Payer]:
    """Read the list that ends before a verb: "Sweden and the European Union jointly fund the course"."""
    end = next((k for k, t in enumerate(tokens) if t.end > at), len(tokens))
    while end > 0 and tokens[end - 1].low in _BEFORE_VERB:
        end -= 1
    for i in range(max(0, end - LONGEST_LIST), end):
        if not _may_open(tokens, i, owned=opening.rule == "its money"):
            continue
        payers, last = _list_and_end(tokens[: _reach(tokens, end)], i, opening)
        if payers and last >= end:
            return payers if last <= end + 3 else []
    return []


def _reach(tokens: list[Token], end: int) -> int:
    """Return the end of the subject with its short form in brackets."""
    return end + 1 if end < len(tokens) and tokens[end].text == ")" else end


def _may_open(tokens: list[Token], i: int, *, owned: bool) -> bool:
    """Say whether a subject can start here, and not the complement of something: "representatives of Norway"."""
    if not tokens[i].cap:
        return False
    k = i
    while k > 0 and tokens[k - 1].low in {"the", "both"}:
        k -= 1
    before = tokens[k - 1].low if k else ""
    if before == "of" and k >= 2 and tokens[k - 2].low in {"government", "governments"}:
        return True
    if owned and before in {"with", "by", "to", "through", "from"}:
        return True
    return before not in {"of", "in", "by", "for", "to", "at", "with", "from", "on"} and not (
        k and tokens[k - 1].cap
    )
