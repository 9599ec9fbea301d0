"""Lines over and under a title that are none: letterheads, sections, notes of who was present, days of an event."""

from __future__ import annotations

import re
from collections.abc import Sequence

from commonweal.library.engine.clean.datelines import is_date_line
from commonweal.library.engine.clean.lines import Line

_BODIES = (
    r"Ministry|Ministries|Office|Offices|Faculty|Department|Delegation|Agency|Council|Foundation|University|Universities|Institute|School|College"
    r"|Academy|Centre|Center|Observatory|Network|Committee|Commission|Commissioner|Mission|Republic|Municipality|Directorate|Secretariat"
    r"|Embassy|Association|Federation|Union|Authority|Board|City|Town|Province|Region|District|Organi[sz]ation|Nations|Fund|Society|Partnership"
    r"|Initiative|Forum|Platform|Programme|Police|Service|Parliament|Government|Chamber|Bureau|Unit|Division|Group|Citizens|Relations|Affairs"
)
_LETTERHEAD = re.compile(rf"\b(?i:{_BODIES})\b")
_SMALL = frozenset(
    [
        "of",
        "the",
        "and",
        "for",
        "in",
        "on",
        "to",
        "at",
        "a",
        "an",
        "de",
        "du",
        "la",
        "le",
        "des",
        "der",
        "die",
        "das",
        "und",
        "für",
        "et",
        "i",
        "u",
        "e",
        "per",
        "von",
        "zu",
        "&",
    ]
)
_MENU = re.compile(r"\s*\|\s*|\s{2,}|\s·\s")
# "Chair: Deputy Mayor ...", "Present: ...", "Prepared by: ...", "09:00 Opening": notes of a meeting, not its title.
_NOTE = re.compile(
    r"(?:(?:co-?)?chair(?:s|person|man|woman|ed by)?|present|in attendance|attend(?:ees|ance)|apologies|absent|excused|minutes(?: taken by)?|note-?taker|rapporteur|secretary|taken by"
    r"|prepared by|drafted by|written by|authors?|contents|participants|members|guests|moderator|speakers?|venue|location|place|agenda|time|start|end|duration|status|version|distribution|reference|ref|annex(?:es)?"
    r"|vorsitz|anwesend|entschuldigt|protokoll|presid\w+|prisutni|присутствовали|председатель)\s*:\s*\S|\d{1,2}[:.]\d\d(?:\s?(?:[-–—]|to)\s?\d{1,2}[:.]\d\d)?\s",
    re.IGNORECASE,
)
_SECTION_WORDS = 2
_HEADLINE_WORDS = 4
_LEAST_MENU_LINES = 2
# "2–6 April 2018", "20 June 2022, 18:00 – 8 July 2022", "4–5 June 2024", "21 November 2024, 10:00–16:00": days of an event.
_DAYS = re.compile(
    r"\b\d{1,2}\.?(?:\s[^\W\d_]{3,12}\.?(?:\s\d{4})?)?(?:,?\s(?:at\s)?\d{1,2}[:.]\d\d)?\s?(?:[-–—]|to|until|and|bis)\s?(?:[^\W\d_]{3,12},?\s)?\d{1,2}\.?\s[^\W\d_]{3,12}\.?,?\s\d{4}\b"
    r"|\b[^\W\d_]{3,12}\s\d{1,2}\s?[-–—]\s?\d{1,2},?\s\d{4}\b"
    r"|\d{4},?\s(?:(?:at|from)\s)?\d{1,2}[:.]\d\d\s?(?:[-–—]|to|until)\s?\d{1,2}[:.]\d\d"
)


def is_letterhead(line: Line) -> bool:
    """Say whether a line is the name of a body as letters print it over their text: "Faculty of Law and Security Studies".

    All its words have capitals and one says what kind of body it is; "Council of Halvera meets partners" is a headline.
    """
    words = [w for w in re.split(r"[\s/–—-]+", line.words) if w and w.casefold() not in _SMALL]
    return (
        bool(words)
        and not line.ended
        and all(not w[:1].islower() for w in words)
        and _LETTERHEAD.search(line.words) is not None
    )


def is_section(line: Line, following: Line) -> bool:
    """Say whether a line under the kind's is a section of the site over the title: "News" / "Local" / "Rangers and guards train together"."""
    return is_short(line) and following.count >= _HEADLINE_WORDS


def is_short(line: Line) -> bool:
    """Say whether a line has one word or two as sections and menus have: "Digital library"."""
    return (
        line.count <= _SECTION_WORDS
        and not any(c.isdigit() for c in line.words)
        and not line.words.endswith((":", ".", "?", "!"))
    )


def below_menu(lines: Sequence[Line], after: list[int]) -> list[int]:
    """Return the indexes under the kind's line without the rest of a menu: "News" / "Learning" / "Digital library" / "About" / "Judges from nine towns meet"."""
    run = 0
    while run < len(after) and is_short(lines[after[run]]):
        run += 1
    menu = run >= _LEAST_MENU_LINES and run < len(after)
    return after[run:] if menu and lines[after[run]].count > _HEADLINE_WORDS else after


def is_note(line: Line) -> bool:
    """Say whether a line notes who led, wrote or attended, or the hour of an item: "Chair: Annette Vollmar", "09:00 Opening"."""
    return _NOTE.match(line.words) is not None


def is_menu(line: Line) -> bool:
    """Say whether a line is a row of links, "Current affairs | Research | Study with us", or a site's own: "Lake Trust | Stories and news"."""
    parts = [part for part in _MENU.split(line.words) if part]
    if len(parts) == 2 and not line.ended and any(_is_rubric(part) for part in parts):
        return True
    return (
        len(parts) > 2
        and not line.ended
        and all(len(part.split()) <= _HEADLINE_WORDS for part in parts)
    )


_RUBRIC = re.compile(
    r"(?:(?:all|our|latest|recent|more)\s)?(?:news|stories|events|media|press|blogs?|updates|features|press releases|publications)(?:(?:\s(?:and|&)\s|,\s)(?:news|stories|events|media|press|blogs?|updates|features|press releases|publications))*(?:\s(?:room|centre|center|archive|in english))?",
    re.IGNORECASE,
)


def _is_rubric(words: str) -> bool:
    """Say whether words only name a part of a site: "Stories and news", "Our events"."""
    return _RUBRIC.fullmatch(words.strip()) is not None


# "11:30–12:45", "10.00 to 12.00 (CET)", "2 p.m. - 4 p.m.": the hours of a day that stands above.
_HOURS = re.compile(
    r"(?:from )?\d{1,2}(?:[:.h]\d\d|(?=\s?[ap]\.?m))(?:\s?[ap]\.?m\.?)?\s?(?:[-–—]|to|until)\s?\d{1,2}(?:[:.h]\d\d)?(?:\s?[ap]\.?m\.?)?(?:\s?\(?[A-Za-z0-9+:, ]{1,24}\)?)?",
    re.IGNORECASE,
)


def is_hours(line: Line) -> bool:
    """Say whether a line has nothing but the hours of an event: "11:30–12:45", "10:00 to 12:00 CET"."""
    return _HOURS.fullmatch(line.words.strip()) is not None


def is_days_line(line: Line) -> bool:
    """Say whether a short line says when an event is or was, or until when to register, and so is no date of issue: "2–6 April 2018", "21 May 2024, 10:00–16:00"."""
    if line.count > _LONGEST_DAYS or line.ended:
        return False
    return _DAYS.search(line.words) is not None or _LAST_DAY.match(line.words) is not None


_LONGEST_DAYS = 14
# "Registration deadline: 3 May 2021", "Last day to apply: Monday, 3 May".
_LAST_DAY = re.compile(
    r"(?:deadline|(?:registration|application|nomination)s? (?:deadline|closes?|until|by)|closing date|last day|register (?:by|until|before)|apply (?:by|until|before)|rsvp)\b[^.]{0,40}\d",
    re.IGNORECASE,
)


def is_of_event(lines: Sequence[Line]) -> bool:
    """Say whether a line under the title says when the event is, or who leads it, and so belongs to the text.

    Args:
        lines: The line and, if there is one, the next; a day over its hours, "9 March 2022" / "11:30–12:45", is an event's.
    """
    over_hours = len(lines) > 1 and is_hours(lines[1]) and is_date_line(lines[0])
    return over_hours or is_days_line(lines[0]) or is_note(lines[0])
