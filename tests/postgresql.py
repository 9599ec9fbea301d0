"""Run a command with a PostgreSQL of its own, started before and stopped after it.

    python tests/postgresql.py COMMAND [ARGUMENT ...]

The server comes from Debian's package, lives in a temporary folder, listens only on 127.0.0.1 on a
free port, and belongs to the user postgres where we are root (PostgreSQL refuses to run as root).
The command finds it through COMMONWEAL_DATABASE_URL; its exit status becomes ours.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def programs() -> Path:
    """Return the folder of PostgreSQL's server programs, the newest version's."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    if not found:
        sys.exit("PostgreSQL is missing. On Debian: apt install postgresql")
    return found[-1].parent


def as_owner(*words: str) -> None:
    """Run a server program as the user who may own a database."""
    who = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    done = subprocess.run([*who, *words], capture_output=True, text=True, cwd="/", check=False)
    if done.returncode:
        sys.exit(f"{words[0]} failed:\n{done.stdout}{done.stderr}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """A server of our own, that can be stopped and started again."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.data, self.port = folder, folder / "data", free_port()

    @property
    def address(self) -> str:
        return f"postgresql://commonweal@127.0.0.1:{self.port}/postgres"

    def make(self) -> None:
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
        as_owner(
            str(programs() / "initdb"), "-D", str(self.data), "-U", "commonweal", "-A", "trust",
            "-E", "UTF8", "--locale=C.UTF-8",
        )  # fmt: skip

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off -c full_page_writes=off -k {self.folder}"
        self._control("-l", str(self.folder / "log"), "-o", options, "-w", "start")

    def stop(self) -> None:
        if (self.data / "postmaster.pid").exists():
            self._control("-m", "immediate", "-w", "stop")

    def _control(self, *words: str) -> None:
        as_owner(str(programs() / "pg_ctl"), "-D", str(self.data), *words)


@contextmanager
def running() -> Iterator[Server]:
    """Yield a fresh, empty server."""
    server = Server(Path(tempfile.mkdtemp(prefix="commonweal-postgresql-")))
    try:
        server.make()
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(server.folder, ignore_errors=True)


def main(words: list[str]) -> int:
    if not words:
        sys.exit(__doc__)
    with running() as server:
        environment = {**os.environ, "COMMONWEAL_DATABASE_URL": server.address}
        return subprocess.run(words, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
