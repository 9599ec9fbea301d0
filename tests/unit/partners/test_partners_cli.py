"""The command line: data on standard output, one line for an error, papers that open."""

from __future__ import annotations

import json
import subprocess
import sys
import uuid
from pathlib import Path

import pytest
from click.testing import CliRunner

from commonweal.kernel.errors import NotFound
from commonweal.partners import public
from commonweal.partners.cli import STATES, partners
from commonweal.partners.engine.states import PROGRESS
from factories_partners import world

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    result = CliRunner().invoke(partners, list(arguments), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_list_as_json_is_one_object_a_line() -> None:
    people = world()
    people.act(due_in_days=-1)
    world(text="Plant trees.")
    rows = [json.loads(line) for line in run("list", "--json").splitlines()]
    assert [row["text"] for row in rows] == ["Keep the north entrance step-free.", "Plant trees."]
    assert rows[0]["state"] == "planned"
    assert rows[0]["answer"] == "supported"
    assert rows[0]["is_overdue"] is True
    assert rows[0]["meeting_id"] == str(people.meeting_id)


def test_the_list_is_filtered_by_state_and_lateness() -> None:
    people = world()
    people.act(due_in_days=-1)
    world(text="Plant trees.")
    assert "Plant trees." in run("list", "--state", "not-started")
    assert "north entrance" not in run("list", "--state", "not-started")
    late = run("list", "--overdue")
    assert "OVERDUE" in late
    assert "Plant trees." not in late


def test_nothing_asked_is_no_line() -> None:
    assert run("list", "--json") == ""


def test_every_state_can_be_asked_for() -> None:
    assert set(STATES) == set(PROGRESS)


@pytest.mark.parametrize(("kind", "begins"), [("word", b"PK"), ("pdf", b"%PDF")])
def test_a_paper_is_written(kind: str, begins: bytes, tmp_path: Path) -> None:
    people = world()
    target = tmp_path / "outcome"
    run("outcome", str(people.meeting_id), "--format", kind, "--output", str(target))
    assert target.read_bytes().startswith(begins)


def test_a_meeting_that_is_not_there_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="There is no meeting"):
        run("outcome", str(uuid.uuid4()), "--output", str(tmp_path / "x.docx"))
    assert not list(tmp_path.iterdir())


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    people = world()
    target = str(tmp_path / "no" / "x.docx")
    arguments = ["outcome", str(people.meeting_id), "--output", target]
    result = CliRunner().invoke(partners, arguments)
    assert result.exit_code == 1
    assert "cannot be written" in result.stderr


def test_help_needs_no_database_and_shows_examples() -> None:
    script = (
        "import sys; from commonweal.partners import cli; "
        "assert 'django' not in sys.modules, 'Django is loaded for help'"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
    for verb in ("list", "outcome"):
        assert "Examples:\n" in run(verb, "--help")


def test_public_gives_ids_and_values_only() -> None:
    people = world()
    assert isinstance(people.meeting_id, uuid.UUID)
    assert isinstance(people.act(), uuid.UUID)
    assert all(item.address for item in public.today_items(people.owner, since=None))
