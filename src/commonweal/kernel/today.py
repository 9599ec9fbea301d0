"""What a room says on a person's first page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class TodayItem:
    """One line of the first page.

    Attributes:
        kind: ``waiting`` (for this person), ``due`` (has a date) or ``new`` (since the last visit).
        text: What it is, in plain words, without personal data of third persons.
        address: The page that deals with it.
        due_on: The day it is due, where it has one.
        detail: A second, quieter line.
    """

    kind: Literal["waiting", "due", "new"]
    text: str
    address: str
    due_on: date | None = None
    detail: str = ""
