"""Whether the workspace is ready, part by part; asked by a page, by the terminal and by a container."""

from __future__ import annotations

import logging
import os
import shutil
import threading
import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from commonweal.config import heartbeat
from commonweal.rights.public import trail_complaint

ROOM_LEAST_BYTES = 50_000_000
WAITING_MOST = 1_000
WAITING_LONGEST = timedelta(minutes=15)
OK, FAILED, UNKNOWN = "ok", "failed", "unknown"
log = logging.getLogger(__name__)


def complaints() -> dict[str, str]:
    """Return for each part what is wrong with it, for whoever runs the server; "" where all is well.

    What can only be asked of a database that answers is ``unknown`` while it does not.
    """
    found = {"data": _said(_data), "workers": _said(_workers), "database": _said(_database)}
    for name, ask in OF_DATABASE.items():
        found[name] = UNKNOWN if found["database"] else _said(ask)
    return found


def states(found: Mapping[str, str]) -> dict[str, str]:
    """Return each part as ``ok``, ``failed`` or ``unknown``: all that a stranger may know."""
    return {
        name: UNKNOWN if said == UNKNOWN else FAILED if said else OK for name, said in found.items()
    }


def _said(ask: Callable[[], str]) -> str:
    """Return the complaint; that a part could not be asked is one."""
    try:
        return ask()
    except Exception as error:
        log.warning("not-ready", exc_info=True)
        return f"It cannot be asked ({type(error).__name__})."


def _data() -> str:
    folder = Path(settings.DATA)
    file = folder / f".ready-{os.getpid()}-{threading.get_ident()}"
    try:
        file.write_bytes(b"ready")
    except OSError as error:
        return f"{folder} cannot be written ({error.strerror}). Look at its owner and its disk."
    file.unlink()
    free = shutil.disk_usage(folder).free
    if free < ROOM_LEAST_BYTES:
        return f"{free // 1_000_000} MB are free; {ROOM_LEAST_BYTES // 1_000_000} are needed. Make room."
    return ""


def _workers() -> str:
    if heartbeat.living(Path(settings.DATA), now=time.time()):
        return ""
    return (
        f"No worker gave a sign of life in the last {int(heartbeat.SILENCE_S)} seconds. "
        "`commonweal site serve` starts them; `commonweal site worker` starts one more."
    )


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return ""


@cache
def _newest() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None).graph.leaf_nodes())


def _migrations() -> str:
    missing = _newest() - set(MigrationRecorder(connection).applied_migrations())
    return f"{len(missing)} steps are missing: run `commonweal site migrate`." if missing else ""


def _queue() -> str:
    from django_tasks_db.models import DBTaskResult

    now = timezone.now()
    waiting = DBTaskResult.objects.ready().order_by("enqueued_at")[: WAITING_MOST + 1]
    began = [
        enqueued if after.year > now.year + 1 else max(enqueued, after)
        for enqueued, after in waiting.values_list("enqueued_at", "run_after")
    ]
    if len(began) > WAITING_MOST:
        return f"More than {WAITING_MOST} tasks wait: raise COMMONWEAL_WORKERS."
    if began and now - min(began) > WAITING_LONGEST:
        minutes = int((now - min(began)).total_seconds() // 60)
        return f"A task has waited for {minutes} minutes: look at the workers' log."
    return ""


OF_DATABASE: Mapping[str, Callable[[], str]] = {
    "migrations": _migrations,
    "trail": trail_complaint,
    "queue": _queue,
}
