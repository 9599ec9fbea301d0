"""Sentences that recommend, promise or announce: "They recommended that each municipality appoint ...".

Recommendation: somebody asks others to act. Commitment: somebody undertakes, plans or agrees. Next step: a
stated follow-up nobody vows. What merely describes the event or its aim is none of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from commonweal.kernel.provenance import Evidence, Span
from commonweal.library.engine.facts.confidence import certainty
from commonweal.library.engine.facts.quotes import quoted_in
from commonweal.library.engine.facts.sentences import Sheet
from commonweal.library.engine.facts.tokens import printed
from commonweal.library.engine.types import Commitment


@dataclass(frozen=True, slots=True)
class Rule:
    """One way in which a sentence recommends, promises or announces."""

    name: str
    type: str
    strength: str
    pattern: re.Pattern[str]
    example: str


def _rule(name: str, kind: str, strength: str, pattern: str, example: str) -> Rule:
    return Rule(name, kind, strength, re.compile(pattern, re.IGNORECASE), example)


_SAID = r"(?:said|added|noted|stressed|emphasi[sz]ed|underlined|underscored|highlighted|announced|stated|explained|confirmed|reiterated|pointed out|informed|argued|insisted|observed|agreed|assured|adding|saying|stressing|noting)"
_BODY_WILL = r"(?:The OSCE|The Mission|The Centre|The Office|The Presence|The Programme Office|The Project Co-ordinator|The Ministry|The Agency|The Service|The (?:[A-Z]\w+ ){0,4}(?:Mission|Office|Centre|Presence|Ministry|Agency|Department|Council|Committee|Police|Secretariat|Government|Institute|Academy)(?: (?:to|in|of) (?:[A-Z]\w+ ?)+)?|We|They|ODIHR|UNODC)"

RULES: tuple[Rule, ...] = (
    _rule(
        "recommended",
        "recommendation",
        "explicit",
        r"\b(?:recommended|recommends|recommend)\b(?! practices)(?! by)",
        "They recommended that each municipality appoint a contact person.",
    ),
    _rule(
        "urged",
        "recommendation",
        "explicit",
        r"\b(?:urged|urges|urge|called (?:up)?on|calls (?:up)?on|call (?:up)?on|appealed to|appeals to|exhorted)\s+(?!by\b)(?:the |all |both |local |both )?\w+",
        "He urged the authorities to allocate funds to shelters.",
    ),
    _rule(
        "called for",
        "recommendation",
        "explicit",
        r"\b(?:called|calls|calling|call) for (?!applications|proposals|papers)",
        "Speakers called for closer co-operation between schools and police.",
    ),
    _rule(
        "asked to",
        "recommendation",
        "explicit",
        r"\b(?:asked|requested|advised|invited|encouraged)\s+(?:the|all|both|local|authorities|governments?|states|[A-Z])[^.;]{0,80}?\bto\s+(?!attend|share|join|participate|take part|discuss|present|imagine|write|draw|fill)\w+",
        "The participants asked the Office to appoint a contact point.",
    ),
    _rule(
        "proposed",
        "recommendation",
        "explicit",
        r"\b(?:proposed|suggested)\s+(?:that|a|an|the|to|\w+ing)\b",
        "The participants proposed a regional mentoring network.",
    ),
    _rule(
        "pledged",
        "commitment",
        "explicit",
        r"\b(?:pledged|vowed|promised|undertook|undertakes|committed (?:itself|himself|herself|themselves|to)|commits? to|commit ourselves|(?:reaffirmed|reiterated|confirmed|expressed) (?:its|his|her|their|the [\w’' ]{0,40}?) ?(?:commitment|readiness|willingness|determination) to|guaranteed that)\b",
        "The mayor pledged that the council would test the forms.",
    ),
    _rule(
        "agreed to",
        "commitment",
        "explicit",
        r"\b(?:agreed|decided|resolved)\s+(?:to|on|that[^.]{0,90}\b(?:will|would))\b(?! the (?:need|importance))",
        "The Committee agreed to submit the revised strategy to Parliament.",
    ),
    _rule(
        "intends to",
        "commitment",
        "explicit",
        r"\b(?:intends?|intended|plans|planned|is planning|are planning|aims by)\s+to\s+(?!be held)\w+",
        "He said that the Inspectorate intended to revise its curriculum.",
    ),
    _rule(
        "said would",
        "commitment",
        "explicit",
        rf"\b{_SAID}\b[^.]{{0,140}}?\b(?:would|will)\s+(?:soon |also |continue to |now )?(?!have\b|not\b|be able|be (?:difficult|impossible|important|crucial|essential|useful|easier)|benefit|help|only|allow|enable|make it|need|like|contribute|lead|remain|depend)\w+",
        "The Deputy Head said the Service would introduce the course in all provinces.",
    ),
    _rule(
        "we will",
        "commitment",
        "explicit",
        r"\b(?:we|I)(?:\s+will|’ll|'ll|\s+are going to|\s+shall)\s+(?!not\b|be able|see\b|have to|need|never|know|remember|be discussing)\w+",
        "We will include young people in the working group.",
    ),
    _rule(
        "body will go on",
        "commitment",
        "explicit",
        r"\b(?:OSCE|Mission|Centre|Office|Presence|Ministry|Agency|Department|Government|Police|Secretariat|Co-ordinator|United Nations|Union|[A-Z]{3,})\b[^.,;]{0,40}?\b(?:will continue|stands ready|remains (?:committed|ready)|is committed to|stand ready|remain committed)\b",
        "The OSCE will continue to offer its expertise to its partners.",
    ),
    _rule(
        "will be done",
        "next step",
        "explicit",
        r"\bwill (?:then |also |soon |now |later )?be (?:published|presented|delivered|shown|screened|promoted|made available|submitted|held|organi[sz]ed|followed|distributed|translated|launched|introduced|sent|shared|rolled out|repeated|conducted|extended|replicated|incorporated|integrated|included|tested|piloted|discussed|developed|drafted|finali[sz]ed|adopted|established|set up|opened|forwarded|circulated|printed|used as a basis|donated|certified|compiled|added|installed|implemented|piloted)\b",
        "The action plans will be presented to the municipal councils.",
    ),
    _rule(
        "will follow",
        "next step",
        "explicit",
        r"\b(?:will (?:take place|follow|feed into|form the basis|serve as (?:a|the) (?:basis|foundation)|result in|inform)|is (?:scheduled|planned|expected|due|foreseen) (?:for|to)|are (?:scheduled|planned|expected|due|foreseen) (?:for|to)|(?:has|have) been (?:scheduled|planned) for)\b",
        "A follow-up course for supervisors is scheduled for June.",
    ),
    _rule(
        "someone will",
        "next step",
        "explicit",
        r"(?:\b(?:participants|OSCE|Mission|Centre|Office|Presence|Ministry|Agency|Department|Co-ordinator|Council|Committee|Police|Secretariat|Academy|Institute|Service|group|team|experts|trainers|graduates|officers|authorities|trainees|organi[sz]ers|partners|municipalit(?:y|ies)|University|Programme|Unit|Section|others)|(?<!\w)(?:It|They|[A-Z]{3,}))\s+will\s+(?:then |also |soon |now |next |further |jointly |continue to |in turn )?(?:publish|organi[sz]e|hold|host|meet|prepare|circulate|develop|conduct|deliver|introduce|launch|establish|train|submit|present|share|provide|support|follow|issue|visit|repeat|continue|work|use|apply|pass|monitor|assist|draft|review|open|finali[sz]e|translate|distribute|run|set up|convene|return|test|start|begin|carry|facilitate|implement|produce|send|donate|print|expand|transfer|replicate|report)\b",
        "The Mission will publish the referral charts before the summer break.",
    ),
    _rule(
        "hopes to",
        "next step",
        "explicit",
        r"\b(?:Mission|Office|Centre|Presence|OSCE|Ministry|Co-ordinator|Agency|organi[sz]ers)\s+(?:hopes?|expects?|wants|would like)\s+to\b",
        "The Mission hopes to repeat the course every summer.",
    ),
    _rule(
        "should",
        "recommendation",
        "explicit",
        r"\b(?:should|must|ought to)\b(?! be noted)(?! have)",
        "Operators should report incidents without delay.",
    ),
    _rule(
        "need to",
        "recommendation",
        "explicit",
        r"\b(?:needs?|needed|have|has)\s+to\s+(?!be held|do with|say|offer|know that|deal with|face|learn about)\w+|\b(?:we|states|governments|cameras|communities|schools|authorities)\s+need\s+\w+|\b(?:needed|needs) an? \w+",
        "States need to unite in their response.",
    ),
    _rule(
        "it is essential",
        "recommendation",
        "soft",
        r"\b(?:is|are|was|were|remains?) (?:absolutely |also |therefore )?(?:essential|crucial|vital|imperative|critical|necessary|needed|indispensable|paramount)\b|\b(?:the|a) need (?:for|to)\b|\bmore (?:can|needs to) be done\b",
        "It is critical to understand why individuals turn to violence.",
    ),
)
_HARD = frozenset(("should", "need to", "it is essential"))
_NOT = re.compile(
    r"\b(?:registration|to register|deadline|how (?:they |police |officers |to |schools )?\w* ?(?:should|must)|what (?:should|must|to do)|who should|whether \w+ should|when \w+ should|as (?:it )?should|will bring together|will gather|participants will (?:discuss|learn|explore|exchange|have)|"
    r"will discuss|should you|if you|please|click|follow us|will be able|must be able|no longer (?:have|has) to|did not have to|agreed (?:on the need|that the (?:workshop|meeting|training)))\b",
    re.IGNORECASE,
)
_SOFT_AIM = re.compile(
    r"\bwill (?:contribute|help|enable|allow|strengthen|ensure|improve|enhance|benefit)\b",
    re.IGNORECASE,
)


def commitments_on(sheet: Sheet) -> tuple[Commitment, ...]:
    """Return the sentences that recommend, promise or announce, in reading order."""
    if sheet.page.kind == "other":
        return ()
    out = []
    for sentence in sheet.sentences:
        kind = sheet.paragraphs[sentence.paragraph].kind
        if kind in {"heading", "caption", "item"} and sheet.page.kind == "event":
            continue
        rule = rule_for(
            sheet.text,
            sentence.span,
            quoted=_is_quoted(sheet, sentence.span, sentence.paragraph),
            event_page=sheet.page.kind == "event",
        )
        if rule is not None:
            span = _core(sheet.text, sentence.span)
            out.append(
                Commitment(
                    printed(sheet.text, span),
                    rule.type,
                    Evidence((span,), certainty("commitments", rule.name), rule.name),
                    rule.strength,
                )
            )
    return tuple(out)


def rule_for(
    text: str, span: Span, *, quoted: bool = False, event_page: bool = False
) -> Rule | None:
    """Return the first rule a sentence meets, or None.

    Args:
        text: The document's text.
        span: The sentence.
        quoted: True where somebody's words are given; "should" then asks, and does not describe.
        event_page: True for the announcement of an event, where "will" tells the programme.
    """
    if _NOT.search(text, span.start, span.end):
        return None
    for rule in RULES:
        if event_page and rule.type == "next step":
            continue
        if rule.name in _HARD and not (quoted or event_page or _reported(text, span)):
            continue
        if rule.pattern.search(text, span.start, span.end):
            return rule
    return None


_REPORTED = re.compile(
    rf"\b{_SAID}\b|\b(?:speakers|participants|experts|panellists|recommendations|recommendation|conclud\w+|among them|according to|produced|in (?:his|her) (?:opening|closing|keynote)?)\b",
    re.IGNORECASE,
)


def _reported(text: str, span: Span) -> bool:
    return bool(_REPORTED.search(text, span.start, span.end))


def _is_quoted(sheet: Sheet, span: Span, paragraph: int) -> bool:
    quoted = quoted_in(sheet.text, sheet.paragraphs[paragraph].span)
    return any(q.span.overlaps(span) and q.inner.end - q.inner.start > 25 for q in quoted)


_TAIL = re.compile(
    r"[,.]?[”\"»][,.]?\s+(?=(?:(?:[A-Z][\w’'-]+|he|she)\s+){0,4}(?:said|added|noted|stressed|explained|concluded|emphasi[sz]ed|underlined|stated|told|observed|says|according|remarked|recalled))"
)


def _core(text: str, span: Span) -> Span:
    """Cut the marks and the attribution off a sentence that is somebody's own words."""
    start, end = span.start, span.end
    if text[start] in '“"«„':
        tail = _TAIL.search(text, start, end)
        if tail is not None:
            return Span(start + 1, tail.start() + (text[tail.start()] in ",."))
        start += 1
    while (
        end > start and text[end - 1] in '”"»“' and not re.search(r"[“\"«„]", text[start : end - 1])
    ):
        end -= 1
    return Span(start, end)
