"""What is proposed and what people decided about it, as values; and what a newer proposal changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

WAITING = "waiting"
ACCEPTED = "accepted"
CORRECTED = "corrected"
REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Ref:
    """What names a proposal: its kind, the record, and which part of the record.

    Attributes:
        kind: As declared by a room, such as ``library.value``.
        thing: The record's label, such as ``library.Document``.
        thing_id: The record's id.
        key: The part, such as ``event.start``; no words that a person could be found by.
    """

    kind: str
    thing: str
    thing_id: str
    key: str


@dataclass(frozen=True, slots=True)
class Draft:
    """Something to be proposed.

    Attributes:
        value: What is proposed, as JSON; None for "there is none".
        reasons: Why: mappings with ``rule``, ``detail``, ``spans``.
        confidence: How sure the proposer is, 0 to 1.
        machine: The machine and its version; empty where a person proposes.
        is_shaken: Whether what a person decided rests on nothing any more: it holds, and waits again.
    """

    ref: Ref
    value: Any
    reasons: Sequence[Mapping[str, Any]] = ()
    confidence: float | None = None
    machine: str = ""
    is_shaken: bool = False


@dataclass(frozen=True, slots=True)
class Settled:
    """What holds after somebody decided, or undid: what a room is told.

    Attributes:
        state: ``waiting``, ``accepted``, ``corrected`` or ``rejected``.
        value: The value that holds; None where none does.
        proposed: What was proposed.
    """

    ref: Ref
    state: str
    value: Any
    proposed: Any


def state_after(*, decided: str, settled: object, value: object, is_shaken: bool = False) -> str:
    """Return a proposal's state after something was proposed again.

    A correction or a rejection stands whatever is read later; what was accepted waits again when
    something else is read, and stands again when the accepted value is.

    Args:
        decided: What a person decided that holds; empty where nothing does.
        settled: The value that holds.
        value: What is proposed now.
        is_shaken: See `Draft`.
    """
    if not decided or is_shaken:
        return WAITING
    if decided != ACCEPTED:
        return decided
    return ACCEPTED if value == settled else WAITING
