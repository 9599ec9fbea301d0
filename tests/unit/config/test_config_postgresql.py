"""With a PostgreSQL of its own: it goes away and comes back, is dumped and restored, and four workers share."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from backup_story import SEED, tell
from postgresql import Server, running
from workspace import Workspace

pytestmark = pytest.mark.postgresql
# How long something may take on a busy machine; nothing here is a measure of speed.
PATIENCE_S = 120
ADD = """
from commonweal.library.actions.intakes import Upload, begin
from commonweal.library.tasks import read_intake
from commonweal.rights.models import Grant, Organisation, Person, Role
from django.utils import timezone
from datetime import timedelta
organisation, _ = Organisation.objects.get_or_create(name="City of Halvera")
person, _ = Person.objects.get_or_create(email="mara@example.org", defaults={"name": "Mara", "job": "clerk", "organisation": organisation})
Grant.objects.get_or_create(person=person, organisation=organisation, role=Role.PARTNER, reason="works here",
    defaults={"starts_at": timezone.now(), "ends_at": timezone.now() + timedelta(days=9)})
for number in range(COUNT):
    text = f"Halvera, {number % 27 + 1} March 2026 - The City of Halvera met partner {number} of START.".encode()
    read_intake.enqueue(str(begin([Upload(name="a.txt", chunks=[text])], person=person)))
"""
DONE = "from commonweal.library.models import Document\nprint(Document.objects.count())"
WHO = """
from django_tasks_db.models import DBTaskResult
rows = DBTaskResult.objects.filter(task_path="commonweal.library.tasks.read_intake")
print(len({one for row in rows for one in row.worker_ids}), max(len(row.worker_ids) for row in rows), rows.exclude(status="SUCCESSFUL").count())
"""


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as started:
        yield started


@pytest.fixture
def place(server: Server, tmp_path: Path) -> Workspace:
    found = Workspace(tmp_path / "data", server.address)
    found.run("site", "migrate")
    return found


@pytest.fixture
def started(place: Workspace) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Start commands that go on, each with what it logs in a file, and end them with all their children."""
    children: list[subprocess.Popen[bytes]] = []

    def start(*words: str, log: Path) -> subprocess.Popen[bytes]:
        with log.open("wb") as stream:
            child = subprocess.Popen(
                [sys.executable, "-m", "commonweal.cli", *words],
                env=place.surroundings | {"COMMONWEAL_LOG": "json"},
                stdout=stream, stderr=stream, start_new_session=True,
            )  # fmt: skip
        children.append(child)
        return child

    yield start
    for child in children:
        child.send_signal(signal.SIGINT)
    for child in children:
        try:
            child.wait(timeout=30)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)


def until(is_so: Callable[[], bool], *, what: str) -> None:
    end = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < end, what
        time.sleep(0.5)


def status_of(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
    except OSError:
        return 0, ""


def test_the_clients_that_a_backup_needs_are_here() -> None:
    missing = [name for name in ("pg_dump", "psql") if shutil.which(name) is None]
    assert missing == [], "On Debian: apt install postgresql-client"


def test_seed_back_up_erase_restore(place: Workspace, tmp_path: Path) -> None:
    tell(place, tmp_path)


def test_pages_and_workers_wait_while_the_database_is_away_and_go_on_when_it_is_back(
    server: Server,
    place: Workspace,
    tmp_path: Path,
    started: Callable[..., subprocess.Popen[bytes]],
) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = tmp_path / "log"
    child = started("site", "serve", "--port", str(port), log=log)
    base = f"http://127.0.0.1:{port}"
    until(lambda: status_of(f"{base}/health/ready")[0] == 200, what="it did not get ready")
    assert status_of(f"{base}/agreed/")[0] == 200

    server.stop()
    status, page = status_of(f"{base}/agreed/")
    assert status == 503
    assert "cannot reach its database just now" in page
    assert status_of(f"{base}/health/live")[0] == 200
    status, told = status_of(f"{base}/health/ready")
    assert status == 503
    assert '"database": "failed"' in told
    until(lambda: "database-away" in log.read_text(), what="no worker noticed")
    assert child.poll() is None

    server.start()
    until(lambda: status_of(f"{base}/health/ready")[0] == 200, what="it did not come back")
    assert status_of(f"{base}/agreed/")[0] == 200
    until(lambda: "database-back" in log.read_text(), what="no worker came back")
    place.python(ADD.replace("COUNT", "1").replace("START", "a new day"))
    until(lambda: place.python(DONE) == "1", what="the worker did not go on")
    words = log.read_text()
    assert "Traceback" not in words
    assert "A worker ended" not in words
    assert str(server.port) not in words.replace(base, "")


def test_four_workers_share_the_work(
    place: Workspace, tmp_path: Path, started: Callable[..., subprocess.Popen[bytes]]
) -> None:
    place.python(ADD.replace("COUNT", "40").replace("START", "the square"))
    for number in range(4):
        started("site", "worker", log=tmp_path / f"log-{number}")
    until(lambda: place.python(DONE) == "40", what="not everything was read")
    until(lambda: place.python(WHO).split()[2] == "0", what="not every task ended")
    workers, attempts, _failed = map(int, place.python(WHO).split())
    assert workers >= 2
    assert attempts == 1
    assert place.verified()["broken"] is None


def test_a_workspace_moves_from_sqlite_with_its_trail_and_goes_on(
    server: Server, tmp_path: Path
) -> None:
    before = Workspace(tmp_path / "data")
    before.run("site", "migrate")
    before.python(SEED)
    there = before.verified()
    before.run("site", "move", COMMONWEAL_MOVE_TO=server.address)
    after = Workspace(tmp_path / "data", server.address)
    assert after.verified() == there
    assert after.python(DONE) == before.python(DONE) != "0"
    after.run("site", "migrate")
    after.run(
        "rights",
        "invite",
        "new@example.org",
        "--organisation",
        "City of Halvera",
        "--job",
        "clerk",
        "--reason",
        "joins us",
    )
    assert int(str(after.verified()["entries"])) > int(str(there["entries"]))
    refused = before.run("site", "move", status=2, COMMONWEAL_MOVE_TO=server.address)
    assert "There is a workspace at this address already" in refused.stderr
