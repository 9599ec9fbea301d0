"""Two faults that pass by themselves are told from those of ours, and said calmly."""

from __future__ import annotations

import psycopg
import pytest
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from commonweal.config import urls as real
from commonweal.kernel.doors import EVERYONE, opens_to
from commonweal.kernel.errors import NoAnswer
from commonweal.partners.models import Meeting
from commonweal.rights.actions import chain
from commonweal.rights.models import Role
from commonweal.ui.faults import is_database_away
from factories import PersonFactory


def came_from(error: Exception, cause: Exception | None) -> Exception:
    error.__cause__ = cause
    return error


ERRORS = {
    "gone": came_from(
        OperationalError("connection refused at 10.0.0.7"), psycopg.OperationalError("refused")
    ),
    "shut": came_from(OperationalError("terminating"), psycopg.errors.AdminShutdown("terminating")),
    "closed": came_from(InterfaceError("closed"), psycopg.InterfaceError("closed")),
    "locked": OperationalError("database is locked"),
    "full": OperationalError("database or disk is full"),
    "pg-full": came_from(
        OperationalError("could not extend file: No space left on device"),
        psycopg.errors.DiskFull("could not extend file: No space left on device"),
    ),
    "ours": OperationalError("no such table: library_document"),
    "deadlock": came_from(OperationalError("deadlock"), psycopg.errors.DeadlockDetected("x")),
}


@opens_to(EVERYONE)
def fall(request: HttpRequest, name: str) -> HttpResponse:
    raise ERRORS[name]


urlpatterns = [path("fall/<str:name>/", fall), *real.urlpatterns]
handler500 = real.handler500


@pytest.fixture
def visitor(settings: object) -> Client:
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("name", "status", "words"),
    [
        ("gone", 503, "cannot reach its database"),
        ("shut", 503, "cannot reach its database"),
        ("closed", 503, "cannot reach its database"),
        ("locked", 503, "cannot reach its database"),
        ("full", 507, "disk is full"),
        ("pg-full", 507, "disk is full"),
        ("ours", 500, "The fault is ours"),
    ],
)
def test_the_page_says_which_fault_it_is(
    name: str, status: int, words: str, visitor: Client
) -> None:
    answer = visitor.get(f"/fall/{name}/")
    assert answer.status_code == status
    assert words in answer.content.decode()
    assert "10.0.0.7" not in answer.content.decode()
    assert ("Retry-After" in answer) is (status == 503)


@pytest.mark.parametrize(("name", "status"), [("gone", 503), ("full", 507), ("ours", 500)])
def test_a_part_of_a_page_and_a_program_are_told_as_well(
    name: str, status: int, visitor: Client
) -> None:
    part = visitor.get(f"/fall/{name}/", headers={"HX-Request": "true"})
    assert part.status_code == status
    assert "<html" not in part.content.decode()
    told = visitor.get(f"/fall/{name}/", headers={"Accept": "application/json"})
    assert told.status_code == status
    assert set(told.json()) == {"code", "detail"}


def test_a_mistake_of_ours_is_no_database_that_is_away() -> None:
    assert not is_database_away(ERRORS["ours"])
    assert not is_database_away(ERRORS["deadlock"])
    assert not is_database_away(NoAnswer("x.y", "The mail server did not answer."))
    assert not is_database_away(None)
    assert is_database_away(came_from(RuntimeError("while reading"), ERRORS["gone"]))


@pytest.mark.django_db
def test_where_the_trail_has_no_room_the_act_is_not_done_and_the_page_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client = Client(raise_request_exception=False)
    person = PersonFactory(role=Role.COORDINATOR)
    client.force_login(person)

    def refuse(*_words: object, **_more: object) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(chain, "_write", refuse)
    answer = client.post(
        "/partners/meetings/add/",
        {
            "title": "Evening",
            "type": "meeting",
            "start": "2026-03-01",
            "convener": str(person.organisation_id),
        },
    )
    assert answer.status_code == 507
    assert "nothing was done by halves" in answer.content.decode()
    assert not Meeting.objects.exists()
