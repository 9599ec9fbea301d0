"""Who paid: countries and bodies said to fund, finance or support financially.

Governments are given as their countries ("the governments of Finland and Norway" is Finland and
Norway), unless a body is named ("the Austrian Government" stays).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from commonweal.kernel.provenance import Evidence, Span
from commonweal.library.engine.facts import lexicon as lx
from commonweal.library.engine.facts.bodies import body_at
from commonweal.library.engine.facts.confidence import certainty
from commonweal.library.engine.facts.countries import country_at
from commonweal.library.engine.facts.offices import words_of
from commonweal.library.engine.facts.sentences import Sheet
from commonweal.library.engine.facts.tokens import Token, fold
from commonweal.library.engine.types import Named


@dataclass(frozen=True, slots=True)
class Rule:
    """A phrase after which those who paid are listed."""

    name: str
    pattern: re.Pattern[str]
    example: str


_MONEY = r"(?:fund(?:ing|s)|financial(?:ly)?(?: and (?:technical|expert|in-kind|logistical))? (?:support|contributions?|assistance|aid|backing)|financing|grants?|(?:generous|voluntary|extra-?budgetary|financial) (?:support|contributions?|funding)|contributions?|donations?)"
RULES: tuple[Rule, ...] = (
    Rule(
        "funded by",
        re.compile(
            r"\b(?:(?:co-?)?(?:funded|financed|sponsored)|financially (?:supported|backed)|supported financially|bankrolled|paid for)(?:[\w ,]{0,40}?)\s+(?:by|with|through (?:the funding|funding|funds) (?:of|from)|from)\b(?: contributions from| funds from| grants from)?",
            re.IGNORECASE,
        ),
        "funded by Austria, Finland and Norway",
    ),
    Rule(
        "funding from",
        re.compile(
            rf"\b{_MONEY}\s+(?:kindly )?(?:provided |received |made )?(?:from|of|by)\b",
            re.IGNORECASE,
        ),
        "with funding from Canada",
    ),
    Rule(
        "contributed by",
        re.compile(
            r"\b(?:thanks to|made possible (?:by|through|thanks to|with))\s+(?:the\s+)?(?:generous\s+|kind\s+)?(?:support|contributions?|funding|funds|grants?|donations?)\s+(?:from|of|by)\b",
            re.IGNORECASE,
        ),
        "made possible by the support of Sweden",
    ),
    Rule(
        "contributed to",
        re.compile(
            r"\bto which\s+(?=[^.]{4,160}?\bha(?:ve|s) (?:contributed|donated))", re.IGNORECASE
        ),
        "a project to which France and Italy have contributed",
    ),
    Rule(
        "donors",
        re.compile(
            r"\b(?:donors?(?: countries)?(?: of the project)?(?: are| include|:)|donors? such as)\s",
            re.IGNORECASE,
        ),
        "The donors are Italy and Spain.",
    ),
)
_SUPPORTED = re.compile(
    r"\b(?:supported by|with (?:the )?support (?:of|from)|with the generous support (?:of|from)|(?:thanks to|made possible (?:by|through)) the)\b",
    re.IGNORECASE,
)
_PROJECT = re.compile(
    r"\b(?:project|programme|initiative|activity|activities|[“”\"])", re.IGNORECASE
)
_ACTIVE = re.compile(
    r"\b(?:(?:co-)?(?:funds|funded|finances|financed|sponsored|financially supports?|financially supported|provided (?:the )?(?:funding|financial support|funds)|is funding|are funding|contributed financially))\b(?!\s+by)",
    re.IGNORECASE,
)
_PAYERS = re.compile(
    r"\b(?:Government|Agency|Union|Fund|Foreign|Ministry|Embassy|Foundation|Development|Bank|Commission|Department|USAID|Sida|GIZ|SDC|State)\b"
)


def funders_on(sheet: Sheet) -> tuple[Named, ...]:
    """Return those who paid, once each, in reading order."""
    found: dict[str, Named] = {}
    for sentence in sheet.sentences:
        for rule, at in _openings(sheet.text, sentence.span):
            for name, span in _listed(sentence.tokens, at, rule):
                found.setdefault(
                    fold(name), Named(name, Evidence((span,), certainty("funders", rule), rule))
                )
        for name, span in _subjects(sheet.text, sentence.tokens, sentence.span):
            found.setdefault(
                fold(name), Named(name, Evidence((span,), certainty("funders", "funds"), "funds"))
            )
    return tuple(found.values())


def _openings(text: str, span: Span) -> list[tuple[str, int]]:
    """Return where lists of payers open in a sentence, with the rule."""
    out = [(r.name, m.end()) for r in RULES for m in r.pattern.finditer(text, span.start, span.end)]
    if out:
        out += [
            ("funded by", m.end())
            for m in _AND_BY.finditer(text, min(at for _, at in out), span.end)
        ]
    for match in _SUPPORTED.finditer(text, span.start, span.end):
        near_project = _PROJECT.search(text, max(span.start, match.start() - 160), match.start())
        out.append(("supported by" if near_project else "countries supported", match.end()))
    return out


_AND_BY = re.compile(r"\band (?:also )?(?:by|from)\b", re.IGNORECASE)
_JOINS = lx.words(
    """
    , and & ; as well also with
    """
)
_SKIPPED = lx.words(
    "the both governments government of by from generous and , among others a contribution contributions"
)


def _listed(tokens: list[Token], at: int, rule: str) -> list[tuple[str, Span]]:
    """Read the list of payers that starts at a character: "the Governments of Canada and Norway"."""
    i = next((k for k, t in enumerate(tokens) if t.start >= at), len(tokens))
    out: list[tuple[str, Span]] = []
    while i < len(tokens):
        i = _skip_small(tokens, i)
        name, after = _payer(tokens, i, rule, later=bool(out))
        if name is None:
            return out
        out.append(name)
        after = _owner_end(tokens, after)
        if after >= len(tokens) or tokens[after].low not in {",", "and", "&", ";"}:
            return out
        i = after
        while i < len(tokens) and tokens[i].low in _JOINS:
            i += 1
    return out


def _owner_end(tokens: list[Token], i: int) -> int:
    """Skip a short form in brackets and the body that owns the payer: "(INL) of the Department of State"."""
    if i < len(tokens) and tokens[i].text == "(":
        i = next((k + 1 for k in range(i, min(i + 12, len(tokens))) if tokens[k].text == ")"), i)
    if i + 2 < len(tokens) and tokens[i].low == "of":
        body = body_at(tokens, i + 2 if tokens[i + 1].low == "the" else i + 1)
        return body.after if body else i
    return i


def _skip_small(tokens: list[Token], i: int) -> int:
    while i < len(tokens) and (
        (tokens[i].low in _SKIPPED and not tokens[i].cap)
        or tokens[i].text == "Governments"
        or _government_of(tokens, i)
    ):
        i += 1
    return i


def _government_of(tokens: list[Token], i: int) -> bool:
    return tokens[i].text == "Government" and i + 1 < len(tokens) and tokens[i + 1].low == "of"


def _payer(
    tokens: list[Token], i: int, rule: str, *, later: bool = False
) -> tuple[tuple[str, Span] | None, int]:
    if i >= len(tokens) or not tokens[i].cap:
        return None, i
    body = body_at(tokens, i)
    country, end = country_at(tokens, i)
    if country is not None and (body is None or body.last <= end):
        return (words_of(tokens, i, end), Span(tokens[i].start, tokens[end - 1].end)), end
    if body is not None and rule != "countries supported":
        words = words_of(tokens, body.first, body.last)
        if rule == "supported by" and not _PAYERS.search(words):
            return None, i
        name = f"{words} ({body.short_name})" if body.short_name else words
        return (name, Span(body.span.start, tokens[body.after - 1].end)), body.after
    end = next((k for k in range(i, len(tokens)) if not tokens[k].cap), len(tokens))
    if later and rule not in {"countries supported", "supported by"} and end - i >= 2:
        return (words_of(tokens, i, end), Span(tokens[i].start, tokens[end - 1].end)), end
    return None, i


def _subjects(text: str, tokens: list[Token], span: Span) -> list[tuple[str, Span]]:
    """Read "Sweden funded the course"."""
    match = _ACTIVE.search(text, span.start, span.end)
    if match is None:
        return []
    before = [k for k, t in enumerate(tokens) if t.end <= match.start()]
    if not before:
        return []
    for i in range(max(0, before[-1] - 12), before[-1] + 1):
        name, after = _payer(tokens, _skip_small(tokens, i), "funds")
        if (
            name is not None
            and after == before[-1] + 1
            and not (
                i
                and tokens[i - 1].low in {"of", "in", "by"}
                and not _government_of(tokens, max(0, i - 2))
            )
        ):
            return [name]
    return []
