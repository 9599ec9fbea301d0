"""How many took part: "More than 60 participants", "fifteen women and 12 men", never those asked in a survey."""

from __future__ import annotations

import re
from dataclasses import dataclass

from commonweal.kernel.provenance import Evidence, Span
from commonweal.library.engine.clean.papers import names_itself
from commonweal.library.engine.facts.confidence import certainty
from commonweal.library.engine.facts.counts import HEDGE, People, people_counted
from commonweal.library.engine.facts.dates import dates_in, iso, number_of
from commonweal.library.engine.facts.deadlines import deadline_of
from commonweal.library.engine.facts.earlier import OPENING_CLAUSE, is_beside, is_told_of_before
from commonweal.library.engine.facts.event_when import When
from commonweal.library.engine.facts.participant_words import (
    A_CHANCE,
    AFTERWARDS,
    ATTENDED,
    AUTHORS,
    BEFORE_SUBSET,
    BESIDE,
    DEFINITE,
    DID_FIRST,
    EVENT,
    FOR,
    FOREIGN_EVENT,
    GAVE,
    HAD_DONE,
    HANDED,
    HARMED_AFTER,
    HARMED_BEFORE,
    HAS,
    INVITED,
    LED_IT,
    LISTED,
    NOT,
    NOT_YET,
    OBSERVING,
    OF_THEM,
    OTHERS,
    OVER_TIME,
    PLACES,
    PRESENT,
    RECEIVED,
    SAID,
    SEEN,
    STRONG,
    SUBJECT,
    TEACHING,
    THANKED,
    THERE,
    THEY,
    TO_COME,
)
from commonweal.library.engine.facts.people_nouns import KNOWN_HEAD
from commonweal.library.engine.facts.quoted import inside_quotes
from commonweal.library.engine.facts.sentences import Sentence, Sheet

LEAD_SENTENCES = 18
OPENING = 2
"""Sentences that tell of the event itself, whatever their verbs."""
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
                sheet.text,
                sentence.span,
                people,
                is_day=order == when.sentence,
                ahead=ahead,
                is_opening=order < OPENING or order == when.sentence,
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
        match = PLACES.search(sheet.text, sentence.span.start, sentence.span.end)
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
    return _line_of_number(sheet)


def _line_of_number(sheet: Sheet) -> Count | None:
    """Return the number of a body's own line: "Participants: 24", "Number of participants: up to 18"."""
    for paragraph in sheet.paragraphs:
        match = _LINE.match(sheet.text, paragraph.span.start, paragraph.span.end)
        number = number_of(match["number"]) if match else None
        if match is not None and number is not None:
            hedge = match["hedge"]
            where = (Span(*match.span("number")),)
            evidence = Evidence(where, certainty("event.participants", "label"), "label")
            return Count(number, hedge.strip() if hedge else None, evidence)
    return None


_LINE = re.compile(
    rf"(?:(?:Expected |Total |Planned )?(?:Number of )?(?:participants|attendees|trainees)(?: expected)?|Attendance|Group size|Class size)\s*:\s*(?P<hedge>(?:{HEDGE})\s+)?(?P<number>\d{{1,4}})(?![\d.,]\d|\s*[-–/%]|\s*(?:min|hours|days|countries|institutions|organi[sz]ations|teams|delegations))",
    re.IGNORECASE,
)


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


def _score(
    text: str, span: Span, people: People, *, is_day: bool, ahead: bool, is_opening: bool
) -> float:
    """Return how well a number of people fits the event; below ``ENOUGH`` it does not.

    Args:
        text: The document's text.
        span: The sentence.
        people: The number.
        is_day: True where the sentence has the event's day, so that its subject took part, whatever the verb:
            "21 facilitators reflected on their work on 13 August".
        is_opening: True for the first two sentences and the one with the event's day, which tell of the event itself.
        ahead: True for an invitation or a call, which tell of what will be: "will introduce 30 young lawyers to".
    """
    at = people.span
    if people.number < 3 or inside_quotes(text, span, at.start):
        return -1.0
    before, after = text[span.start : at.start], text[at.end : span.end]
    near = text[max(span.start, at.start - 110) : min(span.end, at.end + 110)]
    subject = SUBJECT.match(before) is not None
    told_next = THEY.match(text, span.end) is not None
    there = bool(
        THERE.search(before[-60:])
        or PRESENT.match(after)
        or (GAVE.search(before[-20:]) and A_CHANCE.match(after))
        or (is_day and before.endswith(" with "))
        or (is_opening and RECEIVED.search(before[-50:]))
        or not people.head
    )
    taking = bool(
        there
        or told_next
        or EVENT.search(near)
        or FOR.search(before[-140:])
        or (subject and (is_day or EVENT.search(after)))
        or (is_opening and LISTED.match(after))
        or (people.foreign and FOREIGN_EVENT.search(text, span.start, span.end))
    )
    score = 1.0 if people.head in STRONG else 0.6
    score += 1.5 * taking + 0.7 * (people.head in {"participants", "attendees"}) + 0.6 * subject
    score += 1.0 * bool(ATTENDED.search(before[-50:])) - 1.2 * bool(OVER_TIME.search(before))
    score += 0.8 * bool(DEFINITE.search(before[-20:])) * (not people.hedge)
    score += 0.3 * bool(people.hedge) + 0.3 * (people.parts > 1) + 0.6 * there
    if ahead:
        score += 1.5 * (not taking and INVITED.search(before) is not None)
    else:
        to_come = _is_to_come(text, span, people, before=before) or NOT_YET.search(near)
        score -= 3.0 * bool(to_come)
    return score - _against(text, span, people, near=near, before=before)


def _is_to_come(text: str, span: Span, people: People, *, before: str) -> bool:
    """Say whether something shall only be done with people: "will train 24 officers", "470,000 people fleeing"."""
    return bool(TO_COME.search(before[-90:]) or AFTERWARDS.match(text, people.span.end, span.end))


def _are_harmed(text: str, span: Span, people: People, *, before: str) -> bool:
    """Say whether the people counted are those whom something befell: "14 drivers were arrested", "names of 26 people killed"."""
    at = people.span.end
    harmed = HARMED_AFTER.match(text, at, span.end)
    if harmed is not None and DID_FIRST.match(text, at, harmed.end()) is None:
        return True
    return HARMED_BEFORE.search(before[-60:]) is not None


def _against(text: str, span: Span, people: People, *, near: str, before: str) -> float:
    """Return what speaks against: others than those who took part, told of by somebody, at another time."""
    tail = before[-60:]
    off = 3.0 * (NOT.search(near) is not None or _are_harmed(text, span, people, before=before))
    off += 3.0 * bool(AUTHORS.search(tail))
    off += (
        2.0
        * bool(BEFORE_SUBSET.search(tail))
        * (not re.search(r"half of the\s*$", tail, re.IGNORECASE))
    )
    off += 3.0 * bool(HAS.search(tail) or SEEN.search(before))
    off += 3.0 * bool(OF_THEM.match(text, people.span.end, span.end))
    off += 1.6 * bool(SAID.search(before)) * (not PRESENT.match(text, people.span.end, span.end))
    off += (
        1.2 * bool(OPENING_CLAUSE.match(before) or BESIDE.match(before))
        + 3.0 * bool(HAD_DONE.match(text, people.span.end, span.end))
        + 2.0 * bool(OTHERS.search(before))
        + 1.0 * (people.number > MANY)
    )
    off += 0.9 * (people.head in OBSERVING)
    off += 4.0 * bool(THANKED.search(tail)) * (not PRESENT.match(text, people.span.end, span.end))
    off += 3.0 * bool(HANDED.search(near)) * (KNOWN_HEAD.fullmatch(people.head) is None)
    taught = TEACHING.search(people.noun)
    teaches = taught and re.search(r"\b(?:by|two|led|including)\s*$", tail)
    leads = taught and LED_IT.match(text, people.span.end, span.end)
    return off + 1.4 * bool(teaches) + 3.0 * bool(leads)
