"""Sentences that recommend, promise or announce: "They recommended that each municipality appoint ...".

Recommendation: somebody asks others to act. Commitment: somebody undertakes, plans or agrees. Next step: a
stated follow-up nobody vows. What merely describes the event or its aim is none of them.
"""

from __future__ import annotations

import re

from commonweal.kernel.provenance import Evidence, Span
from commonweal.library.engine.facts.commitment_rules import (
    HARD,
    LISTED,
    MAY,
    NOT,
    RULES,
    SAID,
    Rule,
)
from commonweal.library.engine.facts.confidence import certainty
from commonweal.library.engine.facts.quotes import quoted_in
from commonweal.library.engine.facts.sentences import Sentence, Sheet
from commonweal.library.engine.facts.tokens import printed
from commonweal.library.engine.types import Commitment


def commitments_on(sheet: Sheet) -> tuple[Commitment, ...]:
    """Return the sentences that recommend, promise or announce, in reading order."""
    out = []
    listed = _listed(sheet) if sheet.page.kind != "event" else frozenset()
    for sentence in sheet.sentences:
        kind = sheet.paragraphs[sentence.paragraph].kind
        if kind in {"heading", "caption"} or (kind == "item" and sheet.page.kind == "event"):
            continue
        found = rule_for(
            sheet.text, sentence.span, quoted=_quoted_part(sheet, sentence), kind=sheet.page.kind
        )
        if found is None and sentence.paragraph in listed and len(sentence.tokens) > 3:
            found = LISTED, sentence.span
        if found is not None:
            rule, span = found
            kind_of = _type_of(sheet, rule, sentence.span)
            if sentence.paragraph in listed:
                kind_of = LISTED.type
            evidence = Evidence((span,), certainty("commitments", rule.name), rule.name)
            out.append(Commitment(printed(sheet.text, span), kind_of, evidence, rule.strength))
    return tuple(out)


def _listed(sheet: Sheet) -> frozenset[int]:
    """Return the list items under a heading or a line that announces recommendations."""
    out, listing = set(), False
    for index, paragraph in enumerate(sheet.paragraphs):
        if paragraph.kind == "item":
            if listing:
                out.add(index)
            continue
        words = paragraph.span.of(sheet.text)
        opens = paragraph.kind == "heading" or words.rstrip().endswith(":")
        listing = opens and bool(LISTED.pattern.search(words))
    return frozenset(out)


_AUTHORITY = re.compile(
    r"\b(?:Ministr(?:y|ies)|Government|Agency|City|Municipality|municipality|Mayor|mayor|Parliament|Assembly|Police|Prosecution|Prosecutor|Inspectorate|Service|Department|Directorate|Committee|Commission|Council|Academy|Court|Bank|city|police region)\b"
)
_PUBLISHER = re.compile(
    r"\b(?:OSCE|Mission|Centre|Presence|Programme Office|Project Co-ordinator|ODIHR|HCNM|Secretariat|organi[sz]ers|participants|Foundation|group|experts)\b"
)
_OWN_WILL = frozenset(("someone will", "will, with a time"))
_PLANS = re.compile(r"\b(?:plans?|intends?|is planning|are planning) to\b")


def _type_of(sheet: Sheet, rule: Rule, span: Span) -> str:
    """Return what a sentence is, by who acts.

    An authority that "will" do something undertakes it; so does whoever says "we will". What the publisher and
    the participants "will" do or plan is a next step.
    """
    words = span.of(sheet.text)
    if rule.name in _OWN_WILL:
        subject = re.split(r"\bwill\b", words, maxsplit=1)[0]
        ours = re.search(r"\b(?:[Ww]e|I)\b(?: \w+)?\s*$", subject)
        acts = bool(_AUTHORITY.search(subject)) and not _PUBLISHER.search(subject)
        return "commitment" if ours or acts else rule.type
    if rule.name == "intends to":
        plan = _PLANS.search(words)
        planner = _PUBLISHER.search(words[: plan.start()]) if plan else None
        reported = re.search(rf"\b{SAID}\b", words)
        return "next step" if planner and not reported else rule.type
    return rule.type


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
        if _describes(text, (rule, match), quoted, inside=inside):
            continue
        if rule.name in HARD and not (inside or kind == "event" or _asks(text, span)):
            continue
        return rule, _core(text, span, quoted if inside else None)
    return None


_TELLS_DUTY = re.compile(r"\b(?:has|have) to\b|^they need")
_FIRST_PERSON = re.compile(r"\b(?:we|I)\b(?:\s\w+)?\s+(?:will|would)\b", re.IGNORECASE)


def _spoken_by_others(text: str, match: re.Match[str], quoted: Span | None) -> bool:
    """Say whether "will" stands in quoted words that promise nothing: “a woman will tell her story”."""
    if quoted is None or not quoted.start < match.end() <= quoted.end:
        return False
    return not _FIRST_PERSON.search(text, quoted.start, quoted.end)


def _describes(
    text: str, found: tuple[Rule, re.Match[str]], quoted: Span | None, *, inside: bool
) -> bool:
    """Say whether the words a rule met only tell or describe."""
    rule, match = found
    if rule.name == "will, said":
        return inside
    if rule.name == "said would":
        return _spoken_by_others(text, match, quoted)
    return rule.name == "need to" and not inside and bool(_TELLS_DUTY.search(match.group()))


def _is_left_out(rule: Rule, kind: str) -> bool:
    if kind == "event":
        return rule.type == "next step" and rule.name != "will be published"
    return kind == "other" and rule.name in {"hopes to", "it is essential", "we will"}


_ASKS = re.compile(
    rf"\b{SAID}\b|\b(?:speakers|participants|experts|panellists|recommendations|recommendation|conclud\w+|among them|according to|produced|agree)\b"
    r"|^(?:Similar |All |Both |Such |These |The )?(?:[A-Z]?[\w’'-]+ ){1,4}(?:should|must|ought to|needs? to)\b"
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
