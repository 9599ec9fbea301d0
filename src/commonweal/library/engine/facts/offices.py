"""Role phrases split into role and body: "Deputy Head of the OSCE Mission to Serbia".

House rules: "Head of the X" gives the role "Head" and the organisation "X"; the titles of ministers
stay whole; the office of a whole organisation ("OSCE Secretary General") keeps the organisation's name.
"""

from __future__ import annotations

from dataclasses import dataclass

from commonweal.library.engine.facts import lexicon as lx
from commonweal.library.engine.facts.bodies import body_at
from commonweal.library.engine.facts.gazetteer import country_named, is_place
from commonweal.library.engine.facts.office_ends import adds_task, office_end
from commonweal.library.engine.facts.tokens import Token, fold, is_possessive

_MINISTERIAL = frozenset(
    ("minister", "minister-counsellor", "premier", "ministers", "vice-minister")
)
_COLLECTIVE = (["cabinet", "of"], ["council", "of"], ["committee", "of"])
_ADVISES = lx.words("adviser advisor spokesperson secretary representative assistant")
_HEADS_OF = lx.words(
    "head chief director deputy leader chair chairman chairperson president manager commander"
)
_STAFF = lx.words(
    "officer adviser advisor assistant expert manager specialist trainer analyst consultant associate intern interpreter lawyer economist"
)
BROAD = lx.words(
    """
    service unit mission office agency department ministry centre center directorate institute academy committee commission
    council police project presence inspectorate co-ordinator secretariat foundation association
    """
)
_CHAMBERS = lx.words(
    "senate assembly parliament court board chamber congress federation bureau delegation faculty bank union"
)
_ALONE = BROAD | _CHAMBERS
_BODY_LINKS = lx.words("of at in for from with to under within on")
_SMALL = lx.words("the its their local nongovernmental non-governmental organization public")


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


def split_role(tokens: list[Token], first: int, last: int) -> Role:
    """Split a role phrase into role and body.

    Example: "Deputy Head of the OSCE Mission to Serbia" into "Deputy Head" and "OSCE Mission to Serbia";
    "Deputy Minister of Justice" stays whole; "the Agency’s Director" into "Director" and "Agency".

    Args:
        tokens: Words of one sentence.
        first: Index of the phrase's first token, without determiner.
        last: Index one past its last token.
    """
    words = [t.low for t in tokens[first:last]]
    plural = _is_plural(tokens, first, words)
    start, end, organisation = _parts(tokens, first, last, words)
    return Role(first, last, words_of(tokens, start, end) or None, organisation, plural)


def _is_plural(tokens: list[Token], first: int, words: list[str]) -> bool:
    if [t.low for t in tokens[max(0, first - 3) : first]] == ["one", "of", "the"] or words[:1] == [
        "one"
    ]:
        return False
    return next((w for w in words if lx.is_role_head(w)), "") in lx.ROLE_PLURALS | {
        "judges",
        "instructors",
        "trainers",
    }


def _parts(
    tokens: list[Token], first: int, last: int, words: list[str]
) -> tuple[int, int, tuple[int, int] | None]:
    """Return start and end of the role and the range of its body."""
    held = [w for k, w in enumerate(words) if words[max(0, k - 2) : k] not in _COLLECTIVE]
    if _MINISTERIAL & set(held) and not _is_adviser(words):
        return first, _whole_end(tokens, first, last), None
    owner = _owner(tokens, first, last)
    if owner is not None and not _is_body_owner(tokens, first, owner):
        return owner + 1, _whole_end(tokens, owner + 1, last), None
    if owner is not None:
        return owner + 1, _whole_end(tokens, owner + 1, last), (first, owner)
    office = _project_office(tokens, first, last)
    if office is not None:
        return office[1], office[0], office[2:]
    found = _body_in(tokens, first, last)
    if found is not None:
        return first, office_end(tokens, first, found[0], larger=True)[0], found[1:]
    if (
        fold(tokens[first].text) in lx.KNOWN_BODIES
        and tokens[first].text.isupper()
        and last - first > 1
    ):
        owner_end = _known_owner(tokens, first, last)
        start = owner_end if _STAFF & set(words) else first
        return start, _whole_end(tokens, owner_end, last), (first, owner_end)
    end, body = office_end(tokens, first, last)
    return first, _whole_end(tokens, first, end), body


def _known_owner(tokens: list[Token], first: int, last: int) -> int:
    """Return where the body in front of an office ends: "OSCE PA" in "OSCE PA Secretary General"."""
    for n in (4, 3, 2):
        if first + n < last and fold(words_of(tokens, first, first + n)) in _OWNING:
            return first + n
    return first + 1


_OWNERS = frozenset(
    (
        "osce parliamentary assembly",
        "nato parliamentary assembly",
        "un security council",
        "eu delegation",
    )
)


_OWNING = lx.KNOWN_BODIES | _OWNERS


def _is_adviser(words: list[str]) -> bool:
    return any(w in _ADVISES for w in words[:3]) and "to" in words


def _owner(tokens: list[Token], first: int, last: int) -> int | None:
    """Return the index of a possessive mark between an owning body and the role, if there is one."""
    for j in range(first, last):
        if (
            j > first
            and is_possessive(tokens, j)
            and any(lx.is_role_head(t.low) for t in tokens[j + 1 : last])
        ):
            words = words_of(tokens, first, j)
            if words == "People":
                return None
            return j if country_named(words) is None else None
        if lx.is_role_head(tokens[j].low) and not is_possessive(tokens, j + 1):
            return None
    return None


def _is_body_owner(tokens: list[Token], first: int, owner: int) -> bool:
    """Say whether an owner is a body: "the library’s director", not "the dog’s handler"."""
    body_noun = tokens[owner - 1].low in _OWNER_NOUNS
    return body_noun or any(t.cap for t in tokens[first:owner])


def _project_office(tokens: list[Token], first: int, last: int) -> tuple[int, int, int, int] | None:
    """Read "OSCE Project Co-ordinator in Ukraine": an office that is a body too."""
    words = [t.low for t in tokens[first:last]]
    for k, word in enumerate(words):
        if word in _BODY_LINKS:
            return None
        if (
            word in {"co-ordinator", "coordinator"}
            and words[max(0, k - 1) : k] == ["project"]
            and words[k + 1 : k + 2] == ["in"]
        ):
            begin = 1 if fold(words[0]) in lx.KNOWN_BODIES else 0
            return first + k + 1, first + begin, first, last
    return None


def _body_in(tokens: list[Token], first: int, last: int) -> tuple[int, int, int] | None:
    """Return where the role ends and the body's range, for the first body after a link word."""
    words = [t.low for t in tokens[first:last]]
    if (
        "representative" in words
        and "to" in words
        and words[-1] in {"osce", "un", "nations", "eu", "nato", "europe"}
    ):
        return None
    for j in range(first + 1, last):
        start = _body_start(tokens, j, last)
        if start is not None:
            return j, start, _body_end(tokens, start, last)
        if _heads_named_part(tokens, first, j, last):
            return j, j + 2, last
        named = _named_kind(tokens, first, j, last)
        if named is not None:
            return j, named, last
    return None


_KINDS = lx.words(
    """
    company firm portal newspaper weekly daily magazine station channel ngo association organization
    organisation foundation think-tank start-up outlet website cooperative co-operative club charity school
    """
)
_OWNER_NOUNS = lx.BODY_HEADS | _KINDS
_MEDIA_HEADS = lx.words(
    "editor editor-in-chief founder co-founder owner journalist reporter presenter host publisher"
)


def _named_kind(tokens: list[Token], first: int, j: int, last: int) -> int | None:
    """Return where a name starts that only its kind, or the office, makes a body's.

    Example: "Director of the consulting company Brightwell", "editor-in-chief of Kolvar Insight".
    """
    if tokens[j].low not in {"of", "at", "for", "with"} or not tokens[last - 1].cap:
        return None
    k = j + 1
    while k < last and not tokens[k].cap:
        k += 1
    if k >= last or any(not t.cap and t.low not in {"of", "and", "for"} for t in tokens[k:last]):
        return None
    if k > j + 1 and tokens[k - 1].low in _KINDS:
        return k
    direct = k == j + 1 or (k == j + 2 and tokens[j + 1].low == "the")
    words = words_of(tokens, k, last)
    media = any(t.low in _MEDIA_HEADS for t in tokens[first:j]) or (
        tokens[j - 1].low == "director" and tokens[j - 2].low == "executive"
    )
    return k if direct and media and country_named(words) is None and not is_place(words) else None


def _heads_named_part(tokens: list[Token], first: int, j: int, last: int) -> bool:
    """Say whether a part with a name of its own is headed, "Head of the Contact Point for Roma and Sinti Issues", or a programme has staff."""
    return (
        tokens[j].low == "of"
        and j + 2 < last
        and tokens[j + 1].low == "the"
        and tokens[j + 2].cap
        and (
            tokens[j - 1].low in _HEADS_OF
            or tokens[j - 1].low == "general"
            or (tokens[j - 1].low in _STAFF and tokens[last - 1].low in {"programme", "project"})
        )
        and country_named(words_of(tokens, j + 2, last)) is None
        and not lx.is_role_head(tokens[last - 1].low)
        and first < j
    )


def _body_start(tokens: list[Token], j: int, last: int) -> int | None:
    """Return where a body starts after the link word at j: "of the OSCE", "at the office of the OSCE"."""
    if tokens[j].low not in _BODY_LINKS or tokens[j].cap:
        return None
    k = j + 1
    if [t.low for t in tokens[k : k + 4]] == ["the", "office", "of", "the"] and not tokens[
        k + 1
    ].cap:
        k += 3
    while k < last and tokens[k].low in _SMALL and not tokens[k].cap:
        k += 1
    if k == j + 1 and k < last and tokens[k].low == "mission":
        return None
    return k if k < last and tokens[k].cap and _is_body_here(tokens, j, k, last) else None


def _is_body_here(tokens: list[Token], j: int, k: int, last: int) -> bool:
    body = body_at(tokens, k)
    if body is not None:
        in_title = (
            body.after < last and tokens[body.after].cap and lx.is_role_head(tokens[body.after].low)
        )
        modifies = body.head == "" and body.after < last and tokens[body.after].cap
        return (
            not in_title
            and not modifies
            and not (body.head == "police" and body.last - body.first == 1)
        )
    alone = k > j + 1 and tokens[k].low in _ALONE and (k + 1 >= last or not tokens[k + 1].cap)
    acronym = (
        (k + 1 >= last or not tokens[k + 1].cap)
        and tokens[k].text.isupper()
        and len(tokens[k].text) > 2
        and tokens[j].low in {"of", "at", "from", "for"}
    )
    foreign = (
        tokens[j].low in {"from", "at", "with"}
        and is_possessive(tokens, k + 1)
        and k + 2 < last
        and tokens[k + 2].cap
    )
    return alone or (acronym and country_named(tokens[k].text) is None) or foreign


def _body_end(tokens: list[Token], start: int, last: int) -> int:
    body = body_at(tokens, start)
    if body is not None and body.after < last and is_possessive(tokens, body.after):
        return last
    if body is not None and body.head == "":
        return _sent_body_end(tokens, body.after, last)
    if body is not None:
        return min(body.after, last)
    return last if is_possessive(tokens, start + 1) else _sent_body_end(tokens, start + 1, last)


def _sent_body_end(tokens: list[Token], at: int, last: int) -> int:
    """Lengthen over what a known body sent, in small letters: "OSCE/ODIHR election observation mission"."""
    k = at
    while k < min(at + 3, last) and tokens[k].low.isalpha() and not tokens[k].cap:
        if tokens[k].low in {"mission", "delegation", "team", "office", "unit"}:
            return k + 1
        k += 1
    return min(at, last)


_FROM_WHAT = frozenset(("protection", "freedom", "defence", "defense"))
"""What is from something: "Commissioner for Protection from Discrimination"."""


def _whole_end(tokens: list[Token], first: int, last: int) -> int:
    """Cut "from Batken" off a role that names no body, and "in Batken" off one in small letters: "gender officer in Batken"."""
    small = last - 2 > first and tokens[last - 2].low == "in" and not tokens[last - 3].cap
    if small and tokens[last - 1].cap and is_place(tokens[last - 1].text.split("/")[0]):
        last -= 2
    last = next(
        (
            j
            for j in range(first + 1, last)
            if tokens[j].low == "from" and tokens[j - 1].low not in _FROM_WHAT
        ),
        last,
    )
    return next((j for j in range(first + 1, last) if adds_task(tokens, j, last)), last)


def words_of(tokens: list[Token], first: int, last: int) -> str:
    """Return the words of a token range as printed, on one line."""
    out: list[str] = []
    for j in range(first, last):
        if out and tokens[j].start > tokens[j - 1].end:
            out.append(" ")
        out.append(tokens[j].text)
    return "".join(out)
