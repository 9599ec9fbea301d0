"""In which time zone people here meet, so that nobody looks for it among hundreds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from commonweal.partners.models import Meeting
from commonweal.partners.rules.meetings import SEE_MEETING
from commonweal.partners.rules.taking_part import organisation_of

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader


def zone_offered(person: Reader) -> str:
    """Return the zone of the meeting planned last: by the person's partner, else by anybody; the workspace's where none was.

    Args:
        person: Who plans a meeting.
    """
    rows = Meeting.objects.filter(SEE_MEETING.rows(person)).exclude(time_zone="")
    zones = rows.order_by("-added_at", "pk").values_list("time_zone", flat=True)
    own = organisation_of(person)
    ours = zones.filter(Q(convener_id=own) | Q(recorder_id=own)).first() if own else None
    return ours or zones.first() or timezone.get_current_timezone_name()
