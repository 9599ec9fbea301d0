"""One partner, its entry, or a part of it, for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from commonweal.partners.models import Contact, Profile, Service
from commonweal.partners.queries.rows import one
from commonweal.partners.rules.directory import SEE_PROFILE
from commonweal.rights.public import partners_here, shares_here

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader
    from commonweal.rights.models import Organisation


def partner_of(person: Reader, partner_id: UUID) -> Organisation:
    """Return a partner, with its entry if it has one.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    rows = partners_here() if shares_here(person) else partners_here().none()
    return one(rows.select_related("profile"), partner_id)


def profile_of(person: Reader, profile_id: UUID) -> Profile:
    """Return a partner's entry the person may see.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    rows = Profile.objects.filter(SEE_PROFILE.rows(person)).select_related("organisation")
    return one(rows, profile_id)


def service_of(person: Reader, service_id: UUID) -> Service:
    """Return something a partner offers, as the person may see it.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    seen = Profile.objects.filter(SEE_PROFILE.rows(person))
    rows = Service.objects.filter(profile__in=seen).select_related("profile__organisation")
    return one(rows, service_id)


def contact_of(person: Reader, contact_id: UUID) -> Contact:
    """Return a way to reach a partner, as the person may see it.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    seen = Profile.objects.filter(SEE_PROFILE.rows(person))
    rows = Contact.objects.filter(profile__in=seen).select_related("profile__organisation")
    return one(rows, contact_id)
