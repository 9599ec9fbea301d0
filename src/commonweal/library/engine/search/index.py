"""The search index: a folder that holds one index in use and, while it is rebuilt, its successor.

    search/current          the name of the index in use
    search/building         the name of one being built beside it, if any
    search/2-1f0c.../       an index; its name begins with the schema's version

Whoever writes holds tantivy's own lock on the index in use, so any number of workers may write, one
after the other, and a killed one leaves no lock behind. Nothing here knows of the database: each
document's row says in which index it is, and the names make that comparable.
"""

from __future__ import annotations

import errno
import os
import shutil
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import tantivy

from commonweal.kernel.errors import NoAnswer
from commonweal.library.engine.search.analyzers import analyzers, stem_field
from commonweal.library.engine.search.types import Indexed

# Raised when fields or analyzers change: an index of another version is built anew.
SCHEMA_VERSION = "1"
FILTERS = ("kind", "country", "field", "body", "year")
HEAP_BYTES = 32_000_000
LOCK_SECONDS = 60
_PAUSE_S = 0.05


def schema() -> Any:
    """Return the index's fields."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field(
        "document", stored=True, fast=True, tokenizer_name="raw", index_option="basic"
    )
    builder.add_text_field("language", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("start", stored=True)
    builder.add_unsigned_field("end", stored=True)
    for name in FILTERS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in analyzers():
        is_words = name == "words"
        builder.add_text_field(
            name,
            stored=is_words,
            tokenizer_name=name,
            index_option="position" if is_words else "freq",
        )
    return builder.build()


def current_name(folder: Path) -> str | None:
    """Return the name of the index in use, or None where there is none that can be used."""
    return _usable(folder, _read(folder / "current"))


def building_name(folder: Path) -> str | None:
    """Return the name of an index being built beside it, or None."""
    return _usable(folder, _read(folder / "building"))


def create(folder: Path, *, pointer: str = "current") -> str:
    """Make an empty index and return its name.

    Args:
        folder: Where the indexes lie; made if it is missing.
        pointer: ``current`` to use it at once, ``building`` to fill it first.

    Raises:
        OSError: If the folder cannot be written.
    """
    name = f"{SCHEMA_VERSION}-{uuid.uuid4().hex[:12]}"
    (folder / name).mkdir(parents=True)
    with _disk_told(folder):
        tantivy.Index(schema(), path=str(folder / name))
    _point(folder / pointer, name)
    return name


def ensure(folder: Path) -> str:
    """Return the name of the index in use, after making an empty one where there is none."""
    return current_name(folder) or create(folder)


def opened(folder: Path, name: str) -> Any:
    """Open an index by its name.

    Raises:
        ValueError: If it is broken or of another schema.
    """
    index = tantivy.Index(schema(), path=str(folder / name), reuse=True)
    for field, analyzer in analyzers().items():
        index.register_tokenizer(field, analyzer)
    return index


def write(folder: Path, documents: Iterable[Indexed]) -> str:
    """Put documents into the index in use, replacing what it has of them, and return its name.

    Args:
        folder: Where the indexes lie.
        documents: Each with all its passages; they can be found when this returns.

    Raises:
        NoAnswer: If another writer does not finish within a minute.
        OSError: If the disk is full or the folder cannot be written; nothing is changed then.
    """
    given = list(documents)
    with _writing(folder) as (name, writer):
        _put(writer, given)
    return name


def remove(folder: Path, document: str) -> None:
    """Take a document out of the index in use, if there is one."""
    if current_name(folder) is None:
        return
    with _writing(folder) as (_, writer):
        writer.delete_documents_by_term("document", document)


def remove_everywhere(folder: Path, document: str) -> None:
    """Take a document out of the index in use and out of one that is being built."""
    remove(folder, document)
    name = building_name(folder)
    if name is not None:
        with _writer(folder, name) as writer:
            writer.delete_documents_by_term("document", document)


def fill(folder: Path, name: str, documents: Iterable[Indexed]) -> None:
    """Put documents into an index that is being built."""
    with _writer(folder, name) as writer:
        _put(writer, documents)


def switch(folder: Path, name: str, *, last: Callable[[], Iterable[Indexed]]) -> None:
    """Put a finished index in use, and remove the others.

    Args:
        folder: Where the indexes lie.
        name: The index that was built.
        last: Gives what was added to the old index meanwhile; called while nobody can write.
    """
    with _writing(folder) as (held, _):
        if held == name:  # another process has built and switched it meanwhile
            return
        fill(folder, name, last())
        _point(folder / "current", name)
    (folder / "building").unlink(missing_ok=True)
    for other in folder.iterdir():
        if other.is_dir() and other.name != name:
            shutil.rmtree(other, ignore_errors=True)


def _put(writer: Any, documents: Iterable[Indexed]) -> None:
    for given in documents:
        writer.delete_documents_by_term("document", given.document)
        stems = stem_field(given.language)
        for passage in given.passages:
            entry = tantivy.Document(
                document=given.document,
                language=given.language,
                start=passage.span.start,
                end=passage.span.end,
                words=passage.text,
                **{name: list(values) for name, values in given.filters.items() if values},
            )
            if stems:
                entry.add_text(stems, passage.text)
            writer.add_document(entry)


@contextmanager
def _writing(folder: Path) -> Iterator[tuple[str, Any]]:
    """Hold the index in use; if it was replaced while waiting, hold the new one."""
    until = time.monotonic() + LOCK_SECONDS
    while True:
        name = ensure(folder)
        with _writer(folder, name, until=until) as writer:
            if _read(folder / "current") == name:
                yield name, writer
                return


@contextmanager
def _writer(folder: Path, name: str, *, until: float | None = None) -> Iterator[Any]:
    """Hold an index's writer; what was put into it counts when the block ends well, else nothing."""
    with _disk_told(folder):
        index = opened(folder, name)
        writer = _locked(index, until=until or time.monotonic() + LOCK_SECONDS)
    try:
        with _disk_told(folder):
            yield writer
            writer.commit()
    except BaseException:
        _roll_back(writer)
        raise
    finally:
        # A merge that failed is only put off; what was committed stands.
        with suppress(ValueError):
            writer.wait_merging_threads()


@contextmanager
def _disk_told(folder: Path) -> Iterator[None]:
    """Turn tantivy's words for a full disk into the system's own error."""
    try:
        yield
    except ValueError as error:
        problem = disk_error(error, free_bytes=shutil.disk_usage(folder).free)
        if problem is None:
            raise
        raise problem from error


def _roll_back(writer: Any) -> None:
    # A writer whose thread has died cannot roll back, and need not: it has committed nothing.
    with suppress(ValueError):
        writer.rollback()


def disk_error(error: ValueError, *, free_bytes: int) -> OSError | None:
    """Return the system's error behind tantivy's words; None where it is not about the disk.

    Args:
        error: What tantivy raised.
        free_bytes: What is left on the disk.
    """
    told = str(error)
    if not any(words in told for words in ("No space left", "os error", "io::Error", "IoError")):
        return None
    is_full = "No space left" in told or free_bytes < 2 * HEAP_BYTES
    number = errno.ENOSPC if is_full else errno.EIO
    return OSError(number, os.strerror(number))


def _locked(index: Any, *, until: float) -> Any:
    while True:
        try:
            return index.writer(heap_size=HEAP_BYTES, num_threads=1)
        except ValueError as error:
            # A lock that finds no room to be made is none that somebody holds.
            if "lock" not in str(error).lower() or disk_error(error, free_bytes=HEAP_BYTES * 2):
                raise
            if time.monotonic() >= until:
                raise NoAnswer(
                    "library.search-busy",
                    f"The search index has been written by another worker for {LOCK_SECONDS} "
                    "seconds. Try again; nothing was changed.",
                ) from error
        time.sleep(_PAUSE_S)


def _read(file: Path) -> str | None:
    try:
        return file.read_text(encoding="ascii").strip() or None
    except (FileNotFoundError, NotADirectoryError, UnicodeDecodeError):
        return None


def _usable(folder: Path, name: str | None) -> str | None:
    """Return the name if it is one of this version and its index can be opened."""
    if name is None or not name.startswith(f"{SCHEMA_VERSION}-") or Path(name).name != name:
        return None
    if not (folder / name / "meta.json").is_file():
        return None
    try:
        opened(folder, name).searcher()
    except (ValueError, OSError):
        return None
    return name


def _point(file: Path, name: str) -> None:
    """Write a pointer so that a reader sees the old name or the new one, never half of it."""
    draft = file.with_name(f".{file.name}-{uuid.uuid4().hex[:8]}")
    with draft.open("w", encoding="ascii") as stream:
        stream.write(name)
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(file)
