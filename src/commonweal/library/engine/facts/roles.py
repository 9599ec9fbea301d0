"""The grammar of offices: "Deputy Head of the OSCE Mission to Serbia" is a role and a body.

Annotation follows the house rules: "Head of the X" gives the role "Head" and the organisation "X";
the titles of ministers stay whole; ranks and forms of address are not roles where another is printed.
"""

from __future__ import annotations

import re

from commonweal.library.engine.facts import lexicon as lx
from commonweal.library.engine.facts.bodies import body_at
from commonweal.library.engine.facts.gazetteer import country_named, is_place
from commonweal.library.engine.facts.names import name_at
from commonweal.library.engine.facts.offices import Role, split_role
from commonweal.library.engine.facts.tokens import Token, fold, is_abbreviation_stop, is_possessive

_LINKS = lx.words(
    """
    of for to on at in from with under within against the and & / - – ’s 's a an
    """
)
_STOPS = lx.words(
    """
    ad who which whose that after before during while as when where because was is are were has
    have had told will would also both by then if but or not than via including together
    respectively speaking opening he she they it we i presented led moderated attended
    opened delivered took attending representing met visited discussed toured travelled held joined signed
    handed received hosted chaired inaugurated launched donated became began gave went spoke talked can could should must
    works worked
    """
)
_DETERMINERS = lx.words(
    """
    the a an its their our his her my
    """
)
_ADVERBS = lx.words(
    """
    today now currently formerly then also previously himself herself
    """
)
_AREAS = lx.words("region province district oblast county canton")
_EVENT_WORDS = lx.words(
    """
    event meeting workshop conference seminar training course opening closing roundtable
    ceremony launch discussion session forum end beginning start margins sidelines occasion
    interview video debate panel exercise camp time
    """
)


def role_after(tokens: list[Token], at: int) -> Role | None:
    """Read the role that starts at a token, as after the comma of "Ana Ruci, Head of the Unit, said".

    Args:
        tokens: Words of one sentence.
        at: Index of the first token after the comma.
    """
    first = at
    if [t.low for t in tokens[at : at + 3]] == ["one", "of", "the"]:
        first = at + 3
    while first < len(tokens) and tokens[first].low in _ADVERBS:
        first += 1
    while (
        first < len(tokens)
        and tokens[first].low in _DETERMINERS
        and not (tokens[first].cap and tokens[first].text.isupper())
    ):
        first += 1
    if [t.low for t in tokens[first + 1 : first + 3]] == ["-", "year-old"]:
        first += 3
    head = _head_from(tokens, first)
    alone = _body_alone(tokens, first)
    if alone is not None and (head is None or head + 1 == alone.last):
        return alone
    head = head if head is not None else _trade(tokens, at)
    if head is None:
        return None
    last = _more_topics(tokens, head, _complement_end(tokens, head + 1))
    if _starts_person(tokens, last):
        return None
    return split_role(tokens, at if first >= at + 3 and tokens[at].low == "one" else first, last)


def _trade(tokens: list[Token], at: int) -> int | None:
    """Return the noun of somebody's trade by its ending, where "a" and a mark stand around it: "Luka Perić, a receptionist,"."""
    if at >= len(tokens) or tokens[at].low not in {"a", "an"}:
        return None
    for k in range(at + 1, min(at + 4, len(tokens) - 1)):
        if tokens[k].cap or not tokens[k].low.isalpha():
            return None
        if tokens[k + 1].text in ",.;" and _TRADE.fullmatch(tokens[k].low):
            return k
    return None


_TRADE = re.compile(r"[a-z]{4,}(?:ist|ian)|[a-z]{3,}(?:keeper|maker|worker|grower|smith|binder)")


def _more_topics(tokens: list[Token], head: int, last: int) -> int:
    """Lengthen a minister's office over a list: "Minister for Home Affairs, Security and Reforms of Malta"."""
    if "minister" not in tokens[head].low or last >= len(tokens) or tokens[last].text != ",":
        return last
    k = last + 1
    while k < len(tokens) and (tokens[k].text == "," or tokens[k].low in lx.TOPIC_WORDS | _CRIMES):
        if not tokens[k].cap and tokens[k].text != ",":
            return last
        k += 1
    if k == last + 1 or k + 1 >= len(tokens) or tokens[k].low != "and":
        return last
    if tokens[k + 1].low not in lx.TOPIC_WORDS or not tokens[k + 1].cap:
        return last
    end = _complement_end(tokens, k + 1)
    return next((at for at in range(k + 1, end) if tokens[at].low == "at"), end)


_CRIMES = frozenset(("organized", "organised"))


def _body_alone(tokens: list[Token], first: int) -> Role | None:
    body = body_at(tokens, first) if first < len(tokens) else None
    if body is None or not _at_boundary(tokens, body.after):
        return None
    return Role(first, body.after, None, (body.first, body.after))


def _at_boundary(tokens: list[Token], at: int) -> bool:
    return (
        at >= len(tokens)
        or tokens[at].text in ',.;:)”"'
        or tokens[at].low in lx.SPEECH_VERBS
        or tokens[at].low in _STOPS
    )


def _head_from(tokens: list[Token], first: int) -> int | None:
    """Return the index of the last word of the role's head noun."""
    j, unknown = first, 0
    while j < min(first + 16, len(tokens)):
        token = tokens[j]
        if lx.is_role_head(token.low) and not _is_owner(tokens, j):
            return _end_of_heads(tokens, j)
        if (
            _is_break(tokens, j)
            or token.low in lx.SPEECH_VERBS
            or token.low[0].isdigit()
            or (token.low == "and" and j == first)
        ):
            return None
        if (
            not token.cap
            and token.low not in lx.ROLE_MODIFIERS
            and token.low not in _LINKS
            and not is_possessive(tokens, j)
        ):
            unknown += 1
            if unknown > 3 or (token.low.endswith(("ed", "ing")) and "-" not in token.low):
                return None
        j += 1
    return None


def _is_owner(tokens: list[Token], j: int) -> bool:
    """Say whether a role word only owns a body: "Prosecutor General’s Office", "Ministers’ Deputies"."""
    k = j + 1
    while k < len(tokens) and tokens[k].cap and lx.is_role_head(tokens[k].low):
        k += 1
    return is_possessive(tokens, k) and k + 1 < len(tokens) and tokens[k + 1].low in lx.BODY_HEADS


def _end_of_heads(tokens: list[Token], j: int) -> int:
    while j + 1 < len(tokens) and (
        (lx.is_role_head(tokens[j + 1].low) and (tokens[j + 1].cap or not tokens[j].cap))
        or tokens[j + 1].low in {"general", "in-office", "designate", "emeritus"}
    ):
        j += 1
    return j


def _is_break(tokens: list[Token], j: int) -> bool:
    token = tokens[j]
    if token.text in {"’", "'"} and is_possessive(tokens, j):
        return False
    if token.text == "." and is_abbreviation_stop(tokens, j):
        return False
    return (token.low in _STOPS and not token.cap) or token.text in ',.;:()“”"«»„?!…'


def _complement_end(tokens: list[Token], at: int) -> int:
    """Return where the words that belong to a role's head end."""
    j = at
    while j < len(tokens):
        if (
            _is_break(tokens, j)
            or (tokens[j].low in lx.SPEECH_VERBS and not tokens[j].cap)
            or tokens[j].low.isdigit()
        ):
            break
        if _leaves_phrase(tokens, j) or _starts_person(tokens, j):
            break
        body = body_at(tokens, j) if tokens[j].cap else None
        j = body.after if body else j + 1
    while j > at and tokens[j - 1].low in _LINKS and not is_possessive(tokens, j - 1):
        j -= 1
    return j


def _starts_person(tokens: list[Token], j: int) -> bool:
    """Say whether another person's name starts here: the role before it is theirs."""
    if j + 1 >= len(tokens) or not (tokens[j].cap and tokens[j + 1].cap):
        return False
    named = (
        fold(tokens[j].text.split("-")[0]) in lx.given_names() and tokens[j - 1].low not in _LINKS
    )
    return named and tokens[j + 1].low not in lx.BODY_HEADS


def _leaves_phrase(tokens: list[Token], j: int) -> bool:
    """Say whether a link word leads out of the role: "in his opening remarks", "at the event", "and Anna Berg"."""
    low = tokens[j].low
    if low == "–" or low == "—":
        return True
    after = [t.low for t in tokens[j + 1 : j + 4]]
    if low in {"in", "at", "on", "during", "with", "to", "for"}:
        return (
            after[:1]
            and (
                after[0] in {"his", "her", "their", "an", "a", "this"}
                or any(t.low in _EVENT_WORDS and not t.cap for t in tokens[j + 1 : j + 4])
            )
        ) or False
    if low == "and" and j + 1 < len(tokens):
        nxt = tokens[j + 1]
        return (
            nxt.low in lx.SPEECH_VERBS
            or (nxt.cap and fold(nxt.text.split("-")[0]) in lx.given_names())
            or nxt.low in lx.HONORIFICS
        )
    return False


def role_before(tokens: list[Token], at: int, *, comma: bool) -> Role | None:
    """Read the role that ends just before a name.

    Args:
        tokens: Words of one sentence.
        at: Index one past the role's last token (forms of address and the comma already skipped).
        comma: True for "the Head of the Unit, Ana Ruci", False for "Deputy Minister Ana Ruci".
    """
    at = _before_own_name(tokens, at) if comma else at
    minister = _minister_of_topics(tokens, at)
    if minister is not None:
        return split_role(tokens, minister, at)
    return _walked_back(tokens, at, comma=comma)


def _walked_back(tokens: list[Token], at: int, *, comma: bool) -> Role | None:
    """Return the role of the nearest words that can hold one, walking back from where the name or its comma stands."""
    j = _before_listed_body(tokens, at)
    heads: list[int] = []
    while j > 0 and at - j < 30:
        k = j - 1
        if _stops_walk(tokens, k, comma=comma):
            break
        if tokens[k].low == "and" and k >= 2 and name_at(tokens, k - 2) == k:
            break
        if _starts_person(tokens, k):
            j = next((m for m in range(k, at) if tokens[m].low in {"and", ","}), k) + 1
            heads = [h for h in heads if h >= j]
            break
        if lx.is_role_head(tokens[k].low) and not _is_owner(tokens, k):
            heads.append(k)
        j = k
    head = next((h for h in reversed(heads) if _complement_is_sound(tokens, h, at)), None)
    if head is None:
        return None
    first = _first_modifier(tokens, head, j)
    if [t.low for t in tokens[max(0, first - 3) : first]] == ["one", "of", "the"]:
        first -= 3
    return split_role(tokens, first, at) if first < at else None


def _before_listed_body(tokens: list[Token], at: int) -> int:
    """Step back over a body with a list in its name: "Secretary in the Ministry of Education, Science and Sport Ana Kos"."""
    commas = [k for k in range(max(1, at - 14), at) if tokens[k].text == ","]
    for k in range(commas[0] - 1, max(0, commas[0] - 6), -1) if commas else ():
        if tokens[k].low in lx.BODY_HEADS and tokens[k].cap:
            body = body_at(tokens, k)
            return k if body is not None and body.after >= at else at
    return at


def _minister_of_topics(tokens: list[Token], at: int) -> int | None:
    """Return where a minister's office over a list starts: "the Minister of Trade, Science and Culture, Ana Kos"."""
    k, comma = at - 1, False
    while k > 0 and at - k < 16:
        token = tokens[k]
        if token.low == "minister" and token.cap:
            inside = tokens[k + 1].low in {"of", "for"} and comma
            return _first_modifier(tokens, k, max(0, k - 4)) if inside else None
        topic = token.cap and (token.low in lx.TOPIC_WORDS or tokens[k - 1].low in _OF_TOPICS)
        if token.text != "," and token.low not in {"and", "of", "for", "the"} and not topic:
            return None
        comma, k = comma or token.text == ",", k - 1
    return None


_OF_TOPICS = frozenset(("of", "for", "the"))


def _before_own_name(tokens: list[Token], at: int) -> int:
    """Step back over a body’s own name in marks, "the Director of the Centre “Horizonti”, Drita Hoxha", or over "from Serbia", as in "a geologist from Serbia, Ana Kos"."""
    if at > 2 and tokens[at - 1].cap and tokens[at - 2].low == "from":
        known = country_named(tokens[at - 1].text) or is_place(tokens[at - 1].text)
        one = lx.is_role_head(tokens[at - 3].low) and tokens[at - 3].low not in lx.ROLE_PLURALS
        return at - 2 if known and one and not tokens[at - 3].low.endswith("s") else at
    if at <= 2 or tokens[at - 1].text not in '”"»':
        return at
    return next((k for k in range(at - 2, max(at - 9, 0), -1) if tokens[k].text in '“"«„'), at)


def _stops_walk(tokens: list[Token], k: int, *, comma: bool) -> bool:
    token = tokens[k]
    if (
        _is_break(tokens, k)
        or (token.low in lx.SPEECH_VERBS and not token.cap)
        or token.low in {"by", "with", "from", "between", "said"}
    ):
        return True
    if (
        token.low in _LINKS
        or token.cap
        or (token.low in _AREAS and k > 0 and tokens[k - 1].cap)
        or is_possessive(tokens, k)
        or token.low in lx.ROLE_MODIFIERS
        or lx.is_role_head(tokens[k].low)
    ):
        return False
    if (
        k > 0
        and tokens[k - 1].low in {"for", "of"}
        and token.low.isalpha()
        and token.low not in _EVENT_WORDS
    ):
        return False
    return not comma or token.low in _EVENT_WORDS or token.low in {"participants", "discussed"}


def _complement_is_sound(tokens: list[Token], head: int, at: int) -> bool:
    end = _end_of_heads(tokens, head) + 1
    if end >= at:
        return True
    return (
        tokens[end].low in _LINKS or is_possessive(tokens, end) or lx.is_role_head(tokens[end].low)
    )


def _first_modifier(tokens: list[Token], head: int, floor: int) -> int:
    """Return where the role starts: its modifiers, adjectives and owning body before the head."""
    j = head
    while j > floor:
        before = tokens[j - 1]
        joins_roles = (
            before.low in {"and", "&"} and j - 2 >= floor and tokens[j - 2].cap and tokens[j].cap
        )
        if is_possessive(tokens, j - 1) and j >= 2:
            j -= 2
            continue
        if before.low == "europe" and [t.low for t in tokens[max(0, j - 3) : j - 1]] == [
            "council",
            "of",
        ]:
            j -= 3
            continue
        named = (before.cap and before.low not in lx.STOP_CAPS and before.text.isalpha()) or (
            before.cap and ("-" in before.text or "/" in before.text or "’" in before.text)
        )
        if not (
            joins_roles or named or before.low in lx.ROLE_MODIFIERS or lx.is_role_head(before.low)
        ):
            break
        j -= 1
    while j < head and tokens[j].low in _LINKS:
        j += 1
    return j
