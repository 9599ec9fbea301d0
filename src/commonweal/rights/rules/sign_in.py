"""Who needs a second step at sign-in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from commonweal.rights.rules.roles import GUARDED_ROLES, holds

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from commonweal.rights.models import Person


def needs_second_step(person: Person | AnonymousUser) -> bool:
    """Say whether a password alone is not enough for the roles the person holds now.

    In the demonstration, and where the setting COMMONWEAL_SECOND_STEP is 0, it is offered only.
    """
    return settings.SECOND_STEP_REQUIRED and not settings.DEMO and holds(person, *GUARDED_ROLES)
