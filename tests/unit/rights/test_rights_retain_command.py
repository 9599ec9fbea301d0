"""The worker erases once a day by itself; whoever runs the server can do it by hand."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from commonweal.partners.models import Meeting
from commonweal.rights import tasks
from commonweal.rights.actions import retention
from commonweal.rights.cli.rights import rights
from commonweal.rights.models import RetentionRun
from factories_partners import MeetingFactory

pytestmark = pytest.mark.django_db
QUEUE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}


@pytest.fixture
def due() -> Meeting:
    return MeetingFactory(added_at=timezone.now() - timedelta(days=4000))


def test_a_dry_run_says_what_would_go(due: Meeting) -> None:
    done = CliRunner().invoke(rights, ["retain", "--dry-run"])
    assert done.exit_code == 0
    assert "partners.Meeting: 1 would be erased" in done.stdout
    assert Meeting.objects.exists()


def test_looking_ahead(due: Meeting) -> None:
    MeetingFactory(added_at=timezone.now() - timedelta(days=3600))
    words = ["retain", "--dry-run", "--json", "--ahead"]
    near = json.loads(CliRunner().invoke(rights, [*words, "30"]).stdout)
    far = json.loads(CliRunner().invoke(rights, [*words, "90"]).stdout)
    assert near["kinds"]["partners.Meeting"]["erased"] == 1
    assert far["kinds"]["partners.Meeting"]["erased"] == 2
    assert CliRunner().invoke(rights, ["retain", "--ahead", "3"]).exit_code == 2


def test_erasing_by_hand(due: Meeting) -> None:
    done = CliRunner().invoke(rights, ["retain", "--json"])
    assert done.exit_code == 0
    assert json.loads(done.stdout) == {
        "dry_run": False,
        "kinds": {"partners.Meeting": {"erased": 1, "held": 0, "needed": 0}},
        "problems": [],
    }
    assert not Meeting.objects.exists()
    again = CliRunner().invoke(rights, ["retain"])
    assert "Nothing has reached its end." in again.stderr


def test_a_run_elsewhere_is_said(due: Meeting) -> None:
    RetentionRun.objects.create(runner="elsewhere:1")
    done = CliRunner().invoke(rights, ["retain"])
    assert done.exit_code == 1
    assert "Another process is erasing now" in done.stderr
    assert Meeting.objects.exists()


def test_the_task_erases_when_a_day_has_passed(due: Meeting) -> None:
    tasks.erase_what_is_due.call()
    assert not Meeting.objects.exists()
    MeetingFactory(added_at=timezone.now() - timedelta(days=4000))
    tasks.erase_what_is_due.call()
    assert Meeting.objects.exists()
    RetentionRun.objects.update(started_at=timezone.now() - timedelta(hours=25))
    tasks.erase_what_is_due.call()
    assert not Meeting.objects.exists()


def waiting() -> list[DBTaskResult]:
    return list(DBTaskResult.objects.filter(status="READY"))


def test_the_next_run_is_asked_for_once_by_however_many_workers(settings: object) -> None:
    settings.TASKS = QUEUE
    assert tasks.plan_erasure()
    assert not tasks.plan_erasure()
    [first] = waiting()
    assert first.task_path == "commonweal.rights.tasks.erase_what_is_due"
    first.delete()
    retention.retain()
    assert tasks.plan_erasure()
    [later] = waiting()
    assert timedelta(hours=23) < later.run_after - timezone.now() <= timedelta(hours=24)


def test_each_run_asks_for_the_next(settings: object, due: Meeting) -> None:
    settings.TASKS = QUEUE
    tasks.erase_what_is_due.call()
    [later] = waiting()
    assert later.run_after > timezone.now() + timedelta(hours=23)


def test_a_run_that_is_not_at_its_end_asks_for_another_turn(
    settings: object, due: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.TASKS = QUEUE
    MeetingFactory.create_batch(60, added_at=timezone.now() - timedelta(days=4000))
    monkeypatch.setattr(tasks, "TURN_S", -1.0)
    tasks.erase_what_is_due.call()
    assert Meeting.objects.count() == 11
    [now] = waiting()
    assert now.run_after.year == 9999
    tasks.erase_what_is_due.call()
    assert not Meeting.objects.exists()


def test_while_another_runs_it_is_looked_at_again_soon(settings: object) -> None:
    settings.TASKS = QUEUE
    RetentionRun.objects.create(runner="elsewhere:1")
    tasks.erase_what_is_due.call()
    [soon] = waiting()
    assert timedelta(minutes=10) < soon.run_after - timezone.now() < timedelta(minutes=16)
