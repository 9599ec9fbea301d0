"""Feeds (RSS, Atom) to documents: one for each entry."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import feedparser

from commonweal.library.engine.load.extract import Extract
from commonweal.library.engine.load.html import html_text


def has_entities(content: bytes) -> bool:
    """Say whether a file declares XML entities, with which a few bytes can grow to gigabytes."""
    return b"<!ENTITY" in content[:100_000].upper()


def feed_entries(content: bytes) -> Iterator[tuple[Extract, dict[str, str]]]:
    """Return each entry of a feed: title, text, and what the feed says about it.

    Args:
        content: The feed, without XML entities of its own.

    Returns:
        For each entry its text with the title first, and ``title``, ``date`` (ISO), ``publisher``, ``address``, ``language``.
    """
    feed = feedparser.parse(content, resolve_relative_uris=False, sanitize_html=False)
    about = {
        "publisher": _plain(feed.feed.get("title")),
        "language": str(feed.feed.get("language") or "").split("-")[0].lower(),
    }
    for entry in feed.entries:
        own = {
            "title": _plain(entry.get("title")),
            "date": _date(entry),
            "address": str(entry.get("link") or ""),
        }
        yield (
            _text(entry, own["title"]),
            {key: value[:500] for key, value in (about | own).items() if value},
        )


def _text(entry: Any, title: str) -> Extract:
    """Return an entry's text: title, then its content, or its summary where it has no content."""
    extract = Extract()
    if title:
        extract.add(title, "title")
    contents = [part.get("value", "") for part in entry.get("content", [])] or [
        entry.get("summary", "")
    ]
    for content in contents:
        page = html_text(content) if content else None
        for line in page[0].lines if page is not None else []:
            extract.add(line)
    return extract


def _plain(value: object) -> str:
    """Return a title without markup, on one line."""
    page = html_text(str(value)) if value else None
    return " ".join(page[0].lines) if page is not None else ""


def _date(entry: Any) -> str:
    """Return the day an entry was published, as ISO date, empty where the feed has none."""
    said = entry.get("published_parsed") or entry.get("updated_parsed")
    if not said:
        return ""
    try:
        return datetime.fromtimestamp(calendar.timegm(said), tz=UTC).date().isoformat()
    except (OverflowError, ValueError, OSError):
        return ""
