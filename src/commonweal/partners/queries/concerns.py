"""Concerns and listening sessions, for a person: one, or many with filters. A constant number of queries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from commonweal.partners.engine.concerns import (
    due_on,
    is_late,
    last_raised_in_time,
    last_taken_up_in_time,
)
from commonweal.partners.models import (
    Concern,
    ConcernState,
    ConcernStep,
    ConcernStepKind,
    Listening,
    Partnership,
)
from commonweal.partners.models.partnerships import PartnershipKind
from commonweal.partners.queries.rows import one
from commonweal.partners.rules.listening import PUBLISH_RAISED, SEE_CONCERN, SEE_LISTENING
from commonweal.partners.rules.partnerships import SEE_PARTNERSHIP

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader

# Where what was answered, done or declined is said.
OUTCOMES = (ConcernStepKind.ANSWERED, ConcernStepKind.DONE, ConcernStepKind.DECLINED)
OUTCOMES_OF: dict[str, tuple[str, ...]] = {
    ConcernState.ANSWERED: (ConcernStepKind.ANSWERED,),
    ConcernState.DONE: (ConcernStepKind.DONE,),
    ConcernState.DECLINED: (ConcernStepKind.DECLINED,),
}


@dataclass(frozen=True, slots=True)
class WantedConcerns:
    """What a person asks the list for; empty values ask for nothing.

    Attributes:
        theme: One of ``Theme``'s values.
        state: One of ``ConcernState``'s values; what was taken back is shown only where it is asked for.
        municipality: Its name.
        group: One of ``Group``'s values.
        partner: Who took it up.
        late: Only what waits longer than it should.
    """

    theme: str = ""
    state: str = ""
    municipality: str = ""
    group: str = ""
    partner: UUID | None = None
    late: bool = False


def listening_of(person: Reader, listening_id: UUID) -> Listening:
    """Return a listening session the person may see.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    rows = Listening.objects.filter(SEE_LISTENING.rows(person))
    return one(
        rows.select_related("host", "recorder", "meeting", "council", "added_by"), listening_id
    )


def concern_of(person: Reader, concern_id: UUID) -> Concern:
    """Return a concern the person may see, with its session and who took it up.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    rows = Concern.objects.filter(SEE_CONCERN.rows(person)).select_related(
        "listening__host", "listening__council", "taken_up_by", "taken_up_at", "added_by"
    )
    return one(rows, concern_id)


def council_of(person: Reader, council_id: UUID) -> Partnership:
    """Return a Public Council the person may see.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    return one(councils(person), council_id)


def councils(person: Reader) -> QuerySet[Partnership]:
    """Return the Public Councils a person may see, by title."""
    rows = Partnership.objects.filter(SEE_PARTNERSHIP.rows(person))
    return rows.filter(kind=PartnershipKind.PUBLIC_COUNCIL).order_by("title", "pk")


def councils_kept_by(person: Reader) -> QuerySet[Partnership]:
    """Return the Public Councils whose page a person may publish, by title."""
    return councils(person).filter(PUBLISH_RAISED.rows(person))


def listenings_visible_to(person: Reader) -> QuerySet[Listening]:
    """Return the sessions a person may see, newest first, each with ``raised`` counted."""
    raised = Count("concerns", filter=~Q(concerns__state=ConcernState.WITHDRAWN))
    return (
        Listening.objects.filter(SEE_LISTENING.rows(person))
        .select_related("host")
        .annotate(raised=raised)
        .order_by("-held_on", "-added_at", "pk")
    )


def late(*, today: date) -> Q:
    """Return the condition that selects concerns that wait longer than they should (see ``engine.concerns``).

    Args:
        today: The present day.
    """
    return Q(state=ConcernState.RAISED, raised_on__lt=last_raised_in_time(today)) | Q(
        state=ConcernState.TAKEN_UP, taken_up_on__lt=last_taken_up_in_time(today)
    )


def concerns(person: Reader, wanted: WantedConcerns, *, today: date) -> QuerySet[Concern]:
    """Return the concerns a person asked for, newest first.

    Args:
        person: Who reads.
        wanted: The filters.
        today: The present day, for what is late.
    """
    rows = asked_for(Concern.objects.filter(SEE_CONCERN.rows(person)), wanted, today=today)
    return rows.select_related("listening", "taken_up_by").order_by("-year", "-number")


def asked_for(rows: QuerySet[Concern], wanted: WantedConcerns, *, today: date) -> QuerySet[Concern]:
    """Return the concerns among these that fit the filters.

    Args:
        rows: Any concerns.
        wanted: The filters.
        today: The present day, for what is late.
    """
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    else:
        rows = rows.exclude(state=ConcernState.WITHDRAWN)
    named = {
        "theme": wanted.theme,
        "municipality": wanted.municipality,
        "group": wanted.group,
        "taken_up_by_id": wanted.partner,
    }
    rows = rows.filter(**{name: value for name, value in named.items() if value})
    return rows.filter(late(today=today)) if wanted.late else rows


def counts_by_state(person: Reader, wanted: WantedConcerns, *, today: date) -> Mapping[str, int]:
    """Return how many concerns are how far, with the other filters as they are.

    Args:
        person: Who reads.
        wanted: The filters; that of the state is left aside.
        today: The present day, for what is late.
    """
    rows = Concern.objects.filter(SEE_CONCERN.rows(person))
    named = {"theme": wanted.theme, "municipality": wanted.municipality, "group": wanted.group}
    rows = rows.filter(**{name: value for name, value in named.items() if value})
    if wanted.partner:
        rows = rows.filter(taken_up_by_id=wanted.partner)
    if wanted.late:
        rows = rows.filter(late(today=today))
    found = rows.order_by().values("state").annotate(count=Count("pk"))
    return dict(found.values_list("state", "count"))


def municipalities(person: Reader) -> list[str]:
    """Return the municipalities in which something was raised, by name."""
    rows = Concern.objects.filter(SEE_CONCERN.rows(person)).order_by("municipality")
    return list(rows.values_list("municipality", flat=True).distinct())


def steps_of(row: Concern) -> QuerySet[ConcernStep]:
    """Return what was said of a concern, in order, with who said it and for whom."""
    return row.steps.select_related("person", "organisation").order_by("pk")


def last_outcome(row: Concern) -> ConcernStep | None:
    """Return what was answered, done or declined last, where that still counts."""
    kinds = OUTCOMES_OF.get(row.state, ())
    found = [step for step in row.steps.all() if step.kind in kinds]
    return found[-1] if found else None


def with_steps(rows: QuerySet[Concern]) -> QuerySet[Concern]:
    """Return the concerns with their steps and their wordings loaded."""
    steps = ConcernStep.objects.select_related("organisation").order_by("pk")
    return rows.prefetch_related(Prefetch("steps", queryset=steps), "wordings")


def clock_of(row: Concern, *, today: date) -> tuple[date | None, bool]:
    """Return until when a concern should move on, and whether that day is over.

    Args:
        row: The concern.
        today: The present day.
    """
    facts = {"raised_on": row.raised_on, "taken_up_on": row.taken_up_on}
    return due_on(row.state, **facts), is_late(row.state, **facts, today=today)  # type: ignore[arg-type]  # days, as named


def everything_raised(wanted: WantedConcerns) -> Iterator[dict[str, object]]:
    """Yield every concern as an object, for whoever runs the server; the newest first.

    Args:
        wanted: The filters.
    """
    rows = asked_for(Concern.objects.all(), wanted, today=timezone.localdate())
    yield from as_objects(
        rows.select_related("listening", "taken_up_by").order_by("-year", "-number")
    )


def as_objects(rows: QuerySet[Concern]) -> Iterator[dict[str, object]]:
    """Yield concerns as they are written out: no person, and no quote without a public consent.

    Args:
        rows: Concerns with their sessions and who took them up.
    """
    today = timezone.localdate()
    for row in with_steps(rows).iterator(chunk_size=500):
        last, is_over = clock_of(row, today=today)
        outcome = last_outcome(row)
        yield {
            "number": row.label,
            "id": str(row.pk),
            "theme": row.theme,
            "text": row.text,
            "language": row.language,
            "municipality": row.municipality,
            "group": row.group,
            "raised_at": row.listening.title,
            "raised_at_kind": row.listening.kind,
            "raised_on": row.raised_on.isoformat(),
            "state": row.state,
            "taken_up_by": row.taken_up_by.name if row.taken_up_by else "",
            "taken_up_on": row.taken_up_on.isoformat() if row.taken_up_on else "",
            "outcome": outcome.text if outcome else "",
            "due_on": last.isoformat() if last else "",
            "is_late": is_over,
        }
