"""What the worker does for the library: read uploads, keep the search index whole."""

from __future__ import annotations

import time
from datetime import timedelta
from uuid import UUID

from django.utils import timezone
from django_tasks import task

from commonweal.library.actions import intakes, reading, rereading, reviews, search

# After this long another upload gets its turn; short enough to stop with the worker.
TURN_S = 8.0


@task()
def read_intake(intake_id: str) -> None:
    """Read an upload for one turn; if something still waits, ask for another turn."""
    until = time.monotonic() + TURN_S
    if reading.read_some(UUID(intake_id), is_over=lambda: time.monotonic() >= until):
        read_intake.enqueue(intake_id)


@task()
def take_up_abandoned() -> None:
    """Go on with what killed workers left."""
    enqueue_abandoned()


@task()
def index_missing() -> None:
    """Make every document findable that is not, as after the index was lost."""
    search.index_missing()


@task()
def reread_document(document_id: str) -> None:
    """Read one document again; one that is gone meanwhile is passed over."""
    for _done in rereading.reread_some(iter([UUID(document_id)])):
        continue


@task()
def reread_older(after: str = "") -> None:
    """Read documents of older readers again for one turn; if some are left, ask for another turn.

    Args:
        after: The id of the last document of the turn before.
    """
    until = time.monotonic() + TURN_S
    ids = rereading.ids_to_read(after=UUID(after) if after else None)
    last = after
    for done in rereading.reread_some(ids, is_over=lambda: time.monotonic() >= until):
        last = str(done.document_id)
    if last and any(rereading.ids_to_read(after=UUID(last))):
        reread_older.enqueue(last)


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


def on_worker_started(**_signal: object) -> None:
    """Take up what was left, now and once more when the silent ones have been silent long enough."""
    enqueue_abandoned()
    index_missing.enqueue()
    note_waiting.enqueue()
    later = timezone.now() + timedelta(seconds=intakes.SILENCE_S + 5)
    if take_up_abandoned.get_backend().supports_defer and intakes.any_held():
        take_up_abandoned.using(run_after=later).enqueue()
