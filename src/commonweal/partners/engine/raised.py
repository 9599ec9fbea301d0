"""Raised and answered: one page for a council and a period, as values in, values out.

    RaisedPaper --raised_pdf.fit--> how many rows fit --raised_pdf.write--> bytes

What does not fit is counted on the page, with the address where it stands; nothing is cut silently.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

# A kind of group is named only where at least so many people of it spoke in a municipality.
SMALLEST_GROUP = 5
TEXT_CHARACTERS = 420


@dataclass(frozen=True, slots=True)
class RaisedRow:
    """One concern, in words of the page's language.

    Attributes:
        id: The concern's, so that what was copied can be taken out again; it is not shown.
        text: What was raised, with ``language``, the code it is written in.
        group: By which kind of group; other words where it is too small to be named.
        outcome: What was answered, done or declined, with ``outcome_language``.
        took: How long each step took.
        asked: What was recommended because of it and is public.
    """

    id: str
    number: str
    theme: str
    text: str
    language: str
    group: str
    raised: str
    state: str
    badge: str
    partner: str
    outcome: str
    outcome_language: str
    took: str
    quote: str = ""
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RaisedPaper:
    """Everything the page says, in one language.

    Attributes:
        language: Its code.
        words: The page's own words, by name.
        tally: How many are how far, in one sentence.
        left_out: Says how many stay off the page; empty if none does.
        made_on: The day of the page, ISO.
    """

    language: str
    title: str
    council: str
    period: str
    tally: str
    left_out: str
    made_on: str
    words: Mapping[str, str]
    rows: tuple[RaisedRow, ...]


def named_groups(said: Iterable[tuple[str, str, int]]) -> frozenset[tuple[str, str]]:
    """Return the municipalities and kinds of groups that are large enough to be named.

    Args:
        said: Municipality, kind of group, and about how many people raised it, for each concern.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for place, group, voices in said:
        counts[place, group] += voices
    return frozenset(key for key, count in counts.items() if count >= SMALLEST_GROUP)


def as_values(paper: RaisedPaper) -> dict[str, Any]:
    """Return the page as JSON values."""
    return asdict(paper)


def from_values(values: Mapping[str, Any]) -> RaisedPaper:
    """Return the page that was kept as JSON values.

    Args:
        values: As ``as_values`` returns them; what else stands there is left aside.
    """
    rows = tuple(RaisedRow(**(row | {"asked": tuple(row["asked"])})) for row in values["rows"])
    named = {each.name: values[each.name] for each in fields(RaisedPaper)}
    return RaisedPaper(**(named | {"rows": rows}))


def digest(content: Mapping[str, Any]) -> str:
    """Return what tells one state of a page from another: SHA-256 of its values.

    Args:
        content: The page's values, by language.
    """
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, default=list)
    return hashlib.sha256(text.encode()).hexdigest()


def days_between(first: date | None, last: date | None) -> int | None:
    """Return how many days lie between two days; None where one is not known."""
    return None if first is None or last is None else max(0, (last - first).days)
