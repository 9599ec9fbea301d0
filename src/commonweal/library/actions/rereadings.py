"""Read all documents of older readers again: begin a run, stop it, go on, take up what a killed worker left.

    begin → [RUNNING] → read_on, turn by turn → [DONE]
    ↑ resume     ↓ stop, or a full disk
    └─────── [STOPPED]

One run at a time; the database refuses a second one. Whoever reads holds the run by its name, and looks
before each document whether it still does: so a stop takes effect before the next one, and a worker that
was given up counts nothing twice.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, InterfaceError, OperationalError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import Conflict, InvalidInput, NoAnswer, NotFound
from commonweal.library.actions import files
from commonweal.library.actions.intakes import is_gone, reader_name
from commonweal.library.actions.rereading import Reread, kept_earlier, permit, reread
from commonweal.library.engine.version import READER_VERSION
from commonweal.library.models import Document, KeptReading, Rereading
from commonweal.library.queries.rereadings import (
    older_documents,
    rereading_of,
    running,
)
from commonweal.rights.public import partner_of, record, sees_names, verb

if TYPE_CHECKING:
    from commonweal.rights.models import Person

BEGUN = verb(
    "library.documents.reread-asked", gettext_lazy("asked for all older documents to be read again")
)
STOPPED = verb(
    "library.documents.reread-stopped", gettext_lazy("stopped the reading of all older documents")
)
RESUMED = verb(
    "library.documents.reread-resumed", gettext_lazy("went on with reading all older documents")
)
# A document that ends its reader this often keeps its earlier reading.
ATTEMPTS_MOST = 3
# Not the document's fault: the turn ends, and another one tries again.
_FAULTS_OF_THE_SERVER = (OperationalError, InterfaceError)
_State = Rereading.State


def begin(*, person: Person | None) -> Rereading:
    """Begin a run over all documents of older readers; the door then asks the worker to read.

    Args:
        person: Who asks; None on the command line.

    Raises:
        NotAllowed: If the person is neither reviewer nor co-ordinator.
        InvalidInput: If there is no such document.
        Conflict: If a run is under way.
    """
    if person is not None:
        permit(person)
    _raise_if_running(person)
    total = older_documents().count()
    if not total:
        raise InvalidInput(
            "library.rereading.none", _("Every document was read by this reader already.")
        )
    with _one_at_a_time(person), transaction.atomic():
        run = Rereading.objects.create(
            person=person,
            asked_for_id=partner_of(person) if person else None,
            total=total,
            reader_version=READER_VERSION,
        )
        record(person, BEGUN, thing=run, facts={"documents": total})
    return run


@transaction.atomic
def stop(run_id: UUID, *, person: Person) -> Rereading:
    """Stop a run before its next document; what was read stays.

    Raises:
        NotFound: If there is no such run, or the person may not know of it.
        NotAllowed: If the person is neither reviewer nor co-ordinator.
    """
    run = rereading_of(run_id, person=person)
    permit(person)
    if _stopped(run_id):
        record(person, STOPPED, thing=run)
    run.refresh_from_db()
    return run


def resume(run_id: UUID, *, person: Person | None) -> Rereading:
    """Let a stopped run go on; the door then asks the worker to read.

    Raises:
        NotFound: If there is no such run, or the person may not know of it.
        NotAllowed: If the person is neither reviewer nor co-ordinator.
        Conflict: If another run is under way.
    """
    if person is None:
        run = Rereading.objects.get(pk=run_id)
    else:
        run = rereading_of(run_id, person=person)
        permit(person)
    if run.state != _State.STOPPED:
        return run
    _raise_if_running(person)
    # With a reader newer than the run's, what the run is through with is old again.
    run.last = run.last if run.reader_version == READER_VERSION else None
    run.reader_version = READER_VERSION
    run.total = run.through + older_documents(after=run.last).count()
    run.state, run.ended_at, run.message, run.seen_at = _State.RUNNING, None, "", timezone.now()
    with _one_at_a_time(person), transaction.atomic():
        run.save()
        record(person, RESUMED, thing=run)
    return run


def stop_here(run_id: UUID) -> bool:
    """Stop a run that the command line began and left; say whether it was under way."""
    return _stopped(run_id, message=_("It was stopped on the server."))


def read_on(
    run_id: UUID, *, is_over: Callable[[], bool] = lambda: False
) -> Generator[Reread, None, None]:
    """Read documents of a run one after the other, and yield what became of each.

    Nothing is read where another worker holds the run, or it was stopped.

    Args:
        run_id: The run.
        is_over: Asked before each document; true leaves the rest for the next call.
    """
    me = reader_name()
    free = Rereading.objects.filter(pk=run_id, state=_State.RUNNING, worker="")
    if not free.update(worker=me, seen_at=timezone.now()):
        return
    try:
        while not is_over() and (run := _held(run_id, me)) is not None:
            following = older_documents(after=run.last).values_list("pk", flat=True).first()
            if following is None:
                _end(run_id, me)
                return
            done = _one(run, following)
            if done is not None:
                yield done
    finally:
        Rereading.objects.filter(pk=run_id, worker=me).update(worker="", seen_at=timezone.now())


def must_go_on(run_id: UUID) -> bool:
    """Say whether a run is under way and nobody reads."""
    return Rereading.objects.filter(pk=run_id, state=_State.RUNNING, worker="").exists()


def resume_abandoned(*, now: datetime | None = None) -> tuple[UUID, ...]:
    """Free what a killed worker held, and return the runs that must go on.

    To call this too often does no harm.

    Args:
        now: The time; the present if None.
    """
    now = now or timezone.now()
    silent_since = now - timedelta(seconds=silence_s())
    found = []
    for run in Rereading.objects.filter(state=_State.RUNNING):
        if run.worker and not is_gone(run.worker, seen_at=run.seen_at, silent_since=silent_since):
            continue
        # Between two turns nobody holds it for a moment.
        if run.worker or run.seen_at < silent_since:
            held = Rereading.objects.filter(pk=run.pk, worker=run.worker, seen_at=run.seen_at)
            if held.update(worker="", seen_at=now):
                found.append(run.pk)
    return tuple(found)


def any_held() -> bool:
    """Say whether some worker, living or not, holds a run."""
    return Rereading.objects.filter(state=_State.RUNNING).exclude(worker="").exists()


def silence_s() -> int:
    """Return after how many seconds without a sign of life whoever reads is taken to be gone."""
    return 2 * int(settings.READING_LIMITS.read_seconds) + 60


def _held(run_id: UUID, me: str) -> Rereading | None:
    return Rereading.objects.filter(pk=run_id, state=_State.RUNNING, worker=me).first()


def _one(run: Rereading, document_id: UUID) -> Reread | None:
    """Read one document of a run; None where it is gone, or the run had to be stopped."""
    attempts = run.attempts + 1 if run.at == document_id else 1
    Rereading.objects.filter(pk=run.pk).update(
        at=document_id, attempts=attempts, seen_at=timezone.now()
    )
    note = partial(_note, run.pk)
    try:
        if attempts > ATTEMPTS_MOST:
            return _kept(document_id, _("It ended the reader three times."), note=note)
        return reread(document_id, note=note)
    except NotFound:
        # Removed meanwhile: there is one less to read.
        gone = Rereading.objects.filter(pk=run.pk, at=document_id, total__gt=0)
        gone.update(last=document_id, at=None, total=F("total") - 1)
    except NoAnswer as problem:
        _stopped(run.pk, message=problem.message)
    except _FAULTS_OF_THE_SERVER:
        raise
    except Exception as error:
        if files.is_full(error):
            _stopped(run.pk, message=files.full_disk(error).message)
            return None
        why = _("The reader failed on it (%(error)s). Please report it.")
        return _kept(document_id, why % {"error": type(error).__name__}, note=note)
    return None


def _kept(document_id: UUID, why: str, *, note: Callable[[Reread], None]) -> Reread:
    document = Document.objects.only("pk", "title").filter(pk=document_id).first()
    if document is None:
        raise NotFound("library.document", _("There is no such document."))
    return kept_earlier(document, why, note=note)


def _note(run_id: UUID, done: Reread) -> None:
    """Count a document, once, whoever else was given it; inside the transaction that keeps it."""
    name = "kept" if done.why else "done"
    counted = Rereading.objects.filter(pk=run_id, at=done.document_id).update(
        last=done.document_id, at=None, attempts=0, seen_at=timezone.now(), **{name: F(name) + 1}
    )
    if counted and done.why:
        KeptReading.objects.update_or_create(
            rereading_id=run_id, document_id=done.document_id, defaults={"why": done.why}
        )


def _end(run_id: UUID, me: str) -> None:
    held = Rereading.objects.filter(pk=run_id, state=_State.RUNNING, worker=me)
    held.update(state=_State.DONE, ended_at=timezone.now(), message="")


def _stopped(run_id: UUID, *, message: str = "") -> bool:
    under_way = Rereading.objects.filter(pk=run_id, state=_State.RUNNING)
    return bool(under_way.update(state=_State.STOPPED, ended_at=timezone.now(), message=message))


def _raise_if_running(person: Person | None) -> None:
    run = running()
    if run is not None:
        raise _is_running(run, person)


def _is_running(run: Rereading | None, person: Person | None) -> Conflict:
    if run is None:
        return Conflict("library.rereading.running", _("Such a run is under way already."))
    asked = run.person.name if run.person and (person is None or sees_names(person)) else ""
    return Conflict(
        "library.rereading.running",
        _(
            "The documents are being read again since %(when)s (%(who)s): %(done)s of %(total)s. "
            "Wait for that run, or stop it first."
        )
        % {
            "when": date_format(timezone.localtime(run.started_at), "DATETIME_FORMAT"),
            "who": asked or _("on the server"),
            "done": run.through,
            "total": run.total,
        },
    )


@contextmanager
def _one_at_a_time(person: Person | None) -> Iterator[None]:
    """Turn the database's refusal of a second run into words."""
    try:
        yield
    except IntegrityError as error:
        raise _is_running(running(), person) from error
