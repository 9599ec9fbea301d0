"""Uploads: begin one, stop it, go on with it, and take up what a killed worker left.

begin → [WAITING] → read_some (actions/reading.py) → [DONE]
↑ resume            ↓ stop, or a full disk
└──────────── [STOPPED]
"""

from __future__ import annotations

import os
import re
import socket
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import InvalidInput, NotAllowed
from commonweal.library.actions import files
from commonweal.library.models import Intake, IntakeItem
from commonweal.library.queries.intakes import intake_of
from commonweal.library.rules import may_add
from commonweal.rights.public import partner_of, record, verb

if TYPE_CHECKING:
    from commonweal.rights.models import Person

BEGUN = verb("library.intake.begun", gettext_lazy("uploaded files"))
STOPPED = verb("library.intake.stopped", gettext_lazy("stopped the reading of an upload"))
RESUMED = verb("library.intake.resumed", gettext_lazy("went on with an upload"))

FILES_MOST = 10_000
# Without a sign of life for this long, whoever was reading is taken to be gone.
SILENCE_S = 60

_DRIVE = re.compile("[A-Za-z]:")

State = IntakeItem.State


@dataclass(frozen=True, slots=True)
class Upload:
    """One file as a person gave it.

    Attributes:
        name: Its name, with folders where the browser tells them.
        chunks: Its bytes.
        title: A person's own title, for pasted text.
    """

    name: str
    chunks: Iterable[bytes]
    title: str = ""


@dataclass(frozen=True, slots=True)
class _Stored:
    name: str
    title: str
    size_bytes: int
    problem: InvalidInput | None


def begin(uploads: Sequence[Upload], *, person: Person) -> UUID:
    """Store an upload, file by file, and return its id; the door then asks the worker to read it.

    Args:
        uploads: The files.
        person: Who adds them.

    Raises:
        NotAllowed: If the person may not add documents.
        InvalidInput: If there are no files, or too many.
        NoAnswer: If the disk is full; nothing is kept then.
    """
    if not may_add(person):
        raise NotAllowed("library.add", _("Only people who act for a partner add documents."))
    if not 0 < len(uploads) <= FILES_MOST:
        raise InvalidInput(
            "library.file-count",
            _("Choose 1 to %(most)s files; there were %(count)s. A zip file counts as one.")
            % {"most": FILES_MOST, "count": len(uploads)},
        )
    intake_id = uuid.uuid4()
    try:
        with files.said_plainly():
            stored = [_store(upload, intake_id, place) for place, upload in enumerate(uploads)]
            _save(intake_id, stored, person=person)
    except BaseException:
        files.drop_incoming(intake_id)
        raise
    return intake_id


def _store(upload: Upload, intake_id: UUID, place: int) -> _Stored:
    name = plain_name(upload.name)
    try:
        size = files.store_incoming(upload.chunks, intake_id=intake_id, place=place)
    except InvalidInput as problem:
        return _Stored(name=name, title=upload.title, size_bytes=0, problem=problem)
    return _Stored(name=name, title=upload.title, size_bytes=size, problem=None)


@transaction.atomic
def _save(intake_id: UUID, stored: Sequence[_Stored], *, person: Person) -> None:
    intake = Intake.objects.create(id=intake_id, person=person, added_for_id=partner_of(person))
    IntakeItem.objects.bulk_create(
        IntakeItem(
            intake=intake,
            place=place,
            name=one.name,
            title=one.title[:500],
            size_bytes=one.size_bytes,
            state=State.REFUSED if one.problem else State.WAITING,
            code=one.problem.code if one.problem else "",
            message=one.problem.message if one.problem else "",
        )
        for place, one in enumerate(stored)
    )
    record(person, BEGUN, thing=intake, facts={"files": len(stored)})


def plain_name(name: str) -> str:
    """Return a file's name without control characters, backslashes, drives and ways out of a folder.

    ``"C:/folder/../file.txt"`` becomes ``"folder/file.txt"``.

    Args:
        name: As the browser or the archive gave it; used for showing only, never as a path.
    """
    visible = "".join(letter if letter.isprintable() else "\ufffd" for letter in name)
    parts = [part.strip() for part in visible.replace("\\", "/").split("/")]
    parts = [part for part in parts if part not in {"", ".", ".."} and not _DRIVE.fullmatch(part)]
    return ("/".join(parts) or _("file without a name"))[-500:]


@transaction.atomic
def stop(intake_id: UUID, *, person: Person) -> Intake:
    """Stop the reading of an upload after the file being read; what was read stays.

    Raises:
        NotFound: If there is no such upload, or the person may not know of it.
    """
    intake = intake_of(intake_id, person=person)
    running = (Intake.State.WAITING, Intake.State.READING)
    changed = Intake.objects.filter(pk=intake.pk, state__in=running).update(
        state=Intake.State.STOPPED, message=""
    )
    if changed:
        record(person, STOPPED, thing=intake)
    intake.refresh_from_db()
    return intake


@transaction.atomic
def resume(intake_id: UUID, *, person: Person) -> Intake:
    """Let a stopped upload go on; the door then asks the worker to read it.

    Raises:
        NotFound: If there is no such upload, or the person may not know of it.
    """
    intake = intake_of(intake_id, person=person)
    changed = Intake.objects.filter(pk=intake.pk, state=Intake.State.STOPPED).update(
        state=Intake.State.WAITING, message="", seen_at=timezone.now()
    )
    if changed:
        record(person, RESUMED, thing=intake)
    intake.refresh_from_db()
    return intake


@transaction.atomic
def resume_abandoned(
    *, intake_id: UUID | None = None, now: datetime | None = None
) -> tuple[UUID, ...]:
    """Free what killed workers left half-done, and return the uploads that must be read on.

    Called when a worker starts and while a person watches an upload. What is being read by a worker
    that lives is left alone; to call this too often does no harm.

    Args:
        intake_id: Look at this upload only.
        now: The time; the present if None.
    """
    now = now or timezone.now()
    silent_since = now - timedelta(seconds=SILENCE_S)
    running = (Intake.State.WAITING, Intake.State.READING)
    only = {} if intake_id is None else {"intake_id": intake_id}
    held = IntakeItem.objects.filter(
        parent=None, state=State.READING, intake__state__in=[*running, Intake.State.STOPPED], **only
    )
    gone = [item.pk for item in held if _is_gone(item, silent_since=silent_since)]
    IntakeItem.objects.filter(pk__in=gone, state=State.READING).update(state=State.WAITING)
    freed = set(
        IntakeItem.objects.filter(pk__in=gone, intake__state__in=running).values_list(
            "intake_id", flat=True
        )
    )
    silent = Intake.objects.filter(state__in=running, seen_at__lt=silent_since).exclude(
        items__state=State.READING, items__parent=None
    )
    if intake_id is not None:
        silent = silent.filter(pk=intake_id)
    wanted = freed | set(silent.values_list("pk", flat=True))
    Intake.objects.filter(pk__in=wanted).update(state=Intake.State.WAITING, seen_at=now)
    return tuple(sorted(wanted))


def any_held() -> bool:
    """Say whether some worker, living or not, holds a file."""
    return IntakeItem.objects.filter(parent=None, state=State.READING).exists()


def reader_name() -> str:
    """Return a name for this process that shows, on this machine, whether it still lives."""
    return f"{socket.gethostname()}:{os.getpid()}"[:200]


def _is_gone(item: IntakeItem, *, silent_since: datetime) -> bool:
    return is_gone(item.reader, seen_at=item.seen_at, silent_since=silent_since)


def is_gone(reader: str, *, seen_at: datetime | None, silent_since: datetime) -> bool:
    """Say whether whoever reads has gone: silent for too long, or a process here that has ended.

    Args:
        reader: As ``reader_name`` named it.
        seen_at: The last sign of life.
        silent_since: Who was silent since then is gone.
    """
    if seen_at is None or seen_at < silent_since:
        return True
    host, _colon, process = reader.rpartition(":")
    return host == socket.gethostname() and process.isdigit() and not _lives(int(process))


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
