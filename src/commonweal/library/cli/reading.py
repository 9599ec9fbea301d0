"""`commonweal library read`: documents in, cited records out; nothing is kept."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

import click

from commonweal.kernel.reading_limits import reading_limits
from commonweal.library.cli.inputs import documents_of, watched
from commonweal.library.cli.outline import print_outline

if TYPE_CHECKING:
    # Engines are imported where they are used: `commonweal --help` must answer at once.
    from commonweal.library.engine.clean.shared import SharedBlocks
    from commonweal.library.engine.outline import Outline
    from commonweal.library.engine.types import Loaded, Refused

_LEARNED_DOCUMENTS = 64
_BATCH = 8
_WAITING_BATCHES_PER_JOB = 3


@dataclass(frozen=True, slots=True)
class Output:
    """What is shown for one document: a line of JSON, a laid-out record, or why it could not be read."""

    file: str
    line: str | None = None
    outline: Outline | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """How each document is read; sent to every process."""

    shared: SharedBlocks
    as_json: bool
    seconds: int


@click.command(
    name="read",
    epilog="""\b
Examples:
  commonweal library read press-release.txt
  commonweal library read --json folder/ > records.jsonl
  commonweal library read --json --jobs 0 archive.zip
  cat page.html | commonweal library read --json -
""",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line and document.")
@click.option(
    "--jobs",
    default=1,
    show_default=True,
    type=click.IntRange(0, 256),
    help="Processes that read; 0 takes every core.",
)
@click.pass_context
def read_command(ctx: click.Context, *, paths: Sequence[str], as_json: bool, jobs: int) -> None:
    """Read documents and show what they say: what, when, where, who, what was promised, who paid.

    PATH is a file (text, HTML, PDF, Word, mail, feed), a folder, a zip archive, or - for standard
    input. Every value shows the words it was read from and their line. Nothing is kept.

    The exit status is 0 if all documents were read, and 1 if some could not be.
    """
    outputs = _outputs(documents_of(paths), as_json=as_json, jobs=jobs or os.cpu_count() or 1)
    failed = sum(_show(output) for output in watched(outputs))
    ctx.exit(1 if failed else 0)


def _outputs(
    documents: Iterator[Loaded | Refused], *, as_json: bool, jobs: int
) -> Iterator[Output]:
    """Return what is shown for each document, in order; only a few documents are in memory at once.

    Lines that many of the first 64 documents share are learned from those, so that the result
    does not depend on the number of processes.
    """
    first = list(islice(documents, _LEARNED_DOCUMENTS))
    work = Work(_learned(first), as_json, reading_limits(os.environ).read_seconds)
    stream = chain(first, documents)
    if jobs == 1:
        return (_read(document, work) for document in stream)
    return _read_in_parallel(stream, work, jobs=jobs)


def _learned(documents: Sequence[Loaded | Refused]) -> SharedBlocks:
    """Return the lines that documents share."""
    from commonweal.library.engine.clean.lines import lines_of
    from commonweal.library.engine.clean.shared import SharedBlocks
    from commonweal.library.engine.types import Loaded

    shared = SharedBlocks()
    for document in documents:
        if isinstance(document, Loaded):
            shared.learn(lines_of(document.text))
    return shared


def _read_in_parallel(
    documents: Iterator[Loaded | Refused], work: Work, *, jobs: int
) -> Iterator[Output]:
    """Return what is shown for each document, read by several processes, in the documents' order."""
    waiting: deque[Future[list[Output]]] = deque()
    pool = ProcessPoolExecutor(max_workers=jobs, initializer=_leave_stopping_to_the_parent)
    try:
        while batch := [_light(document) for document in islice(documents, _BATCH)]:
            waiting.append(pool.submit(_read_batch, batch, work))
            if len(waiting) >= jobs * _WAITING_BATCHES_PER_JOB:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def _leave_stopping_to_the_parent() -> None:
    """Let Ctrl-C stop the command and not print a traceback from each process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _light(document: Loaded | Refused) -> Loaded | Refused:
    """Return a document without its original bytes, which no reader needs."""
    from commonweal.library.engine.types import Loaded

    return replace(document, original=b"") if isinstance(document, Loaded) else document


def _read_batch(batch: Sequence[Loaded | Refused], work: Work) -> list[Output]:
    """Return what is shown for a few documents; runs in a process of its own."""
    return [_read(document, work) for document in batch]


def _read(document: Loaded | Refused, work: Work) -> Output:
    """Return what is shown for one document; a fault of the reader costs this document only."""
    from commonweal.library.engine.types import Refused

    if isinstance(document, Refused):
        return _failed(document.name, document.code, document.detail, as_json=work.as_json)
    try:
        return _output(document, work)
    except Exception as error:
        if os.environ.get("COMMONWEAL_TRACEBACK") == "1":
            raise
        detail = f"The reader failed on this document ({type(error).__name__}: {error}). Please report it."
        return _failed(document.name, "library.reader-fault", detail, as_json=work.as_json)


def _output(document: Loaded, work: Work) -> Output:
    """Return what is shown for a document that can be read."""
    from commonweal.library.engine.outline import outline_of
    from commonweal.library.engine.reading import read_in_time
    from commonweal.library.engine.record import as_json
    from commonweal.library.engine.types import Refused

    reading = read_in_time(document, seconds=work.seconds, shared=work.shared)
    if isinstance(reading, Refused):
        return _failed(reading.name, reading.code, reading.detail, as_json=work.as_json)
    if work.as_json:
        return Output(
            document.name, line=_line(as_json(reading, loaded=document, file=document.name))
        )
    return Output(document.name, outline=outline_of(reading, loaded=document))


def _failed(file: str, code: str, detail: str, *, as_json: bool) -> Output:
    """Return what is shown for a document that could not be read."""
    from commonweal.library.engine.record import error_json

    line = _line(error_json(file, code, detail)) if as_json else None
    return Output(file, line=line, error=detail)


def _line(record: dict[str, Any]) -> str:
    """Return a record as one line of JSON, letters as they are."""
    line = json.dumps(record, ensure_ascii=False, separators=(", ", ": "))
    return line.encode("utf-8", "replace").decode("utf-8")


def _show(output: Output) -> bool:
    """Print what is shown for a document; return whether it failed."""
    if output.line is not None:
        sys.stdout.buffer.write(output.line.encode("utf-8") + b"\n")
        sys.stdout.buffer.flush()
    elif output.outline is not None:
        print_outline(output.outline)
    else:
        click.echo(f"{output.file}: {output.error}", err=True)
    return output.error is not None
