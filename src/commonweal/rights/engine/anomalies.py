"""What stands out among reads, exports and refusals: a question for people, never a verdict.

Each rule is a function of its own, with its limits as arguments, and says of each signal which entries it rests on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from itertools import groupby
from typing import Literal

Kind = Literal["read", "export", "denial"]


@dataclass(frozen=True, slots=True)
class Act:
    """One read, export or refusal.

    Attributes:
        entry: Its number in the trail.
        at: When, aware.
        person: Who, as an opaque text.
        kind: ``read``, ``export`` or ``denial``.
        is_party: Whether the reader's partner has a task in the record; None where nobody said.
    """

    entry: int
    at: datetime
    person: str
    kind: Kind
    is_party: bool | None = None


@dataclass(frozen=True, slots=True)
class Signal:
    """Something that stands out.

    Attributes:
        rule: Which rule: ``many reads``, ``no task``, ``out of hours``, ``denials``.
        person: Who, as in the acts.
        first_entry: The first entry it rests on.
        last_entry: The last one.
        at: The instant of the last one.
        count: How many acts.
    """

    rule: str
    person: str
    first_entry: int
    last_entry: int
    at: datetime
    count: int


def many_reads(acts: Iterable[Act], *, limit: int = 60, minutes: int = 10) -> tuple[Signal, ...]:
    """Return where one person read more than ``limit`` records within some minutes.

    One run of reads gives one signal, however long it goes on.

    Args:
        acts: In the order of their numbers.
        limit: Reads that are still usual.
        minutes: Length of the window.
    """
    window = timedelta(minutes=minutes)
    return _newest(
        _signal("many reads", run)
        for own in _by_person(acts, kind="read")
        for run in _runs(own, window=window)
        if _most_within(run, window=window) > limit
    )


def reads_without_task(acts: Iterable[Act]) -> tuple[Signal, ...]:
    """Return reads of restricted records by somebody whose partner has no task in them, by person and day.

    Args:
        acts: In the order of their numbers.
    """
    strange = [act for act in acts if act.kind in {"read", "export"} and act.is_party is False]
    return _newest(
        _signal("no task", group) for own in _by_person(strange) for group in _by_day(own)
    )


def exports_out_of_hours(
    acts: Iterable[Act], *, zone: tzinfo, opens: int = 6, closes: int = 21, limit: int = 3
) -> tuple[Signal, ...]:
    """Return where one person took several exports in one night or at a weekend.

    Args:
        acts: In the order of their numbers.
        zone: The time zone of the workspace.
        opens: The hour from which work is usual, 0 to 23.
        closes: The hour from which it is not, 0 to 23.
        limit: Exports from which it is a signal.
    """
    late = [
        act
        for act in acts
        if act.kind == "export"
        and _is_out_of_hours(act.at.astimezone(zone), opens=opens, closes=closes)
    ]
    return _newest(
        _signal("out of hours", group)
        for own in _by_person(late)
        for group in _by_day(own)
        if len(group) >= limit
    )


def denials_in_a_row(acts: Iterable[Act], *, limit: int = 5) -> tuple[Signal, ...]:
    """Return where one person was refused several times with nothing that opened in between.

    Args:
        acts: In the order of their numbers.
        limit: Refusals from which it is a signal.
    """
    found = []
    for own in _by_person(acts):
        for is_denied, group in groupby(own, key=lambda act: act.kind == "denial"):
            row = list(group)
            if is_denied and len(row) >= limit:
                found.append(_signal("denials", row))
    return _newest(found)


def _is_out_of_hours(at: datetime, *, opens: int, closes: int) -> bool:
    return at.isoweekday() > 5 or not opens <= at.hour < closes


def _by_person(acts: Iterable[Act], *, kind: Kind | None = None) -> Iterator[list[Act]]:
    people: dict[str, list[Act]] = {}
    for act in acts:
        if kind is None or act.kind == kind:
            people.setdefault(act.person, []).append(act)
    yield from people.values()


def _by_day(acts: Sequence[Act]) -> Iterator[list[Act]]:
    for _day, group in groupby(acts, key=lambda act: act.at.date()):
        yield list(group)


def _runs(acts: Sequence[Act], *, window: timedelta) -> Iterator[list[Act]]:
    """Yield the acts between pauses that are longer than the window."""
    run: list[Act] = []
    for act in acts:
        if run and act.at - run[-1].at > window:
            yield run
            run = []
        run.append(act)
    if run:
        yield run


def _most_within(acts: Sequence[Act], *, window: timedelta) -> int:
    most = first = 0
    for last, act in enumerate(acts):
        while act.at - acts[first].at > window:
            first += 1
        most = max(most, last - first + 1)
    return most


def _signal(rule: str, acts: Sequence[Act]) -> Signal:
    last = acts[-1]
    return Signal(rule, last.person, acts[0].entry, last.entry, last.at, len(acts))


def _newest(signals: Iterable[Signal]) -> tuple[Signal, ...]:
    return tuple(sorted(signals, key=lambda one: -one.last_entry))
