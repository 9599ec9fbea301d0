"""Quotations with their speakers: one for each speaker and paragraph, fragments included, reported speech not."""

from __future__ import annotations

import re
from dataclasses import dataclass

from commonweal.kernel.provenance import Evidence, Span
from commonweal.library.engine.facts import lexicon as lx
from commonweal.library.engine.facts.confidence import certainty
from commonweal.library.engine.facts.sentences import ABBREVIATION, Paragraph, Sheet
from commonweal.library.engine.types import Quote, Speaker

_PAIRS = {"“": '”“"', "«": "»", "„": '“”"', '"': '"”', "‘": "’", "”": "”", "‟": "”"}
_OPENERS = re.compile(r"[“«„\"]|(?<![\w’])‘(?=[A-Z])|(?<=\s)”(?=\w)")
_NAMED = re.compile(
    r"\b(?:entitled|titled|called|named|themed|dubbed|under the (?:title|theme|motto|slogan|name)|project|projects|programme|initiative|campaign|guidebook|handbook|manual|publication|report|book|survey|study|film|films|movie|module|"
    r"course|workshop|conference|seminar|training|exhibition|forum|foundation|organi[sz]ation|NGO|association|on|the|a|of|known as|so-called|and|competition|event|series|platform|documentary|motto|slogan|theme|as)[,:]?\s*$",
    re.IGNORECASE,
)
_VERB = "|".join(sorted(lx.SPEECH_VERBS, key=len, reverse=True))
_VERB_RE = re.compile(rf"\b(?:{_VERB})\b", re.IGNORECASE)
_PRONOUN = re.compile(
    rf"\b(?:he|she|they)\s+(?:also\s+|further\s+|then\s+)?(?:{_VERB}|went on)\b|\b(?:{_VERB})\s+(?:he|she)\b",
    re.IGNORECASE,
)
_THAT = re.compile(
    rf"\b(?:{_VERB}|that|saying|stating|adding|noting|stressing|how|underlining|words|emphasi[sz]ing)\b[^.!?]{{0,120}}$",
    re.IGNORECASE,
)
_OTHER_SPEAKER = re.compile(
    rf"\b(?:{_VERB})\s+(?:one|a|an|another|some)\s+(?:of the\s+)?[a-z][\w-]+|\b(?:[Oo]ne|[Aa]nother|[Ss]ome) (?:of the )?(?:[a-z]+ ){{0,2}}[a-z]+\s+(?:{_VERB})\b"
)


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words between quotation marks in one paragraph."""

    span: Span
    inner: Span


def quoted_in(text: str, span: Span) -> list[Quoted]:
    """Return the quoted stretches of a paragraph, left to right.

    A stretch without a closing mark runs to the paragraph's end, as newspapers set it.
    """
    words = text[span.start : span.end]
    if not any(mark in words for mark in _PAIRS):
        return []
    out: list[Quoted] = []
    at = span.start
    while True:
        match = _OPENERS.search(text, at, span.end)
        if match is None:
            return out
        end = _closing(text, match, span.end)
        if end is None:
            return (
                out
                if len(out) and text[match.start()] == '"'
                else [*out, Quoted(Span(match.start(), span.end), Span(match.end(), span.end))]
            )
        out.append(Quoted(Span(match.start(), end + 1), Span(match.end(), end)))
        at = end + 1


def _closing(text: str, opener: re.Match[str], limit: int) -> int | None:
    """Return the index of the closing mark; a mark that a letter follows opens an inner quotation."""
    marks, depth = _PAIRS[opener.group()], 0
    for i in range(opener.end(), limit):
        char = text[i]
        if (
            char in "“«„"
            and opener.group() in "“«„"
            and not (char == "“" and opener.group() == "„")
        ):
            depth += 1
        elif char in marks:
            if depth == 0:
                return i
            depth -= 1
    return None


def quotes_on(sheet: Sheet, *, people: tuple[Speaker, ...]) -> tuple[Quote, ...]:
    """Return the quotations of the people a document names.

    Args:
        sheet: The document.
        people: Those found by ``people_on``.
    """
    out: list[Quote] = []
    named = _mentions(sheet, people)
    for paragraph in sheet.paragraphs:
        seen: set[str] = set()
        quoted = quoted_in(sheet.text, paragraph.span)
        previous: Speaker | None = None
        for index, one in enumerate(quoted):
            if _is_title(sheet, paragraph, one):
                continue
            where = _Where(sheet, paragraph, quoted, index)
            speaker, rule = _speaker(where, named, previous)
            if rule is None or speaker is None:
                continue
            previous = speaker
            if speaker.name not in seen:
                seen.add(speaker.name)
                out.append(_quote(sheet, one, speaker, rule))
    return tuple(out)


@dataclass(frozen=True, slots=True)
class _Where:
    """One quotation among those of its paragraph."""

    sheet: Sheet
    paragraph: Paragraph
    quoted: list[Quoted]
    index: int

    @property
    def one(self) -> Quoted:
        return self.quoted[self.index]


Mentions = list[tuple[Span, Speaker]]


def _mentions(sheet: Sheet, people: tuple[Speaker, ...]) -> Mentions:
    """Return where each person is named, in full or by surname, in reading order."""
    out: Mentions = []
    for person in people:
        surname = person.name.split()[-1]
        for paragraph in sheet.paragraphs:
            for match in re.finditer(
                rf"(?<![\w-]){re.escape(surname)}(?![\w-])",
                sheet.text[paragraph.span.start : paragraph.span.end],
            ):
                start = paragraph.span.start + match.start()
                out.append((Span(start, start + len(surname)), person))
    return sorted(out, key=lambda m: m[0])


def _last_named(named: Mentions, before: int, *, after: int = 0) -> Speaker | None:
    """Return the person named last before a character (and not before another)."""
    found = [p for span, p in named if after <= span.start < before]
    return found[-1] if found else None


def _quote(sheet: Sheet, one: Quoted, speaker: Speaker | None, rule: str) -> Quote:
    words = " ".join(one.span.of(sheet.text).split())
    return Quote(
        speaker.name if speaker else None,
        words,
        Evidence((one.span,), certainty("quotes", rule), rule),
    )


def _is_title(sheet: Sheet, paragraph: Paragraph, one: Quoted) -> bool:
    """Say whether quotation marks hold a name: “Voices Without Hatred”, not words that somebody said."""
    inner = one.inner.of(sheet.text).strip()
    words = inner.split()
    if sheet.text[one.span.start] == "‘" and len(words) <= 5:
        return True
    before = sheet.text[max(paragraph.span.start, one.span.start - 60) : one.span.start]
    if (
        re.search(r"[.!?,][’']?$", inner)
        and len(words) > 3
        and not re.search(r"\b(?:entitled|titled)\s*$", before)
    ):
        return False
    capitals = sum(w[0].isupper() or w[0].isdigit() for w in words)
    small = sum(
        w.lower()
        in {
            "of",
            "the",
            "and",
            "for",
            "in",
            "on",
            "to",
            "a",
            "with",
            "against",
            "as",
            "at",
            "–",
            "-",
        }
        for w in words
    )
    if (
        capitals + small >= len(words) - 1
        and capitals >= 1
        and len(words) <= 20
        and not inner.endswith((".", ",", "?", "!"))
    ):
        return True
    if _NAMED.search(before) and not _THAT.search(before[-40:]):
        return len(words) < 25
    return len(words) <= 2 and not _VERB_RE.search(
        sheet.text, one.span.end, min(one.span.end + 30, paragraph.span.end)
    )


def _speaker(
    where: _Where, named: Mentions, previous: Speaker | None
) -> tuple[Speaker | None, str | None]:
    """Return who said a quotation and the rule that tells."""
    text, paragraph, quoted, index = (
        where.sheet.text,
        where.paragraph.span,
        where.quoted,
        where.index,
    )
    one = where.one
    after_end = quoted[index + 1].span.start if index + 1 < len(quoted) else paragraph.end
    before_start = quoted[index - 1].span.end if index else paragraph.start
    after = _sentence_after(text, one.span.end, after_end)
    before = _sentence_before(text, before_start, one.span.start)
    for part, rule in ((after, "attribution after"), (before, "attribution before")):
        if (
            _OTHER_SPEAKER.search(text, part.start, part.end)
            and _last_named(named, part.end, after=part.start) is None
        ):
            return None, None
        found = _attributed(text, part, named)
        if found is not None:
            return found, rule
    if previous is not None and (
        _runs_on(text, quoted, index) or not text[before_start : one.span.start].strip(" .,;:")
    ):
        return previous, "same speaker goes on"
    local = _last_named(named, one.span.start, after=paragraph.start)
    if local is not None:
        return local, "name before in the paragraph"
    if _is_alone(paragraph, one) or (
        previous is None and _VERB_RE.search(text, before.start, before.end)
    ):
        earlier = _last_named(named, paragraph.start)
        return (earlier, "paragraph of its own") if earlier is not None else (None, None)
    return previous, "same speaker goes on" if previous else None


def _runs_on(text: str, quoted: list[Quoted], index: int) -> bool:
    """Say whether only an attribution stands between this quotation and the one before it."""
    if index == 0:
        return False
    between = text[quoted[index - 1].span.end : quoted[index].span.start]
    return (
        len(between) < 200
        and bool(_VERB_RE.search(between))
        and not re.search(r"[.!?]\s+\S+[^.!?]*[a-z]", between.strip(" ."))
    )


def _is_alone(paragraph: Span, one: Quoted) -> bool:
    return one.span.start - paragraph.start < 3 and paragraph.end - one.span.end < 40


def _sentence_after(text: str, start: int, end: int) -> Span:
    """Return the rest of the sentence after a quotation; nothing if the quotation closed its sentence."""
    closed = text[max(0, start - 2) : start - 1] in ".!?"
    if closed and not _TAG.match(text, start, end):
        return Span(start, start)
    return Span(
        start,
        next(
            (
                m.end()
                for m in _STOP.finditer(text, start, end)
                if not ABBREVIATION.search(text, start, m.end())
            ),
            end,
        ),
    )


def _sentence_before(text: str, start: int, end: int) -> Span:
    stops = [
        m.end()
        for m in _STOP.finditer(text, start, end)
        if not ABBREVIATION.search(text, start, m.end())
    ]
    return Span(stops[-1] if stops and stops[-1] < end else start, end)


_STOP = re.compile(r"[.!?](?=\s|$)")
_TAG = re.compile(rf"\s*(?:(?:[A-Z][\w’'.-]+|he|she|they|the|of)\s+){{0,6}}(?:{_VERB})\b")


def _attributed(text: str, part: Span, named: Mentions) -> Speaker | None:
    """Return the person whom the words beside a quotation name, or mean by "he" or "she"."""
    words = part.of(text)
    if not _VERB_RE.search(words) and not re.search(
        r"(?:according to|in the words of|:\s*$|\bthat\s*$)", words
    ):
        return None
    speaker = _subject(text, part, named)
    if speaker is not None:
        return speaker
    office = _ROLE_SAID.search(words)
    holders = [
        (span, person)
        for span, person in named
        if office and office["office"].lower() in (person.role or "").lower()
    ]
    if holders:
        return _last_named(holders, part.start) or holders[0][1]
    means_him = (
        _PRONOUN.search(words)
        or _ROLE_SAID.search(words)
        or re.search(r"\b(?:[Hh]is|[Hh]er|[Ss]he|[Hh]e)\b", words)
    )
    return _last_named(named, part.start) if means_him else None


_ROLE_SAID = re.compile(
    r"\bthe (?:(?:Mission|Centre|Office|Deputy|Prime|Executive|OSCE)\s)?(?P<office>Minister|Ambassador|Head|Director|Mayor|Commissioner|Secretary General|High Commissioner|Chairperson|Representative|Special Representative|Co-ordinator|President|Deputy Head|officer|teacher|expert|trainer|judge)\b"
)


def _subject(text: str, part: Span, named: Mentions) -> Speaker | None:
    """Return the person of an attribution: the one beside the verb, not one named in the speech."""
    inside = [(span, person) for span, person in named if part.start <= span.start < part.end]
    if not inside:
        return None
    verbs = [Span(*m.span()) for m in _VERB_RE.finditer(text, part.start, part.end)]
    if not verbs:
        return inside[-1][1]
    return min(
        inside, key=lambda m: min(max(v.start - m[0].end, m[0].start - v.end, 0) for v in verbs)
    )[1]
