"""Runs of capitalised words: where a name's first words end, before a role or a person that follows.

The first step of the grammar of bodies; see ``bodies``.
"""

from __future__ import annotations

from functools import cache

from commonweal.library.engine.facts import lexicon as lx
from commonweal.library.engine.facts.gazetteer import (
    country_named,
    country_names,
    country_of_adjective,
)
from commonweal.library.engine.facts.tokens import Token, fold, is_possessive

LINKS = lx.words(
    """
    of for on against de del della di des du e për za to in at under within
    """
)


INNER_LINKS = lx.words(
    """
    of for on against de del della di des du e për za
    """
)


def run_end(tokens: list[Token], i: int) -> int:
    """Return the index one past the run of capitalised words that starts at a token."""
    j = i
    while j < len(tokens) and (tokens[j].cap or (tokens[j].text == "&" and j > i)):
        if j > i and tokens[j].low in {"mr", "ms", "mrs", "dr", "ambassador"}:
            break
        j += 1
    return j


def known_end(tokens: list[Token], i: int) -> int:
    """Return the end of a country's double name or of a body known by name, or the start."""
    if fold(tokens[i].text) not in _first_words():
        return i
    for n in (9, 8, 7, 6, 5, 4, 3, 2):
        words = " ".join(t.text for t in tokens[i : i + n]).replace(" ,", ",")
        if fold(words) in lx.KNOWN_BODIES or (n <= 4 and country_named(words) is not None):
            return min(i + n, len(tokens))
    return i


_BEFORE_TOPIC = frozenset(("of", "for", "and"))


@cache
def _first_words() -> frozenset[str]:
    """Return the first words of known bodies and of countries with several words."""
    return frozenset(
        n.split()[0].rstrip(",") for n in (*lx.KNOWN_BODIES, *country_names()) if " " in n
    )


def cut_run(tokens: list[Token], i: int, end: int, *, opens: bool = False) -> int:
    """Cut a run before the role or the person that follows the body in it.

    Example: "OSCE Secretary General Thomas Greminger" is cut after "OSCE",
    "OSCE Mission Fermin Cordón" after "Mission".

    Args:
        tokens: Words of one sentence.
        i: Index of the run's first token.
        end: Index one past its last.
        opens: True where the run opens a name: what then stands before a role ("Senior Police" in
            "Senior Police Adviser") belongs to the role, unless it is a body known by name.
    """
    for j in range(i, end):
        last_plural = tokens[j].low in lx.ROLE_PLURALS and j + 1 == end and i > 0
        if (
            not (last_plural and tokens[i - 1].low in _BEFORE_TOPIC)
            and _is_role_here(tokens, i, j)
            and not _leads_to_body(tokens, j, end)
        ):
            if not opens:
                return j
            return max(
                known_end(tokens, i), i + (fold(tokens[i].text) in lx.KNOWN_BODIES and j > i)
            )
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
    if j > i and j + 1 < len(tokens) and tokens[j + 1].text in {"Training", "Education"}:
        return False  # "Academy of In-Service Teacher Training"
    before = [t.low for t in tokens[max(0, i - 3) : i]]
    return not (before[-2:] == ["of", "the"] and before[0] in _OFFICES) and not (
        before[-1:] == ["of"] and low.endswith("s")
    )


_OFFICES = lx.words(
    """
    office secretariat bureau cabinet administration department fund
    """
)


_ROLE_BODIES = lx.words(
    """
    ombudsman ombudsperson co-ordinator coordinator guard staff police press project
    programme political general prosecutor-general justice gender human
    """
)


def _leads_to_body(tokens: list[Token], j: int, end: int) -> bool:
    """Say whether a role word is part of a body: "Prosecutor General’s Office", "Officers Association"."""
    for k in range(j + 1, min(j + 4, len(tokens))):
        if is_possessive(tokens, k):
            return (
                k + 1 < len(tokens)
                and tokens[k + 1].cap
                and any(t.low in lx.BODY_HEADS for t in tokens[k + 1 : run_end(tokens, k + 1)])
            )
        if k < end and tokens[k].low in lx.BODY_HEADS:
            return True
    return False


def has_head_run(tokens: list[Token], at: int) -> bool:
    """Say whether the run of capitals at a token has a head noun of bodies in it."""
    return any(t.low in lx.BODY_HEADS for t in tokens[at : run_end(tokens, at)])


def is_known(tokens: list[Token], i: int, end: int) -> bool:
    """Say whether a range is a body known by name: "OSCE", "Italian Carabinieri"."""
    if i + 1 < end and country_of_adjective(tokens[i].text) is not None and end - i == 2:
        i += 1
    if (
        end - i == 2
        and country_named(tokens[i + 1].text) is not None
        and fold(tokens[i].text) in _BRANCHED
    ):
        return True
    return fold(" ".join(t.text for t in tokens[i:end]).replace(" ,", ",")) in lx.KNOWN_BODIES


_BRANCHED = lx.words(
    "undp unicef unhcr unfpa unodc iom caritas ebrd interpol usaid giz undss unops unesco oxfam internews"
)
"""Bodies whose branches take the country’s name: "UNDP Moldova"."""


def is_unit_against(tokens: list[Token], end: int, target: int) -> bool:
    """Say whether "Action against Terrorism Unit" is being read: the head comes after "against"."""
    return tokens[end].low == "against" and has_head_run(tokens, target)
