"""Named projects, programmes and initiatives; the titles of courses and conferences are not projects."""

from __future__ import annotations

import re

from commonweal.kernel.provenance import Evidence, Span
from commonweal.library.engine.facts import lexicon as lx
from commonweal.library.engine.facts.confidence import certainty
from commonweal.library.engine.facts.gazetteer import country_named, country_of_adjective
from commonweal.library.engine.facts.sentences import Sheet
from commonweal.library.engine.facts.titles import Title, titles_after, titles_before
from commonweal.library.engine.facts.tokens import fold
from commonweal.library.engine.types import Named

_NOUN = r"(?:projects?|programmes?|programs?|initiatives?|Projects?|Programmes?|Initiatives?|activities|activity)"
_SMALL = r"(?:of|for|on|and|in|the|a|an|against|to|among|along|across|at|with|within|between|through|towards?|beyond|by|from|without|–|-|:)"
_CAP = r"(?:[^\W\d_a-zß-öø-ÿ][^\W_]*(?:[-/’'&][^\W_]+)*)"
_NAMED = re.compile(
    rf"(?P<plain>(?:{_CAP}\s(?:(?:of|for|on|and|in|the|against|to|&)\s){{0,2}}){{1,9}}(?:(?:Programme|Project|Initiative|Program)\b|(?:project|programme|initiative)\b)(?:\s(?:on|for|in)\s(?:the\s)?{_CAP}(?:\s(?:(?:of|for|on|and|in|the|by|through|against|to|with)\s){{0,2}}{_CAP}){{0,14}})?)(?!\s(?:Office|Co-?ordinator|Officer|Manager|Assistant|Director|Specialist|Adviser|Unit|Section|Coordinator|Associate|Team|Leader|Board|Department))"
)
_PHASE = re.compile(
    rf"\b(?:project|programme|initiative)(?:,?\s(?:entitled|titled|called|named|known as))?\s(?:(?<=project\s)on\s(?=(?:[\w’'-]+\s){{2}}[\w’'-]*\s?[A-Z]?))?(?P<plain>{_CAP}(?:[:,]?\s(?:{_SMALL}\s){{0,2}}{_CAP})*)"
)
# "ODIHR’s Strengthening Local Courts (SLC) programme": the short form stands before the noun.
_SHORTENED = re.compile(
    rf"(?P<plain>{_CAP}(?:\s(?:{_SMALL}\s){{0,2}}{_CAP}){{1,9}})\s\([A-Z][\w-]+\)\s(?:project|programme|initiative)\b"
)
_OTHERS = lx.KNOWN_BODIES - {"osce", "eu", "un"}
_STUDIES = re.compile(
    r"^(?:Master|Bachelor|MA\b|MSc|PhD|Ph\.D|Doctoral|Postgraduate|Erasmus|Degree)|\b(?:[Ss]cholarship|[Ff]ellowship|[Ee]xchange|[Dd]egree|[Tt]raining) (?:[Pp]rogramme|[Pp]rogram)\b"
)
# A short name that mixes capitals with small letters or numbers, on either side: "the project iTRAIN-2"; or "Project SEAL".
_CODE = r"(?=[\w/-]*[a-z0-9])(?![\w/]*-(?:led|wide|based|backed|run|[a-z]+ed)\b)(?:[a-z]{0,2}[A-Z][a-z0-9]*[A-Z4][\w/-]*|[A-Z]{2,}\d[\w/-]*|[A-Z]{3,}-[IVX\d]+)"
_CODED = re.compile(
    rf"\b(?:[Pp]roject|[Pp]rogramme|[Ii]nitiative)\s(?P<a>{_CODE})\b|(?<![\w-])(?P<b>{_CODE})\s(?:project|programme|initiative)\b|[’']s\s(?P<c>[A-Z]{{4,}})\s(?:project|programme|initiative)\b|(?<!the )\b(?P<d>Project [A-Z]{{4,}})\b(?![ -][A-Z])"
)
# "Her project, Open Shelf, was financed": a name between commas.
_APPOSED = re.compile(
    rf"\b(?:project|programme|initiative),\s(?P<plain>{_CAP}(?:\s(?:(?:of|for|on|and|in|the|against|to|at|with)\s){{0,2}}{_CAP}){{1,11}})(?:\s\([A-Z][\w-]+\))?,"
)
_FUND = re.compile(
    rf"\b(?<!from )(?<!under )(?:the|’s|'s|The)\s(?P<plain>{_CAP}(?:\s(?:(?:of|for|on|and|in|the|against|to)\s){{0,2}}{_CAP}){{1,5}})\s(?:fund|scheme)\b"
)
_SINGLE_QUOTES = re.compile(
    rf"\b{_NOUN}(?:,? (?:entitled|titled|called|named|on))?,?\s['‘](?P<q>[A-Z][^‘'\n]{{3,120}}?)['’](?!\w)"
)
_PHASE_OF = re.compile(r"\bphase of (?:the )?[“\"](?P<q>[A-Z][^“”\"\n]{3,140}?)[,.]?[”\"]")
# "in co-operation with the organization Youth Initiative": what stands before the name says that it is a body.
_IS_BODY = re.compile(r"\b(?:organi[sz]ation|NGO|association|network|foundation|charity)\s[“\"]?$")
_HEADED = re.compile(
    r"\b(?:[Hh]ead|[Cc]hief|[Dd]irector|[Mm]anager|[Oo]fficer|staff)\s(?:of|at|in|with)\s(?:the\s)?(?:[\w’'-]+[’']s\s)?$"
)
_QUOTED_PROJECT = re.compile(
    r"[“\"](?P<q>[A-Z][^“”\"\n]{3,120}(?:Project|Programme|Initiative))[,.]?[”\"]"
)
_ONE = re.compile(r"[“\"](?P<q>[^“”\"\n]{3,120}?)[,.]?[”\"]")
# "“Own Keys”, a programme launched by", "part of “Open Files”, a UNDP project": what it is comes after.
_THEN = r"[,.]?[”\"],?\s(?:is |was )?(?:an?|the|its|their|our|this)\s(?:[\w’'/-]+\s){0,4}?(?:project|programme|program|initiative)\b(?!\s(?:office|officer|manager|co-?ordinator|director|assistant))"
_QUOTED_THEN = re.compile(rf"[“\"](?P<q>[A-Z][^“”\"\n]{{2,120}}?){_THEN}")
# "for Silver Birches, a mentoring programme run by": capitals without marks, no person and no body.
_THEN_NOUN = re.compile(
    rf"\b(?:for|of|in|under|by|through|from|within|to|with|called|named|launched|finance[ds]?|funds?|supports?|joined|runs?)\s(?P<plain>{_CAP}(?:\s(?:(?:of|for|on|and|in|the|against|to|at|with|without|after|behind)\s){{0,2}}{_CAP}){{1,7}}),\san?\s(?:[a-z’'-]+\s){{0,3}}?(?:project|programme|program|initiative)\s(?:run|led|carried|for|of|by|to|that|which|funded|financed|launched|supported|implemented|aimed|in)\b"
)
# What the Council of Europe calls its projects: "the action “Action against Economic Crime”".
_ACTION = re.compile(
    r"\b(?:the|an|this) (?:joint )?action [“\"](?P<q>[A-Z][^“”\"\n]{3,120}?)[,.]?[”\"]"
)
# What is carried out under a name, and paid for: "under the “Horizontal Facility II”, which is co-funded by", "under the Global
# Action against Trafficking (GLO.ACT), which is funded by".
_PAID = r"(?:,? (?:which|that) is)? (?:jointly |fully |partly )?(?:co-?)?(?:funded|financed)\b"
_QUOTED_PAID = re.compile(
    rf"\b(?:under|within|through) (?:the )?[“\"](?P<q>[A-Z][^“”\"\n]{{3,120}}?)[,.]?[”\"],?{_PAID}"
)
_UNDER_PAID = re.compile(
    rf"\b(?:under|within) the (?P<plain>{_CAP}(?:\s(?:(?:of|for|on|and|in|the|against|to|at|with)\s){{0,2}}{_CAP}){{1,11}})(?:\s\([\w./-]+\))?{_PAID}"
)
_AMONG = re.compile(
    r"\b(?:projects|programmes|initiatives)\b,?\s(?:among them|including|such as|called|entitled)\s(?P<list>(?:[“\"][^“”\"\n]+[”\"](?:,? and |, )?)+)"
)
_BODIES = re.compile(
    r"^(?:The )?(?:UN|United Nations) Global Programme|^(?:The )?(?:UN|United Nations|World Food|OSCE Gender|Gender Issues) (?:Development |Environment |Issues )?(?:Programme)$|^(?:OSCE|UN|EU|Extra-Budgetary|The|This|Senior|National|Associate|Our)\s(?:Project|Programme|Initiative)$"
)
_NOT_START = re.compile(
    r"^(?:The|This|A|An|In|At|Under|Within|During|As|Through|For|Its|Their|Our|On|From|With|By|When|While|Head of|Director of|Chief of)\s"
)


_LONGEST_NAME = 160


def projects_on(sheet: Sheet) -> tuple[Named, ...]:
    """Return the projects a document names.

    Example: "within the initiative “Voices Without Hatred”", "the Centre’s Police Reform Programme".
    """
    found: dict[str, Named] = {}
    own = _own_page(sheet)
    if own is not None:
        why = certainty("projects", "noun and quoted title")
        found[own.name.casefold()] = Named(
            own.name, Evidence((own.span,), why, "noun and quoted title")
        )
    for paragraph in sheet.paragraphs:
        for title, rule in _titles(sheet.text, paragraph.span):
            name = title.name
            if not _is_name(name, quoted=title.quoted):
                continue
            key = name.casefold()
            same = next((k for k in found if k in key or key in k), None)
            if same is None:
                found[key] = Named(name, Evidence((title.span,), certainty("projects", rule), rule))
    return tuple(found.values())


def _own_page(sheet: Sheet) -> Title | None:
    """Return the project that a page presents, by its headline: "Safe Roads: helping drivers in the mountains" is Safe Roads."""
    why, title = sheet.page.evidence.get("kind"), sheet.page.title
    if title is None or why is None or why.rule != "kind.project-page":
        return None
    name = title.of(sheet.text).split(": ")[0]
    return Title(name, Span(title.start, title.start + len(name)), quoted=True)


def _quoted_titles(text: str, span: Span) -> list[tuple[Title, str]]:
    out = [(t, "noun and quoted title") for t, _ in titles_after(text, span, _NOUN, unquoted=False)]
    out += [(t, "quoted title and noun") for t, _ in titles_before(text, span, _NOUN)]
    out += [
        (Title(m["q"], Span(*m.span("q")), quoted=True), "quoted name of a project")
        for m in _QUOTED_PROJECT.finditer(text, span.start, span.end)
    ]
    for pattern in (_SINGLE_QUOTES, _PHASE_OF, _QUOTED_THEN, _ACTION, _QUOTED_PAID):
        out += [
            (Title(m["q"], Span(*m.span("q")), quoted=True), "noun and quoted title")
            for m in pattern.finditer(text, span.start, span.end)
        ]
    for match in _CODED.finditer(text, span.start, span.end):
        group = str(match.lastgroup)
        if fold(match[group]) not in lx.KNOWN_BODIES and country_named(match[group]) is None:
            title = Title(match[group], Span(*match.span(group)), quoted=True)
            out.append((title, "short name"))
    for match in _AMONG.finditer(text, span.start, span.end):
        out += [
            (Title(m["q"], Span(*m.span("q")), quoted=True), "list of quoted names")
            for m in _ONE.finditer(text, match.start("list"), match.end("list"))
        ]
    return out


def _titles(text: str, span: Span) -> list[tuple[Title, str]]:
    out = _quoted_titles(text, span)
    out += [
        (
            Title(" ".join(m["plain"].split()), Span(*m.span("plain")), quoted=False),
            "name between commas",
        )
        for m in _UNDER_PAID.finditer(text, span.start, span.end)
        if _names_nobody(m["plain"])
        and not any(Span(*m.span("plain")).overlaps(t.span) for t, _ in out)
    ]
    taken = [t.span for t, _ in out]
    for pattern, rule in _PLAIN:
        for match in pattern.finditer(text, span.start, span.end):
            title = _plain_title(text, span, match, rule)
            if title is not None and not any(title.span.overlaps(s) for s in taken):
                out.append((title, rule))
                taken.append(title.span)
    return out


_PLAIN = (
    (_NAMED, "name ends in programme"),
    (_SHORTENED, "short form and noun"),
    (_PHASE, "noun and title"),
    (_APPOSED, "name between commas"),
    (_THEN_NOUN, "name between commas"),
    (_FUND, "name of a fund"),
)


def _plain_title(text: str, span: Span, match: re.Match[str], rule: str) -> Title | None:
    """Return the name in a run of capitals, or None where it names a unit, a body or a person."""
    title = _trimmed(match)
    if title is not None and (title.name[0].islower() or _STUDIES.search(title.name)):
        return None
    own = title is not None and re.search(
        r"\b(?:Programme|Program|Project|Initiative)\b", title.name
    )
    if (
        title is not None
        and not own
        and any(fold(" ".join(title.name.split()[:n])) in _OTHERS for n in (1, 2, 3))
    ):
        return None
    if title is not None and _IS_BODY.search(text, span.start, title.span.start):
        return None
    if title is None or _is_unit(text, span, title) or _in_quotes(text, span, title.span.start):
        return None
    if rule in {"name between commas", "name of a fund"} and not _names_nobody(title.name):
        return None
    if title.name.endswith(("project", "programme", "initiative")):
        return _own_name(title)
    return title


def _is_unit(text: str, span: Span, title: Title) -> bool:
    """Say whether a programme is a part of a mission that somebody heads: "head of the Rule of Law Programme"."""
    before = text[max(span.start, title.span.start - 60) : title.span.start]
    words = title.name.split()
    return words[-1] == "Programme" and (len(words) == 2 or bool(_HEADED.search(before)))


def _names_nobody(name: str) -> bool:
    """Say whether words are neither a person nor a body nor a country."""
    words = name.split()
    return (
        fold(words[0]) not in lx.given_names()
        and not any(fold(w) in lx.KNOWN_BODIES or country_named(w) for w in words[:1])
        and words[-1].lower() not in lx.BODY_HEADS - {"customs", "police", "partnership"}
    )


def _own_name(title: Title) -> Title | None:
    """Keep "Roots of Peace" of "Roots of Peace initiative"; drop "OSCE Mission project", which names none."""
    name = title.name.rsplit(" ", 1)[0]
    words = name.split()
    if words[-1].endswith(
        ("’s", "'s", "s’", "-funded", "-financed", "-supported", "-led", "-run", "-backed")
    ):
        return None  # "the Office’s project", "the United Kingdom-funded project": whose it is, not what it is called
    owned = words[-1].lower() in lx.BODY_HEADS or any(
        fold(w.split("/")[0]) in lx.KNOWN_BODIES or country_of_adjective(w) or country_named(w)
        for w in words
    )
    if owned or len(words) < 2 or words[-1].lower() in {"of", "for", "on", "and", "in"}:
        return None
    return Title(name, Span(title.span.start, title.span.start + len(name)), quoted=False)


def _in_quotes(text: str, span: Span, at: int) -> bool:
    """Say whether words stand inside a name in marks; what somebody says at length may name a project."""
    before = text[span.start : at]
    if before.count("“") <= before.count("”"):
        return False
    opens = span.start + before.rfind("“")
    closes = text.find("”", at, span.end)
    said = text[opens : closes if closes >= 0 else span.end]
    return len(said) < _LONGEST_NAME and not re.search(r"[.?!]\s[A-Z]", said)


def _trimmed(match: re.Match[str]) -> Title | None:
    words, start = match["plain"], match.start("plain")
    while True:
        small = _NOT_START.match(words)
        if small is None:
            break
        words, start = words[small.end() :], start + small.end()
    joined = list(
        re.finditer(r"\b(?:and|[Rr]epresentatives of|[Ee]xperts of|[Mm]embers of) the\s", words)
    )
    if joined:
        words, start = words[joined[-1].end() :], start + joined[-1].end()
    whole = re.match(
        r".*\sof\sthe\s(?=(?:[A-Z]{2,}|United Nations|European)\s.*(?:Programme|Program|Project)$)",
        words,
    )
    if whole:
        words, start = words[whole.end() :], start + whole.end()
    owner = re.match(r"(?:[\w-]+\s){0,3}?[\w-]+[’']s?\s(?=[A-Z])", words)
    if owner:
        words, start = words[owner.end() :], start + owner.end()
    return (
        Title(" ".join(words.split()), Span(start, start + len(words)), quoted=False)
        if words
        else None
    )


def _is_name(name: str, *, quoted: bool) -> bool:
    words = name.split()
    if _BODIES.match(name) or not words:
        return False
    if fold(name) in lx.KNOWN_BODIES:
        return False
    if len(words) == 1:
        return quoted or (words[0].isupper() and len(words[0]) > 3)
    return sum(w[0].isupper() for w in words) >= 2
