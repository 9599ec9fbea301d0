"""One worker: does what waits in the queue, waits while the database is away, says that it lives."""

from __future__ import annotations

import logging
import time
import uuid
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connections
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult

from commonweal.config.heartbeat import Heart
from commonweal.config.log_lines import WORK_ID
from commonweal.ui.faults import is_database_away

LOOK_EVERY_S = 1.0
# While the database is away: how long between two attempts, at least and at most.
WAIT_LEAST_S, WAIT_MOST_S = 1.0, 15.0
log = logging.getLogger(__name__)


class Worker(db_worker.Worker):  # type: ignore[misc]  # published without types
    """The queue's own worker, with a line in the log for each task and signs of life beside it."""

    def __init__(self, heart: Heart) -> None:
        super().__init__(
            queue_names=["default"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )
        self.heart = heart

    def run_task(self, db_task_result: DBTaskResult[..., object]) -> None:
        """Run one task; what it was given and what it says stay out of the log."""
        token, began = WORK_ID.set(uuid.uuid4().hex[:16]), time.perf_counter()
        try:
            with self.heart.during_task():
                super().run_task(db_task_result)
        finally:
            failed = db_task_result.status == "FAILED"
            facts = {
                "task": db_task_result.task_path,
                "state": str(db_task_result.status).lower(),
                "ms": round((time.perf_counter() - began) * 1000, 1),
            }
            if failed:
                facts["error"] = db_task_result.exception_class_path
            log.log(logging.ERROR if failed else logging.INFO, "task", extra={"facts": facts})
            WORK_ID.reset(token)


def run(*, until_empty: bool) -> None:
    """Work until somebody stops us, or until nothing waits any more.

    Args:
        until_empty: Whether to end when nothing waits; a database that is away ends that too.
    """
    # Beside what is wrong, its messages would say what tasks were given.
    for name in ("django_tasks", "django_tasks_db"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    heart = Heart(Path(settings.DATA))
    worker = Worker(heart)
    worker.configure_signals()
    with heart.beating():
        if until_empty:
            take_up()
            worker.run()
            return
        _go_on(worker, heart)


def _go_on(worker: Worker, heart: Heart) -> None:
    wait, is_new = 0.0, True
    while worker.running:
        heart.beat()
        if _turn(worker, is_new=is_new):
            if wait:
                log.warning("database-back")
            wait, is_new = 0.0, False
        else:
            if not wait:
                log.warning("database-away")
            # What this worker held is taken up again when the database is back.
            wait, is_new = min(max(WAIT_LEAST_S, wait * 2), WAIT_MOST_S), True
        if worker.running:
            time.sleep(wait or LOOK_EVERY_S)


def _turn(worker: Worker, *, is_new: bool) -> bool:
    """Do all that waits, and say whether the database was there."""
    try:
        if is_new:
            take_up()
        worker.run()
    except (DatabaseError, InterfaceError) as error:
        connections.close_all()
        if not is_database_away(error):
            raise
        return False
    return True


def take_up() -> None:
    """Ask for what another worker, or this one before, left half-done, for the daily erasure and the mails."""
    from commonweal.library.public import resume_abandoned
    from commonweal.partners.tasks import plan_registrations
    from commonweal.rights.public import complete_list
    from commonweal.rights.tasks import plan_answers, plan_erasure
    from commonweal.today.tasks import plan_digests

    complete_list()
    resume_abandoned()
    plan_erasure()
    plan_digests()
    plan_answers()
    plan_registrations()
