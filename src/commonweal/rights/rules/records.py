"""Kinds of records that have a page, of whichever room: how one is found, and where it is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from commonweal.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class RecordKind:
    """One kind of record, as the room that keeps it declares it.

    Attributes:
        thing: The model's label, such as ``library.Document``; its rule ``....see`` says who sees it.
        name: What people call one, such as "document".
        find: Takes an id and a reader, returns the row, raises NotFound where the reader may not know of it.
        address: Returns the page that shows a row.
        page: The name of that page, such as ``library:document``; "" where another record's page shows it.
        asked: Told that a reader asks for a record by its id, whether or not they may know of it: where
            reads and refusals leave a line, the room writes it.
        takes_notes: Whether partners may keep notes beside one. Never beside a person: notes kept
            beside somebody's account are a file on them.
    """

    thing: str
    name: str | Promise
    find: Callable[[UUID, Any], Model]
    address: Callable[[Any], str]
    page: str = ""
    asked: Callable[[UUID, Any], None] = lambda _key, _person: None

    def ask(self, key: UUID, person: Any) -> Model:
        """Return the record that somebody asked for by its id.

        Raises:
            NotFound: If there is none, or they may not know of it; where they may know that it was
                removed, the error names the page that says so as ``gone``.
        """
        self.asked(key, person)
        return self.find(key, person)

    takes_notes: bool = True


_KINDS: dict[str, RecordKind] = {}


def register_record(kind: RecordKind) -> None:
    """Make a kind of record known to "Who can see this?" and to notes; called in a room's apps.py."""
    _KINDS[kind.thing] = kind


def record_kinds() -> tuple[RecordKind, ...]:
    """Return every registered kind of record, by its label."""
    return tuple(_KINDS[thing] for thing in sorted(_KINDS))


def kind_of(thing: str) -> RecordKind | None:
    """Return the kind of record with this label; None where no room registered it."""
    return _KINDS.get(thing)


def kind_with_notes(thing: str) -> RecordKind:
    """Return a kind of record beside which partners may keep notes.

    Raises:
        NotFound: If no room registered the kind, or notes are not kept beside it.
    """
    kind = _KINDS.get(thing)
    if kind is None or not kind.takes_notes:
        raise NotFound("rights.record", _("There is no such record, or not for you."))
    return kind


def record_pages() -> frozenset[str]:
    """Return the names of the pages that show one record."""
    return frozenset(kind.page for kind in _KINDS.values() if kind.page)
