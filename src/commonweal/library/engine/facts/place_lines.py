"""Where an event is by the lines that have its days: under them, before them, behind them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from commonweal.kernel.provenance import Span
from commonweal.library.engine.facts.dates import dates_in, iso
from commonweal.library.engine.facts.event_when import When
from commonweal.library.engine.facts.gazetteer import Country, country_named, towns_named
from commonweal.library.engine.facts.sentences import Sheet

_OWN_LINES = 2
_LONGEST_TOWN_WORDS = 6
_HEAD_LINES = 4
_LONGEST_HEAD_LINE = 10


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name that can be the event's place, with its score and the country printed beside it."""

    words: str
    span: Span
    score: float
    country: Country | None
    rule: str


def of_days_lines(sheet: Sheet, when: When) -> list[Candidate]:
    """Return the towns on the lines of an event's days, or next to them.

    Args:
        sheet: The document.
        when: The event's days.
    """
    return _under_days(sheet, when) + _before_days(sheet, when) + _behind_days(sheet, when)


def _under_days(sheet: Sheet, when: When) -> list[Candidate]:
    """Return the town that ends the line under an event's days, hours between them passed over.

    Examples: "20 June 2022, 18:00" / "National Gallery, Prizren"; "24 June 2024" / "10:00-12:00" / "Oslo, Norway".
    """
    at = when.sentence
    if at is None or (sheet.page.kind != "event" and not _is_alone(sheet, at)):
        return []
    for sentence in sheet.sentences[at + 1 : min(at + 3, _HEAD_LINES + 1)]:
        if not _HOURS.fullmatch(sentence.span.of(sheet.text)):
            return _ends_in_town(sheet, sentence.span)
    return []


def is_online_line(sheet: Sheet, when: When) -> bool:
    """Say whether the line under an event's days, or behind them, says that it is on-line alone: "24 June 2024" / "Online event"."""
    at = when.sentence
    lines = [] if at is None else sheet.sentences[at : min(at + 3, _HEAD_LINES + 1)]
    return any(_ONLINE_LINE.fullmatch(s.span.of(sheet.text)) for s in lines)


_ONLINE_LINE = re.compile(
    r"(?:[\w,: –-]{6,40}[,|·–—-] ?)?(?:(?:fully |held )?online(?: (?:event|meeting|webinar|session|only|\(.{2,30}\)))?|virtual(?: (?:event|meeting))?|(?:online )?via (?:Zoom|Teams|Webex|Interprefy)[\w ]{0,20}|Zoom(?: webinar| meeting)?|webinar|videoconference)",
    re.IGNORECASE,
)
_HOURS = re.compile(
    r"(?:from )?\d{1,2}(?:[:.h]\d\d)?(?: ?[ap]\.?m\.?)?(?:\s?(?:[-–—]|to|until)\s?\d{1,2}(?:[:.h]\d\d)?(?: ?[ap]\.?m\.?)?)?(?: ?\(?[A-Za-z, ]{1,20}\)?)?",
    re.IGNORECASE,
)


def _is_alone(sheet: Sheet, at: int) -> bool:
    """Say whether a sentence is nothing but a date, with its weekday or hours."""
    if at >= len(sheet.sentences):
        return False
    line = sheet.sentences[at].span
    days = dates_in(sheet.text, line)
    return bool(days) and line.end - line.start <= days[0].span.end - days[0].span.start + 16


def _ends_in_town(sheet: Sheet, line: Span) -> list[Candidate]:
    """Return the town that ends a short line, or stands before its country there: "Seal Museum, Osh, Kyrgyzstan"."""
    words = line.of(sheet.text)
    if len(words.split()) > _LONGEST_HEAD_LINE:
        return []
    parts = [(m.group().strip(), line.start + m.start()) for m in _PART.finditer(words)]
    country = country_named(parts[-1][0]) if len(parts) > 1 else None
    town, start = parts[-2] if country is not None else parts[-1]
    known = towns_named(town) and not country_named(town)
    named = country is not None and town[:1].isupper() and len(town.split()) <= 2
    if not known and not (named and not any(c.isdigit() for c in town)):
        return []
    span = Span(start, start + len(town))
    return [Candidate(town, span, 8.0, country, "line under the days")]


_PART = re.compile(r"[^\s,][^,]*")


def _before_days(sheet: Sheet, when: When) -> list[Candidate]:
    """Return the town that opens the line with an event's days: "Lezha, Albania 14-16 September 2021"."""
    for sentence in sheet.sentences[:_OWN_LINES]:
        line = sentence.span
        days = [m for m in dates_in(sheet.text, line) if iso(m.start) == when.start]
        if not days or days[0].span.end < line.end - 2:
            continue
        words = sheet.text[line.start : days[0].span.start].strip(" ,–-|(")
        town, _, rest = words.partition(",")
        country = country_named(rest.strip(" ,(")) if rest else None
        if len(words.split()) <= _LONGEST_TOWN_WORDS and (towns_named(town) or country):
            span = Span(line.start, line.start + len(town))
            return [Candidate(town, span, 8.0, country, "dateline")]
    return []


def _behind_days(sheet: Sheet, when: When) -> list[Candidate]:
    """Return the town behind the days on a line of their own: "27 August – 2 September 2023, Ohrid, North Macedonia"."""
    for sentence in sheet.sentences[:_OWN_LINES]:
        line = sentence.span
        days = [m for m in dates_in(sheet.text, line) if iso(m.start) == when.start]
        if not days or days[0].span.start > line.start + 2:
            continue
        at = re.compile(r"\s*[,|·–—-]\s*(?:in )?").match(sheet.text, days[0].span.end, line.end)
        rest = sheet.text[at.end() : line.end].rstrip(" .)") if at else ""
        town, _, nation = rest.partition(",")
        country = country_named(nation.strip()) if nation else None
        if rest and len(rest.split()) <= _LONGEST_TOWN_WORDS and (towns_named(town) or country):
            span = Span(at.end(), at.end() + len(town)) if at else line
            return [Candidate(town, span, 8.0, country, "dateline")]
    return []
