"""The grammar of offices: "Deputy Head of the OSCE Mission to Serbia" is a role and a body.

Annotation follows the house rules: "Head of the X" gives the role "Head" and the organisation "X";
the titles of ministers stay whole; ranks and forms of address are not roles where another is printed.
"""

from __future__ import annotations

from dataclasses import dataclass

from commonweal.library.engine.facts import lexicon as lx
from commonweal.library.engine.facts.bodies import body_at
from commonweal.library.engine.facts.gazetteer import country_named, country_of_adjective, is_place
from commonweal.library.engine.facts.tokens import Token, fold, is_abbreviation_stop, is_possessive

_LINKS = frozenset(
    [
        "of",
        "for",
        "to",
        "on",
        "at",
        "in",
        "from",
        "with",
        "under",
        "within",
        "against",
        "the",
        "and",
        "&",
        "/",
        "-",
        "–",
        "’s",
        "'s",
        "a",
        "an",
    ]
)
_STOPS = frozenset(
    [
        "who",
        "which",
        "whose",
        "that",
        "after",
        "before",
        "during",
        "while",
        "as",
        "when",
        "where",
        "because",
        "was",
        "is",
        "are",
        "were",
        "has",
        "have",
        "had",
        "told",
        "will",
        "would",
        "also",
        "both",
        "by",
        "then",
        "if",
        "but",
        "or",
        "not",
        "than",
        "via",
        "including",
        "together",
        "respectively",
        "speaking",
        "opening",
        "he",
        "she",
        "they",
        "it",
        "we",
        "i",
        "presented",
        "led",
        "moderated",
        "attended",
        "opened",
        "delivered",
        "took",
        "attending",
        "representing",
    ]
)
_DETERMINERS = frozenset(("the", "a", "an", "its", "their", "our", "his", "her", "my"))
_MINISTERIAL = frozenset(
    ("minister", "minister-counsellor", "premier", "ministers", "vice-minister")
)
_EVENT_WORDS = frozenset(
    [
        "event",
        "meeting",
        "workshop",
        "conference",
        "seminar",
        "training",
        "course",
        "opening",
        "closing",
        "roundtable",
        "ceremony",
        "launch",
        "discussion",
        "session",
        "forum",
        "end",
        "beginning",
        "start",
        "margins",
        "sidelines",
        "occasion",
        "interview",
        "video",
        "debate",
        "panel",
        "exercise",
        "camp",
    ]
)
_BROAD = frozenset(
    [
        "service",
        "unit",
        "mission",
        "office",
        "agency",
        "department",
        "ministry",
        "centre",
        "center",
        "directorate",
        "institute",
        "academy",
        "committee",
        "commission",
        "council",
        "police",
        "project",
        "presence",
        "inspectorate",
        "co-ordinator",
        "secretariat",
        "foundation",
        "association",
    ]
)


@dataclass(frozen=True, slots=True)
class Role:
    """A role phrase in a list of tokens.

    Attributes:
        first: Index of its first token, the determiner not counted.
        last: Index one past its last token.
        role: As printed, without the body; None where only a body is named.
        organisation: Token range of the body, if one is part of the phrase.
        plural: True for "ministers", "trainers": the phrase is about several persons.
    """

    first: int
    last: int
    role: str | None
    organisation: tuple[int, int] | None
    plural: bool = False


def role_after(tokens: list[Token], at: int) -> Role | None:
    """Read the role that starts at a token, as after the comma of "Ana Ruci, Head of the Unit, said".

    Args:
        tokens: Words of one sentence.
        at: Index of the first token after the comma.
    """
    first = at
    if [t.low for t in tokens[at : at + 3]] == ["one", "of", "the"]:
        first = at + 3
    while (
        first < len(tokens)
        and tokens[first].low in _DETERMINERS
        and not (tokens[first].cap and tokens[first].text.isupper())
    ):
        first += 1
    head = _head_from(tokens, first)
    if head is None:
        return _body_alone(tokens, first)
    last = _complement_end(tokens, head + 1)
    return split_role(tokens, at if first == at + 3 else first, last)


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
        if token.low in lx.ROLE_HEADS and not _is_owner(tokens, j):
            return _end_of_heads(tokens, j)
        if (
            _is_break(tokens, j)
            or token.low in lx.SPEECH_VERBS
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
    while k < len(tokens) and tokens[k].cap and tokens[k].low in lx.ROLE_HEADS:
        k += 1
    return is_possessive(tokens, k) and k + 1 < len(tokens) and tokens[k + 1].low in lx.BODY_HEADS


def _end_of_heads(tokens: list[Token], j: int) -> int:
    while j + 1 < len(tokens) and (
        (tokens[j + 1].low in lx.ROLE_HEADS and (tokens[j + 1].cap or not tokens[j].cap))
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
        if _leaves_phrase(tokens, j):
            break
        body = body_at(tokens, j) if tokens[j].cap else None
        j = body.after if body else j + 1
    while j > at and tokens[j - 1].low in _LINKS and not is_possessive(tokens, j - 1):
        j -= 1
    return j


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
                or (any(w in _EVENT_WORDS for w in after[:3]) and not (tokens[j + 1].cap))
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
    j, head = at, None
    while j > 0 and at - j < 30:
        k = j - 1
        if _stops_walk(tokens, k, comma=comma):
            break
        if tokens[k].low in lx.ROLE_HEADS and not _is_owner(tokens, k):
            head = k
        j = k
    if head is None or not _complement_is_sound(tokens, head, at):
        return None
    first = _first_modifier(tokens, head, j)
    return split_role(tokens, first, at) if first < at else None


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
        or is_possessive(tokens, k)
        or token.low in lx.ROLE_HEADS | lx.ROLE_MODIFIERS
    ):
        return False
    return not comma or token.low in _EVENT_WORDS or token.low in {"participants", "discussed"}


def _complement_is_sound(tokens: list[Token], head: int, at: int) -> bool:
    end = _end_of_heads(tokens, head) + 1
    if end >= at:
        return True
    return (
        tokens[end].low in _LINKS or is_possessive(tokens, end) or tokens[end].low in lx.ROLE_HEADS
    )


def _first_modifier(tokens: list[Token], head: int, floor: int) -> int:
    """Return where the role starts: its modifiers, adjectives and owning body before the head."""
    j = head
    while j > floor:
        before = tokens[j - 1]
        joins_roles = (
            before.low in {"and", "&"} and j - 2 >= floor and tokens[j - 2].cap and tokens[j].cap
        )
        owned = is_possessive(tokens, j - 1) and j - 2 >= floor
        named = (before.cap and before.low not in lx.STOP_CAPS and before.text.isalpha()) or (
            before.cap and ("-" in before.text or "/" in before.text or "’" in before.text)
        )
        if not (
            joins_roles
            or owned
            or named
            or before.low in lx.ROLE_MODIFIERS
            or before.low in lx.ROLE_HEADS
        ):
            break
        j -= 1
    while j < head and tokens[j].low in _LINKS:
        j += 1
    return j


def split_role(tokens: list[Token], first: int, last: int) -> Role:
    """Split a role phrase into role and body.

    Example: "Deputy Head of the OSCE Mission to Serbia" into "Deputy Head" and "OSCE Mission to Serbia";
    "Deputy Minister of Justice" stays whole; "the Agency’s Director" into "Director" and "Agency".
    """
    words = [t.low for t in tokens[first:last]]
    plural = next((w for w in words if w in lx.ROLE_HEADS), "").endswith("s")
    if _MINISTERIAL & set(words) and not _is_adviser(words):
        return Role(
            first, last, _text(tokens, first, _whole_end(tokens, first, last)), None, plural
        )
    owner = _owner(tokens, first, last)
    if owner is not None:
        return Role(
            first,
            last,
            _text(tokens, owner + 1, _whole_end(tokens, owner + 1, last)),
            (first, owner),
            plural,
        )
    for j in range(first, last):
        start = _body_start(tokens, j, last)
        if start is not None and j > first:
            body = body_at(tokens, start)
            end = body.after if body else _broad_end(tokens, start, last)
            return Role(first, last, _text(tokens, first, j), (start, end), plural)
    prefix = _known_prefix(tokens, first, last)
    if prefix > first:
        return Role(
            first,
            last,
            _text(tokens, prefix, _whole_end(tokens, prefix, last)),
            (first, prefix),
            plural,
        )
    return Role(first, last, _text(tokens, first, _whole_end(tokens, first, last)), None, plural)


def _is_adviser(words: list[str]) -> bool:
    return (
        any(
            w in {"adviser", "advisor", "spokesperson", "secretary", "representative", "assistant"}
            for w in words[:3]
        )
        and "to" in words
    )


def _owner(tokens: list[Token], first: int, last: int) -> int | None:
    """Return the index of a possessive mark between an owning body and the role, if there is one."""
    for j in range(first + 1, last):
        if is_possessive(tokens, j) and any(t.low in lx.ROLE_HEADS for t in tokens[j + 1 : last]):
            words = _text(tokens, first, j)
            if country_named(words) is None and not is_place(words):
                return j
            return None
        if tokens[j].low in lx.ROLE_HEADS:
            return None
    return None


def _body_start(tokens: list[Token], j: int, last: int) -> int | None:
    """Return where a body starts after the link word at j: "of the OSCE", "at the office of the OSCE"."""
    if (
        tokens[j].low
        not in {"of", "at", "in", "for", "from", "with", "to", "under", "within", "on"}
        or tokens[j].cap
    ):
        return None
    k = j + 1
    if [t.low for t in tokens[k : k + 4]] == ["the", "office", "of", "the"] and not tokens[
        k + 1
    ].cap:
        k += 3
    while (
        k < last
        and tokens[k].low
        in {
            "the",
            "its",
            "their",
            "local",
            "nongovernmental",
            "non-governmental",
            "organization",
            "public",
        }
        and not tokens[k].cap
    ):
        k += 1
    if k >= last or not tokens[k].cap:
        return None
    body = body_at(tokens, k)
    if body is not None:
        return k if not (body.head in {"police"} and body.last - body.first == 1) else None
    alone = tokens[k].low in _BROAD and (k + 1 >= last or not tokens[k + 1].cap)
    acronym = (
        tokens[k].text.isupper()
        and len(tokens[k].text) > 2
        and tokens[j].low in {"of", "at", "from", "for"}
    )
    foreign = tokens[j].low == "from" and k + 1 < len(tokens) and is_possessive(tokens, k + 1)
    return k if alone or (acronym and country_named(tokens[k].text) is None) or foreign else None


def _broad_end(tokens: list[Token], start: int, last: int) -> int:
    if start + 1 < last and is_possessive(tokens, start + 1):
        return last
    return start + 1


def _known_prefix(tokens: list[Token], first: int, last: int) -> int:
    """Return the end of a short form that only says where somebody works: "OSCE Project Officer"."""
    token = tokens[first]
    if first + 1 < last and fold(token.text) in lx.KNOWN_BODIES and token.text.isupper():
        return first + 1
    return first


def _whole_end(tokens: list[Token], first: int, last: int) -> int:
    """Cut "from Batken" off a role that names no body."""
    for j in range(first + 1, last):
        if tokens[j].low == "from":
            return j
    return last


def _text(tokens: list[Token], first: int, last: int) -> str:
    """Return the words of a range with the spaces they were printed with."""
    out = []
    for j in range(first, last):
        if out and tokens[j].start > tokens[j - 1].end:
            out.append(" ")
        out.append(tokens[j].text)
    return "".join(out)


def words_of(tokens: list[Token], first: int, last: int) -> str:
    """Return the words of a token range as printed, on one line."""
    return _text(tokens, first, last)


def is_demonym(token: Token) -> bool:
    """Say whether a token is a country's adjective: "Albanian"."""
    return token.cap and country_of_adjective(token.text) is not None
