"""The board seen in other ways: in columns, along the dates, by addressee. A constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from commonweal.partners.engine.states import PROGRESS, Progress
from commonweal.partners.models import Recommendation
from commonweal.partners.queries.board import Wanted, asked_for
from commonweal.partners.queries.progress import UNANSWERED
from commonweal.rights.public import organisations

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader

IN_COLUMN = 8


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the board: how far, how many, and the first of them."""

    state: Progress
    count: int
    rows: Sequence[Recommendation]


def columns(
    person: Reader, wanted: Wanted, found: Mapping[str, int], *, today: date
) -> list[Column]:
    """Return a column for each state of which there is something, with the first few of each.

    Args:
        person: Who reads.
        wanted: Which of them.
        found: How many there are of each state.
        today: The present day.
    """
    states = [wanted.state] if wanted.state else [each for each in PROGRESS if each != "withdrawn"]
    return [
        Column(
            state=state,
            count=found[state],
            rows=list(
                _first(asked_for(person, replace(wanted, state=state), today=today))[:IN_COLUMN]
            ),
        )
        for state in states
        if found.get(state)
    ]


def _first(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.select_related("addressee").order_by("due_on_now", "-marked_at", "number", "pk")


def along_dates(person: Reader, wanted: Wanted, *, today: date) -> QuerySet[Any]:
    """Return what is asked for along its dates; what has none comes last.

    Args:
        person: Who reads.
        wanted: Which of them.
        today: The present day.
    """
    return _first(asked_for(person, wanted, today=today))


def by_addressee(person: Reader, wanted: Wanted, *, today: date) -> Sequence[dict[str, Any]]:
    """Return each addressee with how many recommendations it has, and how far they are, by name.

    Args:
        person: Who reads.
        wanted: Which of them.
        today: The present day.

    Cost: Two queries; the names are read apart, for joined to each recommendation they take longer than all the rest.
    """
    rows = asked_for(person, wanted, today=today).order_by()
    found: Iterable[Any] = rows.values("addressee_id").annotate(
        total=Count("pk"),
        unanswered=Count("pk", filter=UNANSWERED),
        refused=Count("pk", filter=Q(position_now="not-agreed")),
        late=Count("pk", filter=Q(due_on_now__lt=today)),
        implemented=Count("pk", filter=Q(progress_now="confirmed")),
        contested=Count("pk", filter=Q(progress_now="contested")),
    )
    names = {each.id: each.name for each in organisations()}
    return sorted(
        (row | {"addressee": names.get(row["addressee_id"], "")} for row in found),
        key=lambda row: (row["addressee"], str(row["addressee_id"])),
    )


def keys_wanted(person: Reader, wanted: Wanted, *, today: date, limit: int) -> list[UUID]:
    """Return the ids of what a person asks for, one more than the limit at most.

    Args:
        person: Who reads.
        wanted: Which of them.
        today: The present day.
        limit: How many can be used.
    """
    rows = asked_for(person, wanted, today=today).order_by("pk")
    return list(rows.values_list("pk", flat=True)[: limit + 1])
