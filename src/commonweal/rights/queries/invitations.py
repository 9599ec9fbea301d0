"""Reads about invitations."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.kernel.errors import NotFound
from commonweal.rights.models import Invitation, Person
from commonweal.rights.rules.invitations import AGREE
from commonweal.rights.rules.roles import may_invite

if TYPE_CHECKING:
    from datetime import datetime


def open_invitations(person: Person | AnonymousUser) -> QuerySet[Invitation]:
    """Return invitations neither accepted nor withdrawn, newest first; none for those who may not invite."""
    if not may_invite(person):
        return Invitation.objects.none()
    return Invitation.objects.filter(accepted_at=None, withdrawn_at=None).select_related(
        "organisation", "invited_by"
    )


def invitations_to_agree(person: Person | AnonymousUser) -> QuerySet[Invitation]:
    """Return what waits for a yes or no of the partner the person acts for, the oldest first."""
    found = Invitation.objects.filter(AGREE.rows(person)).order_by("invited_at")
    return found.select_related("organisation", "invited_by", "for_person")


def invitation_to_agree(invitation_id: UUID, *, person: Person | AnonymousUser) -> Invitation:
    """Return one invitation that waits for the person's yes or no.

    Raises:
        NotFound: If there is none, or it is not theirs to say.
    """
    found = invitations_to_agree(person).filter(pk=invitation_id).first()
    if found is None:
        raise NotFound("rights.invitation", _("Nothing such waits for you."))
    return found


def open_invitation(invitation_id: UUID, *, person: Person | AnonymousUser) -> Invitation:
    """Return one open invitation.

    Raises:
        NotFound: If there is none, or the person may not invite.
    """
    found = open_invitations(person).filter(pk=invitation_id).first()
    if found is None:
        raise NotFound("rights.invitation", _("There is no such open invitation, or not for you."))
    return found


def replaces_another(invitation: Invitation) -> bool:
    """Say whether an older invitation of the same address was withdrawn when this one was made."""
    return Invitation.objects.filter(
        email=invitation.email,
        organisation_id=invitation.organisation_id,
        withdrawn_at=invitation.invited_at,
    ).exists()


def invitation_of(token: str, *, now: datetime | None = None) -> Invitation:
    """Return the open invitation behind a link.

    Raises:
        NotFound: If there is none, it was used or withdrawn, or it has run out; all look the same.
    """
    found = (
        Invitation.objects.select_related("organisation", "invited_by")
        .filter(
            token_sha256=hashlib.sha256(token.encode()).hexdigest(),
            for_person=None,
            accepted_at=None,
            withdrawn_at=None,
            expires_at__gt=now or timezone.now(),
        )
        .first()
    )
    if found is None:
        raise NotFound(
            "rights.invitation",
            _(
                "This invitation was used already or withdrawn, has run out, or never existed. Ask for a new one."
            ),
        )
    return found
