"""A worker's sign of life: a file in the data folder, touched while it looks for work and while it works."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

EVERY_S = 10.0
# Without a sign for this long a worker is taken to be gone.
SILENCE_S = 60.0
# A task that takes longer than this hangs: from then on no sign is given.
TASK_LONGEST_S = 15 * 60.0
FORGOTTEN_S = 24 * 3600.0


def folder_of(data: Path) -> Path:
    """Return where the workers' signs lie."""
    return data / "workers"


def living(data: Path, *, now: float) -> int:
    """Return how many workers gave a sign of life within the last minute.

    Args:
        data: The data folder.
        now: Seconds since 1970.
    """
    count = 0
    for file in folder_of(data).glob("*"):
        with suppress(OSError):
            count += now - file.stat().st_mtime < SILENCE_S
    return count


class Heart:
    """The sign of life of this process; it goes when the process ends."""

    def __init__(self, data: Path) -> None:
        self.file = folder_of(data) / f"{socket.gethostname()}-{os.getpid()}"

    def beat(self) -> None:
        """Give a sign; a disk that refuses it stops no worker."""
        with suppress(OSError):
            self.file.touch()

    @contextmanager
    def beating(self) -> Iterator[None]:
        """Give signs of life as long as the worker lives, and clear away those of workers long gone."""
        with suppress(OSError):
            self.file.parent.mkdir(exist_ok=True)
            for old in self.file.parent.iterdir():
                if time.time() - old.stat().st_mtime > FORGOTTEN_S:
                    old.unlink()
        self.beat()
        try:
            yield
        finally:
            with suppress(OSError):
                self.file.unlink()

    @contextmanager
    def during_task(self) -> Iterator[None]:
        """Give signs beside a task, for as long as a task may take."""
        over = threading.Event()

        def go_on() -> None:
            until = time.monotonic() + TASK_LONGEST_S
            while not over.wait(EVERY_S) and time.monotonic() < until:
                self.beat()

        beside = threading.Thread(target=go_on, daemon=True)
        beside.start()
        try:
            yield
        finally:
            over.set()
            beside.join()
            self.beat()
