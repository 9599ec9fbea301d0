"""How many took part: "More than 60 participants", "fifteen women and 12 men", never those asked in a survey."""

from __future__ import annotations

import re
from dataclasses import dataclass

from commonweal.kernel.provenance import Evidence, Span
from commonweal.library.engine.clean.papers import names_itself
from commonweal.library.engine.facts import lexicon as lx
from commonweal.library.engine.facts.confidence import certainty
from commonweal.library.engine.facts.counts import People, people_counted
from commonweal.library.engine.facts.dates import dates_in, iso, number_of
from commonweal.library.engine.facts.deadlines import deadline_of
from commonweal.library.engine.facts.earlier import OPENING_CLAUSE, is_beside, is_told_of_before
from commonweal.library.engine.facts.event_when import When
from commonweal.library.engine.facts.quoted import inside_quotes
from commonweal.library.engine.facts.sentences import Sentence, Sheet

_MEETING_NOUN = r"(?:workshop|seminar|course|training|conference|meeting|roundtable|round table|camp|school|exercise|event|session|ceremony|programme|webinar|forum|debate|launch|visit|tour|module|hearing|symposium|discussion|simulation|competition|hackathon|festival|drill|academy|gathering)s?"
_EVENT = re.compile(
    r"\b(?:attend\w*|took part|take part|taking part|takes part|participat\w+|gather\w*|brought together|brings together|bring together|bringing together|met|conven\w+|joined|trained|trains|train|practi[sc]ed|exchanged|learn(?:ed|t|s)?|graduat\w+|complet\w+|audience|present at|were present|are present|was present|follow(?:ed|ing)? (?:it|the|online)|logged in|tuned in|registered for|"
    r"participants|invited|discuss\w*|worked on|traced|developed|united|assembled|involv\w+|hosted|received certificates|together|showed up|turned out|turned up|came to(?:gether)?|sat down|debated|compared|tested|explored|examined|improved|enhanced|practise|shared (?:experience|views|their)|"
    r"participated|welcomed|engaged|instructed|taught|selected to|awarded|benefit(?:ed|ted) from|attract(?:ed|s)|drew|in attendance|in the audience|travelled to|took to|applauded|analysed|reviewed|drafted|simulated|rehearsed|celebrated|commemorated|in all\b|altogether|competed|spent|listened|studied|received [\w-]+ (?:explanations?|instructions?|training)|were shown|(?<!is )(?<!are )(?:composed|comprised) of|comprising|consist(?:ed|ing) of)\b|\b(?:at|for|in|during|of|to|on) (?:an?|the|this|its)\s(?:[\w’'-]+\s){0,4}?"
    + _MEETING_NOUN
    + r"\b|\b"
    + _MEETING_NOUN
    + r" (?:for|with|of)\b",
    re.IGNORECASE,
)
_FOR = re.compile(
    rf"\b{_MEETING_NOUN}\b[^.]{{0,110}}\b(?:for|to|audience of)\s*$|\b(?:organi[sz]ed|held|conducted|run|arranged) for\s*$",
    re.IGNORECASE,
)
_FOREIGN_EVENT = re.compile(
    r"участвова|участие|участници|собрал|обуч|обук|obuk|učestv|prisustv|sudjelov|okupil|учеств|присуств|окупи|pred (?:više od )?\d|teil|beraten|trafen|diskutiert|geschult|versammel|ont participé|assisté|réuni|morën pjesë|pjesëmarrës|au participat|trajnim|тренинг|семинар|seminar|radionic|радиониц|Tagung|formation|pour \d|für \d|za \d|за \d|për \d|pentru \d",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:respondents?|interviewed\b|interviews with (?=[\w, ]{0,16}\d)|(?:[Aa]|the|in a|this) survey(?! (?:presented|methods?|tool))|surveyed|polled|questionnaire|households|victims (?:were|had)|identified|arrested|convicted|detained|injured|wounded|killed|beneficiaries|since (?:19|20)\d\d|so far|to date|over the (?:past|last)|last year|this year alone|"
    r"in total since|(?:has|have|had|having)(?: already| now)?(?: been)? trained|have been trained|had graduated|per cent of|percent of|each year|annually|every year|per [\d,. ]*inhabitants|[\d,.]{5,} inhabitants|with [\d,.]+ inhabitants|population|in 20\d\d alone|future(?! (?:\w+ )?(?:trainers|teachers|leaders|officers|diplomats|judges|lawyers|journalists|mediators|police))|planned to|expected to serve|to serve some|will be used|brought home|employ(?:s|ed|ing)|passengers|are registered|applications|are expected to train|staffed by|on duty)\b",
    re.IGNORECASE,
)
# What is told of those who shall come later; an invitation tells of its own event so.
_NOT_YET = re.compile(
    r"\b(?:will (?:serve|benefit|be trained|train|receive|use|reach|employ)|would be)\b",
    re.IGNORECASE,
)
# What an invitation says of those who will come: "The course will introduce 30 young professionals to".
_INVITED = re.compile(
    r"\b(?:will|is to|aims to|shall|is designed to|is open to|are open to|intended for|designed for|aimed at|open for|addressed to|targets?|offers?)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_BEFORE_SUBSET = re.compile(
    r"\b(?:including|among them|among whom|of whom|of which|of them|only|such as|spoke to|speaking to|addressed|lectured to|(?<!was )(?<!were )(?<!is )among|among our|a team of|a panel of|the same)\s*$",
    re.IGNORECASE,
)
_AUTHORS = re.compile(
    r"\b(?:written|edited|prepared|drafted|authored|led|delivered|conducted|facilitated|taught|moderated|run|compiled|staffed|supported|assisted|given|guided|co-authored|reviewed) (?:jointly )?by\s*$|\b(?:gathers the work of|work of|team of|(?:working|expert|drafting) group of|\bby (?:an?|the) (?:\w+ )?(?:group|panel) of)\s*$",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"\b(?:said|told|recalled|noted|reported|stated|added|stressed|pointed out|explained|confirmed|announced|promised|recommended|called (?:for|on))\b(?:\s+that)?\s",
    re.IGNORECASE,
)
_DEFINITE = re.compile(
    r"\b(?:the|these|of the|all|its)\s(?:first\s|next\s)?$",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"^\W*(?:(?:In|On|From|Between|At|This|Last|Over|During|Yesterday|Today|Taking part were|Taking part|To|With|As|For|By|Within)\b[^,]{0,80},?\s+(?:(?:an?|the)\s[^,]{0,60},\s+)?)?(?:the\s+|a total of\s+|a group of\s+|an?\s+)?$",
    re.IGNORECASE,
)
# Words that say who was there: "in the presence of about 70 guests", "It attracted over 210 viewers", "told the 90 judges present".
_THERE = re.compile(
    r"(?:\b(?:in the presence of|attended by|attracted|drew|gathered|brought together|bringing together|audience of|watched by|followed by|welcomed|united|assembled|hosted|joined by|counted|involved|trained|instructed|taught|certificates (?:to|for)|(?<!is )(?<!are )(?:composed|comprised|consisted|consisting|made up) of|comprising|comprised|delegation of|was one of|were among|was among|(?:one|two|three|half|some|most|many) of)(?: a total of)?(?: the| these| its)?\s*|\b(?:told|addressing|thanked|greeted|congratulated) (?:the|all) |\b(?:delivered|given|taught|offered|presented) to )$",
    re.IGNORECASE,
)
_PRESENT = re.compile(
    r"[^.;]{0,80}?\b(?:present|in attendance|in the audience|who (?:attended|came|took part|participated|gathered|joined)|attending|taking part|participating|attended|took part|participated|gathered|convened)\b",
    re.IGNORECASE,
)
# "The conference was attended by", which says more than "For two years, they trained around 380 inspectors".
_ATTENDED = re.compile(
    rf"\b{_MEETING_NOUN} (?:was|were|is) attended by(?: the| a total of)?\s*$", re.IGNORECASE
)
_OVER_TIME = re.compile(
    r"\b(?:for|over|during|in|within) (?:the (?:past |last )?)?(?:\w+|\d+) (?:months|years)\b|\b(?:prepared|wrote|drafted|produced|revised) \d+ [^.;]*\band trained\b",
    re.IGNORECASE,
)
# "gave 30 councillors the chance to", "offered 12 apprentices an opportunity".
_GAVE = re.compile(r"\b(?:gave|gives|giving|offered|offering|provided)\s$")
_A_CHANCE = re.compile(
    r"(?:,? (?:and|as well as)(?: \w+){1,3})?\s(?:the|an?) (?:\w+ )?(?:opportunity|chance|possibility|occasion|space) (?:to|for|of)\b"
)
# "a station with eight officers": what a body has.
_HAS = re.compile(
    r"\b(?:station|office|unit|department|section|school|company|firm|factory|brigade|village|newsroom|ministry|agency) with(?: only| just)?\s*$",
    re.IGNORECASE,
)
# "29 inhabitants know what to look at. On 9 and 10 March they took part in a school".
_THEY = re.compile(
    r"\s+(?:[^.;“”]{0,60}, ?|[^.;“”,]{0,40} )?they (?:all )?(?:took part|attended|met|gathered|participated|completed|came together|spent)\b",
    re.IGNORECASE,
)
# What will be, or shall be, done with people: they were not there.
_TO_COME = re.compile(
    r"\b(?:will|would|shall|to) (?:also |then |later |soon )?(?:train|reach|teach|help|give|send|deploy|employ|serve|accommodate|benefit|host|receive|hire|recruit|support|register|second|request(?:ing)?)\b[^.;]{0,40}$|\b(?:will|would|shall) [^.;,“”]{3,80}? and (?:train|reach|teach|help|employ|serve|benefit|host|receive|hire|recruit|support)\b[^.;]{0,30}$|\b(?:requesting|deployment of|arrival of|deployed|recruitment of)\s*$",
    re.IGNORECASE,
)
_AFTERWARDS = re.compile(
    r"(?:\s+(?!who\b|that\b)\w+){0,3}?\s+(?:will|would|are to|is to|are expected|is expected|are due|fleeing|living in|residing in|had been|employed|have been (?:arrested|killed|charged))\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:(?:in|during|throughout|since) (?:19|20)\d\d,? (?:alone,? )?(?:it|they|he|she|we|the [\w ]{2,30}?|[A-Z]\w+) (?:has |have )?(?:carried out|held|organi[sz]ed|conducted|ran|reached|trained)|the others?|(?:the )?(?:previous|earlier|preceding|other) (?:ones?|meetings?|trainings?|workshops?|seminars?|courses?|sessions?|events?|rounds?)|(?:course|meeting|workshop|seminar|event|edition|conference|school|camp)s? (?:held |organi[sz]ed )?(?:in|of) (?:19|20)\d\d (?:was|were) attended by|(?:kindergarten|nursery|school|facility),? (?:which is )?attended by)\b[^.;]*$"
    r"|\b(?:project|programme|initiative|scheme)s?,? (?:that|which|(?:during|under|through|within) which)\b(?:(?!\b(?:was|were|ended|concluded)\b)[^.;,]){0,60}$",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"^\W*(?:While|In addition to|Ahead of)\b[^,]*$")
# Those who were seen at what was visited: "visited a training centre, where a class of twenty-two was busy".
_SEEN = re.compile(
    r"\b(?:visited|toured|saw|watched|inspected)\b[^.;“”]{3,120}?,? where (?:an? |some |about |more than |over )?$",
    re.IGNORECASE,
)
# Those of whom a clause says that they had done it before: "the meeting which 50 mayors had attended".
_HAD_DONE = re.compile(
    r"(?:\s+(?!who\b|that\b|after\b)[\w’'-]+){0,3}?\s+had (?:\w+ )?(?:been (?:trained|taught|instructed)|attended|taken part|participated|completed)\b"
)
# Those who taught: "Three experts from Slovenia led the training".
_LED_IT = re.compile(
    r"(?:\s+(?:from|of|in)\s[^.;,]{2,60}?)?\s+(?:led|conducted|delivered|facilitated|taught|ran|moderated|gave (?:lectures|the|a)|served as trainers)\b",
    re.IGNORECASE,
)
_OF_THEM = re.compile(
    r"\s+(?:of them|of whom|(?:among|out of) (?:the |some |about )?\d+|died|lost their|perished|(?:were|was|have been|had been) (?:\w+ )?(?:killed|injured|hurt|arrested|attacked)|killed|injured|arrested|detained|wounded)\b",
    re.IGNORECASE,
)
_TEACHING = re.compile(
    r"\b(?:trainers|instructors|experts|facilitators|speakers|specialists|lecturers|interpreters|organi[sz]ers)\b",
    re.IGNORECASE,
)
_OBSERVING = lx.words(
    "observers monitors staff personnel residents citizens owners children refugees migrants voters"
)
_STRONG = lx.words(
    "participants participant representatives attendees delegates people officers experts officials"
)
_PLACES = re.compile(
    r"(?P<number>\b[\w-]+) (?:(?:places|seats) (?:are|will be) (?:available|offered)|(?:[\w-]+ ){0,3}?(?:participants|professionals|officers|students|applicants|candidates|journalists|people|persons|representatives|practitioners|teachers)(?: [\w ]{0,40}?)? (?:are|will be|shall be) (?:selected|chosen|admitted|invited|accepted))",
    re.IGNORECASE,
)
LEAD_SENTENCES = 18
ENOUGH = 0.9
"""Least score of a number; a bare "45 officers" with no verb of the event stays below it late in a text."""
ENOUGH_IN_A_STORY = 1.5
MANY = 2000
"""More people than come to a meeting; a number above it is more likely of a population."""


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
    offered = _offered(sheet) or _labelled(sheet)
    if offered is not None or is_record(sheet):
        return offered
    best: tuple[float, int, People] | None = None
    least = ENOUGH if sheet.page.kind != "other" else ENOUGH_IN_A_STORY
    if sheet.page.kind == "other" and when.start is None and when.date_text is None:
        return None
    foreign = sheet.page.language[:2] != "en"
    ahead = sheet.page.kind == "event" or deadline_of(sheet) is not None
    for order, sentence in enumerate(sheet.sentences[:LEAD_SENTENCES]):
        found = list(people_counted(sheet.text, sentence.span, foreign=foreign))
        off = _far(order, when) + (_of_other_time(sheet, order, when) if found else 0.0)
        for people in found:
            score = -off + _score(
                sheet.text, sentence.span, people, is_day=order == when.sentence, ahead=ahead
            )
            score -= 3.0 * is_beside(sheet.text, sentence.span, people.span.start, order=order)
            if score >= least and (best is None or (score, -order) > best[:2]):
                best = score, -order, people
    if best is not None:
        return _counted(best[2])
    return _composed(sheet) if sheet.page.kind == "other" else None


def _far(order: int, when: When) -> float:
    """Return what to take off for a sentence's distance from the opening, or from the one that has the event's day."""
    if when.sentence is None:
        return 0.12 * order
    return min(0.12 * order, 0.1 * abs(order - when.sentence) + 0.03 * order)


def _counted(people: People) -> Count:
    rule = "summed" if people.parts > 1 else "hedged number" if people.hedge else "number"
    evidence = Evidence((people.span,), certainty("event.participants", rule), rule)
    return Count(people.number, people.hedge, evidence)


def _offered(sheet: Sheet) -> Count | None:
    """Return the places that an invitation offers: "Twenty-four places are available"."""
    if sheet.page.kind != "event":
        return None
    for sentence in sheet.sentences[:LEAD_SENTENCES]:
        match = _PLACES.search(sheet.text, sentence.span.start, sentence.span.end)
        number = number_of(match["number"]) if match else None
        if match is not None and number is not None:
            words = (Span(*match.span()),)
            return Count(
                number, None, Evidence(words, certainty("event.participants", "number"), "number")
            )
    return None


def _labelled(sheet: Sheet) -> Count | None:
    """Return the number behind the label of minutes: "Participants: 43 (28 in the room, 15 online)"."""
    for line in sheet.page.metadata:
        if line.label.casefold() not in _LABELS or not line.spans:
            continue
        match = _FIRST_NUMBER.match(sheet.text, line.spans[0].start, line.spans[0].end)
        if match is not None:
            where = (Span(*match.span("number")),)
            evidence = Evidence(where, certainty("event.participants", "label"), "label")
            return Count(int(match["number"]), None, evidence)
    return None


def _composed(sheet: Sheet) -> Count | None:
    """Return the number that a report says its group had: "The delegation was composed of 12 persons"."""
    for sentence in sheet.sentences[:LEAD_SENTENCES]:
        match = _MADE_UP.search(sheet.text, sentence.span.start, sentence.span.end)
        if match is None:
            continue
        rest = Span(match.end(), sentence.span.end)
        people = next(people_counted(sheet.text, rest, foreign=False), None)
        if people is not None and people.span.start <= match.end() + 1:
            return _counted(people)
    return None


_MADE_UP = re.compile(
    r"\b(?:delegation|group|visit|meeting|mission|team|participants)\b(?: \w+){0,3}? (?:(?:was|were) (?:composed of|made up of|attended by)|consisted of|comprised|numbered|included all)\s",
    re.IGNORECASE,
)


def is_record(sheet: Sheet) -> bool:
    """Say whether a document is the minutes of a meeting, in which many numbers stand and none is of those present."""
    title = sheet.page.title.of(sheet.text) if sheet.page.title else ""
    return sheet.page.kind == "other" and names_itself(title) == "sure"


_LABELS = frozenset(("participants", "attendance", "attendees", "number of participants"))
_FIRST_NUMBER = re.compile(
    r"(?P<number>\d{1,4})(?=\s*(?:$|[(,;]|\s(?:persons|people|participants)\b))"
)


def _of_other_time(sheet: Sheet, order: int, when: When) -> float:
    """Return what to take off a sentence that tells of another day, or of what was before the event."""
    sentence = sheet.sentences[order]
    before = order != when.sentence and is_told_of_before(sheet.text, sentence.span, order=order)
    year = _YEAR.match(sheet.text, sentence.span.start, sentence.span.end)
    past = year is not None and order > 0 and year["year"] != (when.start or "")[:4]
    return 3.0 * (before or past) + 4.0 * _is_other_day(sheet, sentence, when)


# A sentence of another year: "In 2021 she took a course that the Mission ran for 30 officers".
_YEAR = re.compile(
    r"\W*(?:In|Since|During|Throughout|By) (?:[a-z]+ (?:of )?)?(?P<year>(?:19|20)\d\d)\b"
)


def _is_other_day(sheet: Sheet, sentence: Sentence, when: When) -> bool:
    mine = when.evidence.spans if when.evidence else ()
    if when.start is None or any(sentence.span.covers(s) for s in mine):
        return False
    last = when.end or when.start
    return any(
        m.has_year and not when.start <= iso(m.start) <= last
        for m in dates_in(sheet.text, sentence.span)
    )


def _score(text: str, span: Span, people: People, *, is_day: bool, ahead: bool) -> float:
    """Return how well a number of people fits the event; below ``ENOUGH`` it does not.

    Args:
        text: The document's text.
        span: The sentence.
        people: The number.
        is_day: True where the sentence has the event's day, so that its subject took part, whatever the verb:
            "21 facilitators reflected on their work on 13 August".
        ahead: True for an invitation or a call, which tell of what will be: "will introduce 30 young lawyers to".
    """
    at = people.span
    if people.number < 3 or inside_quotes(text, span, at.start):
        return -1.0
    before, after = text[span.start : at.start], text[at.end : span.end]
    near = text[max(span.start, at.start - 110) : min(span.end, at.end + 110)]
    subject = _SUBJECT.match(before) is not None
    told_next = _THEY.match(text, span.end) is not None
    there = bool(
        _THERE.search(before[-60:])
        or _PRESENT.match(after)
        or (_GAVE.search(before[-20:]) and _A_CHANCE.match(after))
        or (is_day and before.endswith(" with "))
    )
    taking = bool(
        there
        or told_next
        or _EVENT.search(near)
        or _FOR.search(before[-140:])
        or (subject and (is_day or _EVENT.search(after)))
        or (people.foreign and _FOREIGN_EVENT.search(text, span.start, span.end))
    )
    score = 1.0 if people.head in _STRONG else 0.6
    score += 1.5 * taking + 0.7 * (people.head in {"participants", "attendees"}) + 0.6 * subject
    score += 1.0 * bool(_ATTENDED.search(before[-50:])) - 1.2 * bool(_OVER_TIME.search(before))
    score += 0.8 * bool(_DEFINITE.search(before[-20:])) * (not people.hedge)
    score += 0.3 * bool(people.hedge) + 0.3 * (people.parts > 1) + 0.6 * there
    if ahead:
        score += 1.5 * (not taking and _INVITED.search(before) is not None)
    else:
        to_come = _is_to_come(text, span, people, before=before) or _NOT_YET.search(near)
        score -= 3.0 * bool(to_come)
    return score - _against(text, span, people, near=near, before=before)


def _is_to_come(text: str, span: Span, people: People, *, before: str) -> bool:
    """Say whether something shall only be done with people: "will train 24 officers", "470,000 people fleeing"."""
    return bool(_TO_COME.search(before[-90:]) or _AFTERWARDS.match(text, people.span.end, span.end))


def _against(text: str, span: Span, people: People, *, near: str, before: str) -> float:
    """Return what speaks against: others than those who took part, told of by somebody, at another time."""
    tail = before[-60:]
    off = 3.0 * bool(_NOT.search(near)) + 3.0 * bool(_AUTHORS.search(tail))
    off += (
        2.0
        * bool(_BEFORE_SUBSET.search(tail))
        * (not re.search(r"half of the\s*$", tail, re.IGNORECASE))
    )
    off += 3.0 * bool(_HAS.search(tail) or _SEEN.search(before))
    off += 3.0 * bool(_OF_THEM.match(text, people.span.end, span.end))
    off += 1.6 * bool(_SAID.search(before)) * (not _PRESENT.match(text, people.span.end, span.end))
    off += (
        1.2 * bool(OPENING_CLAUSE.match(before) or _BESIDE.match(before))
        + 3.0 * bool(_HAD_DONE.match(text, people.span.end, span.end))
        + 2.0 * bool(_OTHERS.search(before))
        + 1.0 * (people.number > MANY)
    )
    off += 0.9 * (people.head in _OBSERVING)
    taught = _TEACHING.search(people.noun)
    teaches = taught and re.search(r"\b(?:by|two|led|including)\s*$", tail)
    leads = taught and _LED_IT.match(text, people.span.end, span.end)
    return off + 1.4 * bool(teaches) + 3.0 * bool(leads)
