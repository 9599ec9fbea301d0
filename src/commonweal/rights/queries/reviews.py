"""What was proposed about records and what people decided. Rooms ask, for records the reader may see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Prefetch, Q, Value
from django.db.models.functions import Concat, StrIndex, Substr

from commonweal.rights.models import Decision, Proposal

# What is read of a decision.
_SAID = (
    "proposal",
    "state",
    "value",
    "proposed",
    "machine",
    "why",
    "at",
    "is_together",
    "undone_at",
    "undone_why",
)


@dataclass(frozen=True, slots=True)
class Said:
    """One decision.

    Attributes:
        value: What the person put in the value's place; None unless corrected.
        proposed: What was proposed then, by ``machine``.
        is_together: Accepted with many others at once.
        undone_at: When it was undone; None where it holds.
    """

    state: str
    value: Any
    proposed: Any
    machine: str
    why: str
    by: str
    organisation: str
    at: datetime
    is_together: bool
    undone_at: datetime | None
    undone_by: str
    undone_why: str


@dataclass(frozen=True, slots=True)
class Review:
    """A proposal with all that was decided about it, the newest first.

    Attributes:
        state: ``waiting``, ``accepted``, ``corrected`` or ``rejected``.
        value: What is proposed now; None where the newest machine proposes nothing.
        settled: The value that holds; None where none does.
        holds: The decision that holds; it does so too while something newer waits.
    """

    key: str
    state: str
    value: Any
    settled: Any
    machine: str
    reasons: tuple[Mapping[str, Any], ...]
    confidence: float | None
    history: tuple[Said, ...]

    @property
    def holds(self) -> Said | None:
        return next((said for said in self.history if said.undone_at is None), None)

    @property
    def is_put(self) -> bool:
        """Say whether a person put the value that holds where nothing was proposed."""
        said = self.holds
        return said is not None and said.state == Proposal.State.CORRECTED and said.proposed is None


@dataclass(frozen=True, slots=True)
class Tally:
    """How often people agreed with a machine.

    Attributes:
        part: The key up to a colon, such as ``event.start`` or ``people``.
        together: Accepted with many others at once; in no other number.
        added: Put where the machine had nothing.
    """

    part: str
    accepted: int
    corrected: int
    rejected: int
    together: int
    added: int

    @property
    def decided(self) -> int:
        """Return how many values were looked at one by one."""
        return self.accepted + self.corrected + self.rejected


def keys_accepted_together(kind: str, thing: str, thing_id: str, *, person: Any) -> tuple[str, ...]:
    """Return what a person accepted about one record with others at once, and what holds of it."""
    rows = Decision.objects.filter(
        proposal__kind=kind,
        proposal__thing=thing,
        proposal__thing_id=thing_id,
        by=person,
        is_together=True,
        undone_at=None,
    )
    return tuple(rows.order_by("proposal__key").values_list("proposal__key", flat=True))


def reviews_of(kind: str, thing: str, thing_id: str) -> Mapping[str, Review]:
    """Return what was proposed and decided about one record, by key. Two queries."""
    found = Proposal.objects.filter(kind=kind, thing=thing, thing_id=thing_id)
    return {row.key: _review(row) for row in _with_history(found)}


def reviews_of_each(
    kind: str, thing: str, thing_ids: Iterable[str]
) -> Mapping[str, Mapping[str, Review]]:
    """Return the same for several records, by their ids; records without proposals are left out."""
    found: dict[str, dict[str, Review]] = {}
    rows = Proposal.objects.filter(kind=kind, thing=thing, thing_id__in=list(thing_ids))
    for row in _with_history(rows):
        found.setdefault(row.thing_id, {})[row.key] = _review(row)
    return found


def tallies(kind: str) -> tuple[Tally, ...]:
    """Return, for each part of records, what people decided that holds. One query."""
    one_by_one = Q(is_together=False, proposed__isnull=False)
    rows = (
        Decision.objects.filter(undone_at=None, proposal__kind=kind)
        # A key without a colon is its own part: the colon that is looked for stands after it.
        .annotate(whole=Concat("proposal__key", Value(":")))
        .annotate(part=Substr("whole", 1, StrIndex("whole", Value(":")) - 1))
        .order_by()
        .values("part")
        .annotate(
            accepted=Count("pk", filter=one_by_one & Q(state=Proposal.State.ACCEPTED)),
            corrected=Count("pk", filter=one_by_one & Q(state=Proposal.State.CORRECTED)),
            rejected=Count("pk", filter=one_by_one & Q(state=Proposal.State.REJECTED)),
            together=Count("pk", filter=Q(is_together=True)),
            added=Count("pk", filter=Q(proposed__isnull=True, state=Proposal.State.CORRECTED)),
        )
        .order_by("part")
    )
    return tuple(Tally(**row) for row in rows)


def _with_history(rows: Any) -> Any:
    # Of those who decided, their names alone: a document may have hundreds of decisions.
    named = ("by", "organisation", "undone_by")
    decisions = Decision.objects.select_related(*named).only(
        *_SAID, *(f"{name}__name" for name in named)
    )
    return rows.prefetch_related(Prefetch("decisions", queryset=decisions))


def _review(row: Proposal) -> Review:
    return Review(
        key=row.key,
        state=row.state,
        value=row.value,
        settled=row.settled,
        machine=row.machine,
        reasons=tuple(row.reasons),
        confidence=row.confidence,
        history=tuple(_said(one) for one in row.decisions.all()),
    )


def _said(one: Decision) -> Said:
    return Said(
        state=one.state,
        value=one.value,
        proposed=one.proposed,
        machine=one.machine,
        why=one.why,
        by=one.by.name,
        organisation=one.organisation.name,
        at=one.at,
        is_together=one.is_together,
        undone_at=one.undone_at,
        undone_by=one.undone_by.name if one.undone_by else "",
        undone_why=one.undone_why,
    )
