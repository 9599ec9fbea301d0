"""Reads about sign-in: who has a second step, and who still holds a role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from commonweal.rights.models import Grant, Person
from commonweal.rights.rules.roles import GUARDED_ROLES

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

SECOND_STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_second_step(person: Person) -> bool:
    """Say whether the person has an authenticator app or a passkey."""
    return bool(Authenticator.objects.filter(user=person, type__in=SECOND_STEPS).exists())


def holds_any_role(person: Person | AnonymousUser) -> bool:
    """Say whether the person holds a role now, for any partner."""
    if not person.is_authenticated:
        return False
    return bool(person.roles) or _live().filter(person=person).exists()


def people_without_second_step() -> QuerySet[Person]:
    """Return the people with a role that sees restricted things who have no second step yet."""
    guarded = _live().filter(person=OuterRef("pk"), role__in=GUARDED_ROLES)
    steps = Authenticator.objects.filter(user=OuterRef("pk"), type__in=SECOND_STEPS)
    return Person.objects.filter(Exists(guarded), ~Exists(steps), is_active=True)


def somebody_holds(role: str) -> bool:
    """Say whether anybody holds the role now."""
    return _live().filter(role=role, person__is_active=True).exists()


def _live() -> QuerySet[Grant]:
    now = timezone.now()
    return Grant.objects.filter(starts_at__lte=now, ends_at__gt=now, ended_at=None)
