"""Who must agree before somebody acts for a partner: one of its own people, unless one of them invited.

Whoever keeps people and roles could otherwise read a partner's notes as one of its members, under a
second address. A partner that has nobody yet, or nobody left, is filled by whoever invites.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from commonweal.rights.models import Grant, Invitation, Person
from commonweal.rights.rules.people import live_grants
from commonweal.rights.rules.roles import speaks_for
from commonweal.rights.rules.rule import NOTHING, Rule, register


def _people_of(partner: UUID) -> QuerySet[Grant, Any]:
    held = Grant.objects.filter(live_grants(), organisation_id=partner, person__is_active=True)
    return held.order_by().values("person_id")


def partner_is_asked(by: Person | None, partner: UUID, *, to: Person | None = None) -> bool:
    """Say whether one of a partner's people must agree before a role for it takes effect.

    Args:
        by: Who invites or grants; None for the command line, which asks nobody.
        partner: The partner for which the role would be held.
        to: Who would hold it, where they have an account; who is one of its people already is no newcomer.
    """
    if by is None:
        return False
    people = set(_people_of(partner).values_list("person_id", flat=True))
    return bool(people) and by.pk not in people and (to is None or to.pk not in people)


def waits_for_partner(invitation: Invitation) -> bool:
    """Say whether an invitation opens nothing yet, because the partner's people have not agreed."""
    return invitation.agreed_at is None and partner_is_asked(
        invitation.invited_by, invitation.organisation_id, to=invitation.for_person
    )


def _is_asked(reader: Any, invitation: Invitation) -> bool:
    is_open = (
        invitation.accepted_at is None
        and invitation.withdrawn_at is None
        and invitation.agreed_at is None
        and invitation.expires_at > timezone.now()
    )
    is_theirs = reader.pk is not None and reader.pk in {
        invitation.invited_by_id,
        invitation.for_person_id,
    }
    return (
        is_open
        and not is_theirs
        and speaks_for(reader) == invitation.organisation_id
        and invitation.invited_by_id is not None
        and not _people_of(invitation.organisation_id)
        .filter(person_id__in=_not_new(invitation))
        .exists()
    )


def _not_new(invitation: Invitation) -> list[UUID]:
    return [each for each in (invitation.invited_by_id, invitation.for_person_id) if each]


def _asked(reader: Any) -> Q:
    own = speaks_for(reader)
    if own is None:
        return NOTHING
    is_open = Q(accepted_at=None, withdrawn_at=None, agreed_at=None, expires_at__gt=timezone.now())
    theirs = Q(invited_by_id__in=_people_of(own)) | Q(
        for_person__isnull=False, for_person_id__in=_people_of(own)
    )
    if reader.pk is not None:
        theirs |= Q(invited_by_id=reader.pk) | Q(for_person__isnull=False, for_person_id=reader.pk)
    return is_open & Q(organisation_id=own, invited_by__isnull=False) & ~theirs


AGREE = register(
    Rule(
        name="rights.invitation.agree",
        thing="rights.Invitation",
        one=_is_asked,
        many=_asked,
    )
)
