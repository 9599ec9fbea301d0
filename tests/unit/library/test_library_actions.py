"""Adding and removing documents, whole or not at all."""

from __future__ import annotations

import errno
import io
import os
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import connection

from commonweal.kernel.errors import InvalidInput, NoAnswer, NotAllowed
from commonweal.library import public
from commonweal.library.actions import documents, files, search
from commonweal.library.actions.batch import add_each
from commonweal.library.actions.intakes import plain_name
from commonweal.library.engine.search import index
from commonweal.library.models import Body, Document, Intake, IntakeItem, Mention, Origin
from commonweal.rights.models import Person, TrailEntry
from factories import PersonFactory

PAGE = """LUMEN, Halvera, 4 May 2025 – Some 40 women and youth met the Lumen Police Department at a workshop.

The workshop was organized by the Lumen Women's Association (LWA) and funded by Norway.

The participants recommended that the police should open a youth desk in every district.
"""


@pytest.fixture
def person(db: None) -> Person:
    return PersonFactory()


def add(text: str, person: Person | None, name: str = "page.txt") -> UUID:
    return public.add_now(name, text.encode(), person=person)


def stored(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and "search" not in path.parts]


def test_an_added_document_is_kept_read_and_found(person: Person, data_folder: Path) -> None:
    document = Document.objects.get(pk=add(PAGE, person))
    assert document.text == PAGE
    assert document.added_by == person
    assert files.original_path(document.sha256).read_bytes() == PAGE.encode()
    assert [one.name for one in document.origins.all()] == ["page.txt"]
    assert document.record["body"]
    assert document.indexed_in == index.current_name(data_folder / "search")
    (passage, *_) = public.find_passages('"women and youth"', person=person)
    assert passage.document_id == document.pk
    assert document.text[passage.start : passage.end] == passage.text
    assert TrailEntry.objects.get(verb="library.document.added").thing_id == str(document.pk)


def test_the_same_bytes_are_one_document_with_two_origins(
    person: Person, data_folder: Path
) -> None:
    first = add(PAGE, person)
    other = PersonFactory()
    assert add(PAGE, other, name="copy.txt") == first
    assert Document.objects.count() == 1
    assert list(Origin.objects.values_list("name", flat=True)) == ["page.txt", "copy.txt"]
    assert len(stored(data_folder)) == 1


def test_two_adding_the_same_bytes_at_once_end_with_one_document(
    person: Person, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other one's row appears between our look and our write, as when both read at once."""
    honest = documents.read_columns

    def read_while_the_other_is_quicker(*args: object, **more: object) -> object:
        monkeypatch.setattr(documents, "read_columns", honest)
        add(PAGE, PersonFactory(), name="quicker.txt")
        return honest(*args, **more)

    monkeypatch.setattr(documents, "read_columns", read_while_the_other_is_quicker)
    document = Document.objects.get(pk=add(PAGE, person, name="slower.txt"))
    assert [one.name for one in document.origins.all()] == ["quicker.txt", "slower.txt"]
    assert files.original_path(document.sha256).is_file()
    assert len(stored(data_folder)) == 1


@pytest.mark.django_db(transaction=True)
def test_two_threads_adding_the_same_bytes_end_with_one_document() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite in memory has one connection; the test above simulates the race")
    person = PersonFactory()
    start = threading.Barrier(2)
    ids: list[UUID] = []

    def work(name: str) -> None:
        start.wait()
        ids.append(add(PAGE, person, name=name))
        connection.close()

    threads = [threading.Thread(target=work, args=(f"{n}.txt",)) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ids) == 2
    assert len(set(ids)) == 1
    assert Origin.objects.count() == 2


def test_a_full_disk_while_storing_leaves_nothing(
    person: Person, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("commonweal.library.actions.files.os.fsync", full)
    with pytest.raises(NoAnswer, match="disk is full"):
        add(PAGE, person)
    assert not Document.objects.exists()
    assert not TrailEntry.objects.exists()
    assert stored(data_folder) == []


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_while_indexing_takes_the_document_back(
    person: Person,
    data_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: object,
    number: int,
) -> None:
    def full(*args: object) -> str:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(index, "write", full)
    with (
        django_capture_on_commit_callbacks(execute=True),
        pytest.raises(NoAnswer, match="disk is full"),
    ):  # type: ignore[operator]
        add(PAGE, person)
    assert not Document.objects.exists()
    assert not Body.objects.exists()
    assert stored(data_folder) == []


def test_a_database_that_fails_leaves_no_original(
    person: Person, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(documents, "save_names", fail)
    with pytest.raises(RuntimeError):
        add(PAGE, person)
    assert not Document.objects.exists()
    assert stored(data_folder) == []


def test_who_acts_for_nobody_adds_nothing(db: None) -> None:
    with pytest.raises(NotAllowed):
        add(PAGE, PersonFactory(organisation=None))
    assert not Document.objects.exists()


def test_what_cannot_be_read_is_refused_with_its_reason(person: Person) -> None:
    with pytest.raises(InvalidInput, match="holds no words"):
        public.add_now("empty.txt", b"", person=person)
    with pytest.raises(InvalidInput, match="holds 2 documents"):
        public.add_now("two.zip", archive({"a.txt": PAGE, "b.txt": PAGE + "x"}), person=person)


def archive(members: dict[str, str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for name, text in members.items():
            file.writestr(name, text)
    return packed.getvalue()


def test_characters_no_database_keeps_do_not_move_the_spans() -> None:
    text = "a\x00b\ud800c"
    assert documents.storable(text) == "a\ufffdb\ufffdc"
    assert len(documents.storable(text)) == len(text)


def test_one_body_for_all_spellings_and_no_row_for_people(person: Person) -> None:
    add(PAGE, person)
    add(
        PAGE.replace("the Lumen Women's Association (LWA)", "THE LUMEN WOMEN’S ASSOCIATION"), person
    )
    keys = list(Body.objects.values_list("key", flat=True))
    assert len(keys) == len(set(keys))
    assert not {field.name for field in Mention._meta.fields} & {"person"}


def test_a_lost_index_is_filled_again_from_the_database(person: Person, data_folder: Path) -> None:
    add(PAGE, person)
    (data_folder / "search" / "current").unlink()
    assert public.find_passages('"women and youth"', person=person) == ()
    assert search.make_index()
    assert search.index_missing() == 1
    assert len(public.find_passages('"women and youth"', person=person)) == 1
    assert not search.make_index()
    assert search.index_missing() == 0


def test_an_interrupted_rebuild_goes_on_where_it_stopped(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "BATCH", 1)
    for number in range(3):
        add(f"{PAGE}\nNumber {number}.", person)

    def stop(done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        search.reindex(progress=stop)
    assert len(public.find_passages("number", person=person)) == 3, "the old index still answers"
    seen: list[int] = []
    assert search.reindex(progress=seen.append) == 3
    assert seen == [2, 3], "the first document was not done twice"
    assert len(public.find_passages("number", person=person)) == 3


def test_one_failing_document_does_not_stop_the_others(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = documents.read_columns

    def fail_for_b(loaded: object, **more: object) -> object:
        if loaded.name.endswith("b.txt"):  # type: ignore[attr-defined]
            raise ZeroDivisionError
        return honest(loaded, **more)

    monkeypatch.setattr(documents, "read_columns", fail_for_b)
    content = archive({"a.txt": PAGE, "b.txt": PAGE + "b", "c.txt": PAGE + "c"})
    added = list(add_each(documents.contents_of("x.zip", content), person=person))
    assert [one.is_new for one in added] == [True, False, True]
    assert added[1].code == "library.reader-failed"
    assert "ZeroDivisionError" in added[1].refusal


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("a\x00b\n.txt", "a\ufffdb\ufffd.txt"),
        ("/", "file without a name"),
        ("C:\\papers\\.. \\minutes.txt", "papers/minutes.txt"),
        ("/papers//spring/./minutes.txt", "papers/spring/minutes.txt"),
        ("\u202egnp.exe", "\ufffdgnp.exe"),
        ("<img src=x onerror=alert(1)>.txt", "<img src=x onerror=alert(1)>.txt"),
        ("x" * 900, "x" * 500),
    ],
)
def test_hostile_names_become_plain_ones(name: str, plain: str) -> None:
    assert plain_name(name) == plain


def test_a_file_over_the_limit_is_refused_and_leaves_nothing(data_folder: Path) -> None:
    def chunks() -> Iterator[bytes]:
        yield b"x" * 600_000
        yield b"x" * 600_000

    with pytest.raises(InvalidInput, match="1 MB"):
        files.store_incoming(chunks(), intake_id=uuid4(), place=0, most=1_000_000)
    assert stored(data_folder) == []


def test_today_says_what_is_new_and_what_was_stopped(person: Person) -> None:
    add(PAGE, PersonFactory())
    intake = Intake.objects.create(
        person=person, added_for=person.organisation, state=Intake.State.STOPPED
    )
    IntakeItem.objects.create(intake=intake, place=0, name="x")
    kinds = {item.kind: item for item in public.today_items(person, since=None)}
    assert set(kinds) == {"waiting", "new"}
    assert kinds["waiting"].address == intake.get_absolute_url()
