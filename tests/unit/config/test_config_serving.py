"""The real server and worker, started and stopped as a person would."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from workspace import Workspace, prepared


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Serve a workspace without people from a data folder of its own, and yield its address."""
    left_out = {"COMMONWEAL_DATABASE_URL", "DJANGO_SETTINGS_MODULE", "COMMONWEAL_WORKERS"}
    environment = {k: v for k, v in os.environ.items() if k not in left_out}
    environment |= {"COMMONWEAL_DATA": str(tmp_path / "data"), "COMMONWEAL_DEMO": "0"}
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    shutil.copytree(prepared(), tmp_path / "data")
    child = subprocess.Popen(
        [sys.executable, "-m", "commonweal.cli", "site", "serve", "--port", str(port)],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True, preexec_fn=hear_ctrl_c,
    )  # fmt: skip
    try:
        yield child, ready_address(child)
    finally:
        for pid in session_of(child.pid):
            os.kill(pid, signal.SIGKILL)
        child.wait()


def hear_ctrl_c() -> None:
    """Let a child hear Ctrl-C, as at a terminal: what runs in the background hands its deafness down."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def ready_address(child: subprocess.Popen[str]) -> str:
    assert child.stdout
    for line in child.stdout:
        match = re.search(r"ready: (http://\S+)", line)
        if match:
            return match[1]
    raise AssertionError(child.stderr.read() if child.stderr else "no output")


def session_of(leader: int) -> dict[int, bytes]:
    """Return the living processes of a session, with their command lines."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[3]) == leader and fields[0] != "Z":
            found[int(stat.parent.name)] = (stat.parent / "cmdline").read_bytes()
    return found


def test_ctrl_c_stops_everything_that_was_started(
    served: tuple[subprocess.Popen[str], str],
) -> None:
    child, address = served
    with urllib.request.urlopen(address) as answer:
        assert answer.status == 200
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert len(session_of(child.pid)) >= 3  # this process, the server, a worker
    os.killpg(child.pid, signal.SIGINT)  # what a terminal does at Ctrl-C
    child.wait(timeout=30)
    assert child.returncode == 130
    assert session_of(child.pid) == {}


def test_the_server_s_end_is_said_and_stops_the_worker(
    served: tuple[subprocess.Popen[str], str],
) -> None:
    child, _ = served
    servers = [pid for pid, words in session_of(child.pid).items() if b"granian" in words]
    for pid in servers:
        os.kill(pid, signal.SIGKILL)
    assert child.wait(timeout=30) == 2
    assert child.stderr
    assert "The server has ended" in child.stderr.read()
    assert session_of(child.pid) == {}


def test_started_twice_at_once_the_second_finds_the_folder_prepared(tmp_path: Path) -> None:
    place = Workspace(tmp_path / "data")
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "commonweal.cli", "site", "migrate"],
            env=place.surroundings, stderr=subprocess.PIPE, text=True,
        )
        for _ in range(2)
    ]  # fmt: skip
    said = [each.communicate(timeout=120)[1] for each in started]
    assert [each.returncode for each in started] == [0, 0], said
