"""Whole pages as institutions print them: kind, title, date of issue and event, in whole_pages.txt."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonweal.library.engine.facts.reader import read_facts
from commonweal.library.engine.reading import page_of
from commonweal.library.engine.types import Loaded

_FILE = Path(__file__).with_name("whole_pages.txt")
_EVENT = ("type", "start", "end", "place", "country", "participants")


def pages():
    """Yield name, wanted values and text of each page."""
    for one in _FILE.read_text(encoding="utf-8").split("\n== ")[1:]:
        head, text = one.split("\n---\n", 1)
        name, *lines = head.splitlines()
        yield name, dict(line.split(": ", 1) for line in lines), text.strip("\n") + "\n"


def found(text):
    """Return what the reader finds in a page."""
    page = page_of(Loaded("a.txt", text, "text/plain", "", b""))
    event = read_facts(page).event
    title = page.title.of(page.text) if page.title else None
    values = {"kind": page.kind, "title": title, "issued": page.date_issued}
    values |= {key: getattr(event, key) for key in _EVENT}
    return {key: str(value) if value else "none" for key, value in values.items()}


PAGES = list(pages())


def test_the_file_has_its_pages():
    assert len(PAGES) > 30


@pytest.mark.parametrize(("name", "wanted", "text"), PAGES, ids=[p[0] for p in PAGES])
def test_whole_pages(name, wanted, text):
    got = found(text)
    assert {k: got[k] for k, v in wanted.items() if got[k] not in v.split(" | ")} == {}
