"""The prevention plan for a person: plans, one with its objectives, how far it is. A constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Count, F, Prefetch, Q, QuerySet, prefetch_related_objects
from django.utils import timezone

from commonweal.partners.engine.prevention import (
    ACTIVITY_MOVES,
    Heard,
    Reasons,
    approval_lacks,
    share_reached,
)
from commonweal.partners.models import (
    Action,
    Activity,
    Concern,
    ConcernState,
    Indicator,
    IndicatorValue,
    Objective,
    ObjectiveComment,
    ObjectiveState,
    PreventionPlan,
    Recommendation,
    Theme,
)
from commonweal.partners.queries.progress import with_action_progress, with_progress
from commonweal.partners.queries.rows import one
from commonweal.partners.rules.listening import SEE_CONCERN
from commonweal.partners.rules.prevention import (
    DO_ACTIVITY,
    DROP_ACTIVITY,
    SEE_OBJECTIVE,
    SEE_PLAN,
)
from commonweal.partners.rules.promises import SEE_ACTION, SEE_RECOMMENDATION

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader


@dataclass(frozen=True, slots=True)
class ThemeNeed:
    """How many concerns of a theme were raised, and of how many an objective of the plan answers."""

    theme: str
    name: str
    raised: int
    answered: int


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator with the values that count, and how far it is.

    Attributes:
        newest: The newest value; None if none was entered.
        share: How much of the way is gone, in per cent; None if nothing was measured yet.
    """

    row: Indicator
    values: Sequence[IndicatorValue]
    withdrawn: Sequence[IndicatorValue]
    newest: IndicatorValue | None
    share: int | None


def plans(person: Reader) -> QuerySet[PreventionPlan]:
    """Return the plans a person may see, the newest first, each with ``total`` and ``approved`` objectives."""
    live = ~Q(objectives__state=ObjectiveState.DROPPED)
    approved = Q(objectives__state=ObjectiveState.APPROVED)
    return (
        PreventionPlan.objects.filter(SEE_PLAN.rows(person))
        .select_related("keeper")
        .annotate(
            total=Count("objectives", filter=live), approved=Count("objectives", filter=approved)
        )
        .order_by(F("start").desc(nulls_last=True), "-added_at", "pk")
    )


def plan_of(person: Reader, plan_id: UUID) -> PreventionPlan:
    """Return a plan the person may see.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    rows = PreventionPlan.objects.filter(SEE_PLAN.rows(person)).select_related("keeper")
    return one(rows, plan_id)


def objective_of(person: Reader, objective_id: UUID) -> Objective:
    """Return an objective the person may see, with its plan.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    rows = Objective.objects.filter(SEE_OBJECTIVE.rows(person))
    return one(rows.select_related("plan__keeper", "approved_by"), objective_id)


def activity_of(person: Reader, activity_id: UUID) -> Activity:
    """Return an activity of an objective the person may see.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    seen = Objective.objects.filter(SEE_OBJECTIVE.rows(person)).order_by()
    rows = Activity.objects.filter(objective__in=seen.values("pk"))
    return one(rows.select_related("objective__plan", "partner"), activity_id)


def indicator_of(person: Reader, indicator_id: UUID) -> Indicator:
    """Return an indicator of an objective the person may see.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    seen = Objective.objects.filter(SEE_OBJECTIVE.rows(person)).order_by()
    rows = Indicator.objects.filter(objective__in=seen.values("pk"))
    return one(rows.select_related("objective__plan"), indicator_id)


def value_of(person: Reader, value_id: int) -> IndicatorValue:
    """Return a measured value of an objective the person may see.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    seen = Objective.objects.filter(SEE_OBJECTIVE.rows(person)).order_by()
    rows = IndicatorValue.objects.filter(indicator__objective__in=seen.values("pk"))
    return one(rows.select_related("indicator__objective"), value_id)  # type: ignore[arg-type]  # its key is a number


def objectives_of(plan: PreventionPlan) -> Sequence[Objective]:
    """Return a plan's objectives that were not dropped, by level and number, with what hangs under them."""
    rows = plan.objectives.exclude(state=ObjectiveState.DROPPED)
    return list(
        rows.prefetch_related(
            "concerns",
            Prefetch("activities", queryset=Activity.objects.select_related("partner")),
            Prefetch("actions", queryset=with_action_progress(Action.objects.select_related("owner"))),
            Prefetch(
                "indicators__values",
                queryset=IndicatorValue.objects.select_related("organisation", "person"),
            ),
        ).order_by("level", "number")
    )  # fmt: skip


def with_served(person: Reader, objectives: Sequence[Objective], *, today: date) -> None:
    """Fetch at once, for many objectives, what was said of each and what a person sees under it.

    Each gets ``said``, ``served_by`` (actions) and ``asked_for`` (recommendations), with their progress.

    Args:
        person: Who reads.
        objectives: The objectives.
        today: The present day.
    """
    said = ObjectiveComment.objects.select_related("person", "organisation")
    prefetch_related_objects(
        objectives,
        Prefetch("comments", queryset=said, to_attr="said"),
        Prefetch("actions", queryset=_seen_actions(person), to_attr="served_by"),
        Prefetch(
            "recommendations", queryset=_seen_recommendations(person, today), to_attr="asked_for"
        ),
    )


def need_by_theme(person: Reader, plan: PreventionPlan) -> Sequence[ThemeNeed]:
    """Return how many concerns were raised by theme, and how many of them the plan answers; most first."""
    rows = Concern.objects.filter(SEE_CONCERN.rows(person)).exclude(state=ConcernState.WITHDRAWN)
    live = plan.objectives.exclude(state=ObjectiveState.DROPPED).order_by()
    answered = Q(objectives__in=live.values("pk"))
    found = rows.order_by().values("theme").annotate(
        raised=Count("pk", distinct=True), taken=Count("pk", filter=answered, distinct=True)
    )  # fmt: skip
    names = dict(Theme.choices)
    table = [
        ThemeNeed(each["theme"], str(names[each["theme"]]), each["raised"], each["taken"])
        for each in found
    ]
    return sorted(table, key=lambda each: (-each.raised, each.name))


def measured(indicators: Iterable[Indicator]) -> Sequence[Measured]:
    """Return indicators with their values; fetch ``values`` with them."""
    return [_measured(each) for each in indicators]


def _measured(row: Indicator) -> Measured:
    values = list(row.values.all())
    counted = [each for each in values if each.withdrawn_at is None]
    newest = counted[-1] if counted else None
    return Measured(
        row=row,
        values=counted,
        withdrawn=[each for each in values if each.withdrawn_at is not None],
        newest=newest,
        share=share_reached(row.baseline, row.target, newest.value) if newest else None,
    )


def comments_of(objective: Objective) -> Sequence[ObjectiveComment]:
    """Return what was said of an objective, in order."""
    return list(objective.comments.select_related("person", "organisation"))


def lacking(objective: Objective, reasons: Reasons) -> tuple[str, ...]:
    """Return whose comment on the present wording is missing; see ``engine.prevention.approval_lacks``."""
    # Who keeps the plan has not heard others by speaking for itself.
    rows = objective.comments.filter(wording=objective.wording).exclude(
        organisation_id=objective.plan.keeper_id
    )
    heard = [Heard(*each) for each in rows.values_list("is_womens", "is_youth")]
    return approval_lacks(heard, reasons)


def activity_moves(person: Reader, row: Activity) -> Sequence[str]:
    """Return what a person may say of an activity now."""
    does, drops = DO_ACTIVITY.allows(person, row), DROP_ACTIVITY.allows(person, row)
    return [
        move
        for move, (before, _after) in ACTIVITY_MOVES.items()
        if row.state in before and (does or (drops and move == "dropped"))
    ]


def hung_recommendations(person: Reader, objective: Objective, *, today: date) -> QuerySet[Any]:
    """Return the recommendations under an objective that a person may see, with their progress."""
    return _seen_recommendations(person, today).filter(objectives=objective)


def hung_actions(person: Reader, objective: Objective) -> QuerySet[Any]:
    """Return the actions under an objective that a person may see, with their progress."""
    return _seen_actions(person).filter(objectives=objective)


def _seen_recommendations(person: Reader, today: date) -> QuerySet[Any]:
    rows = with_progress(
        Recommendation.objects.filter(SEE_RECOMMENDATION.rows(person)), today=today
    )
    return rows.select_related("addressee").order_by("-marked_at", "pk")


def _seen_actions(person: Reader) -> QuerySet[Any]:
    rows = with_action_progress(Action.objects.filter(SEE_ACTION.rows(person)))
    return rows.select_related("owner").order_by("due_on", "pk")


# How far a plan is: every figure has the list that it counts


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the progress page.

    Attributes:
        what: One of ``LISTS``'s keys.
        state: The state it counts; empty for all.
        count: How many.
    """

    what: str
    state: str
    count: int


def list_of(
    person: Reader,
    plan: PreventionPlan,
    what: str,
    *,
    state: str = "",
    objective: UUID | None = None,
) -> QuerySet[Any]:
    """Return the rows behind a figure, as far as a person may see them.

    Args:
        person: Who reads.
        plan: The plan.
        what: One of ``LISTS``'s keys; anything else lists nothing.
        state: Only those that are this far.
        objective: Only what belongs to this objective.
    """
    live = plan.objectives.exclude(state=ObjectiveState.DROPPED).order_by()
    live = live.filter(pk=objective) if objective else live
    rows: QuerySet[Any] = LISTS[what](person, live.values("pk")) if what in LISTS else (
        Objective.objects.none()
    )  # fmt: skip
    field = "progress" if what in {"actions", "recommendations"} else "state"
    return rows.filter(**{field: state}) if state and what != "indicators" else rows


def figures_of(
    person: Reader, plan: PreventionPlan, *, objective: UUID | None = None
) -> Mapping[str, Sequence[Figure]]:
    """Return how many of each kind are how far; each figure counts the rows of ``list_of``."""
    found: dict[str, Sequence[Figure]] = {}
    for what in LISTS:
        rows = list_of(person, plan, what, objective=objective).order_by()
        if what == "indicators":
            found[what] = [Figure(what, "", rows.count())]
            continue
        field = "progress" if what in {"actions", "recommendations"} else "state"
        counts = dict(
            rows.values(field).annotate(n=Count("pk", distinct=True)).values_list(field, "n")
        )
        found[what] = [Figure(what, "", sum(counts.values()))]
        found[what] = [*found[what], *(Figure(what, key, counts[key]) for key in sorted(counts))]
    return found  # fmt: skip


def counts_by_objective(person: Reader, plan: PreventionPlan) -> Mapping[UUID, Sequence[Figure]]:
    """Return how many of each kind stand under each objective that was not dropped: a query a kind.

    Each counts the rows of ``list_of`` with that objective.
    """
    live = plan.objectives.exclude(state=ObjectiveState.DROPPED).order_by().values("pk")
    found: dict[UUID, list[Figure]] = {each["pk"]: [] for each in live}
    for what, listed in LISTS.items():
        if what == "objectives":
            continue
        by = "objective" if what in {"activities", "indicators"} else "objectives"
        rows = listed(person, live).order_by().filter(**{f"{by}__in": live})
        counts = dict(rows.values(by).annotate(n=Count("pk", distinct=True)).values_list(by, "n"))
        for key, figures in found.items():
            figures.append(Figure(what, "", counts.get(key, 0)))
    return found


def _objectives(_person: Reader, live: Any) -> QuerySet[Any]:
    return Objective.objects.filter(pk__in=live).order_by("level", "number")


def _activities(_person: Reader, live: Any) -> QuerySet[Any]:
    return Activity.objects.filter(objective__in=live).select_related("partner", "objective")


def _indicators(_person: Reader, live: Any) -> QuerySet[Any]:
    rows = Indicator.objects.filter(objective__in=live).select_related("objective")
    return rows.prefetch_related("values")


def _actions(person: Reader, live: Any) -> QuerySet[Any]:
    under = Action.objects.filter(objectives__in=live).order_by().values("pk")
    rows = Action.objects.filter(SEE_ACTION.rows(person), pk__in=under)
    return with_action_progress(rows).select_related("owner").order_by("due_on", "pk")


def _recommendations(person: Reader, live: Any) -> QuerySet[Any]:
    under = Recommendation.objects.filter(objectives__in=live).order_by().values("pk")
    rows = Recommendation.objects.filter(SEE_RECOMMENDATION.rows(person), pk__in=under)
    found = with_progress(rows, today=timezone.localdate()).select_related("addressee")
    return found.order_by("-marked_at", "pk")


def _concerns(person: Reader, live: Any) -> QuerySet[Any]:
    under = Concern.objects.filter(objectives__in=live).order_by().values("pk")
    rows = Concern.objects.filter(SEE_CONCERN.rows(person), pk__in=under)
    return rows.order_by("-year", "-number")


LISTS = {
    "objectives": _objectives,
    "concerns": _concerns,
    "recommendations": _recommendations,
    "actions": _actions,
    "activities": _activities,
    "indicators": _indicators,
}
