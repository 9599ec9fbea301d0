"""Dates as texts write them, with exact spans: "17 and 18 October 2018", "from 30 November - 1 December 2017".

Month names of English, German, French, Russian, Serbian, Croatian, Bosnian, Macedonian, Ukrainian, Albanian and
Romanian are known, so that pages in these languages keep their dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from commonweal.kernel.provenance import Span

_MONTHS = """
1 january jan januar janvier января январь січня јануари јануар januara januari janar ianuarie siječnja qershor_ yanvar
2 february feb februar février февраля февраль лютого февруари фебруар februara shkurt februarie veljače
3 march mar märz mars марта март березня ožujka marta martie mart
4 april apr avril апреля апрель квітня април aprila prill aprilie travnja
5 may mai мая май травня мај маја maja maj mayıs svibnja
6 june jun juni juin июня июнь червня јуни јун juna qershor iunie lipnja
7 july jul juli juillet июля июль липня јули јул jula korrik iulie srpnja
8 august aug août августа август серпня avgust avgusta gusht kolovoza augusta
9 september sep sept septembre сентября сентябрь вересня септември септембар septembra shtator septembrie rujna septembar
10 october oct oktober octobre октября октябрь жовтня октомври октобар oktobra tetor octombrie listopada oktobar
11 november nov novembre ноября ноябрь листопада ноември новембар novembra nëntor noiembrie studenog studenoga novembar
12 december dec dezember décembre декабря декабрь грудня декември децембар decembra dhjetor decembrie prosinca decembar
"""
MONTHS = {
    word: int(line.split()[0]) for line in _MONTHS.strip().splitlines() for word in line.split()[1:]
}
_MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b(?:\.(?=\s*\d))?"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|er|\.|-го)?(?!\d)"
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+(?:the\s+)?)?"
_YEAR = r"(?:,?\s+(?:of\s+)?(?P<{0}>(?:19|20)\d\d)(?:\s+(?:года|г\.|року)|\.(?=\s\D))?(?![\d-]))"
_TO = r"(?:,(?=\s+(?:and|и|und)\b))?\s*(?:-|–|—|to|until|till|through|thru|and|&|bis|und|au|et|по|до|и|та|do|i|deri|dhe|și|або)\s*"
_OPEN = r"(?P<open>(?:from|between|vom|zwischen|du|entre|с|з|od|nga)\s+(?:the\s+)?)?"

_PATTERNS = tuple(
    re.compile(p.format(d=_DAY, m=_MONTH, w=_WEEKDAY, to=_TO, open=_OPEN), re.IGNORECASE)
    for p in (
        # 29 January to 2 February 2024; 30 November 2023 - 1 December 2023; 29-30 January and 4-5 February 2019
        r"\b{open}{w}(?P<d1>{d})(?:\s*[-–]\s*{d})?\s+(?P<m1>{m})"
        + _YEAR.format("y1")
        + r"?(?:,?\s+(?:at\s+)?\d{{1,2}}[:.]\d\d(?=\s?[-–—]|\s))?{to}{w}(?:{d}\s*[-–]\s*)?(?P<d2>{d})\s+(?P<m2>{m})"
        + _YEAR.format("y2")
        + "?",
        # 17 and 18 October 2018; the 19th to the 21st of May 2014; 26-28 November; 5, 6 and 7 June 2019
        r"\b{open}{w}(?P<d1>{d})(?:,\s*{d})*{to}(?:the\s)?{w}(?P<d2>{d})\s+(?:of\s+)?(?P<m2>{m})"
        + _YEAR.format("y2")
        + "?",
        # March 5-7, 2019; March 30 to April 2, 2019
        r"\b{open}{w}(?P<m1>{m})\s+(?P<d1>{d})(?:"
        + _YEAR.format("y1")
        + r")?{to}(?:(?P<m2>{m})\s+)?(?P<d2>{d})(?!\s+{m})"
        + _YEAR.format("y2")
        + "?",
        # 5 March 2019; Tuesday, 5 March
        r"\b{w}(?P<d1>{d})\s+(?:of\s+)?(?P<m1>{m})" + _YEAR.format("y1") + "?",
        # March 5, 2019
        r"\b{w}(?P<m1>{m})\s+(?P<d1>{d})" + _YEAR.format("y1") + "?",
        # a weekday with day and month in brackets: Tuesday (19/10)
        r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? \((?P<d1>\d{{1,2}})[/.](?P<m1>\d{{1,2}})\.?\)",
        # 2019-03-05
        r"\b(?P<y1>(?:19|20)\d\d)-(?P<m1>\d\d)-(?P<d1>\d\d)\b",
        # 05.03.2019, 5/3/2019 (day first, as in the region)
        r"\b(?P<d1>0?[1-9]|[12]\d|3[01])(?P<s>[./])(?P<m1>0?[1-9]|1[0-2])(?P=s)(?P<y1>(?:19|20)\d\d)\b",
    )
)


_MAY_HAVE = re.compile(
    rf"\d\d?(?:st|nd|rd|th|er|\.|-го)?(?:\s+of)?\s+{_MONTH}|{_MONTH}\s+\d|\d[-./]\d", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date or a span of days as printed.

    Attributes:
        span: The words, with "from" or "between" where they belong to them.
        start: First day; its year is 0 where none is printed for either end.
        end: Last day; the same as ``start`` for one day.
        has_year: True where a year is printed.
        opened: True where "from" or "between" opens it.
    """

    span: Span
    start: tuple[int, int, int]
    end: tuple[int, int, int]
    has_year: bool
    opened: bool

    @property
    def is_range(self) -> bool:
        """Say whether more than one day is meant."""
        return self.start != self.end


def dates_in(text: str, span: Span) -> list[DateMention]:
    """Return the dates in a span, left to right, longest first where two overlap.

    Example: "from 14 to 16 March 2022" is one mention of three days.
    """
    at = span.start
    return [
        replace(m, span=Span(m.span.start + at, m.span.end + at)) for m in _dates_of(span.of(text))
    ]


@lru_cache(maxsize=4096)
def _dates_of(words: str) -> tuple[DateMention, ...]:
    """Return the dates in a sentence, which several readers ask for."""
    found: list[DateMention] = []
    for window in _windows(words):
        for pattern in _PATTERNS:
            for match in pattern.finditer(words, window.start, window.end):
                mention = _mention(match)
                if mention is not None and not any(mention.span.overlaps(f.span) for f in found):
                    found.append(mention)
    return tuple(sorted(found, key=lambda m: m.span))


_AROUND = 70
"""Characters around a day and month within which all of a date stands, with weekdays, hours and its other end."""


def _windows(words: str) -> list[Span]:
    """Return the parts of a sentence that can hold dates, so that the patterns read only these."""
    out: list[Span] = []
    for match in _MAY_HAVE.finditer(words):
        start, end = max(0, match.start() - _AROUND), min(len(words), match.end() + _AROUND)
        if out and start <= out[-1].end:
            out[-1] = Span(out[-1].start, end)
        else:
            out.append(Span(start, end))
    return out


def _mention(match: re.Match[str]) -> DateMention | None:
    parts = match.groupdict()
    m1, m2 = _month(parts.get("m1")), _month(parts.get("m2"))
    d1, d2 = _number(parts.get("d1")), _number(parts.get("d2"))
    y1, y2 = _number(parts.get("y1")), _number(parts.get("y2"))
    m1, m2 = m1 or m2, m2 or m1
    year_end = y2 or y1
    year_start = y1 or (year_end - 1 if year_end and m1 > m2 else year_end)
    start = (year_start, m1, d1)
    end = (year_end, m2, d2) if d2 else start
    if not (_is_date(start) and _is_date(end)) or (end < start and year_end):
        return None
    return DateMention(Span(*match.span()), start, end, bool(year_end), bool(parts.get("open")))


def _month(word: str | None) -> int:
    if not word:
        return 0
    return int(word) if word.isdigit() else MONTHS[word.rstrip(".").lower()]


def _number(word: str | None) -> int:
    digits = re.match(r"\d+", word or "")
    return int(digits.group()) if digits else 0


def _is_date(value: tuple[int, int, int]) -> bool:
    year, month, day = value
    if not 1 <= month <= 12:
        return False
    last = (date(year or 2000, month % 12 + 1, 1) - timedelta(days=1)).day if month != 12 else 31
    return 1 <= day <= last


def iso(value: tuple[int, int, int], *, year: int = 0) -> str:
    """Return YYYY-MM-DD.

    Args:
        value: Year (0 if unknown), month, day.
        year: The year to use where the value has none.
    """
    return f"{value[0] or year:04d}-{value[1]:02d}-{value[2]:02d}"


def shifted(day: str, *, days: int, working: bool = False) -> str:
    """Return the day so many days later (or earlier, if negative), in ISO form.

    Args:
        day: ISO date.
        days: Days to add.
        working: True to count Monday to Friday only.
    """
    moved, left = date.fromisoformat(day), abs(days)
    step = timedelta(days=1 if days >= 0 else -1)
    while left:
        moved += step
        left -= not working or moved.weekday() < 5
    return moved.isoformat()


_NUMBERS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = {
    w: n
    for n, w in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2
    )
}
_DURATION = re.compile(
    r"\b(?P<n>\d{1,2}|"
    + "|".join(_NUMBERS[1:])
    + r")[-‑\s](?P<half>and-a-half[-\s])?(?P<unit>day|week)(?:-long)?s?\b(?!\s+(?:ago|earlier|later|before|after))|\b(?P<long>week|month)[-‑\s]?long\b|\bhalf[-\s]day\b",
    re.IGNORECASE,
)


def number_of(words: str) -> int | None:
    """Return the number that digits or English words stand for: "1,200", "forty-one", "a hundred and twenty"."""
    plain = words.lower().replace("\u202f", " ").strip()
    if re.fullmatch(r"\d{1,3}(?:[, .\u00a0]\d{3})+|\d+", plain):
        return int(re.sub(r"\D", "", plain))
    if plain == "half a dozen":
        return 6
    total = current = 0
    for word in re.split(r"[-\s‑]+", plain):
        if word in _NUMBERS:
            current += _NUMBERS.index(word)
        elif word in _TENS:
            current += 10 * _TENS[word]
        elif word in {"hundred", "dozen", "thousand"}:
            current = max(current, 1) * {"hundred": 100, "dozen": 12, "thousand": 1000}[word]
        elif word not in {"and", "a", "one"}:
            return None
    return (total + current) or None


def durations_in(text: str, span: Span) -> Iterator[tuple[Span, int, bool]]:
    """Yield "N-day" words with the number of days and whether they are working days.

    A week-long course has five working days (annotation rule 5 and its examples), a two-week one ten.
    """
    for match in _DURATION.finditer(text, span.start, span.end):
        where = Span(*match.span())
        if match["n"]:
            n = number_of(match["n"]) or 1
            is_week = match["unit"].lower() == "week"
            if is_week and n > 1:
                yield where, 5 * n, True
            else:
                yield where, 5 if is_week else n, is_week
        elif match["long"] and match["long"].lower() == "week":
            yield where, 5, True
        elif not match["long"]:
            yield where, 1, False
    for match in _FOREIGN_DAYS.finditer(text, span.start, span.end):
        stem = match["n"].lower()
        days = next(n for key, n in _FOREIGN_NUMBERS.items() if stem.startswith(key))
        yield Span(*match.span()), days, False


_FOREIGN_NUMBERS = {
    "дву": 2,
    "тр": 3,
    "четыр": 4,
    "пяти": 5,
    "шести": 6,
    "dvo": 2,
    "tro": 3,
    "četvoro": 4,
    "peto": 5,
    "дво": 2,
    "четири": 4,
    "пет": 5,
    "zwei": 2,
    "drei": 3,
    "vier": 4,
    "fünf": 5,
}
_FOREIGN_DAYS = re.compile(
    r"\b(?P<n>двух|трех|трёх|четырех|четырёх|пяти|шести|dvo|tro|četvoro|peto|дво|тро|четири|пет|zwei|drei|vier|fünf)(?:дневн|dnevn|tägig)\w*",
    re.IGNORECASE,
)
