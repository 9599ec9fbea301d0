"""Places are given under one lock: whoever holds a form's row reads and writes alone.

Every verb that could give or free a place calls `lock_form` first, in its transaction. So places are
never given twice, and the waiting list is never overtaken.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import Conflict, NotFound
from commonweal.partners.actions.letters import queue
from commonweal.partners.engine import registration as engine
from commonweal.partners.engine.asking import full_options
from commonweal.partners.models import (
    MeetingState,
    Registration,
    RegistrationAnswer,
    RegistrationForm,
    RegistrationState,
)
from commonweal.partners.models.registration import ends_of
from commonweal.partners.queries.registration import question_of, seats_of, taken_options
from commonweal.rights.public import record, verb

State = RegistrationState
OFFERED = verb("partners.registration.offered", gettext_lazy("a free place was offered to the next in line"))  # fmt: skip
EXPIRED = verb("partners.registration.expired", gettext_lazy("an offered place was not taken in time"))  # fmt: skip


def lock_form(form_id: UUID) -> RegistrationForm:
    """Hold a form until the transaction ends, and return it as it is now.

    Raises:
        NotFound: If it is gone.
    """
    form = RegistrationForm.objects.select_for_update().filter(pk=form_id).first()
    if form is None:
        raise NotFound("partners.not-found", _("There is no such page, or not for you."))
    return form


def fresh(registration: Registration, form: RegistrationForm) -> Registration:
    """Return a registration as it is now that its form is held."""
    found = Registration.objects.filter(pk=registration.pk, form=form).first()
    if found is None:
        raise NotFound("partners.registration.link", _("This registration is erased."))
    found.form = form
    return found


def number_of(form: RegistrationForm) -> int:
    """Return the next number of a form that is held."""
    RegistrationForm.objects.filter(pk=form.pk).update(last_number=F("last_number") + 1)
    form.last_number += 1
    return form.last_number


def become(
    registration: Registration, state: str, *, offer_ends_at: datetime | None = None
) -> None:
    """Write a registration's new state, which must follow the old one.

    Raises:
        Conflict: If it cannot follow.
    """
    if not engine.may_follow(registration.state, state):
        raise Conflict(
            "partners.registration.state",
            _("This registration is “%(now)s”; that cannot be done any more.")
            % {"now": registration.get_state_display()},
        )
    registration.state, registration.offer_ends_at = state, offer_ends_at
    registration.save()


def settle(registration: Registration, *, now: datetime) -> str:
    """Give a place, or one in line, to somebody of a form that is held; return the new state.

    Raises:
        Conflict: If one of the chosen options has no place left.
    """
    expire_offers(registration.form, now=now)
    state = engine.place_or_line(seats_of(registration.form))
    if state == "confirmed":
        check_options(registration)
    become(registration, state)
    queue(state, registration, now=now)
    return state


def check_options(registration: Registration) -> None:
    """Raise where somebody chose an option that has no place left.

    Raises:
        Conflict: If there is such an option; the message names it.
    """
    for answer in registration.answers.select_related("field"):
        question = question_of(answer.field)
        if not question.limits:
            continue
        chosen = answer.value if isinstance(answer.value, list) else [answer.value]
        taken = taken_options(answer.field, but=registration)
        if full := full_options(question, taken=taken, chosen=chosen):
            raise Conflict(
                "partners.registration.option-full",
                _("“%(option)s” is full. Choose something else under “%(question)s” first.")
                % {"option": full[0], "question": answer.field.label},
            )


def promote(form: RegistrationForm, *, now: datetime) -> int:
    """Offer the free places of a form that is held to those who wait, oldest first; return how many."""
    due = engine.offers_due(seats_of(form))
    if not due or form.meeting.state != MeetingState.ANNOUNCED:
        return 0
    ends_at = engine.offer_end(now, hours=form.offer_hours, starts_at=form.meeting.starts_at)
    waiting = form.registrations.filter(state=State.WAITLISTED).order_by("number")
    for registration in waiting[:due]:
        registration.form = form
        become(registration, State.OFFERED, offer_ends_at=ends_at)
        queue("offered", registration, now=now)
        record(None, OFFERED, thing=form, facts={"number": registration.number})
    return due


def expire_offers(form: RegistrationForm, *, now: datetime) -> int:
    """Let the offers of a form that is held run out whose time is over, and offer their places on."""
    over = form.registrations.filter(state=State.OFFERED, offer_ends_at__lte=now)
    expired = list(over.order_by("number"))
    for registration in expired:
        registration.form = form
        queue("expired", registration, now=now)
        become(registration, State.DECLINED)
        record(None, EXPIRED, thing=form, facts={"number": registration.number})
    if expired:
        promote(form, now=now)
    return len(expired)


def expire_all(*, now: datetime) -> int:
    """Let every offer run out whose time is over; return how many did."""
    over = Registration.objects.filter(state=State.OFFERED, offer_ends_at__lte=now)
    count = 0
    for form_id in set(over.values_list("form_id", flat=True)):
        with transaction.atomic():
            count += expire_offers(lock_form(form_id), now=now)
    return count


def next_offer_end() -> datetime | None:
    """Return when the next offer runs out; None where there is none."""
    open_ = Registration.objects.filter(state=State.OFFERED).order_by("offer_ends_at")
    return open_.values_list("offer_ends_at", flat=True).first()


def keep_until(form: RegistrationForm, *, days: int | None = None) -> datetime:
    """Return until when something of a form is kept: so many days after its meeting.

    Args:
        form: The form.
        days: How many; the form's own number if None.
    """
    return ends_of(form.meeting) + timedelta(days=form.retention_days if days is None else days)


def reckon_keeping(form: RegistrationForm) -> None:
    """Write anew until when each registration and answer of a form is kept."""
    Registration.objects.filter(form=form).exclude(number=None, state=State.PENDING).update(
        keep_until=keep_until(form)
    )
    for field in form.fields.all():
        RegistrationAnswer.objects.filter(field=field).update(
            keep_until=keep_until(form, days=field.retention_days)
        )
