"""How far actions and recommendations are, in the database's words (see ``engine.states``)."""

from __future__ import annotations

from datetime import date
from typing import TypedDict

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import NullIf
from django_stubs_ext import WithAnnotations

from commonweal.partners.engine.states import IDLE_STATES, OPEN_STATES, Progress
from commonweal.partners.models import (
    NEVER,
    Action,
    ActionState,
    Answer,
    Closing,
    Confirmation,
    Recommendation,
    ViewKind,
)

# Nobody has answered it, and an answer is still expected.
UNANSWERED = Q(position_now=None, closed_as="")


class ActionProgress(TypedDict):
    """What ``with_action_progress`` adds to an action."""

    progress: Progress


class RecommendationProgress(TypedDict):
    """What ``with_progress`` adds to a recommendation."""

    progress: Progress
    position: str | None
    due_on: date | None
    is_overdue: bool


def _counts(kind: str) -> Exists:
    return Exists(Confirmation.objects.filter(action=OuterRef("pk"), kind=kind, superseded_at=None))


def _progress(*cases: When, otherwise: str) -> Case:
    return Case(*cases, default=Value(otherwise), output_field=CharField())


def with_action_progress(
    rows: QuerySet[Action],
) -> QuerySet[WithAnnotations[Action, ActionProgress]]:
    """Return the actions with ``progress``, as ``engine.states.action_progress`` says it."""
    return rows.annotate(
        progress=_progress(
            *(
                When(state=state, then=Value(state))
                for state in ActionState.values
                if state != ActionState.DONE
            ),
            When(_counts(ViewKind.OBJECTS), then=Value("contested")),
            When(_counts(ViewKind.CONFIRMS), then=Value("confirmed")),
            otherwise="reported-done",
        )
    )


def with_progress(
    rows: QuerySet[Recommendation], *, today: date
) -> QuerySet[WithAnnotations[Recommendation, RecommendationProgress]]:
    """Return the recommendations with ``progress``, ``position``, ``due_on`` and ``is_overdue``.

    Args:
        rows: Any recommendations.
        today: The present day; ``due_on`` is the next date of an open action, ``position`` the
            answer that counts.
    """
    newest = Answer.objects.filter(recommendation=OuterRef("pk")).order_by("-number")
    actions = Action.objects.filter(recommendation=OuterRef("pk"))
    active = actions.exclude(state__in=IDLE_STATES)
    done = actions.filter(state=ActionState.DONE)
    is_open = actions.filter(state__in=OPEN_STATES)
    return rows.annotate(
        progress=_progress(
            When(withdrawn_at__isnull=False, then=Value("withdrawn")),
            When(closed_as=Closing.SUPERSEDED, then=Value("superseded")),
            When(closed_as=Closing.NOT_IMPLEMENTED, then=Value("not-implemented")),
            When(~Exists(active), then=Value("not-started")),
            When(Exists(done.filter(_counts(ViewKind.OBJECTS))), then=Value("contested")),
            When(
                ~Exists(active.exclude(state=ActionState.DONE))
                & ~Exists(done.exclude(_counts(ViewKind.CONFIRMS))),
                then=Value("confirmed"),
            ),
            When(~Exists(active.exclude(state=ActionState.DONE)), then=Value("reported-done")),
            When(
                Exists(done.filter(_counts(ViewKind.CONFIRMS))), then=Value("partially-implemented")
            ),
            When(~Exists(active.exclude(state=ActionState.PLANNED)), then=Value("planned")),
            otherwise="ongoing",
        ),
        position=Subquery(newest.values("position")[:1]),
        due_on=Subquery(is_open.order_by("due_on").values("due_on")[:1]),
        is_overdue=Exists(is_open.filter(due_on__lt=today)),
    )


def with_kept(
    rows: QuerySet[Recommendation], *, today: date
) -> QuerySet[WithAnnotations[Recommendation, RecommendationProgress]]:
    """Return the recommendations with what ``with_progress`` says, as it was kept with the last act.

    Args:
        rows: Any recommendations.
        today: The present day; only whether something is overdue depends on it.
    """
    return rows.annotate(
        progress=F("progress_now"),
        position=F("position_now"),
        due_on=NullIf(F("due_on_now"), Value(NEVER)),
        is_overdue=Case(
            When(due_on_now__lt=today, then=Value(value=True)),
            default=Value(value=False),
            output_field=BooleanField(),
        ),
    )
