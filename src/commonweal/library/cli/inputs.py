"""What verbs take from the person: files, folders, standard input; and how far they are with it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from commonweal.kernel.reading_limits import reading_limits

if TYPE_CHECKING:
    # Engines are imported where they are used: `commonweal --help` must answer at once.
    from commonweal.library.engine.types import Loaded, Refused

_STDIN = "-"

Anything = TypeVar("Anything")


def documents_of(paths: Iterable[str]) -> Iterator[Loaded | Refused]:
    """Return the documents of all paths in order, one at a time."""
    from commonweal.library.engine.load.documents import documents_in
    from commonweal.library.engine.load.limits import limits_of
    from commonweal.library.engine.load.paths import documents_at, paths_in
    from commonweal.library.engine.load.refusals import refused

    limits = limits_of(reading_limits(os.environ))
    for path in paths:
        if path == _STDIN:
            yield from documents_in(_STDIN, sys.stdin.buffer.read(), limits=limits)
            continue
        files = paths_in(Path(path))
        first = next(files, None)
        if first is None:
            yield refused(path, "library.empty-folder")
            continue
        for file in chain((first,), files):
            yield from documents_at(file, limits=limits)


def watched(outputs: Iterator[Anything]) -> Iterator[Anything]:
    """Return the same, counting on standard error if that is a terminal and standard output is not."""
    if not sys.stderr.isatty() or sys.stdout.isatty():
        yield from outputs
        return
    from rich.console import Console
    from rich.progress import (
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
    )

    columns = (SpinnerColumn(), MofNCompleteColumn(), TextColumn("documents"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("read", total=None)
        for output in outputs:
            yield output
            progress.advance(task)
