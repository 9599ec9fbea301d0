"""One document that takes too long is refused; the others go on."""

from __future__ import annotations

import json
import re
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner

from commonweal.kernel.errors import InvalidInput
from commonweal.kernel.reading_limits import ReadingLimits, reading_limits
from commonweal.kernel.time_limit import TimeIsUp, at_most
from commonweal.library import tasks
from commonweal.library.actions import intakes
from commonweal.library.actions.intakes import Upload
from commonweal.library.cli.library import library
from commonweal.library.engine import reading
from commonweal.library.engine.load import documents as loading
from commonweal.library.engine.load.limits import Limits
from commonweal.library.engine.types import Loaded, Refused
from commonweal.library.models import Document, Intake, IntakeItem
from factories import PersonFactory

SLOW = "A page that never ends"


def for_ever() -> None:
    while True:
        pass


def in_a_pattern() -> None:
    re.match(r"(a+)+$", "a" * 64 + "b")


def among_errors() -> None:
    while True:
        with suppress(Exception):
            [].pop()


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that never comes to an end with one page."""
    page_of = reading.page_of

    def stuck(loaded: Loaded, **more: object) -> object:
        if SLOW in loaded.text:
            for_ever()
        return page_of(loaded, **more)

    monkeypatch.setattr(reading, "page_of", stuck)


@pytest.mark.parametrize("work", [for_ever, in_a_pattern, among_errors])
def test_a_computation_is_interrupted_wherever_it_is(work: Callable[[], None]) -> None:
    before = signal.getsignal(signal.SIGALRM)
    with pytest.raises(TimeIsUp), at_most(0.05):
        work()
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_what_ends_in_time_is_left_alone_and_threads_are_not_limited() -> None:
    with at_most(0.05):
        done = sum(range(100))
    time.sleep(0.1)
    assert done == 4950

    def work() -> None:
        with at_most(0.01):
            time.sleep(0.05)
            ended.append(True)

    ended: list[bool] = []
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert ended == [True]


def test_the_limit_is_a_setting() -> None:
    assert reading_limits({}).read_seconds == 60
    assert reading_limits({"COMMONWEAL_READ_SECONDS": "5"}).read_seconds == 5
    with pytest.raises(InvalidInput, match="COMMONWEAL_READ_SECONDS is '0'"):
        reading_limits({"COMMONWEAL_READ_SECONDS": "0"})


def test_a_document_that_cannot_be_opened_in_time_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(loading, "html_text", lambda _text: for_ever())
    (found,) = loading.documents_in(
        "a.html", b"<html><p>Slow</p></html>", limits=Limits(seconds=0.05)
    )
    assert isinstance(found, Refused)
    assert found.code == "library.too-slow"
    assert "longer than 0.05 seconds" in found.detail
    assert "COMMONWEAL_READ_SECONDS" in found.detail


def test_the_worker_refuses_it_and_reads_the_others(slow: None, db: None, settings: object) -> None:
    # Long enough for the first page of a process, which loads the reader's tables, on a busy machine.
    settings.READING_LIMITS = ReadingLimits(read_seconds=6)
    uploads = [
        Upload(name=f"{n}.txt", chunks=[text.encode()])
        for n, text in enumerate(("A first page\n", SLOW, "A last page\n"))
    ]
    intake_id = intakes.begin(uploads, person=PersonFactory())
    tasks.read_intake.enqueue(str(intake_id))
    items = IntakeItem.objects.order_by("place")
    assert [item.state for item in items] == ["read", "refused", "read"]
    assert items[1].code == "library.too-slow"
    assert "longer than 6 seconds" in items[1].message
    assert Document.objects.count() == 2
    assert Intake.objects.get().state == Intake.State.DONE


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_command_refuses_it_and_reads_the_others(
    slow: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: str
) -> None:
    monkeypatch.setenv("COMMONWEAL_READ_SECONDS", "4")
    for name, text in (("a", "A first page\n"), ("b", SLOW), ("c", "A last page\n")):
        (tmp_path / f"{name}.txt").write_text(text)
    result = CliRunner().invoke(library, ["read", "--json", "--jobs", jobs, str(tmp_path)])
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 1
    assert [one.get("error", {}).get("code") for one in found] == [None, "library.too-slow", None]
