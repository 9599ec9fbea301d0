"""The event's days as they are handed on, and the last day that another sentence adds to the first."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from commonweal.kernel.provenance import Evidence, Span
from commonweal.library.engine.facts.confidence import certainty
from commonweal.library.engine.facts.dates import dates_in, iso, shifted
from commonweal.library.engine.facts.sentences import Sheet


@dataclass(frozen=True, slots=True)
class When:
    """The event's days with their evidence; ``inferred`` names the computed ends."""

    start: str | None = None
    end: str | None = None
    date_text: str | None = None
    inferred: tuple[str, ...] = ()
    evidence: Evidence | None = None
    sentence: int | None = None


def until(sheet: Sheet, found: When) -> When:
    """Add the last day: "The conference continues until 16 March"."""
    found = _with_next_days(sheet, found)
    if found.start is None or (found.end is not None and found.end != found.start):
        return found
    for sentence in sheet.sentences[:14]:
        match = _LASTS.search(sheet.text, sentence.span.start, sentence.span.end)
        dates = (
            dates_in(sheet.text, Span(match.end(), min(match.end() + 40, sentence.span.end)))
            if match
            else []
        )
        if dates and dates[0].span.start - (match.end() if match else 0) < 12:
            end = iso(dates[0].end, year=int(found.start[:4]))
            if found.start <= end < shifted(found.start, days=60):
                spans = (*(found.evidence.spans if found.evidence else ()), dates[0].span)
                return replace(
                    found,
                    end=end,
                    evidence=evidence_of(spans, "event.start", "first day and until"),
                )
    return found


def _with_next_days(sheet: Sheet, found: When) -> When:
    """Add the days that a sentence tells of town by town: "in Bijeljina on 4 November 2013, in Brčko on 5 November and in Tuzla on 6 November"."""
    start, at = found.start, found.sentence
    if found.evidence is None or start is None or found.end != start:
        return found
    if at is None or at >= len(sheet.sentences):
        return found
    spans, end = found.evidence.spans, start
    for mention in dates_in(sheet.text, sheet.sentences[at].span):
        between = sheet.text[spans[-1].end : max(spans[-1].end, mention.span.start)]
        day = iso(mention.end, year=int(start[:4]))
        if _NEXT_TOWN.fullmatch(between) and end < day < shifted(start, days=30):
            end, spans = day, (*spans, mention.span)
    if end == start:
        return found
    return replace(found, end=end, evidence=evidence_of(spans, "event.start", "two days"))


_NEXT_TOWN = re.compile(
    r"(?:,|,? and)(?: then)?(?: (?:in|at) [A-Z][\w’'/-]+(?: [A-Z][\w’'/-]+){0,2},?)? on "
)
_LASTS = re.compile(
    r"\b(?:continue[sd]?|last(?:s|ed)?|runs?|ran|went on|will (?:last|run|continue|conclude|end)|to end|goes on|ends|concludes|ending|is open|running)\s+(?:until|till|through|to|on|up to)\s+",
    re.IGNORECASE,
)


def evidence_of(spans: tuple[Span, ...], field: str, rule: str) -> Evidence:
    """Return the evidence of a day, with the measured confidence of its rule."""
    return Evidence(spans, certainty(field, rule), rule)
