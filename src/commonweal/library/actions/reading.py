"""Read an upload item by item: each is a transaction of its own, so that any of them may fail.

A worker may be killed at any moment. What it held is freed later (``intakes.resume_abandoned``) and
read again from the start: documents are known by their hash, members of archives by their place,
so nothing is lost and nothing is there twice.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import TYPE_CHECKING, NoReturn
from uuid import UUID

from django.db import InterfaceError, OperationalError, connection
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.kernel.errors import CommonwealError, NoAnswer
from commonweal.library.actions import files
from commonweal.library.actions.documents import (
    Kept,
    Pending,
    Source,
    contents_of,
    keep,
)
from commonweal.library.actions.faults import reader_failed
from commonweal.library.actions.intakes import reader_name
from commonweal.library.engine.types import Refused
from commonweal.library.models import Document, Intake, IntakeItem

if TYPE_CHECKING:
    from commonweal.library.engine.types import Loaded

State = IntakeItem.State
SETTLED = frozenset({State.READ, State.KNOWN, State.REFUSED})
# A document that ends its reader this often is not tried again; its archive a little more often.
ATTEMPTS_MOST = 3
ARCHIVE_ATTEMPTS_MOST = 6
# Documents are made findable together, for one write of the index costs as much as twenty.
FLUSH_AT = 20
FLUSH_S = 2.0
HEARTBEAT_S = 10.0
# Not the document's fault: the turn ends, and another one tries again.
_FAULTS_OF_THE_SERVER = (OperationalError, InterfaceError)


class _Stop(Exception):
    """Reading must not go on now: somebody stopped it, or the time is over."""


def read_some(intake_id: UUID, *, is_over: Callable[[], bool]) -> bool:
    """Read files of an upload until none waits, somebody stops it, or the time is over.

    Args:
        intake_id: The upload.
        is_over: Asked before each document; when it says so, the rest is left for the next call.

    Returns:
        True if files still wait and nobody stopped it.
    """
    wanted = (Intake.State.WAITING, Intake.State.READING)
    begun = Intake.objects.filter(pk=intake_id, state__in=wanted).update(
        state=Intake.State.READING, seen_at=timezone.now()
    )
    if not begun:
        return False
    intake = Intake.objects.select_related("person").get(pk=intake_id)
    if intake.person and intake.added_for_id:
        # For whom they uploaded it, whoever they act for by now.
        intake.person.organisation_id = intake.added_for_id
    with _heartbeat(intake_id):
        _read_until_full(_Round(intake=intake, is_over=is_over))
    return _finish(intake_id)


@dataclass(slots=True)
class _Round:
    """One worker's turn at an upload."""

    intake: Intake
    is_over: Callable[[], bool]
    pending: Pending = field(init=False)
    waiting: dict[UUID, IntakeItem] = field(default_factory=dict)
    flushed_at: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self.pending = Pending(done=self._findable, failed=self._taken_back)

    def read(self) -> None:
        while (item := self._claim()) is not None:
            try:
                self._read_file(item)
            except _Stop:
                self._flush()
                _give_back(item)
                return
        self._flush()

    def _claim(self) -> IntakeItem | None:
        """Take the next file that waits; several workers never get the same one."""
        while not self._must_stop():
            waiting = IntakeItem.objects.filter(
                intake=self.intake, parent=None, state=State.WAITING
            )
            item = waiting.order_by("place").first()
            if item is None:
                return None
            claimed = waiting.filter(pk=item.pk).update(
                state=State.READING,
                reader=reader_name(),
                seen_at=timezone.now(),
                attempts=F("attempts") + 1,
            )
            if claimed:
                item.refresh_from_db()
                return item
        return None

    def _read_file(self, item: IntakeItem) -> None:
        if _tried_too_often(item):
            for one in [*item.members.exclude(state__in=SETTLED), item]:
                _refuse(one, **_reader_ended())
        else:
            self._read_contents(item)
        if IntakeItem.objects.filter(pk=item.pk, state__in=[*SETTLED, State.OPENED]).exists():
            files.drop_incoming(self.intake.pk, item.place)

    def _read_contents(self, item: IntakeItem) -> None:
        try:
            self._take_all(item)
        except NoAnswer as problem:
            self._stop_for(problem)
        except _Stop:
            raise
        except CommonwealError as problem:
            _refuse(item, code=problem.code, message=problem.message)
        except Exception as error:
            if files.is_full(error):
                self._stop_for(files.full_disk(error))
            if isinstance(error, _FAULTS_OF_THE_SERVER):
                raise
            _refuse(item, code="library.reader-failed", message=reader_failed(error).message)

    def _take_all(self, item: IntakeItem) -> None:
        """Keep every document of a file: the one it is, or each member under it."""
        content = files.read_incoming(self.intake.pk, item.place)
        found = iter(contents_of(item.name, content))
        first = list(islice(found, 2))
        is_archive = len(first) > 1 or any(one.name != item.name for one in first)
        for place, one in enumerate(chain(first, found)):
            if is_archive:
                self._take_member(item, place, one)
            else:
                self._take(item, one)
            self._stop_if_wanted()
        if is_archive:
            # Members may still wait for the index; the archive is done when they are.
            self._flush()
            self._stop_if_wanted()
            item.state = State.OPENED
            item.save(update_fields=["state"])

    def _take_member(self, item: IntakeItem, place: int, one: Loaded | Refused) -> None:
        member = _member(item, place, one.name)
        if member.state in SETTLED:
            return
        if member.attempts > ATTEMPTS_MOST:
            _refuse(member, **_reader_ended())
        else:
            self._take(member, one)
        IntakeItem.objects.filter(pk=item.pk).update(attempts=0, seen_at=timezone.now())

    def _take(self, target: IntakeItem, one: Loaded | Refused) -> None:
        if isinstance(one, Refused):
            _refuse(target, code=one.code, message=one.detail)
        else:
            self._keep(target, one)

    def _keep(self, target: IntakeItem, loaded: Loaded) -> None:
        def settle(kept: Kept) -> None:
            target.document_id = kept.document_id
            target.state = _state_after(kept)
            target.message = _("It had been removed, and was put back.") if kept.is_back else ""
            target.save(update_fields=["document", "state", "message"])

        source = Source(person=self.intake.person, intake=self.intake, title=target.title)
        try:
            if not _was_kept(target, loaded):
                keep(loaded, source=source, settle=settle)
        except (NoAnswer, *_FAULTS_OF_THE_SERVER):
            raise
        except CommonwealError as problem:
            _refuse(target, code=problem.code, message=problem.message)
        except Exception as error:
            _refuse(target, code="library.reader-failed", message=reader_failed(error).message)
        if target.state == State.READING and target.document_id:
            self.waiting[target.document_id] = target
            self.pending.add(target.document_id)
        if len(self.waiting) >= FLUSH_AT or time.monotonic() - self.flushed_at >= FLUSH_S:
            self._flush()

    def _stop_if_wanted(self) -> None:
        if self._must_stop():
            raise _Stop

    def _must_stop(self) -> bool:
        if self.is_over():
            return True
        state = Intake.objects.values_list("state", flat=True).get(pk=self.intake.pk)
        return state == Intake.State.STOPPED

    def _stop_for(self, problem: CommonwealError) -> NoReturn:
        """Stop the upload, as for a full disk, and say why; what was not read waits."""
        Intake.objects.filter(pk=self.intake.pk).update(
            state=Intake.State.STOPPED, message=problem.message
        )
        raise _Stop from problem

    def _flush(self) -> None:
        try:
            self.pending.flush()
        except NoAnswer as problem:
            self._put_off(problem)
        self.waiting.clear()
        self.flushed_at = time.monotonic()

    def _put_off(self, problem: CommonwealError) -> None:
        """Stop the upload; what is kept already waits to be made findable."""
        roots = {item.parent_id or item.pk for item in self.waiting.values()}
        IntakeItem.objects.filter(pk__in=roots, state=State.READING).update(state=State.WAITING)
        Intake.objects.filter(pk=self.intake.pk).update(
            state=Intake.State.STOPPED, message=problem.message
        )

    def _findable(self, document_id: UUID) -> None:
        item = self.waiting[document_id]
        item.state = State.READ
        item.save(update_fields=["state"])
        if item.parent_id is None:
            files.drop_incoming(self.intake.pk, item.place)

    def _taken_back(self, document_id: UUID, problem: CommonwealError) -> None:
        """The index could not be written: the file, or its archive, waits, and the upload stops."""
        item = self.waiting[document_id]
        IntakeItem.objects.filter(pk=item.pk).update(document=None)
        IntakeItem.objects.filter(pk=item.parent_id or item.pk).update(state=State.WAITING)
        Intake.objects.filter(pk=self.intake.pk).update(
            state=Intake.State.STOPPED, message=problem.message
        )


def _read_until_full(turn: _Round) -> None:
    """Read; where even the notes about it find no room, let everything wait that is not settled."""
    try:
        turn.read()
    except _FAULTS_OF_THE_SERVER as error:
        if not files.is_full(error):
            raise
        held = IntakeItem.objects.filter(intake=turn.intake, parent=None, state=State.READING)
        held.filter(reader=reader_name()).update(state=State.WAITING)
        Intake.objects.filter(pk=turn.intake.pk).update(
            state=Intake.State.STOPPED, message=files.full_disk(error).message
        )


def _state_after(kept: Kept) -> IntakeItem.State:
    """Return how a file stands once it is kept; of a document not for them, nobody learns that it was known."""
    if kept.must_be_indexed:
        return State.READING
    return State.READ if kept.is_hidden else State.KNOWN


def _was_kept(item: IntakeItem, loaded: Loaded) -> bool:
    """Say whether this very item was kept before its reader was killed: only the index is missing."""
    return (
        item.document_id is not None
        and Document.objects.filter(pk=item.document_id, sha256=loaded.sha256).exists()
    )


def _member(item: IntakeItem, place: int, name: str) -> IntakeItem:
    """Return the row of an archive's member, made at the first try, and count this try."""
    member, _is_new = IntakeItem.objects.get_or_create(
        parent=item,
        place=place,
        defaults={"intake": item.intake, "name": name[-500:], "state": State.READING},
    )
    if member.state not in SETTLED:
        IntakeItem.objects.filter(pk=member.pk).update(attempts=F("attempts") + 1)
        member.attempts += 1
    return member


def _tried_too_often(item: IntakeItem) -> bool:
    most = ARCHIVE_ATTEMPTS_MOST if item.members.exists() else ATTEMPTS_MOST
    return item.attempts > most


def _refuse(item: IntakeItem, *, code: str, message: str) -> None:
    item.state, item.code, item.message = State.REFUSED, code[:80], message
    item.document = None
    item.save(update_fields=["state", "code", "message", "document"])


def _give_back(item: IntakeItem) -> None:
    """Let a file wait again that was not read to its end; trying it does not count."""
    IntakeItem.objects.filter(pk=item.pk, state=State.READING).update(
        state=State.WAITING, attempts=0
    )


def _finish(intake_id: UUID) -> bool:
    """Close an upload of which nothing waits, and say whether something still does."""
    open_items = IntakeItem.objects.filter(
        intake_id=intake_id, state__in=[State.WAITING, State.READING]
    )
    if open_items.exists():
        return Intake.objects.filter(pk=intake_id, state=Intake.State.READING).exists()
    Intake.objects.filter(pk=intake_id).update(
        state=Intake.State.DONE, message="", finished_at=timezone.now()
    )
    files.drop_incoming(intake_id)
    return False


def _reader_ended() -> dict[str, str]:
    return {
        "code": "library.reader-ended",
        "message": _(
            "This file ended the reader three times and is not tried again. "
            "Save its text as a plain text file and add that."
        ),
    }


@contextmanager
def _heartbeat(intake_id: UUID) -> Iterator[None]:
    """Give a sign of life every ten seconds for as long as the block lasts."""
    over = threading.Event()

    def beat() -> None:
        while not over.wait(HEARTBEAT_S):
            now = timezone.now()
            Intake.objects.filter(pk=intake_id).update(seen_at=now)
            IntakeItem.objects.filter(
                intake_id=intake_id, state=State.READING, reader=reader_name()
            ).update(seen_at=now)
            connection.close()

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
