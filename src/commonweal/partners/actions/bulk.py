"""The same done to many recommendations at once: counted first, then done in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.kernel.errors import Conflict, InvalidInput
from commonweal.partners.actions.describing import DESCRIBED
from commonweal.partners.actions.permit import within
from commonweal.partners.actions.recommendations import UNPUBLISHED
from commonweal.partners.models import Recommendation
from commonweal.partners.rules.promises import KEEP_RECOMMENDATION
from commonweal.rights.public import record

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from commonweal.rights.models import Person

MOST = 2000
ACTS = ("cluster", "unpublish")


@dataclass(frozen=True, slots=True)
class Together:
    """What is done to many recommendations.

    Attributes:
        act: ``cluster``: put them into one; ``unpublish``: take them off the public page.
        cluster: Its name; empty takes them out of theirs.
        count: How many the person was told that it changes.
    """

    act: str
    cluster: str = ""
    count: int = 0


def changeable(person: Person, keys: Collection[UUID]) -> list[UUID]:
    """Return which of some recommendations a person keeps.

    Args:
        person: Who would change them.
        keys: Their ids.

    Raises:
        InvalidInput: If there are too many.
    """
    if len(keys) > MOST:
        raise InvalidInput(
            "partners.bulk.many",
            _("These are %(count)s recommendations; at most %(limit)s are changed at once. Filter them further.")
            % {"count": len(keys), "limit": MOST},
        )  # fmt: skip
    rows = Recommendation.objects.filter(KEEP_RECOMMENDATION.rows(person), pk__in=list(keys))
    return list(rows.filter(withdrawn_at=None).order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def change_together(person: Person, keys: Collection[UUID], what: Together) -> int:
    """Do the same to many recommendations; those that others keep stay as they are.

    Args:
        person: Who keeps them.
        keys: Their ids.
        what: What is done, and how many the person was told.

    Returns:
        How many were changed, or were so already.

    Raises:
        InvalidInput: If there are too many, or a value cannot be used.
        Conflict: If it would be another number than the person was told.
    """
    if what.act not in ACTS:
        raise InvalidInput("partners.bulk.act", _("Choose what is to be done from the list."))
    found = changeable(person, keys)
    if len(found) != what.count:
        raise Conflict(
            "partners.bulk.count",
            _("It would change %(now)s recommendations now, no longer %(then)s. Look again.")
            % {"now": len(found), "then": what.count},
        )
    rows = Recommendation.objects.select_for_update().filter(pk__in=found)
    for row in rows.order_by("pk"):
        _change(person, row, what)
    return len(found)


def _change(person: Person, row: Recommendation, what: Together) -> None:
    if what.act == "cluster":
        cluster = within(what.cluster, name=_("the cluster"), limit=100)
        if cluster == row.cluster:
            return
        row.cluster = cluster
        row.version += 1
        row.save(update_fields=["cluster", "version"])
        record(person, DESCRIBED, thing=row)
    elif row.published_at is not None:
        row.published_at = None
        row.save(update_fields=["published_at"])
        record(person, UNPUBLISHED, thing=row)
