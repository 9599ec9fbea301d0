"""How long it is kept which mails were sent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.rights.public import Keeping, Term, keep
from commonweal.today.models import Mail


def erase_mails(keys: Sequence[Any]) -> None:
    """Remove the rows of mails.

    Args:
        keys: Their ids.
    """
    Mail.objects.filter(pk__in=keys).delete()


keep(
    Keeping(
        thing="today.Mail",
        name=_("which mails were sent"),
        why=_("Long enough to see that mail works; the rows hold numbers and no words."),
        term=Term(days=35, maximum=35),
        counts_from="made_at",
        since=_("the mail was made"),
        erase=erase_mails,
        is_content=False,
    )
)
