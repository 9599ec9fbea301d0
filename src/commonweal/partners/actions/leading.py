"""Who leads an action, and the steps it is made of; and mails that remind whoever leads it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import Conflict, InvalidInput
from commonweal.partners.actions.permit import lock_action, permit, unchanged, within
from commonweal.partners.engine.states import OPEN_STATES
from commonweal.partners.models import Action, Letter, Report, ReportKind
from commonweal.partners.queries.leading import led_by_nobody_here
from commonweal.partners.queries.people import colleagues_of
from commonweal.partners.queries.rows import action_of
from commonweal.partners.rules.promises import NOT_TAKEN_ON, OWN_ACTION
from commonweal.partners.rules.taking_part import acting_for
from commonweal.rights.public import record, verb
from commonweal.ui.terminal import site_address

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commonweal.rights.models import Person

HANDED_ON = verb("partners.action.handed-on", gettext_lazy("handed an action on"))
STEPS_KEPT = verb("partners.action.steps", gettext_lazy("wrote the steps of an action"))
STEPS_MOST, STEP_CHARACTERS = 30, 300
# How many days before its date a mail goes, and after how many the next.
REMIND_BEFORE_DAYS, REMIND_AGAIN_DAYS = 7, 14
# The hour of the morning, where the workspace is.
HOUR = 6


@transaction.atomic
def hand_on(
    person: Person,
    action_id: UUID,
    *,
    to: UUID | None,
    text: str = "",
    seen: int | None = None,
    now: datetime | None = None,
) -> Report:
    """Let another colleague lead an action, or nobody named; its owner, dates and history stay.

    Args:
        person: One of the owner's people.
        action_id: The action, taken on and not over.
        to: Who leads it from now on; acts for the owner.
        text: What is to be said about it.
        seen: The version the person saw; None if it was not shown to anybody.
        now: The time of the act; the present if None.

    Raises:
        NotFound: If there is no such action, or not for this person.
        NotAllowed: If the person acts for another partner than the owner.
        Conflict: If it changed meanwhile, or is over.
        InvalidInput: If whoever is to lead it does not act for the owner.
    """
    lock_action(action_id)
    action = action_of(person, action_id)
    permit(OWN_ACTION, person, action)
    unchanged(action, seen=seen)
    if action.state not in OPEN_STATES:
        raise Conflict("partners.action.over", _("Only an action under way is handed on."))
    if to is not None and to not in {key for key, _name in colleagues_of(person)}:
        raise InvalidInput(
            "partners.action.person", _("Who leads it acts for the partner that does it.")
        )
    at = now or timezone.now()
    said = Report.objects.create(
        action=action,
        kind=ReportKind.HANDED_ON,
        text=within(text, name=_("the words")),
        person=person,
        organisation_id=acting_for(person),
        at=at,
    )
    action.person_id, action.reminded_on, action.said_at = to, None, at
    action.version += 1
    action.save()
    record(person, HANDED_ON, thing=action)
    return said


@transaction.atomic
def write_steps(
    person: Person,
    action_id: UUID,
    *,
    texts: Sequence[str],
    done: Sequence[int] = (),
    seen: int | None = None,
    now: datetime | None = None,
) -> Action:
    """Write the steps of an action, and which of them are done; a step keeps the day on which it was.

    Args:
        person: One of the owner's people.
        action_id: The action.
        texts: The steps in order; empty ones are left out.
        done: Which of the texts are done, by their places from 0.
        seen: The version the person saw; None if it was not shown to anybody.
        now: The time of the act; the present if None.

    Raises:
        NotFound: If there is no such action, or not for this person.
        NotAllowed: If the person acts for another partner than the owner.
        Conflict: If it changed meanwhile, or its owner has not taken it on.
        InvalidInput: If there are too many steps, or one is too long.
    """
    lock_action(action_id)
    action = action_of(person, action_id)
    permit(OWN_ACTION, person, action)
    unchanged(action, seen=seen)
    if action.state in NOT_TAKEN_ON:
        raise Conflict("partners.action.steps", _("Take it on first; then write its steps."))
    at = now or timezone.now()
    days = {each["text"]: each["done_on"] for each in action.steps}
    today = timezone.localdate(at).isoformat()
    steps = [
        {
            "text": within(text, name=_("the step"), limit=STEP_CHARACTERS),
            "done_on": (days.get(text.strip()) or today) if place in done else "",
        }
        for place, text in enumerate(texts)
        if text.strip()
    ]
    if len(steps) > STEPS_MOST:
        raise InvalidInput(
            "partners.action.steps",
            _("These are %(count)s steps; at most %(limit)s fit. Make two actions of it.")
            % {"count": len(steps), "limit": STEPS_MOST},
        )
    action.steps, action.said_at = steps, at
    action.version += 1
    action.save()
    record(person, STEPS_KEPT, thing=action, facts={"steps": len(steps)})
    return action


def remind(*, now: datetime) -> int:
    """Queue a mail to each person who leads an action that is due within a week, or overdue; return how many.

    Nobody is reminded of the same action twice in two weeks. The mail names neither action nor partner.

    Args:
        now: The present.
    """
    return sum(_remind(each, now=now) for each in list(_to_remind(now)))


def _to_remind(now: datetime) -> QuerySet[Action]:
    today = timezone.localdate(now)
    is_new = Q(reminded_on=None) | Q(reminded_on__lte=today - timedelta(days=REMIND_AGAIN_DAYS))
    rows = Action.objects.filter(
        is_new,
        state__in=OPEN_STATES,
        person__isnull=False,
        due_on__lte=today + timedelta(days=REMIND_BEFORE_DAYS),
    )
    return rows.exclude(led_by_nobody_here(now=now)).select_related("person").order_by("due_on")


@transaction.atomic
def _remind(action: Action, *, now: datetime) -> bool:
    today = timezone.localdate(now)
    mine = Action.objects.filter(pk=action.pk, reminded_on=action.reminded_on)
    leader = action.person
    if leader is None or not mine.update(reminded_on=today):
        return False
    subject = _("Something that you lead is due")
    body = _("Open this page to say how it goes, or to hand it on:")
    address = site_address() + reverse("partners:action", args=[action.pk])
    Letter.objects.create(
        kind="action-due",
        address=leader.email,
        subject=subject,
        body=f"{body}\n\n{address}\n",
        added_at=now,
        next_at=now,
    )
    return True


def next_reminder_at(*, now: datetime) -> datetime | None:
    """Return when reminders are to be looked for next: now, tomorrow morning, or never where nobody leads anything.

    Args:
        now: The present.
    """
    led = Action.objects.filter(state__in=OPEN_STATES, person__isnull=False)
    if not led.exists():
        return None
    here = timezone.localtime(now)
    morning = here.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    if here >= morning:
        if _to_remind(now).exists():
            return now
        morning += timedelta(days=1)
    return morning
