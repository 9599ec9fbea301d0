"""What of minutes waits, on people's first pages: words to propose while there is time, proposals to decide."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.kernel.today import TodayItem
from commonweal.partners.engine.local_time import wall_of
from commonweal.partners.models import AmendmentState, Minutes, MinutesPhase
from commonweal.partners.queries.wording import zone_of
from commonweal.partners.rules.minutes import AMEND_MINUTES
from commonweal.partners.rules.taking_part import acting_for

if TYPE_CHECKING:
    from commonweal.rights.models import Person

SHOWN = 10


def of_minutes(person: Person) -> Iterator[TodayItem]:
    """Yield minutes for which words may be proposed, and those whose proposals, or last step, wait.

    Args:
        person: Whose first page it is.
    """
    own, now = acting_for(person), timezone.now()
    ours = Q(meeting__recorder_id=own) | Q(meeting__convener_id=own)
    opened = Minutes.objects.filter(phase=MinutesPhase.AMENDMENT).select_related("meeting")
    to_read = opened.filter(AMEND_MINUTES.rows(person)).exclude(ours).order_by("amend_until")
    for row in to_read[:SHOWN]:
        yield _item(row, _("Read the minutes; other words may be proposed"), is_due=True)
    waiting = Count("amendments", filter=Q(amendments__state=AmendmentState.OPEN))
    for each in opened.filter(ours).annotate(waiting=waiting).order_by("amend_until")[:SHOWN]:
        if each.waiting:
            words = ngettext("%(count)s wording proposed for minutes waits for your decision.", "%(count)s wordings proposed for minutes wait for your decision.", each.waiting)  # fmt: skip
            yield _item(each, words % {"count": each.waiting})
        elif each.amend_until and each.amend_until <= now:
            yield _item(each, _("Make the minutes final: the time to propose other words is over."))


def _item(row: Minutes, text: str, *, is_due: bool = False) -> TodayItem:
    until = row.amend_until
    return TodayItem(
        kind="due" if is_due else "waiting",
        text=text,
        address=row.get_absolute_url(),
        detail=_("“%(meeting)s”") % {"meeting": row.meeting.title},
        due_on=wall_of(until, zone=zone_of(row.meeting)).date() if is_due and until else None,
    )
