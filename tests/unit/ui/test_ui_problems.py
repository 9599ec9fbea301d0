from __future__ import annotations

import json
import re

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from commonweal.config import urls as real
from commonweal.kernel.doors import EVERYONE, opens_to
from commonweal.kernel.errors import (
    CommonwealError,
    Conflict,
    InvalidInput,
    NoAnswer,
    NotAllowed,
    NotFound,
)
from commonweal.ui.problems import problem_of

TOKEN = re.compile(r'"x-csrftoken": "\w+"')
ERRORS = {
    "invalid": InvalidInput("x.invalid", "The file has 0 bytes; add one with text."),
    "allowed": NotAllowed("x.not-allowed", "Only the addressee answers."),
    "missing": NotFound("x.missing", "Document 7 of the police is hidden."),
    "conflict": Conflict("x.conflict", "It was answered meanwhile."),
    "silent": NoAnswer("x.silent", "The reports extra is not installed."),
    "other": CommonwealError("x.other", "Something else."),
}


@opens_to(EVERYONE)
def refuse(request: HttpRequest, name: str) -> HttpResponse:
    raise ERRORS[name]


@opens_to(EVERYONE)
def fall(request: HttpRequest) -> HttpResponse:
    raise RuntimeError


urlpatterns = [path("refuse/<str:name>/", refuse), path("fall/", fall), *real.urlpatterns]
handler400, handler403 = real.handler400, real.handler403
handler404, handler500 = real.handler404, real.handler500


@pytest.fixture
def browser_client(settings: object) -> Client:
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("invalid", 422),
        ("allowed", 403),
        ("missing", 404),
        ("conflict", 409),
        ("silent", 503),
        ("other", 500),
    ],
)
def test_each_error_has_its_status_and_says_its_words(
    browser_client: Client, name: str, status: int
) -> None:
    answer = browser_client.get(f"/refuse/{name}/")
    assert answer.status_code == status
    if name != "missing":
        assert ERRORS[name].message in answer.content.decode()


@pytest.mark.django_db
def test_what_is_hidden_and_what_is_not_there_look_the_same(browser_client: Client) -> None:
    hidden = browser_client.get("/refuse/missing/")
    absent = browser_client.get("/no/such/page/")
    assert hidden.status_code == absent.status_code == 404
    assert TOKEN.sub("", hidden.content.decode()) == TOKEN.sub("", absent.content.decode())


def test_the_words_of_a_not_found_error_never_reach_the_page() -> None:
    problem, status = problem_of(ERRORS["missing"])
    assert (problem.code, status) == ("not-found", 404)
    assert "police" not in problem.detail


@pytest.mark.django_db
def test_htmx_gets_a_fragment_and_programs_get_json(browser_client: Client) -> None:
    fragment = browser_client.get("/refuse/invalid/", headers={"HX-Request": "true"})
    assert "<html" not in fragment.content.decode()
    assert "0 bytes" in fragment.content.decode()
    program = browser_client.get("/refuse/invalid/", headers={"Accept": "application/json"})
    assert json.loads(program.content) == {"code": "x.invalid", "detail": ERRORS["invalid"].message}


@pytest.mark.django_db
def test_a_fault_of_ours_shows_a_page_without_details(browser_client: Client) -> None:
    answer = browser_client.get("/fall/")
    assert answer.status_code == 500
    assert "The fault is ours" in answer.content.decode()
    assert "RuntimeError" not in answer.content.decode()


def test_the_page_of_a_fault_asks_the_database_nothing() -> None:
    from commonweal.ui.problems import broken

    answer = broken(RequestFactory().get("/"))
    assert answer.status_code == 500


@pytest.mark.django_db
def test_a_request_under_a_wrong_host_gets_the_page_for_it() -> None:
    with override_settings(ALLOWED_HOSTS=["commonweal.example.org"]):
        answer = Client(raise_request_exception=False).get("/styles/")
    assert answer.status_code == 400
    assert "could not read this request" in answer.content.decode()


@pytest.mark.django_db
def test_a_form_without_its_token_says_what_to_do() -> None:
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "x"})
    assert answer.status_code == 403
    assert "This form has expired" in answer.content.decode()
