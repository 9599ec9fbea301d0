"""Quotations with their speakers: one for each speaker and paragraph, fragments included, reported speech not."""

from __future__ import annotations

import re
from dataclasses import dataclass

from commonweal.kernel.provenance import Evidence, Span
from commonweal.library.engine.facts import lexicon as lx
from commonweal.library.engine.facts.confidence import certainty
from commonweal.library.engine.facts.sentences import Paragraph, Sheet
from commonweal.library.engine.facts.tokens import fold
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
    r"\b(?:said|says|told|added|confessed|recalled|explained|remarked|admitted)\s+(?:one|a|an|another|the|some)\s+(?P<who>[a-z][\w-]+)|\b(?P<who2>(?:one|a|an|another|the) (?:[a-z]+ ){0,2}[a-z]+)\s+(?:said|confessed|recalled|explained|remarked|admitted|told)\b"
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
    out, at = [], span.start
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
    last: Speaker | None = None
    for paragraph in sheet.paragraphs:
        seen: set[str] = set()
        quoted = quoted_in(sheet.text, paragraph.span)
        for index, one in enumerate(quoted):
            speaker, rule = _speaker(sheet, paragraph, (quoted, index), people, last)
            if rule is None:
                continue
            if speaker is not None:
                last = speaker
            key = speaker.name if speaker else f"?{rule}"
            if key not in seen and (speaker is not None or not seen):
                seen.add(key)
                out.append(_quote(sheet, one, speaker, rule))
    return tuple(out)


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
    sheet: Sheet,
    paragraph: Paragraph,
    where: tuple[list[Quoted], int],
    people: tuple[Speaker, ...],
    last: Speaker | None,
) -> tuple[Speaker | None, str | None]:
    quoted, index = where
    one = quoted[index]
    if _is_title(sheet, paragraph, one):
        return None, None
    after_end = quoted[index + 1].span.start if index + 1 < len(quoted) else paragraph.span.end
    before_start = quoted[index - 1].span.end if index else paragraph.span.start
    after = _sentence_after(sheet.text, one.span.end, after_end)
    before = _sentence_before(sheet.text, before_start, one.span.start)
    for part, rule in ((after, "attribution after"), (before, "attribution before")):
        found = _attributed(sheet.text, part, people, last)
        if found is not None:
            return found, rule
    if _OTHER_SPEAKER.search(after.of(sheet.text)) or _OTHER_SPEAKER.search(before.of(sheet.text)):
        return None, "someone without a name" if False else None
    named = _named_in(sheet.text, Span(before_start, one.span.start), people) or (
        _named_in(sheet.text, after, people) if _VERB_RE.search(after.of(sheet.text)) else None
    )
    if named is not None:
        return named, "name before in the paragraph"
    return (
        (last, "same speaker goes on")
        if last is not None and _goes_on(sheet, paragraph, one, quoted)
        else (None, None)
    )


def _goes_on(sheet: Sheet, paragraph: Paragraph, one: Quoted, quoted: list[Quoted]) -> bool:
    alone = one.span.start - paragraph.span.start < 3 and paragraph.span.end - one.span.end < 60
    return alone or len(quoted) > 1 or bool(_PRONOUN.search(paragraph.span.of(sheet.text)))


def _sentence_after(text: str, start: int, end: int) -> Span:
    match = re.search(
        r"(?<![A-Z])(?<!\b(?:Dr|Mr|Ms|Lt|St))(?<!\b(?:Col|Gen|Maj|Mrs))(?<!\bProf)[.!?](?=\s|$)",
        text[start:end],
    )
    if (
        text[max(0, start - 2) : start - 1] in ".!?"
        and not _VERB_RE.match(text, start + 1)
        and not re.match(
            r"\s*(?:[A-Z][\w’'-]+\s+){1,3}(?:said|added|noted|says)\b", text[start:end]
        )
    ):
        return Span(start, start)
    return Span(start, start + match.end() if match else end)


def _sentence_before(text: str, start: int, end: int) -> Span:
    begin = max(
        (
            m.end()
            for m in re.finditer(
                r"(?<!\b[A-Z])(?<!\b(?:Dr|Mr|Ms|Lt|St))(?<!\b(?:Col|Gen|Maj|Mrs))(?<!\bProf)[.!?]\s+",
                text[start:end],
            )
        ),
        default=0,
    )
    return Span(start + begin, end)


def _attributed(
    text: str, part: Span, people: tuple[Speaker, ...], last: Speaker | None
) -> Speaker | None:
    words = part.of(text)
    if not _VERB_RE.search(words) and not re.search(
        r"(?:according to|in the words of|:\s*$|\bthat\s*$)", words
    ):
        return None
    named = _named_in(text, part, people)
    if named is not None:
        return named
    if _PRONOUN.search(words) and not _OTHER_SPEAKER.search(words):
        return last
    return None


def _named_in(text: str, part: Span, people: tuple[Speaker, ...]) -> Speaker | None:
    """Return the person named last in a stretch, by full name or by surname."""
    words = fold(part.of(text))
    best: tuple[int, Speaker] | None = None
    for person in people:
        name = fold(person.name)
        surname = name.split()[-1]
        at = max(words.rfind(name), _whole_word(words, surname))
        if at >= 0 and (best is None or at > best[0]):
            best = (at, person)
    return best[1] if best else None


def _whole_word(words: str, surname: str) -> int:
    found = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(surname)}(?!\w)", words)]
    return found[-1] if found else -1
