"""How many took part: "More than 60 participants", "fifteen women and 12 men", never those asked in a survey."""

from __future__ import annotations

import re
from dataclasses import dataclass

from commonweal.kernel.provenance import Evidence, Span
from commonweal.library.engine.facts.confidence import certainty
from commonweal.library.engine.facts.dates import number_of
from commonweal.library.engine.facts.sentences import Sheet

_WORDS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_NUMBER = rf"(?:\d{{1,3}}(?:[, ]\d{{3}})+|\d{{1,4}}|(?:(?:an?|{_WORDS}) )?hundred(?: and (?:{_WORDS})(?:[-‑](?:{_WORDS}))?)?|(?:{_WORDS})(?:[-‑ ](?:{_WORDS}))?|(?:two|three|four|five|a) dozen)"
_HEDGE = r"more than|over|some|about|around|approximately|nearly|almost|up to|at least|close to|roughly|an estimated|as many as|well over|just over|just under|circa|ca\.|in excess of|no fewer than|fewer than|upwards of"
_PEOPLE = (
    r"participants|persons|people|representatives|officers|officials|experts|students|pupils|teachers|judges|prosecutors|lawyers|journalists|practitioners|professionals|police|women|men|girls|boys|youth|leaders|activists|members|"
    r"delegates|trainees|trainers|specialists|inspectors|investigators|analysts|instructors|lecturers|academics|researchers|mayors|councillors|counsellors|imams|workers|staff|personnel|employees|managers|cadets|guards|handlers|"
    r"stakeholders|policymakers|policy-makers|parliamentarians|diplomats|attendees|guests|speakers|citizens|residents|volunteers|entrepreneurs|farmers|youngsters|teenagers|children|adolescents|graduates|psychologists|"
    r"educators|advocates|commanders|chiefs|heads|directors|scientists|scholars|bloggers|campers|veterans|soldiers|customs|border|law|civil|government|senior|young|high-level|local|municipal|religious|technicians|engineers|"
    r"magistrates|advisers|advisors|ambassadors|ministers|parents|doctors|nurses|editors|reporters|authors|artists|migrants|refugees|returnees|operators|planners|auditors|notaries|mediators|monitors|observers|"
    r"firefighters|rescuers|sappers|deminers|dispatchers|clerks|assistants|co-ordinators|coordinators|facilitators|jurists|negotiators|scouts|actors|musicians|athletes|players|interviewers|candidates|alumni|learners|beginners|fellows"
)
_GROUP = re.compile(
    rf"(?P<hedge>\b(?:{_HEDGE})\s+)?(?<![\w.,/–-])(?P<number>{_NUMBER})(?![\w%€/]|[.,]\d|-(?:day|year|month|hour|week|strong|member|point|page))\s+(?P<noun>(?:[\w’'&/-]+,?\s+(?:and\s+|or\s+)?){{0,5}}?(?P<head>{_PEOPLE})\b)",
    re.IGNORECASE,
)
_BARE = re.compile(
    rf"(?P<hedge>\b(?:{_HEDGE})\s+)?\b(?P<number>{_NUMBER})\s+(?:of them|from|in all|altogether)\b",
    re.IGNORECASE,
)
_MORE = re.compile(
    rf"\s*(?:,|and|as well as|, and|together with)\s+(?:(?:{_HEDGE})\s+)?(?P<number>{_NUMBER})\s+(?:[\w’'-]+\s+){{0,3}}?(?P<head>{_PEOPLE})\b",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"\b(?:attend\w*|took part|take part|taking part|participat\w+|gather\w*|brought together|brings together|bring together|bringing together|met|convened?|joined|trained|trains|training (?:course )?for|course for|workshop for|seminar for|camp for|"
    r"school for|visit(?:ed)?|discuss\w*|were trained|benefited|benefitted|exchanged|learn(?:ed|t)?|practised|practiced|graduat\w+|completed|present at|invited|worked on|traced|developed|united|assembled|involved|hosted|exercise for|event for|received certificates|for a|together)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:respondents?|interview(?:s|ed)\b|survey(?:ed)?|polled|questionnaire|households|victims (?:were|had)|identified|arrested|convicted|detained|killed|will (?:serve|benefit|be trained|train|receive|use|reach)|would be|beneficiaries|since (?:19|20)\d\d|so far|to date|over the (?:past|last)|"
    r"in total since|has trained|have been trained|had trained|have trained|per cent|percent|each year|annually|every year|inhabitants|population|in 20\d\d alone|future|planned to)\b",
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


def participants_of(sheet: Sheet) -> Count | None:
    """Return the number who took part, or None where none is printed.

    Example: "was attended by 15 women and 12 men" is 27; "based on interviews with 1,200 residents" is none.
    """
    scored: list[tuple[float, int, re.Match[str], Span]] = []
    for order, sentence in enumerate(sheet.sentences[:14]):
        for match in _GROUP.finditer(sheet.text, sentence.span.start, sentence.span.end):
            score = _score(sheet.text, sentence.span, match) - 0.25 * order
            if score > 0:
                scored.append((score, order, match, sentence.span))
    if not scored:
        return None
    best = max(scored, key=lambda s: (s[0], -s[1]))
    return _count(sheet.text, best[2], best[3])


def _score(text: str, span: Span, match: re.Match[str]) -> float:
    sentence = span.of(text)
    head, number = match["head"].lower(), number_of(match["number"])
    if number is None or number < 3 or _in_quotes(text, span, match.start()):
        return -1.0
    near = text[max(span.start, match.start() - 110) : min(span.end, match.end() + 110)]
    score = (
        1.0
        if head
        in {
            "participants",
            "representatives",
            "attendees",
            "delegates",
            "people",
            "officers",
            "experts",
        }
        else 0.6
    )
    score += 1.5 * bool(_EVENT.search(near)) + 0.7 * (head == "participants")
    score -= 3.0 * bool(_NOT.search(near)) + 3.0 * bool(
        _SUBSET.search(text, max(span.start, match.start() - 20), match.start())
    )
    score += 0.6 * bool(re.match(r"\s*(?:The\s+)?$", text[span.start : match.start()]))
    if re.match(r"\s+(?:of them|of whom)", text[match.end() : match.end() + 12]) or (
        number > 1900 and number < 2100 and match["number"].isdigit()
    ):
        score -= 3.0
    score -= (
        1.2
        * bool(
            re.search(
                r"\b(?:trainers|instructors|experts|facilitators|speakers|specialists|lecturers)\b",
                match["noun"],
                re.IGNORECASE,
            )
        )
        * ("by" in text[max(span.start, match.start() - 8) : match.start()])
    )
    return (
        score
        - 1.5 * bool(re.search(r"\b(?:two|three)\b", match["number"], re.IGNORECASE))
        - 1.0 * ("Recommend" in sentence and False)
    )


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
