"""The way of one promise: recommendation, answer, action, evidence, confirmation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from django.db.models import Manager, Prefetch, QuerySet
from django.utils import timezone

from commonweal.partners.engine.states import IDLE_STATES
from commonweal.partners.models import (
    Action,
    Answer,
    Confirmation,
    Evidence,
    Recommendation,
    Report,
)
from commonweal.partners.queries.progress import with_action_progress, with_progress
from commonweal.partners.queries.rows import one
from commonweal.partners.rules.promises import SEE_ACTION, SEE_RECOMMENDATION

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader

Step = Literal["done", "now", "next", "contested"]


@dataclass(frozen=True, slots=True)
class Views:
    """What other partners say to one action: the views that count, and the former ones."""

    confirming: tuple[Confirmation, ...]
    objecting: tuple[Confirmation, ...]
    former: tuple[Confirmation, ...]

    @property
    def quoted(self) -> frozenset[UUID]:
        """The documents whose words they quote."""
        everything = (*self.confirming, *self.objecting, *self.former)
        return frozenset(view.document_id for view in everything if view.document_id)


@dataclass(frozen=True, slots=True)
class Doing:
    """One action with all that was said and shown about it."""

    action: Action
    evidence: tuple[Evidence, ...]
    withdrawn: tuple[Evidence, ...]
    views: Views


@dataclass(frozen=True, slots=True)
class Way:
    """One recommendation and all that became of it.

    Attributes:
        answer: The answer that counts, if there is one.
        former: The earlier answers, newest first.
        steps: How far each of the five steps is.
    """

    recommendation: Recommendation
    answer: Answer | None
    former: tuple[Answer, ...]
    doings: tuple[Doing, ...]
    steps: tuple[Step, Step, Step, Step, Step]

    @property
    def quoted(self) -> frozenset[UUID]:
        """The documents whose words stand on the way."""
        own = self.recommendation.document_id
        views = [doing.views.quoted for doing in self.doings]
        return frozenset([own] if own else []).union(*views)


def way_of(person: Reader, recommendation_id: UUID) -> Way:
    """Return one recommendation and all that became of it, in a constant number of queries.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    visible = Recommendation.objects.filter(SEE_RECOMMENDATION.rows(person))
    rows = with_progress(visible, today=timezone.localdate()).select_related(
        "meeting__convener",
        "meeting__recorder",
        "addressee",
        "marked_by",
        "marked_for",
        "closed_for",
        "superseded_by",
        "lead",
    )
    found = one(rows, recommendation_id)
    answers = tuple(found.answers.select_related("person", "organisation").order_by("-number"))
    doings = tuple(
        doing_from(action) for action in _whole(found.actions.all()).order_by("due_on", "pk")
    )
    return Way(
        recommendation=found,
        answer=answers[0] if answers else None,
        former=answers[1:],
        doings=doings,
        steps=_steps(answers, doings),
    )


def doing_of(person: Reader, action_id: UUID) -> Doing:
    """Return one action with all that was said and shown about it, in a constant number of queries.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    rows = _whole(Action.objects.filter(SEE_ACTION.rows(person))).select_related(
        "recommendation__meeting__convener", "recommendation__addressee"
    )
    reports = Report.objects.select_related("person", "organisation")
    return doing_from(one(rows.prefetch_related(Prefetch("reports", queryset=reports)), action_id))


def doing_from(action: Action) -> Doing:
    """Sort what was shown and said about an action whose rows are loaded."""
    evidence = tuple(action.evidence.all())
    views = tuple(action.confirmations.all())
    now = [view for view in views if view.superseded_at is None]
    return Doing(
        action=action,
        evidence=tuple(each for each in evidence if each.withdrawn_at is None),
        withdrawn=tuple(each for each in evidence if each.withdrawn_at is not None),
        views=Views(
            confirming=tuple(view for view in now if view.kind == "confirms"),
            objecting=tuple(view for view in now if view.kind == "objects"),
            former=tuple(view for view in views if view.superseded_at is not None),
        ),
    )


def objects_unnamed(views: Manager[Any], organisation_id: UUID | None) -> bool:
    """Say whether a partner's objection stands among the views of one thing without its name."""
    now = views.filter(is_unnamed=True, superseded_at=None, organisation_id=organisation_id)
    return organisation_id is not None and now.exists()


def _whole(rows: QuerySet[Action]) -> QuerySet[Action]:
    by = ("person", "organisation")
    return (
        with_action_progress(rows)
        .select_related("owner", "person", "reported_by", "reported_for")
        .prefetch_related(
            Prefetch("evidence", queryset=Evidence.objects.select_related(*by)),
            Prefetch("confirmations", queryset=Confirmation.objects.select_related(*by)),
        )
    )


def _steps(
    answers: Sequence[Answer], doings: Sequence[Doing]
) -> tuple[Step, Step, Step, Step, Step]:
    active = [each for each in doings if each.action.state not in IDLE_STATES]
    refused = bool(answers) and answers[0].position == "not-agreed"
    shown = bool(active) and all(each.evidence for each in active)
    contested = any(each.views.objecting and each.action.state == "done" for each in active)
    confirmed = bool(active) and all(
        each.action.state == "done" and each.views.confirming for each in active
    )
    reached = [True, bool(answers) and not refused, bool(active), shown, confirmed]
    steps: list[Step] = []
    for is_reached in reached:
        waits = all(step == "done" for step in steps)
        steps.append("done" if is_reached else "now" if waits else "next")
    if refused:
        steps[1:3] = ["contested", "next" if not active else steps[2]]
    if contested:
        steps[4] = "contested"
    return steps[0], steps[1], steps[2], steps[3], steps[4]
