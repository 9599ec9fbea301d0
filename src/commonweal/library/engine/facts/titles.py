"""Titles in running text: quoted ones, and unquoted ones in capitals such as "Safe at Home? A Survey"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from commonweal.kernel.provenance import Span

_CAP = r"(?:[^\W\d_a-zß-öø-ÿ][^\W_]*(?:[-/’'&.][^\W_]+)*|\d[\d.]*)"
_SMALL = r"(?:of|for|on|in|the|and|a|an|to|with|against|from|by|at|as|into|within|through|under|between|&|–|-|or|without|who|is|are|versus|vs\.?|along|among|amongst|across|beyond|towards?|around|about|after|our|your|their|its|not)"
TITLE_RUN = rf"{_CAP}(?:(?:[:?!]|,(?=\s(?:{_CAP}|and\s{_CAP})))?\s(?:{_SMALL}\s){{0,4}}(?:\(?{_CAP}\)?))*[?!]?"
# A title whose second half says what it is: "Paper Boats: A Manual in Six Steps".
SUBTITLED = re.compile(
    rf"(?P<plain>{_CAP}(?:\s(?:{_SMALL}\s){{0,4}}{_CAP}){{0,9}}:\s(?:(?:An?|The)\s)?(?:{_CAP}\s){{0,3}}(?:Guide|Guidebook|Handbook|Manual|Toolkit|Textbook|Sourcebook|Compendium|Study|Survey|Evaluation|Assessment|Review|Overview|Primer|Introduction|Companion|Checklist)\b(?:\s(?:{_SMALL}\s){{1,4}}{_CAP}(?:\s(?:{_SMALL}\s){{0,4}}{_CAP})*)?)"
)
_QUOTED = r"[“\"«„](?P<quoted>[^“”\"«»„\n]{3,220}?)[,.]?[”\"»“]"


@dataclass(frozen=True, slots=True)
class Title:
    """A title with its words, without marks."""

    name: str
    span: Span
    quoted: bool


def titles_after(
    text: str, span: Span, noun: str, *, unquoted: bool = True
) -> Iterator[tuple[Title, re.Match[str]]]:
    """Yield titles that follow a noun: "the guidebook “Safer Together”", "The survey, Safe at Home?, is".

    Args:
        text: The document's text.
        span: Where to look.
        noun: A pattern for the noun.
        unquoted: True to read titles without marks too.
    """
    gap = r"(?:\s+\([\w\s/-]{2,20}\))?(?:,|:)?\s+(?:(?:is |was )?(?:entitled|titled|called|named|known as|on|under the title|about|of)\s*(?:the\s+)?[,:]?\s*(?:the\s+)?)?"
    plain = rf"|(?P<plain>{TITLE_RUN})" if unquoted else ""
    pattern = re.compile(rf"\b(?P<noun>{noun}){gap}(?:{_QUOTED}{plain})")
    for match in pattern.finditer(text, span.start, span.end):
        group = "quoted" if match["quoted"] else "plain"
        yield Title(_tidy(match[group]), Span(*match.span(group)), group == "quoted"), match


def titles_before(text: str, span: Span, noun: str) -> Iterator[tuple[Title, re.Match[str]]]:
    """Yield quoted titles that a noun follows: "the “PROTECT” project"."""
    pattern = re.compile(rf"{_QUOTED}\s+(?P<noun>{noun})\b")
    for match in pattern.finditer(text, span.start, span.end):
        yield Title(_tidy(match["quoted"]), Span(*match.span("quoted")), quoted=True), match


def _tidy(words: str) -> str:
    return " ".join(words.split()).strip(" ,;")
