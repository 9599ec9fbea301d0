"""Zip archives, member by member: nothing is written to disk, no path is followed, sizes are watched while unpacking."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

from commonweal.kernel.reading_limits import FILE_VARIABLE
from commonweal.library.engine.load.limits import Limits, megabytes
from commonweal.library.engine.load.refusals import refused
from commonweal.library.engine.types import Refused

_ENCRYPTED = 0x1
_SMALL_BYTES = 1_000_000
_CHUNK_BYTES = 1 << 20
_IGNORED = ("__MACOSX/", ".DS_Store", "Thumbs.db")
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
)
_OFFICE = {
    "xl/workbook.xml": "An Excel workbook",
    "ppt/presentation.xml": "A PowerPoint file",
    "mimetype": "An OpenDocument or EPUB file",
}


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive."""

    name: str
    content: bytes


def opened(source: IO[bytes]) -> zipfile.ZipFile | None:
    """Return an opened archive, or None where it is damaged."""
    try:
        return zipfile.ZipFile(source)
    except _BROKEN:
        return None


def office_of(archive: zipfile.ZipFile) -> str | None:
    """Return ``word`` for a Word file, a name for another office file, None for a plain archive."""
    names = set(archive.namelist())
    if "word/document.xml" in names:
        return "word"
    return next(
        (
            said
            for name, said in _OFFICE.items()
            if name in names and ("[Content_Types].xml" in names or name == "mimetype")
        ),
        None,
    )


def members(name: str, archive: zipfile.ZipFile, *, limits: Limits) -> Iterator[Member | Refused]:
    """Return the files of an archive in its order, each unpacked in memory alone; or why one is not.

    Args:
        name: The archive's name, put before those of its members.
        archive: The opened archive.
        limits: The most members, bytes and ratio.

    Returns:
        Members and refusals, one for each file; a refusal of the whole archive ends it.
    """
    infos = [
        info
        for info in archive.infolist()
        if not info.is_dir()
        and not info.filename.startswith(_IGNORED)
        and not info.filename.endswith(_IGNORED)
    ]
    if len(infos) > limits.members:
        yield refused(name, "library.zip-too-many", count=len(infos), limit=limits.members)
        return
    if not infos:
        yield refused(name, "library.zip-empty")
    left = limits.unpacked_bytes
    for info in infos:
        found = _member(name, archive, info, limits=limits, left=left)
        left -= len(found.content) if isinstance(found, Member) else 0
        yield found
        if isinstance(found, Refused) and found.code == "library.zip-too-large":
            return


def _member(
    name: str, archive: zipfile.ZipFile, info: zipfile.ZipInfo, *, limits: Limits, left: int
) -> Member | Refused:
    """Return one file of an archive, or why it is not unpacked."""
    path = info.filename.replace("\\", "/")
    where = f"{name}/{path}"
    if path.startswith("/") or ":" in path.split("/")[0] or ".." in PurePosixPath(path).parts:
        return refused(
            f"{name}/{PurePosixPath(path).name}", "library.zip-path", member=info.filename
        )
    if info.flag_bits & _ENCRYPTED:
        return refused(where, "library.zip-encrypted", member=info.filename)
    most = min(left, limits.file_bytes, max(_SMALL_BYTES, limits.ratio * info.compress_size))
    if info.file_size > most:
        return _too_much(where, info, limits=limits, left=left)
    try:
        content = _unpacked(archive, info, most=most)
    except _BROKEN:
        return refused(where, "library.zip-broken")
    return (
        Member(where, content)
        if content is not None
        else _too_much(where, info, limits=limits, left=left)
    )


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, *, most: int) -> bytes | None:
    """Return a member's bytes, or None once there are more than it may have, whatever the archive says."""
    chunks: list[bytes] = []
    size = 0
    with archive.open(info) as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            size += len(chunk)
            if size > most:
                return None
            chunks.append(chunk)
    return b"".join(chunks)


def _too_much(where: str, info: zipfile.ZipInfo, *, limits: Limits, left: int) -> Refused:
    """Return the refusal of a member that unpacks to too much."""
    if info.file_size > left:
        return refused(where, "library.zip-too-large", limit=megabytes(limits.unpacked_bytes))
    if info.file_size > limits.ratio * info.compress_size:
        return refused(
            where,
            "library.zip-bomb",
            member=info.filename,
            size=megabytes(info.file_size),
            ratio=limits.ratio,
        )
    return refused(
        where,
        "library.too-large",
        size=megabytes(info.file_size),
        limit=megabytes(limits.file_bytes),
        what="documents",
        variable=FILE_VARIABLE,
    )


def is_sane(archive: zipfile.ZipFile, *, limits: Limits) -> bool:
    """Say whether an office file unpacks to a sane size, its parts and their sum."""
    infos = archive.infolist()
    total = sum(info.file_size for info in infos)
    packed = max(1, sum(info.compress_size for info in infos))
    return (
        len(infos) <= limits.members
        and total <= limits.file_bytes
        and (total <= 20 * _SMALL_BYTES or total <= limits.ratio * packed)
    )
