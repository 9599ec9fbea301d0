"""Sentences that recommend, promise or announce: "They recommended that each municipality appoint ...".

Recommendation: somebody asks others to act. Commitment: somebody undertakes, plans or agrees. Next step: a
stated follow-up nobody vows. What merely describes the event or its aim is none of them.
"""

from __future__ import annotations

import re

from commonweal.kernel.provenance import Evidence, Span
from commonweal.library.engine.facts.commitment_rules import HARD, MAY, NOT, RULES, SAID, Rule
from commonweal.library.engine.facts.confidence import certainty
from commonweal.library.engine.facts.quotes import quoted_in
from commonweal.library.engine.facts.sentences import Sentence, Sheet
from commonweal.library.engine.facts.tokens import printed
from commonweal.library.engine.types import Commitment


def commitments_on(sheet: Sheet) -> tuple[Commitment, ...]:
    """Return the sentences that recommend, promise or announce, in reading order."""
    out = []
    for sentence in sheet.sentences:
        kind = sheet.paragraphs[sentence.paragraph].kind
        if kind in {"heading", "caption"} or (kind == "item" and sheet.page.kind == "event"):
            continue
        found = rule_for(
            sheet.text, sentence.span, quoted=_quoted_part(sheet, sentence), kind=sheet.page.kind
        )
        if found is not None:
            rule, span = found
            evidence = Evidence((span,), certainty("commitments", rule.name), rule.name)
            out.append(Commitment(printed(sheet.text, span), rule.type, evidence, rule.strength))
    return tuple(out)


def rule_for(
    text: str, span: Span, *, quoted: Span | None = None, kind: str = "news item"
) -> tuple[Rule, Span] | None:
    """Return the first rule a sentence meets and the words that count, or None.

    Args:
        text: The document's text.
        span: The sentence.
        quoted: The part of it that is in quotation marks; there "should" asks, and does not describe.
        kind: The page's kind; on an event's announcement "will" tells the programme, in a feature a need is a mood.
    """
    if not MAY.search(text, span.start, span.end) or NOT.search(text, span.start, span.end):
        return None
    for rule in RULES:
        if _is_left_out(rule, kind):
            continue
        match = rule.pattern.search(text, span.start, span.end)
        if match is None:
            continue
        inside = quoted is not None and quoted.start <= match.start() < quoted.end
        if rule.name == "will, said" and inside:
            continue
        if rule.name in HARD and not (inside or kind == "event" or _asks(text, span)):
            continue
        return rule, _core(text, span, quoted if inside else None)
    return None


def _is_left_out(rule: Rule, kind: str) -> bool:
    if kind == "event":
        return rule.type == "next step" and rule.name != "will be published"
    return kind == "other" and rule.name in {"hopes to", "it is essential", "we will"}


_ASKS = re.compile(
    rf"\b{SAID}\b|\b(?:speakers|participants|experts|panellists|recommendations|recommendation|conclud\w+|among them|according to|produced|agree)\b"
    r"|^(?:First|Second|Third|Finally|Applicants|States|Governments|Authorities|Member States|Participating States|Schools|Countries)\b",
    re.IGNORECASE,
)


def _asks(text: str, span: Span) -> bool:
    """Say whether a need is somebody's demand and not the writer's description."""
    return bool(_ASKS.search(text[span.start : span.end]))


def _quoted_part(sheet: Sheet, sentence: Sentence) -> Span | None:
    """Return the part of a sentence that lies in quotation marks, if it is long enough to be speech."""
    paragraph = sheet.paragraphs[sentence.paragraph].span
    for one in quoted_in(sheet.text, paragraph):
        if one.inner.overlaps(sentence.span) and one.inner.end - one.inner.start > 25:
            return Span(
                max(one.inner.start, sentence.span.start), min(one.inner.end, sentence.span.end)
            )
    return None


def _core(text: str, span: Span, quoted: Span | None) -> Span:
    """Cut the marks and the attribution off a sentence that opens with somebody's own words."""
    opens = quoted is not None and text[span.start : quoted.start].rstrip(' “"«„')
    if quoted is None or (opens and not opens.endswith(":")):
        return span
    end = quoted.end
    while end > quoted.start and text[end - 1] in " ,":
        end -= 1
    return Span(quoted.start, end)
