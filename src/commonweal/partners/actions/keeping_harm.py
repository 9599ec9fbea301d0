"""How long do-no-harm checks are kept, and how they are erased."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.partners.models import HarmAnswer, HarmCheck
from commonweal.rights.public import Keeping, Link, Term, keep

YEAR = 365


def erase_checks(keys: Sequence[Any]) -> None:
    """Remove do-no-harm checks with their answers.

    Args:
        keys: The checks' ids.
    """
    HarmAnswer.objects.filter(check_of__in=keys).delete()
    HarmCheck.objects.filter(pk__in=keys).delete()


keep(
    Keeping(
        thing="partners.HarmCheck",
        name=_("do-no-harm checks"),
        why=_("Whether harm was foreseen is looked up as long as what was checked is remembered."),
        term=Term(days=10 * YEAR, maximum=15 * YEAR),
        counts_from="begun_at",
        since=_("the check was begun; going on with it changes nothing"),
        erase=erase_checks,
        remains=("subject", "subject_id", "done_at", "keeper_id"),
        parts=(Link("partners.HarmAnswer", "check_of_id"),),
        partner="keeper_id",
    )
)
