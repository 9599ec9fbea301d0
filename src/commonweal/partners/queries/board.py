"""Many recommendations at once: the board, and the public page. A constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal
from uuid import UUID

from django.db.models import (
    Count,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    TextField,
    prefetch_related_objects,
)
from django.db.models.functions import Cast
from django.utils import timezone
from django_stubs_ext import WithAnnotations

from commonweal.partners.engine.states import IDLE_STATES, Progress
from commonweal.partners.models import (
    Action,
    Answer,
    Closing,
    Confirmation,
    Evidence,
    Meeting,
    Recommendation,
)
from commonweal.partners.queries.progress import (
    UNANSWERED,
    RecommendationProgress,
    with_action_progress,
    with_kept,
    with_progress,
)
from commonweal.partners.queries.rows import one
from commonweal.partners.queries.waiting_actions import without_leader
from commonweal.partners.rules.meetings import SEE_MEETING
from commonweal.partners.rules.promises import SEE_AGREED, SEE_RECOMMENDATION

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader

OTHERS_OFFERED = CLUSTERS_OFFERED = 200
WORDS_CHARACTERS = 100
ANSWERS = ("none", "supported", "in-part", "not-agreed")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person asks the board for; empty values ask for nothing.

    Attributes:
        state: How far, one of ``engine.states.PROGRESS``.
        answer: One of ``ANSWERS``.
        organisation: The addressee, or a partner that does one of its actions.
        meeting: Where it was marked.
        overdue: Only what has an action past its date.
        cluster: Only this cluster.
        affected: Only what concerns this group.
        words: Only what has all of these words.
        leaderless: Only what has an action whose leader has left.
    """

    state: Progress | Literal[""] = ""
    answer: str = ""
    organisation: UUID | None = None
    meeting: UUID | None = None
    overdue: bool = False
    cluster: str = ""
    affected: str = ""
    words: str = ""
    leaderless: bool = False


def board(
    person: Reader, wanted: Wanted, *, today: date
) -> QuerySet[WithAnnotations[Recommendation, RecommendationProgress]]:
    """Return the recommendations a person asked for: what is due first comes first.

    Each has ``progress``, ``due_on``, ``is_overdue`` and ``position``. Marks taken back are shown
    only where they are asked for.
    """
    rows = asked_for(person, wanted, today=today)
    rows = rows.select_related("addressee", "meeting")
    return rows.order_by("due_on_now", "-marked_at", "number", "pk")


def load_contested(rows: Iterable[Recommendation]) -> None:
    """Load what the list says of what is contested: three queries for all of it, none where nothing is.

    Args:
        rows: As ``board`` returns them.
    """
    contested = [row for row in rows if row.progress_now == "contested"]
    prefetch_related_objects(contested, *said_about())


def said_about() -> tuple[Prefetch[str], ...]:
    """Return what loads each recommendation's actions with the views and the evidence that count."""
    actions = with_action_progress(
        Action.objects.exclude(state__in=IDLE_STATES).select_related("owner")
    )
    views = Confirmation.objects.filter(superseded_at=None).select_related("organisation")
    return (
        Prefetch("actions", queryset=actions),
        Prefetch("actions__confirmations", queryset=views),
        Prefetch("actions__evidence", queryset=Evidence.objects.filter(withdrawn_at=None)),
    )


def counts(person: Reader, wanted: Wanted, *, today: date) -> Mapping[str, int]:
    """Return how many recommendations are how far, with the other filters as they are."""
    others = replace(wanted, state="")
    rows = asked_for(person, others, today=today, with_withdrawn=True).order_by()
    return dict(rows.values("progress").annotate(count=Count("*")).values_list("progress", "count"))


def others_asked_of(person: Reader, row: Recommendation) -> list[Recommendation]:
    """Return other recommendations to the same addressee, the newest first: what may have taken one's place.

    Args:
        person: Who reads.
        row: The recommendation.
    """
    rows = Recommendation.objects.filter(
        SEE_RECOMMENDATION.rows(person), addressee_id=row.addressee_id, withdrawn_at=None
    )
    rows = rows.exclude(pk=row.pk).exclude(closed_as=Closing.SUPERSEDED)
    return list(rows.order_by("-marked_at")[:OTHERS_OFFERED])


def meetings_visible_to(person: Reader) -> QuerySet[Meeting]:
    """Return the meetings a person may see, newest first, each with ``asked`` counted."""
    asked = Count("recommendations", filter=Q(recommendations__withdrawn_at=None))
    return (
        Meeting.objects.filter(SEE_MEETING.rows(person))
        .select_related("convener", "minutes")
        .annotate(asked=asked)
        .order_by(F("start").desc(nulls_last=True), "-added_at", "pk")
    )


def meetings_offered(person: Reader, *, most: int) -> list[tuple[UUID, str]]:
    """Return the newest meetings a person may see, to choose from: id and title.

    Args:
        person: Who reads.
        most: How many at the most.
    """
    rows = Meeting.objects.filter(SEE_MEETING.rows(person))
    rows = rows.order_by(F("start").desc(nulls_last=True), "-added_at", "pk")
    return list(rows.values_list("pk", "title")[:most])


def agreed(person: Reader, *, today: date) -> QuerySet[Recommendation]:
    """Return what was made public, newest first, with all that the public page says of it."""
    rows = Recommendation.objects.filter(SEE_AGREED.rows(person))
    return _as_public(rows, today=today).order_by("-published_at", "pk")


def preview(person: Reader, recommendation_id: UUID, *, today: date) -> Recommendation:
    """Return one recommendation with all that the public page would say of it now.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    rows = Recommendation.objects.filter(SEE_RECOMMENDATION.rows(person))
    return one(_as_public(rows, today=today), recommendation_id)


def _as_public(rows: QuerySet[Recommendation], *, today: date) -> QuerySet[Recommendation]:
    views = Confirmation.objects.filter(superseded_at=None).select_related("organisation")
    shown = Evidence.objects.filter(action=OuterRef("pk"), withdrawn_at=None).values("action")
    actions = with_action_progress(
        Action.objects.exclude(state__in=IDLE_STATES).select_related("owner")
    ).annotate(evidence_count=Subquery(shown.annotate(count=Count("pk")).values("count")))
    return (
        with_progress(rows, today=today)
        .select_related("addressee", "meeting__convener", "meeting__recorder")
        .prefetch_related(
            Prefetch("answers", queryset=Answer.objects.order_by("-number")),
            Prefetch("actions", queryset=actions),
            Prefetch("actions__confirmations", queryset=views),
        )
    )


def asked_for(
    person: Reader, wanted: Wanted, *, today: date, with_withdrawn: bool = False
) -> QuerySet[WithAnnotations[Recommendation, RecommendationProgress]]:
    """Return what a person asked for, each with what ``with_kept`` adds, in no order.

    Args:
        person: Who reads.
        wanted: Which of them.
        today: The present day.
        with_withdrawn: Whether marks that were taken back are among them.
    """
    visible = Recommendation.objects.filter(SEE_RECOMMENDATION.rows(person))
    rows = with_kept(visible, today=today)
    if wanted.state:
        rows = rows.filter(progress=wanted.state)
    elif not with_withdrawn:
        rows = rows.filter(withdrawn_at=None)
    if wanted.answer:
        rows = rows.filter(UNANSWERED if wanted.answer == "none" else Q(position=wanted.answer))
    if wanted.organisation:
        own = Action.objects.filter(owner_id=wanted.organisation).values("recommendation_id")
        rows = rows.filter(Q(addressee_id=wanted.organisation) | Q(pk__in=own))
    if wanted.meeting:
        rows = rows.filter(meeting_id=wanted.meeting)
    if wanted.leaderless:
        rows = rows.filter(pk__in=without_leader(now=timezone.now()).values("recommendation_id"))
    return _sorted_out(rows.filter(is_overdue=True) if wanted.overdue else rows, wanted)


def _sorted_out(
    rows: QuerySet[WithAnnotations[Recommendation, RecommendationProgress]], wanted: Wanted
) -> QuerySet[WithAnnotations[Recommendation, RecommendationProgress]]:
    if wanted.cluster:
        rows = rows.filter(cluster=wanted.cluster)
    if wanted.affected:
        rows = rows.filter(pk__in=concerning(wanted.affected))
    for word in wanted.words[:WORDS_CHARACTERS].split():
        rows = rows.filter(
            Q(text__icontains=word) | Q(title__icontains=word) | Q(reference__iexact=word)
        )
    return rows


def concerning(group: str) -> QuerySet[Recommendation, UUID]:
    """Return the ids of the recommendations that concern a group, on every database alike."""
    as_text = Cast("affected", TextField())
    rows = Recommendation.objects.annotate(groups=as_text).filter(groups__contains=f'"{group}"')
    return rows.order_by().values_list("pk", flat=True)


def clusters_used() -> list[str]:
    """Return the clusters there are, by name."""
    rows = Recommendation.objects.exclude(cluster="").order_by("cluster")
    return list(rows.values_list("cluster", flat=True).distinct()[:CLUSTERS_OFFERED])
