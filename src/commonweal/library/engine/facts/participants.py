"""How many took part: "More than 60 participants", "fifteen women and 12 men", never those asked in a survey."""

from __future__ import annotations

import re
from dataclasses import dataclass

from commonweal.kernel.provenance import Evidence, Span
from commonweal.library.engine.facts import lexicon as lx
from commonweal.library.engine.facts.confidence import certainty
from commonweal.library.engine.facts.dates import dates_in, iso, number_of
from commonweal.library.engine.facts.event_dates import When
from commonweal.library.engine.facts.sentences import Sentence, Sheet

_WORDS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_NUMBER = rf"(?:\d{{1,3}}(?:[, ]\d{{3}})+|\d{{1,4}}|(?:(?:an?|{_WORDS}) )?hundred(?: and (?:{_WORDS})(?:[-‑](?:{_WORDS}))?)?|(?:{_WORDS})(?:[-‑ ](?:{_WORDS}))?|(?:two|three|four|five|a) dozen)"
_HEDGE = r"more than|over|some|about|around|approximately|nearly|almost|up to|at least|close to|roughly|an estimated|as many as|well over|just over|just under|circa|ca\.|in excess of|no fewer than|fewer than|upwards of"
_PEOPLE = (
    r"participants|persons|people|representatives|officers|officials|experts|students|pupils|teachers|judges|prosecutors|lawyers|journalists|practitioners|professionals|police|women|men|girls|boys|youth|leaders|activists|members|"
    r"delegates|trainees|trainers|specialists|inspectors|investigators|analysts|instructors|lecturers|academics|researchers|mayors|councillors|counsellors|imams|workers|staff|personnel|employees|managers|cadets|guards|handlers|"
    r"stakeholders|policymakers|policy-makers|parliamentarians|diplomats|attendees|guests|speakers|citizens|residents|volunteers|entrepreneurs|farmers|youngsters|teenagers|children|adolescents|graduates|psychologists|"
    r"educators|advocates|commanders|chiefs|heads|directors|scientists|scholars|bloggers|campers|veterans|soldiers|customs|border|law|civil|government|senior|young|high-level|local|municipal|religious|technicians|engineers|"
    r"magistrates|advisers|advisors|ambassadors|ministers|parents|doctors|nurses|editors|reporters|authors|artists|migrants|refugees|returnees|operators|planners|auditors|notaries|mediators|monitors|observers|"
    r"sergeants|constables|clerics|priests|rabbis|pastors|mothers|fathers|patrol|prison|probation|social|neighbourhood|sector|tour|business|industry|nationals|attachés|mechanics|drivers|translators|interpreters|sheriffs|gendarmes|firefighters|rescuers|sappers|deminers|dispatchers|clerks|assistants|co-ordinators|coordinators|facilitators|jurists|negotiators|scouts|actors|musicians|athletes|players|interviewers|candidates|alumni|learners|beginners|fellows"
)
_THINGS = r"(?:countries|municipalities|schools|cities|towns|villages|institutions|organi[sz]ations|provinces|regions|states|parties|hours|days|months|years|weeks|minutes|per|percent|euros?|dollars|million|times|pages|projects|courses|workshops|January|February|March|April|May|June|July|August|September|October|November|December|participating|who|which|that|cases|computers|copies|sets|vehicles|sessions|modules|recommendations|districts|ministries|agencies|universities|centres|teams|units|on|in|at|was|were|with|by)\b"
_GROUP = re.compile(
    rf"(?P<hedge>\b(?:{_HEDGE})\s+)?(?<![\w.,/–-])(?P<number>{_NUMBER})(?![\w%€/]|[.,]\d|-(?:day|year|month|hour|week|strong|member|point|page))\s+(?P<noun>(?:(?!{_THINGS})[^\W\d][^\W\d’'&/-]*(?:[’'&/-][^\W\d]+)*-?,?\s+(?:and\s+|or\s+)?){{0,5}}?(?P<head>{_PEOPLE})\b)",
    re.IGNORECASE,
)
_MORE = re.compile(
    rf"\s*(?:,|and|as well as|, and|together with|i|и|et|und)\s+(?:(?:{_HEDGE})\s+)?(?P<number>{_NUMBER})\s+(?!of\b)(?:[\w’'-]+\s+){{0,3}}?(?P<head>{_PEOPLE}|nastavnika|nastavnik\w*|representatives)\b",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"\b(?:attend\w*|took part|take part|taking part|participat\w+|gather\w*|brought together|brings together|bring together|bringing together|met|convened?|joined|trained|trains|training (?:course )?for|course for|workshop for|seminar for|camp for|"
    r"school for|visit(?:ed)?|discuss\w*|were trained|benefited|benefitted|exchanged|learn(?:ed|t)?|practised|practiced|graduat\w+|completed|audience|were presented to|present at|followed (?:it|the)|following it|participants|invited|worked on|traced|developed|united|assembled|involved|hosted|exercise for|event for|received certificates|for a|together)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:respondents?|interview(?:s|ed)\b|survey(?:ed)?|polled|questionnaire|households|victims (?:were|had)|identified|arrested|convicted|detained|killed|will (?:serve|benefit|be trained|train|receive|use|reach)|would be|beneficiaries|since (?:19|20)\d\d|so far|to date|over the (?:past|last)|"
    r"in total since|has trained|have been trained|had trained|have trained|per cent|percent|each year|annually|every year|inhabitants|population|in 20\d\d alone|future|planned to|expected to serve|to serve some|will be used|brought home|cases|employ(?:s|ed|ing)|passengers|inhabitants|are registered|living in|applicants|applications)\b",
    re.IGNORECASE,
)
_SUBSET = re.compile(
    r"\b(?:including|among them|of whom|of which|of them|half of)\s*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Count:
    """The number of participants, the hedge words as printed, and the evidence."""

    number: int
    hedge: str | None
    evidence: Evidence


def participants_of(sheet: Sheet, *, when: When) -> Count | None:
    """Return the number who took part, or None where none is printed.

    Example: "was attended by 15 women and 12 men" is 27; "based on interviews with 1,200 residents" is none.

    Args:
        sheet: The document.
        when: The event's days; people at something on another day did not take part in this.
    """
    scored: list[tuple[float, int, re.Match[str], Span]] = []
    least = ENOUGH if sheet.page.kind != "other" else 1.9
    for order, sentence in enumerate(sheet.sentences[:16]):
        other = _is_other_day(sheet, sentence, when)
        chained = sentence.span.start
        for pattern in _PATTERNS:
            for match in pattern.finditer(sheet.text, sentence.span.start, sentence.span.end):
                score = _score(sheet.text, sentence.span, match) - 0.2 * order - 4.0 * other
                if score >= least and match.start() >= chained:
                    scored.append((score, -order, match, sentence.span))
                    chained = _count(sheet.text, match, sentence.span).evidence.spans[0].end
    if not scored:
        return None
    best = max(scored, key=lambda s: s[:2])
    return _count(sheet.text, best[2], best[3])


def _is_other_day(sheet: Sheet, sentence: Sentence, when: When) -> bool:
    mine = when.evidence.spans if when.evidence else ()
    if when.start is None or any(sentence.span.covers(s) for s in mine):
        return False
    return any(
        m.has_year and iso(m.start) != when.start for m in dates_in(sheet.text, sentence.span)
    )


def _score(text: str, span: Span, match: re.Match[str]) -> float:
    """Return how well a number of people fits the event; below ``ENOUGH`` it does not."""
    head, number = match["head"].lower(), number_of(match["number"])
    if number is None or number < 3 or _in_quotes(text, span, match.start()):
        return -1.0
    near = text[max(span.start, match.start() - 110) : min(span.end, match.end() + 110)]
    before = text[max(span.start, match.start() - 24) : match.start()]
    score = 1.0 if head in _STRONG else 0.6
    score += 1.5 * bool(
        _EVENT.search(near)
        or _FOR.search(text, max(span.start, match.start() - 140), match.start())
    ) + 0.5 * (match.re is _FOREIGN)
    score += 0.7 * (head == "participants")
    score -= 3.0 * bool(_NOT.search(near)) + 3.0 * bool(_SUBSET.search(before))
    score += 0.6 * bool(re.match(r"\s*(?:The\s+)?$", text[span.start : match.start()]))
    score -= 3.0 * bool(_OF_THEM.match(text, match.end(), span.end))
    return score - 1.4 * bool(
        _TEACHING.search(match["noun"]) and re.search(r"\b(?:by|two|led)\s*$", before)
    )


ENOUGH = 0.9
"""Least score of a number; a bare "45 officers" with no verb of the event stays below it late in a text."""
_STRONG = lx.words(
    """
    participants representatives attendees delegates people officers experts officials
    """
)
_OF_THEM = re.compile(r"\s+(?:of them|of whom|killed|injured|arrested|detained)\b", re.IGNORECASE)
_TEACHING = re.compile(
    r"\b(?:trainers|instructors|experts|facilitators|speakers|specialists|lecturers)\b",
    re.IGNORECASE,
)
_FOREIGN = re.compile(
    r"(?P<hedge>\b(?:более|около|свыше|почти|около|plus de|environ|près de|über|rund|etwa|više od|oko|повеќе од|mbi|rreth|peste|circa)\s+)?(?<![\w.,/])(?P<number>\d{1,4})\s+(?P<noun>(?:[^\W\d]+\s+){0,2}?(?P<head>(?:участник|офицер|представител|сотрудник|эксперт|слушател|гости|службеник|учесни|polazni|učesni|sudionik|predstavni|službeni|nastavni|policijsk|représentant|participant|expert|policier|Teilnehm|Vertreter|pjesëmarr|përfaqësues|reprezentan|participanţi|participanți)[^\W\d]*))",
    re.IGNORECASE,
)
_FOR = re.compile(
    r"\b(?:course|training|workshop|seminar|camp|event|meeting|exercise|school|session|conference|programme)\b[^.]{0,110}\b(?:for|to|audience of)\s*$",
    re.IGNORECASE,
)
_PATTERNS = (_GROUP, _FOREIGN)


def _in_quotes(text: str, span: Span, at: int) -> bool:
    before = text[span.start : at]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _count(text: str, match: re.Match[str], span: Span) -> Count:
    total, end, parts = number_of(match["number"]) or 0, match.end(), 1
    while True:
        more = _MORE.match(text, end, span.end)
        extra = number_of(more["number"]) if more else None
        if more is None or extra is None:
            break
        total, end, parts = total + extra, more.end(), parts + 1
    hedge = " ".join(match["hedge"].split()) if match["hedge"] else None
    rule = "summed" if parts > 1 else "hedged number" if hedge else "number"
    words = Span(match.start(), end if parts > 1 else match.end())
    return Count(total, hedge, Evidence((words,), certainty("event.participants", rule), rule))
