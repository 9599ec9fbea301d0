"""People as a passage names them: name, office, body. Nobody is linked to anything beyond the document.

A name counts when something beside its shape speaks for it: an office before or after it, a form of
address, speech, or a body in brackets. A known given name alone is the weakest reason, and says so
in its confidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from commonweal.kernel.provenance import Evidence, Span
from commonweal.library.engine.facts import lexicon as lx
from commonweal.library.engine.facts.appositions import (
    after_name,
    belongs_to_next,
    is_closed,
    may_be_of_next,
)
from commonweal.library.engine.facts.bodies import body_at
from commonweal.library.engine.facts.body_of_person import body_after, with_body
from commonweal.library.engine.facts.confidence import certainty
from commonweal.library.engine.facts.gazetteer import is_place
from commonweal.library.engine.facts.named_things import names_a_thing
from commonweal.library.engine.facts.names import has_given_name, name_at, skip_address
from commonweal.library.engine.facts.offices import Role, words_of
from commonweal.library.engine.facts.person_reasons import other_reason, told_of
from commonweal.library.engine.facts.roles import role_before
from commonweal.library.engine.facts.sentences import Sentence, Sheet
from commonweal.library.engine.facts.tokens import Token, fold
from commonweal.library.engine.types import Speaker


@dataclass(frozen=True, slots=True)
class Mention:
    """A person's name in a sentence with what stands beside it."""

    first: int
    last: int
    span: Span
    name: str
    role: str | None
    organisation: str | None
    rule: str


def people_on(sheet: Sheet) -> tuple[Speaker, ...]:
    """Return the people a document names, each once, as first named in full."""
    found: dict[str, Speaker] = {}
    spoken = _surnames_that_speak(sheet)
    for sentence, follows in _with_next(sheet):
        told = spoken | _told_next(sentence, follows)
        for mention in mentions_in(sentence, lower_words=sheet.lower_words, spoken=told):
            key = fold(mention.name)
            known = _same(found, key)
            speaker = Speaker(
                mention.name,
                mention.role,
                mention.organisation,
                Evidence((mention.span,), certainty("people", mention.rule), mention.rule),
            )
            found[known or key] = _merged(found[known], speaker) if known else speaker
    kept = [
        s for s in found.values() if s.evidence.rule != "given name" or s.role or s.organisation
    ]
    weak = [s for s in found.values() if s not in kept]
    return tuple(
        with_body(sheet, s) for s in sorted(kept + weak, key=lambda s: s.evidence.spans[0])
    )


def _with_next(sheet: Sheet) -> Iterator[tuple[Sentence, Sentence | None]]:
    """Yield each sentence with the next of its paragraph."""
    for one, other in pairwise((*sheet.sentences, None)):
        if one is not None:
            same = other is not None and other.paragraph == one.paragraph
            yield one, other if same else None


def _told_next(sentence: Sentence, follows: Sentence | None) -> frozenset[str]:
    """Return the last name of two that open a sentence, where the next goes on with "she" or "he"."""
    tokens = sentence.tokens
    end = name_at(tokens, 0) if tokens and tokens[0].cap else 0
    if (
        end != 2
        or follows is None
        or end >= len(tokens)
        or tokens[end].cap
        or not tokens[end].low.isalpha()
    ):
        return frozenset()
    goes_on = {t.low for t in follows.tokens[:14]} & {"she", "he"}
    return frozenset((tokens[end - 1].text,)) if goes_on else frozenset()


def _same(found: dict[str, Speaker], key: str) -> str | None:
    """Return the known name that has the same first and last word, or the same words."""
    words = key.split()
    for other in found:
        theirs = other.split()
        if (words[0], words[-1]) == (theirs[0], theirs[-1]) or set(words) <= set(theirs):
            return other
    return None


def _merged(first: Speaker, later: Speaker) -> Speaker:
    if first.role is None and first.organisation is None and (later.role or later.organisation):
        return replace(later, name=first.name)
    return first


def _surnames_that_speak(sheet: Sheet) -> frozenset[str]:
    """Return the single names beside a verb of speech: "says Milivojša"; who bears one is a person."""
    out: set[str] = set()
    for sentence in sheet.sentences:
        tokens = sentence.tokens
        for k, token in enumerate(tokens):
            if not token.cap or len(token.text) < 4 or not lx.is_surname_shape(token.low):
                continue
            after = tokens[k + 1].low if k + 1 < len(tokens) else ""
            before = tokens[k - 1] if k else None
            says = after in lx.SPEECH_VERBS or (
                before is not None and before.low in lx.SPEECH_VERBS and not before.cap
            )
            if says and not (k + 1 < len(tokens) and tokens[k + 1].cap):
                out.add(token.text)
    return frozenset(out)


def mentions_in(
    sentence: Sentence,
    *,
    lower_words: frozenset[str] = frozenset(),
    spoken: frozenset[str] = frozenset(),
) -> list[Mention]:
    """Return the people named in one sentence.

    Args:
        sentence: The sentence.
        lower_words: Words the document also writes in lower case.
        spoken: Surnames that the document gives speech to.
    """
    out: list[Mention] = []
    tokens, i = sentence.tokens, 0
    while i < len(tokens):
        end = name_at(tokens, i, lower_words=lower_words) if tokens[i].cap else i
        if end == i:
            i += 1
            continue
        first = _after_place(tokens, i, end)
        mention = _mention(tokens, first, end, spoken=spoken)
        if mention is None and out and _beside_person(tokens, out[-1], first, end):
            span = Span(tokens[first].start, tokens[end - 1].end)
            name = words_of(tokens, first, end)
            mention = Mention(first, end, span, name, None, None, "beside a person")
        if mention is not None:
            out.append(mention)
        i = end
    kept = [m for m in out if not any(m.name == other.organisation for other in out)]
    return [_with_chair(tokens, mention) for mention in _shared_roles(kept)]


def _beside_person(tokens: list[Token], previous: Mention, first: int, end: int) -> bool:
    """Say whether "and" joins a name of two words to a person's: "written by Mekan Orazov and Parizod Karimi"."""
    joined = first == previous.last + 1 and tokens[previous.last].low == "and"
    return joined and end - first == 2 and not _inside_body(tokens, first, end)


def _after_place(tokens: list[Token], i: int, end: int) -> int:
    """Skip a town that ends the role before a name: "Mayor of Korça Sotiraq Fillo"."""
    for cut in (2, 1):
        rest = end - i - cut
        if (
            rest >= 2
            and i > 0
            and tokens[i - 1].low in {"of", "in", "from", "for"}
            and is_place(" ".join(t.text for t in tokens[i : i + cut]))
        ):
            return i + cut
    unknown_place = (
        end - i >= 3
        and i >= 2
        and tokens[i - 1].low in {"to", "in"}
        and tokens[i - 2].low in lx.MISSION_HEADS
        and has_given_name(tokens, i + 1)
    )
    return i + 1 if unknown_place else i


def _mention(
    tokens: list[Token], first: int, end: int, *, spoken: frozenset[str]
) -> Mention | None:
    if _inside_body(tokens, first, end) or names_a_thing(tokens, first, end):
        return None
    address, rank = skip_address(tokens, first)
    role, rule = _role_of(tokens, address, end)
    if role is None:
        rule = other_reason(tokens, (address, first, end)) or told_of(tokens, (first, end), spoken)
    if rule is None:
        return None
    words = words_of(tokens, first, end)
    title, body = _texts(tokens, role)
    beside = (
        body_after(tokens, end)
        if body is None and (role is None or rule.startswith(("role before", "shared")))
        else None
    )
    if beside is not None:
        body = words_of(tokens, *beside)
    return Mention(
        first,
        end,
        Span(tokens[first].start, tokens[end - 1].end),
        words,
        title or (rank if rank and ("nspector" in rank or body is not None) else None),
        body,
        rule,
    )


def _with_chair(tokens: list[Token], mention: Mention) -> Mention:
    """Return a mention with the role "Professor" where no other office is printed: "Professor Ana Kos presented"."""
    address, _ = skip_address(tokens, mention.first)
    row = address > 0 and tokens[address - 1].low == "and"  # which shares another role
    called = not row and any(t.text == "Professor" for t in tokens[address : mention.first])
    return replace(mention, role="Professor") if called and mention.role is None else mention


def _inside_body(tokens: list[Token], first: int, end: int) -> bool:
    """Say whether the words belong to a body's name: "Aga Khan Foundation"."""
    for start in range(max(0, first - 3), first + 1):
        body = body_at(tokens, start) if tokens[start].cap else None
        if (
            body is not None
            and body.last >= end
            and body.first <= first
            and not (body.head == "" and start < first)
        ):
            return True
    return False


def _role_of(tokens: list[Token], address: int, end: int) -> tuple[Role | None, str | None]:
    """Return the role beside a name and the rule that found it."""
    after = after_name(tokens, end)
    if after is not None and after.role is not None and belongs_to_next(tokens, after):
        after = None
    comma = address > 0 and tokens[address - 1].text == ","
    hangs = address > 0 and tokens[address - 1].low in _HANGING
    before = (
        role_before(tokens, address - comma, comma=comma) if address > comma and not hangs else None
    )
    before = _before_form_of_address(tokens, before) or before
    if after is not None and after.role is not None and not _leaves_to(tokens, after, before):
        return after, "role after name"
    if before is not None and not (comma and before.plural):
        if before.organisation is None and after is not None and after.role is None:
            before = replace(before, organisation=after.organisation)
        return before, "role before comma" if comma else "role before name"
    if after is not None:
        return after, "body after name"
    if before is not None:
        return before, "shared role"
    return None, None


def _before_form_of_address(tokens: list[Token], called: Role | None) -> Role | None:
    """Return the office before a seat in a council, where both stand before a name: "The Deputy Mayor, Councillor Ana Ruci"."""
    if called is None or (called.role or "").lower() not in {"councillor", "senator", "alderman"}:
        return None
    comma = called.first - 1
    if comma < 2 or tokens[comma].text != ",":
        return None
    office = role_before(tokens, comma, comma=True)
    if office is None or office.plural or office.first == 0:
        return None
    opens = office.first == 1 or tokens[office.first - 2].text != ","
    return office if tokens[office.first - 1].low == "the" and opens else None


def _leaves_to(tokens: list[Token], after: Role, before: Role | None) -> bool:
    """Say whether the office before a name is the person's, and the words after it somebody else's or weaker.

    Examples: "Deputy Prosecutor Mirela Popa, one of the trainers"; "the Head of the Mission, Ambassador Brenner,
    the Secretary General met"; "In his meeting with Deputy Minister Maral Ataeva, the Secretary General commended".
    """
    if before is None:
        return not is_closed(tokens, after) and after.organisation is None
    if (after.role or "").startswith("one of"):
        return True
    if before.plural:
        return False
    goes_on = after.last < len(tokens) and tokens[after.last].low in lx.SPEECH_VERBS
    return goes_on or not is_closed(tokens, after) or may_be_of_next(tokens, after)


# "and", "of": the words before belong to another name.
_HANGING = frozenset(("and", "of", "for", "on", "to", "in", "&", "with", "against"))


def _texts(tokens: list[Token], role: Role | None) -> tuple[str | None, str | None]:
    if role is None:
        return None, None
    title = _OWNER.sub("", role.role) if role.role else role.role
    return title, words_of(tokens, *role.organisation) if role.organisation else None


# Whose office it is, in small letters: "old harbour’s deputy mayor" is a deputy mayor.
_OWNER = re.compile(r"^(?:[a-z-]+ ){0,2}[a-z-]+[’']s (?=[a-z])")


def _shared_roles(mentions: list[Mention]) -> list[Mention]:
    """Give coordinated names the role they share: "the instructors, Ana Ruci and Ivo Bek, showed"."""
    out: list[Mention] = []
    for mention in mentions:
        previous = out[-1] if out else None
        if (
            previous
            and mention.role is None
            and mention.organisation is None
            and previous.rule == "shared role"
            and mention.first - previous.last <= 2
        ):
            mention = replace(
                mention, role=previous.role, organisation=previous.organisation, rule="shared role"
            )
        elif previous and _takes_plural(previous, mention):
            out[-1] = replace(
                previous, role=mention.role, organisation=mention.organisation, rule="shared role"
            )
        out.append(mention)
    return out


def _takes_plural(previous: Mention, mention: Mention) -> bool:
    """Say whether "Jan Berg and Per Olsen, police experts" gives both the role."""
    last = (mention.role or "").rsplit(" ", 1)[-1].lower()
    bare = previous.role is None and previous.organisation is None
    return bare and last in lx.ROLE_PLURALS and mention.first - previous.last <= 2
