"""Kinds of proposals: declared once by each room, with who may decide and what follows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from commonweal.rights.engine.reviews import Ref, Settled


@dataclass(frozen=True, slots=True)
class ProposalKind:
    """One kind of thing that is proposed and decided.

    Attributes:
        key: Such as ``library.value``.
        label: What people call it.
        needs_other_person: Whether nobody decides about their own; the database refuses it too.
        may_decide: Takes a person and a `Ref`; says whether the person may decide about it.
        settle: Told, inside the act's transaction, what holds now; all of one act and one record at once.
    """

    key: str
    label: str | Promise
    needs_other_person: bool
    may_decide: Callable[[Any, Ref], bool]
    settle: Callable[[Sequence[Settled]], None]


_KINDS: dict[str, ProposalKind] = {}


def declare_kind(kind: ProposalKind) -> ProposalKind:
    """Make a kind of proposal known, and return it.

    Raises:
        ValueError: If the key is declared already.
    """
    if kind.key in _KINDS:
        raise ValueError(f"proposals of the kind {kind.key} are declared twice")
    _KINDS[kind.key] = kind
    return kind


def kind_of(key: str) -> ProposalKind:
    """Return a declared kind.

    Raises:
        KeyError: If no room declared it.
    """
    return _KINDS[key]


def declared_kinds() -> tuple[ProposalKind, ...]:
    """Return every declared kind, by key."""
    return tuple(_KINDS[key] for key in sorted(_KINDS))
