"""How long offers and needs are kept, with what was agreed on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commonweal.partners.models import Notice, Uptake
from commonweal.rights.public import Keeping, Link, Term, keep

YEAR = 365


def erase_notices(keys: Sequence[Any]) -> None:
    """Remove offers and needs with the requests for them.

    Args:
        keys: Their ids.
    """
    QuerySet(Uptake).filter(notice__in=keys).delete()
    QuerySet(Notice).filter(pk__in=keys).delete()


keep(
    Keeping(
        thing="partners.Notice",
        name=_("offers and needs, with the requests for them"),
        why=_("What was lent last year is looked up when the same is needed again."),
        term=Term(days=2 * YEAR, maximum=3 * YEAR),
        counts_from="added_at",
        since=_("it was written"),
        erase=erase_notices,
        remains=("sort", "kind", "organisation_id", "added_at"),
        parts=(Link("partners.Uptake", "notice_id"),),
        partner="organisation_id",
    )
)
