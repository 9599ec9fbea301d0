"""Logs without content: what happened, where in the code and how long it took; never what people wrote.

A line holds only what our own code names for it. Of other programs' records it keeps the logger, the
place in the code and the kind of the error: their words may hold an address, a name or a search.
"""

from __future__ import annotations

import json
import logging
import traceback
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path

OURS = ("commonweal", "_granian")
# Enough to find the place; a whole chain of frames is another program's business.
FRAMES_MOST = 8
PACKAGES = ("site-packages", "src", "lib")

# The request or task that runs now; part of each of its lines.
WORK_ID: ContextVar[str] = ContextVar("work_id", default="")


class _Lines(logging.Formatter):
    """Turns a record into what may be kept of it."""

    def values(self, record: logging.LogRecord) -> dict[str, object]:
        """Return the values of a line, in their order."""
        ours = record.name.split(".", 1)[0] in OURS
        at = datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds")
        found: dict[str, object] = {
            "time": at.replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            # The words before values are put into them.
            "event": str(record.msg) if ours else "note",
        }
        if not ours:
            found |= {"logger": record.name, "place": _place(record.pathname, record.lineno)}
        if WORK_ID.get():
            found["id"] = WORK_ID.get()
        facts = getattr(record, "facts", None)
        if ours and isinstance(facts, Mapping):
            found |= facts
        if record.exc_info and record.exc_info[1]:
            found |= _of_error(record.exc_info[1])
        return found


class JsonLines(_Lines):
    """One JSON object a line, for a program that collects logs."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(self.values(record), ensure_ascii=False, default=str)


class TextLines(_Lines):
    """The same for a person at a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        values = self.values(record)
        first = [str(values.pop(name)) for name in ("time", "level", "event")]
        rest = [f"{name}={value}" for name, value in values.items()]
        return " ".join([first[0], first[1].upper(), first[2], *rest])


def _of_error(error: BaseException) -> dict[str, object]:
    """Return the kinds of an error and of those it came from, and where it was raised."""
    kinds: list[str] = []
    one: BaseException | None = error
    while one is not None and len(kinds) < FRAMES_MOST:
        kinds.append(f"{type(one).__module__}.{type(one).__qualname__}")
        one = one.__cause__ or one.__context__
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES_MOST:]
    places = [f"{_place(frame.filename, frame.lineno or 0)} {frame.name}" for frame in frames]
    return {"error": kinds, "at": places}


def _place(file: str, line: int) -> str:
    """Return a place in the code without the folders of the machine before it."""
    parts = Path(file).parts
    begin = max((at + 1 for at, part in enumerate(parts) if part in PACKAGES), default=-1)
    name = "/".join(parts[begin:]) if begin > 0 else Path(file).name
    return f"{name}:{line}"


def setup(kind: str) -> dict[str, object]:
    """Return the setting of Python's logging.

    Args:
        kind: ``json``: every request and task, for a program; ``text``: warnings, for a person.
    """
    formatter = "JsonLines" if kind == "json" else "TextLines"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": f"{__name__}.{formatter}"}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            "commonweal": {"level": "INFO" if kind == "json" else "WARNING"},
            # Django's own would print whole messages, or mail them to somebody.
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            # A line of our own tells every answer; Django's is for the error behind it.
            "django.request": {"level": "ERROR"},
        },
    }
