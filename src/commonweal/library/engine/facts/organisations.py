"""Bodies that take part, organise or pay; bodies only mentioned are left out.

A body is listed once under its first full form, with the short form printed after it. Left out are bodies
inside quotations, after "such as", as owners of laws and texts, and in the title alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from commonweal.kernel.provenance import Evidence, Span
from commonweal.library.engine.facts.bodies import bodies_in
from commonweal.library.engine.facts.confidence import certainty
from commonweal.library.engine.facts.quotes import quoted_in
from commonweal.library.engine.facts.sentences import Sentence, Sheet
from commonweal.library.engine.facts.tokens import fold, printed
from commonweal.library.engine.types import Named, Speaker

_AGENT = re.compile(
    r"\b(?:by|with|between|together with|(?:co-?operation|partnership|collaboration|co-?ordination|conjunction|consultation) (?:with|between)|support (?:of|from)|assistance (?:of|from)|funding from|contribution (?:of|from)|on behalf of|hosted by|organi[sz]ed by|"
    r"representatives (?:of|from)|representing|staff (?:of|from)|officers (?:of|from)|officials (?:of|from)|experts (?:of|from)|members of|participants from|lecturers (?:of|from)|employees of|from|including|specialists (?:of|from)|graduates of|students (?:of|from)|and|of)\s+(?:the\s+)?(?:local\s+)?$",
    re.IGNORECASE,
)
_ORGANISES = re.compile(
    r"^(?:\s*\([^)]{2,40}\))?(?:,? (?:and|together with|in (?:co-?operation|partnership|collaboration) with)[^.]{0,140}?)?,?\s*(?:also |jointly |today |recently |has |have |and its partners )*"
    r"(?:organi[sz]e[ds]?|organi[sz]ing|h[eo]ld|hosts?|hosted|co-hosted|co-organi[sz]ed|conducted|convened|launched|launches|opened|opens|presented|trained|supported|supports|helps?|helped|donated|handed|delivered|facilitated|provided|gathered|brought|brings|arranged|"
    r"published|developed|announced|called|welcomed|met|implemented|funded|shared|took|trains|visited|explained|observed|advised|contributed|attended|participated|agreed|undertook|pledged|signed|joined|completed|started|began|produced|established|prepared|worked|equipped)\b",
    re.IGNORECASE,
)
_BACKGROUND = re.compile(
    r"(?:\bsuch as|\bincluding(?= the (?:media|police))|\badopted by|\bproclaimed by|\bsubmitted? to|\breport(?:ed)? to|\baccording to|\bguidelines of|\bjudgments? of|\bresolutions? of|\bin line with|\bcommitments? of|\bmembership of|\bunlike|\bformer|\bwhen|\bjoin(?:ing)?|\baccession to|\bentry into)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_NGO = re.compile(
    r"(?P<kind>(?:public (?:foundation|association|union)|non-?governmental organi[sz]ations?|civil society organi[sz]ation|NGOs?|charity|foundation|association|think[- ]tank|organi[sz]ation|human rights group))\s+(?:[“\"«](?P<quoted>[^”\"»\n]{2,60})[”\"»]|(?P<plain>(?:[^\W\d_a-zß-öø-ÿ][\w’'-]*)(?:\s(?:(?:for|of|and|in|e|the|de)\s)?[^\W\d_a-zß-öø-ÿ][\w’'-]*){0,5}))",
)


@dataclass(frozen=True, slots=True)
class _Seen:
    name: str
    short: str | None
    span: Span
    rule: str
    weight: float


def organisations_on(
    sheet: Sheet, *, people: tuple[Speaker, ...], payers: tuple[Named, ...]
) -> tuple[Named, ...]:
    """Return the bodies that take part in what a document tells.

    Args:
        sheet: The document.
        people: Its people; the bodies they act for take part.
        payers: Its funders; bodies among them are listed too.
    """
    seen: list[_Seen] = []
    for order, sentence in enumerate(sheet.sentences):
        quoted = [q.span for q in quoted_in(sheet.text, sheet.paragraphs[sentence.paragraph].span)]
        seen += [
            s
            for s in _in_sentence(sheet, sentence, people)
            if not any(q.covers(s.span) and q.end - q.start > 60 for q in quoted)
        ]
        seen += _ngos(sheet, sentence)
        del order
    named = _merged(seen)
    paid = {fold(p.name) for p in payers}
    return tuple(
        Named(s.name, Evidence((s.span,), certainty("organisations", s.rule), s.rule), s.short)
        for s in named
        if s.weight > 0 or fold(s.name) in paid
    )


def _in_sentence(sheet: Sheet, sentence: Sentence, people: tuple[Speaker, ...]) -> list[_Seen]:
    out = []
    for body in bodies_in(sentence.tokens):
        name = printed(sheet.text, body.span)
        before = sheet.text[max(sentence.span.start, body.span.start - 60) : body.span.start]
        after = sheet.text[sentence.tokens[body.after - 1].end : sentence.span.end]
        rule, weight = _rule(sheet, name, before, after, body.head, people)
        out.append(_Seen(name, body.short_name, body.span, rule, weight))
    return out


def _rule(
    sheet: Sheet, name: str, before: str, after: str, head: str, people: tuple[Speaker, ...]
) -> tuple[str, float]:
    known_only = head == "" and len(name.split()) <= 2
    if _BACKGROUND.search(before):
        return "background", -1.0
    if _ORGANISES.match(after):
        return "organises", 0.0 if known_only and fold(name) == "osce" else 1.0
    if any(
        p.organisation
        and (fold(p.organisation) in fold(name) or fold(name) in fold(p.organisation))
        for p in people
    ):
        return "body of a person", 0.6
    if re.search(
        r"\b(?:by|with|co-?operation with|partnership with|support of)\s+(?:the\s+)?$", before
    ):
        return "agent", 1.0
    if known_only:
        return "known, in passing", -0.5
    return ("in a list of those present", 0.7) if _AGENT.search(before) else ("named", 0.4)


def _ngos(sheet: Sheet, sentence: Sentence) -> list[_Seen]:
    """Read bodies that only their kind tells: "the non-governmental organization Dritare e Hapur"."""
    out = []
    for match in _NGO.finditer(sheet.text, sentence.span.start, sentence.span.end):
        group = "quoted" if match["quoted"] else "plain"
        out.append(
            _Seen(
                " ".join(match[group].split()),
                None,
                Span(*match.span(group)),
                "named as an NGO",
                0.8,
            )
        )
    return out


def _merged(seen: list[_Seen]) -> list[_Seen]:
    """Join the mentions of a body: same name, its short form, or its last words after the full form."""
    out: list[_Seen] = []
    for one in seen:
        at = next((k for k, other in enumerate(out) if _same(other, one)), None)
        if at is None:
            out.append(one)
            continue
        other = out[at]
        best = max(other, one, key=lambda s: s.weight)
        out[at] = _Seen(
            other.name,
            other.short or one.short,
            other.span,
            best.rule,
            max(other.weight, one.weight),
        )
    return [s for k, s in enumerate(out) if not _is_part(s, out[:k] + out[k + 1 :])]


def _same(other: _Seen, one: _Seen) -> bool:
    a, b = fold(other.name), fold(one.name)
    if a == b or (other.short and fold(other.short) in {b, *b.split("/")}):
        return True
    return (
        len(b.split()) <= 3
        and (a.startswith(b + " ") or a.endswith(" " + b))
        and len(b) > 3
        and not b.isupper()
    )


def _is_part(one: _Seen, others: list[_Seen]) -> bool:
    """Say whether a name is only the short or general form of another that is listed."""
    words = fold(one.name)
    if len(words.split()) == 1:
        return (
            any(
                words in fold(o.name).split() and o.weight > 0 and o.name != one.name
                for o in others
            )
            and words not in {"osce"}
            and one.rule != "organises"
        ) or one.name in {
            "Mission",
            "Office",
            "Centre",
            "Presence",
            "Agency",
            "Ministry",
            "Service",
            "Council",
            "Government",
            "Police",
        }
    return any(
        f" {words}" in f" {fold(o.name)}" and o.name != one.name and o.span.overlaps(one.span)
        for o in others
    )
