"""Who called a meeting, offered from a document's words: a guess that a person corrects.

"a seminar organized by the Youth Network of Halvera"      the body after the verb and "by"
"The Youth Network of Halvera organized the meeting"       the body before the verb
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_VERB = r"(?:co-)?(?:organi[sz]ed|hosted|convened)"
_AFTER = re.compile(rf"\b{_VERB}\b[^.;]{{0,40}}?\bby\b(?P<after>[^.;]{{0,200}})", re.IGNORECASE)
_BEFORE = re.compile(rf"(?P<before>[^.;]{{0,200}}?)\b{_VERB}\s+(?:the|a|an|this)\b", re.IGNORECASE)


def callers(texts: Iterable[str], bodies: Sequence[str]) -> tuple[str, ...]:
    """Return those bodies that a document says organised, hosted or convened something.

    Args:
        texts: Its paragraphs.
        bodies: Bodies it names, as printed.
    """
    told = " ; ".join(
        part
        for text in texts
        for pattern in (_AFTER, _BEFORE)
        for found in pattern.finditer(text)
        for part in found.groups()
    )
    return tuple(body for body in bodies if body and body in told)
