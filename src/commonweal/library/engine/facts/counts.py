"""Numbers of people as texts print them: "more than 30 senior police officers", "fifteen judges and 12 prosecutors".

Only the words are read here; whether these people took part is asked in ``participants``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from commonweal.kernel.provenance import Span
from commonweal.library.engine.facts.dates import MONTHS, number_of
from commonweal.library.engine.facts.foreign_numbers import FOREIGN_NUMBER, foreign_number
from commonweal.library.engine.facts.people_nouns import (
    FOREIGN_HEADS,
    FOREIGN_HEDGE,
    HEADS,
    NOT_BEFORE_HEAD,
    NOT_IN_NAME,
)

_WORDS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_NUMBER = rf"(?:\d{{1,3}}(?:[, ]\d{{3}})+|\d{{1,4}}|(?:(?:an?|{_WORDS}) )?(?<!several )(?<!few )(?<!many )hundred(?: and (?:{_WORDS})(?:[-‑](?:{_WORDS}))?)?|(?:{_WORDS}|half a|a) dozen|(?:{_WORDS})(?:[-‑ ](?:{_WORDS}))?)"
HEDGE = r"more than|over|some|about|around|approximately|nearly|almost|up to|at least|close to|roughly|an estimated|as many as|well over|just over|just under|circa|ca\.|in excess of|no fewer than|no less than|not less than|fewer than|less than|upwards of"
# "the five counties, scientists and anglers": what is counted ends before the comma, and the people behind it are not.
_THINGS_LISTED = r"(?!customs,)[^\W\d]{2,}s,"
_GROUP = re.compile(
    rf"(?P<hedge>\b(?:{HEDGE})\s+)?(?<![\w.,/–-])(?P<number>{_NUMBER})(?:[-‑ ]odd)?(?![\w%€/]|[.,]\d|-(?:day|year|month|hour|week|strong|member|point|page))\s+(?!(?:{_WORDS})\b)(?P<noun>(?:(?!{NOT_IN_NAME}|{_THINGS_LISTED})[^\W\d][^\W\d’'&/-]*(?:[’'&/-][^\W\d]+)*-?,?\s+(?:and\s+|or\s+)?){{0,6}}?(?P<head>{HEADS})(?!\w|-\w|[’']s?\s+\w){NOT_BEFORE_HEAD})",
    re.IGNORECASE,
)
_FOREIGN = re.compile(
    rf"(?P<hedge>\b(?:{FOREIGN_HEDGE})\s+)?(?<![\w.,/])(?P<number>\d{{1,4}}|{FOREIGN_NUMBER})\s+(?:de\s+|d[’'])?(?P<noun>(?:[^\W\d]{{3,}}\s+){{0,2}}?(?P<head>(?:{FOREIGN_HEADS})[^\W\d]*(?:\s+(?:{FOREIGN_HEADS})[^\W\d]*)?))",
    re.IGNORECASE,
)
# What may stand between the parts of a sum: "nine experts from the right bank and seven from the left bank".
_LINK = r"(?:\s*,?\s+(?:and|as well as|together with|along with|alongside|joined by|plus|i|и|et|und|dhe|și|та)\s+|\s*,\s*)"
_ASIDE = r"(?:(?!\s+(?:including|among|led|trained|taught|said|who|which|were|was|are|is|took|have|had|attended|discussed|visited|met|over|during|on|since))\s+[^\s,;:.\d“”\"()]+){1,9}?"
# Names in a row, which an aside may hold: "from Arla, Borda and Cesta and six from Dunra".
_ROW = r"(?:\s+(?-i:[A-Z])[^\s,;:.\d“”\"()]+,?(?:\s+and(?=\s+(?-i:[A-Z])))?){2,12}?"
_ELLIPSIS = re.compile(
    rf"\s+(?:from|of)\b(?:{_ASIDE}|{_ROW}){_LINK}(?:(?:{HEDGE})\s+)?(?P<number>{_NUMBER})(?=\s+(?:from|of)\s+(?:the\b|(?-i:[A-Z])))",
    re.IGNORECASE,
)
# The number said again without its digits: "Twelve officers from Serbia and as many from Montenegro".
_AS_MANY = re.compile(
    rf"\s+(?:from|of){_ASIDE}\s+and\s+(?:as many|the same number)(?:\s+of)?\s+from\s"
    rf"|\s+and\s+(?:as many|the same number of|an equal number of)\s+(?:[\w-]+\s+){{0,2}}?(?:{HEADS})\b",
    re.IGNORECASE,
)
_MORE = re.compile(
    rf"(?:\s+and\s+(?:[a-z-]+\s+){{0,2}}?(?:{HEADS})(?=\s+and\s))?(?:\s+(?:from|of|in|for){_ASIDE})?{_LINK}(?:(?:{HEDGE})\s+)?(?P<number>{_NUMBER})\s+(?!of\b)(?P<noun>(?:(?!{NOT_IN_NAME})[\w’'-]+\s+){{0,5}}?(?P<head>{HEADS}|(?:{FOREIGN_HEADS})\w*))(?![\w-]){NOT_BEFORE_HEAD}",
    re.IGNORECASE,
)

# A series without its noun: "officials – 21 from Uzbekistan, 10 from Kazakhstan and nine from Kyrgyzstan".
_BREAKDOWN = re.compile(
    rf"(?P<noun>(?P<head>{HEADS}))\s*(?:[–—:(]|\s-\s)\s*(?P<hedge>(?:{HEDGE})\s+)?(?P<number>{_NUMBER})(?=\s+from\s+(?:the\b|(?-i:[A-Z])))",
    re.IGNORECASE,
)
# A group by its size: "a 14-member delegation", "a class of 25", "a delegation of nine".
_SIZED = re.compile(
    rf"(?P<hedge>\b(?:{HEDGE})\s+)?\b(?P<number>{_NUMBER})-(?:member|strong|person)\s+(?:[\w-]+\s+){{0,3}}?(?P<noun>(?P<head>delegation|group|team|class|audience))\b"
    rf"|\b(?P<noun2>(?P<head2>delegation|class|cohort|audience)) of (?P<hedge2>(?:{HEDGE})\s+)?(?P<number2>{_NUMBER})(?=\s+(?:from|was|were|visited|attended|travelled|met|learned|led)\b|[,.])"
    rf"|\b(?P<noun3>(?P<head3>audience)) of (?P<hedge3>(?:{HEDGE})\s+)?(?P<number3>{_NUMBER})(?=\s+(?!of\b|million|thousand|per\b)[a-z]|[,.])"
    rf"|\b(?:there (?:were|was)|(?:they|we) (?:were|numbered)) (?P<hedge4>(?:{HEDGE})\s+)?(?P<number4>{_NUMBER})(?: (?P<noun4>of (?P<head4>them|us))\b|(?P<noun5>(?P<head5>)(?=[.;](?:\s|$)|,\s(?!\d|and\b))))",
    re.IGNORECASE,
)
# Some of those told of before: "Sixteen of them gathered in Kurshab".
_SOME = re.compile(
    rf"(?P<hedge>\b(?:{HEDGE})\s+)?\b(?P<number>{_NUMBER})\s+(?P<noun>of (?:(?:its|their|these|the) (?:[\w-]+ ){{0,3}}?)?(?P<head>them|those|{HEADS}))(?=,?\s+(?:who |(?:have |were |was )?(?:gathered|met|took part|attended|came|practi[sc]ed|completed|graduated|joined|participated|travelled|trained|invited|spent|learned|learnt)\b))",
    re.IGNORECASE,
)

# The number behind its people: "The participants, 36 in number,", "defence lawyers from five regions, 25 in all,", "wardens from each of 12 cities – 36 in all –".
_BEHIND = re.compile(
    rf"(?P<noun>(?P<head>{HEADS}))(?:\s+(?:from|of)\s[^,.;:()]{{2,50}})?(?:,|\s[–—])\s+(?P<hedge>(?:{HEDGE})\s+)?(?P<number>{_NUMBER})\s+(?:in number|in all|in total|altogether|all told|of them)\b",
    re.IGNORECASE,
)
# Groups of one size: "Two groups of 20 cadets each".
_EACH = re.compile(
    rf"\b(?P<times>{_WORDS}|\d)\s+(?:groups|teams|classes|cohorts)\s+of\s+(?P<hedge>(?:{HEDGE})\s+)?(?P<number>{_NUMBER})\s+(?P<noun>(?:[\w-]+\s+){{0,3}}?(?P<head>{HEADS}))\b",
    re.IGNORECASE,
)
# Numbers in brackets behind where people came from: "officers from Albania (10), Montenegro (9) and North Macedonia (8)".
_BRACKETS = re.compile(
    rf"(?P<noun>(?P<head>{HEADS}))\s+(?:from|of)\s+(?P<list>[^()\d.;:]{{2,50}}\((?P<number>\d{{1,3}})\)(?:,?(?:\s+and)?\s[^()\d.;:]{{2,50}}\(\d{{1,3}}\))+)",
    re.IGNORECASE,
)
# Those who joined from elsewhere: "attended in person, and another 27 from the districts followed online", "as did 15 parents".
_JOINED = re.compile(
    rf"(?:[^.;:()“”\d]{{0,110}}?(?:,|;)?\s+(?:and|while|with|whereas)\s+(?:(?:another|a further|an additional|a second group of)\s+(?P<number>{_NUMBER})\b|(?P<more>{_NUMBER})\s(?:more\s|others?\s)(?:[\w]+\s){{0,2}}?(?:online|by video|remotely|virtually|via|from home)|(?P<online>{_NUMBER})\s(?:[^.;:()\d]{{0,80}}\s)?(?:followed|joined|connected|took part|participated|attended)(?:\s\w+){{0,2}}?\s(?:online|by video|remotely|virtually|via|from home))|[^.;()“”]{{0,110}}?,?\s+as did\s+(?P<did>{_NUMBER})\b)",
    re.IGNORECASE,
)
# Those who came with them: "29 women farmers who took part, together with eight specialists of the water authorities, in a course".
_WITH = re.compile(
    rf"(?:(?:\s+[a-z’'-]+){{0,2}}\s+who|,)?\s+(?:took part|participated|attended|gathered|met|came)(?: \w+)?,? (?:together|along) with\s+(?:(?:{HEDGE})\s+)?(?P<number>{_NUMBER})\s+(?:[\w’'-]+\s+){{0,3}}?(?:{HEADS})\b",
    re.IGNORECASE,
)
_MAY_JOIN = re.compile(
    r"\b(?:another|further|additional|second group|as did|online|video|remotely|virtually|via|from home)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class People:
    """A number of people.

    Attributes:
        number: The number, explicit parts summed.
        parts: How many parts were summed.
        hedge: "more than", "some", as printed, or None.
        head: What the people are, in lower case.
        noun: The words between the number and the head, with the head.
        span: All the words.
        foreign: True where the words are not English.
    """

    number: int
    parts: int
    hedge: str | None
    head: str
    noun: str
    span: Span
    foreign: bool


def people_counted(text: str, span: Span, *, foreign: bool = True) -> Iterator[People]:
    """Yield the numbers of people of a sentence.

    Examples: "fourteen lawyers and nine journalists" is one, 23; "nine experts from the right bank and
    seven from the left" is 16; "a 14-member delegation" is 14; "18 April", "30 municipalities", "17 police
    academies" and "two-day" are none.

    Args:
        text: The document's text.
        span: The sentence.
        foreign: True to look for nouns of other languages too.
    """
    may_count = _MAY_COUNT_FOREIGN if foreign else _MAY_COUNT
    if not may_count.search(text, span.start, span.end):
        return
    first = [p for p, may in _FIRST if may.search(text, span.start, span.end)]
    patterns = [*first, _GROUP, *(p for p, may in _RARE if may.search(text, span.start, span.end))]
    if foreign:
        patterns.append(_FOREIGN)
    taken: list[Span] = []
    for pattern in patterns:
        done = span.start
        for match, number in _matches(pattern, text, span):
            whole = Span(*match.span())
            if match.start() < done or any(whole.overlaps(t) for t in taken):
                continue
            found = _joined(text, _summed(text, match, number=number, span=span), span)
            done = _after_parts(text, found.span.end, span)
            taken.append(Span(found.span.start, done))
            yield found


def _matches(
    pattern: re.Pattern[str], text: str, span: Span
) -> Iterator[tuple[re.Match[str], int]]:
    """Yield the matches of a pattern with their numbers; a year is none, and the words behind it are read again.

    Example: "4 May 2021 sixty rescuers" is 60, not 2021.
    """
    at = span.start
    while match := pattern.search(text, at, span.end):
        words = _part(match, "number") or ""
        first = match.start() + match.group().find(words)
        if _YEAR.fullmatch(words) and _DATED.search(text[max(span.start, first - 16) : first]):
            at = first + len(words)
            continue
        at = max(match.end(), at + 1)
        number = foreign_number(words) if pattern is _FOREIGN else number_of(words)
        if number is not None:
            yield match, number


_YEAR = re.compile(r"(?:19|20)\d\d")
_DATED = re.compile(
    rf"\b(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))}|in|since|until|by|spring|summer|autumn|winter|early|late|of),?\s+$",
    re.IGNORECASE,
)


def _after_parts(text: str, at: int, span: Span) -> int:
    """Return where the parts of a number end that stand behind it: "12 persons: four governors and eight guards", "(ten women, two men)"."""
    opened = _PARTS.match(text, at, span.end)
    if opened is None:
        return at
    closes = text.find(")", opened.end(), span.end) if opened.group().endswith("(") else -1
    return closes + 1 if closes >= 0 else span.end if opened.group().endswith(":") else at


_PARTS = re.compile(r"\s*[:(]")


# What a sentence must have before the rarer patterns, which are slower, are tried on it.
_RARE = (
    (
        _SIZED,
        re.compile(
            r"-(?:member|strong|person)\b|\b(?:delegation|class|cohort|audience) of |\b(?:[Tt]here|[Tt]hey|[Ww]e) (?:was|were|numbered) "
        ),
    ),
    (_BREAKDOWN, re.compile(r"(?:[–—:(]|\s-\s)\s*[\w ]{1,30}? from ")),
    (_SOME, re.compile(r"\w of (?:them|those|its|their|these|the) ")),
    (_BRACKETS, re.compile(r"\(\d{1,3}\),? ")),
)
# What says more than a plain number, and is tried before it: "Three wardens from each of 12 cities – 36 in all –".
_FIRST = (
    (_EACH, re.compile(r"(?:groups|teams|classes|cohorts) of ")),
    (_BEHIND, re.compile(r"(?:in number|in all|in total|altogether|all told)\b")),
)
_MAY_COUNT = re.compile(rf"\d|\b(?:{_WORDS}|hundred|dozen)\b", re.IGNORECASE)
_MAY_COUNT_FOREIGN = re.compile(
    rf"\d|\b(?:{_WORDS}|hundred|dozen|{FOREIGN_NUMBER})\b", re.IGNORECASE
)


_PARTS_OF_PATTERN = ("", "2", "3", "4", "5")


def _part(match: re.Match[str], name: str) -> str | None:
    """Return a group that may stand in any part of a pattern, under its name or with a digit behind it."""
    parts = match.groupdict()
    return next((found for n in _PARTS_OF_PATTERN if (found := parts.get(name + n))), None)


def _summed(text: str, match: re.Match[str], *, number: int, span: Span) -> People:
    numbers, end = _own_numbers(match, number), match.end()
    inner = _INNER.search(_part(match, "noun") or "")
    second = number_of(inner["number"]) if inner else None
    if second is not None:
        numbers.append(second)
    head = (_part(match, "head") or "").lower()
    while len(numbers) < 8:
        more = _MORE.match(text, end, span.end) or _ELLIPSIS.match(text, end, span.end)
        extra = number_of(more["number"]) if more else None
        if more is None or extra is None or _is_another_story(more, head):
            break
        numbers.append(extra)
        end = more.end()
    again = _AS_MANY.match(text, end, span.end) if len(numbers) == 1 else None
    if again is not None:
        numbers, end = numbers * 2, again.end()
    whole_first = _IS_WHOLE.search(_part(match, "noun") or "") or _BY_SEX.search(
        text, match.end(), end
    )
    if len(numbers) > 2 and numbers[0] == sum(numbers[1:]) and whole_first:
        numbers = numbers[:1]  # "27 participants, 16 women and 11 men" are 27
    hedge = _part(match, "hedge")
    return People(
        sum(numbers),
        len(numbers),
        " ".join(hedge.split()) if hedge else None,
        head,
        _part(match, "noun") or "",
        Span(match.start(), end),
        match.re is _FOREIGN,
    )


# A number that its parts explain: "27 participants, 16 women and 11 men"; "14 judges, eleven clerks and three ushers" are 28.
_IS_WHOLE = re.compile(
    r"\b(?:participants|people|persons|attendees|delegates|members|trainees|guests|others|officials|practitioners|professionals|experts|specialists|representatives)$",
    re.IGNORECASE,
)
_BY_SEX = re.compile(r"\b(?:women|men|girls|boys|female|male)\b", re.IGNORECASE)


def _own_numbers(match: re.Match[str], number: int) -> list[int]:
    """Return the numbers of a match itself: "Two groups of 20 cadets" has 20 twice, "from Albania (10) and Serbia (9)" 10 and 9."""
    parts = match.groupdict()
    if parts.get("times"):
        return [number] * (number_of(parts["times"]) or 1)
    if parts.get("list"):
        return [int(digits) for digits in re.findall(r"\((\d{1,3})\)", parts["list"])]
    return [number]


def _joined(text: str, people: People, span: Span) -> People:
    """Return the number with those who followed from elsewhere: "Twenty attended in person, and another 27 followed online"."""
    with_them = None if people.foreign else _WITH.match(text, people.span.end, span.end)
    if with_them is not None:
        return replace(
            people,
            number=people.number + (number_of(with_them["number"]) or 0),
            parts=people.parts + 1,
            span=Span(people.span.start, with_them.end()),
        )
    if people.foreign or not _MAY_JOIN.search(text, people.span.end, span.end):
        return people
    more = _JOINED.match(text, people.span.end, span.end)
    extra = (
        number_of(more["number"] or more["more"] or more["online"] or more["did"]) if more else None
    )
    if more is None or extra is None or _NOT_PEOPLE.match(text, more.end(), span.end):
        return people
    return replace(
        people,
        number=people.number + extra,
        parts=people.parts + 1,
        span=Span(people.span.start, more.end()),
    )


# What another number may be of: "another 27 million euros", "a further three meetings".
_NOT_PEOPLE = re.compile(
    r"[\s-]+(?:[\w-]+\s+){0,2}?(?:million|thousand|euros?|dollars|days?|weeks?|months?|years?|hours?|meetings?|workshops?|seminars?|courses?|trainings?|events?|municipalities|cities|towns|countries|schools|are (?:planned|to)|will)\b",
    re.IGNORECASE,
)
# Two numbers before one noun: "eight Kyrgyz and eight Uzbek customs officers".
_INNER = re.compile(rf"\b(?:and|or)\s+(?:{HEDGE}\s+)?(?P<number>{_NUMBER})\s", re.IGNORECASE)


def _is_another_story(more: re.Match[str], head: str) -> bool:
    """Say whether a number of the same people after a bare comma is no part of a sum: "attended by 20 officers, 17 officers met"."""
    again = more.groupdict().get("head")
    return (
        again is not None
        and again.lower() == head
        and bool(re.match(r"\s*,\s*(?!and\b)", more.group()))
    )
