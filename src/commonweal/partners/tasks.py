"""What the worker does for the partners' room: import tables."""

from __future__ import annotations

import time
from uuid import UUID

from django_tasks import task

from commonweal.partners.actions import imports

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
    return len(wanted)
