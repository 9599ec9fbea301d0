"""What kind of document a page is: news item, press release, event or other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from commonweal.kernel.provenance import Evidence, Span
from commonweal.library.engine.clean.labels import BARE_KEYS
from commonweal.library.engine.clean.lines import Line, folded
from commonweal.library.engine.clean.vocabulary import KIND_WORDS
from commonweal.library.engine.types import MetadataLine

_CUT = re.compile(r"\s*(?:[|·•,:/–—№#(]|\b(?:no|nr|br)\b\.?|\s-\s|\d)")
_LONGEST_WORDS = 10
_EVENT_WORDS = re.compile(
    r"\b(?:registration (?:deadline|form|is open|closes)|to register|please register|save the date|deadline for registration|will take place|will be held"
    r"|регистрация до|anmeldung bis|prijava do|rok za prijavu|inscription(?:s)? jusqu)\b",
    re.IGNORECASE,
)


def kind_of_line(line: Line) -> str | None:
    """Return the kind a line names, or None.

    ``"Press release"``, ``"News Item"``, ``"Pressemitteilung Nr. 12"``, ``"News | 4 May 2018"`` name one;
    ``"News: council meets partners in Vienna"`` and ``"Press freedom"`` do not.
    """
    if line.mark or line.count > _LONGEST_WORDS or line.ended:
        return None
    whole = KIND_WORDS.get(folded(line.words))
    if whole is not None:
        return whole
    cut = _CUT.search(line.words)
    kind = KIND_WORDS.get(folded(line.words[: cut.start()])) if cut else None
    if cut is None or kind not in ("news item", "press release"):
        return None
    rest = line.words[cut.start() :]
    return kind if any(c.isdigit() for c in rest) or len(rest.split()) <= 3 else None


def kind_of(
    *, named: tuple[str, Span] | None, metadata: Sequence[MetadataLine], dateline: Span | None, body: str, title: Span | None
) -> tuple[str, Evidence]:
    """Return the kind of a page and why.

    Args:
        named: The kind that a line of the header names, with the line.
        metadata: The page's metadata lines.
        dateline: Span of the dateline, if there is one.
        body: The first 3,000 characters of the body or so.
        title: Span of the title, if there is one.

    Returns:
        The kind with its evidence: the naming line; else the labels of an event page ("When", "Where", "Organized by");
        else a dateline; else the words of an invitation; else a title over sentences, which makes a news item; else other.
    """
    if named is not None:
        return named[0], Evidence((named[1],), 0.98, "kind.line")
    keys = {line.key for line in metadata}
    spans = tuple(span for line in metadata for span in line.spans)
    if keys & BARE_KEYS and not keys & {"issued_by", "source"}:
        return "event", Evidence(spans, 0.93, "kind.event-labels")
    if dateline is not None or "source" in keys:
        return "press release", Evidence((dateline,) if dateline else spans, 0.9, "kind.dateline")
    if "issued_by" in keys:
        return "news item", Evidence(spans, 0.8, "kind.labels")
    invited = _EVENT_WORDS.search(body)
    if invited is not None and title is not None:
        return "event", Evidence((title,), 0.7, "kind.invitation")
    if title is not None and body:
        return "news item", Evidence((title,), 0.6, "kind.default")
    return "other", Evidence((), 0.6, "kind.none")
