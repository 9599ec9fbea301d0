"""Where an office ends and what it belongs to begins: "Mayor of Korça", "member of the women’s committee", "pupil and one of the hosts".

House rule: "Head of the X" is the role "Head" and the organisation "X", also where X is a town, a body in small
letters, or a name that only the office before it makes a body's.
"""

from __future__ import annotations

from commonweal.library.engine.facts import lexicon as lx
from commonweal.library.engine.facts.gazetteer import (
    country_named,
    country_of_adjective,
    is_place,
)
from commonweal.library.engine.facts.tokens import Token, fold, is_possessive

_TOWN_OFFICES = lx.words("mayor vice-mayor governor prefect akim hakim")
_LEARNERS = lx.words("student students pupil pupils")
# Offices that are held in a body; what is taught or written ("teacher of Serbian", "author of Quiet Rivers") is none.
_WORK_FOR = lx.words(
    """
    co-ordinator coordinator director deputy manager head leader chair chairperson chairman chairwoman president member founder
    co-founder representative spokesperson spokesman spokeswoman secretary volunteer activist consultant adviser advisor expert
    specialist officer assistant trainer organizer organiser treasurer researcher lawyer psychologist
    """
)
# What is no body by itself, but is one with a name: "the contact point of the Canton of Uri", "the Wetterhorn portal".
_SMALL_HEADS = lx.words("point portal newspaper magazine parish")
_HOUSES = lx.words("centre center school museum library office institute shelter clinic")
_RECTORS = lx.words("rector vice-rector vice-chancellor")
_JOINS = lx.words("of for and the against on in & to")

# What makes a title of the office before it: "member of Parliament", "head of State".
_TITLES = frozenset(("Parliament", "State", "Government", "Mission", "Delegation", "Staff"))

End = tuple[int, tuple[int, int] | None]


def office_end(tokens: list[Token], first: int, last: int, *, larger: bool = False) -> End:
    """Return where the words of an office end, and the range of the body behind them, if that is named.

    Examples: "co-ordinator of Harbour Watch" ends before "of" and belongs to Harbour Watch; "Mayor of Korça" ends
    there and names no body; "Ambassador of Sweden" and "Professor of International Law" are whole.

    Args:
        tokens: Words of one sentence.
        first: Index of the office's first token.
        last: Index one past its last token.
        larger: True where a larger body stands behind the office: "head of the political section of the EU Delegation".
    """
    for j in range(first + 1, last):
        if adds_task(tokens, j, last):
            return j, None
        if tokens[j].cap or tokens[j].low not in {"of", "at", "for", "with"}:
            continue
        found = _of_place_or_study(tokens, j, last) or _of_small_body(
            tokens, j, last, larger=larger
        )
        found = found or _of_named(tokens, j, last)
        if found is not None:
            return found
    return last, None


def adds_task(tokens: list[Token], j: int, last: int) -> bool:
    """Say whether the office is over and a task or a second part follows: "responsible for seven villages", "and one of the hosts".

    Args:
        tokens: Words of one sentence.
        j: Index of the word asked about.
        last: Index one past the phrase.
    """
    low = [t.low for t in tokens[j : min(j + 3, last)]]
    return low[:2] in (["responsible", "for"], ["in", "charge"]) or (
        low == ["and", "one", "of"] and not tokens[j].cap
    )


def _of_place_or_study(tokens: list[Token], j: int, last: int) -> End | None:
    """Cut a town off whoever governs it, "Mayor of Korça", or lives or works there, and what is studied off a student: "student of law"."""
    if tokens[j].low != "of" or j + 1 >= last:
        return None
    before, after = tokens[j - 1], tokens[j + 1]
    words = _words(tokens, j + 1, last)
    if any(t.low == "for" for t in tokens[j + 1 : last]):
        return None  # "Deputy Mayor of Prizren for Communities"
    if before.low in _TOWN_OFFICES and after.cap:
        advises = [t.low for t in tokens[j - 3 : j - 1]] == ["to", "the"]
        return (last, None) if advises else (j, None)  # "Adviser to the Mayor of Korça"
    town = is_place(words) and country_named(words) is None and not _is_common(after.low)
    if lx.is_role_head(before.low) and town:
        return j, None
    studies = before.low in _LEARNERS and not after.cap and after.low not in {"the", "a", "an"}
    return (j, None) if studies else None


def _of_small_body(tokens: list[Token], j: int, last: int, *, larger: bool) -> End | None:
    """Read a body in small letters, or with only a common noun: "inspector of the Kulob department of internal affairs", "coordinator of the Forum"."""
    if tokens[j].low != "of" or j + 2 >= last or tokens[j + 1].low not in {"the", "a", "an"}:
        return None
    rest = tokens[j + 2 : last]
    if not any(t.low in lx.BODY_HEADS or t.low in _SMALL_HEADS for t in rest):
        return None
    if len(rest) == 1 and tokens[j - 1].low in {"head", "director"} and rest[0].low in _HOUSES:
        return j, None  # "Head of the centre"
    named = any(t.cap for t in rest) and not any(lx.is_role_head(t.low) for t in rest)
    if named:
        return j, (j + 2, last)
    return (j, None) if larger else None  # "member of the winning team" is whole


def _of_named(tokens: list[Token], j: int, last: int) -> End | None:
    """Read a body without a head behind an office: "co-ordinator of Harbour Watch", "Programme Manager at Efus", "Director of IOM Georgia"."""
    k = j + 1 + (j + 1 < last and tokens[j + 1].low == "the")
    run = tokens[k:last]
    if not run or not (run[0].cap and run[-1].cap) or not lx.is_role_head(tokens[j - 1].low):
        return None
    if not all(t.cap or t.low in _JOINS or is_possessive(run, i) for i, t in enumerate(run)):
        return None
    if any(lx.is_role_head(t.low) and t.low != "focal" for t in run) or not _may_be_body(run):
        return None
    if tokens[j].low == "for" and fold(run[0].text) not in lx.KNOWN_BODIES:
        return None  # "adviser for Roma Issues": what the office is about
    sure = tokens[j].low == "at" or tokens[j - 1].low in _RECTORS
    small = not tokens[j - 1].cap and tokens[j - 1].low in _WORK_FOR
    owned = tokens[j - 1].low == "head" and any(is_possessive(run, i) for i in range(len(run)))
    return (j, (k, last)) if sure or small or owned or _is_branch(run) else None


def _may_be_body(run: list[Token]) -> bool:
    """Say whether capitals can be a body's name: no country, language or town, and not only a subject or an event."""
    words = _words(run, 0, len(run))
    if country_named(words) or is_place(words) or country_of_adjective(words):
        return False
    if words in _TITLES:
        return False
    known = fold(run[0].text) in lx.KNOWN_BODIES
    tail = run[-1].low
    if tail in lx.NOT_BODY_TAILS and not (known and tail in {"programme", "project"}):
        return False
    return known or not all(t.low in lx.TRADE_WORDS or not t.cap for t in run)


def _is_branch(run: list[Token]) -> bool:
    """Say whether a known body's branch in a country is named: "IOM Georgia", "UN Women Moldova"."""
    known = fold(run[0].text) in lx.KNOWN_BODIES and run[0].text.isupper()
    return known and len(run) > 1 and country_named(run[-1].text) is not None


def _is_common(low: str) -> bool:
    """Say whether a word is one of the trade and a town's name too: "Police" is a town in Poland."""
    return low in lx.TRADE_WORDS or low in lx.BODY_HEADS


def _words(tokens: list[Token], first: int, last: int) -> str:
    return " ".join(t.text for t in tokens[first:last])
