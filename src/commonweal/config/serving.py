"""Start what the workspace needs on one machine, and stop all of it together."""

from __future__ import annotations

import contextlib
import fcntl
import ipaddress
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import click
from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connection

from commonweal.kernel.errors import NoAnswer, NotAllowed
from commonweal.ui.faults import is_database_away
from commonweal.ui.terminal import ADDRESS_FILE, say

LOCK_FILE = "preparing"
PORTS_TRIED = 20
SECONDS_TO_START = 60
SECONDS_TO_STOP = 10
SECONDS_FOR_DATABASE = 30
# A worker that ends at once is not started again without a pause.
SECONDS_TO_RESTART = 5
SERVER_LOG = Path(__file__).with_name("server_log.json")


def prepare() -> None:
    """Bring the database and the static files up to date, and drop what is left of old sessions."""
    from commonweal.config.restore import check_finished
    from commonweal.rights.public import forget_ended_sessions

    check_finished()
    wait_for_database()
    with alone():
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
    forget_ended_sessions()


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Let one process at a time prepare a data folder: started twice, the second finds it done."""
    with (settings.DATA / LOCK_FILE).open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def work(*, until_empty: bool) -> None:
    """Run one worker in this process, after taking up what another left half-done."""
    from commonweal.config import worker

    worker.run(until_empty=until_empty)


def wait_for_database() -> None:
    """Wait for a database that is still starting, for half a minute at most.

    Raises:
        NoAnswer: If it does not answer until then.
    """
    until = time.monotonic() + SECONDS_FOR_DATABASE
    while True:
        try:
            connection.ensure_connection()
        except OperationalError as error:
            if not is_database_away(error) or time.monotonic() > until:
                raise NoAnswer(
                    "site.database",
                    "The database does not answer. Start it, and look at COMMONWEAL_DATABASE_URL.",
                ) from error
            time.sleep(1)
        else:
            return


def serve(*, host: str, port: int) -> None:
    """Prepare, start the server and the workers, and wait until somebody stops us.

    Args:
        host: Address to listen on.
        port: Port to listen on; where it is taken, the next free one is used and said.

    Raises:
        NoAnswer: If no port is free, or the server does not come up.
        NotAllowed: If others could reach the address and what protects them is missing.
    """
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop_as_ctrl_c)
    prepare()
    if not is_loopback(host):
        refuse_unprotected(host)
    logins = load_demo() if settings.DEMO else []
    free = free_port(host, port)
    if free != port:
        say(f"Port {port} is taken by another program; using {free} instead.")
    # Known before the workers start: the first mail they send has links too.
    with address_known(host, free), running(host, free) as (server, workers):
        wait_for(server, host, free)
        announce(host, free, logins)
        keep_running(server, workers)


def is_loopback(host: str) -> bool:
    """Say whether only this machine reaches the address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def refuse_unprotected(host: str) -> None:
    """Say everything that is wrong with serving others, and refuse where one of it is an error.

    Raises:
        NotAllowed: If it is.
    """
    from commonweal.config import deploy

    found = deploy.problems()
    for problem in found:
        say(deploy.line_of(problem))
    if any(problem.is_error for problem in found):
        raise NotAllowed(
            "site.unprotected",
            f"Others could reach {host}; what is said above must be put right first. "
            "`commonweal check --deploy` says it again; 127.0.0.1 is for this machine alone.",
        )


def load_demo() -> list[tuple[str, str, str]]:
    """Load the demo city where it is missing, and return its log-ins: job, address, password."""
    from commonweal.demo.load import load
    from commonweal.demo.public import demo_logins

    load(say=say)
    logins = demo_logins()
    return [(one.job, one.email, logins.password) for one in logins.people] if logins else []


def free_port(host: str, port: int) -> int:
    """Return ``port``, or the next free one after it.

    Raises:
        NoAnswer: If none of the next twenty is free.
    """
    for candidate in range(port, min(port + PORTS_TRIED, 65536)):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with contextlib.suppress(OSError):
                probe.bind((host, candidate))
                return candidate
    raise NoAnswer(
        "site.port",
        f"Ports {port} to {port + PORTS_TRIED - 1} on {host} are all taken. "
        "Name a free one with --port.",
    )


def _command(*words: str) -> subprocess.Popen[bytes]:
    # In a group of its own: a Ctrl-C reaches us alone, and we stop the child with all it started.
    return subprocess.Popen([sys.executable, "-m", *words], process_group=0)  # noqa: S603  our own modules


@contextlib.contextmanager
def running(
    host: str, port: int
) -> Iterator[tuple[subprocess.Popen[bytes], list[subprocess.Popen[bytes]]]]:
    """Run the server and the workers for as long as the block lasts."""
    server = _command(
        "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", str(settings.WEB_WORKERS), "--respawn-failed-workers",
        "--blocking-threads", "4", "--log-level", "warning",
        *(("--log-config", str(SERVER_LOG)) if settings.LOG == "json" else ()),
        "commonweal.config.wsgi:application",
    )  # fmt: skip
    workers = [start_worker() for _ in range(settings.WORKERS)]
    try:
        yield server, workers
    finally:
        stop([server, *workers])


def start_worker() -> subprocess.Popen[bytes]:
    """Start one worker process."""
    return _command("commonweal.cli", "site", "worker")


def stop(children: list[subprocess.Popen[bytes]]) -> None:
    """Ask every child to stop, and end what is left of it after ten seconds."""
    for child in children:
        child.terminate()
    until = time.monotonic() + SECONDS_TO_STOP
    for child in children:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(timeout=max(0.1, until - time.monotonic()))
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def wait_for(server: subprocess.Popen[bytes], host: str, port: int) -> None:
    """Wait until the server answers.

    Raises:
        NoAnswer: If it ends, or does not answer within a minute.
    """
    until = time.monotonic() + SECONDS_TO_START
    while server.poll() is None and time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection((host, port), timeout=1):
            return
        time.sleep(0.1)
    raise NoAnswer("site.server", "The server did not start; its own message stands above.")


def announce(host: str, port: int, logins: list[tuple[str, str, str]]) -> None:
    """Print the address, and the demo log-ins where there are some."""
    click.echo(f"\nCommonweal is ready: http://{host}:{port}/\n")
    if logins:
        click.echo("This is a fictional city. Sign in with one click on the page, or with:")
        width = max(len(job) for job, _, _ in logins)
        for job, address, password in logins:
            click.echo(f"  {job:{width}}  {address}  {password}")
    click.echo("\nCtrl-C stops everything.\n")


@contextlib.contextmanager
def address_known(host: str, port: int) -> Iterator[None]:
    """Let other commands know the address, in the data folder, for as long as the block lasts."""
    file = Path(settings.DATA) / ADDRESS_FILE
    address = f"http://{host}:{port}"
    file.write_text(f"{address}\n", encoding="utf-8")
    try:
        yield
    finally:
        # Another server on the same folder may have written its own meanwhile.
        if file.is_file() and file.read_text(encoding="utf-8").strip() == address:
            file.unlink()


def keep_running(server: subprocess.Popen[bytes], workers: list[subprocess.Popen[bytes]]) -> None:
    """Wait while the server runs, and start a worker again that has ended.

    Raises:
        NoAnswer: If the server ends by itself.
    """
    started = [time.monotonic()] * len(workers)
    while server.poll() is None:
        for place, child in enumerate(workers):
            now = time.monotonic()
            if child.poll() is not None and now - started[place] > SECONDS_TO_RESTART:
                say("A worker ended; starting it again.")
                workers[place], started[place] = start_worker(), now
        time.sleep(1)
    raise NoAnswer("site.server", "The server has ended; its own message stands above.")


def _stop_as_ctrl_c(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
