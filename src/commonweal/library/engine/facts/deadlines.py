"""The last day to register for an event: it is no day of the event and no promise."""

from __future__ import annotations

import re

from commonweal.kernel.provenance import Evidence, Span
from commonweal.library.engine.facts.confidence import certainty
from commonweal.library.engine.facts.dates import dates_in, iso
from commonweal.library.engine.facts.sentences import Sheet

_DEADLINE = re.compile(
    r"\b(?:regist(?:ration|er)[^.:\n]{0,60}?(?:deadline|closes?|open until|until|by|before|no later than|ends?)|deadline(?: for (?:registration|applications?|nominations?))?|apply (?:by|before)|applications? (?:deadline|close|by)|(?:nominations?|applications?|registrations?|applicants?|nominees?)(?:,[^.:\n]{0,60}?,)? (?:are|is|will be|must be|have to be|need to be|must|should be|should|can be|can|may be|to be) (?:accepted|open|submitted|received|sent|reach|arrive|apply|made)[^.:\n]{0,80}?(?:until|till|by|before|no later than|not later than)|(?:please )?(?:confirm|register|sign up|rsvp)[^.:\n]{0,60}?(?:by|before|until|no later than|not later than)|regist(?:er|ration)\s+(?:by|before|until))\s*[:\-–]?\s*(?:is|on|by|:)?\s*",
    re.IGNORECASE,
)


def deadline_of(sheet: Sheet) -> tuple[str, Evidence] | None:
    """Return the registration deadline.

    Examples: "Registration deadline: 10 September 2020", "Nominations should reach the Team no later than 7 May 2018";
    the last day to answer a call for proposals is none.
    """
    for paragraph in sheet.paragraphs:
        for match in _DEADLINE.finditer(sheet.text, paragraph.span.start, paragraph.span.end):
            near = Span(match.end(), min(match.end() + 40, paragraph.span.end))
            for mention in dates_in(sheet.text, near):
                if mention.has_year and mention.span.start <= match.end() + 14:
                    return iso(mention.end), Evidence(
                        (mention.span,),
                        certainty("event.registration_deadline", "deadline"),
                        "deadline",
                    )
    return None
