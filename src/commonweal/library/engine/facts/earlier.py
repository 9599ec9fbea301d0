"""What a text tells of beside its event, from before: an earlier course, those who had been trained, other rounds.

Days, places, numbers and kinds of such sentences are true, but of something else than the document's event.
"""

from __future__ import annotations

import re

from commonweal.kernel.provenance import Span

# An opening clause about what was before: "After a course in Podgorica, officers met in Bar", "Two years after the meeting in Ohrid,".
OPENING_CLAUSE = re.compile(
    r"^\W*(?:(?:[\w-]+ ){1,3}(?:years?|months?|weeks?|days?) (?:after|since)|After|Following|Since|Building on|As a follow-up to)\b[^,]*$",
    re.IGNORECASE,
)
_TIME = r"(?:days?|weeks?|months?|years?|spring|summer|autumn|winter)"
# "Earlier this month, 25 volunteers completed a course", "In the previous months, 44 officers were trained", "Three weeks ago,".
_OPENS = re.compile(
    rf"\W*(?:(?:During|In) (?:an?|the|its) (?:[\w-]+ )?(?:test|pilot|trial|testing|piloting|preparatory) (?:phase|period|run|stage)\b|Since (?:the|its|their) (?:last|previous|first|preceding) (?:[\w-]+ )?(?:meeting|session|conference|visit|round|training|workshop|event|exchange)\b|Earlier (?:this|that|in the|in|last|the same) (?:same )?(?:\w+ )?{_TIME}\b|Earlier in (?:19|20)\d\d|Previously\b|Prior to (?:this|that|the)\b|Before (?:that|this|the)\b|Beforehand\b"
    rf"|(?:In|During|Over|Throughout) the (?:previous|preceding|past|last) (?:[\w-]+ ){{0,2}}{_TIME}\b|Last {_TIME}\b|(?:[\w-]+ ){{1,3}}{_TIME} (?:ago|earlier|before)\b"
    rf"|(?:A|An) (?:similar|earlier|previous|preceding)\b|Similar \w+ (?:were|had been|took place)\b|(?:This|It|The [\w-]+) (?:follows|followed|builds on|built on|comes after)\b)",
    re.IGNORECASE,
)
# "Twenty-seven officers had previously been trained": one word says that it was before.
_HAD_BEFORE = re.compile(
    r"\b(?:had|have|has|was|were) (?:also )?(?:previously|earlier)\b|\bhad (?:\w+ )?(?:been (?:trained|instructed|taught)|attended|taken part|participated|completed|graduated)\b(?! (?:by|from) today)",
    re.IGNORECASE,
)
_MAY_HAVE = re.compile(r"\b(?:had|previously|earlier)\b")
# Who did it is told of in a clause of its own: "20 officers who had completed a first course met again".
_WHO_HAD = re.compile(
    r"\b(?:who|which|that|whom|they|after|once|where)(?: \w+){0,2} had\b", re.IGNORECASE
)


# "They also attended a conference on probation", "The delegation also visited Tartu": what was done beside the event.
_ALSO = re.compile(
    r"\balso (?:attended(?! by)|took part in|participated in|visited|toured|travelled to|went to|met with|paid a visit|held (?:talks|meetings))\b",
    re.IGNORECASE,
)


def is_beside(text: str, span: Span, at: int, *, order: int) -> bool:
    """Say whether words stand behind "also attended", "also visited" in a sentence that is not the first.

    Example: the 150 of "They also attended a conference with 150 participants" did not come to the study visit.

    Args:
        text: The document's text.
        span: The sentence.
        at: Where the words begin.
        order: The sentence's index in the document.
    """
    return order > 0 and _ALSO.search(text, span.start, at) is not None


def is_told_of_before(text: str, span: Span, *, order: int) -> bool:
    """Say whether a sentence tells of something before the event; never the first, which tells of the event itself.

    Examples: "Earlier this month, 25 volunteers completed a course in Berovo"; "27 officers had previously been
    trained"; "A similar course was held in Urgench in 2021".

    Args:
        text: The document's text.
        span: The sentence.
        order: Its index in the document.
    """
    if not order:
        return False
    if _OPENS.match(text, span.start, span.end):
        return True
    if _MAY_HAVE.search(text, span.start, span.end) is None:
        return False
    had = _HAD_BEFORE.search(text, span.start, span.end)
    return had is not None and _WHO_HAD.search(text, span.start, span.end) is None
