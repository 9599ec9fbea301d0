"""`commonweal library <verb>`: documents in, cited records out."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from commonweal.kernel.place_notes import place_notes
from commonweal.ui.terminal import print_json, say, start_django

if TYPE_CHECKING:
    # Engines are imported where they are used: `commonweal --help` must answer at once.
    from commonweal.library.actions.batch import Added
    from commonweal.library.engine.clean.shared import SharedBlocks
    from commonweal.library.engine.outline import Outline
    from commonweal.library.engine.types import Loaded, Refused
    from commonweal.library.queries.search import Found

_LEARNED_DOCUMENTS = 64
_BATCH = 8
_WAITING_BATCHES_PER_JOB = 3
_STDIN = "-"
_SURE = 0.9

Anything = TypeVar("Anything")


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


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def library() -> None:
    """Read, add and find documents."""


@library.command(
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
    outputs = _outputs(_documents(paths), as_json=as_json, jobs=jobs or os.cpu_count() or 1)
    failed = sum(_show(output) for output in _watched(outputs))
    ctx.exit(1 if failed else 0)


@library.command(
    name="add",
    epilog="""\b
Examples:
  commonweal library add press-release.txt reports/
  commonweal library add --json archive.zip > added.jsonl
""",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line and document.")
@click.pass_context
def add_command(ctx: click.Context, *, paths: Sequence[str], as_json: bool) -> None:
    """Add documents to the library of this workspace and read them, as its page does.

    PATH is what `commonweal library read` takes. Known documents get one more origin.

    The exit status is 0 if all documents are in the library now, and 1 if some could not be read.
    """
    start_django()
    from commonweal.library.actions import search
    from commonweal.library.actions.batch import add_each

    search.index_missing()
    failed = 0
    for added in _watched(add_each(_documents(paths), person=None)):
        failed += added.document_id is None
        _show_added(added, as_json=as_json)
    ctx.exit(1 if failed else 0)


@library.command(
    name="search",
    epilog="""\b
Examples:
  commonweal library search '"women and youth"' --country Albania
  commonweal library search police schools --year 2021 --json
""",
)
@click.argument("words", nargs=-1, required=True, metavar="WORDS...")
@click.option("--country", default="", help="As the list of documents names it.")
@click.option("--field", default="", help="A field of work, as printed.")
@click.option("--body", default="", help="A body that the document names, full or short.")
@click.option("--year", default="", help="Of issue, else of the event.")
@click.option("--kind", default="", help="news item, press release, event or other.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 100))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line and passage.")
def search_command(*, words: Sequence[str], limit: int, as_json: bool, **filters: str) -> None:
    """Find passages by words; in quotation marks: exactly these words together.

    Best first. What was searched for is noted nowhere.
    """
    start_django()
    from commonweal.library.queries import search

    if filters["body"]:
        filters["body"] = search.body_named(filters["body"])
    result = search.find(" ".join(words), person=None, filters=filters, limit=limit)
    if result.match in {"similar", "any"}:
        say(f"No passage has all of these words; these have {result.match} words.")
    for found in result.passages:
        _show_found(found, as_json=as_json)
    say(f"{len(result.passages)} of {result.count} passages")


@library.command(name="reindex", epilog="Example: commonweal library reindex")
def reindex_command() -> None:
    """Build the search index anew from the database; searching goes on meanwhile.

    Stopped half-way, the next call goes on from there.
    """
    start_django()
    from commonweal.library.actions import search

    count = search.reindex(progress=lambda done: say(f"{done} documents"))
    say(f"The index holds {count} documents.")


def _show_added(added: Added, *, as_json: bool) -> None:
    """Print what became of one document; a refusal goes to standard error."""
    if added.document_id is None:
        if as_json:
            error = {"code": added.code, "detail": added.refusal}
            print_json({"file": added.name, "error": error})
        else:
            say(f"{added.name}: {added.refusal}")
        return
    state = "read" if added.is_new else "known already"
    if as_json:
        key = str(added.document_id)
        print_json({"file": added.name, "document": key, "title": added.title, "state": state})
    else:
        click.echo(f"{added.name}: {state}: {added.title}")


def _show_found(found: Found, *, as_json: bool) -> None:
    """Print one passage with its document."""
    if as_json:
        print_json(
            {
                "document": str(found.document.pk),
                "title": found.document.title,
                "span": [found.start, found.end],
                "text": found.text,
                "score": round(found.score, 3),
                "address": found.address,
            }
        )
        return
    click.secho(found.document.title, bold=True)
    words = (
        click.style(segment.text, bold=True) if segment.is_marked else segment.text
        for segment in found.segments
    )
    click.echo(f"{''.join(words)}\n{found.address}\n")


def _documents(paths: Iterable[str]) -> Iterator[Loaded | Refused]:
    """Return the documents of all paths in order, one at a time."""
    from commonweal.library.engine.load.documents import documents_in
    from commonweal.library.engine.load.paths import documents_at, paths_in
    from commonweal.library.engine.load.refusals import refused

    for path in paths:
        if path == _STDIN:
            yield from documents_in(_STDIN, sys.stdin.buffer.read())
            continue
        files = paths_in(Path(path))
        first = next(files, None)
        if first is None:
            yield refused(path, "library.empty-folder")
            continue
        for file in chain((first,), files):
            yield from documents_at(file)


def _outputs(
    documents: Iterator[Loaded | Refused], *, as_json: bool, jobs: int
) -> Iterator[Output]:
    """Return what is shown for each document, in order; only a few documents are in memory at once.

    Lines that many of the first 64 documents share are learned from those, so that the result
    does not depend on the number of processes.
    """
    first = list(islice(documents, _LEARNED_DOCUMENTS))
    work = Work(_learned(first), as_json)
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
    from commonweal.library.engine.reading import read
    from commonweal.library.engine.record import as_json

    reading = read(document, shared=work.shared)
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


def _watched(outputs: Iterator[Anything]) -> Iterator[Anything]:
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


def _show(output: Output) -> bool:
    """Print what is shown for a document; return whether it failed."""
    if output.line is not None:
        sys.stdout.buffer.write(output.line.encode("utf-8") + b"\n")
        sys.stdout.buffer.flush()
    elif output.outline is not None:
        _print_outline(output.outline)
    else:
        click.echo(f"{output.file}: {output.error}", err=True)
    return output.error is not None


def _print_outline(outline: Outline) -> None:
    """Print a record for reading in a terminal: a table under each question."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    notes = place_notes(os.environ)
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 110)
    console.rule(Text(outline.file, style="dim"), align="left")
    console.print(Text(outline.title or "(no title)", style="bold"))
    for section in outline.sections:
        console.print(Text(f"\n{section.title}", style="bold cyan"))
        table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), expand=True)
        table.add_column(min_width=13, no_wrap=True, style="dim")
        table.add_column(ratio=1, overflow="fold")
        table.add_column(justify="right", no_wrap=True, style="dim")
        for row in section.rows:
            value = Text(row.value)
            if row.label == "Country" and row.value in notes:
                value.append(f"* {notes[row.value]}", style="dim")
            if row.confidence is not None and row.confidence < _SURE:
                value.append(f"  ({row.confidence:.0%} sure)", style="yellow")
            if row.words is not None:
                value.append(f"\n“{row.words}”", style="italic dim")
            table.add_row(row.label, value, f"line {row.line}" if row.line else "")
        console.print(Padding(table, (0, 0, 0, 2)))
    console.print()
