"""Who said a quotation: by name, surname, pronoun or office, beside it, before it, or in the next paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass

from commonweal.kernel.provenance import Span
from commonweal.library.engine.facts import lexicon as lx
from commonweal.library.engine.facts.sentences import ABBREVIATION, Sheet
from commonweal.library.engine.types import Speaker

VERB = "|".join(sorted(lx.SPEECH_VERBS, key=len, reverse=True))
VERB_RE = re.compile(rf"\b(?:{VERB})\b", re.IGNORECASE)
_PRONOUN = re.compile(
    rf"\b(?:he|she|they)\s+(?:also\s+|further\s+|then\s+)?(?:{VERB}|went on)\b|\b(?:{VERB})\s+(?:he|she)\b",
    re.IGNORECASE,
)
_OTHER_SPEAKER = re.compile(
    rf"\b(?!told|reminded|assured|informed|asked|urged|answered)(?:{VERB})\s+(?:one|a|an|another|some)\s+(?:of the\s+)?[a-z][\w-]+|\b(?:[Oo]ne|[Aa]nother|[Ss]ome) (?:of the )?(?:[a-z]+ ){{0,2}}[a-z]+\s+(?:{VERB})\b"
)


# "The report by Ana Ruci says: ": a text speaks.
_TEXT_SPEAKS = re.compile(
    r"\b(?:reports?|study|survey|article|letter|poster|law|book|text|sign|slogan|declaration|statement|opinion|resolution|email|banner|plaque|inscription)\b[^.]{0,60}?\b(?:says?|said|reads?|states?|stated|concludes?|concluded)\b:?\s*(?:that\s*)?$"
)
_ONE_OF_THEM = re.compile(r"\b(?:[Oo]ne|[Aa]nother|[Ss]ome|[Tt]wo) of (?:them|the|those)\b")
# "The words belong to Aigerim Saduakas": who spoke is told in the next paragraph.
_WORDS_OF = re.compile(
    r"(?:The|These|Those)\swords\s(?:belong to|are those of|come from|came from|were spoken by|are|were)\b|(?:So|Thus)\s(?:says|said|speaks)\b|(?:That|This)\sis\s(?:how|what)\b"
)
# "following her meeting with Berg": who is met does not go on speaking.
_OBJECT = re.compile(r"\b(?:with|to|of|from|for|between|met|thanked)\s(?:[A-Z][\w’'-]*\.?\s)*$")
_HIM = re.compile(r"\b(?:he|his)\b", re.IGNORECASE)
_HER = re.compile(r"\b(?:she|her)\b", re.IGNORECASE)


_TOLD_HIM = re.compile(
    r"\b(?:[Aa]n?|[Oo]ne|[Ss]ome)\s(?:[a-z-]+\s){1,2}(?:[^,.“”\"]{0,40}\s)?(?:told|asked|reminded|warned)\s(?:him|her|them|me)\b"
)


Mentions = list[tuple[Span, Speaker]]


@dataclass(frozen=True, slots=True)
class Where:
    """One quotation among those of its paragraph.

    Attributes:
        sheet: The document.
        at: Index of the paragraph.
        quoted: The paragraph’s quotations.
        index: Which of them is meant.
    """

    sheet: Sheet
    at: int
    quoted: list[Span]
    index: int

    @property
    def text(self) -> str:
        """Return the document’s text."""
        return self.sheet.text

    @property
    def paragraph(self) -> Span:
        """Return the paragraph’s characters."""
        return self.sheet.paragraphs[self.at].span

    @property
    def one(self) -> Span:
        """Return the quotation’s characters."""
        return self.quoted[self.index]

    @property
    def free_from(self) -> int:
        """Return where the words before the quotation start that are not quoted."""
        return self.quoted[self.index - 1].end if self.index else self.paragraph.start

    @property
    def after(self) -> Span:
        """Return the rest of the sentence after it."""
        last = self.index + 1 == len(self.quoted)
        end = self.paragraph.end if last else self.quoted[self.index + 1].start
        return _sentence_after(self.text, self.one.end, end)

    @property
    def before(self) -> Span:
        """Return the start of the sentence before it."""
        return _sentence_before(self.text, self.free_from, self.one.start)


@dataclass(frozen=True, slots=True)
class Known:
    """What a document has told of its people up to a quotation.

    Attributes:
        text: The document’s text.
        named: Where they are named.
        sexes: The pronoun that attributions used of a person, by name.
    """

    text: str
    named: Mentions
    sexes: dict[str, str]

    def learn(self, person: Speaker, words: str) -> None:
        """Keep the pronoun that stands in the words of an attribution."""
        she, he = bool(_HER.search(words)), bool(_HIM.search(words))
        if she != he:
            self.sexes.setdefault(person.name, "she" if she else "he")

    def last(self, before: int, *, after: int = 0) -> Speaker | None:
        """Return the person named last before a character (and not before another)."""
        return last_named(self.named, before, after=after)

    def meant(self, before: int, sex: str | None) -> Speaker | None:
        """Return whom a pronoun means: the last person named who was not called by the other one."""
        fits = [(s, p) for s, p in self.named if sex is None or self.sexes.get(p.name, sex) == sex]
        last = last_named(fits, before)
        sure = [(s, p) for s, p in fits if sex is not None and self.sexes.get(p.name) == sex]
        if last is None or self.sexes.get(last.name) is not None or not sure:
            return last
        at = max(s.start for s, p in fits if p is last and s.start < before)
        object_of = _OBJECT.search(self.text, max(0, at - 60), at)
        return (last_named(sure, before) or last) if object_of else last


def mentions_of(sheet: Sheet, people: tuple[Speaker, ...]) -> Mentions:
    """Return where each person is named, in full or by surname, in reading order.

    An office that one person alone holds names that person too: "the Secretary General said".

    Args:
        sheet: The document.
        people: Its people.
    """
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
    out += _by_office(sheet, people)
    return sorted(out, key=lambda m: m[0])


_OFFICES = re.compile(
    r"\b[Tt]he (?P<office>(?:Deputy |Prime |Foreign |Interior |High |OSCE |Special )*(?:Minister|Ambassador|Mayor|Commissioner|Secretary General|Secretary-General|Chairperson-in-Office|Chairperson|Special Representative|Co-ordinator|President|Ombudsman|Ombudsperson|Rector|Governor))\b(?![’']|\s(?:of|for|to|on|in)\s|,?\s[A-Z])"
)


def _by_office(sheet: Sheet, people: tuple[Speaker, ...]) -> Mentions:
    """Return where an office alone names its holder: "the Secretary General said following her meeting"."""
    out: Mentions = []
    for paragraph in sheet.paragraphs:
        for match in _OFFICES.finditer(sheet.text, paragraph.span.start, paragraph.span.end):
            office = match["office"].removeprefix("OSCE ").lower()
            holders = [p for p in people if re.search(rf"\b{office}\b", (p.role or "").lower())]
            if len(holders) == 1:
                out.append((Span(*match.span("office")), holders[0]))
    return out


def last_named(named: Mentions, before: int, *, after: int = 0) -> Speaker | None:
    """Return the person named last before a character (and not before another).

    Args:
        named: Where people are named, in order.
        before: The character.
        after: Mentions before this one do not count.
    """
    found = [p for span, p in named if after <= span.start < before]
    return found[-1] if found else None


def speaker_of(
    where: Where, known: Known, previous: Speaker | None
) -> tuple[Speaker | None, str | None]:
    """Return who said a quotation and the rule that tells.

    Args:
        where: The quotation among those of its paragraph.
        known: Where people are named, and what pronouns were used of them so far.
        previous: Who said the quotation before it in the paragraph.
    """
    text, after, before = where.text, where.after, where.before
    if _TEXT_SPEAKS.search(text, before.start, before.end):
        return None, None
    if _is_nameless(where, known):
        return None, None
    parts = [(after, "attribution after"), (before, "attribution before")]
    if text[before.start : before.end].rstrip().endswith(":"):
        parts.reverse()
    for part, rule in parts:
        if _is_others(text, part, known):
            return None, None
        found = _attributed(text, part, known)
        if found is not None:
            known.learn(found, text[part.start : part.end])
            return found, rule
    return _without_attribution(where, known, previous)


def _is_nameless(where: Where, known: Known) -> bool:
    """Say whether "she" is somebody who wants no name: "One of them, who asks to be called M., ... she says"."""
    start, at = where.paragraph.start, where.one.start
    one_of = _ONE_OF_THEM.search(where.text, start, at)
    if one_of is None or known.last(at, after=one_of.end()) is not None:
        return False
    return _FIRST_PRONOUN.match(where.text, where.after.start) is not None


def _is_others(text: str, part: Span, known: Known) -> bool:
    """Say whether somebody without a name spoke: "said one of the trainers", "a teacher told him"."""
    if _TOLD_HIM.search(text, part.start, part.end):
        return True
    named = known.last(part.end, after=part.start)
    return bool(_OTHER_SPEAKER.search(text, part.start, part.end)) and named is None


def _without_attribution(
    where: Where, known: Known, previous: Speaker | None
) -> tuple[Speaker | None, str | None]:
    text, one, paragraph = where.text, where.one, where.paragraph
    goes_on = not text[where.free_from : one.start].strip(" .,;:")
    if previous is not None and (_runs_on(text, where.quoted, where.index) or goes_on):
        return previous, "same speaker goes on"
    local = known.last(one.start, after=paragraph.start)
    if local is not None:
        return local, "name before in the paragraph"
    if _ONE_OF_THEM.search(text, paragraph.start, one.start):
        return None, None
    if _is_alone(paragraph, one) or (
        previous is None and VERB_RE.search(text, where.before.start, where.before.end)
    ):
        told = _told_next(where, known) or known.last(paragraph.start)
        return (told, "paragraph of its own") if told is not None else (None, None)
    return previous, "same speaker goes on" if previous else None


def _told_next(where: Where, known: Known) -> Speaker | None:
    """Return who is named by "The words belong to Aigerim Saduakas" after a quotation of its own."""
    if where.at + 1 >= len(where.sheet.paragraphs):
        return None
    span = where.sheet.paragraphs[where.at + 1].span
    match = _WORDS_OF.match(where.text, span.start, span.end)
    if match is None:
        return None
    return next((p for s, p in known.named if match.end() <= s.start < match.end() + 80), None)


def _runs_on(text: str, quoted: list[Span], index: int) -> bool:
    """Say whether only an attribution stands between this quotation and the one before it."""
    if index == 0:
        return False
    between = text[quoted[index - 1].end : quoted[index].start]
    return (
        len(between) < 200
        and bool(VERB_RE.search(between))
        and not re.search(r"[.!?]\s+\S+[^.!?]*[a-z]", between.strip(" ."))
    )


def _is_alone(paragraph: Span, one: Span) -> bool:
    return one.start - paragraph.start < 3 and paragraph.end - one.end < 40


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
_TAG = re.compile(rf"\s*(?:(?:[A-Z][\w’'.-]+|he|she|they|the|of)\s+){{0,6}}(?:{VERB})\b")


def _attributed(text: str, part: Span, known: Known) -> Speaker | None:
    """Return the person whom the words beside a quotation name, or mean by "he", "she" or an office."""
    words = part.of(text)
    if not VERB_RE.search(words) and not re.search(
        r"(?:according to|in the words of|:\s*$|\bthat\s*$)", words
    ):
        return None
    pronoun = _FIRST_PRONOUN.match(words)
    speaker = None if pronoun else _subject(text, part, known.named)
    if speaker is not None:
        return speaker
    office = None if pronoun else _ROLE_SAID.search(words)
    holders = [
        (span, person)
        for span, person in known.named
        if office and office["office"].lower() in (person.role or "").lower()
    ]
    if holders:
        return last_named(holders, part.start) or holders[0][1]
    means_him = _PRONOUN.search(words) or office or _HIM.search(words) or _HER.search(words)
    if not means_him:
        return None
    sex = "she" if _HER.search(words) else "he" if _HIM.search(words) else None
    return known.meant(part.start, sex)


# "she told a group of children": the pronoun beside the verb speaks, whoever is named later.
_FIRST_PRONOUN = re.compile(
    rf"\W*(?:he|she)\s(?:also\s|then\s|further\s)?(?:{VERB})\b", re.IGNORECASE
)
_ROLE_SAID = re.compile(
    r"\bthe (?:(?:Mission|Centre|Office|Deputy|Prime|Executive|OSCE)\s)?(?P<office>Minister|Ambassador|Head|Director|Mayor|Commissioner|Secretary General|High Commissioner|Chairperson|Representative|Special Representative|Co-ordinator|President|Deputy Head|officer|teacher|expert|trainer|judge)\b"
)


def _subject(text: str, part: Span, named: Mentions) -> Speaker | None:
    """Return the person of an attribution: the one beside the verb, not one named in the speech."""
    inside = [(span, person) for span, person in named if part.start <= span.start < part.end]
    if not inside:
        return None
    verbs = [Span(*m.span()) for m in VERB_RE.finditer(text, part.start, part.end)]
    if not verbs:
        return inside[-1][1]
    return min(
        inside, key=lambda m: min(max(v.start - m[0].end, m[0].start - v.end, 0) for v in verbs)
    )[1]
