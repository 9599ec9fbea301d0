"""What was done, where the verb says it better than any noun: a text presented, an office opened, a place visited."""

from __future__ import annotations

import re
from collections.abc import Iterator

from commonweal.kernel.provenance import Span
from commonweal.library.engine.facts.quoted import inside_quotes

_TEXT = r"(?:reports?|study|studies|surveys?|guides?|guidelines|guidebooks?|handbooks?|manuals?|books?|publications?|brochures?|analys[ei]s|findings|toolkits?|textbooks?|curricul(?:um|a)|web ?sites?|portal|platform|database|hotline|map|atlas|compendium|app)"
_ROOM = r"(?:centres?|centers?|offices?|stations?|buildings?|laborator(?:y|ies)|classrooms?|librar(?:y|ies)|facilit(?:y|ies)|shelters?|rooms?|checkpoints?|units?|museum|memorial|premises|school|playground|bridge)"
# "says in a report presented today", "today presented guidelines for teachers", "launched its report on hate crimes", "A book on rights was presented to 70 students".
_PRESENTED = re.compile(
    rf"\b{_TEXT}\b[^.;:,“”]{{0,90}}?(?<!participants )(?<!experts )\b(?:was |were |has been |have been )?(?:officially |publicly )?(?:presented|launched|unveiled) (?:today|yesterday|on|in|at|to|by|here|this)\b"
    rf"|\b(?:presented|presents|launched|launches|unveiled|unveils) (?:today |yesterday |jointly |publicly )?(?:(?!(?:at|in|to|on|by|project|programme)\b)[\w’'-]+ ){{0,5}}?{_TEXT}\b(?! (?:launch|presentation|project|campaign|contest))",
    re.IGNORECASE,
)
# "An Aarhus Centre opened its doors", "A new station was officially opened in Tuzi", "opened a reception centre".
_OPENED = re.compile(
    rf"\b(?:opened|opens) its doors\b|\b{_ROOM}\b(?! (?:that|which)\b)[^.;,“”]{{0,60}}? (?:was|were) (?:officially |formally |solemnly )?(?:opened|inaugurated)\b|\b(?:opened|opens|inaugurated|inaugurates) (?:(?:a|an|its|the|new|first|[a-z-]+) ){{1,5}}?{_ROOM}\b(?! (?:course|session|meeting))",
    re.IGNORECASE,
)
# "The Head of the Mission today visited Prizren": what else happened there was part of the visit.
_VISITED = re.compile(
    r"\b(?:(?:Secretary[- ]General|Head|Representative|Ambassador|Minister|President|Commissioner|Director|Chair\w*|Chief Monitor|Co-ordinator|Mayor|Envoy|Speaker|Ombuds\w+)|delegation|[Oo]fficials|[Oo]fficers|[Ee]xperts|[Jj]udges|[Pp]rosecutors|[Mm]embers|[Rr]epresentatives|[Ss]pecialists|[Ii]nspectors)\b[^.;“”]{0,90}?(?<!also )(?<!who )(?<!which )\b(?:visited|visits|paid an? (?:[\w-]+ ){0,3}visit to|toured) (?=[A-Z]|the )"
)
# "State Secretary Hafner-Kos today received the Director of the Police", "The Minister met with her counterpart".
_RECEIVED = re.compile(
    r"\b(?:received|receives|met|meets|held talks|holds talks) (?:today |yesterday )?(?:with )?(?:(?:the|a|his|her|its|their) )?(?:[\w’'-]+ ){0,4}?(?:counterparts?|Minister|Ambassador|Director|President|Speaker|Head|delegation|Commissioner|Representative|Secretary|Mayor|Chief)\b"
)
# "The Academy trained 20 future trainers", "trained some 30 officers".
_TRAINED = re.compile(
    r"(?<!been )(?<!have )(?<!has )(?<!had )\b(?:trained|trains) (?:some |about |over |more than |almost |nearly |around )?(?:\d+|[a-z]+teen|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty)\b"
)
# Where a text was presented during something larger, that is the event.
_DURING = re.compile(
    r"\b(?:at|during|in|within|for|of) (?:an?|the|this|its|today[’']s|their) (?:[\w’'-]+ ){0,6}?(?:workshop|conference|seminar|round ?table|meeting|forum|training|course|visit|exercise|session|webinar|debate|hearing|symposium|congress)\b",
    re.IGNORECASE,
)
_SAYS = (
    (_PRESENTED, "launch", 2.6),
    (_OPENED, "launch", 2.5),
    (_VISITED, "visit", 3.1),
    (_TRAINED, "training", 2.4),
    (_RECEIVED, "meeting", 2.0),
)
FIRST = 1
"""Sentences whose verbs are asked: what follows tells more about it."""


def told_by_verb(text: str, spans: list[Span]) -> Iterator[tuple[float, Span, str]]:
    """Yield the kinds of event that verbs of the opening name, with score and words.

    Example: "Courts should hear witnesses sooner, the Mission says in a report presented today" is a launch;
    "the report was presented at a conference" is none here, for the noun says more.

    Args:
        text: The document's text.
        spans: The title and the first sentences, in order.
    """
    for order, span in enumerate(spans):
        for pattern, kind, worth in _SAYS:
            match = pattern.search(text, span.start, span.end)
            if match is None or inside_quotes(text, span, match.start()):
                continue
            if kind == "launch" and _DURING.search(text, span.start, span.end):
                continue
            yield worth - 0.3 * order, Span(*match.span()), kind
