"""A backup: one file with the database, the originals and the evidence of one moment.

What can be made again (search index, static files) and what would open more than it must (the
signing key, mails) is left out.
"""

from __future__ import annotations

import hmac
import tempfile
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from commonweal.config.acts import BACKED_UP
from commonweal.config.archive import Manifest, Writer
from commonweal.config.database_copy import NAMES, copy_out
from commonweal.kernel.errors import Conflict, InvalidInput
from commonweal.rights.public import Thing, complete_list, record

THING = "config.Backup"
# Made again by themselves, of this machine alone, or a secret that is kept apart.
LEFT_OUT = frozenset(
    {"search", "static", "uploads", "workers", "mail", "address", "secret_key", "preparing"}
)
OLD_FOLDER, NEW_FOLDER = "before-restore-", "restoring-"


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made.

    Attributes:
        files: How many files it holds.
        size_bytes: Of the archive.
        manifest: What it says of itself.
        sha256: The hash of the manifest.
    """

    files: int
    size_bytes: int
    manifest: Manifest
    sha256: str


def key_mark() -> str:
    """Return a fingerprint of the signing key, from which nobody can find the key."""
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, b"commonweal backup", "sha256").hexdigest()[:16]


def newest_steps() -> dict[str, str]:
    """Return the newest step of the tables of each app that was taken here."""
    steps: dict[str, str] = {}
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        steps[app] = max(name, steps.get(app, ""))
    return steps


def make(file: Path) -> Made:
    """Write a backup while others work, and return what it holds.

    Args:
        file: Where to; there must be nothing yet.

    Raises:
        Conflict: If there is a file of that name.
        InvalidInput: If the folder cannot be written.
        NoAnswer: If PostgreSQL's client is missing or fails.
    """
    if file.exists():
        raise Conflict("site.backup.there", f"{file} is there already. Name another file.")
    if not file.parent.is_dir():
        raise InvalidInput(
            "site.backup.folder", f"There is no folder {file.parent}. Make it first."
        )
    name = uuid.uuid4().hex
    with transaction.atomic():
        record(None, BACKED_UP, thing=Thing(THING, name))
    complete_list()
    # Beside the file, not in the machine's own folder for what is temporary: it may be small.
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=file.parent) as folder:
        copy, end = copy_out(Path(folder))
        writer = Writer(file)
        try:
            return _written(writer, file, copy=copy, end=end, name=name)
        except BaseException:
            writer.drop()
            raise


def _written(writer: Writer, file: Path, *, copy: Path, end: tuple[int, str], name: str) -> Made:
    writer.add(NAMES[connection.vendor], copy)
    data = Path(settings.DATA)
    for each in kept_files(data):
        writer.add(each.relative_to(data).as_posix(), each)
    manifest = Manifest(
        id=name,
        made_at=timezone.now().isoformat(timespec="seconds"),
        version=version("commonweal"),
        database=connection.vendor,
        migrations=newest_steps(),
        trail_entry=end[0],
        trail_hash=end[1],
        key=key_mark(),
        parts=writer.parts,
    )
    sha256 = writer.finish(manifest)
    return Made(len(writer.parts), file.stat().st_size, manifest, sha256)


def kept_files(data: Path) -> Iterator[Path]:
    """Yield the files of the data folder that belong in a backup, but for the database.

    Args:
        data: The data folder.
    """
    for entry in sorted(data.iterdir()):
        if is_left_out(entry.name):
            continue
        yield from (
            (one for one in sorted(entry.rglob("*")) if one.is_file())
            if entry.is_dir()
            else [entry]
        )


def is_left_out(name: str) -> bool:
    """Say whether an entry of the data folder stays out of backups, or is the database itself."""
    return (
        name in LEFT_OUT
        or name.startswith((".", OLD_FOLDER, NEW_FOLDER, "commonweal.sqlite3"))
        or name.endswith((".zip", ".part"))
    )
