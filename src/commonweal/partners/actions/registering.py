"""What somebody does who would like to come: ask, show that the address is theirs, take a place, withdraw.

No account is needed and nobody is told whether an address is registered: the page answers everybody with
the same words, and only the mail says more.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from commonweal.kernel.errors import Conflict
from commonweal.partners.actions import seats
from commonweal.partners.actions.answering import (
    address_of,
    as_wanted,
    checked,
    keep_answers,
    write,
)
from commonweal.partners.actions.letters import queue, secret_of
from commonweal.partners.engine import registration as engine
from commonweal.partners.engine.registration_types import RegistrationDraft
from commonweal.partners.models import (
    MeetingState,
    Registration,
    RegistrationForm,
    RegistrationState,
)
from commonweal.partners.queries.registration import (
    by_link,
    link_digest,
    phase,
    public_form,
    seats_of,
)
from commonweal.rights.public import record, verb

State = RegistrationState
COUNTS = (State.PENDING, State.CONFIRMED, State.WAITLISTED, State.OFFERED)
# Who does not follow the link within two days did not want to come, or was somebody else.
UNPROVEN_KEPT = timedelta(days=2)
MAILS_AN_HOUR = 3

PROVEN = verb("partners.registration.proven", gettext_lazy("somebody registered for a meeting"))
TAKEN = verb("partners.registration.taken", gettext_lazy("somebody took the place they were offered"))  # fmt: skip
DECLINED = verb("partners.registration.declined", gettext_lazy("somebody declined a place"))
WITHDRAWN = verb("partners.registration.withdrawn", gettext_lazy("somebody withdrew from a meeting"))  # fmt: skip
CHANGED = verb("partners.registration.changed", gettext_lazy("somebody changed their registration"))
ASKED = verb("partners.registration.change-asked", gettext_lazy("somebody asked for a late change"))


@transaction.atomic
def ask_for_place(
    meeting_id: UUID, draft: RegistrationDraft, *, now: datetime | None = None
) -> None:
    """Take what somebody typed on the public page, and mail them the link that registers them.

    Nothing is given before the link is followed. Whoever is registered already gets a mail that says so.

    Args:
        meeting_id: The meeting.
        draft: What they typed.
        now: The time of the act; the present if None.

    Raises:
        NotFound: If the meeting is not public.
        Conflict: If the form is not open now.
        InvalidInput: If a value cannot be used.
    """
    now = now or timezone.now()
    form = public_form(meeting_id)
    is_late = taking(form, now=now)
    email = address_of(draft.email)
    values, answers = checked(form, draft)
    known = form.registrations.filter(email=email, state__in=COUNTS).exclude(number=None).first()
    recent = form.registrations.filter(email=email, added_at__gt=now - timedelta(hours=1))
    if recent.filter(number=None).count() >= MAILS_AN_HOUR:
        return  # the page says the same; that somebody asks on does not make us write on
    if known is not None:
        if not known.letters.filter(kind="again", added_at__gt=now - timedelta(hours=1)).exists():
            queue("again", known, now=now)
        return
    registration = _new(form, values | {"email": email, "is_late": is_late}, now=now)
    keep_answers(registration, answers)
    queue("prove", registration, now=now)


@transaction.atomic
def prove(token: str, *, now: datetime | None = None) -> Registration:
    """Register somebody who followed the link in the mail: a place, one in line, or our decision.

    Followed twice, it changes nothing.

    Raises:
        NotFound: If the link is nobody's.
        Conflict: If the form has closed meanwhile, or a chosen option is full.
    """
    now = now or timezone.now()
    registration = _held(token)
    form = registration.form
    if registration.proven_at is not None or registration.state != State.PENDING:
        return registration
    twin = form.registrations.filter(email=registration.email, state__in=COUNTS)
    if known := twin.exclude(number=None).first():
        registration.delete()
        known.form = form
        return known
    registration.is_late = taking(form, now=now)
    registration.number, registration.proven_at = seats.number_of(form), now
    registration.keep_until = seats.keep_until(form)
    registration.save()
    if (
        engine.first_state(seats_of(form), is_decided=form.needs_approval or registration.is_late)
        == "pending"
    ):
        queue("pending", registration, now=now)
    else:
        seats.settle(registration, now=now)
    record(None, PROVEN, thing=form, facts={"number": registration.number, "state": registration.state})  # fmt: skip
    return registration


@transaction.atomic
def register_without_mail(
    meeting_id: UUID, draft: RegistrationDraft, *, now: datetime | None = None
) -> None:
    """Register somebody invented, for a demonstration; the mails about it are not sent.

    Raises:
        NotFound: If the meeting is not public.
        Conflict: If its form is not open.
        InvalidInput: If a value cannot be used.
    """
    ask_for_place(meeting_id, draft, now=now)
    found = Registration.objects.filter(form__meeting_id=meeting_id, number=None).latest("added_at")
    prove(secret_of(found.pk), now=now)
    found.letters.all().delete()


@transaction.atomic
def take_place(token: str, *, now: datetime | None = None) -> Registration:
    """Take a place that was offered; where the offer has run out, it has gone to the next.

    Returns:
        The registration: ``confirmed``, or ``declined`` where the time was over.

    Raises:
        NotFound: If the link is nobody's.
        Conflict: If no place was offered, or a chosen option is full.
    """
    now = now or timezone.now()
    registration = _held(token)
    form = registration.form
    if seats.expire_offers(form, now=now):
        registration = seats.fresh(registration, form)
    if registration.state in {State.CONFIRMED, State.DECLINED}:
        return registration
    if registration.state == State.OFFERED:
        seats.check_options(registration)
    _only_from(registration, State.OFFERED)
    seats.become(registration, State.CONFIRMED)
    queue("confirmed", registration, now=now)
    record(None, TAKEN, thing=form, facts={"number": registration.number})
    return registration


@transaction.atomic
def accept_invitation(
    token: str, draft: RegistrationDraft, *, now: datetime | None = None
) -> Registration:
    """Say yes to an invitation: a place, or one in line.

    Args:
        token: The link's secret.
        draft: What they typed; the address stays the one that was invited.
        now: The time of the act; the present if None.

    Raises:
        NotFound: If the link is nobody's.
        Conflict: If they are not invited any more, or the form is closed.
        InvalidInput: If a value cannot be used.
    """
    now = now or timezone.now()
    registration = _held(token)
    form = registration.form
    _only_from(registration, State.INVITED)
    taking(form, now=now)
    twins = form.registrations.filter(email=registration.email, state__in=COUNTS)
    if twins.exclude(number=None).exists():
        raise Conflict(
            "partners.registration.twice",
            _("You have registered already on the public page: use the link in that mail."),
        )
    values, answers = checked(form, draft)
    for name, value in values.items():
        setattr(registration, name, value)
    registration.number, registration.proven_at = seats.number_of(form), now
    registration.save()
    keep_answers(registration, answers)
    seats.settle(registration, now=now)
    record(None, PROVEN, thing=form, facts={"number": registration.number, "state": registration.state})  # fmt: skip
    return registration


@transaction.atomic
def decline(token: str, *, now: datetime | None = None) -> Registration:
    """Say no to an invitation or an offered place, which goes to the next; said twice, it is the same.

    Raises:
        NotFound: If the link is nobody's.
        Conflict: If there is nothing to decline.
    """
    now = now or timezone.now()
    registration = _held(token)
    if registration.state == State.DECLINED:
        return registration
    seats.become(registration, State.DECLINED)
    record(None, DECLINED, thing=registration.form, facts=_number(registration))
    seats.promote(registration.form, now=now)
    return registration


@transaction.atomic
def withdraw(token: str, *, now: datetime | None = None) -> Registration:
    """Withdraw, or leave the waiting list; the place goes to the next at once. Twice, it is the same.

    Raises:
        NotFound: If the link is nobody's.
    """
    now = now or timezone.now()
    registration = _held(token)
    if registration.state in engine.IS_OVER:
        return registration
    seats.become(registration, State.WITHDRAWN)
    if registration.number is not None:
        queue("withdrawn", registration, now=now)
    record(None, WITHDRAWN, thing=registration.form, facts=_number(registration))
    seats.promote(registration.form, now=now)
    return registration


@transaction.atomic
def change(token: str, draft: RegistrationDraft, *, now: datetime | None = None) -> Registration:
    """Change what was answered; after the deadline it is a request that the organiser decides.

    Who may read the name is changed at once at any time: it is the person's own.

    Raises:
        NotFound: If the link is nobody's.
        Conflict: If the registration is over, or a chosen option is full.
        InvalidInput: If a value cannot be used.
    """
    now = now or timezone.now()
    registration = _held(token)
    form = registration.form
    if registration.state in engine.IS_OVER:
        raise Conflict("partners.registration.state", _("You are not registered any more. Register again."))  # fmt: skip
    values, answers = checked(form, draft)
    registration.listed = values["listed"]
    registration.is_named_at_door = values["is_named_at_door"]
    if phase(form, now=now) in {"late", "closed"} and registration.proven_at is not None:
        registration.wanted = as_wanted(values, answers)
        registration.save()
        record(None, ASKED, thing=form, facts=_number(registration))
        return registration
    write(registration, values, answers)
    record(None, CHANGED, thing=form, facts=_number(registration))
    return registration


def taking(form: RegistrationForm, *, now: datetime) -> bool:
    """Return whether whoever registers now is late.

    Raises:
        Conflict: If the form is not open, or the meeting is not announced.
    """
    found = phase(form, now=now)
    ends_at = form.meeting.ends_at
    if form.meeting.state != MeetingState.ANNOUNCED or (ends_at and ends_at <= now):
        raise Conflict(
            "partners.registration.state", _("Nobody can register for this meeting now.")
        )
    if found in {"open", "late"}:
        return found == "late"
    raise Conflict(
        "partners.registration.closed",
        _("Registration is not open yet. Come back later.")
        if found == "not yet"
        else _("Registration is closed: the deadline is over. Ask whoever organises the meeting."),
    )


def _held(token: str) -> Registration:
    found = by_link(token)
    return seats.fresh(found, seats.lock_form(found.form_id))


def _only_from(registration: Registration, state: str) -> None:
    if registration.state != state:
        raise Conflict(
            "partners.registration.state",
            _("This registration is “%(now)s”; that cannot be done any more.")
            % {"now": registration.get_state_display()},
        )


def _number(registration: Registration) -> dict[str, int]:
    return {} if registration.number is None else {"number": registration.number}


def _new(form: RegistrationForm, values: Mapping[str, Any], *, now: datetime) -> Registration:
    key = uuid.uuid4()
    return Registration.objects.create(
        pk=key,
        form=form,
        state=State.PENDING,
        link_sha256=link_digest(secret_of(key)),
        added_at=now,
        keep_until=now + UNPROVEN_KEPT,
        **values,
    )


def invited(form: RegistrationForm, email: str, *, now: datetime) -> Registration | None:
    """Keep an invitation of a form that is held and queue its mail; None where the address is known.

    Args:
        form: The form.
        email: Whom to invite.
        now: The present.

    Raises:
        InvalidInput: If it is no address.
    """
    email = address_of(email)
    known = form.registrations.filter(email=email).exclude(state__in=engine.IS_OVER)
    if known.exclude(state=State.PENDING, number=None).exists():
        return None
    language = (get_language() or "en")[:10]
    made = _new(form, {"email": email, "language": language}, now=now)
    made.state, made.keep_until = State.INVITED, seats.keep_until(form)
    made.save()
    queue("invited", made, now=now)
    return made
