"""The city is loaded into an empty workspace only, taken up where it stopped, and begun again."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.apps import apps
from django.contrib.auth import get_user_model
from django.utils import timezone

from commonweal.cli import commonweal
from commonweal.demo.city import POLICE, RESIDENTS
from commonweal.demo.load import load
from commonweal.demo.people import here
from commonweal.demo.reset import reset
from commonweal.demo.tour import tour
from commonweal.kernel.errors import Conflict, NotAllowed, NotFound
from commonweal.library import public as library
from commonweal.partners import public as partners

pytestmark = [pytest.mark.django_db, pytest.mark.walk]
ROOMS = ("rights", "library", "partners")


def _silent(_text: str) -> None:
    return None


def _rows() -> dict[str, int]:
    return {
        model._meta.label: model._default_manager.count()
        for room in ROOMS
        for model in apps.get_app_config(room).get_models()
    }


@pytest.fixture
def demo_mode(settings: object) -> None:
    settings.DEMO = True


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


def test_the_story_counts_from_the_day_of_loading(demo_mode: None) -> None:
    later = timezone.now() + timedelta(days=400)
    assert load(say=_silent, now=later)
    items = partners.today_items(here()[POLICE.key], since=None)
    assert later.date() - timedelta(days=12) in [item.due_on for item in items]


def test_the_tour_of_an_empty_workspace_says_how_to_load_it(demo_mode: None) -> None:
    with pytest.raises(NotFound, match="commonweal demo load"):
        tour()


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
def test_reset_asks_first_and_then_forgets_what_was_added(
    demo_mode: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commonweal.demo.cli.start_django", lambda: None)
    load(say=_silent)
    before = _rows()
    extra = library.add_now(
        "extra.txt", b"A note about the Quizzlewharf.\n" * 9, person=here()["radio"]
    )
    answer = CliRunner().invoke(commonweal, ["demo", "reset"], input="n\n")
    assert answer.exit_code != 0
    assert library.document(extra, person=here()["radio"])
    assert CliRunner().invoke(commonweal, ["demo", "reset", "--yes"]).exit_code == 0
    assert _rows() == before
    with pytest.raises(NotFound):
        library.document(extra, person=here()["radio"])
    assert library.find_passages("step-free", person=here()["radio"])
    found = library.find_passages("Quizzlewharf", person=here()["radio"])
    assert not [passage for passage in found if "Quizzlewharf" in passage.text]
