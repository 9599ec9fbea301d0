"""Files on disk: originals under their hash, and uploads that wait for the reader.

    DATA/originals/ab/cdef…        the bytes of a document, written once, never changed
    DATA/incoming/<intake>/<n>     the n-th file of an upload, removed when it is settled

A file is written beside its place, forced to the disk and then renamed: it is there whole or not at
all, also when the disk is full or the power fails.
"""

from __future__ import annotations

import errno
import os
import shutil
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from commonweal.kernel.disk import is_disk_full
from commonweal.kernel.errors import CommonwealError, InvalidInput, NoAnswer
from commonweal.kernel.reading_limits import FILE_VARIABLE


def original_path(sha256: str) -> Path:
    """Return where the original with this hash lies."""
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256[2:]


def store_original(content: bytes, *, sha256: str) -> bool:
    """Keep the bytes of a document, and say whether they are new here.

    Raises:
        NoAnswer: If the disk is full or cannot be written; nothing is left behind.
    """
    path = original_path(sha256)
    if path.is_file() and path.stat().st_size == len(content):
        return False
    with said_plainly():
        write_whole(path, [content])
    return True


def drop_original(sha256: str) -> None:
    """Remove the original with this hash, if it is there."""
    original_path(sha256).unlink(missing_ok=True)


def store_incoming(
    chunks: Iterable[bytes], *, intake_id: uuid.UUID, place: int, most: int | None = None
) -> int:
    """Keep an uploaded file until it is read, and return its size in bytes.

    Args:
        chunks: Its bytes.
        intake_id: The upload it belongs to.
        place: Its number there.
        most: The limit in bytes; the workspace's own if None.

    Raises:
        InvalidInput: If the file is larger than the limit.
        NoAnswer: If the disk is full or cannot be written; nothing is left behind.
    """
    path = _incoming(intake_id, place)
    if most is None:
        most = settings.READING_LIMITS.file_mb * 1_000_000
    with said_plainly():
        return write_whole(path, _limited(chunks, most=most))


def read_incoming(intake_id: uuid.UUID, place: int) -> bytes:
    """Return the bytes of an uploaded file.

    Raises:
        InvalidInput: If the file is no longer there.
    """
    try:
        return _incoming(intake_id, place).read_bytes()
    except FileNotFoundError as error:
        raise InvalidInput(
            "library.file-gone",
            _("The uploaded file is no longer on the server. Please add it again."),
        ) from error


def drop_incoming(intake_id: uuid.UUID, place: int | None = None) -> None:
    """Remove one uploaded file, or the whole upload's folder."""
    if place is not None:
        _incoming(intake_id, place).unlink(missing_ok=True)
        return
    shutil.rmtree(_incoming(intake_id, 0).parent, ignore_errors=True)


def write_whole(path: Path, chunks: Iterable[bytes]) -> int:
    """Write a file that is there whole or not at all, and return its size in bytes.

    Raises:
        OSError: If it cannot be written; the draft is removed.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name[:40]}-{uuid.uuid4().hex[:12]}")
    try:
        size = _write(draft, chunks)
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return size


def disk_problem(error: OSError) -> NoAnswer:
    """Return the words for a disk that cannot take more."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return NoAnswer(
            "library.disk-full",
            _(
                "The server's disk is full. Nothing of this file was kept. Ask whoever runs the "
                "server to make room, then add it again."
            ),
        )
    return NoAnswer(
        "library.disk",
        _(
            "The server could not store the file (%(reason)s). Nothing of it was kept. Ask whoever "
            "runs the server to look at the data folder."
        )
        % {"reason": error.strerror or type(error).__name__},
    )


def is_full(error: BaseException) -> bool:
    """Say whether an error of a file, the index or the database means that the disk is full."""
    return is_disk_full(error, folder=Path(settings.DATA))


def full_disk(error: BaseException) -> NoAnswer:
    """Return the words for a full disk, whatever error it came as."""
    return disk_problem(OSError(errno.ENOSPC, str(error)))


@contextmanager
def said_plainly() -> Iterator[None]:
    """Turn what a full disk does to files, index and database into one clear message.

    Raises:
        NoAnswer: If the disk is full or cannot be written.
    """
    try:
        yield
    except CommonwealError:
        raise
    except Exception as error:
        # The index and the database have errors of their own for a full disk.
        if is_full(error):
            raise full_disk(error) from error
        if isinstance(error, OSError):
            raise disk_problem(error) from error
        raise


def _write(path: Path, chunks: Iterable[bytes]) -> int:
    size = 0
    with path.open("wb") as stream:
        for chunk in chunks:
            size += stream.write(chunk)
        stream.flush()
        os.fsync(stream.fileno())
    return size


def _limited(chunks: Iterable[bytes], *, most: int) -> Iterable[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > most:
            raise InvalidInput(
                "library.file-too-large",
                _(
                    "The file has more than %(limit)s MB, the most that can be added. "
                    "Split it, or have %(variable)s raised by whoever runs the server."
                )
                % {"limit": most // 1_000_000, "variable": FILE_VARIABLE},
                limit_bytes=most,
            )
        yield chunk


def _incoming(intake_id: uuid.UUID, place: int) -> Path:
    return Path(settings.DATA) / "incoming" / str(intake_id) / str(place)
