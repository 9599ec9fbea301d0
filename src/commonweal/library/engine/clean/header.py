"""The head of a page: which line is the title, which name the kind, where the lead stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commonweal.kernel.provenance import Evidence, Span
from commonweal.library.engine.clean import draft as part
from commonweal.library.engine.clean.datelines import dated_line, dateline_of, is_date_line
from commonweal.library.engine.clean.draft import Draft, is_prose
from commonweal.library.engine.clean.kinds import kind_of_line
from commonweal.library.engine.clean.letterheads import (
    below_menu,
    is_days_line,
    is_letterhead,
    is_menu,
    is_note,
    is_of_event,
    is_section,
)
from commonweal.library.engine.clean.lines import Line, folded
from commonweal.library.engine.clean.papers import names_itself
from commonweal.library.engine.clean.vocabulary import AGENCY_CREDIT, BYLINE, CREDIT, CREDITED

_TITLE_WORDS = 5
_LONGEST_TITLE_WORDS = 45
_LONGEST_OVER_DATE = 25
_LONGEST_TITLE_CHARS = 400
_COMPARED_CHARS = 300
_EVENT_LABELS = ("when", "where", "когда", "где")
_LONGEST_BYLINE_WORDS = 16
_LEAST_STATEMENT_WORDS = 3
_LEAST_TEASER_WORDS = 8
_LEAST_REPEATED_CHARS = 40
_NEAR_TITLE_LINES = 12


@dataclass(frozen=True, slots=True)
class Header:
    """What the head of a page says.

    Attributes:
        title: Index of the title's line, or None.
        evidence: Why that is the title.
        kind: The kind a line names, with its span, or None.
        lead: Span of the lead, or None.
        lead_rule: Why that is the lead.
    """

    title: int | None
    evidence: Evidence
    kind: tuple[str, Span] | None
    lead: Span | None
    lead_rule: Evidence


def read_header(draft: Draft, *, hinted: Sequence[int], names: Sequence[str]) -> Header:
    """Return title, kind and lead, and give the lines of the header their parts.

    Args:
        draft: The page with furniture and metadata set apart.
        hinted: Lines that the container's own structure calls the title.
        names: Titles that the container names, such as an HTML page's.

    Returns:
        The header. Lines before the title become furniture (short) or aside; a teaser that the body repeats
        becomes aside.
    """
    body = _body_start(draft)
    candidates = [i for i in draft.free() if i < body]
    kind = _kind_line(draft, candidates)
    title, evidence = _title(draft, candidates, kind=kind, hinted=hinted, names=names)
    named = None
    if kind is not None:
        line = draft.lines[kind]
        named = (kind_of_line(line) or "other", line.span)
        draft.parts[kind] = part.ASIDE
    _settle(draft, candidates, title=title)
    lead, lead_rule = _lead(draft, title=title)
    return Header(title, evidence, named, lead, lead_rule)


def _body_start(draft: Draft) -> int:
    """Return the index of the first line of sentences, or of the end."""
    kind_before = False
    for index in draft.free():
        line = draft.lines[index]
        opens = is_prose(line) or dateline_of(draft.text, line.span) is not None
        pictured = is_credit(line) or _is_captioned(draft, index)
        headline = (kind_before and _may_be_title(draft, index)) or _stands_over_date(draft, index)
        if opens and not pictured and not headline:
            return index
        kind_before = kind_of_line(line) is not None
    return len(draft.lines)


def _stands_over_date(draft: Draft, index: int) -> bool:
    """Say whether a line without a stop at its end stands right over a date: "Report: Listening. What we saw" / "Wien, 25. September 2026"."""
    line = draft.lines[index]
    rest = next((i for i in draft.free() if i > index), None)
    if (
        rest is None
        or line.ended
        or line.count > _LONGEST_OVER_DATE
        or line.words.endswith(("...", "…"))
    ):
        return False
    below = draft.lines[rest]
    return (
        dateline_of(draft.text, line.span) is None
        and dated_line(line) is None
        and not is_days_line(below)
        and (dated_line(below) is not None or (is_date_line(below) and below.count <= 5))
    )


def _may_be_title(draft: Draft, index: int) -> bool:
    """Say whether a sentence right under the kind's line is a headline: more sentences or labels follow, and no dateline."""
    line = draft.lines[index]
    rest = [i for i in draft.free() if i > index]
    follows = bool(rest) and (
        is_prose(draft.lines[rest[0]]) or dated_line(draft.lines[rest[0]]) is not None
    )
    labelled = index + 1 < len(draft.parts) and draft.parts[index + 1] == part.METADATA
    ended = line.words.endswith(".") and not labelled
    shaped = (
        line.count <= _LONGEST_TITLE_WORDS and not line.words.endswith(("...", "…")) and not ended
    )
    return shaped and (follows or labelled) and dateline_of(draft.text, line.span) is None


def _kind_line(draft: Draft, candidates: Sequence[int]) -> int | None:
    """Return the last line of the header that names a kind, or None."""
    kinds = [i for i in candidates if kind_of_line(draft.lines[i]) is not None]
    return kinds[-1] if kinds else None


def _title(
    draft: Draft,
    candidates: Sequence[int],
    *,
    kind: int | None,
    hinted: Sequence[int],
    names: Sequence[str],
) -> tuple[int | None, Evidence]:
    """Return the title's line and why: hinted, under the kind's line, named, or by its shape."""
    allowed = [i for i in candidates if i != kind and _is_titular(draft, i)]
    for found, confidence, rule in (
        (
            _last(i for i in hinted if draft.parts[i] == part.FREE and i != kind),
            0.97,
            "title.structure",
        ),
        (_under_kind(draft, allowed, kind), 0.98, "title.under-kind"),
        (_named(draft, allowed, names), 0.95, "title.named"),
        (_own_named(draft, allowed), 0.95, "title.own-name"),
        (_over_labels(draft, allowed), 0.95, "title.over-labels"),
        (_repeated(draft, allowed), 0.9, "title.repeated"),
        (_shaped(draft, allowed), 0.85, "title.shape"),
    ):
        if found is not None:
            return found, Evidence((draft.lines[found].span,), confidence, rule)
    return None, Evidence((), 0.8, "title.none")


def _last(indexes: object) -> int | None:
    """Return the last of some indexes, or None."""
    return next(reversed(list(indexes)), None)  # type: ignore[call-overload]


def _is_titular(draft: Draft, index: int) -> bool:
    """Say whether a line of the header can be a title: no list line, date, credit or lone word in small letters."""
    line = draft.lines[index]
    size = line.span.end - line.span.start
    if line.mark or line.count > _LONGEST_TITLE_WORDS or size > _LONGEST_TITLE_CHARS:
        return False
    if dated_line(line) is not None or (is_date_line(line) and line.count <= 5):
        return False
    if is_note(line) or is_days_line(line) or is_menu(line):
        return False
    return (
        not is_credit(line) and kind_of_line(line) is None and any(c.isalpha() for c in line.words)
    )


def is_credit(line: Line) -> bool:
    """Say whether a line says who took a picture, or is a caption that ends in it: "(OSCE/Name Surname)"."""
    found = (
        CREDIT.match(line.words) or AGENCY_CREDIT.match(line.words) or CREDITED.search(line.words)
    )
    return found is not None


def _under_kind(draft: Draft, allowed: Sequence[int], kind: int | None) -> int | None:
    """Return the line right after the kind's line, or the last before it where no line can follow."""
    if kind is None:
        return None
    after = below_menu(draft.lines, [i for i in allowed if i > kind])
    if after:
        next_one = len(after) > 1 and after[1] == after[0] + 1
        return after[next_one and is_section(draft.lines[after[0]], draft.lines[after[1]])]
    before = [i for i in allowed if i < kind]
    return before[-1] if before and draft.lines[before[-1]].count >= 2 else None


def _named(draft: Draft, allowed: Sequence[int], names: Sequence[str]) -> int | None:
    """Return the last line that is the title the container names, or its beginning ("Title | Publisher")."""
    wanted = [folded(name) for name in names if name]
    for index in reversed(allowed):
        words = draft.folded(index)
        if len(words) >= 8 and any(name == words or name.startswith(words) for name in wanted):
            return index
    return None


def _over_labels(draft: Draft, allowed: Sequence[int]) -> int | None:
    """Return the line right over the label "When" or "Where" of an event page."""
    for index in allowed:
        below = draft.folded(index + 1) if index + 1 < len(draft.lines) else ""
        if below.rstrip(": ") in _EVENT_LABELS and draft.parts[index + 1] == part.METADATA:
            return index
    return None


def _own_named(draft: Draft, allowed: Sequence[int]) -> int | None:
    """Return the line that calls the document minutes, an agenda or a report: "Minutes of the 14th meeting", "REPORT ON THE STUDY VISIT"."""
    for wanted in ("sure", "likely"):
        for index in allowed[-_NEAR_TITLE_LINES:]:
            line = draft.lines[index]
            loud = wanted == "sure" or line.words.isupper()
            if loud and line.count >= 2 and names_itself(line.words) == wanted:
                return index
    return None


def _repeated(draft: Draft, allowed: Sequence[int]) -> int | None:
    """Return a line that stands twice in the header, once perhaps with the publisher after it: the page's title."""
    seen: list[str] = []
    for index in allowed:
        words = draft.folded(index)
        if draft.lines[index].count >= 3 and any(
            one == words or one.startswith(words + " ") for one in seen
        ):
            return index
        seen.append(words)
    return None


def _shaped(draft: Draft, allowed: Sequence[int]) -> int | None:
    """Return the likeliest title by length alone: the first long line of the last block of long lines.

    Where all lines are sentences, the first. What stands below a short sentence is text already: "City and youth agree" /
    "The council met." / "They agreed on:" / "- lamps".
    """
    allowed = [i for i in allowed if not draft.lines[i].words.endswith(":")] or allowed
    header = range(allowed[0], allowed[-1]) if allowed else range(0)
    days = next((i for i in header if is_days_line(draft.lines[i])), len(draft.lines))
    allowed = [i for i in allowed if i < days] or allowed
    above = allowed[: _statement(draft, allowed)]
    allowed = [i for i in above if not draft.lines[i].words.endswith(".")] or above[:1]
    for least in (_TITLE_WORDS, 3, 2, 1):
        long_ones = [i for i in allowed if draft.lines[i].count >= least]
        if long_ones:
            found = long_ones[-1]
            while found - 1 in long_ones and least == _TITLE_WORDS:
                found -= 1
            return _below_letterhead(draft, found, long_ones)
    return None


def _below_letterhead(draft: Draft, first: int, long_ones: Sequence[int]) -> int:
    """Return the first line of a block that is no letterhead: the headline under "Ministry of the Interior" / "Department of Police"."""
    return next((i for i in long_ones if i >= first and not is_letterhead(draft.lines[i])), first)


def _statement(draft: Draft, allowed: Sequence[int]) -> int | None:
    """Return the place of the first short sentence below a line that may be a title, or None.

    A question is one only below metadata or a date, for headlines may be questions.
    """
    titular = None
    for place, index in enumerate(allowed):
        line = draft.lines[index]
        below = titular is not None and line.count >= _LEAST_STATEMENT_WORDS
        if below and line.words.endswith("."):
            return place
        if below and line.ended and _has_labels(draft, range(titular or 0, index)):
            return place
        if titular is None and line.count > 1:
            titular = index
    return None


def _has_labels(draft: Draft, indexes: Sequence[int]) -> bool:
    """Say whether metadata or a line with a date, such as "Issued on 4 May 2026", is among some lines."""
    return any(
        draft.parts[i] == part.METADATA
        or dated_line(draft.lines[i]) is not None
        or is_date_line(draft.lines[i])
        for i in indexes
    )


def _settle(draft: Draft, candidates: Sequence[int], *, title: int | None) -> None:
    """Give the header's other lines their parts."""
    if title is not None:
        draft.parts[title] = part.TITLE
    words = draft.folded(title) if title is not None else ""
    for index in candidates:
        if draft.parts[index] == part.FREE:
            draft.parts[index] = _settled(draft, index, title=title, words=words)


def _settled(draft: Draft, index: int, *, title: int | None, words: str) -> str:
    """Return the part of one line of the header that is neither title nor kind."""
    line = draft.lines[index]
    if is_credit(line) or _is_captioned(draft, index):
        return part.CAPTION
    if title is not None and index > title and is_of_event(draft.lines[index : index + 2]):
        return part.FREE
    if dated_line(line) is not None or is_date_line(line) or kind_of_line(line) is not None:
        return part.ASIDE
    if (
        title is not None
        and index > title
        and BYLINE.match(line.words)
        and line.count <= _LONGEST_BYLINE_WORDS
        and not line.ended
    ):
        return part.ASIDE
    if title is not None and index < title:
        own = draft.folded(index)
        return part.ASIDE if line.count > _TITLE_WORDS or own == words else part.FURNITURE
    if title is not None and draft.folded(index) == words:
        return part.ASIDE
    return part.FREE


def _is_captioned(draft: Draft, index: int) -> bool:
    """Say whether the next line is a credit, so that this one is the caption of its picture."""
    following = index + 1
    if following >= len(draft.lines) or draft.parts[index] != part.FREE:
        return False
    line = draft.lines[following]
    return CREDIT.match(line.words) is not None or AGENCY_CREDIT.match(line.words) is not None


def _lead(draft: Draft, *, title: int | None) -> tuple[Span | None, Evidence]:
    """Return the lead: the lines between title and metadata, in the body's words where it repeats them."""
    none = Evidence((), 0.8, "lead.none")
    rest = [i for i in draft.free() if title is None or i > title]
    if title is None or not rest:
        return None, none
    labels = [i for i, one in enumerate(draft.parts) if one == part.METADATA and i > rest[0]]
    teasers = [i for i in rest if labels and i < labels[0] and draft.lines[i].mark == ""]
    teasers = [i for i in teasers if draft.lines[i].count >= _LEAST_TEASER_WORDS]
    if len(teasers) > 3 or len(teasers) == len(rest):
        teasers = []
    others = [i for i in rest if i not in teasers] if teasers else rest[1:2]
    repeated = _repeats(draft, teasers or rest[:1], others)
    if repeated is not None:
        teaser, span = repeated
        draft.give(teasers or [teaser], part.ASIDE)
        return span, Evidence((span, draft.lines[teaser].span), 0.97, "lead.repeated")
    if teasers:
        span = Span(draft.lines[teasers[0]].span.start, draft.lines[teasers[-1]].span.end)
        return span, Evidence((span,), 0.9, "lead.before-metadata")
    return None, none


def _repeats(draft: Draft, teasers: Sequence[int], rest: Sequence[int]) -> tuple[int, Span] | None:
    """Return the teaser that the body repeats, and the span of its words there."""
    for teaser in teasers:
        words = _opening(draft, teaser)
        if len(words) < _LEAST_REPEATED_CHARS:
            continue
        for index in rest[:12]:
            if index != teaser and _opening(draft, index).startswith(words):
                return teaser, _same_words(draft, teaser=teaser, body=index)
    return None


def _opening(draft: Draft, index: int) -> str:
    """Return the first 300 characters of a line for comparing, without dateline and dots at the end."""
    line = draft.lines[index]
    dateline = dateline_of(draft.text, line.span)
    start = dateline.span.end if dateline is not None else line.span.start
    return folded(draft.text[start : min(line.span.end, start + _COMPARED_CHARS)]).rstrip(". …")


def _same_words(draft: Draft, *, teaser: int, body: int) -> Span:
    """Return the body's paragraph, or its beginning where the teaser stops well before its end."""
    short, whole = draft.lines[teaser].span, draft.lines[body].span
    length = len(draft.words(teaser).rstrip(". …"))
    if length >= 0.9 * (whole.end - whole.start) or whole.end - whole.start <= length + 2:
        return whole
    dateline = dateline_of(draft.text, whole)
    start = dateline.span.end if dateline is not None else whole.start
    return Span(start, min(whole.end, start + min(length, short.end - short.start)))
