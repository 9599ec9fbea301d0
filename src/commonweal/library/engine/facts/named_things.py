"""Names of persons’ shape that are a school’s, a street’s, a network’s or a district’s."""

from __future__ import annotations

from commonweal.library.engine.facts import lexicon as lx
from commonweal.library.engine.facts.tokens import Token, fold

_THINGS = lx.words(
    """
    weekly daily portal newspaper station magazine radio channel website outlet school street square library gymnasium
    prize award hotel theatre museum university stadium bridge ship boulevard lyceum hospital airport scholarship medal
    after cup foundation kindergarten
    """
)


# What has a name of its own behind it, where nobody heads it: "the volunteers’ network Harbour Watch reported".
_GROUPS = lx.words(
    "network organization organisation association ngo initiative movement coalition charity foundation party company firm portal"
)
# What lies behind the name it was given: "the Amir Timur district".
_AREAS = lx.words("district province region municipality neighbourhood settlement quarter")


_LEVELS = lx.words("primary secondary elementary grammar high middle vocational")


def _names_a_group(tokens: list[Token], first: int) -> bool:
    """Say whether a name is a group’s: "the network Harbour Watch", not "head of the network Ana Kos"."""
    if not first or tokens[first - 1].low not in _GROUPS:
        return False
    before = {t.low for t in tokens[max(0, first - 6) : first - 1]}
    return not any(lx.is_role_head(low) for low in before - lx.ROLE_PLURALS)


def names_a_thing(tokens: list[Token], first: int, end: int) -> bool:
    """Say whether a name is a school's, a street's or a newspaper's: "the “Mihal Grameno” school".

    Args:
        tokens: Words of one sentence.
        first: Index of the name's first token.
        end: Index one past its last.
    """
    if fold(tokens[first].text) in lx.KNOWN_BODIES:
        return True
    at = end + 1 if end < len(tokens) and tokens[end].text in '”"»' else end
    after = tokens[at].low if at < len(tokens) and tokens[at].text != "after" else ""
    k = first - 1 if first and tokens[first - 1].text in '“"«„' else first
    before = tokens[k - 1].low if k else ""
    named = before == "after" and k >= 2 and tokens[k - 2].low == "named"
    if named or _names_a_group(tokens, k):
        return True
    if after in _LEVELS and {t.low for t in tokens[at + 1 : at + 2]} & {"school", "schools"}:
        return True
    return (before in _THINGS and before != "after") or after in _AREAS | (_THINGS - {"after"})
