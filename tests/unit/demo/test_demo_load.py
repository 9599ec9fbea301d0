"""The whole city is loaded once, tells its story, can be toured and begun again."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.apps import apps
from django.db import transaction
from django.test import Client, override_settings
from django.utils import timezone

from commonweal.cli import commonweal
from commonweal.demo.city import COORDINATOR, PASSWORD, POLICE, RESIDENTS, YOUTH
from commonweal.demo.load import DOCUMENT, load
from commonweal.demo.make_documents import BROKEN, DOCUMENTS, SCAN
from commonweal.demo.models import Made
from commonweal.demo.people import here
from commonweal.demo.restricted import ROTA
from commonweal.demo.story import (
    CONTESTED,
    KEPT,
    NOT_AGREED,
    OVERDUE,
    RIVERSIDE_COUNCIL,
)
from commonweal.demo.tour import tour
from commonweal.kernel.errors import NotFound
from commonweal.library import public as library
from commonweal.partners import public as partners

pytestmark = [pytest.mark.django_db, pytest.mark.walk]
ROOMS = ("rights", "library", "partners")


@dataclass(frozen=True)
class City:
    """What was said while it was loaded, and where its files are."""

    said: tuple[str, ...]
    settings: dict[str, Path]


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


@pytest.fixture(scope="module")
def city(
    django_db_setup: None, django_db_blocker: object, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[City]:
    """The loaded city for all tests of this module; what they change is undone after each."""
    folder = tmp_path_factory.mktemp("halvera")
    told: list[str] = []
    kept = {"DATA": folder, "MEDIA_ROOT": folder / "originals", "SEARCH_FOLDER": folder / "search"}
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(DEMO=True, **kept):
            assert load(say=told.append)
        yield City(said=tuple(told), settings=kept)
        transaction.set_rollback(True)


@pytest.fixture
def said(city: City, settings: object, demo_mode: None) -> tuple[str, ...]:
    """What was said while the city was loaded, which is here now."""
    for name, value in city.settings.items():
        setattr(settings, name, value)
    return city.said


def test_a_second_load_changes_nothing(said: tuple[str, ...]) -> None:
    before = _rows()
    assert before["library.Document"] > 30
    assert not load(say=_silent)
    assert _rows() == before


def test_what_cannot_be_read_is_refused_and_said(said: tuple[str, ...]) -> None:
    refused = {
        row.name.removeprefix(DOCUMENT)
        for row in Made.objects.filter(name__startswith=DOCUMENT, made_id=None)
    }
    assert {BROKEN, f"{SCAN}.pdf"} <= refused
    assert len(refused) <= 3
    assert all(any(name in line for line in said) for name in refused)


def test_every_other_file_can_be_found_by_anybody_who_acts_for_a_partner(
    said: tuple[str, ...],
) -> None:
    youth = here()["youth"]
    kept = Made.objects.filter(name__startswith=DOCUMENT, made_id__isnull=False)
    kept = kept.exclude(name=DOCUMENT + ROTA)
    assert kept.count() >= len(list(DOCUMENTS.iterdir())) - 3
    assert all(library.document(row.made_id, person=youth).title for row in kept)
    names = {row.name.removeprefix(DOCUMENT) for row in kept}
    assert "interfaith-council.zip/interfaith-council/joint-statement.txt" in names
    assert "city-news-feed.xml/3" in names


def test_the_stewards_rota_is_there_for_coordinator_and_police_alone(said: tuple[str, ...]) -> None:
    key = Made.objects.get(name=DOCUMENT + ROTA).made_id
    seeing = {name for name, person in here().items() if key not in library.hidden_from(person)}
    assert seeing == {COORDINATOR.key, POLICE.key}
    with pytest.raises(NotFound):
        library.document(key, person=here()["traders"])


def test_the_police_service_is_told_that_its_promise_is_overdue(said: tuple[str, ...]) -> None:
    items = partners.today_items(here()[POLICE.key], since=None)
    due = [item.due_on for item in items if item.due_on]
    assert timezone.localdate() - timedelta(days=12) in due


def test_the_public_sees_what_was_kept_is_overdue_is_contested_and_was_not_agreed(
    said: tuple[str, ...], client: Client
) -> None:
    shown = unescape(client.get("/agreed/").content.decode())
    for promise in (KEPT, OVERDUE, CONTESTED, NOT_AGREED):
        assert promise.text in shown
    assert all(state in shown for state in ("Confirmed", "Overdue", "Contested", "Not agreed"))
    objection = CONTESTED.deed.views[0]
    assert objection.by.organisation in shown
    assert objection.reason in shown
    assert "Riverside library" not in shown


def test_each_promise_leads_back_to_the_words_it_was_marked_from(
    said: tuple[str, ...], client: Client
) -> None:
    client.post("/demo/enter/", {"email": COORDINATOR.email})
    for promise in (KEPT, OVERDUE, CONTESTED, NOT_AGREED):
        made = Made.objects.get(name=f"promise:{promise.key}")
        page = unescape(client.get(f"/partners/recommendations/{made.made_id}/").content.decode())
        assert promise.words.words in page
        passage = re.search(r"/library/[0-9a-f-]{36}/\?from=\d+&to=\d+#passage", page)
        assert client.get(passage.group().removesuffix("#passage")).status_code == 200


def test_a_public_council_is_kept_with_police_and_civil_society_at_one_table(
    said: tuple[str, ...], client: Client
) -> None:
    client.post("/demo/enter/", {"email": YOUTH.email})
    made = Made.objects.get(name=f"meeting:{RIVERSIDE_COUNCIL.key}")
    page = unescape(client.get(f"/partners/meetings/{made.made_id}/").content.decode())
    assert all(one.organisation in page for one in RIVERSIDE_COUNCIL.present)
    assert all(promise.text in page for promise in RIVERSIDE_COUNCIL.promises)


def test_every_stop_of_the_tour_answers_the_person_it_is_for(
    said: tuple[str, ...], client: Client
) -> None:
    steps = tour()
    assert len(steps) >= 8
    for step in steps:
        client.logout()
        if step.who:
            client.post("/demo/enter/", {"email": step.who.email})
        assert client.get(step.address).status_code == 200, step.address


def test_the_command_line_prints_the_log_ins_and_the_tour(
    said: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commonweal.demo.cli.start_django", lambda: None)
    printed = CliRunner().invoke(commonweal, ["demo", "load"]).stdout.splitlines()
    assert len(printed) == len(RESIDENTS)
    assert all(PASSWORD in line for line in printed)
    found = CliRunner().invoke(commonweal, ["demo", "tour", "--json", "--address", "http://h:1/"])
    steps = [json.loads(line) for line in found.stdout.splitlines()]
    assert [step["address"] for step in steps] == [f"http://h:1{step.address}" for step in tour()]
