"""What somebody who looks after the machine is told, and that a stranger learns nothing by it."""

from __future__ import annotations

import os
import shutil
import time
from collections import namedtuple
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from commonweal.config import health, heartbeat
from commonweal.config.heartbeat import Heart
from commonweal.rights.models import TrailHead, trail_guard
from commonweal.rights.public import Thing, record, verb

pytestmark = pytest.mark.django_db
PARTS = {"data", "workers", "database", "migrations", "trail", "queue"}
TESTED = verb("config.health.tested", "tested its health")


@pytest.fixture
def living_worker(data_folder: Path) -> Path:
    folder = heartbeat.folder_of(data_folder)
    folder.mkdir()
    (folder / "here-1").touch()
    return folder / "here-1"


def asked(client: Client) -> tuple[int, dict[str, str]]:
    answer = client.get("/health/ready")
    assert set(answer.json()) == {"ready", "parts"}
    assert set(answer.json()["parts"]) == PARTS
    assert answer.json()["ready"] is (answer.status_code == 200)
    assert "no-store" in answer["Cache-Control"]
    return answer.status_code, answer.json()["parts"]


def only(part: str) -> tuple[int, dict[str, str]]:
    return 503, dict.fromkeys(PARTS, "ok") | {part: "failed"}


def test_it_lives(client: Client) -> None:
    assert client.get("/health/live").json() == {"live": True}
    assert client.post("/health/live").status_code == 405


def test_all_is_well(client: Client, living_worker: Path) -> None:
    assert asked(client) == (200, dict.fromkeys(PARTS, "ok"))


def test_no_worker_lives(client: Client, living_worker: Path) -> None:
    long_ago = time.time() - heartbeat.SILENCE_S - 1
    os.utime(living_worker, (long_ago, long_ago))
    assert asked(client) == only("workers")
    assert "commonweal site worker" in health.complaints()["workers"]


def test_a_step_of_the_database_is_missing(client: Client, living_worker: Path) -> None:
    recorded = MigrationRecorder.Migration.objects.filter(app="rights").order_by("-name")
    recorded.first().delete()
    assert asked(client) == only("migrations")


def test_the_disk_is_nearly_full(
    client: Client, living_worker: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage(10**9, 10**9 - 10, 10))
    assert asked(client) == only("data")


def test_the_data_folder_cannot_be_written(
    client: Client, living_worker: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path, _content: bytes) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "write_bytes", refuse)
    assert asked(client) == only("data")


def test_the_database_is_away(
    client: Client, living_worker: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_words: object) -> None:
        raise OperationalError("unable to open database file: secret-name")

    monkeypatch.setattr(connection, "cursor", refuse)
    status, parts = asked(client)
    assert status == 503
    assert parts == {
        "data": "ok", "workers": "ok", "database": "failed",
        "migrations": "unknown", "trail": "unknown", "queue": "unknown",
    }  # fmt: skip
    assert "secret-name" not in client.get("/health/ready").content.decode()


def test_the_trail_was_cut(client: Client, living_worker: Path) -> None:
    record(None, TESTED, thing=Thing("config.Health", "1"))
    record(None, TESTED, thing=Thing("config.Health", "1"))
    assert asked(client)[0] == 200
    with trail_guard.lifted(connection):
        TrailHead.objects.update(entry=1)
    assert asked(client) == only("trail")


def test_the_trail_is_not_guarded(client: Client, living_worker: Path) -> None:
    trail_guard.lift(connection)
    assert asked(client) == only("trail")


@pytest.mark.parametrize("age", [timedelta(minutes=1), timedelta(minutes=20)])
def test_a_task_waits_too_long(client: Client, living_worker: Path, age: timedelta) -> None:
    task = DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}},
        task_path="commonweal.library.tasks.index_missing",
        backend_name="default",
        run_after=get_date_max(),
    )
    DBTaskResult.objects.filter(pk=task.pk).update(enqueued_at=timezone.now() - age)
    assert asked(client) == (
        only("queue") if age > health.WAITING_LONGEST else (200, dict.fromkeys(PARTS, "ok"))
    )


def test_what_waits_for_tomorrow_does_not_wait_too_long(
    client: Client, living_worker: Path
) -> None:
    task = DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}},
        task_path="commonweal.rights.tasks.erase_what_is_due",
        backend_name="default",
        run_after=timezone.now() - timedelta(minutes=1),
    )
    long_ago = timezone.now() - timedelta(days=1)
    DBTaskResult.objects.filter(pk=task.pk).update(enqueued_at=long_ago)
    assert asked(client)[0] == 200


def test_too_much_waits(
    client: Client, living_worker: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "WAITING_MOST", 0)
    DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}},
        task_path="commonweal.library.tasks.index_missing",
        backend_name="default",
        run_after=get_date_max(),
    )
    assert asked(client) == only("queue")


def test_a_heart_beats_beside_a_task_and_stops_with_its_process(
    data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heartbeat, "EVERY_S", 0.01)
    heart = Heart(data_folder)
    with heart.beating():
        os.utime(heart.file, (1, 1))
        with heart.during_task():
            for _ in range(500):
                if heart.file.stat().st_mtime > 1:
                    break
                time.sleep(0.01)
        assert heartbeat.living(data_folder, now=time.time()) == 1
    assert not heart.file.exists()


def test_a_task_that_hangs_gives_no_sign(
    data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heartbeat, "EVERY_S", 0.01)
    monkeypatch.setattr(heartbeat, "TASK_LONGEST_S", 0.0)
    heart, beats = Heart(data_folder), []
    with heart.beating():
        monkeypatch.setattr(heart, "beat", lambda: beats.append(1))
        with heart.during_task():
            time.sleep(0.1)
            assert beats == []


def test_signs_of_workers_long_gone_are_cleared_away(
    data_folder: Path, living_worker: Path
) -> None:
    os.utime(living_worker, (1, 1))
    with Heart(data_folder).beating():
        assert not living_worker.exists()
