"""Guidebooks, manuals, reports and surveys by their titles; not laws, strategies, declarations."""

from __future__ import annotations

import re

from commonweal.kernel.provenance import Evidence, Span
from commonweal.library.engine.facts.confidence import certainty
from commonweal.library.engine.facts.sentences import Sheet
from commonweal.library.engine.facts.titles import TITLE_RUN, Title, titles_after, titles_before
from commonweal.library.engine.types import Named

_NOUN = r"(?:(?:guide|hand|text|year|source|work)-?book|manual|publication|reports?|survey|study|studies|guide|toolkit|tool kit|brochure|booklet|leaflet|compendium|policy brief|research paper|paper|monograph|commentary|glossary|book|analysis|assessment report|baseline study|guidelines|reference guide|resource|baseline assessment|factsheet|white paper|collection|magazine|overview|reader)"
_LEADS = r"(?:Guidebook|Handbook|Manual|Guide|Guidelines|Toolkit|Compendium|Textbook|Report|Study|Survey|Policy Brief|Baseline Study|Practical Guide|Reference Guide|Model Curriculum|Good Practices Guide)"
_LEADING = re.compile(
    rf"(?P<plain>\b(?:(?:[A-Z][\w’'-]+ ){{0,3}})(?:{_LEADS})\s(?:on|for|to|of|in)\s(?:(?:the|a|an)\s)?{TITLE_RUN}(?:\s[–-]\s(?:(?:a|an|the|A|An|The)\s)?{TITLE_RUN})?)"
)
# "the Handbook on Prisoners and the Handbook on Escorts" are two.
_AND_NEXT = re.compile(rf"(?<=\w)(?:,| and)(?: the)? (?=(?:[A-Z]\w+ )?{_LEADS}\b)")
_NOT = re.compile(
    r"\b(?:Law|Act|Strategy|Resolution|Declaration|Convention|Action Plan|Criminal Code|Constitution|Decision|Treaty|Agreement|Protocol)\b"
)


def publications_on(sheet: Sheet) -> tuple[Named, ...]:
    """Return the publications a document names by title.

    Example: "The survey, Safe at Home? Community Safety in Three Municipalities, is based on ...".
    """
    found: dict[str, Named] = {}
    for paragraph in sheet.paragraphs:
        for title, rule in _titles(sheet.text, paragraph.span):
            if len(title.name.split()) < 2 or _NOT.match(title.name):
                continue
            _keep(
                found,
                Named(title.name, Evidence((title.span,), certainty("publications", rule), rule)),
            )
    return tuple(found.values())


def _titles(text: str, span: Span) -> list[tuple[Title, str]]:
    out = [
        (t, "noun and quoted title" if t.quoted else "noun and title")
        for t, m in titles_after(text, span, _NOUN)
        if t.quoted or _is_title(text, t, m)
    ]
    out += [(t, "quoted title and noun") for t, _ in titles_before(text, span, _NOUN)]
    for match in _LEADING.finditer(text, span.start, span.end):
        start = match.start("plain")
        for part in _AND_NEXT.split(match["plain"]):
            start = text.index(part, start)
            where = Span(start, start + len(part))
            start = where.end
            if not any(where.overlaps(t.span) for t, _ in out):
                title = Title(" ".join(part.split()), where, quoted=False)
                out.append((title, "title that says what it is"))
    return out


def _is_title(text: str, title: Title, match: re.Match[str]) -> bool:
    """Say whether capitals after the noun are its title and not the start of something else."""
    between = text[match.end("noun") : title.span.start]
    words = title.name.split()
    if between.strip() in {"of", "on", "about", "on the", "of the"}:
        return False
    long_enough = len(words) >= 3 and sum(w[0].isupper() for w in words) >= 2
    if between.strip() == ",":
        return long_enough and text[title.span.end : title.span.end + 1] in {",", ".", ""}
    return long_enough and not re.match(r"(?:The|In|On|It|This|A|An|At|For|By)\b", title.name)


def _keep(found: dict[str, Named], named: Named) -> None:
    key = named.name.casefold()
    for other in list(found):
        if key in other or other in key:
            if len(key) > len(other):
                found[key] = found.pop(other)
            return
    found[key] = named
