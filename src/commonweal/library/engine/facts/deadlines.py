"""The last day to register for an event: it is no day of the event and no promise."""

from __future__ import annotations

import re

from commonweal.kernel.provenance import Evidence, Span
from commonweal.library.engine.facts.confidence import certainty
from commonweal.library.engine.facts.dates import dates_in, iso
from commonweal.library.engine.facts.sentences import Sheet

_GAP = r"(?:[^.:\n]|\.(?=\w)|:(?=//))"
_BY = r"(?:until|till|by(?! (?:phone|telephone|e-?mail|mail|post|letter|fax)\b)|before|no later than|not later than|at the latest by|on or before)"
_THING = r"(?:nominations?|applications?|registrations?|applicants?|candidates?|nominees?|expressions? of interest|submissions?|entries|replies|confirmations?|proposals of participants|CVs?|names of (?:their |the |your |its )?(?:[\w-]+ ){0,2}?(?:representatives|participants|delegates|candidates|nominees|experts|speakers))"
_DEADLINE = re.compile(
    rf"\b(?:regist(?:ration|er){_GAP}{{0,60}}?(?:deadline|closes?|open until|until|by|before|no later than|ends?)"
    rf"|deadline(?: (?:for|to|of) (?:the )?(?:registration|registering|register|apply|applying|submit(?:ting)?|applications?|nominations?|sign-?up|submissions?)(?: of (?:applications|nominations|names))?)?"
    rf"|(?:closing date|last day|cut-off date|due date)(?: (?:for|to|of) (?:the )?(?:registration|registering|register|apply|applying|applications?|nominations?|sign up))?"
    rf"|apply {_GAP}{{0,60}}?(?:by|before|until|no later than|not later than)|applications? (?:deadline|close|by)|(?:registration|application|submission|nomination) period {_GAP}{{0,40}}?(?:until|till|to|ends on|closes on)"
    rf"|{_THING}(?:,{_GAP}{{0,140}}?,| \([^()\n]{{0,90}}\)| {_GAP}{{0,40}}?)? (?:are|is|will be|must be|have to be|need to be|must|should be|should|can be|can|may be|to be|are due) (?:accepted|open|due|submitted|received|sent|reach|arrive|apply|made){_GAP}{{0,80}}?{_BY}"
    rf"|{_THING} (?:are )?due(?: {_BY})?"
    rf"|(?:submit|send|e-?mail|forward|nominate|provide|communicate|return|fill (?:in|out)|complete){_GAP}{{0,60}}?(?:application|CV|nomination|registration|expression of interest|names of|motivation letter|cover letter|form|confirmation){_GAP}{{0,120}}?{_BY}"
    rf"|(?:please )?(?:confirm|register|sign up|rsvp){_GAP}{{0,60}}?(?:by|before|until|no later than|not later than)|regist(?:er|ration)\s+(?:by|before|until)|(?:places|seats|tickets|spots) (?:can|may|must|should) be (?:booked|reserved){_GAP}{{0,60}}?{_BY}|(?:sign-?up|booking|enrolment|accreditation) (?:is )?(?:closes|ends|open{_GAP}{{0,40}}? until|possible{_GAP}{{0,40}}? until)|(?:wish|wishing|want|would like|interested) (?:to|in) (?:take part|taking part|attend|attending|participate|participating|join|joining){_GAP}{{0,60}}?(?:write|reply|call|phone|contact){_GAP}{{0,60}}?{_BY})\s*[:\-–]?\s*(?:is|on|by|:)?\s*",
    re.IGNORECASE,
)
# What a paragraph must have before the pattern, which is slower, is tried on it.
_MAY = re.compile(
    r"deadline|regist|appl[yi]|nomin|closing date|last day|cut-off|due|sign.?up|rsvp|confirm|submi|send|mail|forward|names of|accepted|candidates|entries|booked|reserved|fill (?:in|out)|complete|accredit|enrol|take part|taking part|attend|participat|join",
    re.IGNORECASE,
)
# The last day for proposals, papers or comments is none for people to come.
_OF_TEXTS = re.compile(
    r"\b(?:proposals?|tenders?|bids?|papers|abstracts|comments|feedback|grants?|quotations)\b[^.]{0,60}$",
    re.IGNORECASE,
)


# What somebody undertakes to do by a day: "will apply the tariff by", "agreed to forward the form by".
_VOWED = re.compile(
    r"\b(?:will|shall|would|(?:agreed|plans?|planned|intends?|undertook|decided|pledged|promised|committed) to)(?: \w+)?\s+$",
    re.IGNORECASE,
)
# The next event of a series, of which news and stories tell at their end: "Applications for the eleventh edition".
_OF_NEXT = re.compile(
    r"\bfor (?:the|its|our|next|this) (?:next|coming|following|forthcoming|upcoming|[a-z]+th|first|second|third|new|year[’']s)\b",
    re.IGNORECASE,
)


def _is_of_else(sheet: Sheet, match: re.Match[str]) -> bool:
    """Say whether a deadline is for texts, is what somebody promised, or stands in news for the next event of a series."""
    before = sheet.text[max(0, match.start() - 24) : match.start()]
    if _OF_TEXTS.search(sheet.text[match.start() : match.end() + 14]) or _VOWED.search(before):
        return True
    return sheet.page.kind != "event" and _OF_NEXT.search(match.group()) is not None


def deadline_of(sheet: Sheet) -> tuple[str, Evidence] | None:
    """Return the registration deadline.

    Examples: "Registration deadline: 10 September 2020", "Nominations should reach the Team no later than 7 May 2018",
    "Please fill in the form by 7 May 2018";
    the last day to answer a call for proposals is none.
    """
    for paragraph in sheet.paragraphs:
        if not _MAY.search(sheet.text, paragraph.span.start, paragraph.span.end):
            continue
        for match in _DEADLINE.finditer(sheet.text, paragraph.span.start, paragraph.span.end):
            if _is_of_else(sheet, match):
                continue
            near = Span(match.end(), min(match.end() + 40, paragraph.span.end))
            for mention in dates_in(sheet.text, near):
                if mention.has_year and mention.span.start <= match.end() + 14:
                    return iso(mention.end), Evidence(
                        (mention.span,),
                        certainty("event.registration_deadline", "deadline"),
                        "deadline",
                    )
    return None
