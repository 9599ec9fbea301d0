"""Why a name is a person's where no office stands beside it: a form of address, speech, what the text tells of it later."""

from __future__ import annotations

from commonweal.library.engine.facts import lexicon as lx
from commonweal.library.engine.facts.body_of_person import body_after
from commonweal.library.engine.facts.gazetteer import is_place
from commonweal.library.engine.facts.names import has_given_name
from commonweal.library.engine.facts.tokens import Token


def other_reason(tokens: list[Token], where: tuple[int, int, int]) -> str | None:
    """Return the rule that makes a name a person where no office is printed, or None."""
    address, first, end = where
    if address < first:
        return "form of address"
    given = has_given_name(tokens, first)
    if _speaks(tokens, first, end):
        return "speech and given name" if given else "speech"
    if body_after(tokens, end) is not None and given:
        return "body after name"
    quoted = (
        first > 0
        and tokens[first - 1].text in '“"«„'
        and end < len(tokens)
        and tokens[end].text in '”"»'
    )
    return "given name" if given and end - first <= 4 and not quoted else None


def told_of(tokens: list[Token], where: tuple[int, int], spoken: frozenset[str]) -> str | None:
    """Return the rule that makes a name a person by what the text tells of it later.

    Example: the surname speaks elsewhere ("said Annaýew"), or "she" follows: "When Lusine Petrosyan took
    over, she found".
    """
    first, end = where
    if is_place(tokens[first].text):
        return None
    if tokens[end - 1].text in spoken:
        return "speaks later"
    verb = end < len(tokens) and tokens[end].low.isalpha() and not tokens[end].cap
    near = [t.low for t in tokens[end + 1 : end + 25]]
    if verb and ("she" in near or "he" in near):
        return "he or she follows"
    hers = (
        verb
        and tokens[end].low in {"from", "for", "has", "was", "is"}
        and {"her", "his"} & set(near[:12])
    )
    return "he or she follows" if hers else None


def _speaks(tokens: list[Token], first: int, end: int) -> bool:
    before = tokens[first - 1].low if first else ""
    after = tokens[end].low if end < len(tokens) else ""
    if after == "," and end + 1 < len(tokens) and tokens[end + 1].low in {"who", "whose"}:
        return True
    if after == "," and before == "," and end + 1 < len(tokens):
        return tokens[end + 1].low in lx.SPEECH_VERBS
    if before == "by" and first > 1 and tokens[first - 2].low in _DONE_BY:
        return end - first <= 3 and body_after(tokens, end) is not None
    if after in {"of", "from", "("}:
        near = [t.low for t in tokens[end : end + 14]]
        return any(w in lx.SPEECH_VERBS for w in near) or before in lx.SPEECH_VERBS
    return (
        before in lx.SPEECH_VERBS
        or after in lx.SPEECH_VERBS
        or (after in _ACTS and has_given_name(tokens, first))
    )


_DONE_BY = lx.words("moderated chaired facilitated delivered presented given opened led taught")
_ACTS = lx.words(
    "greeted opened spoke led chaired moderated attended presented visited signed delivered co-chaired joined took held met gave"
)
