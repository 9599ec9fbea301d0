"""What the worker does for the library: read uploads, keep the search index whole."""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import timedelta
from uuid import UUID

from django.utils import timezone
from django_tasks import task

from commonweal.kernel.errors import NotFound
from commonweal.library import public
from commonweal.library.actions import intakes, reading, rereading, rereadings, reviews, search

# After this long another upload gets its turn; short enough to stop with the worker.
TURN_S = 8.0


@task()
def read_intake(intake_id: str) -> None:
    """Read an upload for one turn; if something still waits, ask for another turn."""
    until = time.monotonic() + TURN_S
    if reading.read_some(UUID(intake_id), is_over=lambda: time.monotonic() >= until):
        read_intake.enqueue(intake_id)
    public.documents_read.send(sender=None)


@task()
def take_up_abandoned() -> None:
    """Go on with what killed workers left."""
    enqueue_abandoned()
    enqueue_abandoned_rereadings()


@task()
def index_missing() -> None:
    """Make every document findable that is not, as after the index was lost."""
    search.index_missing()


@task()
def reread_document(document_id: str) -> None:
    """Read one document again; one that is gone meanwhile is passed over."""
    with suppress(NotFound):
        rereading.reread(UUID(document_id))


@task()
def read_all_again(run_id: str) -> None:
    """Go on with a run over all older documents for one turn; if some are left, ask for another turn."""
    until = time.monotonic() + TURN_S
    for _done in rereadings.read_on(UUID(run_id), is_over=lambda: time.monotonic() >= until):
        continue
    if rereadings.must_go_on(UUID(run_id)):
        read_all_again.enqueue(run_id)


@task()
def note_waiting() -> None:
    """Note what waits for people in documents that were read before this was noted."""
    reviews.note_all_waiting()


def enqueue_abandoned(intake_id: UUID | None = None) -> int:
    """Ask for the reading of what killed workers left; return how many uploads that are."""
    wanted = intakes.resume_abandoned(intake_id=intake_id)
    for one in wanted:
        read_intake.enqueue(str(one))
    return len(wanted)


def enqueue_abandoned_rereadings() -> int:
    """Ask for the runs over all documents that killed workers left; return how many that are."""
    wanted = rereadings.resume_abandoned()
    for one in wanted:
        read_all_again.enqueue(str(one))
    return len(wanted)


def on_worker_started(**_signal: object) -> None:
    """Take up what was left, now and once more when the silent ones have been silent long enough."""
    enqueue_abandoned()
    enqueue_abandoned_rereadings()
    index_missing.enqueue()
    note_waiting.enqueue()
    if not take_up_abandoned.get_backend().supports_defer:
        return
    for is_held, silence_s in (
        (intakes.any_held, intakes.SILENCE_S),
        (rereadings.any_held, rereadings.silence_s()),
    ):
        if is_held():
            later = timezone.now() + timedelta(seconds=silence_s + 5)
            take_up_abandoned.using(run_after=later).enqueue()
