"""A weekday without its date, in a document whose own day is known: "met in Gozo on Wednesday", issued on a Friday."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from commonweal.kernel.provenance import Span
from commonweal.library.engine.facts.dates import shifted

_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
# Not "on Tuesday, 5 March", "on Tuesday (19/10)", "on Sundays", "on Monday of each week".
_SAID = re.compile(
    rf"\b(?:(?P<from>from|between)|on|late on|(?P<last>(?:on |this |this past )?last|this past))\s+(?P<first>{_DAY})(?:(?:\s+(?:and|to|until|through|till)|\s?[–-])\s+(?P<second>{_DAY}))?\b(?!\s?,?\s?(?:the )?[\d(]|s\b|\s+(?:of|in|at noon each|next)\b)"
)
_NOT_YET = re.compile(
    r"\b(?:will|would|shall|is to|are to|due|by|until|before|since|every|each|next|scheduled|planned|expected)\b[^.;]{0,60}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Weekdays:
    """The days that weekdays mean; ``last`` only where two are named."""

    span: Span
    day: str
    last: str | None


def weekday_in(text: str, span: Span, *, issued: str) -> Weekdays | None:
    """Return the days that a sentence's weekday means in a document of some day: the nearest that is not later.

    Examples: "on Wednesday" in a document of Friday, 8 June 2018 is 6 June; "on Monday and Tuesday" two days;
    "will meet on Monday", "on Sundays" and "on Tuesday, 5 March" are none.

    Args:
        text: The document's text.
        span: The sentence.
        issued: The document's day in ISO form.
    """
    match = _SAID.search(text, span.start, span.end)
    if match is None or not match["first"] or _NOT_YET.search(text[span.start : match.start()]):
        return None
    second = match["second"]
    if (match["from"] is not None) != (second is not None) and match["from"] is not None:
        return None
    last = _before(issued, match["second"] or match["first"])
    if second is None and match["last"] and last == issued:
        last = shifted(issued, days=-7)
    day = _before(last, match["first"]) if second else last
    return Weekdays(Span(*match.span()), day, last if second else None)


def _before(issued: str, weekday: str) -> str:
    """Return the weekday's date in the seven days that end with a day."""
    gap = date.fromisoformat(issued).weekday() - _NAMES.index(weekday.lower())
    return shifted(issued, days=-(gap % 7))
