"""What the organiser decides about those who would like to come, and who was there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import Conflict, InvalidInput
from commonweal.partners.actions import seats
from commonweal.partners.actions.answering import write
from commonweal.partners.actions.letters import queue
from commonweal.partners.actions.permit import permit, written
from commonweal.partners.actions.registering import invited
from commonweal.partners.models import (
    MeetingState,
    Registration,
    RegistrationForm,
    RegistrationState,
)
from commonweal.partners.queries.registration import form_of, registration_of
from commonweal.partners.rules.registration import KEEP_FORM
from commonweal.rights.public import record, verb

if TYPE_CHECKING:
    from commonweal.rights.models import Person

State = RegistrationState
INVITED_LIMIT = 200
HEADS_LIMIT = 100_000

APPROVED = verb("partners.registration.approved", gettext_lazy("accepted a registration"))
REJECTED = verb("partners.registration.rejected", gettext_lazy("did not accept a registration"))
INVITED = verb("partners.registration.invited", gettext_lazy("invited people to a meeting"))
DECIDED = verb("partners.registration.change-decided", gettext_lazy("decided about a late change"))
CAME = verb("partners.registration.came", gettext_lazy("noted who came, of those who chose to be greeted by name"))  # fmt: skip
COUNTED = verb("partners.registration.counted", gettext_lazy("counted the people at a meeting"))


@dataclass(frozen=True, slots=True)
class Invitations:
    """What became of a list of addresses.

    Attributes:
        sent: How many invitations wait to be sent.
        known: How many addresses were left out: invited or registered already.
    """

    sent: int
    known: int


@transaction.atomic
def approve(person: Person, registration_id: UUID, *, now: datetime | None = None) -> Registration:
    """Accept a registration that waits: it gets a place, or one in line.

    Raises:
        NotFound: If there is none, or not for this person.
        Conflict: If it does not wait any more, or a chosen option is full.
    """
    now = now or timezone.now()
    registration = _held(person, registration_id)
    if registration.state != State.PENDING or registration.number is None:
        raise Conflict(
            "partners.registration.state", _("It does not wait for a decision any more.")
        )
    seats.settle(registration, now=now)
    record(person, APPROVED, thing=registration.form, facts={"number": registration.number})
    return registration


@transaction.atomic
def reject(
    person: Person, registration_id: UUID, *, reason: str, now: datetime | None = None
) -> Registration:
    """Do not accept a registration, or take a place back, with a reason that the person reads.

    Raises:
        NotFound: If there is none, or not for this person.
        Conflict: If it is over.
        InvalidInput: If the reason is missing.
    """
    now = now or timezone.now()
    registration = _held(person, registration_id)
    registration.reason = written(reason, name=_("why"))
    seats.become(registration, State.REJECTED)
    queue("rejected", registration, now=now)
    record(
        person,
        REJECTED,
        thing=registration.form,
        facts={"number": registration.number},
        reason=registration.reason,
    )
    seats.promote(registration.form, now=now)
    return registration


@transaction.atomic
def decide_change(
    person: Person, registration_id: UUID, *, is_accepted: bool, now: datetime | None = None
) -> Registration:
    """Accept or decline what somebody asked to change after the deadline.

    Raises:
        NotFound: If there is none, or not for this person.
        Conflict: If nothing is asked, or a chosen option is full.
    """
    now = now or timezone.now()
    registration = _held(person, registration_id)
    wanted = registration.wanted
    if wanted is None:
        raise Conflict("partners.registration.state", _("No change waits for a decision any more."))
    if is_accepted:
        fields = {str(field.pk): field for field in registration.form.fields.all()}
        answers = {fields[key]: value for key, value in wanted["answers"].items() if key in fields}
        write(registration, wanted, answers)
    else:
        registration.wanted = None
        registration.save()
    queue("changed", registration, now=now)
    facts = {"number": registration.number, "accepted": is_accepted}
    record(person, DECIDED, thing=registration.form, facts=facts)
    return registration


@transaction.atomic
def invite(
    person: Person, meeting_id: UUID, emails: Iterable[str], *, now: datetime | None = None
) -> Invitations:
    """Invite people by mail; whoever is invited or registered already is left out.

    Raises:
        NotFound: If there is no form, or not for this person.
        Conflict: If the meeting is not announced.
        InvalidInput: If one is no address, or there are too many.
    """
    now = now or timezone.now()
    form = _form_held(person, meeting_id)
    wanted = list(dict.fromkeys(each.strip().lower() for each in emails if each.strip()))
    if not 1 <= len(wanted) <= INVITED_LIMIT:
        raise InvalidInput(
            "partners.registration.invite",
            _("%(count)s addresses are written; invite from 1 to %(limit)s at a time.")
            % {"count": len(wanted), "limit": INVITED_LIMIT},
        )
    if form.meeting.state != MeetingState.ANNOUNCED:
        raise Conflict("partners.registration.state", _("Announce the meeting first."))
    sent = sum(invited(form, each, now=now) is not None for each in wanted)
    record(person, INVITED, thing=form, facts={"invited": sent})
    return Invitations(sent=sent, known=len(wanted) - sent)


@transaction.atomic
def note_who_came(person: Person, registration_id: UUID, *, has_come: bool | None) -> Registration:
    """Note whether somebody came who chose to be greeted by name; None takes it back.

    Raises:
        NotFound: If there is none, or not for this person.
        Conflict: If they did not choose that, or have no place: they are only counted.
    """
    registration = _held(person, registration_id)
    if not registration.is_named_at_door or registration.state != State.CONFIRMED:
        raise Conflict(
            "partners.registration.only-counted",
            _("They did not choose to be greeted by name, or have no place: count heads instead."),
        )
    registration.has_come = has_come
    registration.save(update_fields=["has_come"])
    record(person, CAME, thing=registration.form, facts={"number": registration.number})
    return registration


@transaction.atomic
def count_heads(person: Person, meeting_id: UUID, *, count: int | None) -> RegistrationForm:
    """Keep how many people came; None takes it back.

    Raises:
        NotFound: If there is no form, or not for this person.
        InvalidInput: If it is no number of people.
    """
    form = _form_held(person, meeting_id)
    if count is not None and not 0 <= count <= HEADS_LIMIT:
        raise InvalidInput(
            "partners.registration.heads",
            _("%(count)s is no number of people; write one from 0 to %(limit)s.")
            % {"count": count, "limit": HEADS_LIMIT},
        )
    form.head_count = count
    form.save(update_fields=["head_count"])
    record(person, COUNTED, thing=form)
    return form


def _held(person: Person, registration_id: UUID) -> Registration:
    found = registration_of(person, registration_id)
    form = seats.lock_form(found.form_id)
    permit(KEEP_FORM, person, form)
    return seats.fresh(found, form)


def _form_held(person: Person, meeting_id: UUID) -> RegistrationForm:
    form = seats.lock_form(form_of(person, meeting_id).pk)
    permit(KEEP_FORM, person, form)
    return form
