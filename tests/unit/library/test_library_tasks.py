"""Uploads, read by workers that may be stopped, killed or short of disk."""

from __future__ import annotations

import errno
import io
import os
import zipfile
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.db import OperationalError
from django.utils import timezone

from commonweal.kernel.errors import InvalidInput, NoAnswer, NotAllowed, NotFound
from commonweal.library import public, tasks
from commonweal.library.actions import documents, files, intakes, reading, search
from commonweal.library.actions.intakes import Upload
from commonweal.library.engine.search import index
from commonweal.library.models import Document, Intake, IntakeItem, Origin
from commonweal.library.queries.intakes import items_of, progress_of
from commonweal.rights.models import Person
from factories import PersonFactory

State = IntakeItem.State


@pytest.fixture
def person(db: None) -> Person:
    return PersonFactory()


def begin(person: Person, *texts: str | bytes, names: tuple[str, ...] = ()) -> Intake:
    uploads = [
        Upload(
            name=names[n] if names else f"{n}.txt",
            chunks=[text.encode() if isinstance(text, str) else text],
        )
        for n, text in enumerate(texts)
    ]
    return Intake.objects.get(pk=intakes.begin(uploads, person=person))


def page(number: int) -> str:
    return f"A workshop about number {number}\n\nWomen and youth met the police on 4 May 2025 in Vienna.\n"


def packed(**members: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        for name, text in members.items():
            file.writestr(f"{name}.txt", text)
    return content.getvalue()


def read(intake: Intake) -> None:
    tasks.read_intake.enqueue(str(intake.pk))
    intake.refresh_from_db()


def states(intake: Intake) -> list[str]:
    return [item.state for item in items_of(intake, person=intake.person)]


def left_behind(folder: Path) -> list[Path]:
    return [path for path in (folder / "incoming").rglob("*") if path.is_file()]


def test_every_file_is_read_or_refused_with_a_reason(person: Person, data_folder: Path) -> None:
    intake = begin(
        person,
        page(1),
        b"",
        page(1),
        packed(a=page(2), b=""),
        names=("a.txt", "b.txt", "c.txt", "d.zip"),
    )
    assert states(intake) == [State.WAITING] * 4
    read(intake)
    assert intake.state == Intake.State.DONE
    assert intake.finished_at is not None
    rows = [(item.name, item.state) for item in items_of(intake, person=intake.person)]
    assert rows == [
        ("a.txt", State.READ),
        ("b.txt", State.REFUSED),
        ("c.txt", State.KNOWN),
        ("d.zip", State.OPENED),
        ("d.zip/a.txt", State.READ),
        ("d.zip/b.txt", State.REFUSED),
    ]
    refused = IntakeItem.objects.get(name="b.txt")
    assert (refused.code, "no words" in refused.message) == ("library.empty", True)
    progress = progress_of(intake)
    assert (progress.read, progress.known, progress.refused, progress.done, progress.total) == (
        2,
        1,
        2,
        5,
        5,
    )
    assert left_behind(data_folder) == []
    assert len(public.find_passages("women", person=person)) == 2


def test_a_persons_own_title_goes_before_the_one_that_was_read(person: Person) -> None:
    upload = Upload(name="pasted text.txt", chunks=[page(1).encode()], title="What we call it")
    intake = Intake.objects.get(pk=intakes.begin([upload], person=person))
    read(intake)
    assert Document.objects.get().title == "What we call it"


def test_stopping_keeps_what_was_read_and_resuming_reads_the_rest(person: Person) -> None:
    intake = begin(person, page(1), page(2), page(3))
    turns = iter([False, False, True])
    assert reading.read_some(intake.pk, is_over=lambda: next(turns)), "the rest waits"
    assert states(intake).count(State.WAITING) == 2
    intakes.stop(intake.pk, person=person)
    read(intake)
    assert intake.state == Intake.State.STOPPED
    assert states(intake).count(State.WAITING) == 2, "nothing is read while it is stopped"
    intakes.resume(intake.pk, person=person)
    read(intake)
    assert (intake.state, states(intake)) == (Intake.State.DONE, [State.READ] * 3)
    assert Document.objects.count() == 3


def test_somebody_stops_it_while_an_archive_is_read(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    intake = begin(person, packed(a=page(1), b=page(2), c=page(3)), names=("x.zip",))
    honest = documents.read_columns

    def stop_then_read(loaded: object, **more: object) -> object:
        intakes.stop(intake.pk, person=person)
        return honest(loaded, **more)

    monkeypatch.setattr(documents, "read_columns", stop_then_read)
    read(intake)
    assert states(intake) == [State.WAITING, State.READ]
    monkeypatch.setattr(documents, "read_columns", honest)
    intakes.resume(intake.pk, person=person)
    read(intake)
    assert states(intake) == [State.OPENED, State.READ, State.READ, State.READ]
    assert Origin.objects.count() == 3, "the first member was not added twice"


class Killed(BaseException):
    """What a killed worker does: nothing more."""


def kill_at(monkeypatch: pytest.MonkeyPatch, module: object, name: str, *, call: int = 1) -> None:
    honest = getattr(module, name)
    calls = iter(range(1, 100))

    def killed(*args: object, **more: object) -> object:
        if next(calls) == call:
            raise Killed
        return honest(*args, **more)

    monkeypatch.setattr(module, name, killed)


@pytest.mark.parametrize(
    ("module", "name"),
    [
        (documents, "read_columns"),
        (documents, "save_names"),
        (index, "write"),
        (files, "read_incoming"),
    ],
    ids=["while reading", "while writing rows", "before it can be found", "before loading"],
)
@pytest.mark.parametrize("content", ["file", "archive"])
def test_a_worker_killed_half_way_loses_and_doubles_nothing(
    person: Person, monkeypatch: pytest.MonkeyPatch, module: object, name: str, content: str
) -> None:
    texts = [page(n) for n in range(3)]
    intake = (
        begin(person, *texts)
        if content == "file"
        else begin(person, packed(a=texts[0], b=texts[1], c=texts[2]))
    )
    with monkeypatch.context() as patch:
        kill_at(patch, module, name)
        with pytest.raises(Killed):
            reading.read_some(intake.pk, is_over=lambda: False)
    assert State.READING in states(intake)
    assert intakes.resume_abandoned() == (), "who gave a sign of life just now is left alone"
    later = timezone.now() + timedelta(seconds=intakes.SILENCE_S + 1)
    assert intakes.resume_abandoned(now=later) == (intake.pk,)
    read(intake)
    assert intake.state == Intake.State.DONE
    assert set(states(intake)) <= {State.READ, State.OPENED}
    assert Document.objects.count() == Origin.objects.count() == 3
    assert len(public.find_passages("women", person=person)) == 3


def test_a_dead_process_on_this_machine_is_noticed_at_once(person: Person) -> None:
    intake = begin(person, page(1))
    gone = os.fork()
    if gone == 0:
        os._exit(0)
    os.waitpid(gone, 0)
    host = intakes.reader_name().rpartition(":")[0]
    Intake.objects.update(state=Intake.State.READING)
    IntakeItem.objects.update(state=State.READING, reader=f"{host}:{gone}", seen_at=timezone.now())
    public.resume_abandoned()
    intake.refresh_from_db()
    assert intake.state == Intake.State.DONE


def test_a_file_that_ends_its_reader_three_times_is_not_tried_again(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    intake = begin(person, packed(a=page(1), b=page(2)), page(3), names=("x.zip", "y.txt"))
    honest = documents.read_columns

    def fatal_for_a(loaded: object, **more: object) -> object:
        if loaded.name == "x.zip/a.txt":  # type: ignore[attr-defined]
            raise Killed
        return honest(loaded, **more)

    monkeypatch.setattr(documents, "read_columns", fatal_for_a)
    later = timezone.now() + timedelta(seconds=intakes.SILENCE_S + 1)
    for _ in range(reading.ATTEMPTS_MOST):
        with pytest.raises(Killed):
            reading.read_some(intake.pk, is_over=lambda: False)
        intakes.resume_abandoned(now=later)
    read(intake)
    assert intake.state == Intake.State.DONE
    assert states(intake) == [State.OPENED, State.REFUSED, State.READ, State.READ]
    assert IntakeItem.objects.get(state=State.REFUSED).code == "library.reader-ended"


def test_a_full_disk_stops_the_upload_and_says_so(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    intake = begin(person, page(1), page(2))

    def full(*args: object, **more: object) -> bool:
        raise files.disk_problem(OSError(errno.ENOSPC, "full"))

    with monkeypatch.context() as patch:
        patch.setattr(files, "store_original", full)
        read(intake)
    assert intake.state == Intake.State.STOPPED
    assert "disk is full" in intake.message
    assert states(intake) == [State.WAITING] * 2
    assert not Document.objects.exists()
    intakes.resume(intake.pk, person=person)
    read(intake)
    assert (intake.state, intake.message) == (Intake.State.DONE, "")
    assert Document.objects.count() == 2


@pytest.mark.parametrize("content", ["file", "archive"])
def test_a_full_disk_while_indexing_takes_back_and_waits(
    person: Person,
    data_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: object,
    content: str,
) -> None:
    intake = (
        begin(person, page(1)) if content == "file" else begin(person, packed(a=page(1), b=page(2)))
    )

    def full(*args: object) -> str:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patch, django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        patch.setattr(index, "write", full)
        patch.setattr(index, "remove", lambda *_args: None)
        read(intake)
    assert intake.state == Intake.State.STOPPED
    assert "disk is full" in intake.message
    assert not Document.objects.exists()
    assert not [path for path in (data_folder / "originals").rglob("*") if path.is_file()]
    intakes.resume(intake.pk, person=person)
    read(intake)
    assert intake.state == Intake.State.DONE
    assert Document.objects.count() == (1 if content == "file" else 2)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ValueError("IoError: No space left on device (os error 28)"), "disk is full"),
        (ValueError("the index is broken"), "library reindex"),
    ],
)
def test_an_index_that_cannot_be_written_leaves_no_file_in_between(
    person: Person, monkeypatch: pytest.MonkeyPatch, error: Exception, said: str
) -> None:
    intake = begin(person, *(page(number) for number in range(1, 24)))

    def fail(*_args: object) -> str:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(index, "write", fail)
        patch.setattr(index, "remove", lambda *_args: None)
        read(intake)
    assert intake.state == Intake.State.STOPPED
    assert said in intake.message
    assert set(states(intake)) == {State.WAITING}
    progress = progress_of(intake)
    assert (progress.waiting, progress.total) == (23, 23)
    intakes.resume(intake.pk, person=person)
    read(intake)
    assert progress_of(intake).read == 23


def test_a_database_without_room_stops_the_upload_where_it_is(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    intake = begin(person, page(1), page(2))

    def full(*_args: object) -> bytes:
        raise OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(files, "read_incoming", full)
        read(intake)
    assert intake.state == Intake.State.STOPPED
    assert "disk is full" in intake.message
    assert states(intake) == [State.WAITING] * 2


def test_a_full_disk_while_uploading_keeps_nothing(
    person: Person, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("commonweal.library.actions.files.os.fsync", full)
    with pytest.raises(NoAnswer, match="disk is full"):
        begin(person, page(1), page(2))
    assert not Intake.objects.exists()
    assert left_behind(data_folder) == []


def test_a_reader_that_fails_costs_one_document(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    intake = begin(person, page(1), page(2))
    honest = documents.read_columns

    def fail_once(loaded: object, **more: object) -> object:
        if loaded.name == "0.txt":  # type: ignore[attr-defined]
            raise RecursionError
        return honest(loaded, **more)

    monkeypatch.setattr(documents, "read_columns", fail_once)
    read(intake)
    assert states(intake) == [State.REFUSED, State.READ]
    assert "RecursionError" in IntakeItem.objects.get(state=State.REFUSED).message


def test_a_file_that_was_taken_from_the_server_is_refused(
    person: Person, data_folder: Path
) -> None:
    intake = begin(person, page(1))
    left_behind(data_folder)[0].unlink()
    read(intake)
    assert IntakeItem.objects.get().code == "library.file-gone"


def test_a_file_over_the_limit_is_refused_and_the_others_go_on(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = files.store_incoming
    monkeypatch.setattr(
        files, "store_incoming", lambda chunks, **more: honest(chunks, **more, most=200)
    )
    intake = begin(person, "x" * 500, page(1))
    read(intake)
    assert states(intake) == [State.REFUSED, State.READ]


def test_uploads_have_limits_and_owners(person: Person) -> None:
    with pytest.raises(InvalidInput, match="there were 0"):
        begin(person)
    with pytest.raises(NotAllowed):
        begin(PersonFactory(organisation=None), page(1))
    intake = begin(person, page(1))
    stranger = PersonFactory()
    for act in (intakes.stop, intakes.resume):
        with pytest.raises(NotFound):
            act(intake.pk, person=stranger)
    colleague = PersonFactory(organisation=person.organisation)
    assert intakes.stop(intake.pk, person=colleague).state == Intake.State.STOPPED


def test_a_worker_that_starts_finds_what_cannot_be_found_yet(
    person: Person, data_folder: Path
) -> None:
    public.add_now("a.txt", page(1).encode(), person=person)
    (data_folder / "search" / "current").unlink()
    public.resume_abandoned()
    assert len(public.find_passages("women", person=person)) == 1


def test_an_unknown_upload_is_no_error_for_the_worker(db: None) -> None:
    assert not reading.read_some(UUID(int=0), is_over=lambda: False)


def test_a_turn_that_is_over_is_followed_by_another(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    intake = begin(person, page(1), page(2), page(3))
    clock = iter(range(0, 10_000, 4))
    monkeypatch.setattr(tasks.time, "monotonic", lambda: next(clock))
    read(intake)
    assert intake.state == Intake.State.DONE
    assert search.index_missing() == 0


def test_a_database_that_is_full_when_it_must_be_found_puts_it_off(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    intake = begin(person, packed(a=page(1), b=page(2)), page(3), names=("x.zip", "y.txt"))

    def full(ids: object) -> None:
        raise OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(documents, "index_documents", full)
        read(intake)
    assert intake.state == Intake.State.STOPPED
    assert "disk is full" in intake.message
    intakes.resume(intake.pk, person=person)
    read(intake)
    assert intake.state == Intake.State.DONE
    assert states(intake) == [State.OPENED, State.READ, State.READ, State.READ]
    assert Document.objects.count() == Origin.objects.count() == 3
