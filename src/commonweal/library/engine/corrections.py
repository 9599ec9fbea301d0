"""Whether a value that a person puts can be one of its kind: the last guard, behind every form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from commonweal.kernel.errors import InvalidInput
from commonweal.library.engine.values import LISTS, SINGLES, part_of

KINDS = ("news item", "press release", "event", "other")
EVENT_TYPES = (
    "meeting",
    "workshop",
    "training",
    "seminar",
    "conference",
    "roundtable",
    "exercise",
    "launch",
    "visit",
    "other",
)
COMMITMENT_TYPES = ("recommendation", "commitment", "next step")
STRENGTHS = ("explicit", "soft")
MOST_PARTICIPANTS = 10_000_000
FIRST_YEAR, LAST_YEAR = 1800, 2200
LONGEST_NAME = 300
LONGEST: Mapping[str, int] = {
    "title": 500,
    "event.name": 500,
    "event.date_text": 200,
    "event.place": 200,
    "short_name": 60,
    "text": 20_000,
}


def checked(key: str, value: Any) -> Any:
    """Return a value as it is kept, blanks trimmed.

    Args:
        key: The value's key, see ``values``.
        value: As JSON.

    Raises:
        InvalidInput: If it cannot be one of its kind; the message names the value and what is allowed.
    """
    part = part_of(key)
    if part in LISTS:
        return _entry(part, value)
    if part not in SINGLES:
        raise _wrong(key, "is no value that people check")
    check = _SINGLE.get(part)
    return check(value) if check else _words(part, value)


def raise_if_out_of_order(record: Mapping[str, Any]) -> None:
    """Raise where an event ends before it begins.

    Args:
        record: The record that would hold.

    Raises:
        InvalidInput: If so; the message names both days.
    """
    event = record.get("event") or {}
    start, end = event.get("start"), event.get("end")
    if start and end and str(end) < str(start):
        raise InvalidInput(
            "library.value.order",
            f"The event would begin on {start} and end on {end}, before it begins. Correct the other day first.",
        )


def country_choices() -> tuple[str, ...]:
    """Return the countries that a value may name, by name."""
    from commonweal.library.engine.facts.gazetteer import countries

    return tuple(sorted(country.name for country in countries().values()))


def _entry(part: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict) or set(value) - set(LISTS[part]):
        raise _wrong(value, f"has other fields than {', '.join(LISTS[part])}")
    first, *others = LISTS[part]
    check = _verbatim if first == "text" else _words
    entry: dict[str, Any] = {first: check(first, value.get(first))}
    for name in others:
        given = value.get(name)
        choice = _ENTRY.get((part, name))
        entry[name] = (choice(given) if choice else _words(name, given)) if given else None
    if part == "commitments" and not (entry["type"] and entry["strength"]):
        raise _wrong(value, "needs a type and a strength")
    return entry


def _words(name: str, value: Any) -> str:
    words = " ".join(value.split()) if isinstance(value, str) else ""
    most = LONGEST.get(name, LONGEST_NAME)
    if not 0 < len(words) <= most:
        raise _wrong(value, f"must have 1 to {most} characters")
    return words


def _verbatim(name: str, value: Any) -> str:
    """Return the exact words of a sentence: white space inside is the document's own."""
    _words(name, value)
    return str(value)


def _day(value: Any) -> str:
    try:
        day = date.fromisoformat(str(value))
    except ValueError as error:
        raise _wrong(value, "is no day such as 2026-05-31") from error
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise _wrong(value, f"is not between {FIRST_YEAR} and {LAST_YEAR}")
    return day.isoformat()


def _count(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_PARTICIPANTS:
        raise _wrong(value, f"is no number from 0 to {MOST_PARTICIPANTS}")
    return value


def _one_of(*allowed: str) -> Callable[[Any], str]:
    def check(value: Any) -> str:
        if value not in allowed:
            raise _wrong(value, f"is none of {', '.join(allowed)}")
        return str(value)

    return check


def _country(value: Any) -> str:
    return _one_of(*country_choices())(value)


def _wrong(value: object, why: str) -> InvalidInput:
    return InvalidInput("library.value.wrong", f"{str(value)[:80]!r} {why}.")


_SINGLE: Mapping[str, Callable[[Any], Any]] = {
    "kind": _one_of(*KINDS),
    "date_issued": _day,
    "event.type": _one_of(*EVENT_TYPES),
    "event.start": _day,
    "event.end": _day,
    "event.registration_deadline": _day,
    "event.country": _country,
    "event.participants": _count,
}
_ENTRY: Mapping[tuple[str, str], Callable[[Any], str]] = {
    ("commitments", "type"): _one_of(*COMMITMENT_TYPES),
    ("commitments", "strength"): _one_of(*STRENGTHS),
}
