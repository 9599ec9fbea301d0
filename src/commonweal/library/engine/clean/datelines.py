"""The opening "CITY, Country, date –" of a press release, and the line "CITY date" of older pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from commonweal.kernel.provenance import Span
from commonweal.library.engine.clean.dates import date_at_end, read_date
from commonweal.library.engine.clean.lines import Line
from commonweal.library.engine.types import Dateline

_HEAD_CHARS = 140
_DASH = re.compile(r"\s*(?:[-–—―]{1,2}|\u2212)\s*")
_PLACE = re.compile(r"[^\W\d_][^\d!?;:\"“”]{1,70}$")
_CAPITALS = re.compile(r"[A-ZÀ-ÞĀ-ŽА-ЯЁЂ-Џ][A-ZÀ-ÞĀ-ŽА-ЯЁЂ-Џ'’./ -]{2,}$")
# "Tashkent, Uzbekistan – 7 April 2022. Classification is"
_STOP = re.compile(
    r"([^.!?:]{2,70}[-–—,] ?(?:\d{1,2}\.? )?[^.!?:–—]{2,30}\d{4})[.:]\s+(?=[^\W\d_])"
)
# "14 December 2022, Tashkent, Uzbekistan — Young people"
_DATE_FIRST = re.compile(
    r"(?P<date>\d{1,2}\.? [^\W\d_]{3,12} \d{4}),?\s+(?P<place>[^\W\d_][^\d–—―!?;:]{2,50}?)\s*(?:[–—―]|\s-\s)\s*"
)
# In brackets or before a colon, as in: (Graz, 9 June 2017) How can a city; Kathmandu (Nepal)/14 August 2023: Tiger bone.
_BRACKETED = re.compile(
    r"\((?P<place>[^\W\d_][^\d()!?;:]{1,50}?),\s(?P<date>[^()]{8,24}\d)\)\s*[-–—:]?\s*(?=[^\W\d_“\"])"
)
_SLASHED = re.compile(
    r"(?P<place>[^\W\d_][^\d/!?;:]{1,50}?)\s?/\s?(?P<date>[^/:]{8,24}\d):\s+(?=[^\W\d_“\"])"
)
_NOT_PLACES = re.compile(
    r"(?:published|posted|updated|issued|date|last|created|on|in|at|from|since|by|until|after|before|between|le|am|im|vom|u|na|от|в|с|на|од|për|më)\b",
    re.IGNORECASE,
)
_BEFORE_DATE = re.compile(
    r"[,\s]+(?:le|den|am|el|il|em|më|dana|дана|on|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\s*,?\s*$",
    re.IGNORECASE,
)
_POSTED = re.compile(
    r"(?:posted|published|publication date|updated|issued|created|veröffentlicht|erstellt|stand|artikel nr|meldung vom|pressemitteilung nr|press release no|release no)\b[ .:]",
    re.IGNORECASE,
)
# What mirrors of news pages put before the text: " date 2025-11-01 More than forty leaders".
STAMP = re.compile(r"\s*date:?\s+(?P<date>\d{4}-\d{2}-\d{2})\s+(?=[^\W\d_])")
# A line may go on behind its date, as in: 31.05.2023 Press and information team.
_OPENS_DATED = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{4}\b|\d{4}-\d\d-\d\d\b")
_LONGEST_POSTED = 14
_TRIM = " ,.(|–—-\u00a0"
_MOST_PLACE_WORDS = 7


def dateline_of(text: str, paragraph: Span) -> Dateline | None:
    """Return the dateline that opens a paragraph, or None.

    Examples: ``"DUSHANBE, 4 May 2018 – "``, ``"BUJANOVAC, Serbia, 6 March 2008 - "``, ``"Vienna, 3 March 2020—"``,
    ``"ASTANA, 5 May 2011-"``, ``"GENEVA (4 May 2018) – "``, ``"ДУШАНБЕ, 4 мая 2018 г. – "``, ``"4 May 2018, Wien, Austria — "``,
    ``"(Graz, 9 June 2017) "``, ``"Kathmandu (Nepal)/14 August 2023: "``; and, without a date, ``"LYON, France – "``, where the city is printed in capitals.

    Args:
        text: The page's text.
        paragraph: The first paragraph of its body.

    Returns:
        Place and date as read; the city stands before the first comma.
    """
    head = text[paragraph.start : min(paragraph.end, paragraph.start + _HEAD_CHARS)]
    stamp = STAMP.match(head)
    if stamp is not None:
        return _stamped(paragraph, stamp)
    first = _DATE_FIRST.match(head) or (_BRACKETED if head[:1] == "(" else _SLASHED).match(head)
    if first is not None and _is_place(first["place"]):
        iso = read_date(first["date"])
        if iso is not None:
            at = Span(paragraph.start + first.start("date"), paragraph.start + first.end("date"))
            return _built(paragraph, head, end=first.end(), place=first["place"], date=(iso, at))
    for end, words in _openings(head):
        dated = date_at_end(words)
        if dated is not None and _is_place(words[: dated[0]]):
            at = Span(paragraph.start + dated[0], paragraph.start + dated[1])
            return _built(paragraph, head, end=end, place=words[: dated[0]], date=(dated[2], at))
    return _undated(paragraph, head)


def _stamped(paragraph: Span, stamp: re.Match[str]) -> Dateline | None:
    """Return the dateline without a city that a mirror's stamp is, or None where its digits are no date."""
    iso = read_date(stamp["date"])
    start = paragraph.start
    if iso is None:
        return None
    at = Span(start + stamp.start("date"), start + stamp.end("date"))
    whole = Span(start, min(paragraph.end, start + stamp.end()))
    return Dateline("", iso, whole, Span(start, start), at)


def stamped_line(line: Line) -> Dateline | None:
    """Return the dateline without a city that a line such as "date 2025-11-01" is, or None."""
    stamp = STAMP.match(line.words + " x") if line.count == 2 else None
    return _stamped(line.span, stamp) if stamp is not None else None


def _openings(head: str) -> Iterator[tuple[int, str]]:
    """Return where a dateline may end, with the words before: at a dash, or at a full stop after "PLACE – date"."""
    for dash in _DASH.finditer(head):
        yield dash.end(), head[: dash.start()].rstrip(" )")
    stop = _STOP.match(head)
    if stop is not None:
        yield stop.end(), stop.group(1)


def _undated(paragraph: Span, head: str) -> Dateline | None:
    """Return a dateline without a date: "LYON, France – "; the city must be in capitals, and a sentence follow.

    "INTER-AGENCY GROUP – Protection Working Group" is none.
    """
    dash = re.search(r"\s[-–—]\s", head)
    if dash is None:
        return None
    words = head[: dash.start()]
    city = words.split(",")[0].split("(")[0].strip()
    told = any(word.islower() for word in head[dash.end() :].split())
    if not told or not _CAPITALS.match(city) or not _is_place(words) or len(city) < 3:
        return None
    return _built(paragraph, head, end=dash.end(), place=words, date=None)


def dated_line(line: Line) -> Dateline | None:
    """Return the dateline that fills a line of older pages, such as "ASHGABAD 5 May 2005", or None."""
    if line.count > 12 or line.span.end - line.span.start > _HEAD_CHARS:
        return None
    dated = date_at_end(line.words.rstrip(" ).–—-"))
    if dated is None:
        return _date_before_place(line)
    before = line.words[: dated[0]]
    city = before.split(",")[0].strip(_TRIM)
    short = all(len(p.split()) <= 4 for p in re.split(r"\s[-–—/]\s", before.strip(_TRIM)))
    if not _CAPITALS.match(city) and not ("," in before and short and _is_place(before)):
        return None
    at = Span(line.span.start + dated[0], line.span.start + dated[1])
    return _built(line.span, line.words, end=len(line.words), place=before, date=(dated[2], at))


# A release's line of its own, as in: March 6, 2020 – Halifax, Nova Scotia – Department of Health.
_DATE_OVER = re.compile(
    r"(?P<date>(?:\d{1,2}\.? [^\W\d_]{3,12}|[^\W\d_]{3,12} \d{1,2}),? \d{4})\s[–—-]\s(?P<place>[^\d–—!?;:.]{2,50}?)(?:\s[–—-]\s[^\d!?;:.]{2,60})?"
)


def _date_before_place(line: Line) -> Dateline | None:
    """Return the dateline of a line that begins with the date and goes on with the city and perhaps the publisher."""
    first = None if line.ended else _DATE_OVER.fullmatch(line.words)
    iso = read_date(first["date"]) if first is not None else None
    if first is None or iso is None or "," not in first["place"] or not _is_place(first["place"]):
        return None
    at = Span(line.span.start + first.start("date"), line.span.start + first.end("date"))
    start = line.span.start + first.start("place")
    city = first["place"].split(",")[0].strip(_TRIM)
    return Dateline(city, iso, line.span, Span(start, start + len(city)), at)


def is_date_line(line: Line) -> bool:
    """Say whether a line is a date and nothing else but a label-like word or a time of day."""
    limit = _LONGEST_POSTED if _POSTED.match(line.words) else 8
    if _OPENS_DATED.match(line.words):
        limit = _LONGEST_POSTED
    return (
        line.count <= limit
        and not line.ended
        and any(c.isdigit() for c in line.words)
        and read_date(line.words) is not None
    )


def _is_place(words: str) -> bool:
    """Say whether the words before a date can be a place: few, each name with a capital."""
    place = _BEFORE_DATE.sub("", words.strip(_TRIM))
    if _NOT_PLACES.match(place):
        return False
    names = [word for word in re.split(r"[\s,/(]+", place) if len(word) > 3]
    few = 0 < len(place.split()) <= _MOST_PLACE_WORDS and _PLACE.match(place) is not None
    return few and all(name[:1].isupper() for name in names)


def _built(
    paragraph: Span, head: str, *, end: int, place: str, date: tuple[str, Span] | None
) -> Dateline:
    """Return the dateline with the spans of its parts."""
    named = _BEFORE_DATE.sub("", place.strip(_TRIM))
    city = re.split(r"\s*(?:[,(|]|\s[-–—]\s)", named, maxsplit=1)[0].strip(_TRIM)
    start = paragraph.start + max(0, head.find(city))
    iso, at = date if date is not None else (None, None)
    whole = Span(paragraph.start, min(paragraph.end, paragraph.start + end))
    return Dateline(city, iso, whole, Span(start, start + len(city)), at)
