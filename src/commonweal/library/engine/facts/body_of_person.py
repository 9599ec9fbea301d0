"""The body a person speaks for: printed after the name, or made plain elsewhere in the document."""

from __future__ import annotations

import re
from dataclasses import replace

from commonweal.library.engine.facts import lexicon as lx
from commonweal.library.engine.facts.bodies import Body, body_at
from commonweal.library.engine.facts.bodies_by_place import with_own_name
from commonweal.library.engine.facts.gazetteer import is_place
from commonweal.library.engine.facts.offices import words_of
from commonweal.library.engine.facts.sentences import Sheet
from commonweal.library.engine.facts.tokens import Token, fold, is_possessive, printed
from commonweal.library.engine.types import Speaker


def body_after(tokens: list[Token], end: int) -> tuple[int, int] | None:
    """Return the body in "Ana Ruci of the Police Directorate said" or "Ana Ruci (OSCE)"."""
    if end + 1 >= len(tokens) or tokens[end].low not in _TO_BODY:
        return None
    at = end + 1
    while at < len(tokens) and _leads_to_body(tokens, at):
        at += 1
    named = at > end + 1 and (tokens[at - 1].low in _NGO)
    if at >= len(tokens) or not tokens[at].cap:
        return None
    if tokens[end].text == "(":
        close = next((k for k in range(at, min(at + 14, len(tokens))) if tokens[k].text == ")"), at)
        named = close > at and not any(t.low.isdigit() for t in tokens[at:close])
        named = named and tokens[at].text not in {"MP", "MPs"}
        return (at, close) if named and not is_place(words_of(tokens, at, close)) else None
    body = body_at(tokens, at)
    if body is not None:
        return body.first, body.after
    if named:
        return at, own_name_end(tokens, at)
    local = _local_end(tokens, at)
    if local is not None:
        return at, local
    return (at, at + 1) if tokens[at].text.isupper() and len(tokens[at].text) > 2 else None


def _local_end(tokens: list[Token], at: int) -> int | None:
    """Return where a local body in small letters ends: "Fergana regional police", "Osh city court"."""
    for k in range(at + 1, min(at + 4, len(tokens))):
        if tokens[k].cap or not tokens[k].low.isalpha():
            return None
        if tokens[k].low in _LOCAL:
            return k + 1
    return None


_LOCAL = lx.words(
    "police court municipality administration prosecution council gendarmerie university customs"
)
_TO_BODY = lx.words(
    """
    of from ( representing with at
    """
)
_NGO = frozenset(
    ("ngo", "association", "organization", "organisation", "company", "foundation", "firm")
)


def own_name_end(tokens: list[Token], at: int) -> int:
    """Return where a society's own name ends: "Dera e Hapur", "Women for Peace".

    Args:
        tokens: Words of one sentence.
        at: Index of the name's first token.
    """
    k = at
    while k < len(tokens) and (
        tokens[k].cap
        or (tokens[k].low in {"e", "for", "of"} and k + 1 < len(tokens) and tokens[k + 1].cap)
        or is_doubled(tokens, k)
    ):
        k += 1
    return k


def is_doubled(tokens: list[Token], k: int) -> bool:
    """Say whether a small word stands between the same word twice, as in a society's name: "Woman to Woman", "Hand in Hand"."""
    inside = 0 < k < len(tokens) - 1 and tokens[k].low in {"to", "in", "by", "for"}
    return inside and tokens[k - 1].cap and tokens[k - 1].text == tokens[k + 1].text


def _leads_to_body(tokens: list[Token], at: int) -> bool:
    """Say whether a word only introduces a body: "the Kolvar-based NGO"."""
    low = tokens[at].low
    if low == "ngo":
        return body_at(tokens, at) is None
    if low.endswith("-based"):
        return True
    return (low in _BEFORE_BODY or low in _NGO) and not tokens[at].cap


_BEFORE_BODY = frozenset(("the", "non-governmental", "organization", "public", "local"))


_TOP = frozenset(
    (
        "director",
        "commissioner",
        "head",
        "chief",
        "deputy head",
        "deputy director",
        "director general",
        "executive director",
        "chairman",
        "chairperson",
    )
)


def with_body(sheet: Sheet, speaker: Speaker) -> Speaker:
    """Fill in a body that the document makes plain.

    Example: "Deputy Minister Elmir Nuri" where one ministry alone is named; "the Project Co-ordinator, Ana
    Ruci" where the document names the "OSCE Project Co-ordinator in Uzbekistan".
    """
    if speaker.organisation is not None or speaker.role is None:
        return speaker
    owner = _its_body(sheet, speaker)
    if owner is not None:
        return replace(speaker, organisation=owner)
    role = speaker.role.casefold()
    if role in {"minister", "deputy minister", "vice minister", "first deputy minister"}:
        return _named_once(sheet, speaker, "Ministry")
    if role == "project co-ordinator":
        return _named_once(sheet, speaker, "Project Co-ordinator")
    if role in _TOP:
        return _own_body(sheet, speaker)
    return speaker


def _its_body(sheet: Sheet, speaker: Speaker) -> str | None:
    """Return the body that "its" means: "the Parliamentary Institute, led by its Head, Ana Ruci", "visited the University. Its rector, Ana Ruci"."""
    at = speaker.evidence.spans[0].start
    its = re.compile(
        rf"\b[Ii]ts\s(?:then\s|new\s)?{re.escape(speaker.role or '')},?\s(?:[A-Z][\w.]*\s){{0,2}}$"
    )
    previous: list[Body] = []
    for sentence in sheet.sentences:
        if not sentence.span.covers(speaker.evidence.spans[0]):
            previous = sentence.bodies
            continue
        match = its.search(sheet.text, sentence.span.start, at)
        if match is None:
            return None
        opens = match.start() == sentence.span.start
        before = [b for b in sentence.bodies if b.span.end <= match.start()]
        before = previous if opens else before
        if not before:
            return None
        start = sentence.span.start if not opens else before[-1].span.start
        return printed(sheet.text, with_own_name(sheet.text, before[-1].span, start))
    return None


def _named_once(sheet: Sheet, speaker: Speaker, word: str) -> Speaker:
    names = {
        fold(b.span.of(sheet.text)): b.span.of(sheet.text)
        for s in sheet.sentences
        for b in s.bodies
        if word in b.span.of(sheet.text)
    }
    return (
        replace(speaker, organisation=" ".join(next(iter(names.values())).split()))
        if len(names) == 1
        else speaker
    )


def _own_body(sheet: Sheet, speaker: Speaker) -> Speaker:
    """Return "Inspectorate" for "Commissioner Ana Ruci said that the Inspectorate would ..."."""
    for sentence in sheet.sentences:
        if not sentence.span.covers(speaker.evidence.spans[0]):
            continue
        tokens = sentence.tokens
        for k in range(1, len(tokens)):
            alone = k + 1 >= len(tokens) or (
                not tokens[k + 1].cap and not is_possessive(tokens, k + 1)
            )
            if (
                tokens[k].cap
                and tokens[k].low in lx.BODY_HEADS
                and tokens[k - 1].low == "the"
                and alone
                and tokens[k].start > speaker.evidence.spans[0].end
            ):
                return replace(speaker, organisation=tokens[k].text)
    return speaker
