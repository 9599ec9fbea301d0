"""The grammar of names of bodies: "OSCE Mission to Serbia", "Ministry of Education and Science".

A body's name is a run of capitalised words with a head noun ("Ministry", "Police"), lengthened by
"of", "for", "on" and possessives, by "in" and "to" after missions, and by "and" where both sides
belong to one name. Bodies known by name or short form need no head.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from commonweal.kernel.provenance import Span
from commonweal.library.engine.facts import lexicon as lx
from commonweal.library.engine.facts.gazetteer import (
    country_named,
    country_names,
    country_of_adjective,
    is_place,
    towns_named,
)
from commonweal.library.engine.facts.tokens import Token, fold, is_possessive

MAX_TOKENS = 34
_LINKS = frozenset(
    (
        "of",
        "for",
        "on",
        "against",
        "de",
        "del",
        "della",
        "di",
        "des",
        "du",
        "e",
        "për",
        "za",
        "to",
        "in",
        "at",
        "under",
        "within",
    )
)
_INNER = frozenset(
    ("of", "for", "on", "against", "de", "del", "della", "di", "des", "du", "e", "për", "za")
)
_DASHES = frozenset("-–—")


@dataclass(frozen=True, slots=True)
class Body:
    """A body's name in a list of tokens.

    Attributes:
        first: Index of its first token.
        last: Index one past its last token, short form in brackets not counted.
        after: Index one past the name with its short form.
        span: Characters of the name.
        short_name: The short form printed in brackets after it.
        head: The head noun in lower case, or "" for a body known by name.
    """

    first: int
    last: int
    after: int
    span: Span
    short_name: str | None
    head: str


def bodies_in(tokens: list[Token]) -> list[Body]:
    """Return the bodies named in a sentence, longest names, left to right."""
    out, i = [], 0
    while i < len(tokens):
        body = body_at(tokens, i)
        if body is None:
            i += 1
            continue
        out.append(body)
        i = body.after
    return out


def body_at(tokens: list[Token], i: int) -> Body | None:
    """Return the body whose name starts at a token, or None.

    Example: at "OSCE" in "by the OSCE Mission to Serbia and the Police" the name ends at "Serbia".
    """
    token = tokens[i]
    if not token.cap or _opens_no_name(tokens, i):
        return None
    last = _name_end(tokens, i)
    head = _head(tokens, i, last)
    if head is None:
        return _shorter(tokens, i, last)
    short, after = _short_form(tokens, last)
    longer = _name_end(tokens, after) if short and after < len(tokens) and tokens[after].cap else after
    if longer > after and any(t.low in lx.BODY_HEADS for t in tokens[after:longer]):
        short, last, after = None, longer, longer
    span = Span(tokens[i].start, tokens[last - 1].end)
    return Body(i, last, after, span, short, head)


def _opens_no_name(tokens: list[Token], i: int) -> bool:
    low = tokens[i].low
    if "-" in low and low.endswith(("-based", "-led", "-funded", "-supported", "-wide", "-organized", "-run", "-born")):
        return True
    if low in lx.STOP_CAPS or low in lx.WEEKDAYS:
        return low not in {"new", "her", "his"} or not _run_has_head(tokens, i)
    return low in lx.HONORIFICS and i + 1 < len(tokens) and tokens[i + 1].text == "."


def _run_has_head(tokens: list[Token], i: int) -> bool:
    return tokens[i].low == "new" and any(
        t.low in lx.BODY_HEADS for t in tokens[i : _run_end(tokens, i)]
    )


def _run_end(tokens: list[Token], i: int) -> int:
    j = i
    while j < len(tokens) and (tokens[j].cap or (tokens[j].text == "&" and j > i)):
        if j > i and tokens[j].low in {"mr", "ms", "mrs", "dr", "ambassador"}:
            break
        j += 1
    return j


def _name_end(tokens: list[Token], i: int) -> int:
    known = _known_end(tokens, i)
    if known > i and known < len(tokens) and tokens[known].cap:
        known = _cut_run(tokens, known, _run_end(tokens, known))
    end = max(_cut_run(tokens, i, _run_end(tokens, i)), known)
    while end < len(tokens) and end - i < MAX_TOKENS:
        longer = _lengthen(tokens, i, end)
        if longer == end:
            return end
        end = longer
    return end


def _known_end(tokens: list[Token], i: int) -> int:
    """Return the end of a country's double name or of a body known by name, or the start."""
    if fold(tokens[i].text) not in _first_words():
        return i
    for n in (6, 5, 4, 3, 2):
        words = " ".join(t.text for t in tokens[i : i + n]).replace(" ,", ",")
        if fold(words) in lx.KNOWN_BODIES or (n <= 4 and country_named(words) is not None):
            return min(i + n, len(tokens))
    return i


@cache
def _first_words() -> frozenset[str]:
    """Return the first words of known bodies and of countries with several words."""
    return frozenset(n.split()[0] for n in (*lx.KNOWN_BODIES, *country_names()) if " " in n)


def _cut_run(tokens: list[Token], i: int, end: int) -> int:
    """Cut a run before the role or the person that follows the body in it.

    Example: "OSCE Secretary General Thomas Greminger" is cut after "OSCE",
    "OSCE Mission Fermin Cordón" after "Mission".
    """
    for j in range(i, end):
        if _is_role_here(tokens, i, j) and not _leads_to_body(tokens, j, end):
            return i + 1 if j > i and fold(tokens[i].text) in lx.KNOWN_BODIES else max(_known_end(tokens, i), i)
        if (
            j > i
            and fold(tokens[j].text) in lx.given_names()
            and tokens[j - 1].low in lx.BODY_HEADS
            and j + 1 < end
        ):
            return j
    return end


def _is_role_here(tokens: list[Token], i: int, j: int) -> bool:
    low = tokens[j].low
    if not lx.is_role_head(low) or low in _ROLE_BODIES:
        return False
    before = [t.low for t in tokens[max(0, i - 3) : i]]
    return not (before[-2:] == ["of", "the"] and before[0] in _OFFICES) and not (
        before[-1:] == ["of"] and low.endswith("s")
    )


_OFFICES = frozenset(("office", "secretariat", "bureau", "cabinet", "administration", "department"))
_ROLE_BODIES = frozenset(
    (
        "ombudsman",
        "ombudsperson",
        "co-ordinator",
        "coordinator",
        "guard",
        "staff",
        "police",
        "press",
        "project",
        "programme",
        "political",
        "general",
        "prosecutor-general",
        "justice",
        "gender",
        "human",
    )
)


def _leads_to_body(tokens: list[Token], j: int, end: int) -> bool:
    """Say whether a role word is part of a body: "Prosecutor General’s Office", "Officers Association"."""
    for k in range(j + 1, min(j + 4, len(tokens))):
        if is_possessive(tokens, k):
            return (
                k + 1 < len(tokens)
                and tokens[k + 1].cap
                and any(t.low in lx.BODY_HEADS for t in tokens[k + 1 : _run_end(tokens, k + 1)])
            )
        if k < end and tokens[k].low in lx.BODY_HEADS:
            return True
    return False


def _lengthen(tokens: list[Token], i: int, end: int) -> int:
    token = tokens[end]
    if is_possessive(tokens, end):
        return _after_possessive(tokens, i, end)
    if token.low in _LINKS:
        return _after_link(tokens, i, end)
    if token.low in {"and", "&", "und", "et", "dhe", "i"}:
        return _after_and(tokens, i, end)
    if token.text == ",":
        return _after_comma(tokens, i, end)
    return end


def _after_possessive(tokens: list[Token], i: int, end: int) -> int:
    nxt = end + 1
    if nxt >= len(tokens) or not tokens[nxt].cap:
        return end
    stop = max(_cut_run(tokens, nxt, _run_end(tokens, nxt)), _known_end(tokens, nxt))
    has_head = (
        any(t.low in lx.BODY_HEADS for t in tokens[nxt:stop]) or _known_end(tokens, nxt) > nxt
    )
    joins = stop < len(tokens) and tokens[stop].low == "and" and stop > nxt
    if stop < len(tokens) and tokens[stop].low == "against" and _has_head_run(tokens, stop + 1):
        return stop
    inside = any(t.low in {"for", "of"} for t in tokens[i:end]) and country_named(tokens[end - 1].text) is None
    return stop if has_head or inside or (joins and _head_follows(tokens, stop)) else end


def _head_follows(tokens: list[Token], at: int) -> bool:
    return any(t.low in lx.BODY_HEADS for t in tokens[at + 1 : _run_end(tokens, at + 1)])


def _heads(tokens: list[Token], i: int, end: int) -> list[str]:
    return [
        t.low
        for t in tokens[i:end]
        if t.low in lx.BODY_HEADS or t.low in {"co-ordinator", "coordinator", "programme"}
    ]


def _after_link(tokens: list[Token], i: int, end: int) -> int:
    link = tokens[end].low
    heads = _heads(tokens, i, end)
    target = end + 1
    while (
        target < len(tokens)
        and tokens[target].low
        in {"the", "its", "la", "les", "combating", "countering", "preventing"}
        and not tokens[target].cap
    ):
        target += 1
    if target >= len(tokens) or not tokens[target].cap or _is_time(tokens, target):
        return end
    if not (
        heads
        or _is_known(tokens, i, end)
        or _is_open_role(tokens, i, end)
        or _is_unit_against(tokens, end, target)
    ):
        return end
    stop = max(_cut_run(tokens, target, _run_end(tokens, target)), _known_end(tokens, target))
    stop = _before_person(tokens, target, stop)
    if stop == target or _ends_in_person(tokens, target, stop):
        return end
    if link in _INNER:
        return stop
    return stop if _may_hang(tokens, (i, end, target, stop), heads, link) else end


def _before_person(tokens: list[Token], target: int, stop: int) -> int:
    """Stop at a country when a name follows it: "Government of Tajikistan Marhabo Olimzoda"."""
    country = _known_end(tokens, target)
    if country == target and country_named(tokens[target].text) is not None:
        country = target + 1
    rest = tokens[country:stop]
    if country > target and rest and not any(t.low in lx.BODY_HEADS for t in rest):
        return country
    return stop


def _ends_in_person(tokens: list[Token], target: int, stop: int) -> bool:
    return (
        fold(tokens[target].text) in lx.given_names()
        and stop - target >= 2
        and not any(t.low in lx.BODY_HEADS for t in tokens[target:stop])
    )


def _is_unit_against(tokens: list[Token], end: int, target: int) -> bool:
    """Say whether "Action against Terrorism Unit" is being read: the head comes after "against"."""
    return tokens[end].low == "against" and _has_head_run(tokens, target)


def _is_open_role(tokens: list[Token], i: int, end: int) -> bool:
    words = " ".join(t.low for t in tokens[i:end])
    return (
        words.endswith(
            (
                "high commissioner",
                "special representative",
                "representative",
                "commissioner for human rights",
                "project co-ordinator",
            )
        )
        and tokens[i].text.isupper()
    )


def _may_hang(
    tokens: list[Token], where: tuple[int, int, int, int], heads: list[str], link: str
) -> bool:
    i, end, target, stop = where
    words = " ".join(t.text for t in tokens[target:stop])
    if link == "in" and words in {
        "Human Beings",
        "Persons",
        "Central Asia",
        "Higher Education",
        "Policing",
    }:
        return True
    if link in {"to", "in"}:
        last = tokens[end - 1].low
        known = fold(" ".join(t.text for t in tokens[i:end]))
        mission = last in lx.MISSION_HEADS or known in {
            "transparency international",
            "internews",
            "save the children",
        }
        return mission and (
            link == "to" or is_place(words) or country_of_adjective(words) is not None
        )
    inner = body_at(tokens, target)
    return (
        inner is not None
        and bool(heads)
        and heads[-1] in lx.UNIT_HEADS
        and (link != "in" or not is_place(words))
    )


def _after_and(tokens: list[Token], i: int, end: int) -> int:
    target = end + 1
    if target >= len(tokens) or not tokens[target].cap or tokens[target].low in lx.STOP_CAPS:
        return end
    if tokens[end - 1].text == "Bosnia":
        return target + 1
    stop = _cut_run(tokens, target, _run_end(tokens, target))
    if stop == target or country_named(" ".join(t.text for t in tokens[i:end])) is not None:
        return end
    right_head = any(t.low in lx.BODY_HEADS for t in tokens[target:stop])
    if not _heads(tokens, i, end) and not _is_known(tokens, i, end):
        return stop if right_head and _plain_words(tokens, i, end) else end
    return stop if _joins_complement(tokens, (i, end, target, stop), right_head) else end


def _plain_words(tokens: list[Token], i: int, end: int) -> bool:
    return (
        all(
            (not is_place(t.text) and country_of_adjective(t.text) is None)
            or t.low in lx.TOPIC_WORDS
            for t in tokens[i:end]
        )
        and not tokens[end - 1].text.isupper()
    )


def _joins_complement(
    tokens: list[Token], where: tuple[int, int, int, int], right_head: bool
) -> bool:
    """Say whether "and" joins two topics of one body: "Ministry of Education and Science"."""
    i, end, target, stop = where
    link = next(
        (k for k in range(end - 1, i, -1) if tokens[k].low in _INNER or tokens[k].low == ","), None
    )
    if link is None:
        tail = tokens[end - 1].low
        return (
            right_head
            and tail not in lx.BODY_HEADS
            and _plain_words(tokens, link_start(tokens, i, end), end)
        )
    words = " ".join(t.text for t in tokens[target:stop])
    if right_head and not (
        stop < len(tokens) and tokens[stop].low in _INNER and tokens[target].low == "coordination"
    ):
        return False
    if (
        (words.isupper() and len(words) > 1)
        or is_place(words)
        or country_of_adjective(tokens[target].text)
    ):
        return False
    return is_place(
        " ".join(t.text for t in tokens[link + 1 : end])
    ) is False and not _ends_in_person(tokens, target, stop)


def link_start(tokens: list[Token], i: int, end: int) -> int:
    """Return where the last run of capitals before ``end`` starts."""
    k = end
    while k > i and tokens[k - 1].cap:
        k -= 1
    return k


def _after_comma(tokens: list[Token], i: int, end: int) -> int:
    """Lengthen over a list of topics: "Ministry of Labour, Health and Social Affairs"."""
    if not _heads(tokens, i, end) or tokens[end - 1].low not in lx.TOPIC_WORDS:
        return end
    k, topics = end, 0
    while k < len(tokens) and tokens[k].text == ",":
        stop = _run_end(tokens, k + 1)
        run = tokens[k + 1 : stop]
        if not run or any(t.low not in lx.TOPIC_WORDS or t.low in lx.BODY_HEADS for t in run):
            return end
        k, topics = stop, topics + 1
    closes = (
        k + 1 < len(tokens)
        and tokens[k].low in {"and", "&"}
        and tokens[k + 1].low in lx.TOPIC_WORDS
        and tokens[k + 1].cap
    )
    return k if topics and closes and not _has_head_run(tokens, k + 1) else end


def _has_head_run(tokens: list[Token], at: int) -> bool:
    return any(t.low in lx.BODY_HEADS for t in tokens[at : _run_end(tokens, at)])


def _is_time(tokens: list[Token], at: int) -> bool:
    return tokens[at].low in lx.WEEKDAYS or (
        tokens[at].low in lx.MONTH_WORDS and not (at + 1 < len(tokens) and tokens[at + 1].cap)
    )


def _is_known(tokens: list[Token], i: int, end: int) -> bool:
    return fold(" ".join(t.text for t in tokens[i:end]).replace(" ,", ",")) in lx.KNOWN_BODIES


def _head(tokens: list[Token], i: int, last: int) -> str | None:
    """Return the head of a name, "" for a known body, None where the words name no body."""
    if _is_known(tokens, i, last):
        return "" if not _modifies(tokens, last) else None
    if _names_a_text(tokens, i, last):
        return None
    run = link_end(tokens, i, last)
    core = [t.low for t in tokens[i:run]]
    head = next((w for w in reversed(core) if w in lx.BODY_HEADS), None)
    if head is None:
        return _later_head(tokens, i, run, last)
    if len(core) == 1 and run == last:
        return None
    return head if _head_fits(tokens, i, run, last, head) else None


def _names_a_text(tokens: list[Token], i: int, last: int) -> bool:
    """Say whether a part of the name ends in a noun for a text or an event: "Council of Europe Convention"."""
    for k in range(i, last):
        ends = k + 1 == last or not tokens[k + 1].cap
        topic = tokens[i].low in {"ministry", "department", "agency", "committee", "centre", "center"} and k > i + 1
        if ends and tokens[k].low in lx.NOT_BODY_TAILS and (k > i or last == i + 1) and not topic:
            return True
    return False


def link_end(tokens: list[Token], i: int, last: int) -> int:
    """Return where the first part of a name ends, before "of" or a possessive."""
    for k in range(i, last):
        if tokens[k].low in _LINKS and not tokens[k].cap and not _is_unit_against(tokens, k, k + 1):
            return k
    return last


def _later_head(tokens: list[Token], i: int, run: int, last: int) -> str | None:
    words = [t.low for t in tokens[i:run]]
    if (
        words
        and words[-1] in {"co-ordinator", "coordinator"}
        and run < last
        and tokens[run].low in {"in", "to"}
    ):
        return "co-ordinator"
    if (
        words[-1:] == ["programme"]
        and run == last
        and len(words) > 2
        and words[0] in {"un", "united", "world"}
    ):
        return "programme"
    if _is_known(tokens, i, run) and run < last and tokens[run].low in {"in", "to"}:
        return ""
    if words[-2:] in (["high", "commissioner"], ["special", "representative"]) or words[-1:] == [
        "representative"
    ]:
        return "representative" if tokens[i].text.isupper() and run < last else None
    return None


def _head_fits(tokens: list[Token], i: int, run: int, last: int, head: str) -> bool:
    """Say whether the head stands where a head can stand: at the end, or first of a society's own name."""
    at = max(k for k in range(i, run) if tokens[k].low == head)
    rest = run - at - 1
    if rest == 0:
        return not (
            run == last and _modifies(tokens, last) and head in {"police", "government", "council"}
        )
    if tokens[run - 1].low in lx.NOT_BODY_TAILS or lx.is_role_head(tokens[run - 1].low):
        return False
    return head in {
        "foundation",
        "ngo",
        "association",
        "institute",
        "union",
        "centre",
        "center",
        "organization",
        "office",
        "academy",
        "platform",
        "network",
        "fund",
        "university",
    }


def _modifies(tokens: list[Token], last: int) -> bool:
    """Say whether the name only describes the noun after it: "OSCE participating States", "EU standards"."""
    if last >= len(tokens):
        return False
    nxt = tokens[last]
    if (
        nxt.text in "-–"
        and last + 1 < len(tokens)
        and tokens[last + 1].low in {"supported", "wide", "led", "funded"}
    ):
        return True
    return nxt.low.isalpha() and nxt.text[0].islower() and nxt.low not in _AFTER_BODY


_AFTER_BODY = frozenset(
    [
        "and",
        "or",
        "as",
        "in",
        "on",
        "at",
        "to",
        "of",
        "for",
        "from",
        "with",
        "by",
        "is",
        "are",
        "was",
        "were",
        "has",
        "have",
        "had",
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
        "should",
        "must",
        "also",
        "today",
        "yesterday",
        "jointly",
        "together",
        "said",
        "says",
        "noted",
        "stressed",
        "underlined",
        "which",
        "who",
        "that",
        "where",
        "when",
        "while",
        "but",
        "since",
        "during",
        "held",
        "organized",
        "organised",
        "hosted",
        "opened",
        "launched",
        "conducted",
        "presented",
        "discussed",
        "supports",
        "supported",
        "continues",
        "continued",
        "provided",
        "provides",
        "helped",
        "helps",
        "trained",
        "trains",
        "delivered",
        "donated",
        "welcomed",
        "co-organized",
        "co-hosted",
        "co-funded",
        "facilitated",
        "implemented",
        "gathered",
        "convened",
        "announced",
        "called",
        "calls",
        "met",
        "visited",
        "handed",
        "recently",
        "regularly",
        "shared",
        "completed",
        "concluded",
        "started",
        "began",
        "assisted",
        "developed",
        "published",
        "issued",
        "funded",
        "financed",
        "contributed",
        "attended",
        "took",
        "plans",
        "planned",
        "intends",
        "agreed",
        "undertook",
        "pledged",
        "joined",
        "under",
        "through",
        "within",
        "about",
        "against",
        "not",
        "remains",
        "stands",
        "stood",
        "thanked",
        "urged",
        "recommended",
        "brought",
        "brings",
        "aims",
        "aimed",
        "kicked",
        "wrapped",
        "tested",
        "equipped",
        "offered",
        "explained",
        "participated",
        "worked",
        "works",
        "carried",
        "led",
        "leads",
        "signed",
    ]
)


def _short_form(tokens: list[Token], last: int) -> tuple[str | None, int]:
    """Read "(ABC)" after a name."""
    if last + 2 < len(tokens) and tokens[last].text == "(" and tokens[last + 1].cap:
        for k in range(last + 1, min(last + 6, len(tokens))):
            if tokens[k].text == ")":
                return " ".join(t.text for t in tokens[last + 1 : k]), k + 1
    return None, last


def _shorter(tokens: list[Token], i: int, last: int) -> Body | None:
    """Try the known body or the headed run at the start of a name that failed as a whole."""
    known = _known_end(tokens, i)
    single = i + 1 if fold(tokens[i].text) in lx.KNOWN_BODIES else i
    for end in (known, single):
        if (
            i < end < last
            and _is_known(tokens, i, end)
            and not _modifies(tokens, end)
            and not tokens[end].cap
        ):
            return Body(i, end, end, Span(tokens[i].start, tokens[end - 1].end), None, "")
    return None


def is_town_or_country(tokens: list[Token], first: int, last: int) -> bool:
    """Say whether the words of a range are the name of a place."""
    words = " ".join(t.text for t in tokens[first:last])
    return country_named(words) is not None or bool(towns_named(words))
