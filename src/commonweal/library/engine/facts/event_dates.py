"""When the event was: the dates that stand with its verbs and nouns, not those of laws and earlier years.

"today" is the day of the dateline; "a two-day workshop concluded on 23 November 2021" also has a start,
which is computed and says so. Without a printed year the words are kept and no date is made up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from commonweal.kernel.provenance import Span
from commonweal.library.engine.facts.dates import DateMention, dates_in, iso, shifted
from commonweal.library.engine.facts.deadlines import deadline_of
from commonweal.library.engine.facts.earlier import OPENING_CLAUSE
from commonweal.library.engine.facts.event_spans import (
    GATHERING,
    STARTS,
    duration_near,
    first_and_last,
    nearest,
)
from commonweal.library.engine.facts.event_when import When, evidence_of, until
from commonweal.library.engine.facts.quoted import inside_quotes
from commonweal.library.engine.facts.sentences import Sentence, Sheet
from commonweal.library.engine.facts.weekdays import weekday_in

_EVENT_NEAR = re.compile(
    r"\b(?:held|hosted|organi[sz]ed|conducted|convened|took place|take place|takes place|concluded|ended|opened|gathered|met|attended|visited|launched|started|began|kicked off|delivered|"
    r"presented|brought together|wrapped up|took part|completed|signed|handed over|trained|participated|discussed|workshops?|seminar|conference|training|course|meeting|roundtable|round table|forum|exercise|visit|event|session|school|camp|ceremony)\b",
    re.IGNORECASE,
)
_BACKGROUND = re.compile(
    r"(?:\bsince|\badopted(?: on| in)?|\bsigned (?:on|in)|\bratified[\w\s]*|\bentered into force(?: on)?|\bdated|\buntil|\bby|\bbefore|\bdeadline[^.]{0,40}|\bregist\w+[^.]{0,30}|\bborn(?: on)?|\bresolution [\d/ ()]+ of|"
    r"(?<!\bweek )(?<!\bdays )(?<!\bweekend )(?<!\bevening )(?<!\bmorning )(?<!\bafternoon )(?<!\bnight )\bof|\bfollow-up[^.]{0,60}|\bearlier[^.]{0,40}|\bprevious[^.]{0,50}|\bfirst[^.]{0,30}\bheld|\bescalated on|\bfrom\s+(?=\d{4})|\bplanned for|\bscheduled (?:for|to take place)[^.]{0,40}|\b(?:established|set up|founded|created|appointed|elected) (?:on|in)|\b(?:day|week|month) (?:earlier|before|later),?(?: on)?|\bnext [^.]{0,50})\s*$",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:will (?:be|take|follow|continue|start|organi[sz]e)|is scheduled|are scheduled|is planned|next (?:course|meeting|workshop|session|event|round|training|seminar|conference))\b",
    re.IGNORECASE,
)
_TODAY = re.compile(
    r"\b(?P<t>today(?P<more> and tomorrow)?|yesterday(?P<until>,? and (?:[a-z]+ ){0,2}today)?|last night|this (?:morning|afternoon|evening)|сегодня|вчера|aujourd['’]hui|heute|gestern|danas|juče|денес|вчера|sot|astăzi|сьогодні)\b(?!['’]s)",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\b(?:(?:earlier )?(?:last|this|the past|the previous) (?:week|weekend|month|year)|over the weekend|last (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:late|early) last (?:week|month)|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?! ?,? \d))\b",
    re.IGNORECASE,
)
_DAY_BEFORE = ("yesterday", "last night", "вчера", "juče", "gestern", "hier")
LEAD_SENTENCES = 14
ENOUGH = 1.5
"""Least score of a date of the event; one after "until" or "since" stays below it."""


@dataclass(frozen=True, slots=True)
class _Choice:
    score: float
    order: int
    mention: DateMention
    sentence: Sentence


def when_of(sheet: Sheet, *, kind: str) -> When:
    """Return the days of the event.

    Args:
        sheet: The document.
        kind: The event's type; a launch that "opened" on a day lasted that day.
    """
    choices = _choices(sheet)
    today = _today(sheet)
    best = max(choices, key=lambda c: (c.score, -c.order), default=None)
    if today is not None and _is_meant(today, best):
        return until(sheet, _from_today(sheet, today, kind))
    if best is None or best.score < ENOUGH:
        return _without_date(sheet)
    return until(sheet, _from_mention(sheet, best, choices, kind))


def _is_meant(today: _Today, best: _Choice | None) -> bool:
    """Say whether "today" is the event's day rather than the best printed date."""
    if best is None:
        return True
    if today.order >= _OPENING_SENTENCES:
        return best.score < ENOUGH
    return best.score < 5.5 or today.order <= best.order


def _choices(sheet: Sheet) -> list[_Choice]:
    out = []
    deadline = deadline_of(sheet)
    for order, sentence in enumerate(sheet.sentences[:LEAD_SENTENCES]):
        for mention in dates_in(sheet.text, sentence.span):
            if deadline and mention.span.overlaps(deadline[1].spans[0]):
                continue
            out.append(_Choice(_score(sheet, sentence, order, mention), order, mention, sentence))
    out += _of_days_line(sheet)
    for line in sheet.page.metadata:
        if line.key == "when" and line.spans:
            whole = Span(line.spans[0].start, line.spans[-1].end)
            out += [
                _Choice(9.0, 0, m, Sentence(whole, 0, []))
                for m in _whole(dates_in(sheet.text, whole))
            ]
    return out


def _of_days_line(sheet: Sheet) -> list[_Choice]:
    """Return the days on a line of their own near the head of an event's page or a report: "20 June 2022, 18:00 – 8 July 2022"."""
    if sheet.page.kind not in {"event", "other"}:
        return []
    for order, sentence in enumerate(sheet.sentences[:_HEAD_LINES]):
        words = sentence.span.of(sheet.text)
        found = dates_in(sheet.text, sentence.span)
        wide = found and (found[0].is_range or sheet.page.kind == "event")
        if (
            wide
            and found[0].has_year
            and len(words.split()) <= _LONGEST_DAYS_LINE
            and words[-1] != "."
        ):
            return [_Choice(8.0, order, found[0], sentence)]
    return []


_HEAD_LINES = 3
_LONGEST_DAYS_LINE = 10


def _whole(mentions: list[DateMention]) -> list[DateMention]:
    """Join the first and last date of a "When" line: "18 October 2022, 09:30 – 20 October 2022, 13:00"."""
    if len(mentions) < 2 or not mentions[-1].has_year:
        return mentions
    first, last = mentions[0], mentions[-1]
    return [replace(first, span=Span(first.span.start, last.span.end), end=last.end, has_year=True)]


def _score(sheet: Sheet, sentence: Sentence, order: int, mention: DateMention) -> float:
    text, span = sheet.text, sentence.span
    before = text[span.start : mention.span.start]
    near = text[max(span.start, mention.span.start - 160) : min(span.end, mention.span.end + 120)]
    score = 3.0 - 0.45 * min(order, 5) - 0.2 * max(0, order - 5)
    score += 2.0 * bool(_EVENT_NEAR.search(near))
    score += 1.0 * mention.is_range + 0.5 * mention.has_year + 0.5 * mention.opened
    score -= 4.0 * bool(_BACKGROUND.search(before[-80:]))
    score -= 2.5 * bool(OPENING_CLAUSE.match(before))
    if sheet.page.kind != "event":
        score -= 3.5 * any(
            not inside_quotes(text, span, m.start())
            for m in _FUTURE.finditer(text, span.start, span.end)
        )
    if sheet.page.kind == "other" and not GATHERING.search(text, span.start, span.end):
        score -= 9.0
    return score - 3.0 * before.strip().lower().endswith(("year", "law of", "decision of"))


@dataclass(frozen=True, slots=True)
class _Today:
    order: int
    sentence: Sentence
    span: Span
    day: str
    last: str | None


def _today(sheet: Sheet) -> _Today | None:
    """Return the first "today" of a press release's opening with the dateline's date.

    Farther down it counts only beside the event's own words: "Against this background, the Court presented yesterday in Osh".
    """
    issued = sheet.page.dateline.date if sheet.page.dateline else None
    issued = issued or sheet.page.date_issued
    if not issued or sheet.page.kind == "other":
        return None
    for order, sentence in enumerate(sheet.sentences[:_TODAY_SENTENCES]):
        for match in _TODAY.finditer(sheet.text, sentence.span.start, sentence.span.end):
            late = order >= _OPENING_SENTENCES
            if inside_quotes(sheet.text, sentence.span, match.start()) or (
                late and not _told_of_event(sheet, sentence, match)
            ):
                continue
            return _meant(order, sentence, match, issued)
        days = (
            weekday_in(sheet.text, sentence.span, issued=issued)
            if order < _DAYS_SENTENCES
            else None
        )
        if (
            days is not None
            and sheet.page.kind != "event"
            and _EVENT_NEAR.search(sheet.text, sentence.span.start, sentence.span.end)
            and not inside_quotes(sheet.text, sentence.span, days.span.start)
        ):
            return _Today(order, sentence, days.span, days.day, days.last)
    return None


def _told_of_event(sheet: Sheet, sentence: Sentence, match: re.Match[str]) -> bool:
    """Say whether what was done "today" or "yesterday" stands right before or after the word, and is no saying."""
    near = sheet.text[max(sentence.span.start, match.start() - 70) : match.end() + 40]
    return bool(_DONE.search(near)) and not _SAID.search(near)


def _meant(order: int, sentence: Sentence, match: re.Match[str], issued: str) -> _Today:
    """Return the days that "today", "yesterday" or "yesterday and today" mean in a document of some day."""
    earlier = match["t"].lower().startswith(_DAY_BEFORE)
    day = shifted(issued, days=-1) if earlier else issued
    last = shifted(issued, days=1) if match["more"] else issued if match["until"] else None
    return _Today(order, sentence, Span(*match.span()), day, last)


_OPENING_SENTENCES = 4
_DAYS_SENTENCES = 2
"""Sentences in which a weekday alone is the event's: farther down it may be of anything."""
_TODAY_SENTENCES = 8
_DONE = re.compile(
    r"\b(?:held|hosted|organi[sz]ed|convened|took place|concluded|opened|gathered|met|launched|started|began|presented|brought together|signed|handed over|inaugurated|unveiled)\b",
    re.IGNORECASE,
)
_SAID = re.compile(r"\b(?:said|told|stated|added|noted|announced)\b", re.IGNORECASE)


def _from_today(sheet: Sheet, today: _Today, kind: str) -> When:
    dates = [m for m in dates_in(sheet.text, today.sentence.span) if m.is_range and m.has_year]
    days = duration_near(sheet, today.order)
    rule = "today"
    start: str | None = today.day
    end: str | None = today.day
    inferred: tuple[str, ...] = ()
    spans = (today.span,)
    if today.last is not None:
        end, rule = today.last, "two days"
    elif dates:
        start, end, rule = iso(dates[0].start), iso(dates[0].end), "range beside today"
        spans = (dates[0].span,)
    else:
        start, end, inferred, rule = first_and_last(
            sheet, today.sentence, (today.span, today.day), days, kind
        )
        spans = (today.span, *((days[0],) if days and inferred else ()))
    return When(start, end, None, inferred, evidence_of(spans, "event.start", rule), today.order)


def _from_mention(sheet: Sheet, best: _Choice, choices: list[_Choice], kind: str) -> When:
    mention = best.mention
    words = " ".join(mention.span.of(sheet.text).split())
    year = 0
    if not mention.has_year:
        year = _year_of_same_day(mention, choices) or _year_nearby(sheet, mention)
        if not year:
            return When(
                None,
                None,
                words,
                (),
                evidence_of((mention.span,), "event.date_text", "no year"),
                best.order,
            )
    if mention.is_range:
        rule = "range" if mention.has_year else "range, year of the dateline"
        return When(
            iso(mention.start, year=year),
            iso(mention.end, year=year),
            words,
            (),
            evidence_of((mention.span,), "event.start", rule),
            best.order,
        )
    value = iso(mention.start, year=year)
    days = duration_near(sheet, best.order)
    start, end, inferred, rule = first_and_last(
        sheet, best.sentence, (mention.span, value), days, kind
    )
    found = When(
        start, end, words, inferred, evidence_of((mention.span,), "event.start", rule), best.order
    )
    return _with_other_end(sheet, found, best, choices)


def _year_of_same_day(mention: DateMention, choices: list[_Choice]) -> int:
    """Return the year that the same day has elsewhere: "Baku 25-26 February 2020" over "On 25-26 February, a seminar"."""
    for other in choices:
        same = (other.mention.start[1:], other.mention.end[1:]) == (
            mention.start[1:],
            mention.end[1:],
        )
        if same and other.mention.has_year:
            return other.mention.end[0]
    return 0


def _year_nearby(sheet: Sheet, mention: DateMention) -> int:
    """Return the year of the dateline, or of the text's own "Published: 07.09.2023", where it can only be that one: within half a year.

    "Issued on" among a library's labels may be years after the event, and gives none.
    """
    issued = sheet.page.dateline.date if sheet.page.dateline else None
    if issued is None and not any(
        line.key == "issued_on" and line.label.casefold().startswith("issued")
        for line in sheet.page.metadata
    ):
        issued = sheet.page.date_issued
    if not issued:
        return 0
    year, month = int(issued[:4]), int(issued[5:7])
    return year if abs(mention.start[1] - month) <= 5 else 0


def _with_other_end(sheet: Sheet, found: When, best: _Choice, choices: list[_Choice]) -> When:
    """Add the first day printed elsewhere: "ended on 14 December 2020. The course, which began on 30 November,"."""
    if (found.start is not None and "start" not in found.inferred) or found.end is None:
        return found
    for other in choices:
        if other.mention is best.mention or other.order > best.order + 3:
            continue
        if nearest(sheet.text, other.sentence.span, other.mention.span, STARTS) is None:
            continue
        year = other.mention.start[0] or int(found.end[:4])
        start = iso(other.mention.start, year=year)
        if start <= found.end:
            spans = (*(found.evidence.spans if found.evidence else ()), other.mention.span)
            return replace(
                found,
                start=start,
                inferred=(),
                evidence=evidence_of(spans, "event.start", "two dates"),
            )
    return found


def _without_date(sheet: Sheet) -> When:
    """Return the words for a day ("last week"), else the dateline's own day for a press release."""
    found = _relative(sheet)
    dateline = sheet.page.dateline
    if (
        found.date_text
        or dateline is None
        or not dateline.date
        or sheet.page.kind != "press release"
    ):
        return found
    span = dateline.date_span or dateline.span
    return When(
        dateline.date,
        dateline.date,
        None,
        (),
        evidence_of((span,), "event.start", "day of the dateline"),
        None,
    )


def _relative(sheet: Sheet) -> When:
    for order, sentence in enumerate(sheet.sentences[:4]):
        match = _RELATIVE.search(sheet.text, sentence.span.start, sentence.span.end)
        if (
            match
            and _EVENT_NEAR.search(sheet.text, sentence.span.start, sentence.span.end)
            and not inside_quotes(sheet.text, sentence.span, match.start())
        ):
            return When(
                None,
                None,
                match.group(),
                (),
                evidence_of((Span(*match.span()),), "event.date_text", "relative"),
                order,
            )
    return When()
