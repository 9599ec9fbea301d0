"""Numbers of people as texts print them: "more than 30 senior police officers", "fifteen judges and 12 prosecutors".

Only the words are read here; whether these people took part is asked in ``participants``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from commonweal.kernel.provenance import Span
from commonweal.library.engine.facts.dates import number_of

_WORDS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_NUMBER = rf"(?:\d{{1,3}}(?:[, ]\d{{3}})+|\d{{1,4}}|(?:(?:an?|{_WORDS}) )?(?<!several )(?<!few )(?<!many )hundred(?: and (?:{_WORDS})(?:[-‑](?:{_WORDS}))?)?|(?:{_WORDS}|half a|a) dozen|(?:{_WORDS})(?:[-‑ ](?:{_WORDS}))?)"
_HEDGE = r"more than|over|some|about|around|approximately|nearly|almost|up to|at least|close to|roughly|an estimated|as many as|well over|just over|just under|circa|ca\.|in excess of|no fewer than|no less than|not less than|fewer than|less than|upwards of"
_HEADS = (
    r"participants?|persons|people|(?:job-?)?seekers|applicants|representatives|officers|officials|experts|students|pupils|teachers|judges|prosecutors|lawyers|journalists|practitioners|professionals|policemen|policewomen|women|men|girls|boys|youths?|leaders|activists|members|"
    r"delegates|trainees|trainers|specialists|inspectors|investigators|analysts|instructors|lecturers|academics|researchers|mayors|councillors|counsellors|imams|workers|staff|personnel|employees|managers|cadets|guards|handlers|"
    r"stakeholders|policymakers|policy-makers|parliamentarians|diplomats|attendees|guests|speakers|citizens|residents|volunteers|entrepreneurs|farmers|youngsters|teenagers|children|adolescents|graduates|psychologists|"
    r"educators|advocates|commanders|chiefs|heads|directors|scientists|scholars|bloggers|campers|veterans|soldiers|technicians|"
    r"engineers|magistrates|advisers|advisors|ambassadors|ministers|servants|parents|doctors|nurses|editors|reporters|authors|artists|migrants|refugees|returnees|operators|planners|auditors|notaries|mediators|"
    r"sergeants|constables|clerics|priests|rabbis|pastors|mothers|fathers|nationals|attachés|mechanics|drivers|translators|interpreters|sheriffs|gendarmes|firefighters|rescuers|sappers|deminers|dispatchers|clerks|assistants|co-ordinators|coordinators|facilitators|jurists|negotiators|scouts|actors|"
    r"musicians|athletes|players|interviewers|candidates|alumni|learners|beginners|fellows|secretaries|bankers|viewers|listeners|visitors|spectators|owners|traders|librarians|archivists|defenders|attorneys|counsels|economists|paramedics|medics|"
    r"agents|detectives|politicians|lawmakers|legislators|deputies|senators|elders|custodians|liaisons|villagers|winners|finalists|contestants|debaters|interns|recruits|seafarers|sailors|pilots|foresters|rangers|border guards|observers|monitors|others|servicemen|servicewomen|spokespersons|spokespeople|webinar viewers|"
    r"alumnae|inhabitants|townspeople|ombudspeople|coaches|mentors|mentees|tutors|pensioners|survivors|victims|inmates|prisoners|hostages|ombudspersons|ombudsmen|commissioners|rectors|deans|principals|carers|wardens|consuls|envoys|vets|veterinarians|midwives|merchants|shopkeepers|herders|fishermen|miners|"
    r"programmers|developers|photographers|film-?makers|cartoonists|writers|poets|singers|dancers|painters|designers|architects|surveyors|historians|linguists|theologians|schoolchildren|schoolgirls|schoolboys|undergraduates|newcomers|peers|colleagues|counterparts|"
    r"nominees|grantees|awardees|business(?:women|men|people)|chairpersons|chairwomen|cyclists|runners|footballers|enthusiasts|mayors|vloggers|influencers|podcasters|publishers|producers|presenters|moderators|policewomen|troops|reservists|"
    r"(?:Roma|Sinti|Ashkali)(?=\s+(?:from|who|met|took|attended|and)\b|[,.])|Tajiks|Uzbeks|Kazakhs|Afghans|Serbs|Albanians|Bosniaks|Croats|Ukrainians|Georgians|Armenians|Moldovans|Azerbaijanis|Mongolians|Macedonians|Montenegrins|Kosovars|"
    r"[a-z]{3,}(?:ologists|ographers|omists|women|people|persons)|police"
)
_NOT_IN_NAME = (
    r"(?:countries|municipalities|schools|cities|towns|villages|institutions|organi[sz]ations|provinces|regions|states|parties|hours?|days?|months?|years?|weeks?|minutes|per|percent|euros?|dollars|million|thousand|times|pages|projects|courses|workshops|January|February|March|April|May|June|July|August|September|October|November|December|"
    r"participating|who|which|that|whose|cases|computers|copies|sets|vehicles|sessions|modules|recommendations|districts|ministries|agencies|universities|cent(?:re|er)s|teams|units|on|in|at|was|were|with|by|to|from|for|of|the|is|are|has|have|had|said|places|metres|kilometres|kilograms|tonnes|offices|stations|reports|laws|tools|kits|areas|fields|interviews|complaints|incidents|violations|attacks|and-a-half|cars|buses|phones|radios|cameras|dogs|articles|clauses|points|steps|outlets|companies|firms|banks|families|households|delegations|groups|teams|associations|clubs|sent|brought|gave|villages|houses|homes|cases|dialects|languages|nations|nationalities)\b"
)
# What goes on after a noun for people and makes it an adjective: "12 judicial police officers", "seven police stations".
_NOT_BEFORE_HEAD = r"(?!\s+(?:officers?|guards?|officials|cadets|students|teachers|leaders|workers|members|experts|staff|representatives|personnel|activists|professionals|chiefs|commanders|inspectors|investigators|instructors|organi[sz]ations|stations|departments|services|institutions|academies|units|schools|cent(?:re|er)s|teams|groups|associations|unions|networks|courts|offices|ministries|agencies|universities|colleges|faculties|clubs|councils|committees|posts|boats|cars|vehicles|dogs|per cent)\b)"
_GROUP = re.compile(
    rf"(?P<hedge>\b(?:{_HEDGE})\s+)?(?<![\w.,/–-])(?P<number>{_NUMBER})(?:[-‑ ]odd)?(?![\w%€/]|[.,]\d|-(?:day|year|month|hour|week|strong|member|point|page))\s+(?P<noun>(?:(?!{_NOT_IN_NAME})[^\W\d][^\W\d’'&/-]*(?:[’'&/-][^\W\d]+)*-?,?\s+(?:and\s+|or\s+)?){{0,6}}?(?P<head>{_HEADS})(?!\w|-\w|[’']s?\s+\w){_NOT_BEFORE_HEAD})",
    re.IGNORECASE,
)
_FOREIGN_HEADS = (
    r"участник|офицер|представител|сотрудник|эксперт|слушател|гост|службеник|учесни|следовател|прокурор|суд[ье]|полицейск|полица|журналист|новинар|студент|преподавател|специалист|инспектор|курсант|женщин|мужчин|человек|люд[еи]|учител|наставник|тужила|тужител|обвинител|ученик|жен[аи]|младих|пограничник|"
    r"polazni|učesni|sudionik|predstavni|službeni|nastavni|policaj|pedagog|učeni|studen|tuži|tužila|sudij|suda[cč]|novinar|inspektor|osob|mladih|žen[ae]|stručnja|građan|zaposlen|"
    r"représentant|participant|expert|policier|personnes|juges|magistrat|procureur|journalist|étudiant|enseignant|femmes|jeunes|"
    r"Teilnehm|Vertreter|Polizist|Bürgermeister|Fachkr|Lehr|Schüler|Studierende|Personen|Richter|Staatsanw|Beamt|Gäste|Menschen|Jugendlich|"
    r"pjesëmarr|përfaqësues|gazetar|polic[ëe]|gjyqtar|prokuror|student|nxënës|mësues|"
    r"reprezentan|participan[tţț]|persoane|poliți[sș]|judecător|procuror|jurnali[sș]|elevi|tineri"
)
_FOREIGN_HEDGE = r"более(?: чем)?|около|свыше|почти|до|plus de|environ|près de|über|rund|etwa|mehr als|knapp|više od|oko|preko|повеќе од|више од|преко|понад|mbi|rreth|më shumë se|peste|circa|aproximativ|peste"
_FOREIGN = re.compile(
    rf"(?P<hedge>\b(?:{_FOREIGN_HEDGE})\s+)?(?<![\w.,/])(?P<number>\d{{1,4}})\s+(?P<noun>(?:[^\W\d]{{3,}}\s+){{0,2}}?(?P<head>(?:{_FOREIGN_HEADS})[^\W\d]*(?:\s+(?:{_FOREIGN_HEADS})[^\W\d]*)?))",
    re.IGNORECASE,
)
# What may stand between the parts of a sum: "nine experts from the right bank and seven from the left bank".
_LINK = (
    r"(?:\s*,?\s+(?:and|as well as|together with|along with|plus|i|и|et|und|dhe|și|та)\s+|\s*,\s*)"
)
_ASIDE = r"(?:(?!\s+(?:including|among|led|trained|taught|said|who|which|were|was|are|is|took|have|had|attended|discussed|visited|met|over|during|on|since))\s+[^\s,;:.\d“”\"()]+){1,9}?"
_ELLIPSIS = re.compile(
    rf"\s+(?:from|of)\b{_ASIDE}{_LINK}(?:(?:{_HEDGE})\s+)?(?P<number>{_NUMBER})(?=\s+(?:from|of)\s+(?:the\b|(?-i:[A-Z])))",
    re.IGNORECASE,
)
# The number said again without its digits: "Twelve officers from Serbia and as many from Montenegro".
_AS_MANY = re.compile(
    rf"\s+(?:from|of){_ASIDE}\s+and\s+(?:as many|the same number)(?:\s+of)?\s+from\s",
    re.IGNORECASE,
)
_MORE = re.compile(
    rf"(?:\s+and\s+(?:[a-z-]+\s+){{0,2}}?(?:{_HEADS})(?=\s+and\s))?(?:\s+(?:from|of|in|for){_ASIDE})?{_LINK}(?:(?:{_HEDGE})\s+)?(?P<number>{_NUMBER})\s+(?!of\b)(?P<noun>(?:(?!{_NOT_IN_NAME})[\w’'-]+\s+){{0,5}}?(?P<head>{_HEADS}|(?:{_FOREIGN_HEADS})\w*))(?![\w-]){_NOT_BEFORE_HEAD}",
    re.IGNORECASE,
)

# A series without its noun: "officials – 21 from Uzbekistan, 10 from Kazakhstan and nine from Kyrgyzstan".
_BREAKDOWN = re.compile(
    rf"(?P<noun>(?P<head>{_HEADS}))\s*(?:[–—:(]|\s-\s)\s*(?P<hedge>(?:{_HEDGE})\s+)?(?P<number>{_NUMBER})(?=\s+from\s+(?:the\b|(?-i:[A-Z])))",
    re.IGNORECASE,
)
# A group by its size: "a 14-member delegation", "a class of 25", "a delegation of nine".
_SIZED = re.compile(
    rf"(?P<hedge>\b(?:{_HEDGE})\s+)?\b(?P<number>{_NUMBER})-(?:member|strong|person)\s+(?:[\w-]+\s+){{0,3}}?(?P<noun>(?P<head>delegation|group|team|class|audience))\b"
    rf"|\b(?P<noun2>(?P<head2>delegation|class|cohort|audience)) of (?P<hedge2>(?:{_HEDGE})\s+)?(?P<number2>{_NUMBER})(?=\s+(?:from|was|were|visited|attended|travelled|met|learned|led)\b|[,.])",
    re.IGNORECASE,
)
# Some of those told of before: "Sixteen of them gathered in Kurshab".
_SOME = re.compile(
    rf"(?P<hedge>\b(?:{_HEDGE})\s+)?\b(?P<number>{_NUMBER})\s+(?P<noun>of (?:(?:its|their|these|the) (?:[\w-]+ ){{0,3}}?)?(?P<head>them|those|{_HEADS}))(?=,?\s+(?:who |(?:have |were |was )?(?:gathered|met|took part|attended|came|practi[sc]ed|completed|graduated|joined|participated|travelled|trained|invited|spent|learned|learnt)\b))",
    re.IGNORECASE,
)

# The number behind its people: "The participants, 36 in number,", "defence lawyers from five regions, 25 in all,", "wardens from each of 12 cities – 36 in all –".
_BEHIND = re.compile(
    rf"(?P<noun>(?P<head>{_HEADS}))(?:\s+(?:from|of)\s[^,.;:()]{{2,50}})?(?:,|\s[–—])\s+(?P<hedge>(?:{_HEDGE})\s+)?(?P<number>{_NUMBER})\s+(?:in number|in all|in total|altogether|all told|of them)\b",
    re.IGNORECASE,
)
# Groups of one size: "Two groups of 20 cadets each".
_EACH = re.compile(
    rf"\b(?P<times>{_WORDS}|\d)\s+(?:groups|teams|classes|cohorts)\s+of\s+(?P<hedge>(?:{_HEDGE})\s+)?(?P<number>{_NUMBER})\s+(?P<noun>(?:[\w-]+\s+){{0,3}}?(?P<head>{_HEADS}))\b",
    re.IGNORECASE,
)
# Numbers in brackets behind where people came from: "officers from Albania (10), Montenegro (9) and North Macedonia (8)".
_BRACKETS = re.compile(
    rf"(?P<noun>(?P<head>{_HEADS}))\s+(?:from|of)\s+(?P<list>[^()\d.;:]{{2,50}}\((?P<number>\d{{1,3}})\)(?:,?(?:\s+and)?\s[^()\d.;:]{{2,50}}\(\d{{1,3}}\))+)",
    re.IGNORECASE,
)
# Those who joined from elsewhere: "attended in person, and another 27 from the districts followed online", "as did 15 parents".
_JOINED = re.compile(
    rf"(?:[^.;:()“”\d]{{0,110}}?(?:,|;)?\s+(?:and|while|with|whereas)\s+(?:(?:another|a further|an additional|a second group of)\s+(?P<number>{_NUMBER})\b|(?P<online>{_NUMBER})\s(?:[^.;:()\d]{{0,80}}\s)?(?:followed|joined|connected|took part|participated|attended)(?:\s\w+){{0,2}}?\s(?:online|by video|remotely|virtually|via|from home))|[^.;()“”]{{0,110}}?,?\s+as did\s+(?P<did>{_NUMBER})\b)",
    re.IGNORECASE,
)
# Those who came with them: "29 women farmers who took part, together with eight specialists of the water authorities, in a course".
_WITH = re.compile(
    rf"(?:(?:\s+[a-z’'-]+){{0,2}}\s+who|,)?\s+(?:took part|participated|attended|gathered|met|came)(?: \w+)?,? (?:together|along) with\s+(?:(?:{_HEDGE})\s+)?(?P<number>{_NUMBER})\s+(?:[\w’'-]+\s+){{0,3}}?(?:{_HEADS})\b",
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
    if not _MAY_COUNT.search(text, span.start, span.end):
        return
    first = [p for p, may in _FIRST if may.search(text, span.start, span.end)]
    patterns = [*first, _GROUP, *(p for p, may in _RARE if may.search(text, span.start, span.end))]
    if foreign:
        patterns.append(_FOREIGN)
    taken: list[Span] = []
    for pattern in patterns:
        done = span.start
        for match in pattern.finditer(text, span.start, span.end):
            number = number_of(_part(match, "number") or "")
            whole = Span(*match.span())
            if number is None or match.start() < done or any(whole.overlaps(t) for t in taken):
                continue
            found = _joined(text, _summed(text, match, number=number, span=span), span)
            done = _after_parts(text, found.span.end, span)
            taken.append(Span(found.span.start, done))
            yield found


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
    (_SIZED, re.compile(r"-(?:member|strong|person)\b|\b(?:delegation|class|cohort|audience) of ")),
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


def _part(match: re.Match[str], name: str) -> str | None:
    """Return a group that may stand in either half of a pattern, under its name or with a 2 behind it."""
    parts = match.groupdict()
    return parts.get(name) or parts.get(name + "2")


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
    if len(numbers) > 2 and numbers[0] == sum(numbers[1:]):
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
    extra = number_of(more["number"] or more["online"] or more["did"]) if more else None
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
_INNER = re.compile(rf"\b(?:and|or)\s+(?:{_HEDGE}\s+)?(?P<number>{_NUMBER})\s", re.IGNORECASE)


def _is_another_story(more: re.Match[str], head: str) -> bool:
    """Say whether a number of the same people after a bare comma is no part of a sum: "attended by 20 officers, 17 officers met"."""
    again = more.groupdict().get("head")
    return (
        again is not None
        and again.lower() == head
        and bool(re.match(r"\s*,\s*(?!and\b)", more.group()))
    )
