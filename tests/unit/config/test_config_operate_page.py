"""docs/operate.md names every setting and only commands that are there."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from commonweal.cli import commonweal
from commonweal.config import settings_page

ROOT = Path(__file__).resolve().parents[3]
PAGE = (ROOT / "docs" / "operate.md").read_text()


def test_the_table_of_settings_is_that_of_the_code() -> None:
    assert settings_page.renewed(PAGE) == PAGE, "run `make docs`"


def test_every_setting_that_is_read_is_in_the_table() -> None:
    # What is set for one command only, or by the tests.
    not_settings = {"COMMONWEAL_TRACEBACK", "COMMONWEAL_MOVE_TO", "COMMONWEAL_OIDC_"}
    not_settings |= {
        f"{name}_FILE" for name in ("COMMONWEAL_SECRET_KEY", "COMMONWEAL_DATABASE_URL")
    }
    sources = [file.read_text() for file in (ROOT / "src").rglob("*.py")]
    read = {name for text in sources for name in re.findall(r"\"(COMMONWEAL_[A-Z_]+)\"", text)}
    named = set(re.findall(r"\| (COMMONWEAL_[A-Z_]+) \|", settings_page.table()))
    assert read - not_settings - named == set()


@pytest.mark.parametrize(
    "words", sorted(set(re.findall(r"commonweal ((?:rights|site|check)(?: [a-z]+)*)", PAGE)))
)
def test_every_command_on_the_page_is_there(words: str) -> None:
    command: click.Command = commonweal
    for word in words.split():
        if not isinstance(command, click.Group):
            break  # the rest are a command's own words
        found = command.get_command(click.Context(command), word)
        assert found is not None, words
        command = found
