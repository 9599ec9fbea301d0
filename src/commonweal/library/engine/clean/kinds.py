"""What kind of document a page is: news item, press release, event or other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from commonweal.kernel.provenance import Evidence, Span
from commonweal.library.engine.clean.datelines import STAMP
from commonweal.library.engine.clean.labels import BARE_KEYS
from commonweal.library.engine.clean.lines import Line, folded
from commonweal.library.engine.clean.papers import names_itself, text_names_itself
from commonweal.library.engine.clean.vocabulary import KIND_WORDS
from commonweal.library.engine.types import MetadataLine

_CUT = re.compile(r"\s*(?:[|·•,:/–—№#(]|\b(?:no|nr|br)\b\.?|\s-\s|\d)", re.IGNORECASE)
_LONGEST_WORDS = 10
_LONGEST_BESIDE_WORDS = 4
_BESIDE = ("news item", "press release")
# Headlines of what is neither news nor a release: a portrait, an interview, a reportage.
_GENRE = re.compile(
    r"\b(?:profile|interview|portrait|podcast|op-ed|blog|story|stories|speech|remarks|address|statement|feature|obituary|vacancy|q&a|photo essay|in pictures)\s*:"
    r"|^(?:interview with|voices? (?:from|of)|faces? of|stories from|behind the|remarks (?:by|of)|speech (?:by|of)|statement (?:by|of)|a conversation with|five questions)\b"
    r"|:\s*the \w+ (?:who|that) \w+"
    r"|\b(?:a day with|a day in the life of|looks? back on|in (?:his|her|their) own words)\b|^(?:интервью|интервју|razgovor sa?|entretien avec|interview mit)\b",
    re.IGNORECASE,
)
_REGISTRATION = re.compile(
    r"\b(?:registration (?:deadline|form|is open (?:until|till|from|now|at|here|on))|registration closes|to register,? (?:please|visit|send|write|go|click|fill|by|until)|please register|save the date|deadline for registration"
    r"|регистрация до|anmeldung bis|prijava do|rok za prijavu|inscription(?:s)? jusqu)\b",
    re.IGNORECASE,
)
# An invitation says in its opening when something will be; news say it at their end of the next one.
_TO_COME = re.compile(r"\b(?:will take place|will be held|invites? you)\b", re.IGNORECASE)
# A programme's entry opens with its day and, on a line of their own, its hours: "9 March 2022" / "11:30–12:45".
_DAY_AND_HOURS = re.compile(
    r"(?:\w+day,? )?(?:\d{1,2}\.? [^\W\d_]{3,12}|[^\W\d_]{3,12} \d{1,2}),? (?:19|20)\d\d\s*\n+\s*\d{1,2}[:.h]\d\d\s?(?:[ap]\.?m\.?\s?)?(?:[-–—]|to|until)\s?\d"
)
_OPENING_CHARS = 80


def _opening(body: str) -> str:
    """Return the first paragraph of a body, with the next where it is only a line."""
    end = body.find("\n", _OPENING_CHARS)
    return body if end < 0 and len(body) < 2 * _OPENING_CHARS else body[: max(end, 0)]


def kind_of_line(line: Line) -> str | None:
    """Return the kind a line names, or None.

    ``"Press release"``, ``"News Item"``, ``"Pressemitteilung Nr. 12"``, ``"News | 4 May 2018"``, ``"Ministry - Press release"`` name one;
    ``"News: council meets partners in Vienna"`` and ``"Press freedom"`` do not.
    """
    if line.mark or line.count > _LONGEST_WORDS or line.ended:
        return None
    whole = KIND_WORDS.get(line.key)
    if whole is not None:
        return whole
    return _kind_beside(line.words)


def _kind_beside(words: str) -> str | None:
    """Return the kind named beside a publisher, a number or a date: "European Commission - Press release"."""
    for cut in _CUT.finditer(words):
        before, after = words[: cut.start()], words[cut.end() :]
        for named, rest in ((before, words[cut.start() :]), (after, before)):
            kind = KIND_WORDS.get(folded(named))
            if kind in _BESIDE and (
                any(c.isdigit() for c in rest) or len(rest.split()) <= _LONGEST_BESIDE_WORDS
            ):
                return kind
    return None


def kind_of(
    *,
    named: tuple[str, Span] | None,
    metadata: Sequence[MetadataLine],
    dateline: Span | None,
    body: str,
    title: tuple[str, Span] | None,
    stamped: bool = False,
) -> tuple[str, Evidence]:
    """Return the kind of a page and why.

    Args:
        named: The kind that a line of the header names, with the line.
        metadata: The page's metadata lines.
        dateline: Span of the dateline, if there is one.
        body: The first 3,000 characters of the body or so.
        title: The title's words and span, if there is one.
        stamped: True where a mirror's date stands alone over a text without a title.

    Returns:
        The kind with its evidence: the naming line or label; else what the headline calls itself; else the labels of an event
        page ("When", "Where", "Organized by"); else a dateline; else what the document calls itself, such as a plan or a report, which
        is other; else the words of an invitation; else a title over sentences, which makes a news item; else other. What hardly
        is a headline, such as "Minutes of ...", comes before the labels of an event.
    """
    labelled = _labelled(metadata)
    if labelled is not None:
        return labelled
    sure = named is not None and named[0] != "news item"
    if title is not None and not sure and _GENRE.search(title[0]):
        return "other", Evidence((title[1],), 0.8, "kind.headline")
    if named is not None:
        if named[0] == "other" and title is not None and _DAY_AND_HOURS.match(body):
            return "event", Evidence((title[1],), 0.85, "kind.day-and-hours")
        return named[0], Evidence((named[1],), 0.98, "kind.line")
    own = _own_name(body, title)
    if own is not None and own[0] == "sure":
        return "other", own[1]
    return _by_labels(
        metadata, dateline=dateline, own=own[1] if own is not None else None
    ) or _by_words(body, title, stamped=stamped)


def _by_labels(
    metadata: Sequence[MetadataLine], *, dateline: Span | None, own: Evidence | None
) -> tuple[str, Evidence] | None:
    """Return the kind that labels and dateline show; before "Issued by", what the document calls itself; or None."""
    keys = {line.key for line in metadata}
    spans = tuple(span for line in metadata for span in line.spans)
    if keys & BARE_KEYS and not keys & {"issued_by", "source"}:
        return "event", Evidence(spans, 0.93, "kind.event-labels")
    if dateline is not None or "source" in keys:
        return "press release", Evidence((dateline,) if dateline else spans, 0.9, "kind.dateline")
    if own is not None:
        return "other", own
    return ("news item", Evidence(spans, 0.8, "kind.labels")) if "issued_by" in keys else None


def _own_name(body: str, title: tuple[str, Span] | None) -> tuple[str, Evidence] | None:
    """Return how surely a document calls itself a paper (minutes, plan, report), and where; or None."""
    if title is None:
        return None
    sure = names_itself(title[0]) or text_names_itself(body)
    return (sure, Evidence((title[1],), 0.8, "kind.own-name")) if sure is not None else None


def _labelled(metadata: Sequence[MetadataLine]) -> tuple[str, Evidence] | None:
    """Return the kind that a label such as "Content type" gives; where it is a list's empty filter, other; or None."""
    empty = {line.key for line in metadata if not line.values}
    if {"issued_on", "content_type", "country"} <= empty:
        return "other", Evidence((), 0.85, "kind.listing")
    facts = _project_facts(metadata)
    if facts:
        return "other", Evidence(facts, 0.85, "kind.project-page")
    for line in metadata:
        if line.key == "content_type" and line.values and folded(line.values[0]) in KIND_WORDS:
            return KIND_WORDS[folded(line.values[0])], Evidence(line.spans, 0.97, "kind.label")
    return None


# The facts of a project on its own page: "Duration: 2023–2025", "Status: ongoing".
_LASTS = frozenset(("duration", "project duration"))
_STANDS = frozenset(("status", "project status", "implemented by", "implementing partners"))
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def _project_facts(metadata: Sequence[MetadataLine]) -> tuple[Span, ...]:
    """Return the lines that make a page a project's own: how many years it lasts, and its status or who carries it out; none elsewhere."""
    lines = {folded(line.label): line for line in metadata if line.values}
    lasts = [line for label, line in lines.items() if label in _LASTS]
    stands = [line for label, line in lines.items() if label in _STANDS]
    years = {year for line in lasts for value in line.values for year in _YEAR.findall(value)}
    if len(years) < 2 or not stands:
        return ()
    return tuple(span for line in lasts + stands for span in line.spans)


def _by_words(body: str, title: tuple[str, Span] | None, *, stamped: bool) -> tuple[str, Evidence]:
    """Return the kind where no line and no label names it; a mirror's stamp ("date 2025-11-01 More than forty") opens news."""
    if stamped or STAMP.match(body):
        return "news item", Evidence((), 0.8, "kind.stamp")
    if title is None or not body:
        return "other", Evidence((title[1],) if title else (), 0.6, "kind.none")
    if _DAY_AND_HOURS.match(body):
        return "event", Evidence((title[1],), 0.85, "kind.day-and-hours")
    if _REGISTRATION.search(body) or _TO_COME.search(_opening(body)):
        return "event", Evidence((title[1],), 0.7, "kind.invitation")
    return "news item", Evidence((title[1],), 0.6, "kind.default")
