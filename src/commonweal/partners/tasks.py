"""What the worker does for the partners' room: import tables, let offers run out, send mails about registrations."""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from commonweal.kernel.errors import Conflict
from commonweal.partners.actions import evidence_search, imports
from commonweal.partners.actions.leading import next_reminder_at, remind
from commonweal.partners.actions.letters import next_letter_at, send_letters
from commonweal.partners.actions.seats import expire_all, next_offer_end

# After this long another task gets its turn; short enough to stop with the worker.
TURN_S = 8.0


@task()
def import_table(import_id: str) -> None:
    """Work on an import for one turn; if lines are left, ask for another turn."""
    until = time.monotonic() + TURN_S
    if imports.work(UUID(import_id), is_over=lambda: time.monotonic() >= until):
        import_table.enqueue(import_id)


def enqueue_left_alone(**_signal: object) -> int:
    """Ask for the imports that a killed worker left; return how many that are."""
    wanted = imports.left_alone()
    for one in wanted:
        import_table.enqueue(str(one))
    if evidence_search.is_left_alone():
        look_for_evidence.enqueue()
    return len(wanted)


@task()
def look_for_evidence() -> None:
    """Work on the search for evidence for one turn; if documents are left, ask for another turn."""
    until = time.monotonic() + TURN_S
    if evidence_search.work(is_over=lambda: time.monotonic() >= until):
        look_for_evidence.enqueue()


def on_documents_read(**_signal: object) -> None:
    """Look at documents that were read since the last search, unless one is under way."""
    if evidence_search.something_is_new():
        with suppress(Conflict):
            evidence_search.begin(None, is_whole=False)
            look_for_evidence.enqueue()


@task()
def see_to_registrations() -> None:
    """Work for one turn: offers whose time is over, then mails; ask for the next turn."""
    now = timezone.now()
    until = time.monotonic() + TURN_S
    expire_all(now=now)
    remind(now=now)
    send_letters(now=now, is_over=lambda: time.monotonic() >= until)
    plan_registrations()


def next_at() -> datetime | None:
    """Return when there is something to do next; None where there is nothing."""
    wanted = (next_letter_at(), next_offer_end(), next_reminder_at(now=timezone.now()))
    times = [at for at in wanted if at]
    return min(times, default=None)


def plan_registrations() -> bool:
    """Ask for the next turn, unless one is asked for by then; say whether it was.

    Every worker calls it when it starts, and every turn when it ends.
    """
    from django_tasks_db.models import DBTaskResult, get_date_max

    at = next_at()
    if at is None or not see_to_registrations.get_backend().supports_defer:
        return False
    asked = DBTaskResult.objects.filter(status="READY", task_path=see_to_registrations.module_path)
    now = timezone.now()
    by_then = Q(run_after__lte=max(at, now)) | Q(run_after=get_date_max())
    if asked.filter(by_then).exists():
        return False
    (see_to_registrations if at <= now else see_to_registrations.using(run_after=at)).enqueue()
    return True
