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


_LASTS = re.compile(
    r"\b(?:continues?|lasts?|runs?|will (?:last|run|continue|conclude|end)|to end|goes on|ends|concludes|ending|is open|running)\s+(?:until|till|through|to|on|up to)\s+",
    re.IGNORECASE,
)


def evidence_of(spans: tuple[Span, ...], field: str, rule: str) -> Evidence:
    """Return the evidence of a day, with the measured confidence of its rule."""
    return Evidence(spans, certainty(field, rule), rule)
