"""Guidebooks, manuals, reports and surveys by their titles; not laws, strategies, declarations.

A title is in quotation marks near a noun for a text, or in capitals after such a noun, or says itself
what it is ("Handbook on Policing Assemblies").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from commonweal.kernel.provenance import Evidence, Span
from commonweal.library.engine.facts import lexicon as lx
from commonweal.library.engine.facts.confidence import certainty
from commonweal.library.engine.facts.gazetteer import country_named, is_place
from commonweal.library.engine.facts.sentences import Sheet
from commonweal.library.engine.facts.titles import SUBTITLED, TITLE_RUN, Title, titles_after
from commonweal.library.engine.facts.tokens import fold
from commonweal.library.engine.types import Named

_NOUN = (
    r"(?:(?:[Gg]uide|[Hh]and|[Tt]ext|[Yy]ear|[Ss]ource|[Ww]ork|[Nn]ote|[Cc]ase|[Ee]-)-?books?|[Mm]anuals?|[Pp]ublications?|[Rr]eports?|[Ss]urveys?|[Ss]tudy|[Ss]tudies|[Gg]uides?|[Tt]ool-?kits?|[Tt]ool kits?"
    r"|[Bb]rochures?|[Bb]ooklets?|[Ll]eaflets?|[Pp]amphlets?|[Cc]ompendium|(?:policy |research |working |white |discussion |position |guidance |issue )?(?:paper|brief|note)s?|[Mm]onograph|[Cc]ommentary|[Gg]lossary|[Bb]ooks?"
    r"|[Aa]nalys[ie]s|[Aa]ssessments?|[Gg]uidelines|[Gg]uidance|[Rr]ecommendations|resources?|fact-?sheets?|collection|[Mm]agazine|[Oo]verview|[Rr]eader|[Cc]urricul(?:um|a)|[Cc]hecklists?|[Cc]atalogue|[Dd]igest|[Dd]ictionary|[Aa]tlas"
    r"|[Jj]ournal|[Bb]ulletin|self-assessment tool|training (?:package|pack|module)|[Rr]eview)"
)
_LEADS = r"(?:Guidebook|Handbook|Manual|Guide|Guidelines|Toolkit|Compendium|Textbook|Report|Study|Survey|Policy Brief|Baseline Study|Model Curriculum|Curriculum|Recommendations|Sourcebook|Casebook|Glossary|Commentary|Assessment|Guidance (?:Note|Document|Paper)|Checklist|Primer|Bench ?[Bb]ook)"
_QUOTED = re.compile(r"[“\"«„](?P<q>[^“”\"«»„\n]{3,220}?)[,.]?[”\"»“]")
_CALLED = r"(?:entitled|titled|called|named|known as|under the (?:title|name))"
# Between the noun and its quoted title: "published by the Foundation in March, ".
_AFTER_NOUN = re.compile(
    rf"\b(?P<noun>{_NOUN})(?P<gap>(?:\s+\([\w\s/-]{{2,20}}\))?(?:[^.“”\"«»„!?;\n]{{0,90}}?(?:,|:|\b{_CALLED}|\b(?:is|was|are|were|titles?)\b)(?:\s{_CALLED})?[,:]?)?\s+(?:the\s+)?)$"
)
# "the author of “Silent Rivers”".
_AUTHOR_OF = re.compile(
    r"\b(?:authors?|co-authors?|editors?|cop(?:y|ies)|translation|edition) of (?:the )?$"
)
# "They wrote policy briefs. The best of these, “Slow Down”, will be published".
_OF_THESE = re.compile(
    r"\b(?:best|first|latest|last|[Oo]ne|second) of (?:these|them|those),?\s(?:is |was )?(?:the )?$"
)
_IN_A_ROW = re.compile(r"^\s*(?:,|and|, and|&|as well as)\s*(?:the\s)?$")
_BEFORE_NOUN = re.compile(
    rf"^,?\s+(?:(?:is|was|are)\s+)?(?:(?:the|a|an|its|their|first)\s+)?(?:[\w’'-]+\s){{0,4}}?{_NOUN}\b"
)
_NOT_HERE = re.compile(
    r"\b(?:project|programme|initiative|campaign|workshop|seminar|course|training|conference|event|exhibition|session|competition|film|movie|documentary|panel|forum|theme|motto|slogan|webinar|lecture|series|play|debate|discussion|song|platform|application|app|operation|exercise|hashtag)s?\b"
)
_SAYS_WHAT = re.compile(rf"\b{_LEADS}\b")
_LEADING = re.compile(
    rf"(?P<plain>\b(?:(?:[A-Z][\w’'/-]+ (?:(?:and|in|of|for) )?){{0,5}})(?:(?:{_LEADS})\s(?:on|for|to|in|against)|(?:Guidebook|Handbook|Manual|Compendium|Collection)\sof)\s(?:(?:the|a|an)\s)?{TITLE_RUN}(?:\s[–-]\s(?:(?:a|an|the|A|An|The)\s)?{TITLE_RUN})?)"
)
# "the OSCE Guidebook on intelligence-led policing": capitals before, small letters after.
_SMALL_TAIL = re.compile(
    r"(?P<plain>\b(?:[A-Z][\w’'/-]+ ){1,4}(?:Guidebook|Handbook|Manual|Toolkit|Compendium|Guide)\s(?:on|for)\s(?!the (?:event|course|workshop)\b)(?:(?!(?:which|that|was|is|were|are|has|have|will|published|issued|by|at|during|from|into|with|as|produced|developed|launched|prepared|who)\b)[a-z][\w’-]*\s?){2,9})"
)
# "the Border Guard Manual": capitals that end in what it is.
_ENDING = re.compile(
    r"(?P<plain>\b(?:[A-Z][\w’'-]+ (?:(?:and|of|for|in) )?){2,6}(?:(?:Handbook|Manual|Guidebook|Toolkit|Textbook|Compendium|Curriculum|Sourcebook|Casebook)\b|Guide(?=:))(?::\s(?:[A-Z][\w’'-]+)(?:\s(?:(?:and|of|for|in|on|the)\s){0,2}[A-Z][\w’'-]+)*)?)(?!\s(?:on|for|of|to|in)\s(?:the\s)?[A-Z])(?! [A-Z])"
)
# "the OSCE Best Practice Guides": several, that have one name.
_GUIDES = re.compile(
    r"(?P<plain>\b(?:[A-Z][\w’'-]+ ){0,4}(?:Practices?|Reference|Resource|Training|Pocket|Field|Legal|Policy|Technical) (?:Guides?|Handbooks|Manuals)\b)(?! (?:on|for|of|to)\b)(?! [A-Z])"
)
# "the Status Report on the implementation of the 2003 Action Plan".
_ON_CARRYING_OUT = re.compile(
    rf"(?P<plain>\b(?:[A-Z][\w’'-]+ ){{1,4}}(?:Report|Review|Study|Assessment) (?:on|of) the (?:[Ii]mplementation|[Aa]pplication) of the (?:\d{{4}} )?{TITLE_RUN})"
)
# "the Trafficking in Persons Report", not "the Annual Report".
_REPORT = re.compile(
    r"(?P<plain>\b(?!Annual|Final|Progress|Interim|First|Second|Country|Police|Activity)(?:[A-Z][\w’'-]+ (?:(?:and|of|in) )?){2,5}(?:Report|Survey|Review)\b(?: (?:19|20)\d\d(?:[–/-]\d{2,4})?)?)(?! [A-Z])"
)
# "a textbook for cadets, Introduction to Criminology, has": a title without marks between commas.
_MADE = r"(?:for|of|by|on|from|published|prepared|written|commissioned|conducted|issued|produced|developed|compiled|edited|drafted|drawn up|carried out|released|jointly|recently)"
_APPOSED = re.compile(
    rf"\b{_NOUN}(?:\s{_MADE}\s[^,.;“”\"\n]{{3,70}})?,\s(?P<plain>{TITLE_RUN})(?=,|\.(?:\s|$)|\s\()"
)
# "An evaluation, Dry Feet, was published in May": the verb behind it says that it is a text.
_APPOSED_OUT = re.compile(
    rf"\b(?:{_NOUN}|[Aa]n? (?:[a-z-]+ )?evaluation|[Tt]he (?:result|outcome|product)),\s(?P<plain>{TITLE_RUN}),\s(?:was|were|has been|is)\s(?:\w+ly\s)?(?:published|issued|printed|released|presented|translated)\b"
)
# "A survey by the Forum, published under the title Counting the Silent, reached": the words that call it so.
_CALLED_SO = re.compile(
    rf"\b{_NOUN}\b[^.;“”\"\n]{{0,90}}?\b(?:entitled|titled|called|under the (?:title|name))\s(?:the\s)?(?P<plain>{TITLE_RUN})"
)
# "printed in two languages under the title Small Words": the verb says what it is, whatever the noun.
_UNDER_TITLE = r"\b(?:published|issued|printed|released|distributed|came out|appeared|available)\b[^.;“”\"\n]{0,90}?\bunder the (?:title|name)(?: of)?"
_PUBLISHED_SO = re.compile(rf"{_UNDER_TITLE}\s(?P<plain>{TITLE_RUN})")
_PUBLISHED_AS = re.compile(rf"{_UNDER_TITLE}[,:]?\s*$")
# "the profile “Hail and Harvests”, which the Institute published in May".
_WHICH_CAME_OUT = re.compile(
    r"^\s(?:was|were|is|has been)\s(?:\w+ly\s)?(?:written|compiled|edited|drafted|authored|published|printed|translated|prepared|produced)\s(?:by|in|with)\b|^,?\s(?:(?:which|that)\s(?:[\w’'-]+\s){0,6}?(?:published|printed|issued|released)\b|(?:published|printed|issued|released)\s(?:by|in)\s)"
)
# "our survey, ‘Who Waters the Trees’": single marks.
_SINGLE_MARKS = re.compile(
    rf"\b{_NOUN}(?:,? {_CALLED})?[,:]?\s['‘](?P<q>[A-Z][^‘'“”\n]{{3,120}}?)[,.]?['’](?!\w)"
)
# "works with Bridges, the manual on neighbourhood disputes": one word, but a text that is told of as known.
_ONE_WORD = re.compile(
    r"\b(?:with|to|from|in|of|used?|called|titled|read|launched|presented|published)\s(?P<plain>[A-Z][a-z]{3,}), the (?:[a-z-]+ ){0,2}(?:manual|guide|guidebook|handbook|toolkit|textbook|booklet|brochure) (?:on|for|about|of|against)\b"
)
# "Media on the Margins, a study of minority broadcasters": what it is comes after.
_THEN_NOUN = re.compile(
    rf"(?<=\w\s)(?P<plain>{TITLE_RUN}),\s(?:a|an|its|the)\s(?:(?:new|first|joint|practical|short|[a-z]+-[a-z]+|pocket|detailed|comprehensive|research|training|policy|free)\s){{0,2}}{_NOUN}\b"
)
# "the third edition of Dialogue and Trust: A Practical Guide".
_EDITION = re.compile(
    rf"\b(?:edition|version|translation|cop(?:y|ies)|authors?|reprint|printing)\sof\s(?:the\s)?(?P<plain>{TITLE_RUN})"
)
# "the Handbook on Prisoners and the Handbook on Escorts" are two.
_AND_NEXT = re.compile(rf"(?<=\w)(?:,| and)(?: the)? (?=(?:[A-Z]\w+ ){{0,2}}{_LEADS}\b)")
_NOT = re.compile(
    r"\b(?:Law|Act|Strategy|Resolution|Declaration|Convention|Action Plan|Criminal Code|Constitution|Decision|Treaty|Agreement|Protocol)\b"
)
_OPENERS = re.compile(
    r"^(?:The|This|A|An|In|At|During|Under|Using|According to|Its|Their|Our|Both|On|With|After|Since)\s"
)


def publications_on(sheet: Sheet) -> tuple[Named, ...]:
    """Return the publications a document names by title.

    Example: "A study published in March, “Nobody Watching”, found ...", "The survey, Safe at Home?
    Community Safety in Three Municipalities, is based on ...", "the OSCE Handbook on Policing Assemblies".
    """
    found: dict[str, Named] = {}
    for paragraph in sheet.paragraphs:
        for title, rule in _titles(sheet.text, paragraph.span):
            if _NOT.match(title.name) or not title.name:
                continue
            evidence = Evidence((title.span,), certainty("publications", rule), rule)
            _keep(found, Named(title.name, evidence))
    return tuple(found.values())


_MAY = re.compile(
    rf"{_NOUN}|\bauthors?\b|\b[Ee]valuation\b|\b(?:publish|issu|print|releas|compil|edit)ed\b|[”\"»] was written by|\bunder the (?:title|name)\b"
)
_CAME_OUT = re.compile(
    r"\b(?:publish|issu|launch|releas|present|print|translat)(?:ed|es|s)\b[^.]*$"
)


def _titles(text: str, span: Span) -> list[tuple[Title, str]]:
    if not _MAY.search(text, span.start, span.end):
        return []
    marked = _marked(text, span)
    out = list(_quoted(text, span))
    out += [
        (Title(_tidy(m["q"]), Span(*m.span("q")), quoted=True), "noun and quoted title")
        for m in _SINGLE_MARKS.finditer(text, span.start, span.end)
        if len(m["q"].split()) > 1 and _looks_like_title(m["q"])
    ]
    out += [
        (t, "noun and title")
        for t, m in titles_after(text, span, _NOUN)
        if not t.quoted and len(t.name.split()) > 1 and _is_title(text, t, m)
    ]
    for pattern, rule in _BARE:
        for match in pattern.finditer(text, span.start, span.end):
            out += [
                (title, rule)
                for title in _parts(text, match)
                if not any(title.span.overlaps(s) for s in (*marked, *(t.span for t, _ in out)))
                and _fits(title.name, rule)
            ]
    return out


_BARE = (
    (_CALLED_SO, "title called so"),
    (_PUBLISHED_SO, "title called so"),
    (_ONE_WORD, "title and then what it is"),
    (_EDITION, "title of an edition"),
    (SUBTITLED, "title that says what it is"),
    (_LEADING, "title that says what it is"),
    (_ON_CARRYING_OUT, "title that says what it is"),
    (_ENDING, "title that says what it is"),
    (_GUIDES, "title that says what it is"),
    (_REPORT, "title that says what it is"),
    (_APPOSED, "title between commas"),
    (_APPOSED_OUT, "title that was published"),
    (_THEN_NOUN, "title and then what it is"),
    (_SMALL_TAIL, "title with small letters"),
)
_NEEDS_LOOK = {
    "title between commas",
    "title that was published",
    "title called so",
    "title of an edition",
    "title and then what it is",
}


def _fits(name: str, rule: str) -> bool:
    """Say whether capitals read by a rule can be a title: never a law, a person or a body."""
    if re.search(r"\b(?:Strategy|Policy|Conference|Periodic|Budget|Peer|Mid-Term) Review\b", name):
        return False
    if rule == "title and then what it is" and " " not in name:
        return not (fold(name) in lx.given_names() or country_named(name) or is_place(name))
    if rule == "title called so":
        return _stands_alone(f"{name}:") and not _NOT.search(name)
    alone = _stands_alone(f"{name}:" if rule == "title that was published" else name)
    return rule not in _NEEDS_LOOK or (alone and not _NOT.search(name))


def _marked(text: str, span: Span) -> list[Span]:
    """Return the names in quotation marks: what lies inside is part of them."""
    return [
        Span(*m.span("q"))
        for m in _QUOTED.finditer(text, span.start, span.end)
        if _looks_like_title(m["q"])
    ]


def _stands_alone(name: str) -> bool:
    """Say whether capitals between commas are a title and not a person or a body: "Prison Populations 2020"."""
    words = name.split()
    small = any(w.islower() or w.isdigit() for w in words[1:])
    first = words[0].lower()
    person = fold(words[0]) in lx.given_names() or first in lx.HONORIFICS or lx.is_role_head(first)
    place = country_named(words[0]) is not None or first.isdigit()
    body = any(w.lower() in _BODY_NOUNS for w in words if w[0].isupper())
    return (small or ":" in name) and not (person or body or place)


_TOPICS = lx.words(
    "trust prison archive register press hospital museum theatre club library company network platform services shelter border police council court courts city community force forces media group groups school parliament staff"
)
"""Heads of bodies that titles also speak of: "Cleaner Air for the City"."""


_BODY_NOUNS = lx.BODY_HEADS - _TOPICS
_WHEN = re.compile(
    r",?\s(?:on|in|from|at|by|for|this|last)\s(?:\d|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November|December)\b.*$"
)


_IN_YEAR = re.compile(r"\s(?:in|of)\s(?:19|20)\d\d$")


def _parts(text: str, match: re.Match[str]) -> Iterator[Title]:
    """Yield the titles in a run of capitals, without what only introduces or owns them, and without the day."""
    start = match.start("plain")
    plain = _WHEN.sub("", match["plain"].rstrip().rstrip("."))
    if _CAME_OUT.search(text, max(0, start - 60), start):
        plain = _IN_YEAR.sub("", plain)  # "published the Handbook on Small Arms in 2003."
    for part in _AND_NEXT.split(plain):
        start = text.index(part, start)
        words, at = part, start
        start += len(part)
        opener = _OPENERS.match(words)
        named_so = match.re in (_CALLED_SO, _PUBLISHED_SO)
        while opener is not None and not words.startswith("The ") and not named_so:
            words, at = words[opener.end() :], at + opener.end()
            opener = _OPENERS.match(words)
        if words.startswith("The ") and text[at - 2 : at] != ", ":
            words, at = words[4:], at + 4
        owner = re.match(r"(?:[\w-]+\s){0,4}?[\w-]+(?:[’']s|s[’'])\s(?=[A-Z])", words)
        if owner:
            words, at = words[owner.end() :], at + owner.end()
        least = 0 if match.re is _ONE_WORD else 1 if match.re is _APPOSED_OUT else 2
        if len(words.split()) > least:
            yield Title(" ".join(words.split()), Span(at, at + len(words)), quoted=False)


def _quoted(text: str, span: Span) -> Iterator[tuple[Title, str]]:
    """Yield the quoted titles that a noun beside them, or they themselves, say to be texts."""
    previous: re.Match[str] | None = None
    for match in _QUOTED.finditer(text, span.start, span.end):
        rule = _quoted_rule(text, span, match)
        row = previous is not None and _IN_A_ROW.match(text[previous.end() : match.start()])
        if (
            rule is None
            and row
            and _looks_like_title(match["q"])
            and not _of_other_kind(text, span, match)
        ):
            rule = "quoted titles in a row"
        previous = match if rule else None
        if rule is not None:
            yield Title(_tidy(match["q"]), Span(*match.span("q")), quoted=True), rule


def _quoted_rule(text: str, span: Span, match: re.Match[str]) -> str | None:
    before = text[max(span.start, match.start() - 130) : match.start()]
    noun = _AFTER_NOUN.search(before)
    words = match["q"].strip()
    if noun is not None and re.search(
        r"\b(?:said|says|stated|reads?|concluded|wrote):\s*$", before
    ):
        return None
    if noun is not None and not _NOT_HERE.search(noun["gap"]):
        called = re.search(rf"{_CALLED}[,:]?\s*(?:the\s)?$", before)
        if (
            called
            or _looks_like_title(words)
            or (not noun["gap"].strip() and _opens_like_title(words))
        ):
            return "noun and quoted title" if len(words.split()) > 1 or called else None
        return None
    if not _looks_like_title(words) or _of_other_kind(text, span, match):
        return None
    after = text[match.end() : match.end() + 70]
    if (
        _PUBLISHED_AS.search(before)
        or _AUTHOR_OF.search(before)
        or (_OF_THESE.search(before) and _MAY.search(before))
    ):
        return "noun and quoted title"
    if len(words.split()) > 1 and (_BEFORE_NOUN.match(after) or _came_out(before, after)):
        return "quoted title and noun"
    says = _SAYS_WHAT.search(words)
    return "quoted title that says what it is" if says and len(words.split()) > 2 else None


def _came_out(before: str, after: str) -> bool:
    """Say whether the words behind a quoted title tell who published it, and those before it do not make it a law or a song."""
    return bool(_WHICH_CAME_OUT.match(after)) and not _NO_TEXT.search(before)


_NO_TEXT = re.compile(
    r"\b(?:law|act|bill|decree|resolution|declaration|strategy|action plan|statement|song|album|poem|record|picture|map|film|game|article|tender|call|order|regulation|rules)s? $",
    re.IGNORECASE,
)


def _of_other_kind(text: str, span: Span, match: re.Match[str]) -> bool:
    """Say whether a noun beside the marks makes the words a project's or an event's name."""
    before = text[max(span.start, match.start() - 60) : match.start()]
    near = " ".join(re.split(r"[.;:,(]", before)[-1].split()[-4:])
    after = text[match.end() : match.end() + 24]
    return bool(_NOT_HERE.search(near) or _NOT_HERE.match(after.lstrip(" ,")))


def _looks_like_title(words: str) -> bool:
    """Say whether most words have capitals and no stop ends them: “Knock First”, not “It is a good guide.”."""
    parts = [w for w in words.split() if len(w) > 3] or words.split()
    capitals = sum(w[0].isupper() or w[0].isdigit() for w in parts)
    return capitals >= 0.6 * len(parts) and not words.rstrip().endswith((".", "…"))


def _opens_like_title(words: str) -> bool:
    return words[:1].isupper() and not words.rstrip().endswith(".") and len(words.split()) > 2


def _is_title(text: str, title: Title, match: re.Match[str]) -> bool:
    """Say whether capitals after the noun are its title and not the start of something else."""
    between = text[match.end("noun") : title.span.start]
    words = title.name.split()
    if between.strip() in {"of", "on", "about", "on the", "of the"} or _is_body(words):
        return False
    if match["noun"][0].isupper() and between.strip() in {"", ":"}:
        return False
    if words[0].lower() in lx.HONORIFICS:
        return False
    if lx.is_role_head(words[0].lower()) and not (words[0].endswith("s") and ":" in title.name):
        return False
    long_enough = len(words) >= 3 and sum(w[0].isupper() for w in words) >= 2
    if len(words) == 2 and between.strip() == "" and _THEN_PUBLISHED.match(text, title.span.end):
        return all(w[0].isupper() for w in words)
    if between.strip() == ",":
        return long_enough and text[title.span.end : title.span.end + 1] in {",", ".", ""}
    return long_enough and not re.match(r"(?:In|On|It|This|At|For|By)\b", title.name)


# "the study Wet Feet, published by the Trust in 2010": two words are a title where what follows says that it came out.
_THEN_PUBLISHED = re.compile(
    r",?\s(?:(?:which|that)\s(?:was|were)\s|was\s|jointly\s)*(?:published|issued|printed|released|written|prepared|compiled|presented)\b"
)


def _is_body(words: list[str]) -> bool:
    return words[-1].lower() in lx.BODY_HEADS or (
        words[1] in {"of", "for"} and (words[0].lower() in lx.BODY_HEADS)
    )


def _tidy(words: str) -> str:
    return " ".join(words.split()).strip(" ,;")


def _keep(found: dict[str, Named], named: Named) -> None:
    key = named.name.casefold()
    for other in list(found):
        if key in other or other in key:
            if len(key) > len(other):
                found[key] = found.pop(other)
            return
    found[key] = named
