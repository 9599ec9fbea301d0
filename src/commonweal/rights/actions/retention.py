"""The daily run over everything that has reached its end: one at a time, taken up where it stopped."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from commonweal.rights.actions.erasure import Batch, erase_due, wipe_free_space
from commonweal.rights.actions.trail import Thing, record, verb
from commonweal.rights.engine.retention import is_due
from commonweal.rights.models import RetentionRun, Tombstone
from commonweal.rights.queries.retention import ends_of, keys_past_period
from commonweal.rights.rules.keeping import FilesKeeping, Keeping, files_keepings, keepings
from commonweal.rights.rules.nameless import id_shown

BETWEEN_RUNS = timedelta(hours=24)
# Without a sign of life for this long, another takes the run over.
SILENCE = timedelta(minutes=10)
BATCH = 50
MOST_PROBLEMS = 50
FILES = "files"
AFTERWARDS = "afterwards"

RAN = verb("rights.retention.ran", gettext_lazy("finished the daily erasure"))


class TakenOver(BaseException):
    """Another process has taken this run over: we were silent for too long. No error of a record."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one run did, or in a dry run would do.

    Attributes:
        counts: For each kind how many were erased, held and needed.
        problems: Why something that is due was not erased: kind, key and the kind of error.
        is_finished: Whether everything was looked at.
    """

    counts: dict[str, Batch] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    is_finished: bool = True


def _never() -> bool:
    return False


def _silent(_thing: str, _count: int) -> None:
    return None


def next_run_at(*, now: datetime) -> datetime:
    """Return when the next run is due: at once where one was left open, else a day after the last began.

    Args:
        now: The present.
    """
    last = RetentionRun.objects.order_by("-id").first()
    if last is None or last.is_open:
        return now
    # A clock that went backwards must not put the next run off for longer than a day.
    return min(last.started_at, now) + BETWEEN_RUNS


def retain(
    *,
    now: datetime | None = None,
    is_over: Callable[[], bool] = _never,
    progress: Callable[[str, int], None] = _silent,
) -> Outcome | None:
    """Erase everything that is due, as far as the time given reaches; call again to go on.

    Args:
        now: The present; what is due then is erased.
        is_over: Asked after each batch; stops when it says so.
        progress: Told each kind and how many of it are erased so far.

    Returns:
        What the run did so far; None where another process runs it.
    """
    now = now or timezone.now()
    run = _claim(now=now)
    if run is None:
        return None
    problems: list[str] = list(filter(None, run.message.split("\n")))
    try:
        for keeping, keys in _left(run, now=now):
            problems += _erase_batch(run, keeping, keys, now=now)
            progress(keeping.thing, _counted(run, keeping.thing).erased)
            if is_over():
                _note(run, problems)
                return _outcome(run, problems, is_finished=False)
        problems += _after(run) + _sweep(run, now=now)
        _finish(run, problems)
    except TakenOver:
        return None
    wipe_free_space()
    return _outcome(run, problems)


def _left(run: RetentionRun, *, now: datetime) -> Iterator[tuple[Keeping, Sequence[Any]]]:
    """Yield what this run has not looked at yet, in batches."""
    at, last = run.position or [None, None]
    kinds = list(keepings())
    names = [keeping.thing for keeping in kinds]
    begin = names.index(at) if at in names else 0
    for keeping in kinds[begin:]:
        after = keeping.model._meta.pk.to_python(last) if keeping.thing == at else None
        for keys in keys_past_period(keeping, now=now, after=after):
            for start in range(0, len(keys), BATCH):
                yield keeping, keys[start : start + BATCH]


def foresee(*, now: datetime | None = None) -> Outcome:
    """Return what a run would erase, hold and leave, without changing anything.

    Args:
        now: The instant; a later one shows what will go until then.
    """
    now = now or timezone.now()
    counts = {}
    for keeping in keepings():
        total = Batch()
        for keys in keys_past_period(keeping, now=now):
            ends = ends_of(keeping, keys, today=now.date())
            due = sum(1 for end in ends.values() if is_due(end, now=now))
            held = sum(1 for end in ends.values() if end.held_until is not None)
            total += Batch(erased=due, held=held, needed=len(ends) - due - held)
        counts[keeping.thing] = total
    for files in files_keepings():
        older = now - timedelta(days=files.days)
        counts[f"{FILES} {files.key}"] = Batch(erased=files.sweep(older, is_dry=True))
    return Outcome(counts={thing: batch for thing, batch in counts.items() if batch != Batch()})


def _claim(*, now: datetime) -> RetentionRun | None:
    """Return the open run as ours, or a new one; None where a process that lives has it."""
    me, present = f"{socket.gethostname()}:{os.getpid()}"[:200], timezone.now()
    run = RetentionRun.objects.filter(is_open=True).first()
    if run is None:
        try:
            with transaction.atomic():
                return RetentionRun.objects.create(started_at=now, seen_at=present, runner=me)
        except IntegrityError:
            return None  # another began in the same moment
    if run.runner != me and run.seen_at > present - SILENCE and _lives(run.runner):
        return None
    taken = RetentionRun.objects.filter(pk=run.pk, seen_at=run.seen_at, runner=run.runner).update(
        seen_at=present, runner=me
    )
    if not taken:
        return None
    run.runner, run.seen_at = me, present
    return run


def _lives(runner: str) -> bool:
    """Say whether the runner may still live: surely not where its process on this machine is gone."""
    host, _colon, process = runner.rpartition(":")
    if host != socket.gethostname() or not process.isdigit():
        return True
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _erase_batch(
    run: RetentionRun, keeping: Keeping, keys: Sequence[Any], *, now: datetime
) -> list[str]:
    """Erase a batch in one transaction; where it fails, each record by itself, so that one stays, not all."""
    try:
        _erase_together(run, keeping, keys, now=now)
    except Exception as error:
        if len(keys) == 1:
            # Stewards read this: no id that would be somebody, or a partner's own.
            which = id_shown(keeping.thing, str(keys[0])) or "…"
            return [f"{keeping.thing} {which}: {type(error).__name__}"]
    else:
        return []
    return [problem for key in keys for problem in _erase_batch(run, keeping, [key], now=now)]


@transaction.atomic
def _erase_together(
    run: RetentionRun, keeping: Keeping, keys: Sequence[Any], *, now: datetime
) -> None:
    # The run's own row first: whoever has lost it stops here, before anything is erased.
    mine = RetentionRun.objects.select_for_update().filter(
        pk=run.pk, runner=run.runner, is_open=True
    )
    held = mine.first()
    if held is None:
        raise TakenOver
    thing = Thing(RetentionRun._meta.label, str(run.pk))
    batch = erase_due(keeping, keys, run=thing, now=now)
    total = _counted(held, keeping.thing) + batch
    held.counts[keeping.thing] = asdict(total)
    held.position = [keeping.thing, str(keys[-1])]
    held.seen_at = timezone.now()
    held.save(update_fields=["counts", "position", "seen_at"])
    run.counts = held.counts


def _counted(run: RetentionRun, thing: str) -> Batch:
    return Batch(**run.counts.get(thing, {}))


def _after(run: RetentionRun) -> list[str]:
    """Do what a room does once some of a kind are gone, such as building its index anew."""
    problems = []
    for keeping in keepings():
        is_due = _counted(run, keeping.thing).erased or _erased_between(keeping)
        if keeping.afterwards and is_due:
            try:
                keeping.afterwards()
            except Exception as error:
                problems.append(f"{keeping.thing} {AFTERWARDS}: {type(error).__name__}")
    return problems


def _erased_between(keeping: Keeping) -> bool:
    """Say whether some were erased on request since a run last did what is done afterwards."""
    runs = RetentionRun.objects.filter(is_open=False, finished_at__isnull=False)
    failed = f"{keeping.thing} {AFTERWARDS}"
    last = runs.exclude(message__contains=failed).order_by("-id").first()
    stones = Tombstone.objects.filter(thing=keeping.thing)
    # Counted from its beginning: what was erased while it ran may have come too late for it.
    since = min(last.started_at, timezone.now()) if last else None
    return (stones.filter(erased_at__gte=since) if since else stones).exists()


def _sweep(run: RetentionRun, *, now: datetime) -> list[str]:
    problems = []
    for files in files_keepings():
        try:
            count = _swept(files, now=now)
        except Exception as error:
            problems.append(f"{FILES} {files.key}: {type(error).__name__}")
        else:
            if count:
                run.counts[f"{FILES} {files.key}"] = asdict(Batch(erased=count))
    return problems


def _swept(files: FilesKeeping, *, now: datetime) -> int:
    return files.sweep(now - timedelta(days=files.days), is_dry=False)


def _note(run: RetentionRun, problems: Sequence[str]) -> None:
    RetentionRun.objects.filter(pk=run.pk).update(
        message="\n".join(dict.fromkeys(problems[:MOST_PROBLEMS])), seen_at=timezone.now()
    )


@transaction.atomic
def _finish(run: RetentionRun, problems: Sequence[str]) -> None:
    mine = RetentionRun.objects.filter(pk=run.pk, runner=run.runner, is_open=True)
    finished = mine.update(
        message="\n".join(dict.fromkeys(problems[:MOST_PROBLEMS])),
        counts=run.counts,
        finished_at=timezone.now(),
        is_open=False,
    )
    if not finished:
        raise TakenOver
    erased = sum(counts["erased"] for counts in run.counts.values())
    record(None, RAN, thing=run, facts={"erased": erased, "problems": len(problems)})


def _outcome(run: RetentionRun, problems: Sequence[str], *, is_finished: bool = True) -> Outcome:
    counts = {thing: Batch(**counts) for thing, counts in run.counts.items()}
    return Outcome(
        counts={thing: batch for thing, batch in counts.items() if batch != Batch()},
        problems=tuple(dict.fromkeys(problems)),
        is_finished=is_finished,
    )
