"""What event pages list: the themes after "participants will discuss:", and web addresses."""

from __future__ import annotations

import re

from commonweal.kernel.provenance import Evidence, Span
from commonweal.library.engine.facts.confidence import certainty
from commonweal.library.engine.facts.sentences import Sheet
from commonweal.library.engine.facts.tokens import printed
from commonweal.library.engine.types import Named

_OPENS = re.compile(
    r"(?:discuss|topics?|themes?|sessions?|agenda|focus(?:es)? on|cover|address|explore|include|including|following|questions?)\b[^.]{0,80}:\s*$",
    re.IGNORECASE,
)
_LINK = re.compile(r"\bhttps?://[^\s<>\"”’)\]]+[^\s<>\"”’)\].,;:]")


def topics_on(sheet: Sheet) -> tuple[Named, ...]:
    """Return the themes of a conference: list items after a line such as "participants will discuss:"."""
    out, listing = [], False
    for paragraph in sheet.paragraphs:
        words = printed(sheet.text, paragraph.span)
        if paragraph.kind == "item" and listing:
            out.append(
                Named(
                    words.rstrip(" ;."),
                    Evidence((paragraph.span,), certainty("topics", "list"), "list"),
                )
            )
        else:
            listing = bool(_OPENS.search(words))
    return tuple(out)


def links_on(sheet: Sheet) -> tuple[str, ...]:
    """Return the web addresses printed in the body, once each."""
    spans = [p.span for p in sheet.paragraphs]
    found = [m.group() for s in spans for m in _LINK.finditer(sheet.text, s.start, s.end)]
    return tuple(dict.fromkeys(found))


def event_name_of(sheet: Sheet) -> tuple[str, Span] | None:
    """Return the event's own name: an event page's title, or what "entitled" opens.

    Example: "The conference, entitled “Countering Terrorism”, was organized by".
    """
    if sheet.page.kind == "event" and sheet.page.title is not None:
        return printed(sheet.text, sheet.page.title), sheet.page.title
    for sentence in sheet.sentences[:6]:
        match = _ENTITLED.search(sheet.text, sentence.span.start, sentence.span.end)
        if match is not None:
            return " ".join(match["name"].split()), Span(*match.span("name"))
    return None


_ENTITLED = re.compile(
    r"\b(?:conference|seminar|workshop|training|course|roundtable|meeting|event|forum|exercise|camp|school|exhibition|symposium|discussion|debate)\b[^.“\"]{0,40}?(?:entitled|titled|called|named|under the (?:title|theme|motto))?,?\s*[“\"«](?P<name>[^”\"»\n]{4,160})[”\"»]",
    re.IGNORECASE,
)
