"""How far actions and recommendations are, in the database's words (see ``engine.states``)."""

from __future__ import annotations

from datetime import date

from django.db.models import Case, CharField, Exists, Min, OuterRef, Q, QuerySet, Value, When

from commonweal.partners.engine.states import OPEN_STATES
from commonweal.partners.models import (
    Action,
    ActionState,
    Confirmation,
    Recommendation,
    ViewKind,
)


def _counts(kind: str) -> Exists:
    return Exists(Confirmation.objects.filter(action=OuterRef("pk"), kind=kind, superseded_at=None))


def _progress(*cases: When, otherwise: str) -> Case:
    return Case(*cases, default=Value(otherwise), output_field=CharField())


def with_action_progress(rows: QuerySet[Action]) -> QuerySet[Action]:
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


def with_progress(rows: QuerySet[Recommendation], *, today: date) -> QuerySet[Recommendation]:
    """Return the recommendations with ``progress``, ``due_on`` and ``is_overdue``.

    Args:
        rows: Any recommendations.
        today: The present day; ``due_on`` is the next date of an open action.
    """
    actions = Action.objects.filter(recommendation=OuterRef("pk"))
    active = actions.exclude(state=ActionState.CANCELLED)
    done = actions.filter(state=ActionState.DONE)
    is_open = Q(actions__state__in=OPEN_STATES)
    return rows.annotate(
        progress=_progress(
            When(withdrawn_at__isnull=False, then=Value("withdrawn")),
            When(~Exists(active), then=Value("not-started")),
            When(Exists(done.filter(_counts(ViewKind.OBJECTS))), then=Value("contested")),
            When(
                ~Exists(active.exclude(state=ActionState.DONE))
                & ~Exists(done.exclude(_counts(ViewKind.CONFIRMS))),
                then=Value("confirmed"),
            ),
            When(~Exists(active.exclude(state=ActionState.DONE)), then=Value("reported-done")),
            When(~Exists(active.exclude(state=ActionState.PLANNED)), then=Value("planned")),
            otherwise="ongoing",
        ),
        due_on=Min("actions__due_on", filter=is_open),
        is_overdue=Exists(actions.filter(state__in=OPEN_STATES, due_on__lt=today)),
    )
