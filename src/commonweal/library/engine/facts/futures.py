"""What "will", "would" and "is to" say about who does what next: a small grammar of clauses.

A clause is the words between two marks or joining words; its subject stands before the modal verb, its verb after it.
Who acts, whether somebody is reported to have said it, and whether the verb tells a deed or an effect decide between
a commitment, a next step and plain telling.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from commonweal.kernel.provenance import Span
from commonweal.library.engine.facts import lexicon as lx
from commonweal.library.engine.facts.gazetteer import country_named

_MODAL = re.compile(
    r"(?P<modal>\b(?:will|would|shall)\b|(?<=\w)[’']ll\b|\b(?:is|are) (?:going )?to\b)\s+"
    r"(?P<adverbs>(?:(?:also|then|soon|now|next|later|further|jointly|again|in turn|as well|continue to|[a-z]+ly)\s+)*)"
    r"(?P<be>be\s+(?:(?:also|then|now|[a-z]+ly)\s+)*)?(?P<verb>[a-z]+)"
)
_BOUND = re.compile(
    r"[;:,“”\"()–—]|\b(?:that|which|whom?|whose|where|when|whether|if|because|while|what|how|why|and|but|so|as|until|after|before|unless|than)\b",
    re.IGNORECASE,
)
_ASKING = frozenset(
    [
        "where",
        "when",
        "whether",
        "if",
        "how",
        "what",
        "whom",
        "whose",
        "why",
        "as",
        "than",
        "unless",
        "because",
    ]
)
SAYS = re.compile(
    r"\b(?:said|says|added|adds|noted|stressed|emphasi[sz]ed|underlined|underscored|highlighted|announced|announces|stated|explained|confirmed|confirms|reiterated|pointed out|informed|insisted|observed|assured|declared|disclosed|revealed|indicated|mentioned|told|replied|reported|made clear|let it be known|gave (?:assurances?|his word|her word|an assurance)|undertook|guaranteed)\b"
)
_TAIL = re.compile(
    r",[”\"]?\s(?:(?:[\w’'.-]+\s){1,8}?)(?:said|added|announced|explained|confirmed|noted|stated|promised|declared|told [\w ]{1,30})\s*\.?$"
)
_EVENTS = lx.words(
    """
    course courses workshop workshops seminar seminars event events meeting meetings conference conferences training
    trainings session sessions round rounds phase cycle edition forum roundtable visit visits centre consultations
    exercise exercises webinar webinars campaign exhibition competition school summit festival module
    """
)
_SEVERAL = frozenset(w for w in _EVENTS if w.endswith("s")) - {"activities"}
_HAPPENS = lx.words(
    "follow take start begin open come become enter remain resume continue reconvene go travel"
)
_DEEDS = lx.words(
    """
    prepare publish organize organise conduct hold host develop draft draw translate set establish launch circulate submit
    present revise adopt introduce finalize finalise distribute open hire employ recruit train deliver extend expand install
    reconvene visit test pilot report send provide donate repair build renovate fund finance cover bear pay review
    monitor map assess evaluate create form appoint nominate amend update harmonize harmonise ratify sign convene print produce
    issue hand transfer travel join add pass implement apply double second allocate supply equip reserve merge compile summarize summarise broadcast include integrate incorporate answer represent convey invite
    """
)
# Verbs of effects and states: what is told with them is no deed.
_EFFECTS = lx.words(
    """
    require cost mean help allow enable need like depend lead benefit cause affect result serve make ensure ease have not
    never only always know see find remember forget miss understand feel want get say stay look seem appear end expire last
    bring gather feature focus discuss examine explore consist face gain learn attend receive strengthen
    contribute used improve increase decrease rise fall grow suffer meet elect celebrate mark turn perhaps probably certainly likely
    """
)
_NO_DEED_DONE = lx.words(
    """
    able difficult impossible important crucial essential useful easier needed required no a an the there asked expected
    used funded financed sponsored happy pleased glad ready followed accompanied based held-up seen found born killed left lost affected
    """
)
_MONEY = re.compile(
    r"\s+(?:EUR|USD|GBP|CHF|[€$£]|\d|one|two|three|four|five|half|some \d|a million)"
)
_NO_PROMISE = lx.words(
    """
    aim aims goal goals objective objectives purpose task tasks idea challenge role job way key plan intention ambition focus
    point answer priority priorities function responsibility mandate dream wish solution duty trick hope best it
    secret step message lesson result principle
    """
)
_AUTHORITY = re.compile(
    r"\b(?:Ministr(?:y|ies)|Minister|Government|Agency|City|Municipality|municipality|Mayor|mayor|Parliament|Assembly|Police|Prosecution|Prosecutor|Inspectorate|Service|Department|Directorate|Committee|Commission|Council|Academy|Court|Bank|city|police region"
    r"|Authorit(?:y|ies)|authorities|Governor|President|Speaker|Administration|administration|province|Senate|Cabinet|Bureau|Board|Unit|Guard|Customs|[Bb]ank|(?!OSCE|Programme|Project|Field|The|Liaison|Country|Centre|Regional)[A-Z]\w+(?:[’']s)? Office)\b"
)
_PUBLISHER = re.compile(
    r"\b(?:OSCE|ODIHR|Mission|Centre|Presence|Programme Office|Project Co-ordinator|HCNM|Secretariat|organi[sz]ers|participants|Foundation|group|experts|EUBAM|UNDP|UNODC|EU|NGO)\b"
)
_OWN_COST = re.compile(r"\b(?:cover|bear|pay|meet|fund|finance)\b")


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause with a modal verb.

    Attributes:
        lead: The mark or joining word that opens it, in lower case.
        subject: The words before the modal.
        modal: Such as ``will``.
        verb: The verb's base form, or its participle where ``done``.
        done: True for "will be published".
        at: First character of the modal.
        rest: The next words.
        own: True for "The Mission, for its part, will train".
        be: True for "will be", whatever follows.
    """

    lead: str
    subject: str
    modal: str
    verb: str
    done: bool
    at: int
    rest: str
    own: bool = False
    be: bool = False


def clauses_in(text: str, span: Span) -> list[Clause]:
    """Return the clauses of a sentence that look ahead.

    Example: "Upon return, the delegation will draft proposals" has one: lead ",", subject "the delegation", verb "draft".
    """
    return [_clause(text, span, m) for m in list(_MODAL.finditer(text, span.start, span.end))[:8]]


def _clause(text: str, span: Span, match: re.Match[str]) -> Clause:
    bounds = list(_BOUND.finditer(text, span.start, match.start()))
    at = bounds[-1].end() if bounds else span.start
    lead = bounds[-1].group().lower() if bounds else ""
    subject = text[at : match.start()].strip()
    subject = SAYS.split(subject)[-1].strip()
    if not subject and lead in {",", ")", "–", "—"}:
        subject = text[max(span.start, match.start() - 90) : match.start()].strip()
    if lead == "and" and len(bounds) > 1 and bounds[-2].group().lower() in _ASKING:
        lead = bounds[-2].group().lower()
    return Clause(
        lead,
        subject,
        match["modal"].lower(),
        match["verb"],
        match["be"] is not None,
        match.start(),
        text[match.end() : min(span.end, match.end() + 60)],
        _OWN_PART.search(text[max(span.start, match.start() - 24) : match.start()]) is not None,
        match["be"] is not None,
    )


_OWN_PART = re.compile(r", (?:for|on) (?:its|his|her|their) part, $")


def is_told(clause: Clause) -> bool:
    """Say whether a clause only tells: "where they will sit", "a crime which officers will meet", "what I will take home".

    In "graduates who pass the test will be included" the subject of "will" is "graduates who pass the test".
    """
    if clause.lead in _ASKING and not (clause.lead == "as" and clause.subject):
        return True
    return clause.lead == "which" and bool(clause.subject)


# "By the end of the year the project team": the time is no part of the subject.
_TIME_FIRST = re.compile(
    r"(?:By|In|From|At|Until|During|Before|After|Within|Over|Upon)\s.*\s(?P<rest>(?:the|its|their|our|an?)\s[\w’'-]+(?:\s[\w’'-]+){0,3})$"
)


def _head(subject: str) -> str:
    """Return the noun a subject is about: "round" of "the next round of training"."""
    late = _TIME_FIRST.match(subject)
    if late:
        subject = late["rest"]
    front = re.split(
        r"\s(?:of|among|between|for|on|in|to|at|from|with|by|held|drawn|about)\s", subject
    )[0]
    words = re.findall(r"[\w’'-]+", front)
    return words[-1].lower() if words else ""


def acts(subject: str) -> bool:
    """Say whether a subject is a person or a body and not a thing: "She", "the delegation", "two mentors".

    Args:
        subject: The words before the modal verb.
    """
    words = re.findall(r"[\w’'-]+", subject)
    head = _head(subject)
    if head in {
        "she",
        "he",
        "they",
        "it",
        "we",
        "i",
        "sides",
        "teams",
        "bank",
        "district",
        "staff",
        "both",
        "delegation",
        "signatories",
        "city",
        "team",
        "province",
        "region",
        "town",
        "states",
        "parties",
        "hospital",
        "schools",
    }:
        return True
    if lx.is_role_head(head) or head in lx.BODY_HEADS or head in lx.ROLE_PLURALS:
        return True
    if head.endswith(("ers", "ors", "ists", "ees", "ians", "ates")) and head not in {
        "matters",
        "papers",
        "posters",
    }:
        return True
    short = bool(words) and words[0].isupper() and len(words[0]) > 1
    return (
        short
        or any(w[0].isupper() for w in words[1:])
        or country_named(" ".join(words)) is not None
    )


def owner_of(subject: str) -> str:
    """Return who stands for a subject: ``authority``, ``publisher`` or ``other``."""
    if _PUBLISHER.search(subject):
        return "publisher"
    named = country_named(re.sub(r"^(?:The|the)\s", "", subject))
    return "authority" if _AUTHORITY.search(subject) or named is not None else "other"


def is_reported(text: str, span: Span, at: int) -> bool:
    """Say whether somebody is told to have said what a clause says: "X said that ...", "..., he added."."""
    return bool(
        SAYS.search(text, span.start, at) or _TAIL.search(text[at : span.end].rstrip(' ”"'))
    )


def type_of_clause(text: str, span: Span, clause: Clause, *, quoted: Span | None) -> str | None:
    """Return what a clause promises or announces: ``commitment``, ``next step`` or None.

    Examples: "the Speaker said the amendments would be tabled" is a commitment, "he said a similar course
    would be held" a next step, "the reform would cost two million" neither.
    """
    if is_told(clause) or not clause.subject or _promises_nothing(clause):
        return None
    inside = quoted is not None and quoted.start <= clause.at < quoted.end
    if inside:
        ours = re.match(r"(?:[“\"]\s*)?(?:my|our|we|i)\b", clause.subject, re.IGNORECASE)
        goes = clause.modal != "would" and clause.verb not in _EFFECTS | {"ask", "live", "inherit"}
        kept = _has_by_then(clause) or _house_acts(clause)
        return "commitment" if (ours and goes) or kept else None
    if _has_by_then(clause):
        return "commitment" if is_reported(text, span, clause.at) else "next step"
    if is_reported(text, span, clause.at):
        return _reported(clause)
    if clause.modal == "would" or not _is_deed(clause):
        return None
    return _announced(clause)


# "By June there will be", "From May our clerks will have": the day from which something new is there.
_BY_THEN = re.compile(
    r"^[“\"\s]*(?:By|From|In|As of|Starting in|Until)\s(?:(?:the\s)?(?:end|middle|beginning|start|spring|summer|autumn|winter)\b(?: of)?|next|early|mid|late|January|February|March|April|May|June|July|August|September|October|November|December|20\d\d)\b"
)
_NEW_THING = re.compile(r"^\s(?:one|an?|new|two|three|four|five|six|ten|more)\b")


def _has_by_then(clause: Clause) -> bool:
    """Say whether something new is there from a day on: "By June there will be one register", "From May our clerks will have a desk"."""
    opened = _BY_THEN.match(clause.subject)
    if opened is None or clause.modal != "will":
        return False
    rest = clause.subject[opened.end() :]
    there = re.search(r"\bthere$", rest) is not None and clause.be
    ours = re.search(r"\b(?:our|we)\b", rest) is not None and clause.verb == "have"
    return there or (ours and _NEW_THING.match(clause.rest) is not None)


def _house_acts(clause: Clause) -> bool:
    """Say whether a house named in full does something in the words of who speaks for it: "“The School of Nursing will include this course”"."""
    words = re.findall(r"[\w’'-]+", clause.subject)
    named = words[:1] == ["The"] and len(words) > 1 and words[1][0].isupper()
    body = any(w.lower() in lx.BODY_HEADS for w in words if w[0].isupper())
    deed = not clause.done and clause.verb in _DEEDS - {"send", "bear", "report", "answer"}
    return clause.modal == "will" and named and body and deed


def _promises_nothing(clause: Clause) -> bool:
    """Say whether a clause is of nobody, of an aim, or too colloquial: "The aim is to help", "He’ll build a boat"."""
    head = _head(clause.subject)
    aim = head in _NO_PROMISE and not clause.done and clause.modal.endswith("to")
    ours = re.search(r"\b(?:we|I|We)$", clause.subject)
    loose = ("going" in clause.modal and not clause.done) or clause.modal[0] in "’'"
    return aim or head in {"nobody", "one", "nothing", "none"} or (loose and not ours)


def _is_deed(clause: Clause) -> bool:
    if clause.done:
        return clause.verb.endswith(
            ("ed", "en", "held", "cast", "set", "drawn", "sent", "put", "built")
        ) and (clause.verb not in _NO_DEED_DONE)
    if _head(clause.subject) in _SEVERAL and clause.verb == "take":
        return True
    if clause.verb == "meet":
        return clause.modal.endswith(" to")  # "The network is to meet in May"
    if clause.verb == "contribute":
        return bool(_MONEY.match(clause.rest))
    if clause.verb == "hold" and clause.rest.startswith(" up to"):
        return False
    if clause.verb == "make":
        return "available" in clause.rest
    return clause.verb not in _EFFECTS and clause.verb in _DEEDS


# "would discuss the draft in May and publish it": the second verb of a clause.
_SECOND = re.compile(r"^[^,;:.]*?\sand\s(?:then\s)?(?P<verb>[a-z]+)\s(?!and\b|or\b)")


def tells_effect(clause: Clause) -> bool:
    """Say whether a clause tells what a thing brings about: "the reform would cost", "the grant will support".

    Args:
        clause: A clause with a modal verb.
    """
    second = _SECOND.search(clause.rest)
    if clause.done or clause.verb in {"contribute", "attend"}:
        return False
    if second is not None and second["verb"] in _DEEDS and acts(clause.subject):
        return False
    thing = not acts(clause.subject) and clause.verb not in _HAPPENS
    return clause.verb in _EFFECTS or thing


def _reported(clause: Clause) -> str | None:
    """Return what somebody says will be: a further event is a next step, everything else a promise."""
    event = _head(clause.subject) in _EVENTS
    happens = clause.verb in _HAPPENS
    if event and clause.verb not in {"become", "enter"}:
        held = clause.verb in {"held", "organized", "organised", "repeated", "conducted"}
        return "next step" if held or happens else ("commitment" if clause.done else None)
    if clause.done:
        return "commitment" if _is_deed(clause) else None
    if tells_effect(clause):
        return None
    return "commitment" if happens or acts(clause.subject) else None


def _announced(clause: Clause) -> str | None:
    """Return what the writer announces: the deed of an authority is a promise, the rest a next step."""
    if clause.done:
        return "next step" if clause.modal != "shall" else None
    if _head(clause.subject) in _SEVERAL and clause.verb == "take":
        return "next step"
    if not acts(clause.subject) or _head(clause.subject) in _EVENTS - {"centre", "school"}:
        return None
    if clause.modal in {"is to", "are to"}:
        return "next step"
    owner = owner_of(clause.subject)
    if clause.own:
        return "commitment"
    pays = _OWN_COST.fullmatch(clause.verb)
    return "commitment" if owner == "authority" or (owner == "publisher" and pays) else "next step"
