"""The whole city is loaded once, tells its story, can be toured and begun again."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.apps import apps
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from commonweal.cli import commonweal
from commonweal.demo.city import PASSWORD, POLICE, RESIDENTS
from commonweal.demo.load import DOCUMENT, load
from commonweal.demo.make_documents import BROKEN, DOCUMENTS, SCAN
from commonweal.demo.models import Made
from commonweal.demo.people import here
from commonweal.demo.reset import reset
from commonweal.demo.tour import tour
from commonweal.kernel.errors import Conflict, NotAllowed, NotFound
from commonweal.library import public as library
from commonweal.partners import public as partners

pytestmark = pytest.mark.django_db
ROOMS = ("rights", "library", "partners")


def _silent(_text: str) -> None:
    return None


def _rows() -> dict[str, int]:
    """How many rows each table of each room has."""
    return {
        model._meta.label: model._default_manager.count()
        for room in ROOMS
        for model in apps.get_app_config(room).get_models()
    }


@pytest.fixture
def demo_mode(settings: object) -> None:
    settings.DEMO = True


@pytest.fixture
def said(demo_mode: None) -> list[str]:
    """The loaded city, and what was said on the way."""
    told: list[str] = []
    assert load(say=told.append)
    return told


def test_a_second_load_changes_nothing(said: list[str]) -> None:
    before = _rows()
    assert before["library.Document"] > 30
    assert not load(say=_silent)
    assert _rows() == before


def test_an_interrupted_load_is_taken_up_where_it_stopped(
    demo_mode: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Path.read_bytes

    def stopped(file: Path) -> bytes:
        if file.name.startswith("police"):
            raise KeyboardInterrupt
        return read(file)

    monkeypatch.setattr(Path, "read_bytes", stopped)
    with pytest.raises(KeyboardInterrupt):
        load(say=_silent)
    half = _rows()
    assert half["partners.Meeting"] == 0
    assert half["library.Document"] > 5
    monkeypatch.undo()
    assert load(say=_silent)
    assert _rows()["library.Origin"] == _rows()["library.Document"]
    assert _rows()["rights.Person"] == len(RESIDENTS)


def test_what_cannot_be_read_is_refused_and_said(said: list[str]) -> None:
    refused = {
        row.name.removeprefix(DOCUMENT)
        for row in Made.objects.filter(name__startswith=DOCUMENT, made_id=None)
    }
    assert {BROKEN, f"{SCAN}.pdf"} <= refused
    assert len(refused) <= 3
    assert all(any(name in line for line in said) for name in refused)


def test_every_other_file_can_be_found_by_anybody_who_acts_for_a_partner(said: list[str]) -> None:
    youth = here()["youth"]
    kept = Made.objects.filter(name__startswith=DOCUMENT, made_id__isnull=False)
    assert kept.count() >= len(list(DOCUMENTS.iterdir())) - 3
    assert all(library.document(row.made_id, person=youth).title for row in kept)


def test_the_police_service_is_told_that_its_promise_is_overdue(said: list[str]) -> None:
    items = partners.today_items(here()[POLICE.key], since=None)
    due = [item.due_on for item in items if item.due_on]
    assert timezone.localdate() - timedelta(days=12) in due


def test_the_story_counts_from_the_day_of_loading(demo_mode: None) -> None:
    later = timezone.now() + timedelta(days=400)
    assert load(say=_silent, now=later)
    items = partners.today_items(here()[POLICE.key], since=None)
    assert later.date() - timedelta(days=12) in [item.due_on for item in items]


def test_every_stop_of_the_tour_answers_the_person_it_is_for(
    said: list[str], client: Client
) -> None:
    steps = tour()
    assert len(steps) >= 8
    for step in steps:
        client.logout()
        if step.who:
            client.post("/demo/enter/", {"email": step.who.email})
        assert client.get(step.address).status_code == 200, step.address


def test_the_tour_of_an_empty_workspace_says_how_to_load_it(demo_mode: None) -> None:
    with pytest.raises(NotFound, match="commonweal demo load"):
        tour()


def test_the_command_line_prints_the_log_ins_and_the_tour(
    said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commonweal.demo.cli.start_django", lambda: None)
    printed = CliRunner().invoke(commonweal, ["demo", "load"]).stdout.splitlines()
    assert len(printed) == len(RESIDENTS)
    assert all(PASSWORD in line for line in printed)
    found = CliRunner().invoke(commonweal, ["demo", "tour", "--json", "--address", "http://h:1/"])
    steps = [json.loads(line) for line in found.stdout.splitlines()]
    assert [step["address"] for step in steps] == [f"http://h:1{step.address}" for step in tour()]


def test_nothing_is_loaded_or_reset_outside_demo_mode(settings: object) -> None:
    settings.DEMO = False
    for act in (load, reset):
        with pytest.raises(NotAllowed, match="COMMONWEAL_DEMO"):
            act(say=_silent)


def test_nothing_is_loaded_or_reset_where_other_people_work(demo_mode: None) -> None:
    get_user_model().objects.create_user("somebody@example.com", name="Somebody Else")
    for act in (load, reset):
        with pytest.raises(Conflict, match="not of the demo city"):
            act(say=_silent)
    assert get_user_model().objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_reset_forgets_what_was_added_and_loads_the_city_again(said: list[str]) -> None:
    before = _rows()
    people = here()
    extra = library.add_now("extra.txt", b"A note about boats.\n" * 9, person=people["radio"])
    reset(say=_silent)
    assert _rows() == before
    with pytest.raises(NotFound):
        library.document(extra, person=here()["radio"])
    assert library.find_passages("step-free", person=here()["radio"])


@pytest.mark.django_db(transaction=True)
def test_reset_asks_first(said: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commonweal.demo.cli.start_django", lambda: None)
    before = _rows()
    answer = CliRunner().invoke(commonweal, ["demo", "reset"], input="n\n")
    assert answer.exit_code != 0
    assert _rows() == before
