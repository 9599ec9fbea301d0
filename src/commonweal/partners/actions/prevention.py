"""The prevention plan and its objectives: write, comment, approve, drop."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import Conflict, InvalidInput, NotAllowed
from commonweal.partners.actions.permit import TITLE_CHARACTERS, permit, unchanged, within, written
from commonweal.partners.engine.prevention import ObjectiveDraft, PreventionDraft, Reasons
from commonweal.partners.models import (
    Concern,
    Level,
    Objective,
    ObjectiveComment,
    ObjectiveState,
    PreventionPlan,
    Profile,
)
from commonweal.partners.queries.prevention import lacking, objective_of, plan_of
from commonweal.partners.rules.listening import SEE_CONCERN
from commonweal.partners.rules.prevention import COMMENT_OBJECTIVE, KEEP_OBJECTIVE, KEEP_PLAN
from commonweal.partners.rules.taking_part import acting_for
from commonweal.rights.public import coordinates, record, verb

if TYPE_CHECKING:
    from commonweal.rights.models import Person

ADDED = verb("partners.plan.added", gettext_lazy("began a prevention plan"))
CHANGED = verb("partners.plan.changed", gettext_lazy("changed a prevention plan"))
SET = verb("partners.objective.added", gettext_lazy("added an objective"))
RESET = verb("partners.objective.changed", gettext_lazy("changed an objective"))
COMMENTED = verb("partners.objective.commented", gettext_lazy("commented on an objective"))
APPROVED = verb("partners.objective.approved", gettext_lazy("approved an objective"))
DROPPED = verb("partners.objective.dropped", gettext_lazy("dropped an objective"))
TAKEN_UP = verb("partners.objective.taken-up", gettext_lazy("took a dropped objective up again"))
LONG = 20_000


@transaction.atomic
def add_plan(
    person: Person, draft: PreventionDraft, *, now: datetime | None = None
) -> PreventionPlan:
    """Begin a prevention plan; the co-ordinator's partner keeps it.

    Raises:
        NotAllowed: If the person is no co-ordinator, or acts for nobody.
        InvalidInput: If a value cannot be used.
    """
    own = acting_for(person)
    if not coordinates(person):
        raise NotAllowed("partners.plan.add", _("Only a co-ordinator begins a prevention plan."))
    moment = now or timezone.now()
    row = PreventionPlan.objects.create(
        **_facts(draft), keeper_id=own, added_by=person, added_at=moment
    )
    record(person, ADDED, thing=row)
    return row


@transaction.atomic
def change_plan(
    person: Person, plan_id: UUID, draft: PreventionDraft, *, seen: int | None = None
) -> PreventionPlan:
    """Change what a plan says.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person does not keep it.
        Conflict: If somebody changed it meanwhile.
        InvalidInput: If a value cannot be used.
    """
    row = _locked_plan(person, plan_id)
    permit(KEEP_PLAN, person, row)
    unchanged(row, seen=seen)
    for name, value in _facts(draft).items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    record(person, CHANGED, thing=row)
    return row


@transaction.atomic
def add_objective(
    person: Person, plan_id: UUID, draft: ObjectiveDraft, *, now: datetime | None = None
) -> Objective:
    """Add an objective, as a draft that partners comment on.

    Raises:
        NotFound: If there is no such plan, or not for this person.
        NotAllowed: If the person does not keep the plan.
        InvalidInput: If a value cannot be used.
    """
    plan = _locked_plan(person, plan_id)
    permit(KEEP_PLAN, person, plan)
    last = plan.objectives.aggregate(last=Max("number"))["last"] or 0
    row = Objective.objects.create(
        plan=plan, number=last + 1, added_by=person, added_at=now or timezone.now(), **_says(draft)
    )
    row.concerns.set(_concerns(person, draft.concern_ids))
    record(person, SET, thing=row, facts={"plan": str(plan.pk), "number": row.number})
    return row


@transaction.atomic
def change_objective(
    person: Person, objective_id: UUID, draft: ObjectiveDraft, *, seen: int | None = None
) -> Objective:
    """Change an objective; another wording is a draft again, and partners comment on it anew.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person does not keep its plan.
        Conflict: If it was dropped, or somebody changed it meanwhile.
        InvalidInput: If a value cannot be used.
    """
    row = _kept(person, objective_id, seen=seen)
    says = _says(draft)
    if any(getattr(row, name) != value for name, value in says.items()):
        for name, value in says.items():
            setattr(row, name, value)
        row.wording += 1
        _as_draft(row)
    concerns = _concerns(person, draft.concern_ids)
    if not concerns:
        # An approved objective answers a concern; without one it is to be approved anew.
        _as_draft(row)
    row.version += 1
    row.save()
    row.concerns.set(concerns)
    record(person, RESET, thing=row)
    return row


@transaction.atomic
def comment(
    person: Person, objective_id: UUID, text: str, *, now: datetime | None = None
) -> ObjectiveComment:
    """Say what one's partner thinks of an objective, as it is worded now. It is kept as it was said.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person acts for nobody, or it was dropped.
        InvalidInput: If the words are missing.
    """
    own = acting_for(person)
    row = objective_of(person, objective_id)
    permit(COMMENT_OBJECTIVE, person, row)
    entry = Profile.objects.filter(organisation_id=own).first()
    said = ObjectiveComment.objects.create(
        objective=row,
        wording=row.wording,
        text=written(text, name=_("what you think of it")),
        person=person,
        organisation_id=own,
        at=now or timezone.now(),
        is_womens=entry is not None and entry.is_womens,
        is_youth=entry is not None and entry.is_youth,
    )
    record(person, COMMENTED, thing=row)
    return said


@transaction.atomic
def approve(
    person: Person,
    objective_id: UUID,
    reasons: Reasons | None = None,
    *,
    seen: int | None = None,
    now: datetime | None = None,
) -> Objective:
    """Approve an objective on which a women's and a youth organisation have commented, or say why not.

    Args:
        person: One of the people who keep the plan.
        objective_id: The objective; it names a concern that it answers.
        reasons: Why it is approved without the comment of one or the other.
        seen: The version the person saw.
        now: The time of the act; the present if None.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person does not keep its plan.
        Conflict: If it is approved or dropped, names no concern, or lacks a comment without a reason.
    """
    row = _kept(person, objective_id, seen=seen)
    given = reasons or Reasons()
    if row.state == ObjectiveState.APPROVED:
        raise Conflict("partners.objective.approved", _("It is approved already."))
    if not row.concerns.exists():
        raise Conflict(
            "partners.objective.no-concern",
            _("It names no concern that it answers. Change it and choose at least one."),
        )
    lacks = lacking(row, given)
    if lacks:
        raise Conflict("partners.objective.unheard", _unheard(lacks))
    row.state = ObjectiveState.APPROVED
    row.approved_by, row.approved_at = person, now or timezone.now()
    # A reason is kept only where nobody was heard: it would say something untrue otherwise.
    bare = lacking(row, Reasons())
    row.without_women = within(given.without_women, name=_("the reason")) if "women" in bare else ""
    row.without_youth = within(given.without_youth, name=_("the reason")) if "youth" in bare else ""
    row.version += 1
    row.save()
    record(
        person,
        APPROVED,
        thing=row,
        reason=" ".join(filter(None, [row.without_women, row.without_youth])),
    )
    return row  # fmt: skip


@transaction.atomic
def drop(person: Person, objective_id: UUID, *, reason: str, seen: int | None = None) -> Objective:
    """Drop an objective with a reason; it stays readable, and can be taken up again.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person does not keep its plan.
        Conflict: If it was dropped before.
        InvalidInput: If the reason is missing.
    """
    row = _kept(person, objective_id, seen=seen)
    _as_draft(row)
    row.state, row.dropped_reason = ObjectiveState.DROPPED, written(reason, name=_("the reason"))
    row.version += 1
    row.save()
    record(person, DROPPED, thing=row, reason=row.dropped_reason)
    return row


@transaction.atomic
def take_up(person: Person, objective_id: UUID, *, seen: int | None = None) -> Objective:
    """Take a dropped objective up again, as a draft.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person does not keep its plan.
        Conflict: If it was not dropped.
    """
    row = _locked_objective(person, objective_id)
    permit(KEEP_OBJECTIVE, person, row)
    unchanged(row, seen=seen)
    if row.state != ObjectiveState.DROPPED:
        raise Conflict("partners.objective.not-dropped", _("It was not dropped."))
    row.state, row.dropped_reason = ObjectiveState.DRAFT, ""
    row.version += 1
    row.save()
    record(person, TAKEN_UP, thing=row)
    return row


def _unheard(lacks: Iterable[str]) -> str:
    """Return what is missing, and what to do about it."""
    words = {
        "women": _("No women’s organisation has commented on this wording: ask one, or say why it is approved without."),
        "youth": _("No youth organisation has commented on this wording: ask one, or say why it is approved without."),
    }  # fmt: skip
    return " ".join(words[each] for each in lacks)


def _as_draft(row: Objective) -> None:
    row.state = ObjectiveState.DRAFT
    row.approved_by = row.approved_at = None
    row.without_women = row.without_youth = ""


def _locked_plan(person: Person, plan_id: UUID) -> PreventionPlan:
    PreventionPlan.objects.select_for_update().filter(pk=plan_id).first()
    return plan_of(person, plan_id)


def _locked_objective(person: Person, objective_id: UUID) -> Objective:
    Objective.objects.select_for_update().filter(pk=objective_id).first()
    return objective_of(person, objective_id)


def _kept(person: Person, objective_id: UUID, *, seen: int | None) -> Objective:
    row = _locked_objective(person, objective_id)
    permit(KEEP_OBJECTIVE, person, row)
    unchanged(row, seen=seen)
    if row.state == ObjectiveState.DROPPED:
        raise Conflict(
            "partners.objective.dropped", _("It was dropped. Take it up again first.")
        )  # fmt: skip
    return row


def _facts(draft: PreventionDraft) -> dict[str, Any]:
    if draft.end is not None and (draft.start is None or draft.end < draft.start):
        raise InvalidInput("partners.plan.days", _("The last day is not before the first day."))
    return {
        "title": written(draft.title, name=_("a title"), limit=TITLE_CHARACTERS),
        "area": within(draft.area, name=_("the area"), limit=300),
        "start": draft.start,
        "end": draft.end,
        "need": within(draft.need, name=_("the statement of need"), limit=LONG),
        "response": within(draft.response, name=_("the response"), limit=LONG),
    }


def _says(draft: ObjectiveDraft) -> dict[str, Any]:
    if draft.level not in Level.values:
        raise InvalidInput("partners.objective.level", _("Choose the level from the list."))
    return {
        "level": draft.level,
        "title": written(draft.title, name=_("what is to be reached"), limit=TITLE_CHARACTERS),
        "text": within(draft.text, name=_("why")),
    }


def _concerns(person: Person, ids: tuple[UUID, ...]) -> list[Concern]:
    found = list(Concern.objects.filter(SEE_CONCERN.rows(person), pk__in=ids))
    if len(found) != len(set(ids)):
        raise InvalidInput("partners.objective.concern", _("Choose concerns from the list."))
    return found
