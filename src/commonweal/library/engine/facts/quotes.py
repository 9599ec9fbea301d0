"""Quotations with their speakers: one for each speaker and paragraph, fragments included, reported speech not."""

from __future__ import annotations

import re
from dataclasses import dataclass

from commonweal.kernel.provenance import Evidence, Span
from commonweal.library.engine.facts.confidence import certainty
from commonweal.library.engine.facts.sentences import Paragraph, Sheet
from commonweal.library.engine.facts.speakers import (
    VERB,
    VERB_RE,
    Known,
    Where,
    mentions_of,
    speaker_of,
)
from commonweal.library.engine.types import Quote, Speaker

_PAIRS = {"“": '”“"', "«": "»", "„": '“”"', '"': '"”', "‘": "’", "”": "”", "‟": "”"}
_OPENERS = re.compile(r"[“«„\"]|(?<![\w’])‘(?=[A-Z])|(?<=\s)”(?=\w)")
_NAMED = re.compile(
    r"\b(?:entitled|titled|called|named|themed|dubbed|under the (?:title|theme|motto|slogan|name)|project|projects|programme|initiative|campaign|guidebook|handbook|manual|publication|report|book|survey|study|film|films|movie|module|"
    r"course|workshop|conference|seminar|training|exhibition|forum|foundation|organi[sz]ation|NGO|association|on|the|a|of|known as|so-called|and|competition|event|series|platform|documentary|motto|slogan|theme|as)[,:]?\s*$",
    re.IGNORECASE,
)
_THAT = re.compile(
    rf"\b(?:{VERB}|that|saying|stating|adding|noting|stressing|how|underlining|words|emphasi[sz]ing)\b[^.!?]{{0,120}}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words between quotation marks in one paragraph."""

    span: Span
    inner: Span


def quoted_in(text: str, span: Span) -> list[Quoted]:
    """Return the quoted stretches of a paragraph, left to right.

    A stretch without a closing mark runs to the paragraph's end, as newspapers set it.
    """
    words = text[span.start : span.end]
    if not any(mark in words for mark in _PAIRS):
        return []
    out: list[Quoted] = []
    at = span.start
    while True:
        match = _OPENERS.search(text, at, span.end)
        if match is None:
            return out
        end = _closing(text, match, span.end)
        if end is None:
            return (
                out
                if len(out) and text[match.start()] == '"'
                else [*out, Quoted(Span(match.start(), span.end), Span(match.end(), span.end))]
            )
        out.append(Quoted(Span(match.start(), end + 1), Span(match.end(), end)))
        at = end + 1


def _closing(text: str, opener: re.Match[str], limit: int) -> int | None:
    """Return the index of the closing mark; a mark that a letter follows opens an inner quotation."""
    marks, depth = _PAIRS[opener.group()], 0
    for i in range(opener.end(), limit):
        char = text[i]
        if (
            char in "“«„"
            and opener.group() in "“«„"
            and not (char == "“" and opener.group() == "„")
        ):
            depth += 1
        elif char in marks:
            if depth == 0:
                return i
            depth -= 1
    return None


def quotes_on(sheet: Sheet, *, people: tuple[Speaker, ...]) -> tuple[Quote, ...]:
    """Return the quotations of the people a document names.

    Args:
        sheet: The document.
        people: Those found by ``people_on``.
    """
    out: list[Quote] = []
    known = Known(sheet.text, mentions_of(sheet, people), {})
    for at, paragraph in enumerate(sheet.paragraphs):
        seen: set[str] = set()
        quoted = quoted_in(sheet.text, paragraph.span)
        spans = [q.span for q in quoted]
        previous: Speaker | None = None
        for index, one in enumerate(quoted):
            if _is_title(sheet, paragraph, one):
                continue
            where = Where(sheet, at, spans, index)
            speaker, rule = speaker_of(where, known, previous)
            if rule is None or speaker is None:
                continue
            previous = speaker
            if speaker.name not in seen:
                seen.add(speaker.name)
                out.append(_quote(sheet, one, speaker, rule))
    return tuple(out)


def _quote(sheet: Sheet, one: Quoted, speaker: Speaker | None, rule: str) -> Quote:
    words = " ".join(one.span.of(sheet.text).split())
    return Quote(
        speaker.name if speaker else None,
        words,
        Evidence((one.span,), certainty("quotes", rule), rule),
    )


def _is_title(sheet: Sheet, paragraph: Paragraph, one: Quoted) -> bool:
    """Say whether quotation marks hold a name: “Voices Without Hatred”, not words that somebody said."""
    inner = one.inner.of(sheet.text).strip()
    words = inner.split()
    if sheet.text[one.span.start] == "‘" and len(words) <= 5:
        return True
    before = sheet.text[max(paragraph.span.start, one.span.start - 60) : one.span.start]
    if (
        re.search(r"[.!?,][’']?$", inner)
        and len(words) > 3
        and not re.search(r"\b(?:entitled|titled)\s*$", before)
    ):
        return False
    capitals = sum(w[0].isupper() or w[0].isdigit() for w in words)
    small = sum(
        w.lower()
        in {
            "of",
            "the",
            "and",
            "for",
            "in",
            "on",
            "to",
            "a",
            "with",
            "against",
            "as",
            "at",
            "–",
            "-",
        }
        for w in words
    )
    if (
        capitals + small >= len(words) - 1
        and capitals >= 1
        and len(words) <= 20
        and not inner.endswith((".", ",", "?", "!"))
    ):
        return True
    if _NAMED.search(before) and not _THAT.search(before[-40:]):
        return len(words) < 25
    return len(words) <= 2 and not VERB_RE.search(
        sheet.text, one.span.end, min(one.span.end + 30, paragraph.span.end)
    )
