"""Bodies that take part, organise or pay; bodies only mentioned are left out.

A body is listed once under its first full form, with the short form printed after it. Left out are bodies
inside quotations, after "such as", as owners of laws and texts, and in the title alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from commonweal.kernel.provenance import Evidence, Span
from commonweal.library.engine.facts.bodies import Body
from commonweal.library.engine.facts.bodies_by_place import named_by_kind, placed_in, with_own_name
from commonweal.library.engine.facts.confidence import certainty
from commonweal.library.engine.facts.offices import BROAD
from commonweal.library.engine.facts.quotes import quoted_in
from commonweal.library.engine.facts.sentences import Sentence, Sheet
from commonweal.library.engine.facts.tokens import fold, printed
from commonweal.library.engine.types import Named, Speaker

_PRESENT = re.compile(
    r"\b(?:between|representatives (?:of|from)|representing|staff (?:of|from)|officers (?:of|from)|officials (?:of|from)|experts (?:of|from)|members of|participants from|lecturers (?:of|from)|employees of|from|including|specialists (?:of|from)|graduates of|students (?:of|from)|instructors (?:of|from)|trainers (?:of|from)|partners|met)\s+(?:the\s+)?(?:local\s+)?$",
    re.IGNORECASE,
)
_AGENT = re.compile(
    r"\b(?:by|(?:together|jointly|in tandem|in concert|alongside|co-?operation|partnership|collaboration|co-?ordination|conjunction|consultation|met) with|(?:support|assistance|help|participation) (?:of|from))\s+(?:both\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_ORGANISES = re.compile(
    r"^(?:\s*\([^)]{2,40}\))?(?:,? (?:and|together with|in (?:co-?operation|partnership|collaboration) with)[^.]{0,140}?)?,?\s*(?:also |jointly |today |recently |has |have |and its partners |will |is |are )*"
    r"(?:organi[sz]e[ds]?|organi[sz]ing|h[eo]ld|hosts?|hosted|co-hosted|co-organi[sz]ed|conduct(?:ed)?|convened|launched|launches|opened|opens|presented|trained|supported|supports|helps?|helped|donated|handed|delivered|facilitated|provided|gathered|brought|brings|arranged|"
    r"published|developed|announced|called|welcomed|met|implemented|funded|shared|took|trains|visited|explained|observed|advised|contributed|attended|participated|agreed|undertook|pledged|signed|joined|join|completed|started|began|produced|established|prepared|worked|equipped)\b",
    re.IGNORECASE,
)
_BACKGROUND = re.compile(
    r"(?:\bsuch as\b[^.;:()]{0,70}?|\b(?:adopted|proclaimed|approved|published|issued|ratified) by|\bsubmitted? to|\breport(?:ed)? to|\baccording to|\b(?:guidelines|judgments?|resolutions?|commitments?|membership|conference|recommendations|rules|policy|laws?|website|participating states|document) of|\bin line with|\bunlike|\bformer|\bwhen|\bjoin(?:ing)?|\baccession to|\bentry into|\bled by|\bcalled on|\burged|\basked)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_COORDINATED = re.compile(
    r"^(?:\s*\([^)]*\))?\s*(?:,|and|, and|as well as|, as well as|&|together with)\s*(?:with |by |of |from )?(?:the\s+)?$"
)
_PRESS = frozenset(
    (
        "press office",
        "press service",
        "press and public information section",
        "civil society",
        "conference services",
        "press department",
    )
)


@dataclass(frozen=True, slots=True)
class _Seen:
    name: str
    short: str | None
    span: Span
    rule: str
    weight: float


_WEIGHTS = {
    "organises": 1.0,
    "agent": 1.0,
    "organized-by line": 1.0,
    "named as an NGO": 0.8,
    "office as a body": 0.7,
    "named by its place": 0.5,
    "in a list of those present": 0.7,
    "body of a person": 0.6,
    "named": 0.4,
    "known, in passing": -0.5,
    "background": -1.0,
}
"""What each rule speaks for; a body counts when its best mention is above 0."""


def organisations_on(
    sheet: Sheet, *, people: tuple[Speaker, ...], payers: tuple[Named, ...]
) -> tuple[Named, ...]:
    """Return the bodies that take part in what a document tells.

    Args:
        sheet: The document.
        people: Its people; the bodies they act for take part.
        payers: Its funders; bodies among them are listed too.
    """
    seen = _organisers(sheet)
    for sentence in sheet.sentences:
        if sheet.page.kind == "event" and sheet.paragraphs[sentence.paragraph].kind == "item":
            continue
        quoted = [q.span for q in quoted_in(sheet.text, sheet.paragraphs[sentence.paragraph].span)]
        ngos = _ngos(sheet, sentence, people)
        bodies = [
            s
            for s in _in_sentence(sheet, sentence, people)
            if not any(q.covers(s.span) for q in quoted)
        ]
        seen += [b for b in bodies if not any(n.span.overlaps(b.span) for n in ngos)] + ngos
    seen += _of_people(sheet, people)
    seen = _announcer(sheet, seen)
    paid = {fold(p.name).split(" (")[0] for p in payers}
    return tuple(
        Named(s.name, Evidence((s.span,), certainty("organisations", s.rule), s.rule), s.short)
        for s in _merged(seen)
        if (s.weight > 0 or fold(s.name) in paid)
        and not (fold(s.name).startswith("government of") and _is_payer(s, payers))
    )


def _announcer(sheet: Sheet, seen: list[_Seen]) -> list[_Seen]:
    """On an announcement that names no organiser, let the body count whose part is told: "the OSCE plays a key role"."""
    if sheet.page.kind != "event" or any(
        s.rule in {"organises", "agent", "organized-by line"} for s in seen
    ):
        return seen
    tells = [s for s in seen if s.weight < 0 and _PLAYS.match(sheet.text, s.span.end)]
    return [replace(s, rule="named", weight=_WEIGHTS["named"]) if s in tells else s for s in seen]


_PLAYS = re.compile(
    r"\s+(?:plays|has|supports|promotes|works|provides|offers|continues|aims|assists|helps)\b"
)


def _is_payer(one: _Seen, payers: tuple[Named, ...]) -> bool:
    return any(
        one.span.overlaps(span) or one.span.end == span.start
        for p in payers
        for span in p.evidence.spans
    )


def _organisers(sheet: Sheet) -> list[_Seen]:
    """Read the "Organized by" line of an event page."""
    out = []
    for line in sheet.page.metadata:
        if line.key == "organized_by":
            for value, span in zip(line.values, line.spans, strict=False):
                words = re.sub(r"^(?:Organi[sz]ed by )?(?:the )?", "", value)
                start = span.end - len(words)
                for part in re.split(r"\s+and the\s+", words):
                    at = sheet.text.find(part, start)
                    out.append(_seen(part, None, Span(at, at + len(part)), "organized-by line"))
    return out


def _seen(name: str, short: str | None, span: Span, rule: str) -> _Seen:
    return _Seen(name, short, span, rule, _WEIGHTS[rule])


def _in_sentence(sheet: Sheet, sentence: Sentence, people: tuple[Speaker, ...]) -> list[_Seen]:
    out: list[_Seen] = []
    end = sentence.span.start
    for body in sentence.bodies:
        one = _judged(sheet, sentence, body, people)
        between = sheet.text[end : body.span.start]
        if out and _COORDINATED.match(between) and one.rule not in {"organises", "agent"}:
            follows = out[-1].rule
            one = replace(one, rule=follows, weight=_WEIGHTS[follows])
        out.append(one)
        end = sentence.tokens[body.after - 1].end
    return out


def _judged(sheet: Sheet, sentence: Sentence, body: Body, people: tuple[Speaker, ...]) -> _Seen:
    """Return a body with the rule that says whether it takes part."""
    text = sheet.text
    span = with_own_name(text, body.span, sentence.span.start)
    name = printed(text, span)
    before = text[max(sentence.span.start, span.start - 100) : span.start]
    after = text[sentence.tokens[body.after - 1].end : sentence.span.end]
    return _seen(name, body.short_name, span, _rule(name, (before, after), body.head, people))


def _rule(name: str, around: tuple[str, str], head: str, people: tuple[Speaker, ...]) -> str:
    before, after = around
    key = fold(name)
    if (
        key in _PRESS
        or _BACKGROUND.search(before)
        or (len(name.split()) > 2 and any(p.role and name in p.role for p in people))
    ):
        return "background"
    if _AGENT.search(before):
        return "agent"
    if _ORGANISES.match(after) and key != "osce":
        return "organises"
    if any(p.organisation and _holds(fold(p.organisation), key) for p in people) and key != "osce":
        return "body of a person"
    if _PRESENT.search(before) and head != "city":
        return "in a list of those present"
    in_passing = (head == "" and len(name.split()) <= 3) or head == "city"
    return "known, in passing" if in_passing else "named"


def _holds(one: str, other: str) -> bool:
    """Say whether one name holds the other at the bounds of its words."""
    return f" {one} " in f" {other} " or f" {other} " in f" {one} "


def _ngos(sheet: Sheet, sentence: Sentence, people: tuple[Speaker, ...]) -> list[_Seen]:
    """Read bodies that only their kind or their place in the sentence tells; see ``bodies_by_place``."""
    found = named_by_kind(sheet.text, sentence)
    names = frozenset(p.name for p in people)
    found += [
        p
        for p in placed_in(sheet.text, sentence, people=names)
        if not any(p.span.overlaps(f.span) for f in found)
    ]
    return [_seen(p.name, None, p.span, p.rule) for p in found]


def _of_people(sheet: Sheet, people: tuple[Speaker, ...]) -> list[_Seen]:
    """Return the bodies that only a person's office names: "Robban Berg (Fryshuset-Exit)"."""
    out = []
    for person in people:
        name = person.organisation or ""
        at = (
            sheet.text.find(name, person.evidence.spans[0].end)
            if name[:1].isupper() and name.casefold() not in BROAD
            else -1
        )
        if 0 <= at < person.evidence.spans[0].end + 200 and fold(name) not in {"osce", "un"}:
            out.append(_seen(name, None, Span(at, at + len(name)), "body of a person"))
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
        out[at] = replace(other, short=other.short or one.short, rule=best.rule, weight=best.weight)
    return [s for k, s in enumerate(out) if not _is_part(s, out[:k] + out[k + 1 :])]


def _key(name: str) -> str:
    return re.sub(r"[’']s?(?=\s|$)", "", fold(name)).removeprefix("ngo ")


def _same(other: _Seen, one: _Seen) -> bool:
    a, b = _key(other.name), _key(one.name)
    if a == b or (other.short and fold(other.short) in {b, *b.split("/")}):
        return True
    tail = a.removeprefix(b + " ")
    opens = tail != a and tail.split()[0] in {"of", "for", "in", "to", "on", "under", "against"}
    return (
        len(b.split()) <= 4
        and len(b) > 3
        and (opens or a.endswith(" " + b))
        and not one.name.isupper()
    )


def _is_part(one: _Seen, others: list[_Seen]) -> bool:
    """Say whether a name is only the short or general form of another that is listed."""
    words = _key(one.name)
    if one.name.casefold() in BROAD or one.name in {"Government", "City", "Court", "Parliament"}:
        return True
    if len(words.split()) == 1:
        inside = any(
            words in _key(o.name).split() and o.weight > 0 and o.name != one.name for o in others
        )
        return inside and one.rule not in {"organises", "agent", "body of a person"}
    return any(
        f" {words}" in f" {_key(o.name)}" and o.name != one.name and o.span.overlaps(one.span)
        for o in others
    )
