"""The shape of a person's name: "Ana Ruci", "Marie-Claire Vandenabeele", "Abdul Wakil Stanekzada", "J. van der Berg".

The shape alone never makes a person: ``people`` asks for an office, a form of address, or speech.
"""

from __future__ import annotations

import re

from commonweal.library.engine.facts import lexicon as lx
from commonweal.library.engine.facts.gazetteer import country_named, country_of_adjective, is_place
from commonweal.library.engine.facts.tokens import Token, fold, is_abbreviation_stop, is_possessive

MAX_WORDS = 6
_PARTICLES = lx.words(
    """
    de del della der den di da dos do du la le van von zu zum ter ten af av el al bin ibn
    ben bint abu y e i oglu ogly kyzy
    """
)
_CAP_PARTICLES = lx.words(
    """
    Van Von De Di Da Del Den Der La Le El Al Ter Bin Ibn Abu Mac Mc St Ó Ní Uí Nic Mhic
    """
)
_FATHERS = frozenset(("kyzy", "kizi", "qizi", "uulu", "uly", "ogly", "oglu", "zoda", "zade"))
"""What a name that tells whose child somebody is may end in, after a hyphen and in small letters."""
_JOINERS = frozenset(("and", "&", "or"))


def name_at(tokens: list[Token], i: int, *, lower_words: frozenset[str] = frozenset()) -> int:
    """Return the index one past the person-like name that starts at a token, or ``i`` if there is none.

    Args:
        tokens: Words of one sentence.
        i: Index of the first token.
        lower_words: Words the document also writes in lower case; such a word is no name.
    """
    if not _may_start(tokens, i):
        return i
    j, words = i, 0
    while j < len(tokens) and words < MAX_WORDS:
        step = _step(tokens, j, i, lower_words)
        if step == 0:
            break
        words += tokens[j].cap
        j += step
    while j > i and not tokens[j - 1].cap and tokens[j - 1].text != ".":
        j -= 1
    if j - i < 2 or _capitals(tokens, i, j) < 2 or not _may_end(tokens, i, j):
        return i
    return j


def _capitals(tokens: list[Token], i: int, j: int) -> int:
    return sum(1 for t in tokens[i:j] if t.cap)


def _may_start(tokens: list[Token], i: int) -> bool:
    token = tokens[i]
    if not token.cap or is_possessive(tokens, i) or _is_verb_said(tokens, i):
        return False
    return _is_name_word(token) or (
        len(token.text) == 1 and i + 1 < len(tokens) and tokens[i + 1].text == "."
    )


def _is_verb_said(tokens: list[Token], i: int) -> bool:
    """Say whether "Said" opens a sentence as a verb: "Said Ruslan Botnaru, Deputy Chief of the Inspectorate"."""
    full = i + 2 < len(tokens) and tokens[i + 1].cap and tokens[i + 2].cap
    return tokens[i].text == "Said" and full and (i == 0 or tokens[i - 1].text in '”"')


def _is_name_word(token: Token) -> bool:
    text = token.text
    if not token.cap or len(text) < 2 or not all(c.isalpha() or c in "-‑’'" for c in text):
        return False
    parts = text.split("-")
    if parts[-1] in _FATHERS and len(parts) > 1:
        parts = parts[:-1]  # "Jumagul-kyzy", the daughter of Jumagul
    if any(len(part) > 2 and part.islower() for part in parts) and not _is_double(parts):
        return False
    low = token.low
    if low in lx.STOP_CAPS:
        return False
    if low in lx.WEEKDAYS or (
        low in lx.MONTH_WORDS and low not in {"may", "april", "june", "august", "jan"}
    ):
        return False
    if _is_trade(low):
        return fold(low) in lx.given_names() and not (
            low in lx.BODY_HEADS or low in lx.HONORIFICS or lx.is_role_head(low)
        )
    return not (
        country_of_adjective(text)
        or (country_named(text) and fold(low) not in lx.given_names() and low != "jordan")
    )


def _is_double(parts: list[str]) -> bool:
    """Say whether a given name of two syllables is printed with one capital: "Min-jae", "Soo-yeon"."""
    return (
        len(parts) == 2
        and all(p.isalpha() and p.isascii() and 2 <= len(p) <= 5 for p in parts)
        and (
            _SYLLABLES.fullmatch(parts[0].lower()) is not None
            and _SYLLABLES.fullmatch(parts[1]) is not None
        )
    )


# One syllable of a Korean or Chinese given name in Latin letters.
_SYLLABLES = re.compile(
    r"(?:[bcdfghjklmnprstwyz]|ch|zh|sh|kk|ss)?(?:h?[iy]?(?:ae|eo|eu|oe|ui|wa|wi|wo|ye|yo|yu|ee|oo|ou|ai|ei|ia|ie|a|e|i|o|u))(?:n|ng|m|k|l|p|h|r)?"
)
_ABSTRACT = re.compile(
    r"(?:[tsx]ions?|ments?|ness|ships?|ities|isms?|ology|ances?|ences?|ives|ings)$"
)


def _is_trade(low: str) -> bool:
    if len(low) > 6 and _ABSTRACT.search(low):
        return True
    return (
        low in lx.TRADE_WORDS
        or low in lx.BODY_HEADS
        or lx.is_role_head(low)
        or low in lx.NOT_BODY_TAILS
        or low in lx.HONORIFICS
        or low in lx.RANKS
    )


def _step(tokens: list[Token], j: int, i: int, lower_words: frozenset[str]) -> int:
    """Return how many tokens the next word of a name takes, 0 if the name has ended."""
    token = tokens[j]
    if j > i and tokens[j - 1].text in ",;":
        return 0
    if j > i and _is_nickname(tokens, j):
        return 3
    if (
        len(token.text) == 1
        and token.cap
        and j + 1 < len(tokens)
        and is_abbreviation_stop(tokens, j + 1)
    ):
        return 2
    if (
        token.low in _PARTICLES
        and j > i
        and j + 1 < len(tokens)
        and tokens[j + 1].cap
        and (token.low not in {"e", "i", "y"})
    ):
        return 1 if token.cap or _is_name_word(tokens[j + 1]) else 0
    if token.text in _CAP_PARTICLES and j + 1 < len(tokens) and tokens[j + 1].cap:
        return 1
    if not _is_name_word(token):
        return 0
    if (
        token.text.isupper()
        and len(token.text) > 1
        and j == i
        and fold(token.text) not in lx.given_names()
    ):
        return 0
    return 0 if token.low in lower_words and fold(token.low) not in lx.given_names() else 1


def _is_nickname(tokens: list[Token], j: int) -> bool:
    """Say whether one quoted word stands inside a name: "Goran “Goga” Ilić"."""
    return (
        token_is(tokens, j, '“"„')
        and token_is(tokens, j + 2, '”"“')
        and j + 3 < len(tokens)
        and tokens[j + 1].cap
        and _is_name_word(tokens[j + 3])
    )


def token_is(tokens: list[Token], j: int, marks: str) -> bool:
    """Say whether the token at an index is one of some marks."""
    return j < len(tokens) and tokens[j].text in marks


def _may_end(tokens: list[Token], i: int, j: int) -> bool:
    """Say whether a candidate is not a place or the start of a body's or a thing's name."""
    words = " ".join(t.text for t in tokens[i:j])
    if is_place(words):
        return False
    if (
        j < len(tokens)
        and tokens[j].cap
        and (
            tokens[j].low in lx.BODY_HEADS
            or tokens[j].low in lx.NOT_BODY_TAILS
            or tokens[j].low in lx.TRADE_WORDS
        )
    ):
        return False
    return not any(t.low in _JOINERS for t in tokens[i:j])


def has_given_name(tokens: list[Token], i: int) -> bool:
    """Say whether the first word of a name is a given name that is known: "Marie-Claire", "Agron"."""
    word = fold(tokens[i].text)
    return word in lx.given_names() or word.split("-")[0] in lx.given_names()


def skip_address(tokens: list[Token], i: int) -> tuple[int, str | None]:
    """Return where a name's forms of address and ranks start, and the rank, if one is printed.

    Example: before "Ulugbek" in "Major General Ulugbek Tadjimetov" two tokens and "Major General".

    Args:
        tokens: Words of one sentence.
        i: Index of the name's first token.
    """
    j, rank_from = i, i
    while j > 0:
        before = tokens[j - 1]
        if before.low == "ambassador" and _sends(tokens, j - 2):
            break
        if _is_corps(tokens, j):
            j -= 3
            rank_from = j
            continue
        if (
            before.text == "."
            and is_abbreviation_stop(tokens, j - 1)
            and (tokens[j - 2].low in lx.HONORIFICS or tokens[j - 2].low in lx.RANKS)
        ):
            j -= 2
        elif before.cap and (
            (
                before.low in lx.HONORIFICS
                and before.low not in {"imam", "sheikh", "he"}
                and not _is_chief(tokens, j - 1)
            )
            or (
                before.low in lx.RANKS - {"police", "justice", "vice", "rear"}
                and _is_rank(tokens, j - 1)
            )
        ):
            j -= 1
            rank_from = j if tokens[j].low in lx.RANKS else rank_from
        else:
            break
    rank = " ".join(t.text for t in tokens[j:i] if t.low in lx.RANKS and t.low not in lx.HONORIFICS)
    return j, rank or None


def _is_corps(tokens: list[Token], j: int) -> bool:
    """Say whether a rank with its corps stands before: "Colonel of Justice Yerbol Nurpeisov"."""
    return (
        j >= 3
        and tokens[j - 2].low == "of"
        and tokens[j - 1].low
        in {"justice", "police", "militia", "customs", "medicine", "artillery"}
        and tokens[j - 3].low in lx.RANKS
        and tokens[j - 3].cap
    )


def _is_chief(tokens: list[Token], k: int) -> bool:
    """Say whether "Rabbi" is an office here: "Chief Rabbi"."""
    return tokens[k].low == "rabbi" and k > 0 and tokens[k - 1].low in {"chief", "grand"}


def _sends(tokens: list[Token], k: int) -> bool:
    """Say whether "Ambassador" is an office here: "French Ambassador", "EU Ambassador"."""
    return k >= 0 and (
        tokens[k].text in {"EU", "US", "UN", "UK", "OSCE"}
        or country_of_adjective(tokens[k].text) is not None
    )


def _is_rank(tokens: list[Token], k: int) -> bool:
    """Say whether "General" is a rank here and not the end of "Secretary General" or "Director General"."""
    if tokens[k].low != "general" or k == 0:
        return True
    return tokens[k - 1].low in lx.RANKS or not tokens[k - 1].cap
