"""Whether words stand inside quotation marks: what somebody is quoted to say is not told by the document."""

from __future__ import annotations

from commonweal.kernel.provenance import Span

_OPENS = {"«": "»", "„": "“”", "“": "”"}


def inside_quotes(text: str, span: Span, at: int) -> bool:
    """Say whether a character of a sentence stands inside quotation marks that opened before it.

    Example: in ``He said “we met today”.`` the word "today" does; in ``Vodič „Pitanje“ predstavljen je danas``
    the word "danas" does not, as “ closes what „ opened.

    Args:
        text: The document's text.
        span: The sentence.
        at: The character's index.
    """
    closing = ""
    for mark in text[span.start : at]:
        if closing and mark in closing:
            closing = ""
        elif not closing and mark in _OPENS:
            closing = _OPENS[mark]
        elif not closing and mark == '"':
            closing = '"'
    return bool(closing)
