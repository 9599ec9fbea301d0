"""What is said of a person after the name: ", Head of the Unit,", "(MP, Austria), the Assembly’s ...", ", who leads the ...".

An apposition closes with a mark; words that run on into a verb open a new subject and belong to somebody else.
"""

from __future__ import annotations

import re
from dataclasses import replace

from commonweal.library.engine.facts import lexicon as lx
from commonweal.library.engine.facts.bodies import body_at
from commonweal.library.engine.facts.body_of_person import body_after, own_name_end
from commonweal.library.engine.facts.gazetteer import country_named, is_place
from commonweal.library.engine.facts.offices import Role, words_of
from commonweal.library.engine.facts.roles import role_after
from commonweal.library.engine.facts.tokens import Token, fold

_LEADS = lx.words(
    """
    leads led heads headed runs ran directs directed manages managed chairs chaired commands commanded founded represents
    represented represent oversees oversaw supervises supervised works worked co-ordinates coordinates serves served teaches taught
    lectures edits owns presides
    """
)


_CLOSES = lx.SPEECH_VERBS | {"and", "who", "as", "at", "in", "from", "on", "during"}


def belongs_to_next(tokens: list[Token], role: Role) -> bool:
    """Say whether a plural role is of the names after it: "Lars Holm, also the mayors of A and B, Ana Ruci and"."""
    at = role.last
    return role.plural and at + 1 < len(tokens) and tokens[at].text in ",:" and tokens[at + 1].cap


def is_closed(tokens: list[Token], role: Role) -> bool:
    """Say whether an apposition ends where one can end: at a mark, or before a verb of speech.

    Example: not in "Ambassador Brenner, the Secretary General met the Mayor".
    """
    at = role.last
    return at >= len(tokens) or not tokens[at].low.isalpha() or tokens[at].low in _CLOSES


def may_be_of_next(tokens: list[Token], role: Role) -> bool:
    """Say whether a role after a name can be the next name’s: "Commissioner Iyer, the Deputy Minister, Agim Krasniqi"."""
    at = role.last
    listed = (
        at + 2 < len(tokens)
        and tokens[at].text == ","
        and tokens[at + 1].cap
        and tokens[at + 2].cap
    )
    return listed and tokens[at + 1].low not in lx.BODY_HEADS


def after_name(tokens: list[Token], end: int) -> Role | None:
    """Read what follows a name: ", Head of the Unit", ", of the Police", ", who was the station chief"."""
    if end + 1 < len(tokens) and tokens[end].low in {"is", "was"} and end <= _OPENING_NAME:
        return _is_said(tokens, end)
    if end + 1 >= len(tokens) or tokens[end].text not in {",", "–", "—", "("}:
        return None
    if tokens[end].text == "(":
        return _after_brackets(tokens, end)
    nxt = [t.low for t in tokens[end + 1 : end + 3]]
    if tokens[end].text == "," and nxt[:1] and nxt[0] in {"of", "from", "representing"}:
        body = body_after(tokens, end + 1)
        return Role(end, end, None, body) if body else None
    if nxt[:1] == ["who"] and nxt[1:]:
        return _who(tokens, end + 2)
    role = role_after(tokens, end + 1) or _body_alone(tokens, end + 1)
    if role is not None and role.role and role.organisation is None:
        return _with_next_body(tokens, role)
    return role


_OPENING_NAME = 5
"""Most words of a name that opens a sentence, of which the sentence tells what it is: "Ana Ruci is Director of Calm Streets"."""


def _is_said(tokens: list[Token], at: int) -> Role | None:
    """Read the office behind "is", up to what else the person does: "is a former clerk and teaches at the University of Halvera"."""
    role = _who(tokens, at)
    parts = _AND_ELSE.split(role.role or "", maxsplit=1) if role is not None else []
    if role is None or len(parts) < 2 or _is_topic(parts[1]):
        return role
    return replace(role, role=parts[0], organisation=None)


_AND_ELSE = re.compile(r" and ")


def _is_topic(words: str) -> bool:
    """Say whether the words behind "and" are what an office is about, "Adviser on Trade and Fisheries", and no second office."""
    return words[:1].isupper() and not any(lx.is_role_head(w.lower()) for w in words.split())


def _body_alone(tokens: list[Token], at: int) -> Role | None:
    """Read the body that ends a list's line behind a name: "Prof. Ana Ruci, University of Halvera (moderator)"."""
    body = body_at(tokens, at) if tokens[at].cap else None
    opens = body is not None and at <= _OPENING_NAME + 2 and body.first == at
    if body is None or not opens or len(tokens) > body.after + _LONGEST_END:
        return None
    ends = body.after >= len(tokens) or tokens[body.after].text in {"(", "."}
    return Role(body.first, body.after, None, (body.first, body.after)) if ends else None


_LONGEST_END = 4


def _after_brackets(tokens: list[Token], end: int) -> Role | None:
    """Read on after "(MP, Estonia)": the office may follow the brackets; brackets with a role hold it themselves."""
    close = next((k for k in range(end, min(end + 9, len(tokens))) if tokens[k].text == ")"), None)
    if (
        close is not None
        and tokens[end + 1].text == "MP"
        and close + 2 < len(tokens)
        and tokens[close + 1].text == ","
    ):
        return role_after(tokens, close + 2)
    return role_after(tokens, end + 1)


def _who(tokens: list[Token], at: int) -> Role | None:
    """Read "who was the station chief", "who heads the OSCE Mission", "who manages training for the Centre"."""
    if at >= len(tokens):
        return None
    verb = tokens[at].low
    if verb in {"is", "was"}:
        role = role_after(tokens, at + 1)
        plain = role is not None and role.role and not role.plural
        return role if plain and tokens[at + 1].low != "one" else None
    if verb not in _LEADS:
        return None
    for k in range(at + 1, min(at + 14, len(tokens))):
        if tokens[k].text in ',.;“”"' or tokens[k].low in {"and", "that", "who", "when"}:
            return None
        if tokens[k].cap:
            led = _led(tokens, k)
            if led is not None:
                return Role(at, led[1], None, led)
    return None


def _led(tokens: list[Token], k: int) -> tuple[int, int] | None:
    """Return the body that starts at a word after "who leads": with a head, sent by another, or called an NGO."""
    sent = _with_delegation(tokens, k)
    body = body_at(tokens, k)
    if body is not None:
        return sent, body.after
    if sent < k:
        return sent, k + 1
    if tokens[k].low in {"ngo", "ngos"} and k + 1 < len(tokens) and tokens[k + 1].cap:
        return k + 1, own_name_end(tokens, k + 1)
    return None


def _with_delegation(tokens: list[Token], k: int) -> int:
    """Begin at "delegation" in "who headed the delegation of the Congress"."""
    before = [t.low for t in tokens[max(0, k - 3) : k]]
    return k - 3 if before == ["delegation", "of", "the"] else k


def _with_next_body(tokens: list[Token], role: Role) -> Role:
    """Add the body after a second comma: "Ana Ruci, Political Officer, OSCE Mission to Serbia,"."""
    at = role.last
    if at + 1 < len(tokens) and tokens[at].text == "," and role.role and "inister" not in role.role:
        start = at + 2 if tokens[at + 1].low in {"the", "at"} else at + 1
        body = body_at(tokens, start) if start < len(tokens) and tokens[start].cap else None
        if body is not None and (
            body.after >= len(tokens)
            or tokens[body.after].text in ',.;:)”"'
            or tokens[body.after].low in lx.SPEECH_VERBS
        ):
            return replace(role, organisation=(body.first, body.after))
        last = _line_end(tokens, start) if body is None else None
        if last is not None:
            return replace(role, organisation=(start, last))
    return role


_JOINS = lx.words("of for and the without against in to on with")


def _line_end(tokens: list[Token], start: int) -> int | None:
    """Return where a body without a head ends that closes a list's line: "Ana Kos, Executive Director, Women on Wheels"."""
    end = len(tokens) - (tokens[-1].text in ".;")
    run = tokens[start:end]
    if not 2 <= len(run) <= 8 or not (run[0].cap and run[-1].cap):
        return None
    if not all(t.cap or t.low in _JOINS for t in run) or any(
        lx.is_role_head(t.low) and not (t is run[-1] and t.low.endswith("s")) for t in run
    ):
        return None
    words = words_of(tokens, start, end)
    known = country_named(words) or is_place(words) or fold(run[0].text) in lx.given_names()
    return None if known else end
