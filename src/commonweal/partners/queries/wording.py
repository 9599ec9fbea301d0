"""How states and days are called, for pages and papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.partners.engine.states import Progress

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from commonweal.partners.models import Meeting

PROGRESS_NAMES: dict[Progress, Promise] = {
    "not-started": gettext_lazy("not started"),
    "planned": gettext_lazy("planned"),
    "ongoing": gettext_lazy("ongoing"),
    "reported-done": gettext_lazy("reported done"),
    "confirmed": gettext_lazy("confirmed"),
    "contested": gettext_lazy("contested"),
    "cancelled": gettext_lazy("cancelled"),
    "withdrawn": gettext_lazy("mark taken back"),
}
PROGRESS_BADGES: dict[Progress, str] = {
    "not-started": "neutral",
    "planned": "info",
    "ongoing": "info",
    "reported-done": "warn",
    "confirmed": "ok",
    "contested": "bad",
    "cancelled": "neutral",
    "withdrawn": "neutral",
}
# To disagree, with a reason, is a partner's right: it is not drawn as a fault.
POSITION_BADGES = {"supported": "ok", "in-part": "info", "not-agreed": "warn"}


def progress_name(progress: Progress) -> str:
    """Return how a state is called."""
    return str(PROGRESS_NAMES[progress])


def days_of(meeting: Meeting) -> str:
    """Return the days of a meeting: as dates where they are known, else as they were written."""
    if meeting.start is None:
        return meeting.date_text
    first = date_format(meeting.start)
    if meeting.end is None or meeting.end == meeting.start:
        return first
    return _("%(first)s to %(last)s") % {"first": first, "last": date_format(meeting.end)}
