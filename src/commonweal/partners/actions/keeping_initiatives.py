"""How long practices and initiatives are kept, and how they are erased."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.partners.models import Initiative, InitiativeState, Practice
from commonweal.rights.public import Keeping, Link, Term, keep, needed_by

YEAR = 365
LEARNT = Term(days=10 * YEAR, maximum=15 * YEAR)


def erase_practices(keys: Sequence[Any]) -> None:
    """Remove practices; initiatives that began with them stay.

    Args:
        keys: The practices' ids.
    """
    Practice.objects.filter(pk__in=keys).delete()


def erase_initiatives(keys: Sequence[Any]) -> None:
    """Remove initiatives; the practices that they became stay.

    Args:
        keys: The initiatives' ids.
    """
    Initiative.objects.filter(pk__in=keys).delete()


def still_running(keys: Sequence[Any]) -> set[Any]:
    """Return the initiatives that run.

    Args:
        keys: The ids of initiatives.
    """
    rows = Initiative.objects.filter(pk__in=keys, state=InitiativeState.RUNNING)
    return set(rows.values_list("pk", flat=True))


keep(
    Keeping(
        thing="partners.Practice",
        name=_("good practices"),
        why=_("What was learnt serves the next plan and the one after it."),
        term=LEARNT,
        counts_from="added_at",
        since=_("it was proposed; changing or reviewing it changes nothing"),
        erase=erase_practices,
        remains=("level", "grade", "state", "keeper_id"),
        parts=(Link("partners.PracticeSource", "practice_id"),),
        partner="keeper_id",
    )
)
keep(
    Keeping(
        thing="partners.Initiative",
        name=_("initiatives"),
        why=_("What was tried, and how it ended, is compared over two prevention plans."),
        term=LEARNT,
        counts_from="added_at",
        since=_("it was begun; changing it changes nothing"),
        erase=erase_initiatives,
        remains=("level", "start", "end", "state", "keeper_id"),
        partner="keeper_id",
    )
)
needed_by("partners.Initiative", still_running)
