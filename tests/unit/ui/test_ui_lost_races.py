"""Where two requests wait for each other PostgreSQL undoes one; it is tried again at the door."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import ResolverMatch

from commonweal.kernel.errors import NotAllowed
from commonweal.rights.models import Organisation, TrailHead
from commonweal.ui import problems

IS_SQLITE = connection.vendor == "sqlite"


class Deadlock(Exception):
    sqlstate = "40P01"


def lost() -> OperationalError:
    error = OperationalError("deadlock detected")
    error.__cause__ = Deadlock()
    return error


def answered(view: Callable[..., HttpResponse], first: Exception) -> HttpResponse | None:
    file = SimpleUploadedFile("minutes.txt", b"Minutes")
    request = RequestFactory().post("/", {"file": file}, headers={"Accept": "application/json"})
    request.FILES["file"].read()
    request.resolver_match = ResolverMatch(view, (), {"number": 7})
    return problems.ProblemsMiddleware(view).process_exception(request, first)


def test_a_lost_race_is_run_again_with_the_same_files() -> None:
    def view(request: HttpRequest, number: int) -> HttpResponse:
        return HttpResponse(request.FILES["file"].read() + b" %d" % number)

    answer = answered(view, lost())
    assert answer
    assert answer.content == b"Minutes 7"


def test_it_is_not_tried_for_ever() -> None:
    calls = []

    def view(_request: HttpRequest, number: int) -> HttpResponse:
        calls.append(number)
        raise lost()

    with pytest.raises(OperationalError):
        answered(view, lost())
    assert len(calls) == problems.TURNS


def test_what_the_second_try_raises_is_answered_as_usual() -> None:
    def refuses(_request: HttpRequest, number: int) -> HttpResponse:
        raise NotAllowed("test.refused", f"Not {number}.")

    def is_not_there(_request: HttpRequest, number: int) -> HttpResponse:
        raise Http404(number)

    answer = answered(refuses, lost())
    assert answer
    assert answer.status_code == 403
    with pytest.raises(Http404):
        answered(is_not_there, lost())


@pytest.mark.parametrize("error", [OperationalError("disk full"), ValueError("wrong")])
def test_nothing_else_is_tried_again(error: Exception) -> None:
    def view(_request: HttpRequest, number: int) -> HttpResponse:
        raise AssertionError(number)

    assert answered(view, error) is None


@pytest.mark.skipif(IS_SQLITE, reason="SQLite lets one write at a time")
@pytest.mark.django_db(transaction=True)
def test_a_real_deadlock_of_the_trail_and_a_row_is_won_in_the_end() -> None:
    row = Organisation.objects.create(name="One")
    TrailHead.objects.get_or_create(pk=1)
    both = threading.Barrier(2, timeout=30)
    ended: list[str] = []
    lock_row = Organisation.objects.select_for_update().filter(pk=row.pk).first
    lock_end = TrailHead.objects.select_for_update().filter(pk=1).first

    def act(locks: list[Callable[[], object]], *, waits: bool) -> HttpResponse:
        with transaction.atomic():
            locks[0]()
            if waits:
                both.wait()
            locks[1]()
        ended.append("done")
        return HttpResponse()

    def request(locks: list[Callable[[], object]]) -> None:
        asked = RequestFactory().get("/")
        asked.resolver_match = ResolverMatch(lambda _request: act(locks, waits=False), (), {})
        try:
            act(locks, waits=True)
        except OperationalError as error:
            if problems.ProblemsMiddleware(act).process_exception(asked, error) is not None:
                ended.append("again")
        finally:
            connection.close()

    with ThreadPoolExecutor() as pool:
        list(pool.map(request, ([lock_row, lock_end], [lock_end, lock_row])))
    assert sorted(ended) == ["again", "done", "done"]
