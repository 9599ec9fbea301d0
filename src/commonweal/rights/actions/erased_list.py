"""What was erased, in a file beside the database: kind, id and time, so that a backup brings nothing back.

A line is added when an erasure is committed; what a crash left out is added when a worker starts and
when a backup is made.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.dispatch import receiver
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import InvalidInput
from commonweal.rights.actions.erasure import erase_listed, erased
from commonweal.rights.actions.trail import Thing, record, verb
from commonweal.rights.models import Tombstone
from commonweal.rights.rules.keeping import Keeping, keepings

ERASED_AGAIN = verb(
    "rights.retention.erased-again",
    gettext_lazy("erased again what a restored backup had brought back"),
)
FILE = "erasures.jsonl"
BATCH = 50
WHYS = frozenset({"period", "hard maximum", "request", "removed"})


@dataclass(frozen=True, slots=True)
class Line:
    """One erased record.

    Attributes:
        thing: Its kind, such as ``library.Document``.
        id: Its id.
        at: When it was erased, in ISO 8601.
        why: ``period``, ``hard maximum``, ``request`` or ``removed``.
    """

    thing: str
    id: str
    at: str
    why: str


@dataclass(frozen=True, slots=True)
class Again:
    """What a restored backup had brought back.

    Attributes:
        erased: How many records were erased again.
        problems: Those that could not be: kind, id and the kind of error.
    """

    erased: int
    problems: tuple[str, ...]


def list_file(data: Path | None = None) -> Path:
    """Return where the list lies; in the data folder in use if none is named."""
    return (data or Path(settings.DATA)) / FILE


@receiver(erased, dispatch_uid="rights.erased_list")
def note_erased(*, sender: str, whys: Mapping[Any, str], now: datetime, **_signal: Any) -> None:
    """Add records to the list once the erasure is committed.

    Args:
        sender: Their kind.
        whys: Why each went, by its key.
        now: The time of the act.
    """
    at = now.isoformat()
    lines = [Line(thing=sender, id=str(key), at=at, why=why) for key, why in whys.items()]
    # What cannot be written now is added by complete_list: the erasure itself stands.
    transaction.on_commit(lambda: add_lines(lines), robust=True)


def add_lines(lines: Sequence[Line], *, data: Path | None = None) -> None:
    """Add lines to the end of the list, whole or not at all.

    Raises:
        OSError: If the disk is full or cannot be written.
    """
    if not lines:
        return
    file = list_file(data)
    # A line that a crash has cut off gets an end, so that it spoils no other.
    is_cut = file.is_file() and _last_byte(file) not in {b"", b"\n"}
    text = ("\n" if is_cut else "") + "".join(_text_of(line) for line in lines)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(descriptor, text.encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _last_byte(file: Path) -> bytes:
    with file.open("rb") as stream:
        stream.seek(max(0, file.stat().st_size - 1))
        return stream.read(1)


def _text_of(line: Line) -> str:
    values = {"thing": line.thing, "id": line.id, "at": line.at, "why": line.why}
    return json.dumps(values) + "\n"


def lines_in(file: Path) -> tuple[Line, ...]:
    """Return the lines of a list, each record once; none where there is no such file.

    Raises:
        InvalidInput: If a line, other than one cut off by a crash, cannot be read.
    """
    if not file.is_file():
        return ()
    found: dict[tuple[str, str], Line] = {}
    for number, row in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        line = _line_of(row)
        if line is not None:
            found.setdefault((line.thing, line.id), line)
        elif row.strip() and not (row.startswith("{") and not row.endswith("}")):
            raise InvalidInput(
                "rights.erasures", f"Line {number} of {file} is no line of a list of erasures."
            )
    return tuple(found.values())


def _line_of(row: str) -> Line | None:
    try:
        values = json.loads(row)
        line = Line(**{name: str(values[name]) for name in ("thing", "id", "at", "why")})
    except (ValueError, KeyError, TypeError):
        return None
    return line if line.why in WHYS else None


def complete_list() -> int:
    """Add every tombstone that the list lacks, and return how many those were."""
    there = {(line.thing, line.id) for line in lines_in(list_file())}
    missing = [
        Line(thing=thing, id=key, at=at.isoformat(), why=why)
        for thing, key, at, why in Tombstone.objects.values_list(
            "thing", "thing_id", "erased_at", "why"
        ).iterator()
        if (thing, key) not in there
    ]
    add_lines(missing)
    return len(missing)


def erase_again(lines: Iterable[Line], *, about: Thing, now: datetime) -> Again:
    """Erase every listed record that is there, whatever holds it: it was erased before.

    Args:
        lines: A list of erasures.
        about: What the entries of the trail are about.
        now: The present.
    """
    wanted: dict[str, dict[Any, str]] = {}
    for line in lines:
        wanted.setdefault(line.thing, {})[line.id] = line.why
    total, problems = 0, []
    for keeping in keepings():
        whys = wanted.get(keeping.thing, {})
        count = 0
        for start in range(0, len(whys), BATCH):
            batch = dict(list(whys.items())[start : start + BATCH])
            done, left = _batch(keeping, batch, about=about, now=now)
            count += done
            problems += left
        total += count
        if count and keeping.afterwards:
            problems += _tried(keeping.afterwards, name=f"{keeping.thing} afterwards")
    return Again(erased=total, problems=tuple(problems))


def _batch(
    keeping: Keeping, whys: dict[Any, str], *, about: Thing, now: datetime
) -> tuple[int, list[str]]:
    """Erase some together; where that fails, each by itself, so that one stays and not all."""
    try:
        with transaction.atomic():
            count = erase_listed(keeping, whys, now=now)
            if count:
                facts = {"kind": keeping.thing, "erased": count}
                record(None, ERASED_AGAIN, thing=about, facts=facts)
    except Exception as error:
        if len(whys) == 1:
            return 0, [f"{keeping.thing} {next(iter(whys))}: {type(error).__name__}"]
    else:
        return count, []
    each = [_batch(keeping, {key: why}, about=about, now=now) for key, why in whys.items()]
    return sum(count for count, _ in each), [one for _, left in each for one in left]


def _tried(act: Callable[[], None], *, name: str) -> list[str]:
    try:
        act()
    except Exception as error:
        return [f"{name}: {type(error).__name__}"]
    return []
