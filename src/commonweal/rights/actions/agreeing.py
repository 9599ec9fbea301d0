"""Verbs on a partner's yes: offer somebody a role for it; agree that they act for it, or decline."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import Conflict, NotAllowed, NotFound
from commonweal.rights.actions.grants import (
    Terms,
    given_reason,
    grant,
    grant_as_invited,
    raise_if_not_theirs_to_grant,
)
from commonweal.rights.actions.trail import record, verb
from commonweal.rights.models import Grant, Invitation, Organisation, Person
from commonweal.rights.rules.invitations import AGREE, partner_is_asked

# How long an offer waits, and how long a link opens after the partner has agreed.
INVITATION_DAYS = 14

ASKED = verb("rights.role.asked", gettext_lazy("asked a partner to agree to a role"))
AGREED = verb("rights.invitation.agreed", gettext_lazy("agreed that somebody acts for the partner"))
DECLINED = verb(
    "rights.invitation.declined", gettext_lazy("declined that somebody acts for the partner")
)


@transaction.atomic
def offer(person: Person, *, to: Person, organisation: Organisation, terms: Terms) -> Grant | None:
    """Grant a role at once, or ask the partner's people first where it has some and they must agree.

    Args:
        person: Who grants.
        to: Who gets it; nobody grants to themselves.
        organisation: The partner for which it is held.
        terms: Which role, for how many days, and why.

    Returns:
        The role; None where it waits for the partner's people.

    Raises:
        NotAllowed: If the person may not grant this role, or would grant it to themselves.
        InvalidInput: If the role, the days or the reason cannot be used.
        Conflict: If they hold the role for this partner already, or the partner is asked already.
    """
    if not partner_is_asked(person, organisation.pk, to=to):
        return grant(person, to=to, organisation=organisation, terms=terms)
    raise_if_not_theirs_to_grant(person, to=to, terms=terms)
    terms, now = terms.checked(), timezone.now()
    waiting = Invitation.objects.filter(
        for_person=to, organisation=organisation, accepted_at=None, withdrawn_at=None
    )
    if waiting.filter(expires_at__gt=now).exists():
        raise Conflict(
            "rights.role.asked",
            _("%(partner)s is asked about %(name)s already.")
            % {"partner": organisation.name, "name": to.name},
        )
    made = Invitation.objects.create(
        # Nobody has this link: the account is there already.
        token_sha256=hashlib.sha256(secrets.token_bytes(32)).hexdigest(),
        for_person=to,
        email=to.email,
        job=to.job,
        organisation=organisation,
        role=terms.role,
        role_days=terms.days,
        reason=terms.reason,
        invited_by=person,
        invited_at=now,
        expires_at=now + timedelta(days=INVITATION_DAYS),
    )
    facts = {"to": str(to.pk), "for": str(organisation.pk), "role": terms.role, "days": terms.days}
    record(person, ASKED, thing=made, facts=facts, reason=terms.reason)
    return None


@transaction.atomic
def agree(person: Person, invitation_id: UUID, *, reason: str) -> Invitation:
    """Agree that somebody acts for the partner: their link opens now, or they hold the role at once.

    Args:
        person: One of the partner's people, neither who invited nor who is invited.
        invitation_id: The invitation.
        reason: Why; kept in the trail.

    Raises:
        NotFound: If nothing such waits for this person.
        NotAllowed: If whoever invited may no longer grant the role.
        InvalidInput: If no reason is given.
    """
    found, reason, now = _waiting(person, invitation_id), given_reason(reason), timezone.now()
    found.agreed_at, found.agreed_by = now, person
    found.expires_at = now + timedelta(days=INVITATION_DAYS)
    found.save(update_fields=["agreed_at", "agreed_by", "expires_at"])
    record(person, AGREED, thing=found, facts={"role": found.role}, reason=reason)
    if found.for_person is not None:
        found.accepted_at, found.accepted_by = now, found.for_person
        found.save(update_fields=["accepted_at", "accepted_by"])
        grant_as_invited(found, to=found.for_person)
    return found


@transaction.atomic
def decline(person: Person, invitation_id: UUID, *, reason: str) -> Invitation:
    """Decline that somebody acts for the partner: the link opens nothing any more.

    Args:
        person: One of the partner's people, neither who invited nor who is invited.
        invitation_id: The invitation.
        reason: Why; whoever invited reads it, and so does oversight.

    Raises:
        NotFound: If nothing such waits for this person.
        InvalidInput: If no reason is given.
    """
    found, reason = _waiting(person, invitation_id), given_reason(reason)
    found.withdrawn_at, found.declined_by = timezone.now(), person
    found.save(update_fields=["withdrawn_at", "declined_by"])
    record(person, DECLINED, thing=found, facts={"role": found.role}, reason=reason)
    return found


def _waiting(person: Person, invitation_id: UUID) -> Invitation:
    rows = Invitation.objects.select_for_update().filter(AGREE.rows(person), pk=invitation_id)
    found = rows.first()
    if found is None:
        raise NotFound("rights.invitation", _("Nothing such waits for you."))
    return found


def raise_if_invited_by(person: object, invitation: Invitation) -> None:
    """Raise where somebody opens the link of an invitation that they made themselves.

    Raises:
        NotAllowed: If so.
    """
    key = getattr(person, "pk", None)
    if key is not None and key == invitation.invited_by_id:
        raise NotAllowed(
            "rights.invitation.own",
            _("You made this invitation: hand the link to whom you invited, and sign out first."),
        )
