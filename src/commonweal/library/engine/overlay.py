"""What people decided, laid over what a machine read; and what changed between two readings.

A stored reading is never changed. The record that lists, filters and forms use is computed from it here:

    settled(reading, decisions) = reading, with accepted and corrected values in, rejected ones out

It holds that accepting what was read changes nothing; that a correction stands after another reading,
also one that no longer finds the value; that without decisions the reading comes back; and that the
order of decisions does not matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from commonweal.kernel.provenance import Span
from commonweal.library.engine.search.fold import fold
from commonweal.library.engine.values import (
    LISTS,
    PLAIN,
    SINGLES,
    entries_of,
    fields_of,
    key_of,
    pairs_of,
    part_of,
    single,
    values_of,
)

# What stands in the evidence for a rule where a person put the value.
BY_PERSON = "person"
# A person's value is as sure as it gets.
CERTAIN = 1.0
# Of these, words inside other words at the same place name the same; a body's name may hold another's.
SAME_INSIDE = frozenset({"people", "projects", "publications", "commitments", "quotes"})


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person decided about one value.

    Attributes:
        key: See ``values``.
        value: What holds, as JSON; None where nothing does.
        proposed: What the machine had read.
        is_corrected: Whether the person put the value.
        spans: The words the machine had read it from; of what it missed, those the person named.
        is_missed: Whether the machine had read nothing there, and the person put it.
    """

    key: str
    value: Any
    proposed: Any = None
    is_corrected: bool = False
    spans: tuple[Span, ...] = ()
    is_missed: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """One value that two readings of a document have different; None where one has none."""

    key: str
    before: Any
    after: Any


def settled(record: Mapping[str, Any], decided: Iterable[Decided]) -> dict[str, Any]:
    """Return the record that holds: the reading under people's decisions.

    Args:
        record: The reading; it stays as it is.
        decided: At most one decision for each key, in any order.
    """
    return _laid_over(record, {one.key: one for one in decided}, is_shown=False)


def shown(record: Mapping[str, Any], decided: Iterable[Decided]) -> dict[str, Any]:
    """Return the same for a page that also shows what was rejected: it stays in its place.

    Args:
        record: The reading; it stays as it is.
        decided: At most one decision for each key, in any order.
    """
    read = {one.key for one in values_of(record)}
    kept = {one.key: one for one in decided if one.value is not None}
    for one in decided:
        # What is still read stands there anyway; the rest stands as it was when it was rejected.
        if one.value is None and one.key not in read and one.proposed is not None:
            kept[one.key] = replace(one, value=one.proposed)
    return _laid_over(record, kept, is_shown=True)


def confirmed(record: Mapping[str, Any], decided: Iterable[Decided]) -> Mapping[str, str]:
    """Return which entries a machine read by now that a person had put in other words.

    They are one value: what the person put holds, and is shown once. An entry that somebody decided
    about stays apart.

    Args:
        record: The reading.
        decided: At most one decision for each key, in any order.

    Returns:
        The keys of the persons' values by those of the entries read.
    """
    decisions = {one.key: one for one in decided}
    found: dict[str, str] = {}
    entries: dict[str, dict[str, Mapping[str, Any]]] = {}
    for one in decisions.values():
        part = part_of(one.key)
        if not (one.is_missed and one.spans and part in SAME_INSIDE):
            continue
        if part not in entries:
            entries[part] = dict(entries_of(record, part))
        read = entries[part]
        if one.key in read:
            continue
        same = (
            key
            for key, entry in read.items()
            if key not in decisions and key not in found and is_same(part, one, entry)
        )
        found |= dict.fromkeys(list(same)[:1], one.key)
    return found


def is_same(part: str, one: Decided, entry: Mapping[str, Any]) -> bool:
    """Say whether an entry that was read is what a person put: the same place, and one inside the other.

    Args:
        part: The list.
        one: What the person put.
        entry: Of a reading.
    """
    if part not in SAME_INSIDE or one.value is None:
        return False
    name = LISTS[part][0]
    put, read = (fold(" ".join(str(each.get(name) or "").split())) for each in (one.value, entry))
    is_there = any(
        span.overlaps(Span(start, end)) for span in one.spans for start, end in pairs_of(entry)
    )
    return is_there and bool(put and read) and (put in read or read in put)


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Change, ...]:
    """Return what two readings of one document have different, in reading order.

    Args:
        before: The earlier reading.
        after: The later one.
    """
    old = {one.key: one.value for one in values_of(before)}
    new = {one.key: one.value for one in values_of(after)}
    return tuple(
        Change(key=key, before=old.get(key), after=new.get(key))
        for key in (*old, *(key for key in new if key not in old))
        if old.get(key) != new.get(key)
    )


def _laid_over(
    record: Mapping[str, Any], decided: Mapping[str, Decided], *, is_shown: bool
) -> dict[str, Any]:
    result = dict(record)
    if not decided:
        return result
    result["event"] = dict(record.get("event") or {})
    result["evidence"] = dict(record.get("evidence") or {})
    for key in SINGLES:
        if key in decided:
            _put(result, decided[key])
    _follow(record, result, decided)
    for part in LISTS:
        mine = {key: one for key, one in decided.items() if part_of(key) == part}
        if mine:
            _put_list(record, result, part, _merged(record, part, mine, is_shown=is_shown))
    return result


def _put(result: dict[str, Any], one: Decided) -> None:
    """Put a single value and its evidence, unless it is what was read."""
    if single(result, one.key) == one.value:
        return
    holder = result["event"] if one.key.startswith("event.") else result
    holder[one.key.removeprefix("event.")] = one.value
    if one.value is None:
        result["evidence"].pop(one.key, None)
        return
    result["evidence"][one.key] = {
        # Something else is read now than was accepted: its words are not those of the value.
        "spans": [[span.start, span.end] for span in one.spans] if one.is_corrected else [],
        "confidence": CERTAIN,
        "rule": BY_PERSON,
    }


def _follow(
    record: Mapping[str, Any], result: dict[str, Any], decided: Mapping[str, Decided]
) -> None:
    """Let what was worked out from a value go with it."""
    event, read = result["event"], record.get("event") or {}
    is_one_day = read.get("start") is not None and read.get("start") == read.get("end")
    if event.get("start") != read.get("start") and is_one_day and "event.end" not in decided:
        event["end"] = event["start"]
        why = result["evidence"].get("event.start")
        result["evidence"] |= {"event.end": why} if why else {}
    changed = {name for name in ("start", "end") if event.get(name) != read.get(name)}
    if changed and event.get("inferred"):
        event["inferred"] = [
            name for name in event["inferred"] if name.removeprefix("event.") not in changed
        ]
    if event.get("participants") != read.get("participants"):
        event["participants_hedge"] = None


def _merged(
    record: Mapping[str, Any], part: str, decided: Mapping[str, Decided], *, is_shown: bool
) -> list[tuple[dict[str, Any], bool]]:
    """Return a list's entries that hold, each with whether a person put it."""
    found = []
    entries = dict(_with_places(record, part))
    twice = confirmed(record, decided.values())
    for key, entry in entries.items():
        if key in twice:
            continue
        one = decided.get(key)
        if one is None or one.value is not None:
            found.append((_with(part, entry, one), one is not None and one.is_corrected))
    for key in sorted(decided):
        one = decided[key]
        if key not in entries and one.value is not None:
            found.append((_made(part, one), one.is_corrected))
    return found if is_shown else list(_once(part, found))


def _with_places(record: Mapping[str, Any], part: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield a list's entries with their keys; those of plain names with their places."""
    entries = list(entries_of(record, part))
    places = ((record.get("evidence") or {}).get(part) or {}).get("spans") or []
    for index, (key, entry) in enumerate(entries):
        own = {"span": places[index]} if part in PLAIN and len(places) == len(entries) else {}
        yield key, {**entry, **own}


def _with(part: str, entry: dict[str, Any], one: Decided | None) -> dict[str, Any]:
    if one is None or fields_of(part, entry) == one.value:
        return entry
    return {**entry, **one.value, "confidence": CERTAIN, "rule": BY_PERSON}


def _made(part: str, one: Decided) -> dict[str, Any]:
    """Return an entry that the reading no longer has, or never had."""
    first = next(iter(one.spans), None)
    return {
        **fields_of(part, one.value),
        "span": [first.start, first.end] if first else None,
        "confidence": CERTAIN,
        "rule": BY_PERSON,
    }


def _once(
    part: str, found: Iterable[tuple[dict[str, Any], bool]]
) -> Iterator[tuple[dict[str, Any], bool]]:
    """Leave out corrected entries that now say what another one says."""
    pairs = list(found)
    seen = {key_of(part, entry) for entry, is_corrected in pairs if not is_corrected}
    for entry, is_corrected in pairs:
        key = key_of(part, entry)
        if not is_corrected or key not in seen:
            yield entry, is_corrected
        if is_corrected:
            seen.add(key)


def _put_list(
    record: Mapping[str, Any],
    result: dict[str, Any],
    part: str,
    found: list[tuple[dict[str, Any], bool]],
) -> None:
    entries = [entry for entry, _is_corrected in found]
    if part not in PLAIN:
        result[part] = entries
        return
    names = [entry["name"] for entry in entries]
    if names == list(record.get(part) or ()):
        return
    result[part] = names
    if names or part in result["evidence"]:
        why = result["evidence"].get(part) or {"confidence": CERTAIN, "rule": BY_PERSON}
        places = [pair for entry in entries for pair in pairs_of(entry)[:1]]
        result["evidence"][part] = {
            **why,
            "spans": places if len(places) == len(names) else why.get("spans") or [],
        }
