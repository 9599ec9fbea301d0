"""End what takes too long: an alarm that interrupts a computation, also in the middle of a pattern's search.

Only a process's main thread can be interrupted so. That is where documents are read: by the worker, the command line, and
the processes it reads with. In any other thread nothing is limited.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

# Rung again this often, should the first alarm be lost where no error can go on, as in a finalizer.
_AGAIN_S = 0.5


class TimeIsUp(BaseException):
    """A computation took longer than it may. No ``Exception``, so that nothing on the way takes it for a fault of its own."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Interrupt the block after some time; for computations only, which hold nothing that must be closed. Not nested.

    Args:
        seconds: More than 0, by the clock on the wall.

    Raises:
        TimeIsUp: If the block took longer.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _ring)
    try:
        try:
            signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN_S)
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    finally:
        # Once more: the alarm may have struck in the line above.
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _ring(_number: int, _frame: object) -> None:
    raise TimeIsUp
