"""The values of a record that people check, each by a key of its own.

A single value's key is its name, such as ``event.start``. A list's entry is known by what it names:
``people:`` and a digest of the folded name, so that it is the same entry after another reading, and so
that no table can be searched for a person's name.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from commonweal.kernel.provenance import Span
from commonweal.library.engine.search.fold import fold

SINGLES = (
    "title",
    "kind",
    "date_issued",
    "event.type",
    "event.name",
    "event.start",
    "event.end",
    "event.date_text",
    "event.place",
    "event.country",
    "event.participants",
    "event.registration_deadline",
)
# Of each list: the fields of an entry; the first one is what it is known by.
LISTS: Mapping[str, tuple[str, ...]] = {
    "issued_by": ("name",),
    "fields_of_work": ("name",),
    "organisations": ("name", "short_name"),
    "people": ("name", "role", "organisation"),
    "projects": ("name",),
    "funders": ("name",),
    "publications": ("name",),
    "commitments": ("text", "type", "strength"),
    "quotes": ("text", "speaker"),
}
# Lists of plain names, whose spans stand together in the evidence.
PLAIN = frozenset({"issued_by", "fields_of_work"})
PARTS = (*SINGLES, *LISTS)
# A value whose confidence is not known is as good as one that was never measured.
UNKNOWN = 0.5
_DIGITS = 16


@dataclass(frozen=True, slots=True)
class ReadValue:
    """One value of a record.

    Attributes:
        key: What names it in its record, also in the next reading of the same document.
        part: What kind of value it is: the key up to its colon.
        value: As JSON; of a list's entry the mapping of its fields, without where it was read.
        confidence: Share of such values that are right, 0 to 1; None where it is not known.
        rule: Name of the rule that read it; empty where it is not known.
    """

    key: str
    part: str
    value: Any
    confidence: float | None
    rule: str
    spans: tuple[Span, ...]

    @property
    def sureness(self) -> float:
        """Return the confidence, or that of a value never measured."""
        return UNKNOWN if self.confidence is None else self.confidence


def part_of(key: str) -> str:
    """Return what kind of value a key names, such as ``people``; it need not be one of `PARTS`."""
    return key.split(":", 1)[0]


def values_of(record: Mapping[str, Any]) -> tuple[ReadValue, ...]:
    """Return every value that a person can check, singles first, lists in reading order.

    The last day of an event of one day is not one, nor are the printed words of a day that was read.
    """
    return (*_singles(record), *(one for part in LISTS for one in _listed(record, part)))


def single(record: Mapping[str, Any], key: str) -> Any:
    """Return a single value, or None where there is none."""
    holder, name = _holder(record, key)
    return holder.get(name)


def entries_of(record: Mapping[str, Any], part: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the entries of a list, each with its key; a plain name becomes a mapping.

    Args:
        record: A reading.
        part: One of `LISTS`.
    """
    seen: Counter[str] = Counter()
    for given in record.get(part) or ():
        entry = given if isinstance(given, Mapping) else {"name": given}
        key = key_of(part, entry)
        seen[key] += 1
        # The same words twice in a document are two entries.
        yield (key if seen[key] == 1 else f"{key}:{seen[key]}"), entry


def key_of(part: str, entry: Mapping[str, Any]) -> str:
    """Return the key of an entry of a list.

    Args:
        part: One of `LISTS`.
        entry: With the field it is known by.
    """
    return f"{part}:{_digest(str(entry.get(LISTS[part][0]) or ''))}"


# A page asks for the keys of the same entries again and again.
@lru_cache(maxsize=4096)
def _digest(words: str) -> str:
    known_by = fold(" ".join(words.split()))
    return hashlib.sha256(known_by.encode()).hexdigest()[:_DIGITS]


def fields_of(part: str, entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return an entry's own fields, without where it was read and how sure."""
    return {name: entry.get(name) for name in LISTS[part]}


def pairs_of(entry: Mapping[str, Any]) -> Sequence[Sequence[int]]:
    """Return where an entry was read, as pairs of places."""
    return entry.get("spans") or ([entry["span"]] if entry.get("span") else [])


def _singles(record: Mapping[str, Any]) -> Iterator[ReadValue]:
    evidence = record.get("evidence") or {}
    for key in SINGLES:
        value = single(record, key)
        if value is None or _is_hidden(record, key, value):
            continue
        why = evidence.get(key) or {}
        yield ReadValue(
            key=key,
            part=key,
            value=value,
            confidence=why.get("confidence"),
            rule=why.get("rule") or "",
            spans=_spans(why.get("spans") or ()),
        )


def _is_hidden(record: Mapping[str, Any], key: str, value: Any) -> bool:
    start = single(record, "event.start")
    if key == "event.end":
        return bool(start == value)
    return key == "event.date_text" and start is not None


def _listed(record: Mapping[str, Any], part: str) -> Iterator[ReadValue]:
    whole = (record.get("evidence") or {}).get(part) or {}
    together = _spans(whole.get("spans") or ())
    entries = list(entries_of(record, part))
    for place, (key, entry) in enumerate(entries):
        own = _spans(pairs_of(entry))
        if part in PLAIN:
            own = (together[place],) if len(together) == len(entries) else together
        yield ReadValue(
            key=key,
            part=part,
            value=fields_of(part, entry),
            confidence=entry.get("confidence", whole.get("confidence")),
            rule=entry.get("rule") or whole.get("rule") or "",
            spans=own,
        )


def _holder(record: Mapping[str, Any], key: str) -> tuple[Mapping[str, Any], str]:
    if key.startswith("event."):
        return record.get("event") or {}, key.removeprefix("event.")
    return record, key


def _spans(pairs: Sequence[Sequence[int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in pairs)
