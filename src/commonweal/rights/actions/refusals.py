"""That somebody was refused a page is kept: need to know is only worth what is seen to hold."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy

from commonweal.rights.actions.trail import Thing, record, verb
from commonweal.rights.models import Person

REFUSED = verb("rights.page.refused", gettext_lazy("was refused a page"))


@transaction.atomic
def record_refusal(person: Person, *, page: str) -> None:
    """Note that a page did not open for somebody who is signed in.

    Args:
        person: Who knocked.
        page: The page's name, such as ``library:remove``; never its address, which may name a row.
    """
    record(person, REFUSED, thing=Thing("rights.Page", page[:64]))
