"""How long each kind of record is kept: declared once by its room, walked by a test.

Every table is declared: with a period of its own (`keep`), as a part that goes with another record
(`goes_with`), or as holding nothing about anybody (`stays`). A table without a declaration fails the test.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from commonweal.rights.engine.retention import Term

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Link:
    """A table and the way between it and a record.

    Attributes:
        thing: The table's label, such as ``partners.Action``.
        path: The lookup that leads to the record's key, such as ``recommendation_id``.
    """

    thing: str
    path: str


@dataclass(frozen=True, slots=True)
class Keeping:
    """How long one kind of record is kept, and how its content is erased.

    Attributes:
        thing: The table's label, such as ``library.Document``.
        name: What people call these records.
        why: Why for so long, in a plain sentence.
        term: Period and hard maximum, in days.
        counts_from: The field of the instant the period counts from; written once, or put later
            only by a new act that is no re-opening.
        since: The same in words: "it was added".
        erase: Takes keys and removes the content everywhere the room keeps it, files and index
            too; to call it again for the same keys does no harm.
        maximum_from: The field the hard maximum counts from; ``counts_from`` if empty.
        removed_from: The field that says when somebody removed or withdrew it, if there is one;
            ``term.after_removal`` counts from it.
        remains: Lookups of the numbers, dates and ids that stay on the tombstone.
        parts: Tables whose rows go with it; ``path`` leads from the part to this record.
        inside: Records that this one is part of; ``path`` leads from this row to the whole. A hold
            on either holds both, and the whole stays while parts of it are left.
        rows: The rows the clock runs for; all of the table if None.
        partner: The lookup of the partner who is reminded; nobody if empty.
        is_content: Whether it holds what people wrote or who they are. What is not (sessions, the
            queue) goes without a tombstone.
        afterwards: Called once when a run has erased some of the kind.
    """

    thing: str
    name: Text
    why: Text
    term: Term
    counts_from: str
    since: Text
    erase: Callable[[Sequence[Any]], None]
    maximum_from: str = ""
    removed_from: str = ""
    remains: tuple[str, ...] = ()
    parts: tuple[Link, ...] = ()
    inside: tuple[Link, ...] = ()
    rows: Callable[[], QuerySet[Any]] | None = None
    partner: str = ""
    is_content: bool = True
    afterwards: Callable[[], None] | None = None

    @property
    def model(self) -> type[Model]:
        """The table."""
        return apps.get_model(self.thing)

    @property
    def whole_from(self) -> str:
        """The field that the hard maximum counts from."""
        return self.maximum_from or self.counts_from

    def all(self) -> QuerySet[Any]:
        """Return the rows whose clock runs."""
        return self.rows() if self.rows else QuerySet(self.model)


@dataclass(frozen=True, slots=True)
class FilesKeeping:
    """Files that belong to no row: mails, leftovers of uploads.

    Attributes:
        key: Such as ``library.incoming``.
        name: What people call them.
        why: Why for so long.
        days: The period, in days, from when the file was written.
        sweep: Takes an instant; removes what is older (not in a dry run) and returns how many there were.
    """

    key: str
    name: Text
    why: Text
    days: int
    sweep: Callable[..., int]


# Provider: takes keys, returns those on which something rests that is still kept.
Need = Callable[[Sequence[Any]], set[Any]]

# Forgetter: takes why each record of a kind is erased, by its key, before its rows go.
Forget = Callable[[Mapping[Any, str]], None]

_KEEPINGS: dict[str, Keeping] = {}
_FILES: dict[str, FilesKeeping] = {}
_PARTS: dict[str, str] = {}
_STAYS: dict[str, Text] = {}
_NEEDS: dict[str, list[Need]] = {}
_COPIES: dict[str, list[Forget]] = {}


def keep(keeping: Keeping) -> Keeping:
    """Declare how long a kind of record is kept, and return it.

    Raises:
        ValueError: If the kind is declared already.
    """
    _once(keeping.thing)
    _KEEPINGS[keeping.thing] = keeping
    for part in keeping.parts:
        goes_with(part.thing, keeping.thing)
    return keeping


def keep_files(keeping: FilesKeeping) -> FilesKeeping:
    """Declare how long files are kept that belong to no row, and return it.

    Raises:
        ValueError: If they are declared already.
    """
    if keeping.key in _FILES:
        raise ValueError(f"files {keeping.key} are declared twice")
    _FILES[keeping.key] = keeping
    return keeping


def goes_with(part: str, whole: str) -> None:
    """Declare that rows of a table are parts of others and go with them.

    Args:
        part: The table's label.
        whole: The label of the table whose rows they go with, or words for several.

    Raises:
        ValueError: If the table is declared already.
    """
    _once(part)
    _PARTS[part] = whole


def stays(thing: str, why: Text) -> None:
    """Declare that a table holds nothing about anybody and is kept without a period.

    Raises:
        ValueError: If the table is declared already.
    """
    _once(thing)
    _STAYS[thing] = why


def needed_by(thing: str, need: Need) -> None:
    """Let a room say which records of another still carry something of its own.

    Args:
        thing: The records' label, such as ``library.Document``.
        need: Takes keys, returns those that are still needed. They stay past their period, never
            past the hard maximum.
    """
    needs = _NEEDS.setdefault(thing, [])
    if need not in needs:
        needs.append(need)


def copied_from(thing: str, forget: Forget) -> None:
    """Let a room take out what it has copied from records of another kind, when these are erased.

    Args:
        thing: The records' label, such as ``library.Document``.
        forget: Takes why each is erased, by key; called in the erasure's transaction, before its rows go.
    """
    copies = _COPIES.setdefault(thing, [])
    if forget not in copies:
        copies.append(forget)


def copies_of(thing: str) -> tuple[Forget, ...]:
    """Return who takes out copies of records of a kind."""
    return tuple(_COPIES.get(thing, ()))


def keepings() -> tuple[Keeping, ...]:
    """Return every declared kind, what is part of others before its wholes."""
    return tuple(sorted(_KEEPINGS.values(), key=lambda one: (-len(one.inside), one.thing)))


def files_keepings() -> tuple[FilesKeeping, ...]:
    """Return every declared kind of files without rows, by key."""
    return tuple(_FILES[key] for key in sorted(_FILES))


def keeping_of(thing: str) -> Keeping | None:
    """Return how long a kind of record is kept; None where it has no period of its own."""
    return _KEEPINGS.get(thing)


def needs_of(thing: str) -> tuple[Need, ...]:
    """Return who may still need records of a kind."""
    return tuple(_NEEDS.get(thing, ()))


def parts_of(thing: str) -> tuple[tuple[Keeping, Link], ...]:
    """Return the kinds with periods of their own that are part of records of this kind."""
    return tuple(
        (other, link)
        for other in _KEEPINGS.values()
        for link in other.inside
        if link.thing == thing
    )


def declared() -> dict[str, str]:
    """Return how each table is declared: ``keep``, ``part`` or ``stays``."""
    return (
        dict.fromkeys(_KEEPINGS, "keep")
        | dict.fromkeys(_PARTS, "part")
        | dict.fromkeys(_STAYS, "stays")
    )


def wholes() -> dict[str, str]:
    """Return with what the rows of each part go."""
    return dict(_PARTS)


def staying() -> dict[str, Text]:
    """Return why tables without a period have none."""
    return dict(_STAYS)


def _once(thing: str) -> None:
    if thing in declared():
        raise ValueError(f"how long {thing} is kept is declared twice")
