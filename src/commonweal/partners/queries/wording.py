"""How states and days are called, for pages and papers."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.partners.engine.local_time import wall_of
from commonweal.partners.engine.states import Progress

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from commonweal.partners.models import Meeting, Recommendation

PROGRESS_NAMES: dict[Progress, Promise] = {
    "proposed": gettext_lazy("proposed"),
    "declined": gettext_lazy("not taken on"),
    "not-started": gettext_lazy("not started"),
    "planned": gettext_lazy("planned"),
    "ongoing": gettext_lazy("ongoing"),
    "partially-implemented": gettext_lazy("partially implemented"),
    "reported-done": gettext_lazy("reported done"),
    "confirmed": gettext_lazy("implemented, confirmed"),
    "contested": gettext_lazy("contested"),
    "not-implemented": gettext_lazy("not implemented"),
    "superseded": gettext_lazy("superseded"),
    "cancelled": gettext_lazy("cancelled"),
    "withdrawn": gettext_lazy("mark taken back"),
}
PROGRESS_BADGES: dict[Progress, str] = {
    "proposed": "neutral",
    "declined": "neutral",
    "not-started": "neutral",
    "planned": "info",
    "ongoing": "info",
    "partially-implemented": "info",
    "reported-done": "warn",
    "confirmed": "ok",
    "contested": "bad",
    "not-implemented": "warn",
    "superseded": "neutral",
    "cancelled": "neutral",
    "withdrawn": "neutral",
}
# To disagree, with a reason, is a partner's right: it is not drawn as a fault.
POSITION_BADGES = {"supported": "ok", "in-part": "info", "not-agreed": "warn"}


MEETING_BADGES = {
    "draft": "neutral",
    "announced": "info",
    "held": "ok",
    "postponed": "warn",
    "cancelled": "bad",
}

STAGE_NAMES: dict[str, Promise] = {
    "minutes_draft": gettext_lazy("minutes are drafted"),
    "minutes_amendment": gettext_lazy("minutes are open for amendments"),
    "minutes_final": gettext_lazy("minutes are final"),
}
MINUTES_BADGES = {"draft": "neutral", "convener": "neutral", "amendment": "info", "final": "ok"}
AMENDMENT_BADGES = {"open": "warn", "taken": "ok", "declined": "neutral", "withdrawn": "neutral"}
REGISTRATION_BADGES = {
    "invited": "neutral",
    "pending": "warn",
    "confirmed": "ok",
    "waitlisted": "info",
    "offered": "info",
    "declined": "neutral",
    "rejected": "neutral",
    "withdrawn": "neutral",
}
LETTER_BADGES = {"queued": "info", "sending": "info", "sent": "ok", "failed": "bad"}
LETTER_NAMES = {
    "prove": gettext_lazy("the link to register"),
    "again": gettext_lazy("registered already"),
    "confirmed": gettext_lazy("a place"),
    "waitlisted": gettext_lazy("the waiting list"),
    "pending": gettext_lazy("received"),
    "offered": gettext_lazy("an offered place"),
    "expired": gettext_lazy("an offer that ran out"),
    "rejected": gettext_lazy("not accepted"),
    "withdrawn": gettext_lazy("withdrawn"),
    "changed": gettext_lazy("a late change decided"),
    "invited": gettext_lazy("an invitation"),
    "moved": gettext_lazy("another time or place"),
    "postponed": gettext_lazy("postponed"),
    "cancelled": gettext_lazy("cancelled"),
}

# What a table may say that is for others to say here.
FILE_NAMES = {
    "position": gettext_lazy("Answer"),
    "lead": gettext_lazy("Lead"),
    "supporting": gettext_lazy("Supporting"),
    "progress": gettext_lazy("How far"),
    "self_assessed_on": gettext_lazy("Said by its addressee on"),
    "independent_assessment": gettext_lazy("What others said"),
    "evidence_urls": gettext_lazy("Evidence"),
}

_WORD = re.compile(r"\w+")


def progress_name(progress: Progress) -> str:
    """Return how a state is called."""
    return str(PROGRESS_NAMES[progress])


def said_in_file(row: Recommendation) -> list[tuple[str, str]]:
    """Return what a table said of a recommendation that is for others to say here, with its names."""
    values = row.from_file
    return [(str(name), values[key]) for key, name in FILE_NAMES.items() if values.get(key)]


def held(meeting: Meeting) -> str:
    """Return a meeting's title in quotation marks, and its days unless the title has them."""
    title = _("“%(title)s”") % {"title": meeting.title}
    days = "" if _says_its_days(meeting) else days_of(meeting)
    return _("%(meeting)s, %(days)s") % {"meeting": title, "days": days} if days else title


def _says_its_days(meeting: Meeting) -> bool:
    """Return whether the title holds the day, the month and the year of each day of the meeting."""
    if meeting.start is None:
        return bool(meeting.date_text) and meeting.date_text.casefold() in meeting.title.casefold()
    words = set(_WORD.findall(meeting.title.casefold()))
    days = (meeting.start, meeting.end or meeting.start)
    return all(
        {str(day.day), str(day.year)} <= words
        and ({date_format(day, "F").casefold(), date_format(day, "N").casefold()} & words)
        for day in days
    )


def days_of(meeting: Meeting) -> str:
    """Return the days of a meeting: as dates where they are known, else as they were written."""
    if meeting.start is None:
        return meeting.date_text
    first = date_format(meeting.start)
    if meeting.end is None or meeting.end == meeting.start:
        return first
    return _("%(first)s to %(last)s") % {"first": first, "last": date_format(meeting.end)}


def time_there(instant: datetime, *, zone: str) -> str:
    """Return an instant as the clocks of a zone show it, with the zone's name; of the workspace's if empty."""
    zone = zone or timezone.get_default_timezone_name()
    shown = date_format(wall_of(instant, zone=zone), "DATETIME_FORMAT")
    return _("%(time)s (%(zone)s)") % {"time": shown, "zone": zone}


def zone_of(meeting: Meeting) -> str:
    """Return the zone in which a meeting's times are meant: its own, or the workspace's where it has none."""
    return meeting.time_zone or timezone.get_default_timezone_name()


def access_words(meeting: Meeting) -> str:
    """Return what a meeting's place offers to those who need it, in words."""
    offered = {
        _("step-free"): meeting.is_step_free,
        _("interpretation"): meeting.has_interpretation,
        _("sign language"): meeting.has_sign_language,
        _("hearing loop"): meeting.has_hearing_loop,
        meeting.place_note: bool(meeting.place_note),
    }
    return "; ".join(words for words, is_there in offered.items() if is_there)
