"""A headline that a page prints only at the end of the way to it: "Home » News » City and youth agree on lamps"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from commonweal.kernel.provenance import Span
from commonweal.library.engine.clean.lines import Line, described, folded

_STEP = re.compile(r"\s+(?:>|»|›|/|→)\s+")
_LEAST_WORDS = 4
_LONGEST_STEP_WORDS = 6
_STARTS = frozenset(
    ("home", "homepage", "home page", "start", "startseite", "accueil", "inicio", "главная")
)


def parted(text: str, lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines of a page, the way to a headline and the headline as two.

    Examples: "Home » News and events » Prisons share one form for risks" is "Home » News and events" and "Prisons share one
    form for risks"; "Home / News / Local", which ends in no headline, stays one line.

    Args:
        text: The page's text.
        lines: Its lines.
    """
    found: list[Line] = []
    for line in lines:
        cut = _headline_at(line)
        if cut is None:
            found.append(line)
            continue
        way, start = (line.span.start + at for at in cut)
        before, after = Span(line.span.start, way), Span(start, line.span.end)
        found.append(described(text, before, mark=line.mark, indent=line.indent, gap=line.gap))
        found.append(described(text, after, mark="", indent=0, gap=False))
    return tuple(found)


def _headline_at(line: Line) -> tuple[int, int] | None:
    """Return where the way ends and where the headline behind it starts, or None."""
    steps = list(_STEP.finditer(line.words))
    if not steps or line.ended or line.count > 40:
        return None
    first = folded(line.words[: steps[0].start()]).removeprefix("you are here: ")
    words = [step.strip() for step in _STEP.split(line.words)]
    short = all(len(step.split()) <= _LONGEST_STEP_WORDS for step in words[:-1])
    if first not in _STARTS or not short or len(words[-1].split()) < _LEAST_WORDS:
        return None
    return steps[-1].start(), steps[-1].end()
