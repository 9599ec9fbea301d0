"""What the worker does for rights: once a day, erase what has reached its end; send answers."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from commonweal.rights.actions import answers
from commonweal.rights.actions.retention import next_run_at, retain

# After this long other work gets its turn; short enough to stop with the worker.
TURN_S = 8.0
LOOK_AGAIN = timedelta(minutes=15)


@task()
def erase_what_is_due() -> None:
    """Erase for one turn; ask for another turn where something is left, else for tomorrow's run."""
    now = timezone.now()
    if next_run_at(now=now) > now:
        plan_erasure()
        return
    until = time.monotonic() + TURN_S
    outcome = retain(now=now, is_over=lambda: time.monotonic() >= until)
    if outcome is None:  # another process is at it; if it is killed, somebody must look
        plan_erasure(not_before=now + LOOK_AGAIN)
    elif outcome.is_finished:
        plan_erasure()
    else:
        erase_what_is_due.enqueue()


def plan_erasure(*, not_before: datetime | None = None) -> bool:
    """Ask for the next run at its time, unless one is asked for already; say whether it was asked for.

    Every worker calls it when it starts, and every run when it ends: nothing else must call a clock.

    Args:
        not_before: The earliest time; as soon as it is due if None.
    """
    from django_tasks_db.models import DBTaskResult

    if not erase_what_is_due.get_backend().supports_defer:
        return False
    path = erase_what_is_due.module_path
    if DBTaskResult.objects.filter(status="READY", task_path=path).exists():
        return False
    now = timezone.now()
    at = max(next_run_at(now=now), not_before or now)
    asked = erase_what_is_due if at <= now else erase_what_is_due.using(run_after=at)
    asked.enqueue()
    return True


@task()
def send_answers() -> None:
    """Send the answers that wait for one turn; ask for another turn where some are left."""
    until = time.monotonic() + TURN_S
    answers.send_answers(now=timezone.now(), is_over=lambda: time.monotonic() >= until)
    plan_answers()


def plan_answers() -> bool:
    """Ask for the next sending of answers, unless one is asked for by then; say whether it was.

    Every worker calls it when it starts, and every sending when it ends.
    """
    from django_tasks_db.models import DBTaskResult, get_date_max

    at = answers.next_answer_at()
    if at is None or not send_answers.get_backend().supports_defer:
        return False
    asked = DBTaskResult.objects.filter(status="READY", task_path=send_answers.module_path)
    now = timezone.now()
    # A task without a time of its own has the last day there is.
    by_then = Q(run_after__lte=max(at, now)) | Q(run_after=get_date_max())
    if asked.filter(by_then).exists():
        return False
    (send_answers if at <= now else send_answers.using(run_after=at)).enqueue()
    return True
