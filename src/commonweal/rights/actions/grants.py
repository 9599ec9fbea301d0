"""Verbs on roles: grant one for a time, end it, and act for another partner."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from commonweal.rights.actions.keys import revoke_without_role
from commonweal.rights.actions.trail import record, verb
from commonweal.rights.models import Grant, Invitation, Organisation, Person, Role
from commonweal.rights.queries.people import ASKED_FOR
from commonweal.rights.rules.invitations import partner_is_asked, waits_for_partner
from commonweal.rights.rules.people import END_GRANT, EXTEND_GRANT, live_grants
from commonweal.rights.rules.roles import could_grant, grantable_roles
from commonweal.rights.rules.rule import EVERYTHING

LONGEST_GRANT_DAYS = 366
LONGEST_REASON = 2000
# Without these nothing goes on here, or nobody looks.
NEEDED = frozenset({Role.COORDINATOR, Role.ADMINISTRATOR, Role.OVERSIGHT})

GRANTED = verb("rights.role.granted", gettext_lazy("granted a role"))
END_ASKED = verb("rights.role.end-asked", gettext_lazy("asked that a role be ended"))
ENDED = verb("rights.role.ended", gettext_lazy("ended a role"))
ACTS_FOR = verb("rights.person.acts-for", gettext_lazy("now acts for another partner"))


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms a role is granted.

    Attributes:
        role: One of `Role`.
        days: For how long, 1 to 366.
        reason: Why, in the words of whoever grants it.
    """

    role: str
    days: int
    reason: str

    def checked(self) -> Terms:
        """Return the terms with the reason's blanks trimmed.

        Raises:
            InvalidInput: If the role, the days or the reason cannot be used.
        """
        if self.role not in Role.values:
            raise InvalidInput("rights.role", _("There is no role %(role)r.") % {"role": self.role})
        if not 1 <= self.days <= LONGEST_GRANT_DAYS:
            raise InvalidInput(
                "rights.role.days",
                _("A role is granted for 1 to %(most)s days; %(days)s were asked for.")
                % {"most": LONGEST_GRANT_DAYS, "days": self.days},
            )
        return Terms(role=self.role, days=self.days, reason=given_reason(self.reason))


@transaction.atomic
def grant(person: Person | None, *, to: Person, organisation: Organisation, terms: Terms) -> Grant:
    """Grant a role to a person, for a partner, from now until some days from now.

    Args:
        person: Who grants; None for the command line, which whoever runs the server uses.
        to: Who gets it; nobody grants to themselves.
        organisation: The partner for which it is held.
        terms: Which role, for how many days, and why.

    Raises:
        NotAllowed: If the person may not grant this role, would grant it to themselves, or the
            partner's people must agree first; see `actions.agreeing.offer`.
        InvalidInput: If the role, the days or the reason cannot be used.
        Conflict: If the person to be holds the role for this partner already.
    """
    if person is not None:
        raise_if_not_theirs_to_grant(person, to=to, terms=terms)
    if partner_is_asked(person, organisation.pk, to=to):
        raise NotAllowed(
            "rights.role.ask-first",
            _("%(partner)s has people of its own: one of them agrees first.")
            % {"partner": organisation.name},
        )
    return _grant(person, to=to, organisation=organisation, terms=terms.checked())


def raise_if_not_theirs_to_grant(person: Person, *, to: Person, terms: Terms) -> None:
    """Raise where a role is not somebody's to grant, or they would grant it to themselves.

    Raises:
        NotAllowed: If so.
    """
    if person.pk == to.pk:
        raise NotAllowed("rights.role.own", _("Nobody grants a role to themselves."))
    if terms.role not in grantable_roles(person):
        raise NotAllowed("rights.role.grant", _("You may not grant this role."))


@transaction.atomic
def grant_as_invited(invitation: Invitation, *, to: Person) -> Grant:
    """Grant the role that an invitation promised, in the name of whoever invited.

    Args:
        invitation: The one that was accepted.
        to: Who accepted it.

    Raises:
        NotAllowed: If whoever invited may no longer grant this role.
    """
    raise_if_lapsed(invitation)
    terms = Terms(role=invitation.role, days=invitation.role_days, reason=invitation.reason)
    return _grant(
        invitation.invited_by, to=to, organisation=invitation.organisation, terms=terms.checked()
    )


def raise_if_lapsed(invitation: Invitation) -> None:
    """Raise where whoever invited has lost the right to grant the role, or the partner has not agreed.

    Raises:
        NotAllowed: If so; the words are for the invited.
    """
    inviter = invitation.invited_by
    if inviter is not None and not could_grant(inviter, invitation.role):
        raise NotAllowed(
            "rights.invitation.lapsed",
            _(
                "Whoever invited you may no longer grant this role, so the invitation cannot be "
                "accepted. Ask the co-ordinator for a new one."
            ),
        )
    if waits_for_partner(invitation):
        raise NotAllowed(
            "rights.invitation.waits",
            _(
                "One of the people of %(partner)s must agree first; it is on their first page. "
                "Keep this link and open it again then."
            )
            % {"partner": invitation.organisation.name},
        )


def _grant(person: Person | None, *, to: Person, organisation: Organisation, terms: Terms) -> Grant:
    now = timezone.now()
    if _live(to, organisation=organisation, role=terms.role, now=now):
        raise Conflict(
            "rights.role.held",
            _("%(name)s holds this role for this partner already; end it first.")
            % {"name": to.name},
        )
    made = Grant.objects.create(
        person=to,
        organisation=organisation,
        role=terms.role,
        starts_at=now,
        ends_at=now + timedelta(days=terms.days),
        reason=terms.reason,
        granted_by=person,
        granted_at=now,
    )
    record(
        person,
        GRANTED,
        thing=made,
        facts={
            "to": str(to.pk),
            "for": str(organisation.pk),
            "role": terms.role,
            "days": terms.days,
        },
        reason=terms.reason,
    )
    # What this row said of its roles is out of date now.
    to.__dict__.pop("roles", None)
    return made


def _live(to: Person, *, organisation: Organisation, role: str, now: datetime) -> bool:
    return Grant.objects.filter(
        person=to, organisation=organisation, role=role, ended_at=None, ends_at__gt=now
    ).exists()


def given_reason(text: str) -> str:
    """Return a reason without the blanks around it.

    Raises:
        InvalidInput: If there is none, or it is longer than 2,000 characters.
    """
    text = text.strip()
    if not 0 < len(text) <= LONGEST_REASON:
        raise InvalidInput(
            "rights.reason",
            _("Say why, in 1 to %(most)s characters; this has %(count)s.")
            % {"most": LONGEST_REASON, "count": len(text)},
        )
    return text


@transaction.atomic
def extend_grant(person: Person, grant_id: UUID, *, days: int, reason: str) -> Grant:
    """Let a role end later: the old one ends now and a new one begins, each with its reason.

    Args:
        person: Who extends it: whoever may grant it, but not whoever holds it.
        grant_id: The role held now.
        days: For how many days from now, 1 to 366.
        reason: Why.

    Raises:
        NotFound: If there is no such role held now, or the person may not extend it.
        InvalidInput: If the days or the reason cannot be used.
    """
    found = Grant.objects.filter(EXTEND_GRANT.rows(person), pk=grant_id)
    old = found.select_related("person", "organisation").first()
    if old is None:
        raise NotFound("rights.role", _("There is no such role to extend, or not for you."))
    terms = Terms(role=old.role, days=days, reason=reason).checked()
    if old.role == Role.OVERSIGHT and timezone.now() + timedelta(days=days) < old.ends_at:
        raise InvalidInput(
            "rights.role.days",
            _("A role of oversight is not made shorter; it lasts until %(until)s already.")
            % {"until": timezone.localdate(old.ends_at).isoformat()},
        )
    _end(person, grant_id, reason=_("Extended: %(reason)s") % {"reason": terms.reason[:1900]})
    return _grant(person, to=old.person, organisation=old.organisation, terms=terms)


@transaction.atomic
def end_grant(person: Person | None, grant_id: UUID, *, reason: str) -> Grant:
    """End a role at once; the person's next request is answered without it, and its keys are revoked.

    Somebody else's role of oversight ends when two have said so: nobody alone puts off who looks at
    what they do. Until the second does, the role is returned as it is, with who asked for its end.

    Args:
        person: Who ends it: whoever may grant it; one may also lay down one's own role.
        grant_id: The grant.
        reason: Why; asked for always.

    Raises:
        NotFound: If there is no such live grant, or the person may not end it.
        InvalidInput: If no reason is given.
        Conflict: If nobody else holds a role without which nothing goes on.
    """
    if person is not None:
        held = Grant.objects.select_for_update().filter(END_GRANT.rows(person), pk=grant_id).first()
        if held is not None:
            raise_if_last(held)
            if takes_two(person, held):
                return _ask_for_end(person, held, reason=reason)
    found = _end(person, grant_id, reason=reason)
    revoke_without_role(person, of=found.person)
    return found


def takes_two(person: Person, held: Grant) -> bool:
    """Say whether somebody else must ask for the end of a role as well, and nobody has within 14 days."""
    if held.role != Role.OVERSIGHT or held.person_id == person.pk:
        return False
    is_asked = (
        held.end_asked_by is not None
        and held.end_asked_at is not None
        and held.end_asked_at > timezone.now() - ASKED_FOR
    )
    # Whoever asked must still be entitled, and is not the one who agrees.
    return not (
        is_asked
        and held.end_asked_by is not None
        and held.end_asked_by != person
        and could_grant(held.end_asked_by, held.role)
    )


def _ask_for_end(person: Person, held: Grant, *, reason: str) -> Grant:
    held.end_asked_by, held.end_asked_at = person, timezone.now()
    held.save(update_fields=["end_asked_by", "end_asked_at"])
    facts = {"of": str(held.person_id), "role": held.role}
    record(person, END_ASKED, thing=held, facts=facts, reason=given_reason(reason))
    return held


def raise_if_last(held: Grant) -> None:
    """Raise where a role must not end because nobody else holds it: nothing would go on, or nobody would look.

    Whoever runs the server can, at the command line.

    Raises:
        Conflict: If so.
    """
    live = Grant.objects.filter(live_grants(), role=held.role, person__is_active=True)
    if held.role in NEEDED and not live.exclude(person_id=held.person_id).exists():
        raise Conflict(
            "rights.role.last",
            _("Nobody else is %(role)s here. Grant the role to somebody first.")
            % {"role": Role(held.role).label},
        )


def _end(person: Person | None, grant_id: UUID, *, reason: str) -> Grant:
    going_on = Grant.objects.select_for_update().filter(ended_at=None, ends_at__gt=timezone.now())
    may = EVERYTHING if person is None else END_GRANT.rows(person)
    found = going_on.filter(may, pk=grant_id).first()
    if found is None:
        raise NotFound("rights.role", _("There is no such role to end, or not for you."))
    found.ended_at = timezone.now()
    found.ended_by = person
    found.ended_reason = given_reason(reason)
    found.save(update_fields=["ended_at", "ended_by", "ended_reason"])
    facts = {"of": str(found.person_id), "role": found.role}
    record(person, ENDED, thing=found, facts=facts, reason=found.ended_reason)
    return found


@transaction.atomic
def act_for(person: Person, organisation_id: UUID) -> Person:
    """Let the person act for another partner from now on; every entry of the trail says for which.

    Raises:
        NotFound: If they hold no role for that partner.
    """
    now = timezone.now()
    held = person.grants.filter(
        organisation_id=organisation_id, ended_at=None, starts_at__lte=now, ends_at__gt=now
    )
    if not held.exists():
        raise NotFound("rights.acts-for", _("You hold no role for that partner."))
    Person.objects.filter(pk=person.pk).update(organisation_id=organisation_id)
    changed = Person.objects.select_related("organisation").get(pk=person.pk)
    record(changed, ACTS_FOR, thing=changed)
    return changed
