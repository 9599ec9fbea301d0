"""Sentences that recommend, promise or announce: "They recommended that each municipality appoint ...".

Recommendation: somebody asks others to act. Commitment: somebody undertakes, plans or agrees. Next step: a
stated follow-up nobody vows. What merely describes the event or its aim is none of them.
"""

from __future__ import annotations

import re

from commonweal.kernel.provenance import Evidence, Span
from commonweal.library.engine.facts.commitment_rules import (
    ANNOUNCED,
    HARD,
    LISTED,
    MAY,
    NOT,
    PROMISED,
    RULES,
    SAID,
    TASKED,
    TIMED,
    Rule,
)
from commonweal.library.engine.facts.confidence import certainty
from commonweal.library.engine.facts.deadlines import deadline_of
from commonweal.library.engine.facts.futures import (
    acts,
    clauses_in,
    is_told,
    tells_effect,
    type_of_clause,
)
from commonweal.library.engine.facts.quotes import quoted_in
from commonweal.library.engine.facts.sentences import Sentence, Sheet
from commonweal.library.engine.facts.tokens import printed
from commonweal.library.engine.types import Commitment


def commitments_on(sheet: Sheet) -> tuple[Commitment, ...]:
    """Return the sentences that recommend, promise or announce, in reading order."""
    out = []
    ahead = sheet.page.kind == "event"
    listed = frozenset() if ahead else _listed(sheet, LISTED)
    tasks = frozenset() if ahead else _listed(sheet, TASKED)
    deadline = deadline_of(sheet)
    for sentence in sheet.sentences:
        if deadline is not None and sentence.span.covers(deadline[1].spans[0]):
            continue
        kind = sheet.paragraphs[sentence.paragraph].kind
        if kind in {"heading", "caption"} or (kind == "item" and sheet.page.kind == "event"):
            continue
        found = rule_for(
            sheet.text, sentence.span, quoted=_quoted_part(sheet, sentence), kind=sheet.page.kind
        )
        if found is None and sentence.paragraph in listed | tasks and len(sentence.tokens) > 3:
            found = LISTED if sentence.paragraph in listed else TASKED, sentence.span
        if found is not None:
            rule, span = found
            kind_of = _type_of(sheet, rule, sentence.span, _quoted_part(sheet, sentence))
            if sentence.paragraph in listed:
                kind_of = LISTED.type
            evidence = Evidence((span,), certainty("commitments", rule.name), rule.name)
            out.append(Commitment(printed(sheet.text, span), kind_of, evidence, rule.strength))
    return tuple(out)


def _listed(sheet: Sheet, rule: Rule) -> frozenset[int]:
    """Return the list items under a heading or a line that announces recommendations, or the tasks of minutes."""
    out, listing = set(), False
    for index, paragraph in enumerate(sheet.paragraphs):
        if paragraph.kind == "item":
            if listing:
                out.add(index)
            continue
        words = paragraph.span.of(sheet.text)
        opens = paragraph.kind == "heading" or words.rstrip().endswith(":")
        listing = opens and bool(rule.pattern.search(words))
    return frozenset(out)


_OWN_WILL = frozenset(("someone will", "will, with a time", "said would", "will, said"))
_MODAL_RULES = _OWN_WILL | {"will be done", "will be published", "will follow", "we will"}


def _type_of(sheet: Sheet, rule: Rule, span: Span, quoted: Span | None) -> str:
    """Return what a sentence is, by who acts.

    An authority that "will" do something undertakes it; so does whoever says "we will". What the publisher and
    the participants "will" do is a next step, and so is a further event that somebody announces.
    """
    if rule.name not in _OWN_WILL:
        return rule.type
    words = span.of(sheet.text)
    if re.search(r"\b(?:[Ww]e|I)\b(?: \w+)? will\b", words):
        return "commitment"
    told = [
        type_of_clause(sheet.text, span, c, quoted=quoted) for c in clauses_in(sheet.text, span)
    ]
    return next((t for t in told if t is not None), rule.type)


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
    words = text[span.start : span.end].lower()
    if not any(word in words for word in MAY) or NOT.search(text, span.start, span.end):
        return None
    if _is_question(text, span):
        return None
    for rule in RULES:
        if _is_left_out(rule, kind, words) or not any(word in words for word in rule.needs):
            continue
        match = rule.pattern.search(text, span.start, span.end)
        if match is None:
            continue
        inside = quoted is not None and quoted.start <= match.start() < quoted.end
        if _describes(text, (rule, match), quoted, inside=inside) or _tells(
            text, span, (rule, match)
        ):
            continue
        if rule.name in HARD and not (inside or kind == "event" or _asks(text, span)):
            continue
        return rule, _core(text, span, quoted if inside else None)
    return _future(text, span, quoted, kind)


def _future(text: str, span: Span, quoted: Span | None, kind: str) -> tuple[Rule, Span] | None:
    """Return what a clause with "will", "would" or "is to" says, where no phrase was met."""
    if kind == "event":
        return None
    for clause in clauses_in(text, span):
        found = type_of_clause(text, span, clause, quoted=quoted)
        if found is not None:
            inside = quoted is not None and quoted.start <= clause.at < quoted.end
            rule = PROMISED if found == "commitment" else ANNOUNCED
            return rule, _core(text, span, quoted if inside else None)
    return None


def _tells(text: str, span: Span, found: tuple[Rule, re.Match[str]]) -> bool:
    """Say whether the modal verb a rule met stands in a clause that only tells: "where they will sit"."""
    rule, match = found
    if rule.name not in _MODAL_RULES:
        return False
    met = [c for c in clauses_in(text, span) if match.start() <= c.at < match.end()]
    if rule.name == "said would" and met:
        return all(is_told(c) or tells_effect(c) for c in met)
    if rule.name == "someone will" and met:
        return all(is_told(c) or not (c.done or acts(c.subject)) for c in met)
    return bool(met) and all(is_told(c) for c in met)


_QUESTION = re.compile(
    r"^[“\"«„‘'\s]*(?:who|what|which|how|why|where|when|should|must|will|would|do|does|is|are)\b",
    re.IGNORECASE,
)


def _is_question(text: str, span: Span) -> bool:
    """Say whether a sentence asks: “Who should pay for the cameras?” demands nothing."""
    words = text[span.start : span.end].rstrip(' ”"’»')
    return "?" in words and bool(_QUESTION.match(words))


_TELLS_DUTY = re.compile(r"\b(?:has|have|had) to\b|^they need")
_STRESSES = re.compile(
    r"\b(?:stress|emphasi[sz]|underlin|underscor|insist|urg|argu|highlight|warn|reiterat|conclud|point(?:ed)? out|remind)\w*\b[^.]{3,}$"
)
_FIRST_PERSONS = re.compile(r"\b(?:we|I|our|us)\b", re.IGNORECASE)
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
    if rule.name == "agreed to" and inside and quoted is not None:
        return _FIRST_PERSONS.search(text, quoted.start, quoted.end) is None
    if rule.name == "said would":
        return _spoken_by_others(text, match, quoted)
    if rule.name != "need to" or inside or not _TELLS_DUTY.search(match.group()):
        return False
    return not _STRESSES.search(text[max(0, match.start() - 160) : match.start()].rsplit(". ")[-1])


def _is_left_out(rule: Rule, kind: str, words: str) -> bool:
    if rule.name == "we will" and TIMED.search(words):
        return False  # a day makes it a promise, whatever the page
    if kind == "event":
        return rule.type == "next step" and rule.name != "will be published"
    return kind == "other" and rule.name in {"hopes to", "it is essential", "we will"}


_ASKS = re.compile(
    rf"\b{SAID}\b|\b(?:considered|felt|believed|suggested|proposed|held|warned|remarked|commented|cautioned|maintained|concurred|opined|demanded|argued|insisted|deem\w*|speakers|participants|experts|panellists|recommendations|recommendation|conclud\w+|among them|according to|in (?:his|her|their|its|my|our) (?:opinion|view)|produced|agree)\b"
    r"|^(?:Similar |All |Both |Such |These |The )?(?:[A-Z]?[\w’'-]+ ){1,4}(?:should|must|ought to|needs? to)\b"
    r"|^\d[\d.]*\s(?:[\w’'-]+ ){1,14}?(?:should|must|ought to|needs? to)\b|^(?:The )?(?:Ministr|Government|National|State|Parliament|Municipal|Authorit|Council|Police|Agenc|Court|Prosecut)\w*(?: [\w’'-]+){1,9}? (?:should|must|ought to|needs? to)\b"
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
