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


@contextmanager
def server() -> Iterator[str]:
    """Yield the address of a fresh, empty server."""
    folder = Path(tempfile.mkdtemp(prefix="commonweal-postgresql-"))
    data, port, bin_ = folder / "data", free_port(), programs()
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c fsync=off -k {folder}"
    try:
        as_owner(
            str(bin_ / "initdb"),
            "-D",
            str(data),
            "-U",
            "commonweal",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
        )
        as_owner(
            str(bin_ / "pg_ctl"),
            "-D",
            str(data),
            "-l",
            str(folder / "log"),
            "-o",
            options,
            "-w",
            "start",
        )
        yield f"postgresql://commonweal@127.0.0.1:{port}/postgres"
    finally:
        if (data / "postmaster.pid").exists():
            as_owner(str(bin_ / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def main(words: list[str]) -> int:
    if not words:
        sys.exit(__doc__)
    with server() as address:
        environment = {**os.environ, "COMMONWEAL_DATABASE_URL": address}
        return subprocess.run(words, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
