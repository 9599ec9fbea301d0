"""Everything is read again in one run that shows how far it is, stops before the next document, and goes on."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import IntegrityError, OperationalError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from commonweal.cli import commonweal
from commonweal.kernel.errors import Conflict, InvalidInput, NoAnswer, NotAllowed, NotFound
from commonweal.library import public, tasks
from commonweal.library.actions import rereading, rereadings
from commonweal.library.actions.rereadings import (
    begin,
    must_go_on,
    read_on,
    resume,
    resume_abandoned,
    stop,
)
from commonweal.library.engine.version import READER_VERSION
from commonweal.library.models import Document, KeptReading, Rereading
from commonweal.rights.models import Person, TrailEntry
from factories import CoordinatorFactory, PersonFactory

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
LIST = "/library/review/read-again/"


@pytest.fixture
def person() -> Person:
    return PersonFactory(role="reviewer")


@pytest.fixture
def client(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def documents(person: Person) -> list[Document]:
    """Four documents of an older reader, in the order in which a run takes them."""
    for number in range(4):
        text = f"Note {number}\n\nPartners met the police in Vienna.\n"
        public.add_now(f"{number}.txt", text.encode(), person=person)
    Document.objects.update(reader_version="0.1")
    return list(Document.objects.order_by("pk"))


def text_of(response: Any) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def older() -> int:
    return Document.objects.filter(reader_version="0.1").count()


def failing(monkeypatch: pytest.MonkeyPatch, error: Exception, *, at: str = "") -> None:
    """Let the reader fail, on documents with these words or on all."""
    real = rereading.read_columns

    def read(loaded: Any, *, title: str) -> dict[str, Any]:
        if at in loaded.text:
            raise error
        return real(loaded, title=title)

    monkeypatch.setattr(rereading, "read_columns", read)


def test_a_run_reads_every_older_document_and_says_how_it_ended(
    person: Person, documents: list[Document]
) -> None:
    run = begin(person=person)
    assert (run.total, run.state, run.reader_version) == (4, "running", READER_VERSION)
    assert [one.document_id for one in read_on(run.pk)] == [one.pk for one in documents]
    run.refresh_from_db()
    assert (run.done, run.kept, run.state, run.worker) == (4, 0, "done", "")
    assert run.ended_at
    assert older() == 0
    assert not must_go_on(run.pk)
    assert list(read_on(run.pk)) == []
    assert TrailEntry.objects.filter(verb="library.documents.reread-asked").count() == 1


def test_a_stop_takes_effect_before_the_next_document_and_it_goes_on_after_it(
    person: Person, documents: list[Document]
) -> None:
    run = begin(person=person)
    reading = read_on(run.pk)
    next(reading)
    assert stop(run.pk, person=person).state == "stopped"
    assert list(reading) == []
    run.refresh_from_db()
    assert (run.done, older(), run.worker) == (1, 3, "")
    assert run.ended_at
    assert stop(run.pk, person=person).state == "stopped"
    assert TrailEntry.objects.filter(verb="library.documents.reread-stopped").count() == 1
    again = resume(run.pk, person=person)
    assert (again.state, again.total, again.ended_at) == ("running", 4, None)
    assert len(list(read_on(run.pk))) == 3
    run.refresh_from_db()
    assert (run.state, run.done) == ("done", 4)
    assert resume(run.pk, person=person).state == "done"


def test_two_runs_at_once_are_refused_by_words_and_by_the_database(
    person: Person, documents: list[Document]
) -> None:
    first = begin(person=person)
    other = CoordinatorFactory()
    with pytest.raises(Conflict, match=rf"{person.name}\): 0 of 4"):
        begin(person=other)
    stop(first.pk, person=other)
    second = begin(person=other)
    with pytest.raises(Conflict, match="Wait for that run, or stop it"):
        resume(first.pk, person=person)
    with pytest.raises(IntegrityError), transaction.atomic():
        Rereading.objects.create(total=1, reader_version="1")
    assert Rereading.objects.filter(state="running").get() == second


def test_the_second_of_two_who_ask_in_the_same_moment_is_told(
    person: Person, documents: list[Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(person=person)
    monkeypatch.setattr(rereadings, "_raise_if_running", lambda _person: None)
    with pytest.raises(Conflict, match="0 of 4"):
        begin(person=person)


def test_with_nothing_to_read_there_is_no_run(person: Person, documents: list[Document]) -> None:
    Document.objects.update(reader_version=READER_VERSION)
    with pytest.raises(InvalidInput, match="already"):
        begin(person=person)
    assert not Rereading.objects.exists()


def test_what_keeps_its_earlier_reading_is_listed_with_why_and_not_tried_twice(
    person: Person, documents: list[Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, InvalidInput("library.too-slow", "It took too long."), at="Note 2")
    run = begin(person=person)
    done = list(read_on(run.pk))
    assert [one.why for one in done if one.why] == ["It took too long."]
    run.refresh_from_db()
    assert (run.state, run.done, run.kept) == ("done", 3, 1)
    kept = KeptReading.objects.get()
    assert (kept.document.text[:6], kept.why) == ("Note 2", "It took too long.")


def test_a_fault_of_the_reader_costs_one_document(
    person: Person, documents: list[Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, ValueError("x"), at="Note 1")
    run = begin(person=person)
    assert len(list(read_on(run.pk))) == 4
    assert "ValueError" in KeptReading.objects.get().why


def test_a_full_disk_stops_the_run_and_says_so(
    person: Person, documents: list[Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, NoAnswer("library.disk-full", "The disk is full."), at="Note")
    run = begin(person=person)
    assert list(read_on(run.pk)) == []
    run.refresh_from_db()
    assert (run.state, run.message, run.through) == ("stopped", "The disk is full.", 0)


def test_a_fault_of_the_server_leaves_the_document_for_the_next_turn(
    person: Person, documents: list[Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        failing(patch, OperationalError("the database is locked"))
        run = begin(person=person)
        with pytest.raises(OperationalError):
            list(read_on(run.pk))
    assert must_go_on(run.pk)
    assert len(list(read_on(run.pk))) == 4


def test_removed_meanwhile_there_is_one_less(
    person: Person, documents: list[Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = rereading.read_columns

    def read(loaded: Any, *, title: str) -> dict[str, Any]:
        Document.objects.filter(pk=documents[2].pk).update(removed_at=timezone.now())
        Document.objects.filter(text=loaded.text, pk=documents[0].pk).delete()
        return real(loaded, title=title)

    monkeypatch.setattr(rereading, "read_columns", read)
    run = begin(person=person)
    assert len(list(read_on(run.pk))) == 2
    run.refresh_from_db()
    assert (run.state, run.done, run.total) == ("done", 2, 3)


def test_one_worker_at_a_time_reads(person: Person, documents: list[Document]) -> None:
    run = begin(person=person)
    reading = read_on(run.pk)
    next(reading)
    assert list(read_on(run.pk)) == []
    assert not must_go_on(run.pk)
    assert len(list(reading)) == 3


def test_what_a_killed_worker_left_goes_on_with_the_next(
    person: Person, documents: list[Document]
) -> None:
    run = begin(person=person)
    assert resume_abandoned() == ()
    next(reading := read_on(run.pk))
    # Killed: it never says that it left. A process of this machine that has ended is known at once.
    Rereading.objects.update(worker=rereadings.reader_name().split(":")[0] + ":999999999")
    assert resume_abandoned() == (run.pk,)
    assert resume_abandoned() == ()
    tasks.on_worker_started()
    # The one that was given up counts nothing twice.
    assert list(reading) == []
    assert len(list(read_on(run.pk))) == 3
    run.refresh_from_db()
    assert (run.state, run.done) == ("done", 4)


def test_a_worker_elsewhere_is_given_up_after_its_silence(
    person: Person, documents: list[Document]
) -> None:
    run = begin(person=person)
    Rereading.objects.update(worker="elsewhere:1", seen_at=timezone.now())
    assert resume_abandoned() == ()
    later = timezone.now() + timedelta(seconds=rereadings.silence_s() + 1)
    assert resume_abandoned(now=later) == (run.pk,)
    assert must_go_on(run.pk)


def test_a_turn_that_nobody_asked_for_is_asked_for_when_a_worker_starts(
    person: Person, documents: list[Document]
) -> None:
    begin(person=person)
    Rereading.objects.update(seen_at=timezone.now() - timedelta(seconds=rereadings.silence_s() + 9))
    tasks.on_worker_started()
    assert Rereading.objects.get().state == "done"


def test_a_document_that_ends_three_workers_keeps_its_reading(
    person: Person, documents: list[Document]
) -> None:
    run = begin(person=person)
    Rereading.objects.update(at=documents[0].pk, attempts=3)
    assert len(list(read_on(run.pk))) == 4
    kept = KeptReading.objects.get()
    assert (kept.document_id, kept.why) == (documents[0].pk, "It ended the reader three times.")
    run.refresh_from_db()
    assert (run.state, run.attempts) == ("done", 0)


def test_resumed_with_a_newer_reader_it_begins_from_the_first(
    person: Person, documents: list[Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    run = begin(person=person)
    next(reading := read_on(run.pk))
    stop(run.pk, person=person)
    reading.close()
    Document.objects.update(reader_version="0.2")
    Rereading.objects.update(reader_version="0.2")
    again = resume(run.pk, person=person)
    assert (again.total, again.last, again.reader_version) == (5, None, READER_VERSION)
    assert len(list(read_on(run.pk))) == 4


def test_who_may(person: Person, documents: list[Document]) -> None:
    run = begin(person=person)
    for role in ("partner", "oversight", "donor", "administrator"):
        other = PersonFactory(role=role)
        with pytest.raises(NotAllowed):
            begin(person=other)
        for verb in (stop, resume):
            with pytest.raises(NotFound):
                verb(run.pk, person=other)
    run.refresh_from_db()
    assert run.state == "running"


# The pages


def test_asked_for_on_the_page_it_runs_turn_by_turn(
    client: Client,
    documents: list[Document],
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    assert "4 documents were read by an older reader" in text_of(client.get(LIST))
    # Each turn is over as soon as one document was read.
    clock = iter(range(0, 10_000, 5))
    monkeypatch.setattr(tasks.time, "monotonic", lambda: next(clock))
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(LIST)
    run = Rereading.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, run.get_absolute_url())
    assert (older(), run.state, run.done) == (0, "done", 4)
    page = text_of(client.get(run.get_absolute_url()))
    assert "4 read again, 0 kept their earlier reading, 4 in all. Done" in page
    answer = client.post(LIST)
    assert answer.status_code == 422
    assert "Every document was read by this reader already" in text_of(answer)


def test_progress_is_asked_for_until_it_is_over(
    client: Client, person: Person, documents: list[Document]
) -> None:
    run = begin(person=person)
    page = client.get(run.get_absolute_url()).content.decode()
    assert '<progress value="0" max="4"' in page
    assert "hx-trigger" in page
    assert person.name in page
    reading = read_on(run.pk)
    next(reading)
    part = client.get(run.get_absolute_url(), headers=HTMX)
    assert part.status_code == 200
    assert "<html" not in part.content.decode()
    assert '<progress value="1" max="4"' in part.content.decode()
    assert client.post(f"{run.get_absolute_url()}stop/").status_code == 303
    part = client.get(run.get_absolute_url(), headers=HTMX)
    assert part.status_code == 286
    assert "Stopped" in text_of(part)
    assert "hx-trigger" not in part.content.decode()
    assert list(reading) == []


def test_on_the_page_it_goes_on(
    client: Client,
    person: Person,
    documents: list[Document],
    django_capture_on_commit_callbacks: Any,
) -> None:
    run = begin(person=person)
    stop(run.pk, person=person)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(f"{run.get_absolute_url()}resume/")
    assert (answer.status_code, answer["Location"]) == (303, run.get_absolute_url())
    run.refresh_from_db()
    assert (run.state, run.done) == ("done", 4)


def test_while_one_runs_the_page_leads_to_it_and_a_second_is_refused(
    client: Client, person: Person, documents: list[Document]
) -> None:
    run = begin(person=CoordinatorFactory())
    page = client.get(LIST).content.decode()
    assert run.get_absolute_url() in page
    assert "Read them again" not in page
    answer = client.post(LIST)
    assert answer.status_code == 409
    assert "Wait for that run, or stop it first." in text_of(answer)


def test_a_worker_killed_half_way_is_replaced_while_somebody_looks(
    client: Client, person: Person, documents: list[Document]
) -> None:
    run = begin(person=person)
    Rereading.objects.update(worker=rereadings.reader_name().split(":")[0] + ":999999999")
    page = client.get(run.get_absolute_url())
    assert "4 read again" in text_of(page)


def test_what_kept_its_reading_is_listed_by_pages_to_those_who_may_see_it(
    client: Client, person: Person, documents: list[Document]
) -> None:
    run = Rereading.objects.create(state="done", total=60, kept=60, ended_at=timezone.now())
    for number in range(60):
        row = Document.objects.create(
            sha256=f"{number:064}", media_type="text/plain", size_bytes=1, text="x", reader_version="0.1",
            title=f"Paper {number}", kind="other",
        )  # fmt: skip
        KeptReading.objects.create(rereading=run, document=row, why="Passages of it are cited.")
    at = run.get_absolute_url()
    assert text_of(client.get(at)).count("Passages of it are cited.") == 50
    assert text_of(client.get(at, {"page": 2})).count("Passages of it are cited.") == 10
    first = KeptReading.objects.order_by("pk")[0].document
    circle = public.Circle(roles=["police"])
    public.restrict(first.pk, circle, reason="It names a gate.", person=None)
    assert "Paper 0" not in text_of(client.get(at))
    assert "Paper 1" in text_of(client.get(at))
    with CaptureQueriesContext(connection) as asked:
        client.get(at)
    few = len(asked)
    KeptReading.objects.filter(pk__gt=KeptReading.objects.order_by("pk")[2].pk).delete()
    with CaptureQueriesContext(connection) as asked:
        client.get(at)
    assert len(asked) == few


def test_who_may_not_read_again_sees_no_run(person: Person, documents: list[Document]) -> None:
    run = begin(person=person)
    for role in ("partner", "donor", "oversight"):
        client = Client()
        client.force_login(PersonFactory(role=role))
        assert client.get(LIST).status_code in {403, 404}
        assert client.post(LIST).status_code in {403, 404}
        for path in ("", "stop/", "resume/"):
            answer = (
                client.get(run.get_absolute_url())
                if not path
                else client.post(run.get_absolute_url() + path)
            )
            assert answer.status_code == 404


# The command line


def test_the_command_line_reads_again(client: Client, documents: list[Document]) -> None:
    run = CliRunner().invoke
    assert run(commonweal, ["library", "reread"]).exit_code == 2
    done = run(commonweal, ["library", "reread", "--all", "--json"])
    assert (done.exit_code, done.output.count('"changed": 0')) == (0, 4)
    row = Rereading.objects.get()
    assert (row.state, row.done, row.person) == ("done", 4, None)
    assert "on the server" in text_of(client.get(row.get_absolute_url()))
    done = run(commonweal, ["library", "reread", "--all"])
    assert "Every document was read by this reader already." in done.output
    done = run(commonweal, ["library", "reread", str(documents[0].pk)])
    assert "read again, 0 values changed" in done.output


def test_the_command_line_stopped_goes_on_with_the_next_call(
    documents: list[Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        failing(patch, KeyboardInterrupt(), at="Note")  # type: ignore[arg-type]
        assert CliRunner().invoke(commonweal, ["library", "reread", "--all"]).exit_code != 0
    row = Rereading.objects.get()
    assert (row.state, row.message, row.worker) == ("stopped", "It was stopped on the server.", "")
    done = CliRunner().invoke(commonweal, ["library", "reread", "--all"])
    assert done.exit_code == 0
    row = Rereading.objects.get()
    assert (row.state, row.done) == ("done", 4)


def test_the_command_line_refuses_a_second_run(person: Person, documents: list[Document]) -> None:
    begin(person=person)
    done = CliRunner().invoke(commonweal, ["library", "reread", "--all"])
    assert isinstance(done.exception, Conflict)
    assert "Wait for that run, or stop it first." in str(done.exception)
    assert older() == 4


def test_stopped_on_the_page_the_command_line_ends(
    person: Person, documents: list[Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = rereading.read_columns

    def read(loaded: Any, *, title: str) -> dict[str, Any]:
        stop(Rereading.objects.get().pk, person=person)
        return real(loaded, title=title)

    monkeypatch.setattr(rereading, "read_columns", read)
    done = CliRunner().invoke(commonweal, ["library", "reread", "--all"])
    assert done.exit_code == 1
    assert "Stopped after 1 of 4." in done.output
    assert older() == 3


def test_addresses_are_as_they_were() -> None:
    assert reverse("library:rereadings") == LIST
