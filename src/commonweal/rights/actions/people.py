"""Verbs that change who is here: partners, invitations, accounts."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from commonweal.rights.actions.agreeing import INVITATION_DAYS
from commonweal.rights.actions.grants import Terms, grant_as_invited
from commonweal.rights.actions.trail import record, verb
from commonweal.rights.models import Invitation, Organisation, Person
from commonweal.rights.queries.invitations import invitation_of, open_invitation
from commonweal.rights.queries.people import partner_named
from commonweal.rights.rules.roles import grantable_roles, may_invite

INVITED = verb("rights.person.invited", gettext_lazy("invited a person"))
WITHDRAWN = verb("rights.invitation.withdrawn", gettext_lazy("withdrew an invitation"))
JOINED = verb("rights.person.joined", gettext_lazy("accepted an invitation"))
ORGANISATION_ADDED = verb("rights.organisation.added", gettext_lazy("added a partner"))


@transaction.atomic
def add_organisation(person: Person | None, *, name: str) -> Organisation:
    """Add a partner by name, or return the one that has the name already.

    Args:
        person: The co-ordinator who adds it; None for the command line.
        name: At most 200 characters.

    Raises:
        NotAllowed: If the person is no co-ordinator.
        InvalidInput: If the name is empty or too long.
    """
    if person is not None and not may_invite(person):
        raise NotAllowed("rights.organisation.add", _("Only the co-ordinator adds partners."))
    name = organisation_name(name)
    found = partner_named(name)
    if found is not None:
        return found
    organisation = Organisation.objects.create(name=name)
    record(person, ORGANISATION_ADDED, thing=organisation)
    return organisation


def organisation_name(name: str) -> str:
    """Return a partner's name as it is kept.

    Raises:
        InvalidInput: If it is empty or too long.
    """
    name = " ".join(name.split())
    if not 0 < len(name) <= 200:
        raise InvalidInput(
            "rights.organisation.name",
            _("A partner's name has 1 to 200 characters; this one has %(count)s.")
            % {"count": len(name)},
        )
    return name


@transaction.atomic
def invite(
    person: Person | None,
    *,
    email: str,
    organisation: str,
    job: str,
    terms: Terms,
    now: datetime | None = None,
) -> str:
    """Invite somebody to act for a partner, and return the link's secret, shown only once.

    An older invitation of the same address for the same partner is withdrawn.

    Args:
        person: The co-ordinator who invites; None for the command line, which whoever runs the server uses.
        email: Where the person signs in with; nothing is sent by this act.
        organisation: The partner's name; added where it is new.
        job: What the person does there.
        terms: The role that joining grants, for how many days, and why.
        now: The time of the act; the present if None.

    Raises:
        NotAllowed: If the person may not invite, or may not grant this role.
        Conflict: If somebody with this address is here already.
        InvalidInput: If the address or the partner's name cannot be used.
    """
    terms = terms.checked()
    if person is not None and terms.role not in grantable_roles(person):
        raise NotAllowed("rights.invite", _("You may not invite people into this role."))
    email = _address(email)
    if Person.objects.filter(email=email).exists():
        raise Conflict(
            "rights.invite.known",
            _("%(email)s has an account already; grant them the role on their own page.")
            % {"email": email},
        )
    now = now or timezone.now()
    partner = add_organisation(person, name=organisation)
    _withdraw_older(person, email=email, partner=partner, now=now)
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        token_sha256=hashlib.sha256(token.encode()).hexdigest(),
        email=email,
        job=job.strip(),
        organisation=partner,
        role=terms.role,
        role_days=terms.days,
        reason=terms.reason,
        invited_by=person,
        invited_at=now,
        expires_at=now + timedelta(days=INVITATION_DAYS),
    )
    facts = {"role": terms.role, "days": terms.days}
    record(person, INVITED, thing=invitation, facts=facts, reason=terms.reason)
    return token


def _withdraw_older(
    person: Person | None, *, email: str, partner: Organisation, now: datetime
) -> None:
    older = Invitation.objects.filter(
        email=email, organisation=partner, for_person=None, accepted_at=None, withdrawn_at=None
    )
    for each in older.select_for_update():
        each.withdrawn_at = now
        each.save(update_fields=["withdrawn_at"])
        record(person, WITHDRAWN, thing=each)


def _address(email: str) -> str:
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise InvalidInput(
            "rights.invite.email",
            _("%(email)r is no e-mail address; write one such as mira@example.org.")
            % {"email": email},
        ) from error
    return email


@transaction.atomic
def withdraw_invitation(
    person: Person, invitation_id: UUID, *, now: datetime | None = None
) -> Invitation:
    """Withdraw an open invitation: its link opens nothing any more; that it was made stays known.

    Args:
        person: A co-ordinator.
        invitation_id: The invitation.
        now: The time of the act; the present if None.

    Raises:
        NotFound: If there is no such open invitation, or the person may not invite.
        Conflict: If it was accepted meanwhile.
    """
    invitation = open_invitation(invitation_id, person=person)
    changed = Invitation.objects.filter(
        pk=invitation.pk, accepted_at=None, withdrawn_at=None
    ).update(withdrawn_at=now or timezone.now())
    if not changed:
        raise Conflict(
            "rights.invitation", _("This invitation was accepted or withdrawn meanwhile.")
        )
    record(person, WITHDRAWN, thing=invitation)
    return invitation


@transaction.atomic
def accept_invitation(token: str, *, name: str, password: str) -> Person:
    """Make the person an invitation was for, and close it.

    Args:
        token: The secret in the link.
        name: The name as the person writes it.
        password: At least 12 characters, not a common one.

    Raises:
        NotFound: If the invitation was used, has run out or does not exist.
        NotAllowed: If whoever invited may no longer grant the role, or the partner has not agreed.
        InvalidInput: If the name is empty or the password too weak.
        Conflict: If somebody with this address has joined meanwhile.
    """
    invitation = invitation_of(token)
    # Two people opening one link at once: the row is claimed by exactly one of them.
    claimed = Invitation.objects.filter(
        pk=invitation.pk, accepted_at=None, withdrawn_at=None
    ).update(accepted_at=timezone.now())
    if not claimed:
        raise NotFound("rights.invitation", _("This invitation was used already or withdrawn."))
    person = Person(
        email=invitation.email,
        name=" ".join(name.split()),
        job=invitation.job,
        organisation=invitation.organisation,
    )
    _check(person, password=password)
    person.set_password(password)
    person.save()
    Invitation.objects.filter(pk=invitation.pk).update(accepted_by=person)
    record(person, JOINED, thing=person)
    # The role is the inviter's to give: it is granted in their name, if they still may.
    grant_as_invited(invitation, to=person)
    return person


def raise_if_joined(email: str) -> None:
    """Raise where somebody with the address has an account, by another invitation or before.

    Raises:
        Conflict: If so; the words are for the invited.
    """
    if Person.objects.filter(email=email).exists():
        raise Conflict(
            "rights.known", _("Somebody with this address has joined already. Sign in instead.")
        )


def _check(person: Person, *, password: str) -> None:
    if not person.name:
        raise InvalidInput("rights.name", _("Write your name."))
    raise_if_joined(person.email)
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise InvalidInput("rights.password", " ".join(error.messages)) from error


def read_today(person: Person, *, now: datetime | None = None) -> datetime | None:
    """Note that the person has read Today, and return when they read it before."""
    before = person.today_read_at
    Person.objects.filter(pk=person.pk).update(today_read_at=now or timezone.now())
    return before
