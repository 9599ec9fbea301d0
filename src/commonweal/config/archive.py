"""A backup's file: a zip archive whose manifest names each part with its hash."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from commonweal.kernel.errors import InvalidInput

FORMAT = 1
MANIFEST = "manifest.json"
CHUNK = 1 << 20
# Texts and the database shrink; a PDF or a Word file is compressed already.
SHRINKS = frozenset({".sqlite3", ".sql", ".jsonl"})


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the archive."""

    sha256: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself.

    Attributes:
        id: A name for this backup.
        made_at: When, in ISO 8601.
        version: Of the workspace's program.
        database: ``sqlite`` or ``postgresql``.
        migrations: The newest step of each app's tables.
        trail_entry: The number of the trail's newest entry.
        trail_hash: Its hash.
        key: A fingerprint of the signing key, which is not part of the backup.
        parts: The files by name.
    """

    id: str
    made_at: str
    version: str
    database: str
    migrations: Mapping[str, str]
    trail_entry: int
    trail_hash: str
    key: str
    parts: Mapping[str, Part]
    format: int = FORMAT


class Writer:
    """Writes an archive beside its place, and puts it there when it is whole."""

    def __init__(self, file: Path) -> None:
        self._file, self._draft = file, file.with_name(f".{file.name}.part")
        self.parts: dict[str, Part] = {}
        self._zip = zipfile.ZipFile(self._draft, "w", allowZip64=True)

    def add(self, name: str, source: Path) -> None:
        """Add a file; one that goes meanwhile is left out: it was erased."""
        try:
            stream = source.open("rb")
        except FileNotFoundError:
            return
        info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
        shrinks = source.suffix in SHRINKS
        info.compress_type = zipfile.ZIP_DEFLATED if shrinks else zipfile.ZIP_STORED
        info.external_attr = 0o600 << 16
        digest, size = hashlib.sha256(), 0
        with stream, self._zip.open(info, "w", force_zip64=True) as target:
            while chunk := stream.read(CHUNK):
                digest.update(chunk)
                size += target.write(chunk)
        self.parts[name] = Part(sha256=digest.hexdigest(), size_bytes=size)

    def finish(self, manifest: Manifest) -> str:
        """Write the manifest, force all to the disk, and return the manifest's hash."""
        text = json.dumps(asdict(manifest), indent=1, sort_keys=True).encode()
        self._zip.writestr(MANIFEST, text)
        self._zip.close()
        with self._draft.open("rb") as stream:
            os.fsync(stream.fileno())
        self._draft.replace(self._file)
        return hashlib.sha256(text).hexdigest()

    def drop(self) -> None:
        """Remove what was written so far."""
        self._zip.close()
        self._draft.unlink(missing_ok=True)


def manifest_of(file: Path) -> Manifest:
    """Return what a backup says of itself.

    Raises:
        InvalidInput: If the file is no backup, or one of a newer version.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            values: dict[str, Any] = json.loads(archive.read(MANIFEST))
    except (OSError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise InvalidInput(
            "site.backup.file", f"{file} is no whole backup of a workspace. Take another one."
        ) from error
    if values.get("format") != FORMAT:
        raise InvalidInput(
            "site.backup.format",
            f"{file} was made by another version ({values.get('version')}). Restore it with that one.",
        )
    parts = {name: Part(**part) for name, part in values.pop("parts").items()}
    return Manifest(parts=parts, **values)


def unpack(file: Path, manifest: Manifest, *, into: Path, progress: Callable[[int], None]) -> None:
    """Unpack every part into a new folder, and hold each to its hash.

    Args:
        file: The archive.
        manifest: What it says of itself.
        into: The folder, made here.
        progress: Told how many bytes are done.

    Raises:
        InvalidInput: If a part is missing, changed, or would lie outside the folder.
    """
    done = 0
    with zipfile.ZipFile(file) as archive:
        for name, part in sorted(manifest.parts.items()):
            target = into / _inside(name)
            target.parent.mkdir(parents=True, exist_ok=True)
            if _copied(archive, name, target) != part:
                raise InvalidInput(
                    "site.backup.damaged",
                    f"{file} is damaged: {name} is not what its manifest says. Take another backup.",
                )
            done += part.size_bytes
            progress(done)


def _inside(name: str) -> PurePosixPath:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or not path.parts:
        raise InvalidInput(
            "site.backup.path", f"The backup names a file outside its folder: {name}."
        )
    return path


def _copied(archive: zipfile.ZipFile, name: str, target: Path) -> Part | None:
    digest, size = hashlib.sha256(), 0
    try:
        with archive.open(name) as stream, target.open("wb") as out:
            while chunk := stream.read(CHUNK):
                digest.update(chunk)
                size += out.write(chunk)
    except (KeyError, zipfile.BadZipFile, EOFError):
        return None
    return Part(sha256=digest.hexdigest(), size_bytes=size)
