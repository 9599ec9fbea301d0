"""What concerns say on a person's first page: what is late or due, for the co-ordinator and for who took it up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.kernel.today import TodayItem
from commonweal.partners.engine.concerns import last_raised_in_time, last_taken_up_in_time
from commonweal.partners.engine.states import DUE_SOON_DAYS
from commonweal.partners.models import Concern, ConcernState
from commonweal.partners.queries.concerns import clock_of
from commonweal.partners.rules.taking_part import organisation_of
from commonweal.rights.public import Role, coordinates

if TYPE_CHECKING:
    from commonweal.rights.models import Person

SHOWN = 5
WORDS = 24


def concerns_today(person: Person) -> Iterator[TodayItem]:
    """Yield what waits too long for the co-ordinator, and what is due for the partner that took it up.

    Args:
        person: Whose first page it is.
    """
    today = timezone.localdate()
    if coordinates(person):
        yield from _late_everywhere()
    own = organisation_of(person)
    if own is None:
        return
    soon = last_taken_up_in_time(today) + timedelta(days=DUE_SOON_DAYS)
    ours = Concern.objects.filter(taken_up_by_id=own, state=ConcernState.TAKEN_UP)
    due = ours.filter(taken_up_on__lte=soon).order_by("taken_up_on", "pk")
    for row in due[:SHOWN]:
        last, is_over = clock_of(row, today=today)
        yield TodayItem(
            kind="due",
            text=_("Answer concern %(number)s: %(text)s")
            % {"number": row.label, "text": Truncator(row.text).words(WORDS)},
            address=row.get_absolute_url(),
            due_on=last,
            detail=_("its time is over") if is_over else "",
        )
    count = due.count()
    if count > SHOWN:
        yield TodayItem(
            kind="due",
            text=_("All %(count)s") % {"count": count},
            address=_list(state=ConcernState.TAKEN_UP.value, partner=own),
            count=count - SHOWN,
        )


def _late_everywhere() -> Iterator[TodayItem]:
    today = timezone.localdate()
    raised = Concern.objects.filter(
        state=ConcernState.RAISED, raised_on__lt=last_raised_in_time(today)
    ).count()
    taken = Concern.objects.filter(
        state=ConcernState.TAKEN_UP, taken_up_on__lt=last_taken_up_in_time(today)
    ).count()
    words = (
        (raised, ConcernState.RAISED, ngettext("%(count)s concern was not taken up in time.", "%(count)s concerns were not taken up in time.", raised)),
        (taken, ConcernState.TAKEN_UP, ngettext("%(count)s concern was not answered in time.", "%(count)s concerns were not answered in time.", taken)),
    )  # fmt: skip
    for count, state, text in words:
        if count:
            yield TodayItem(
                kind="waiting",
                text=text % {"count": count},
                address=_list(state=state.value, late="on"),
                role=Role.COORDINATOR,
                count=count,
            )


def _list(**filters: object) -> str:
    return f"{reverse('partners:concerns')}?{urlencode(filters)}"
