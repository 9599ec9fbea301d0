"""From one day to the first and the last: the verbs beside it, and how long the event took.

"A two-day workshop concluded on 23 November 2021" began a day earlier; "began today" has no last day.
"""

from __future__ import annotations

import re

from commonweal.kernel.provenance import Span
from commonweal.library.engine.facts.dates import dates_in, durations_in, shifted
from commonweal.library.engine.facts.earlier import is_told_of_before
from commonweal.library.engine.facts.sentences import Sentence, Sheet

# A story has no event of its own, unless a day stands with a gathering.
GATHERING = re.compile(
    r"\b(?:workshop|seminar|conference|training course|(?:[a-z]+-day|conducted|held|organi[sz]ed) (?:an? )?(?:[\w-]+ ){0,3}training|meeting|roundtable|round table|forum|symposium|congress|exercise|study visit|event|summer school|camp|ceremony|festival|gathering|hearing|debate|travelled to|met|gathered)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"\b(?:concluded|concludes|ended|ends|wrapped up|(?<!had )(?<!have )completed|completing|closed|finished|came to (?:an end|a close)|drew to a close|was concluded|culminated)\b|\b(?:завершил\w*|закончил\w*|završ\w+|okonč\w+|заврши\w*|s[’\']est achev\w+|endete)\b",
    re.IGNORECASE,
)
# "on 8 May 2023, at the end of a two-day forum", "on the last day of the three-day course", "the second day of the two-day meeting".
_LAST_DAY = re.compile(
    r"\b(?:at the (?:end|close|conclusion) of|(?:last|final|closing|concluding) (?:day|session|part) of|second day of (?:an?|the|this) two-day|third day of (?:an?|the|this) three-day|which (?:ended|concluded|closed))\b",
    re.IGNORECASE,
)
STARTS = re.compile(
    r"\b(?:started|starts|began|begins|opened(?! (?:the|a|an|its)\b)|opens|opening(?= on\b)|kicked off|kicks off|starting|beginning|commenced|gets under way|got under way)\b|\b(?:начал\w*|открыл\w*|poče\w+|започна\w*|a débuté|begann)\b",
    re.IGNORECASE,
)
# "The project was concluded with a final conference": the conference is the day's.
_ENDS_WITH_A = re.compile(
    r"\b(?:concluded|ended|closed|finished|culminated|came to an end|wrapped up) (?:\w+ )?(?:with|in|by) an?\b",
    re.IGNORECASE,
)
_LONG = re.compile(r"\b(?:camp|school|campaign|festival|exchange|tour|caravan)\b", re.IGNORECASE)
_ONE_DAY_TYPES = frozenset(("launch", "other"))
LONGEST_DAYS = 45
"""Days of the longest event whose other end is computed: who graduates from a 20-week course has a ceremony of one day."""


def duration_near(sheet: Sheet, order: int) -> tuple[Span, int, bool] | None:
    """Return how long the event took: the words, the days, and whether they are working days.

    Examples: "the three-day seminar", "over the next two days"; "trucks used to wait for two days" is none.

    Args:
        sheet: The document.
        order: Index of the sentence with the event's day, which is looked at first.
    """
    own, others = sheet.sentences[order : order + 1], sheet.sentences[: order + 4]
    told = [
        s
        for i, s in enumerate(others)
        if (i == order or not is_told_of_before(sheet.text, s.span, order=i))
        and (
            GATHERING.search(sheet.text, s.span.start, s.span.end)
            or _N_DAY.search(sheet.text, s.span.start, s.span.end)
        )
    ]
    for sentence in (*own, *told):
        for found in durations_in(sheet.text, sentence.span):
            if found[1] <= LONGEST_DAYS:
                return found
    return None


# "the two-day event", but not "Trucks used to wait for two days".
_N_DAY = re.compile(
    r"\w[-‑](?:day|week)\b|\b(?:day|week)[-‑ ]long\b|\bdays of\b|\b(?:over|during|for|in) the (?:next|following|coming|past|two|three|four|five|six)\b",
    re.IGNORECASE,
)


def first_and_last(
    sheet: Sheet,
    sentence: Sentence,
    day: tuple[Span, str],
    days: tuple[Span, int, bool] | None,
    kind: str,
) -> tuple[str | None, str | None, tuple[str, ...], str]:
    """Return start, end, what was computed, and the rule, from one day, its verbs and a duration.

    Args:
        sheet: The document.
        sentence: The sentence of the day.
        day: The day's words and its ISO date.
        days: What ``duration_near`` found.
        kind: The event's type; a launch that "opened" on a day lasted that day.
    """
    span, value = day
    starts = nearest(sheet.text, sentence.span, span, STARTS)
    ends = nearest(sheet.text, sentence.span, span, _ENDS, within=70 if starts is not None else 220)
    if (
        days is None
        and starts is not None
        and ends is not None
        and _within_a_day(sheet.text, sentence.span, span)
    ):
        return value, value, (), "one day"
    n = days[1] if days else 1
    working = bool(days and days[2])
    if ends is not None and (starts is None or ends <= starts):
        if n > 1:
            return (
                shifted(value, days=1 - n, working=working),
                value,
                ("start",),
                "last day and duration",
            )
        long = _LONG.search(sheet.text, sentence.span.start, sentence.span.end)
        with_a = _ENDS_WITH_A.search(sheet.text, sentence.span.start, sentence.span.end)
        short = days or with_a or (kind in _ONE_DAY_TYPES and not long)
        return (value, value, (), "one day") if short else (None, value, (), "last day")
    if n > 1 and nearest(sheet.text, sentence.span, span, _LAST_DAY, within=60) is not None:
        start = shifted(value, days=1 - n, working=working)
        return start, value, ("start",), "last day and duration"
    if n > 1:
        return (
            value,
            shifted(value, days=n - 1, working=working),
            ("end",),
            "first day and duration",
        )
    if starts is not None and not days and kind not in _ONE_DAY_TYPES:
        return value, None, (), "first day"
    return value, value, (), "one day"


def _within_a_day(text: str, sentence: Span, day: Span) -> bool:
    """Say whether the only day of a sentence stands between start and end: "began at 10 p.m. on 15 May and ended at 3"."""
    before, after = text[sentence.start : day.start], text[day.end : sentence.end]
    return (
        bool(STARTS.search(before) and _ENDS.search(after)) and len(dates_in(text, sentence)) == 1
    )


def nearest(
    text: str, sentence: Span, span: Span, pattern: re.Pattern[str], *, within: int = 70
) -> int | None:
    """Return how far the nearest match of a pattern is from a span in its sentence, in characters, if within a limit."""
    gaps = [
        max(m.start() - span.end, span.start - m.end(), 0)
        for m in pattern.finditer(text, sentence.start, sentence.end)
    ]
    near = [g for g in gaps if g <= within]
    return min(near, default=None)
