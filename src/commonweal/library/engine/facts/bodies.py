"""The grammar of names of bodies: "OSCE Mission to Serbia", "Ministry of Education and Science".

A body's name is a run of capitalised words with a head noun ("Ministry", "Police"), lengthened by
"of", "for", "on" and possessives, by "in" and "to" after missions, and by "and" where both sides
belong to one name. Bodies known by name or short form need no head.
"""

from __future__ import annotations

from dataclasses import dataclass

from commonweal.kernel.provenance import Span
from commonweal.library.engine.facts import lexicon as lx
from commonweal.library.engine.facts.gazetteer import is_place
from commonweal.library.engine.facts.name_ends import name_end
from commonweal.library.engine.facts.runs import (
    LINKS,
    is_known,
    is_unit_against,
    known_end,
    run_end,
)
from commonweal.library.engine.facts.tokens import Token, fold


@dataclass(frozen=True, slots=True)
class Body:
    """A body's name in a list of tokens.

    Attributes:
        first: Index of its first token.
        last: Index one past its last token, short form in brackets not counted.
        after: Index one past the name with its short form.
        span: Characters of the name.
        short_name: The short form printed in brackets after it.
        head: The head noun in lower case, or "" for a body known by name.
    """

    first: int
    last: int
    after: int
    span: Span
    short_name: str | None
    head: str


def bodies_in(tokens: list[Token]) -> list[Body]:
    """Return the bodies named in a sentence, longest names, left to right."""
    out, i = [], 0
    while i < len(tokens):
        body = body_at(tokens, i)
        if body is None:
            i += 1
            continue
        out.append(body)
        i = body.after
    return out


def body_at(tokens: list[Token], i: int) -> Body | None:
    """Return the body whose name starts at a token, or None.

    Example: at "OSCE" in "by the OSCE Mission to Serbia and the Police" the name ends at "Serbia".
    """
    token = tokens[i]
    if not token.cap or _opens_no_name(tokens, i):
        return None
    last = name_end(tokens, i)
    head = _head(tokens, i, last)
    if head is None:
        return _shorter(tokens, i, last)
    short, after = _short_form(tokens, last)
    longer = (
        name_end(tokens, after) if short and after < len(tokens) and tokens[after].cap else after
    )
    if longer > after and any(t.low in lx.BODY_HEADS for t in tokens[after:longer]):
        short, last, after = None, longer, longer
    span = Span(tokens[i].start, tokens[last - 1].end)
    return Body(i, last, after, span, short, head)


def _opens_no_name(tokens: list[Token], i: int) -> bool:
    low = tokens[i].low
    if "-" in low and low.endswith(
        ("-based", "-led", "-funded", "-supported", "-wide", "-organized", "-run", "-born")
    ):
        return True
    if low in lx.STOP_CAPS or low in lx.WEEKDAYS:
        return low not in {"new", "her", "his"} or not _run_has_head(tokens, i)
    return low in lx.HONORIFICS and i + 1 < len(tokens) and tokens[i + 1].text == "."


def _run_has_head(tokens: list[Token], i: int) -> bool:
    return tokens[i].low == "new" and any(
        t.low in lx.BODY_HEADS for t in tokens[i : run_end(tokens, i)]
    )


def _head(tokens: list[Token], i: int, last: int) -> str | None:
    """Return the head of a name, "" for a known body, None where the words name no body."""
    if is_known(tokens, i, last):
        return "" if not _modifies(tokens, last) else None
    if _names_a_text(tokens, i, last):
        return None
    run = link_end(tokens, i, last)
    core = [t.low for t in tokens[i:run]]
    head = next((w for w in reversed(core) if w in lx.BODY_HEADS), None)
    if head is None:
        return _later_head(tokens, i, run, last)
    if len(core) == 1 and run == last:
        return None
    return head if _head_fits(tokens, i, run, last, head) else None


_MEMBERS = frozenset(("experts", "representatives", "officials", "ministers"))


def _names_a_text(tokens: list[Token], i: int, last: int) -> bool:
    """Say whether a part of the name ends in a noun for a text or an event: "Council of Europe Convention"."""
    for k in range(i, last):
        ends = k + 1 == last or not tokens[k + 1].cap
        topic = (
            tokens[i].low
            in {
                "ministry",
                "department",
                "agency",
                "committee",
                "centre",
                "center",
                "faculty",
                "institute",
                "school",
                "college",
            }
            and k > i + 1
        )
        if (
            ends
            and tokens[k].low in lx.NOT_BODY_TAILS
            and (k > i or last == i + 1)
            and not (topic or _is_subject(tokens, i, k) or tokens[k].low in _MEMBERS)
        ):
            return True
    return False


def _is_subject(tokens: list[Token], i: int, k: int) -> bool:
    """Say whether a noun for a text or an event is what a house teaches: "Halvera Academy of Teacher Training"."""
    return any(
        tokens[h].low in {"academy", "institute", "college", "faculty", "school"}
        and tokens[h + 1].low in {"of", "for"}
        for h in range(i, k - 1)
    )


def link_end(tokens: list[Token], i: int, last: int) -> int:
    """Return where the first part of a name ends, before "of" or a possessive."""
    for k in range(i, last):
        if tokens[k].low in LINKS and not tokens[k].cap and not is_unit_against(tokens, k, k + 1):
            return k
    return last


def _later_head(tokens: list[Token], i: int, run: int, last: int) -> str | None:
    words = [t.low for t in tokens[i:run]]
    if (
        words
        and words[-1] in {"co-ordinator", "coordinator"}
        and run < last
        and tokens[run].low in {"in", "to"}
    ):
        return "co-ordinator"
    if words[-1:] == ["programme"] and len(words) > 2 and words[0] in {"un", "united", "world"}:
        return "programme"
    if is_known(tokens, i, run) and run < last and tokens[run].low in {"in", "to"}:
        return ""
    if words[-2:] in (["high", "commissioner"], ["special", "representative"]) or words[-1:] == [
        "representative"
    ]:
        return "representative" if tokens[i].text.isupper() and run < last else None
    return None


def _head_fits(tokens: list[Token], i: int, run: int, last: int, head: str) -> bool:
    """Say whether the head stands where a head can stand: at the end, or first of a society's own name."""
    at = max(k for k in range(i, run) if tokens[k].low == head)
    rest = run - at - 1
    if rest == 0:
        return not (
            run == last and _modifies(tokens, last) and head in {"police", "government", "council"}
        )
    if head in {"embassy", "consulate", "delegation"} and is_place(
        " ".join(t.text for t in tokens[at + 1 : run])
    ):
        return True
    if tokens[run - 1].low in lx.NOT_BODY_TAILS or lx.is_role_head(tokens[run - 1].low):
        return False
    return head in {
        "foundation",
        "ngo",
        "association",
        "institute",
        "union",
        "centre",
        "center",
        "organization",
        "office",
        "academy",
        "platform",
        "network",
        "fund",
        "university",
    }


def _modifies(tokens: list[Token], last: int) -> bool:
    """Say whether the name only describes the noun after it: "OSCE participating States", "EU standards"."""
    if last >= len(tokens):
        return False
    nxt = tokens[last]
    if (
        nxt.text in "-–"
        and last + 1 < len(tokens)
        and tokens[last + 1].low in {"supported", "wide", "led", "funded"}
    ):
        return True
    return nxt.low.isalpha() and nxt.text[0].islower() and nxt.low not in _AFTER_BODY


_AFTER_BODY = lx.words(
    """
    plays has promotes works provides offers aims assists bears encourages remains advises
    and or as in on at to of for from with by is are was were has have had will would can
    could may might should must also today yesterday jointly together said says noted
    stressed underlined which who that where when while but since during held organized
    organised hosted opened launched conducted presented discussed supports supported
    continues continued provided provides helped helps trained trains delivered donated
    welcomed co-organized co-hosted co-funded facilitated implemented gathered convened
    announced called calls met visited handed recently regularly shared completed concluded
    started began assisted developed published issued funded financed contributed attended
    took plans planned intends agreed undertook pledged joined under through within about
    against not remains stands stood thanked urged recommended brought brings aims aimed
    kicked wrapped tested equipped offered explained participated worked works carried led
    leads signed showed shows described describes reported reports demonstrated demonstrates answered spoke
    """
)


def _short_form(tokens: list[Token], last: int) -> tuple[str | None, int]:
    """Read "(ABC)" after a name."""
    if last + 2 < len(tokens) and tokens[last].text == "(" and tokens[last + 1].cap:
        for k in range(last + 1, min(last + 6, len(tokens))):
            if tokens[k].text == ")":
                return " ".join(t.text for t in tokens[last + 1 : k]), k + 1
    return None, last


def _shorter(tokens: list[Token], i: int, last: int) -> Body | None:
    """Try the known body or the headed run at the start of a name that failed as a whole."""
    known = known_end(tokens, i)
    single = i + 1 if fold(tokens[i].text) in lx.KNOWN_BODIES else i
    for end in (known, single):
        if (
            i < end < last
            and is_known(tokens, i, end)
            and not _modifies(tokens, end)
            and not tokens[end].cap
        ):
            return Body(i, end, end, Span(tokens[i].start, tokens[end - 1].end), None, "")
    return None
