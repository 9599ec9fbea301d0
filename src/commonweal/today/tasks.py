"""What the worker does for first pages: once a day, in the morning, send the mails."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

from django.utils import timezone
from django_tasks import task

from commonweal.today.actions.digests import send_digests
from commonweal.today.queries.mails import due_readers, next_try

# The hour of the morning, where the workspace is.
HOUR = 6
# After this long other work gets its turn; short enough to stop with the worker.
TURN_S = 8.0
LOOK_AGAIN = timedelta(minutes=15)


@task()
def send_what_is_due() -> None:
    """Send for one turn; ask for another turn where something is left, else for the next morning."""
    now = timezone.now()
    if next_run_at(now=now) > now:
        plan_digests()
        return
    until = time.monotonic() + TURN_S
    try:
        outcome = send_digests(now=now, is_over=lambda: time.monotonic() >= until)
    except BaseException:
        plan_digests(not_before=now + LOOK_AGAIN)
        raise
    if outcome.is_finished:
        plan_digests()
    else:
        send_what_is_due.enqueue()


def next_run_at(*, now: datetime) -> datetime:
    """Return when mails are to be sent next: now, where the morning has come and some are not made.

    Args:
        now: The present.
    """
    here = timezone.localtime(now)
    morning = here.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    if here >= morning and due_readers(day=here.date()).exists():
        return now
    if here >= morning:
        morning += timedelta(days=1)
    again = next_try()
    return morning if again is None else min(morning, max(again, now))


def plan_digests(*, not_before: datetime | None = None) -> bool:
    """Ask for the next run at its time, unless one is asked for already; say whether it was asked for.

    Every worker calls it when it starts, and every run when it ends.

    Args:
        not_before: The earliest time; as soon as it is due if None.
    """
    from django_tasks_db.models import DBTaskResult

    if not send_what_is_due.get_backend().supports_defer:
        return False
    path = send_what_is_due.module_path
    if DBTaskResult.objects.filter(status="READY", task_path=path).exists():
        return False
    now = timezone.now()
    at = max(next_run_at(now=now), not_before or now)
    asked = send_what_is_due if at <= now else send_what_is_due.using(run_after=at)
    asked.enqueue()
    return True
