"""Actions: add or propose one, say how it goes, correct it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import Conflict, InvalidInput, NotAllowed
from commonweal.partners.actions.meetings import known_partners
from commonweal.partners.actions.permit import (
    TITLE_CHARACTERS,
    lock_action,
    lock_recommendation,
    permit,
    unchanged,
    within,
    written,
)
from commonweal.partners.actions.standing import settle
from commonweal.partners.engine.states import STEPS, is_for_owner
from commonweal.partners.models import (
    NEEDS_REASON,
    Action,
    ActionState,
    Position,
    Recommendation,
    Report,
    ReportKind,
    ViewKind,
)
from commonweal.partners.queries.rows import action_of, recommendation_of
from commonweal.partners.rules.promises import ADD_ACTION, DO_ACTION, OWN_ACTION
from commonweal.partners.rules.taking_part import acting_for
from commonweal.rights.public import record, verb

if TYPE_CHECKING:
    from commonweal.partners.engine.types import ActionDraft, ReportDraft
    from commonweal.rights.models import Person

ACTION_ADDED = verb("partners.action.added", gettext_lazy("added an action"))
ACTION_PROPOSED = verb("partners.action.proposed", gettext_lazy("proposed an action"))
ACTION_CORRECTED = verb("partners.action.corrected", gettext_lazy("corrected an action"))
REPORTED = {
    ReportKind.ACCEPTED: verb("partners.action.accepted", gettext_lazy("took an action on")),
    ReportKind.DECLINED: verb(
        "partners.action.declined", gettext_lazy("did not take an action on")
    ),
    ReportKind.STARTED: verb("partners.action.started", gettext_lazy("started an action")),
    ReportKind.EXTENDED: verb(
        "partners.action.extended", gettext_lazy("gave an action a later date")
    ),
    ReportKind.DONE: verb("partners.action.done", gettext_lazy("reported an action done")),
    ReportKind.REOPENED: verb("partners.action.reopened", gettext_lazy("took an action up again")),
    ReportKind.CANCELLED: verb("partners.action.cancelled", gettext_lazy("cancelled an action")),
}


@transaction.atomic
def add_action(
    person: Person, recommendation_id: UUID, draft: ActionDraft, *, now: datetime | None = None
) -> Action:
    """Say what will be done about a recommendation, by whom and by when.

    In another partner's name it is only proposed, until that partner's people take it on.

    Args:
        person: One of the addressee's people; or of a partner that does something about it
            already, for that partner only.
        recommendation_id: The recommendation; its addressee supports it, at least in part.
        draft: What, who and when; no day before the act.
        now: The time of the act; the present if None.

    Raises:
        NotFound: If there is no such recommendation, or not for this person.
        NotAllowed: If it is for another partner to act.
        Conflict: If the addressee has not answered, or does not agree.
        InvalidInput: If a value cannot be used.
    """
    lock_recommendation(recommendation_id)
    row = recommendation_of(person, recommendation_id)
    permit(ADD_ACTION, person, row)
    if person.organisation_id not in {row.addressee_id, draft.owner_id}:
        raise NotAllowed(
            "partners.action.owner", _("Only the addressee adds actions that another partner does.")
        )
    _supported(row)
    known_partners([draft.owner_id])
    at = now or timezone.now()
    is_own = draft.owner_id == person.organisation_id
    action = Action.objects.create(
        recommendation=row,
        title=written(draft.title, name=_("what will be done"), limit=TITLE_CHARACTERS),
        owner_id=draft.owner_id,
        person=_leader(draft),
        due_on=_not_over(draft.due_on, at=at),
        first_due_on=draft.due_on,
        state=ActionState.PLANNED if is_own else ActionState.PROPOSED,
        added_by=person,
        added_at=at,
    )
    settle(row.pk)
    done = ACTION_ADDED if is_own else ACTION_PROPOSED
    record(person, done, thing=action, facts={"recommendation": str(row.pk)})
    return action


def _supported(row: Recommendation) -> None:
    newest = row.answers.first()
    if newest is None or newest.position == Position.NOT_AGREED:
        raise Conflict(
            "partners.action.unanswered",
            _("Actions follow an answer that supports the recommendation, at least in part."),
        )


def _not_over(due_on: date, *, at: datetime) -> date:
    today = timezone.localdate(at)
    if due_on < today:
        raise InvalidInput(
            "partners.action.past",
            _("%(due)s is over: today is %(today)s. Give today or a later day.")
            % {"due": date_format(due_on), "today": date_format(today)},
        )
    return due_on


@transaction.atomic
def correct(
    person: Person,
    action_id: UUID,
    draft: ActionDraft,
    *,
    seen: int | None = None,
    now: datetime | None = None,
) -> Report:
    """Correct an action's words, its leader or its date, while nothing was said about how it goes.

    What stood there before stays listed. The first date stays too, unless it is the day on which
    the action was added.

    Args:
        person: One of the owner's people.
        action_id: The action, proposed or planned.
        draft: How it should stand; the owner stays.
        seen: The version the person saw; None if it was not shown to anybody.
        now: The time of the act; the present if None.

    Raises:
        NotFound: If there is no such action, or not for this person.
        NotAllowed: If the person acts for another partner than the owner.
        Conflict: If it changed meanwhile, or something was said about how it goes.
        InvalidInput: If a value cannot be used.
    """
    lock_action(action_id)
    action = action_of(person, action_id)
    permit(OWN_ACTION, person, action)
    unchanged(action, seen=seen)
    if not action.is_correctable:
        raise Conflict(
            "partners.action.begun",
            _("Something was said about how it goes already. Give it a later date, or cancel it."),
        )
    at = now or timezone.now()
    title = written(draft.title, name=_("what will be done"), limit=TITLE_CHARACTERS)
    moved = draft.due_on != action.due_on
    said = Report(
        action=action,
        kind=ReportKind.CORRECTED,
        text="" if title == action.title else action.title,
        former_due_on=action.due_on if moved else None,
        due_on=_not_over(draft.due_on, at=at) if moved else None,
        person=person,
        organisation_id=acting_for(person),
        at=at,
    )
    action.title, action.person, action.due_on = title, _leader(draft), draft.due_on
    if timezone.localdate(action.added_at) == timezone.localdate(at):
        action.first_due_on = draft.due_on
    action.said_at = at
    action.version += 1
    action.save()
    said.save()
    settle(action.recommendation_id)
    record(person, ACTION_CORRECTED, thing=action)
    return said


def _leader(draft: ActionDraft) -> Person | None:
    if draft.person_id is None:
        return None
    people = get_user_model().objects.filter(is_active=True, organisation_id=draft.owner_id)
    found = people.filter(pk=draft.person_id).first()
    if found is None:
        raise InvalidInput(
            "partners.action.person", _("Who leads it acts for the partner that does it.")
        )
    return found


@transaction.atomic
def report(
    person: Person,
    action_id: UUID,
    draft: ReportDraft,
    *,
    seen: int | None = None,
    now: datetime | None = None,
) -> Report:
    """Say how an action goes: started, a later date, done, taken up again, cancelled.

    Of what is proposed the owner says whether it is taken on, or why not.

    A later date keeps the first one. Taken up again, confirmations are former ones, while
    objections stand until whoever raised them says otherwise.

    Args:
        person: One of the owner's or the addressee's people; what makes it a promise again, only
            the owner's.
        action_id: The action.
        draft: What is said.
        seen: The version the person saw; None if it was not shown to anybody.
        now: The time of the act; the present if None.

    Raises:
        NotFound: If there is no such action, or not for this person.
        NotAllowed: If the person acts for neither the owner nor the addressee.
        Conflict: If it changed meanwhile, or this cannot be said of it now.
        InvalidInput: If the reason or the later date is missing.
    """
    lock_action(action_id)
    action = action_of(person, action_id)
    for_owner = is_for_owner(draft.kind, action.state)  # type: ignore[arg-type]  # the choices are the states
    permit(OWN_ACTION if for_owner else DO_ACTION, person, action)
    unchanged(action, seen=seen)
    said = _said(person, action, draft, at=now or timezone.now())
    after = STEPS[draft.kind][1]
    if after is not None:
        action.state = after
    if draft.kind == ReportKind.EXTENDED:
        action.due_on = _later(action, draft, at=said.at)
    if draft.kind == ReportKind.DONE:
        action.reported_by, action.reported_at = person, said.at
        action.reported_for_id = said.organisation_id
    if draft.kind == ReportKind.REOPENED:
        action.confirmations.filter(kind=ViewKind.CONFIRMS, superseded_at=None).update(
            superseded_at=said.at
        )
    action.said_at = said.at
    action.version += 1
    action.save()
    said.save()
    settle(action.recommendation_id)
    record(person, REPORTED[ReportKind(draft.kind)], thing=action)
    return said


def _said(person: Person, action: Action, draft: ReportDraft, *, at: datetime) -> Report:
    if draft.kind not in STEPS:
        raise InvalidInput("partners.report.kind", _("Choose what to say from the list."))
    if action.state not in STEPS[draft.kind][0]:
        raise Conflict(
            "partners.report.state",
            _("This cannot be said of the action now: it is %(state)s.")
            % {"state": action.get_state_display()},
        )
    if draft.kind == ReportKind.ACCEPTED:
        _supported(action.recommendation)
        _not_over(action.due_on, at=at)
    check = written if draft.kind in NEEDS_REASON else within
    extends = draft.kind == ReportKind.EXTENDED
    return Report(
        action=action,
        kind=draft.kind,
        text=check(draft.text, name=_("the reason")),
        former_due_on=action.due_on if extends else None,
        due_on=_later(action, draft, at=at) if extends else None,
        person=person,
        organisation_id=acting_for(person),
        at=at,
    )


def _later(action: Action, draft: ReportDraft, *, at: datetime) -> date:
    if draft.due_on is None or draft.due_on <= action.due_on:
        raise InvalidInput(
            "partners.report.due",
            _("Give a date after %(due)s, when it is due now.")
            % {"due": date_format(action.due_on)},
        )
    return _not_over(draft.due_on, at=at)
