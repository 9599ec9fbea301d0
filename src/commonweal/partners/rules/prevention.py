"""Who sees the plan and its words: everybody who takes part. Whose people keep one write it; every partner comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from commonweal.partners.models import (
    Activity,
    IndicatorValue,
    Meaning,
    Objective,
    ObjectiveState,
    PreventionPlan,
)
from commonweal.partners.rules.taking_part import (
    all_who_take_part,
    organisation_of,
    takes_part,
    why,
)
from commonweal.rights.public import EVERYTHING, NOTHING, Rule, coordinates, register

if TYPE_CHECKING:
    from uuid import UUID

    from commonweal.partners.rules.taking_part import Reader


def _keeps(person: Reader, keeper_id: UUID) -> bool:
    own = organisation_of(person)
    return own is not None and (coordinates(person) or own == keeper_id)


def _kept_by(person: Reader, *, path: str = "") -> Q:
    own = organisation_of(person)
    if own is None:
        return NOTHING
    return EVERYTHING if coordinates(person) else Q(**{f"{path}keeper_id": own})


def _does(person: Reader, row: Activity) -> bool:
    own = organisation_of(person)
    return own is not None and row.partner_id == own


def _done_by(person: Reader) -> Q:
    own = organisation_of(person)
    return NOTHING if own is None else Q(partner_id=own)


def _comments(person: Reader, row: Objective) -> bool:
    return organisation_of(person) is not None and row.state != ObjectiveState.DROPPED


def _commented_by(person: Reader) -> Q:
    return NOTHING if organisation_of(person) is None else ~Q(state=ObjectiveState.DROPPED)


def _measures(person: Reader, row: Objective) -> bool:
    own = organisation_of(person)
    return _keeps(person, row.plan.keeper_id) or (
        own is not None and row.activities.filter(partner_id=own).exists()
    )


def _measured_by(person: Reader) -> Q:
    own = organisation_of(person)
    if own is None:
        return NOTHING
    doing = Activity.objects.filter(partner_id=own).order_by().values("objective_id")
    return _kept_by(person, path="plan__") | Q(pk__in=doing)


def _entered(person: Reader, row: IndicatorValue) -> bool:
    own = organisation_of(person)
    return own is not None and row.organisation_id == own and row.withdrawn_at is None


def _entered_by(person: Reader) -> Q:
    own = organisation_of(person)
    return NOTHING if own is None else Q(organisation_id=own, withdrawn_at=None)


def _views(person: Reader, _row: Meaning) -> bool:
    return organisation_of(person) is not None


def _viewed_by(person: Reader) -> Q:
    return NOTHING if organisation_of(person) is None else EVERYTHING


SEE_PLAN = register(
    Rule(
        name="partners.plan.see",
        thing="partners.PreventionPlan",
        one=takes_part,
        many=all_who_take_part,
        why=why,
    )
)
KEEP_PLAN = register(
    Rule(
        name="partners.plan.keep",
        thing="partners.PreventionPlan",
        one=lambda person, row: _keeps(person, row.keeper_id),
        many=_kept_by,
    )
)
SEE_OBJECTIVE = register(
    Rule(
        name="partners.objective.see",
        thing="partners.Objective",
        one=takes_part,
        many=all_who_take_part,
        why=why,
    )
)
KEEP_OBJECTIVE = register(
    Rule(
        name="partners.objective.keep",
        thing="partners.Objective",
        one=lambda person, row: _keeps(person, row.plan.keeper_id),
        many=lambda person: _kept_by(person, path="plan__"),
    )
)
COMMENT_OBJECTIVE = register(
    Rule(
        name="partners.objective.comment",
        thing="partners.Objective",
        one=_comments,
        many=_commented_by,
    )
)
# Who enters values: whoever keeps the plan, and whose people do something for the objective.
MEASURE = register(
    Rule(
        name="partners.objective.measure",
        thing="partners.Objective",
        one=_measures,
        many=_measured_by,
    )
)
WITHDRAW_VALUE = register(
    Rule(
        name="partners.indicator-value.withdraw",
        thing="partners.IndicatorValue",
        one=_entered,
        many=_entered_by,
    )
)
DO_ACTIVITY = register(
    Rule(name="partners.activity.do", thing="partners.Activity", one=_does, many=_done_by)
)
DROP_ACTIVITY = register(
    Rule(
        name="partners.activity.drop",
        thing="partners.Activity",
        one=lambda person, row: _does(person, row) or _keeps(person, row.objective.plan.keeper_id),
        many=lambda person: _done_by(person) | _kept_by(person, path="objective__plan__"),
    )
)
SEE_MEANING = register(
    Rule(
        name="partners.meaning.see",
        thing="partners.Meaning",
        one=takes_part,
        many=all_who_take_part,
        why=why,
    )
)
KEEP_MEANING = register(
    Rule(
        name="partners.meaning.keep",
        thing="partners.Meaning",
        one=lambda person, row: _keeps(person, row.keeper_id),
        many=_kept_by,
    )
)
VIEW_MEANING = register(
    Rule(name="partners.meaning.view", thing="partners.Meaning", one=_views, many=_viewed_by)
)


def keeps_plan(person: Reader, row: PreventionPlan) -> bool:
    """Say whether a person writes a plan: for the partner that keeps it, or as co-ordinator."""
    return _keeps(person, row.keeper_id)
