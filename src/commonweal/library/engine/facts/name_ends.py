"""How far a body's name goes on: over "of", "for" and "on", possessives, "and", lists of topics.

The second step of the grammar of bodies; see ``bodies``.
"""

from __future__ import annotations

from commonweal.library.engine.facts import lexicon as lx
from commonweal.library.engine.facts.gazetteer import country_named, country_of_adjective, is_place
from commonweal.library.engine.facts.runs import (
    INNER_LINKS,
    LINKS,
    cut_run,
    has_head_run,
    is_known,
    is_unit_against,
    known_end,
    run_end,
)
from commonweal.library.engine.facts.tokens import Token, fold, is_possessive

MAX_TOKENS = 34


def name_end(tokens: list[Token], i: int) -> int:
    """Return the index one past the longest name that starts at a token, whether or not it is a body's."""
    known = known_end(tokens, i)
    if known > i and known < len(tokens) and tokens[known].cap:
        known = cut_run(tokens, known, run_end(tokens, known))
    end = max(cut_run(tokens, i, run_end(tokens, i), opens=True), known)
    while end < len(tokens) and end - i < MAX_TOKENS:
        longer = _lengthen(tokens, i, end)
        if longer == end:
            return end
        end = longer
    return end


def _lengthen(tokens: list[Token], i: int, end: int) -> int:
    token = tokens[end]
    if is_possessive(tokens, end):
        return _after_possessive(tokens, i, end)
    if token.low in LINKS:
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
    stop = max(cut_run(tokens, nxt, run_end(tokens, nxt)), known_end(tokens, nxt))
    has_head = any(t.low in lx.BODY_HEADS for t in tokens[nxt:stop]) or known_end(tokens, nxt) > nxt
    joins = stop < len(tokens) and tokens[stop].low == "and" and stop > nxt
    if stop < len(tokens) and tokens[stop].low == "against" and has_head_run(tokens, stop + 1):
        return stop
    inside = (
        any(t.low in {"for", "of", "on"} for t in tokens[i:end])
        and country_named(tokens[end - 1].text) is None
    )
    return stop if has_head or inside or (joins and _head_follows(tokens, stop)) else end


def _head_follows(tokens: list[Token], at: int) -> bool:
    return any(t.low in lx.BODY_HEADS for t in tokens[at + 1 : run_end(tokens, at + 1)])


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
        or is_known(tokens, i, end)
        or _is_open_role(tokens, i, end)
        or is_unit_against(tokens, end, target)
    ):
        return end
    stop = max(cut_run(tokens, target, run_end(tokens, target)), known_end(tokens, target))
    stop = _before_person(tokens, target, stop)
    if (
        stop < len(tokens)
        and stop == target + 1
        and tokens[stop].cap
        and lx.is_role_head(tokens[stop].low)
    ):
        return end
    if stop == target or _ends_in_person(tokens, target, stop):
        return end
    if link in INNER_LINKS:
        return stop
    return stop if _may_hang(tokens, (i, end, target, stop), heads, link) else end


def _before_person(tokens: list[Token], target: int, stop: int) -> int:
    """Stop at a country when a name follows it: "Government of Tajikistan Marhabo Olimzoda"."""
    country = known_end(tokens, target)
    if country == target and country_named(tokens[target].text) is not None:
        country = target + 1
    rest = tokens[country:stop]
    after_place = fold(tokens[target + 1].text) in lx.given_names() if stop - target >= 3 else False
    if after_place and not any(t.low in lx.BODY_HEADS for t in tokens[target:stop]):
        return target + 1
    office = all(lx.is_role_head(t.low) for t in rest)  # "of the United Nations Secretary-General"
    if country > target and rest and not (office or any(t.low in lx.BODY_HEADS for t in rest)):
        return country
    return stop


def _ends_in_person(tokens: list[Token], target: int, stop: int) -> bool:
    return (
        fold(tokens[target].text) in lx.given_names()
        and stop - target >= 2
        and not any(t.low in lx.BODY_HEADS for t in tokens[target:stop])
    )


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


_TASKS = lx.words("counter combat prevent end stop protect promote fight eliminate eradicate")
"""What a body is there to do: "Global Forum to Counter Piracy"."""


def _may_hang(
    tokens: list[Token], where: tuple[int, int, int, int], heads: list[str], link: str
) -> bool:
    i, end, target, stop = where
    words = " ".join(t.text for t in tokens[target:stop])
    if link == "in" and tokens[end - 1].low in {"trafficking", "education", "research"}:
        return not is_place(words)
    if link == "in" and words in {
        "Human Beings",
        "Persons",
        "Central Asia",
        "Higher Education",
        "Policing",
    }:
        return True
    owns = is_possessive(tokens, stop) and has_head_run(tokens, stop + 1)
    if link == "to" and tokens[target].low in _TASKS and stop - target > 1:
        return bool(heads)
    if link in {"to", "in"} and not owns:
        last = tokens[end - 1].low
        sends = (
            link == "to"
            and bool(heads)
            and heads[0] in {"delegation", "mission", "representation", "embassy"}
        )
        own_school = link == "in" and tokens[i].text == "OSCE" and last in {"academy", "college"}
        known = fold(" ".join(t.text for t in tokens[i:end]))
        mission = (
            sends
            or own_school
            or last in lx.MISSION_HEADS
            or known
            in {
                "transparency international",
                "internews",
                "save the children",
            }
        )
        return mission and (
            link == "to" or is_place(words) or country_of_adjective(words) is not None
        )
    inner = (
        any(t.low in lx.BODY_HEADS for t in tokens[target : stop + 3])
        or known_end(tokens, target) > target
        or is_known(tokens, target, target + 1)
    )
    return (
        inner
        and bool(heads)
        and heads[-1] in lx.UNIT_HEADS
        and (link != "in" or not is_place(words) or is_possessive(tokens, stop))
    )


def _after_and(tokens: list[Token], i: int, end: int) -> int:
    target = end + 1
    if target >= len(tokens) or not tokens[target].cap or tokens[target].low in lx.STOP_CAPS:
        return end
    if tokens[end - 1].text == "Bosnia":
        return target + 1
    stop = cut_run(tokens, target, run_end(tokens, target))
    if (
        country_named(tokens[end - 1].text)
        and country_named(tokens[target].text)
        and tokens[end - 2].low == "to"
    ):
        return target + 1
    if stop == target or country_named(" ".join(t.text for t in tokens[i:end])) is not None:
        return end
    right_head = any(t.low in lx.BODY_HEADS for t in tokens[target:stop])
    if not _heads(tokens, i, end) and not is_known(tokens, i, end):
        return stop if right_head and _plain_words(tokens, link_start(tokens, i, end), end) else end
    return stop if _joins_complement(tokens, (i, end, target, stop), right_head=right_head) else end


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
    tokens: list[Token], where: tuple[int, int, int, int], *, right_head: bool
) -> bool:
    """Say whether "and" joins two topics of one body: "Ministry of Education and Science"."""
    i, end, target, stop = where
    link = next(
        (k for k in range(end - 1, i, -1) if tokens[k].low in INNER_LINKS or tokens[k].low == ","),
        None,
    )
    if link is None:
        return right_head and _joins_tasks(tokens, i, end, target)
    words = " ".join(t.text for t in tokens[target:stop])
    if words in {"NGOs", "CSOs", "INGOs"} or is_known(tokens, target, stop):
        return False
    adjective = end - link == 2 and tokens[end - 1].low.endswith(("al", "ic", "ary", "ous", "ive"))
    if adjective and stop - target >= 2:
        return True
    pair = stop - target == 1 and tokens[target].low in {"society", "family", "community"}
    if (
        right_head
        and not pair
        and not (
            stop < len(tokens)
            and tokens[stop].low in INNER_LINKS
            and tokens[target].low == "coordination"
        )
    ):
        return False
    return _is_topic(tokens, target, stop) and _is_open(tokens[link + 1 : end])


def _joins_tasks(tokens: list[Token], i: int, end: int, target: int) -> bool:
    """Say whether two runs without a link are one body: "Tax and Customs Board", "Police and Border Guard Board"."""
    tail = tokens[end - 1].low
    if (tail, tokens[target].low) in _PAIRS:
        return target + 1 < len(tokens) and tokens[target + 1].cap
    return tail not in lx.BODY_HEADS and _plain_words(tokens, link_start(tokens, i, end), end)


def _is_topic(tokens: list[Token], target: int, stop: int) -> bool:
    """Say whether words after "and" can be a second topic, and not a place, a person or another body."""
    words = " ".join(t.text for t in tokens[target:stop])
    short = words.isupper() and len(words) > 1
    branch = stop - target >= 2 and country_named(tokens[stop - 1].text) is not None
    if short or branch or is_place(words) or country_of_adjective(tokens[target].text):
        return False
    return not _ends_in_person(tokens, target, stop)


def _is_open(left: list[Token]) -> bool:
    """Say whether the first topic may have a second: not where it is a place, or itself a body ("the Criminal Police")."""
    last = left[-1].low
    if (
        len(left) >= 2
        and last in lx.BODY_HEADS
        and last not in lx.TOPIC_WORDS
        and not last.endswith("s")
    ):
        return False
    topic = any(t.low in lx.TRADE_WORDS for t in left)
    return topic or not is_place(" ".join(t.text for t in left))


_PAIRS = frozenset(
    (("police", "border"), ("customs", "border"), ("customs", "excise"), ("police", "customs"))
)
"""Two tasks of one service: "Estonian Police and Border Guard Board"."""


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
        stop = run_end(tokens, k + 1)
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
    return k if topics and closes and not has_head_run(tokens, k + 1) else end


def _is_time(tokens: list[Token], at: int) -> bool:
    return tokens[at].low in lx.WEEKDAYS or (
        tokens[at].low in lx.MONTH_WORDS and not (at + 1 < len(tokens) and tokens[at + 1].cap)
    )
