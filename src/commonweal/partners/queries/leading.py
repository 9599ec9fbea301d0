"""Actions that nobody leads any more: whoever did has left, or acts for the owner no longer."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q

from commonweal.partners.models import Action


def led_by_nobody_here(*, now: datetime) -> Q:
    """Return the condition that selects actions whose leader has no role for the owner any more.

    Args:
        now: The present.
    """
    here = get_user_model().objects.filter(
        pk=OuterRef("person_id"),
        is_active=True,
        grants__organisation_id=OuterRef("owner_id"),
        grants__starts_at__lte=now,
        grants__ends_at__gt=now,
        grants__ended_at=None,
    )
    return Q(person__isnull=False) & ~Q(Exists(here))


def has_leader_left(action: Action, *, now: datetime) -> bool:
    """Say whether whoever led an action has no role for its owner any more.

    Args:
        action: The action.
        now: The present.
    """
    return Action.objects.filter(led_by_nobody_here(now=now), pk=action.pk).exists()
