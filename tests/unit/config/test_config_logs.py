"""What is logged, and that no word a person wrote is in it."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from commonweal.config import log_lines
from commonweal.config import urls as real
from commonweal.config.log_lines import JsonLines, TextLines
from commonweal.kernel.doors import EVERYONE, opens_to
from commonweal.rights.models import Role
from factories import PASSWORD, PersonFactory
from walk import addresses, walked

pytestmark = pytest.mark.django_db
WORD = "quillerbrandish"
MAY_STAND = {"time", "level", "event", "id", "route", "method", "status", "ms", "database"}


@opens_to(EVERYONE)
def fall(request: HttpRequest) -> HttpResponse:
    held = request.GET.get("q", WORD)
    logging.getLogger("some.package").error("It failed on %s", held)
    logging.getLogger("some.package").error(f"It failed on {held}")  # noqa: G004  as some packages do
    try:
        int(held)
    except ValueError as error:
        raise RuntimeError(f"cannot read {held}") from error


urlpatterns = [path("fall/", fall), *real.urlpatterns]
handler400, handler404, handler500 = real.handler400, real.handler404, real.handler500


class Kept:
    """Everything that is logged, in both forms."""

    def __init__(self) -> None:
        self.json, self.text = io.StringIO(), io.StringIO()

    def handlers(self) -> Iterator[logging.Handler]:
        for stream, formatter in ((self.json, JsonLines()), (self.text, TextLines())):
            handler = logging.StreamHandler(stream)
            handler.setFormatter(formatter)
            yield handler

    @property
    def lines(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.json.getvalue().splitlines()]

    @property
    def words(self) -> str:
        return (self.json.getvalue() + self.text.getvalue()).lower()


@pytest.fixture
def kept() -> Iterator[Kept]:
    """Take every record of every logger, also of those that are not printed as a rule."""
    found, root = Kept(), logging.getLogger()
    handlers = list(found.handlers())
    levels = {
        name: logging.getLogger(name).level
        for name in ("", "commonweal", "django", "django.request")
    }
    for name in levels:
        logging.getLogger(name).setLevel(logging.DEBUG)
    for handler in handlers:
        root.addHandler(handler)
    yield found
    for handler in handlers:
        root.removeHandler(handler)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


@pytest.fixture
def visitor(settings: object) -> Client:
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


def test_a_request_is_one_line_with_its_page_and_no_more(kept: Kept, client: Client) -> None:
    answer = client.get("/agreed/?q=" + WORD)
    (line,) = [line for line in kept.lines if line["event"] == "request"]
    assert set(line) == MAY_STAND
    assert (line["route"], line["method"], line["status"]) == ("partners:agreed", "GET", 200)
    assert line["database"] >= 1
    assert answer["X-Request-ID"] == line["id"]


def test_no_word_of_a_person_is_logged(kept: Kept, visitor: Client) -> None:
    person = PersonFactory(name=WORD, email=f"{WORD}@example.org", job=WORD, role=Role.COORDINATOR)
    visitor.get(f"/{WORD}/", {"q": WORD})
    visitor.generic(WORD.upper(), "/")
    visitor.get("/", headers={"host": f"{WORD}.example"})
    visitor.post("/accounts/login/", {"login": person.email, "password": WORD})
    visitor.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    visitor.force_login(person)
    file = SimpleUploadedFile(f"{WORD}.txt", f"Halvera, 1 March 2026 - {WORD}.".encode())
    assert visitor.post("/library/add/", {"documents": file}).status_code in {200, 302, 303}
    visitor.post("/library/add/", {"documents": SimpleUploadedFile(f"{WORD}.exe", b"MZ\0\0")})
    visitor.post("/rights/invite/", {"email": f"{WORD}@example.org", "job": WORD})
    visitor.get("/library/search/", {"q": WORD})
    visitor.get(f"/invitation/{WORD}/")
    visitor.get("/fall/", {"q": WORD})
    assert len([line for line in kept.lines if line["event"] == "request"]) >= 11
    assert WORD not in kept.words


@pytest.mark.walk
def test_no_page_logs_what_it_is_asked_about(kept: Kept, visitor: Client) -> None:
    small = walked()
    visitor.force_login(small.people["co-ordinator"])
    for address in addresses():
        if address.name != "account_logout":
            visitor.get(address.filled(small.rows), {"q": WORD, WORD: "1"})
            visitor.post(address.filled(small.rows), {"q": WORD, "text": WORD, "title": WORD})
    assert len(kept.lines) > 50
    assert WORD not in kept.words
    # Numbers of paragraphs and revisions are no ids: they stand in every line.
    ids = [
        str(row) for name, row in small.rows.items() if name.endswith("_id") and len(str(row)) > 8
    ]
    assert [one for one in ids if one in kept.words] == []


def test_an_error_is_logged_with_its_kind_and_place_and_without_its_words(
    kept: Kept, visitor: Client
) -> None:
    answer = visitor.get("/fall/", {"q": WORD})
    assert answer.status_code == 500
    (line,) = [line for line in kept.lines if line.get("logger") == "django.request"]
    assert line["error"] == ["builtins.RuntimeError", "builtins.ValueError"]
    assert any(place.endswith(" fall") for place in line["at"])
    assert line["id"] == answer["X-Request-ID"]
    (said,) = [line for line in kept.lines if line["event"] == "request"]
    assert (said["level"], said["status"]) == ("error", 500)
    notes = [line for line in kept.lines if line.get("logger") == "some.package"]
    assert len(notes) == 2
    assert all("test_config_logs.py:" in str(note["place"]) for note in notes)


def test_a_person_at_a_terminal_reads_warnings_only() -> None:
    assert log_lines.setup("text")["loggers"]["commonweal"]["level"] == "WARNING"
    assert log_lines.setup("json")["loggers"]["commonweal"]["level"] == "INFO"


def test_nothing_is_mailed_about_an_error(visitor: Client, mailoutbox: list[object]) -> None:
    visitor.get("/fall/")
    assert mailoutbox == []
    mailing = logging.getLogger("django").handlers
    assert mailing == []
