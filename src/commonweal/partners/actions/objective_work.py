"""What is done for an objective and how it is measured: activities, values, what hangs under it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import Conflict, InvalidInput, NotAllowed
from commonweal.partners.actions.meetings import known_partners
from commonweal.partners.actions.permit import TITLE_CHARACTERS, permit, unchanged, within, written
from commonweal.partners.engine.prevention import ACTIVITY_MOVES, ActivityDraft, IndicatorDraft
from commonweal.partners.models import (
    Action,
    Activity,
    ActivityState,
    Indicator,
    IndicatorValue,
    Objective,
    ObjectiveState,
    Recommendation,
)
from commonweal.partners.queries.prevention import (
    activity_moves,
    activity_of,
    indicator_of,
    objective_of,
    value_of,
)
from commonweal.partners.rules.prevention import KEEP_OBJECTIVE, MEASURE, WITHDRAW_VALUE
from commonweal.partners.rules.promises import SEE_ACTION, SEE_RECOMMENDATION
from commonweal.partners.rules.taking_part import acting_for
from commonweal.rights.public import record, verb

if TYPE_CHECKING:
    from commonweal.rights.models import Person

HUNG = verb("partners.objective.hung", gettext_lazy("hung promises under an objective"))
ADDED = verb("partners.activity.added", gettext_lazy("added an activity"))
SAID = {
    "accepted": verb("partners.activity.accepted", gettext_lazy("took an activity on")),
    "started": verb("partners.activity.started", gettext_lazy("began an activity")),
    "done": verb("partners.activity.done", gettext_lazy("said that an activity is done")),
    "dropped": verb("partners.activity.dropped", gettext_lazy("dropped an activity")),
}
INDICATED = verb("partners.indicator.added", gettext_lazy("added an indicator"))
MEASURED = verb("partners.indicator.measured", gettext_lazy("entered a value of an indicator"))
WITHDRAWN = verb("partners.indicator.withdrawn", gettext_lazy("withdrew a value of an indicator"))
LARGEST = Decimal("99999999999999")


@transaction.atomic
def hang(
    person: Person,
    objective_id: UUID,
    *,
    recommendation_ids: Iterable[UUID],
    action_ids: Iterable[UUID],
    seen: int | None = None,
) -> Objective:
    """Say which recommendations and actions serve an objective; the others no longer hang under it.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person does not keep its plan.
        Conflict: If it was dropped, or somebody changed it meanwhile.
        InvalidInput: If one of them is not for this person.
    """
    Objective.objects.select_for_update().filter(pk=objective_id).first()
    row = _open(person, objective_id)
    permit(KEEP_OBJECTIVE, person, row)
    unchanged(row, seen=seen)
    asked, done = set(recommendation_ids), set(action_ids)
    theirs = Recommendation.objects.filter(SEE_RECOMMENDATION.rows(person), pk__in=asked)
    acts = Action.objects.filter(SEE_ACTION.rows(person), pk__in=done)
    if theirs.count() != len(asked) or acts.count() != len(done):
        raise InvalidInput("partners.objective.hang", _("Choose from the lists."))
    row.recommendations.set(theirs)
    row.actions.set(acts)
    row.version += 1
    row.save(update_fields=["version"])
    record(person, HUNG, thing=row, facts={"recommendations": len(asked), "actions": len(done)})
    return row


@transaction.atomic
def add_activity(
    person: Person, objective_id: UUID, draft: ActivityDraft, *, now: datetime | None = None
) -> Activity:
    """Add an activity; another partner's is only proposed until its own people take it on.

    Raises:
        NotFound: If there is no such objective, or not for this person.
        NotAllowed: If the person does not keep its plan.
        Conflict: If the objective was dropped.
        InvalidInput: If a value cannot be used.
    """
    row = _open(person, objective_id)
    permit(KEEP_OBJECTIVE, person, row)
    own = acting_for(person)
    known_partners([draft.partner_id])
    if draft.end is not None and draft.start is not None and draft.end < draft.start:
        raise InvalidInput("partners.activity.days", _("The last day is not before the first day."))
    is_own = draft.partner_id == own
    made = Activity.objects.create(
        objective=row,
        title=written(draft.title, name=_("what is done"), limit=TITLE_CHARACTERS),
        partner_id=draft.partner_id,
        start=draft.start,
        end=draft.end,
        state=ActivityState.PLANNED if is_own else ActivityState.PROPOSED,
        added_by=person,
        added_at=now or timezone.now(),
    )
    record(person, ADDED, thing=made, facts={"objective": str(row.pk)})
    return made


@transaction.atomic
def move_activity(
    person: Person,
    activity_id: UUID,
    kind: str,
    *,
    text: str = "",
    seen: int | None = None,
    now: datetime | None = None,
) -> Activity:
    """Take an activity on, begin it, say that it is done, or drop it with a reason.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If it is another partner's.
        Conflict: If this cannot be said of it now, or somebody changed it meanwhile.
        InvalidInput: If the reason is missing.
    """
    Activity.objects.select_for_update().filter(pk=activity_id).first()
    row = activity_of(person, activity_id)
    unchanged(row, seen=seen)
    if kind not in ACTIVITY_MOVES or row.state not in ACTIVITY_MOVES[kind][0]:
        raise Conflict(
            "partners.activity.state",
            _("The activity is “%(state)s” now; this cannot be said of it.")
            % {"state": row.get_state_display()},
        )
    if kind not in activity_moves(person, row):
        raise NotAllowed(
            "partners.activity.do", _("Only the partner that does it says how it goes.")
        )  # fmt: skip
    row.said = (
        written(text, name=_("the reason"))
        if kind == "dropped"
        else within(text, name=_("the words"))
    )
    row.state = ACTIVITY_MOVES[kind][1]
    row.said_at = now or timezone.now()
    row.version += 1
    row.save()
    record(person, SAID[kind], thing=row, reason=row.said)
    return row  # fmt: skip


@transaction.atomic
def add_indicator(
    person: Person, objective_id: UUID, draft: IndicatorDraft, *, now: datetime | None = None
) -> Indicator:
    """Add an indicator: what is measured, from which value, to which value, by when.

    Raises:
        NotFound: If there is no such objective, or not for this person.
        NotAllowed: If the person does not keep its plan.
        Conflict: If the objective was dropped.
        InvalidInput: If a value cannot be used.
    """
    row = _open(person, objective_id)
    permit(KEEP_OBJECTIVE, person, row)
    if draft.target == draft.baseline:
        raise InvalidInput(
            "partners.indicator.target",
            _("The target is the baseline, %(value)s: give the value that is to be reached.")
            % {"value": draft.baseline},
        )
    if draft.target_on <= draft.baseline_on:
        raise InvalidInput(
            "partners.indicator.days",
            _("The target is to be reached after %(day)s, when the baseline was measured.")
            % {"day": date_format(draft.baseline_on)},
        )
    made = Indicator.objects.create(
        objective=row,
        title=written(draft.title, name=_("what is measured"), limit=TITLE_CHARACTERS),
        unit=written(draft.unit, name=_("the unit"), limit=60),
        baseline=amount(draft.baseline),
        baseline_on=draft.baseline_on,
        target=amount(draft.target),
        target_on=draft.target_on,
        added_by=person,
        added_at=now or timezone.now(),
    )
    record(person, INDICATED, thing=made, facts={"objective": str(row.pk)})
    return made


@transaction.atomic
def measure(
    person: Person,
    indicator_id: UUID,
    *,
    on: date,
    value: Decimal,
    note: str = "",
    now: datetime | None = None,
) -> IndicatorValue:
    """Enter a measured value with its day.

    Raises:
        NotFound: If there is no such indicator, or not for this person.
        NotAllowed: If the person neither keeps the plan nor does something for the objective.
        InvalidInput: If the day is to come, or the value cannot be used.
    """
    row = indicator_of(person, indicator_id)
    permit(MEASURE, person, row.objective)
    moment = now or timezone.now()
    if on > timezone.localdate(moment):
        raise InvalidInput(
            "partners.indicator.day",
            _("%(day)s is to come; give the day on which it was measured.")
            % {"day": date_format(on)},
        )
    made = IndicatorValue.objects.create(
        indicator=row,
        on=on,
        value=amount(value),
        note=within(note, name=_("how it was measured"), limit=500),
        person=person,
        organisation_id=acting_for(person),
        at=moment,
    )
    record(person, MEASURED, thing=row, facts={"on": on.isoformat()})
    return made


@transaction.atomic
def withdraw_value(person: Person, value_id: int, *, reason: str) -> IndicatorValue:
    """Withdraw a value; it stays listed with the reason, and counts no longer.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If another partner entered it, or it is withdrawn already.
        InvalidInput: If the reason is missing.
    """
    row = value_of(person, value_id)
    permit(WITHDRAW_VALUE, person, row)
    row.withdrawn_at = timezone.now()
    row.withdrawn_reason = written(reason, name=_("the reason"))
    row.save()
    record(person, WITHDRAWN, thing=row.indicator, reason=row.withdrawn_reason)
    return row


def amount(value: Any) -> Decimal:
    """Return a value with two decimals.

    Raises:
        InvalidInput: If it is no number, or too large.
    """
    number = Decimal(value)
    if not number.is_finite() or abs(number) > LARGEST:
        raise InvalidInput(
            "partners.amount",
            _("%(value)s cannot be kept; the largest number is %(limit)s.")
            % {"value": value, "limit": LARGEST},
        )
    return number.quantize(Decimal("0.01"))


def _open(person: Person, objective_id: UUID) -> Objective:
    row = objective_of(person, objective_id)
    if row.state == ObjectiveState.DROPPED:
        raise Conflict("partners.objective.dropped", _("It was dropped. Take it up again first."))
    return row
