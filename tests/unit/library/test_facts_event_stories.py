"""What happened, when, where and with how many people, in invented news of many kinds: event_stories*.txt."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonweal.kernel.provenance import Span
from commonweal.library.engine.facts.reader import read_facts
from commonweal.library.engine.types import Block, Dateline, Page

_FILES = sorted(Path(__file__).parent.glob("event_stories*.txt"))
_WANTED = ("type", "start", "end", "place", "country", "participants")


def stories():
    """Yield headline, keys and text of each story."""
    whole = "\n".join(file.read_text(encoding="utf-8") for file in _FILES)
    for story in whole.split("\n== ")[1:]:
        head, body = story.split("\n\n", 1)
        title, *lines = head.splitlines()
        yield title, dict(line.split(": ", 1) for line in lines), body.strip()


def page(title, keys, body):
    """Return a page with its paragraphs, dateline and issuing bodies."""
    text, blocks, dateline = f"{title}\n", [], None
    if "dateline" in keys:
        words, city, day = (part.strip() for part in keys["dateline"].split("|"))
        start = len(text)
        whole = Span(start, start + len(words) + 1)
        dateline = Dateline(city, day, whole, Span(start, start + len(city)), None)
        body = f"{words} {body}"
    for paragraph in body.split("\n\n"):
        blocks.append(Block(Span(len(text), len(text) + len(paragraph)), "paragraph"))
        text += paragraph + "\n\n"
    kind = keys.get("kind", "news item")
    by = tuple(name for name in keys.get("by", "").split("; ") if name)
    title_at = Span(0, len(title))
    return Page(text, kind, title_at, None, (), dateline, tuple(blocks), (), "en", {}, issued_by=by)


STORIES = list(stories())


def test_the_file_has_its_stories():
    assert len(STORIES) > 190


@pytest.mark.parametrize(("title", "keys", "body"), STORIES, ids=[s[0][:60] for s in STORIES])
def test_stories(title, keys, body):
    event = read_facts(page(title, keys, body)).event
    wanted = {key: keys[key].split(" | ") for key in _WANTED if key in keys}
    found = {key: str(value) if (value := getattr(event, key)) else "none" for key in wanted}
    assert {k: v for k, v in found.items() if v not in wanted[k]} == {}
