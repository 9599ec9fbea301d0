"""What kind of event a document is about: "a three-day training course" is a training.

The noun that stands with the event's verbs decides ("held a workshop", "a seminar opened"); then the
title's noun; then the verb alone ("visited", "launched").
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from commonweal.kernel.provenance import Evidence, Span
from commonweal.library.engine.facts.confidence import certainty
from commonweal.library.engine.facts.dates import dates_in
from commonweal.library.engine.facts.earlier import OPENING_CLAUSE, is_beside, is_told_of_before
from commonweal.library.engine.facts.event_verbs import FIRST, told_by_verb
from commonweal.library.engine.facts.sentences import Sheet

_NOUNS: tuple[tuple[str, str], ...] = (
    (
        "training",
        r"training modules?(?=[^.]{0,80}\b(?:tested|piloted|delivered|taught)\b)|train(?:ing)?[-\s]of[-\s]trainers|train[-\s]the[-\s]trainers?|training|e-?learning course|(?:refresher |crash |language )?courses?(?! of\b| on which)|summer school|winter school|masterclass|bootcamp",
    ),
    (
        "visit",
        r"(?:study|field|working|exchange|fact-finding|official|assessment|monitoring|expert|three-day|two-day|one-day)\s(?:visit|tour|mission)s?|study tours?|(?:[\w-]+-day |regional |working |first |field )trip|visit",
    ),
    ("roundtable", r"round[-\s]?tables?"),
    ("workshop", r"workshops?"),
    ("seminar", r"seminars?|webinars?"),
    (
        "exercise",
        r"(?:table-?top|simulation|simulated|live|field|joint|cyber|evacuation|crisis)[-\s](?:\w+[-\s])?exercises?|exercise|simulation|drill|war game",
    ),
    ("conference", r"(?<!press )(?<!news )conferences?|symposi(?:um|a)|congress|summit|forum"),
    (
        "launch",
        r"(?:book |report |public )?presentation(?= of| ceremony)|(?<=attended the )presentation|(?<=at the )presentation(?! (?:by|on|skills))|launch(?:ing)?(?: event| ceremony)?|opening ceremony|inauguration",
    ),
    (
        "meeting",
        r"meetings?|(?:regional|peer|expert|cross-border) exchanges?|exchange(?= gathered| brought)|(?<!court )(?<!trial )hearings?|consultations?|(?<!press )(?<!media )briefings?|gathering|talks|working group session|dialogue",
    ),
    (
        "other",
        r"camp|ceremony|exhibition|festival|competition|hackathon|debate|award|marathon|tournament|campaign|quiz|concert|screening|handover|donation|fair|open day",
    ),
)
_TYPE = re.compile(
    "|".join(f"(?P<t{i}>\\b(?:{words})\\b)" for i, (_, words) in enumerate(_NOUNS)), re.IGNORECASE
)
_NOT_EVENT_AFTER = re.compile(
    r"\s*(?:cent(?:re|er)s?|facilit\w+|materials?|manuals?|curricul\w+|modules?|needs|institut\w+|academ\w+|equipment|room|hall|polic\w+|skills|point|documents?|ground|team|capacit\w+|session on the|kits?|aids|books?)\b",
    re.IGNORECASE,
)
_HELD = (
    r"held|hosted|organi[sz]ed|co-organi[sz]ed|conducted|carried out|convened|attended|took part in|participat\w+ in|takes? part in|taking part in|concluded|ended|wrapped up|took place|takes place|"
    r"started|began|opened|opens|kicked off|completed|gathered|brought together|brings together|was the (?:focus|topic|aim|subject)|were the focus|is the focus|are the focus|delivered|facilitated|joined|met|underway|starts|begins|finished|closed|is being held|arranged|gathers|supported|discussed|was held|at an?\b|during an?\b|"
    r"will take place|will be held|central event"
)
_HELD_RE = re.compile(rf"\b(?:{_HELD})", re.IGNORECASE)
_DAYS_BEFORE = re.compile(
    r"(?:day|week|week-long|hour|online|regional|international|national|annual|high-level|interactive|practical)\b[-\w\s]{0,40}$",
    re.IGNORECASE,
)
_N_DAYS = re.compile(
    r"\b(?:\w+[-‑ ]day|(?:week|month)[-‑ ]long|\w+[-‑ ]week|day[-‑ ]long)\s(?:[\w-]+\s){0,4}$",
    re.IGNORECASE,
)
_VERBS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "launch",
        re.compile(
            r"\b(?:launch(?:ed|es)|was launched|were launched|inaugurat\w+|presented today|presented on|was presented|survey presented|unveiled|opened (?:in|at|on|its|a|the|new|today)|opens? (?:in|a|its|new)|presents? (?:new|its|a)|opened its)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "visit",
        re.compile(r"\b(?:visited|visits|paid a visit|travelled to|toured)\b", re.IGNORECASE),
    ),
    (
        "training",
        re.compile(r"\b(?:trained|trains|were taught|learned how|learn)\b", re.IGNORECASE),
    ),
    (
        "meeting",
        re.compile(
            r"\b(?:met|meets|gathered|convened|discussed|discuss|conferred|confer|exchanged (?:experiences?|views|ideas|information)|received (?:his|her|its|the|a) (?:[\w-]+ ){0,3}?(?:counterpart|delegation|ambassador))\b",
            re.IGNORECASE,
        ),
    ),
)
_OTHER_FIRST = re.compile(
    r"\b(?:donat(?:ed|es|ion)|hand(?:ed|s)[-\s]over|handover|handed out|signed|awarded|condemn\w*|welcomes|expresse[sd])\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TypeFound:
    """The type of the event with the words it was read from."""

    type: str
    evidence: Evidence


def type_of(sheet: Sheet) -> TypeFound:
    """Return the event's type: one of the ten of the vocabulary, "other" where nothing says more."""
    early = [s.span for s in sheet.sentences[:LEAD_SENTENCES]]
    scored = []
    dated = False
    for order, span in enumerate(early):
        told = dated and _DEFINITE.match(sheet.text, span.start, span.end) is not None
        dated = _is_dated(sheet.text, span)
        scored += _nouns(sheet.text, span, order, dated=dated or told)
    if sheet.page.title:
        scored += [
            (score + 0.9, span, kind)
            for score, span, kind in _nouns(
                sheet.text, sheet.page.title, 0, dated=_is_dated(sheet.text, sheet.page.title)
            )
        ]
    scored += _by_verbs(sheet, early)
    paper = _of_paper(sheet)
    if paper is not None:
        return paper
    if scored and max(scored)[0] >= (2.2 if sheet.page.kind == "other" else 1.0):
        best = max(scored, key=lambda s: (s[0] + _again(s[2], scored), -s[1].start))
        return _found(best[2], best[1], "noun with the event's verb" if best[0] >= 2.0 else "noun")
    foreign = _by_foreign_word(sheet, early) if sheet.page.language[:2] != "en" else None
    return foreign or _supported(sheet) or _by_verb(sheet, early)


def _by_verbs(sheet: Sheet, early: list[Span]) -> list[tuple[float, Span, str]]:
    """Return the kinds that the opening's verbs name, where no noun before the verb says more: "participants of the course visited the court"."""
    if sheet.page.kind != "news item" and sheet.page.kind != "press release":
        return []
    spans = ([sheet.page.title] if sheet.page.title else []) + early[:FIRST]
    return [
        found
        for span in spans
        for found in told_by_verb(sheet.text, [span])
        if not any(
            score >= _SAYS_MORE and noun.start < found[1].end
            for score, noun, kind in _nouns(sheet.text, span, 0, dated=False)
            if kind != found[2]
        )
    ]


_SAYS_MORE = 1.6


def _of_paper(sheet: Sheet) -> TypeFound | None:
    """Return what minutes or a report are of: "Minutes of the 14th meeting" of a meeting, "Report on the study visit to Norway" of a visit."""
    if sheet.page.title is None or sheet.page.kind != "other":
        return None
    title = sheet.page.title
    match = _RECORDS.match(sheet.text, title.start, title.end)
    if match is None:
        return None
    noun = _TYPE.search(sheet.text, match.end(), title.end)
    if noun is not None:
        kind = next(_NOUNS[int(k[1:])][0] for k, v in noun.groupdict().items() if v)
        return _found(kind, Span(*noun.span()), "paper")
    return _found("meeting", Span(*match.span()), "paper") if match["minutes"] else None


_RECORDS = re.compile(
    r"(?:draft |final |annotated )*(?:(?P<minutes>(?:meeting )?minutes|(?:summary|verbatim) record|meeting (?:notes|summary|record|minutes)|summary of (?:decisions|discussions))|report (?:on|of|from) (?:the|an?|its|our)\b)",
    re.IGNORECASE,
)


def _supported(sheet: Sheet) -> TypeFound | None:
    """Return the type that a later sentence names: "The conference was supported by the Province"."""
    for sentence in sheet.sentences[LEAD_SENTENCES:]:
        match = _THE_EVENT.match(sheet.text, sentence.span.start, sentence.span.end)
        noun = _TYPE.search(sheet.text, match.start("noun"), match.end("noun")) if match else None
        if noun is not None:
            kind = next(_NOUNS[int(k[1:])][0] for k, v in noun.groupdict().items() if v)
            return _found(kind, Span(*noun.span()), "noun")
    return None


_THE_EVENT = re.compile(
    r"The (?P<noun>(?:[\w-]+ ){0,3}?(?:training|course|visit|roundtable|round table|workshop|seminar|webinar|exercise|conference|forum|meeting))(?: \w+)? (?:was|is) (?:supported|organi[sz]ed|held|funded|financed|part of|the (?:first|second|third|fourth))\b"
)


def _again(kind: str, scored: list[tuple[float, Span, str]]) -> float:
    """Return what is added for a type that the text names again: "at a workshop on 17 April ... organized the workshop"."""
    return 0.3 * min(3, sum(s[2] == kind and s[0] >= 1.0 for s in scored) - 1)


def _is_dated(text: str, span: Span) -> bool:
    return bool(_TODAY.search(text, span.start, span.end) or dates_in(text, span))


# What tells on of the day before: "brought together experts on 8 October. The workshop was held jointly with a research centre".
_DEFINITE = re.compile(r"\W*(?:The|This)\b")


def _nouns(text: str, span: Span, order: int, *, dated: bool) -> list[tuple[float, Span, str]]:
    """Return the nouns of events in a sentence with their scores; a day in it, or right before "The workshop", adds to them."""
    out = []
    told_before = is_told_of_before(text, span, order=order)
    certified = _CERTIFIED.search(text, span.start, span.end) is not None
    for match in _TYPE.finditer(text, span.start, span.end):
        if (
            _NOT_EVENT_AFTER.match(text, match.end(), span.end)
            or text[match.start() - 1 : match.start()] in '“"‘„«'
            or _is_named_body(text, match, span)
            or _IN_A_NAME.match(text, match.start(), span.end)
        ):
            continue
        kind = next(_NOUNS[int(k[1:])][0] for k, v in match.groupdict().items() if v)
        before = text[max(span.start, match.start() - 60) : match.start()]
        if _is_launched(text, span, match, kind=kind):
            kind = "launch"
        score = 1.6 - (0.2 if dated else 0.45) * order + 0.4 * dated * (order > 0)
        score -= 1.5 * bool(OPENING_CLAUSE.match(text[span.start : match.start()]))
        score -= 1.5 * bool(_COUNTED.search(before)) * match.group().endswith("s")
        score -= 2.5 * bool(_TOPIC_OR_PLAN.search(before))
        score += 1.7 * bool(_FIRST_OF.search(before))
        score += 0.9 * (kind == "visit" and _ON_A.search(before) is not None)
        score -= 2.0 * is_beside(text, span, match.start(), order=order)
        held = _HELD_THEN.match(text, match.end(), span.end) is not None
        score -= 3.0 * told_before + 1.2 * bool(_AFTER_A.search(before)) * (
            not certified and not held
        )
        score += 0.9 * bool(_AT_A.search(before)) - 2.0 * bool(_FINDINGS_OF.search(before))
        near = text[max(span.start, match.start() - 90) : min(span.end, match.end() + 110)]
        score += 1.0 * bool(_HELD_RE.search(near))
        score += 0.5 * bool(
            _N_DAYS.search(text, max(span.start, match.start() - 60), match.start())
        )
        score += 0.8 * bool(
            _DAYS_BEFORE.search(text, max(span.start, match.start() - 60), match.start())
        )
        score -= 0.9 * (
            (match.group().endswith("s") and kind != "meeting") or bool(_DAYS_OF.search(before))
        ) + 0.6 * (kind in {"other", "launch"})
        score -= 0.8 * bool(
            re.search(
                r"\b(?:next|follow-up|previous|last|earlier|future|series of|further|(?:access to|gives|offers)\b[\w ,-]{0,40}?)\s+\w*\s*$",
                text[max(0, match.start() - 60) : match.start()],
                re.IGNORECASE,
            )
        )
        out.append((score, Span(*match.span()), kind))
    return out


# "were presented at a roundtable in Baku", "discussed during a two-day seminar": where it was done.
_AT_A = re.compile(
    r"\b(?:at|during|attend(?:ed|ing)|took part in|taking part in|participated in|participating in|came to|gathered for|guests of|for) (?:an?|the|this|its) (?:[\w’'-]+ ){0,4}$",
    re.IGNORECASE,
)
# "the findings of a trial monitoring exercise": what was done earlier.
_FINDINGS_OF = re.compile(
    r"\b(?:findings|results|outcomes?|recommendations|lessons|data|report|follow-up|conclusions) (?:of|from|on|to) (?:an?|the|its)? ?(?:[\w’'-]+ ){0,3}$|\b(?:designed|introduced|planned|prepared|elected|published|prepare(?: for)?|preparing(?: for)?|preparations? for|ahead of|had completed|have completed|after completing|had attended|graduates? of|alumni of) (?:[\w’'-]+ ){0,4}$",
    re.IGNORECASE,
)
# "opened its doors after a training for its staff": what came first; but who gets a certificate comes from the course.
_AFTER_A = re.compile(
    r"\b(?:after|following|prior to|before) (?:an?|the|their|its) (?:[\w-]+ ){0,3}$", re.IGNORECASE
)
# "have agreed on plans, following a roundtable held yesterday": what was held now is what the text tells of.
_HELD_THEN = re.compile(
    r"(?: (?:on|of|for) [^.;,]{2,60}?)?,? (?:that was |which was )?held (?:today|yesterday|earlier today|this (?:morning|week)|on )",
    re.IGNORECASE,
)
# "today launched the second phase of the programme at a ceremony": what the ceremony was for.
_LAUNCHED_AT = re.compile(
    r"\b(?:launched|launches|inaugurated|inaugurates)\b[^.;“”]{3,200}? (?:at|with|during|in) an? (?:[\w-]+ ){0,2}$"
)
# "launched a free online course", "New online course goes live": a course for everybody to take at any time is put out, not held.
_PUT_OUT = re.compile(
    r"\b(?:launche[ds]|released|releases|published|publishes|put online) (?:an?|its|the) (?:new )?(?:free|open|self-paced|self-study) (?:online |e-learning )?$",
    re.IGNORECASE,
)
_GOES_LIVE = re.compile(r"[^.;“”]{0,80}? (?:goes|went|is now|now) (?:live|online|available)\b")


def _is_launched(text: str, span: Span, noun: re.Match[str], *, kind: str) -> bool:
    """Say whether an event's noun is only what was launched, or where: a course put online, a ceremony for a programme."""
    if kind == "other":
        return _LAUNCHED_AT.search(text, span.start, noun.start()) is not None
    if kind != "training":
        return False
    put_out = _PUT_OUT.search(text, span.start, noun.start())
    return put_out is not None or _GOES_LIVE.match(text, noun.end(), span.end) is not None


# "were in Tallinn on a study visit".
_ON_A = re.compile(r"\bon (?:an?|their|its|his|her) (?:[\w-]+ ){0,3}$", re.IGNORECASE)
# What is only a topic or a plan: "a memorandum on training", "how to run workshops", "followed by a one-day training", "The next will be a conference".
_TOPIC_OR_PLAN = re.compile(
    r"\b(?:(?:memorandum|agreement|contract|strategy|law|protocol|policy|rules|standards|guidelines|booklet|manual|guide|handbook) (?:of|on|for|about)|(?:how|able|ready|learned|trained|plans?|planned|intends?|want) to (?:\w+ and )?(?:run|organi[sz]e|design|conduct|plan|hold|prepare|lead|deliver|give|attend)|followed by|preceded by|(?:next|second|later|follow-up)\b[^.]{0,30} will be) (?:an?|the|its|their)? ?(?:[\w’'-]+ ){0,3}$",
    re.IGNORECASE,
)
# "The first in a series of webinars", "the second of three round tables": one of them is the event.
_FIRST_OF = re.compile(
    r"\b(?:first|second|third|fourth|fifth|sixth|[a-z]+th|last|latest|final|one) (?:in|of) (?:(?:an?|the|its) (?:[\w-]+ )?series of|(?:the |its )?(?:two|three|four|five|six|seven|eight|nine|ten|twelve)) (?:[\w-]+ ){0,3}$",
    re.IGNORECASE,
)
# "the monitoring of 217 hearings", "after more than 40 workshops": what is counted is not the event.
_COUNTED = re.compile(
    r"\b(?:\d{2,}|dozens of|hundreds of|numerous) (?:[\w-]+ ){0,2}$", re.IGNORECASE
)
_CERTIFIED = re.compile(r"\b(?:certificates?|diplomas?|complet\w+|graduat\w+)\b", re.IGNORECASE)
# "a visit after two days of meetings": what a visit is made of.
_DAYS_OF = re.compile(r"\b(?:days?|rounds?|series) of (?:[\w’'-]+ ){0,3}$", re.IGNORECASE)
_TODAY = re.compile(r"\b(?:today|yesterday|this (?:morning|afternoon|evening))\b", re.IGNORECASE)
LEAD_SENTENCES = 8
"""Sentences in which the event's noun is looked for; stories come first in some."""


# "the European Training and Research Centre": part of a body's name.
_IN_A_NAME = re.compile(
    r"[A-Z]\w+ (?:and|&) (?:[A-Z]\w+ )+(?:Cent|Institut|Facilit|Academ|Unit|Depart|School)"
)


def _is_named_body(text: str, match: re.Match[str], span: Span) -> bool:
    """Say whether a noun opens a body's name: "Forum za građansko obrazovanje", "the Conference of Mayors"."""
    word = match.group()
    return (
        word == "Forum"
        and bool(re.match(r"\s+(?:za|for|of|on|für|pour)\s", text[match.end() : match.end() + 8]))
        and match.start() > span.start
    )


def _by_foreign_word(sheet: Sheet, early: list[Span]) -> TypeFound | None:
    """Return the type that a word of another language names: "обука", "Fachtagung", "okrugli sto"."""
    spans = ([sheet.page.title] if sheet.page.title else []) + early[:3]
    for span in spans:
        match = _FOREIGN.search(sheet.text, span.start, span.end)
        if match:
            kind = next(k for k, v in match.groupdict().items() if v)
            return _found(kind, Span(*match.span()), "foreign noun")
    return None


_FOREIGN = re.compile(
    r"\b(?:(?P<training>тренинг\w*|обук[аеуи]\w*|obuk[aeui]\w*|учебн\w+ курс\w*|курс\w*|trening\w*|trajnim\w*|Schulung\w*|formation\w*|Lehrgang)"
    r"|(?P<seminar>семинар\w*|вебинар\w*|seminari\w*|seminaru|séminaire)|(?P<workshop>радиониц\w*|работилниц\w*|radionic\w*|atelier|punëtori\w*|мастер-класс\w*)"
    r"|(?P<roundtable>кругл\w+ стол\w*|okrugl\w+ st[oua]\w*|окружн\w+ маса|тркалезна маса|runde[rn]? Tisch\w*|table ronde|tryez\w+ (?:e )?rrumbullak\w*|masă rotundă)"
    r"|(?P<conference>конференци\w*|конференциј\w*|konferencij\w*|konferenz\w*|\w*Konferenz\w*|\w*tagung\b|conférence|konferenc\w*|conferinț\w*|форум\w*)"
    r"|(?P<exercise>учени[яй]\b|вежб\w+|vježb\w+|vežb\w+|Übung\w*|exercice)|(?P<visit>визит\w*|посет\w+|poset[aeiu]\w*|posjet\w*|Besuch|visite|vizit\w*)"
    r"|(?P<launch>predstavljen\w*|презентаци\w*|представлен\w*|претставен\w*|открыт\w*|отворен\w*|otvoren\w*|vorgestellt|eröffnet|inauguré\w*|présenté\w*|prezantua\w*)"
    r"|(?P<meeting>встреч[аеиу]\w*|совещани\w*|састан\w+|sastan\w+|Treffen|réunion|takim\w*|întâlni\w*|зустріч))",
    re.IGNORECASE,
)


def _by_verb(sheet: Sheet, early: list[Span]) -> TypeFound:
    if sheet.page.kind == "other":
        return TypeFound("other", Evidence((), certainty("event.type", "feature"), "feature"))
    spans = ([sheet.page.title] if sheet.page.title else []) + early[:3]
    for span in spans[:2]:
        match = _OTHER_FIRST.search(sheet.text, span.start, span.end)
        if match:
            return _found("other", Span(*match.span()), "verb")
    spans = [span for span in spans if not span.of(sheet.text).rstrip().endswith("?")]
    for kind, pattern in _VERBS:
        for span in spans:
            match = pattern.search(sheet.text, span.start, span.end)
            if match:
                return _found(kind, Span(*match.span()), "verb")
    return TypeFound("other", Evidence((), certainty("event.type", "none"), "none"))


def _found(kind: str, span: Span, rule: str) -> TypeFound:
    return TypeFound(kind, Evidence((span,), certainty("event.type", rule), rule))
