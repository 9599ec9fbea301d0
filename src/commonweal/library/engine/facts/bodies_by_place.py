"""Bodies that no head noun shows: what stands beside the name, and its place in a list, make it a body’s.

Examples: "run by Terre des Hommes", "the Vienna-based TechFoundation", "with UNDP, the Mercy Foundation and Danish
Church Aid", "co-organized by the People’s Advocate of Moldova".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from commonweal.kernel.provenance import Span
from commonweal.library.engine.facts import lexicon as lx
from commonweal.library.engine.facts.bodies import Body
from commonweal.library.engine.facts.gazetteer import country_named, country_of_adjective, is_place
from commonweal.library.engine.facts.sentences import Sentence
from commonweal.library.engine.facts.tokens import fold

_CAP = r"[^\W\d_a-zß-öø-ÿ][\w’'-]*"
_OWN_NAME = rf"{_CAP}(?:\s(?:(?:for|of|and|in|e|the|de|des|du|without|against|to|on)\s){{0,2}}(?:{_CAP}|\d+))*"
_KIND = re.compile(
    r"(?P<kind>(?:public (?:foundation|association|union|organi[sz]ation)|non-?governmental organi[sz]ations?|civil society organi[sz]ation|NGOs?|charity|foundation|association|think[- ]tank|human rights group|partner)(?: organi[sz]ation)?"
    r"|(?:[Yy]outh|women[’']s|students?[’']?|sports|environmental|veterans[’']?|local|grassroots|community|partner) (?:organi[sz]ation|association|group|club)"
    r"|(?:private|security|software|consulting|technology|IT|water|construction|forensics?|training) (?:company|firm)|start-up|consultancy|[Cc]ompany|[A-Z][\w-]+-based)\s+"
    r"(?:[“\"«](?P<quoted>[^”\"»\n]{2,60})[”\"»]|(?P<plain>(?:[^\W\d_a-zß-öø-ÿ][\w’'-]*)(?:\s(?:(?:for|of|to|and|in|e|the|de)\s)?(?:[^\W\d_a-zß-öø-ÿ][\w’'-]*|\d+)){0,5}(?:\s[“\"][^”\"\n]{2,40}[”\"]|\s\([A-Z][\w-]+\))?))"
)
_RUN_BY = re.compile(
    rf"(?:\b(?:convened|organi[sz]ed|hosted|run|led|conducted|delivered|implemented|facilitated|founded|managed|supported|provided|written|developed|prepared|produced|offered|arranged|set up|established|co-\w+ed)\s(?:jointly\s|together\s)?by\s(?:the\s)?|\b(?:co-?operation|partnership|collaboration|conjunction|tandem|consultation)\swith\s(?:the\s)?)(?P<name>{_OWN_NAME})(?=\s\(|[,.;]|\s(?:and|as|in|at|on|for|from|with|under|within|to|together|between|is|was|were|have|has)\b|$)"
)
_NEXT_IN_LIST = re.compile(
    rf"(?:\s\([^)]{{2,40}}\))?(?:,|,? and|,? as well as|,? together with)\s(?:the\s|from\s|from the\s)?(?P<name>{_OWN_NAME})(?=\s\(|[,.;]|\s(?:and|as|in|at|on|for|took|take|attended|participated|discussed|presented|with|was|were|have|has)\b|$)"
)
_OFFICE = re.compile(
    r"\b(?P<name>(?:People[’']s (?:Advocate|Defender)|Protector of (?:Citizens|Human Rights(?: and Freedoms)?|Equality)|Public (?:Defender|Protector)|Human Rights Defender|Human Rights Commissioner|Commissioner for (?:Human Rights|Protection of Equality|Personal Data Protection)|Ombuds(?:man|person|woman))(?: (?:of|in) (?:the )?[A-Z]\w+(?: (?:and )?[A-Z]\w+)?)?)\b(?!,? [A-Z])"
)
_AGENT = re.compile(r"\b(?:by|with|and|between|from)\s(?:the\s)?$")
_NO_BODY = re.compile(
    r"(?:Day|Week|Month|Act|Law|Code|Convention|Strategy|Plan|Street|Square|Hotel|Valley|River|Mountains?|Region|Province|District|Europe|Asia|Balkans|Caucasus|Participants|Experts|Minister|Ministers|President|Ambassador|Director|Rules|Programme|Project|States|Union States|Nations)$"
)


_CAUSE = re.compile(
    r"(?:Save|Doctors|Reporters|Lawyers|Mothers|Women|Journalists|Judges|Parents|Youth|Citizens|Artists|Engineers|Teachers|Voices|Hands)\s(?:the|for|[Ww]ithout|of|in|against|across)\s(?:the\s)?[A-Z]"
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A body read by its place: its name, where it stands, and the rule."""

    name: str
    span: Span
    rule: str


def named_by_kind(text: str, sentence: Sentence) -> list[Placed]:
    """Return bodies that only their kind tells: "the NGO Dritare e Hapur", "the private company Datawerk"."""
    out = []
    for match in _KIND.finditer(text, sentence.span.start, sentence.span.end):
        group = "quoted" if match["quoted"] else "plain"
        name = " ".join(match[group].split())
        based = match["kind"].endswith("-based")
        if based and (_unfit(name, single=True) or len(name.split()) > 4):
            continue
        out.append(Placed(name, Span(*match.span(group)), "named as an NGO"))
    return out


def placed_in(text: str, sentence: Sentence, *, people: frozenset[str]) -> list[Placed]:
    """Return bodies that their place makes plain: after "run by", or next to a body in a list.

    Args:
        text: The document's text.
        sentence: The sentence.
        people: Names of the people of the document, which are no bodies.
    """
    span = sentence.span
    out = [p for m in _RUN_BY.finditer(text, span.start, span.end) for p in _placed(m)]
    for body in sentence.bodies:
        out += _row_after(text, sentence, body)
    for match in _OFFICE.finditer(text, span.start, span.end):
        if _AGENT.search(text, max(span.start, match.start() - 14), match.start()):
            out.append(Placed(match["name"], Span(*match.span("name")), "office as a body"))
    return [
        p
        for p in out
        if (p.rule == "office as a body" or not _unfit(p.name))
        and not any(p.name in n or n in p.name for n in people)
        and not any(b.span.overlaps(p.span) for b in sentence.bodies)
    ]


def _placed(match: re.Match[str]) -> list[Placed]:
    """Return the names in a run of capitals: "Save the Forest and Women for the Future" are two."""
    out, at = [], match.start("name")
    parts = re.split(r"\sand\s", match["name"])
    if any(len(part.split()) < 2 for part in parts) or re.search(r"\s(?:for|of|on|to)\s", parts[0]):
        parts = [match["name"]]
    for part in parts:
        at = match.string.index(part, at)
        name = " ".join(part.split())
        out.append(Placed(name, Span(at, at + len(part)), "named by its place"))
    return out


def _row_after(text: str, sentence: Sentence, body: Body) -> list[Placed]:
    """Return the names that go on a list after a body that acts: "UNDP, the Mercy Foundation and Danish Church Aid"."""
    out: list[Placed] = []
    before = text[max(sentence.span.start, body.span.start - 40) : body.span.start]
    if not re.search(r"\b(?:by|with|from|of|and)\s(?:the\s)?$|,\s(?:the\s)?$", before):
        return out
    at = sentence.tokens[body.after - 1].end
    several = False
    match = _NEXT_IN_LIST.match(text, at, sentence.span.end)
    while match is not None and len(out) < 6:
        found = _placed(match)
        several = several or len(found) > 1
        out += found
        at = match.end("name")
        match = _NEXT_IN_LIST.match(text, at, sentence.span.end)
    closed = re.match(
        r"(?:\s\([^)]{2,40}\))?(?:,? and|,? as well as|,? together with)\s", text[at : at + 60]
    )
    last = out and re.search(
        r"\b(?:and|well as|with)\s(?:the\s|from\s|from the\s)?$", text[: out[-1].span.start][-24:]
    )
    return out if closed or last or several else []


_ALSO_WORDS = frozenset(("save", "grace", "faith", "hope"))
_NEVER_FIRST = lx.STOP_CAPS | lx.HONORIFICS | lx.MONTH_WORDS | lx.WEEKDAYS


def _unfit(name: str, *, single: bool = False) -> bool:
    """Say whether capitals are a person, a place, a people or a thing and no body."""
    words = name.split()
    if _CAUSE.match(name):
        return False
    if len(words) < 2 and not single and not (name.isupper() and len(name) > 2):
        return True
    first = words[0]
    return bool(
        (fold(first) in lx.given_names() and fold(first) not in _ALSO_WORDS)
        or first.lower() in _NEVER_FIRST
        or any(lx.is_role_head(w.lower()) for w in words[:3])
        or country_named(name)
        or any(country_named(part) for part in (first, *name.split(" and ")))
        or (words[-1].isdigit() and len(words[-1]) == 4)
        or any(w.lower() in lx.MONTH_WORDS for w in words)
        or is_place(name)
        or (country_of_adjective(words[-1]) and len(words) < 3)
        or _NO_BODY.search(name)
        or words[-1].lower() in lx.NOT_BODY_TAILS
    )


_QUOTED_OWN = re.compile(r"(?:[A-Z]\w+[’']s\s)?[“\"«„][A-Z][^“”\"«»„]{2,40}[”\"»“]\s$")


def with_own_name(text: str, span: Span, start: int) -> Span:
    """Lengthen a body to the left over its own name in marks: "Romania’s “Alexandru Ioan Cuza” Police Academy".

    Args:
        text: The document’s text.
        span: The body.
        start: First character of its sentence.
    """
    match = _QUOTED_OWN.search(text, max(start, span.start - 60), span.start)
    return Span(match.start(), span.end) if match else span
