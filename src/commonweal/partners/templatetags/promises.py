"""How far a promise is, as a badge: the same word and colour on every page.

{% load promises %} {% progress_badge row.progress %} {% position_badge row.position %} {% due_badge action %}
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django import template
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from commonweal.library import public as library
from commonweal.partners.engine.states import Progress
from commonweal.partners.models import (
    Action,
    ActionState,
    Letter,
    Meeting,
    MeetingState,
    Position,
    Registration,
)
from commonweal.partners.queries.wording import (
    LETTER_BADGES,
    LETTER_NAMES,
    MEETING_BADGES,
    POSITION_BADGES,
    PROGRESS_BADGES,
    REGISTRATION_BADGES,
    access_words,
    days_of,
    held,
    progress_name,
    time_there,
)
from commonweal.ui.templatetags.ui import badge

register = template.Library()


@register.simple_tag(takes_context=True)
def hidden_documents(context: dict[str, Any]) -> frozenset[UUID]:
    """Return the restricted documents of which the reader is shown neither words nor title."""
    return library.hidden_from(context["user"])


@register.simple_tag
def progress_badge(progress: Progress) -> SafeString:
    """Draw how far something is."""
    return badge(PROGRESS_BADGES[progress], capfirst(progress_name(progress)))


@register.simple_tag
def position_badge(position: str | None) -> SafeString:
    """Draw what the addressee says, or that it has not answered."""
    if not position:
        return badge("neutral", _("Not answered yet"))
    return badge(POSITION_BADGES[position], capfirst(str(Position(position).label)))


@register.simple_tag
def due_badge(action: Action) -> SafeString | str:
    """Draw whether an action is overdue or due soon; nothing otherwise."""
    if action.due_state == "overdue":
        return badge("bad", _("Overdue"))
    return badge("warn", _("Due soon")) if action.due_state == "due-soon" else ""


@register.simple_tag
def stale_badge(action: Action) -> SafeString | str:
    """Draw whether nothing was said of an action for long; nothing otherwise."""
    return badge("warn", _("Nothing said for long")) if action.is_stale else ""


@register.simple_tag
def due_text(action: Action) -> str:
    """Say when an action is due, and when it was first, if that was another day.

    What is only proposed is not due.
    """
    if action.state == ActionState.PROPOSED:
        day = date_format(action.due_on)
        return _("proposed to %(owner)s for %(day)s, waits for %(owner)s's yes") % {
            "owner": action.owner.name,
            "day": day,
        }
    if action.state == ActionState.DECLINED:
        return ""
    if action.due_on == action.first_due_on:
        return _("due %(day)s") % {"day": date_format(action.due_on)}
    return _("due %(day)s, first %(first)s") % {
        "day": date_format(action.due_on),
        "first": date_format(action.first_due_on),
    }


@register.simple_tag
def held_at(meeting: Meeting) -> str:
    """Say a meeting's title and, unless the title does, its days."""
    return held(meeting)


@register.simple_tag
def meeting_days(meeting: Meeting) -> str:
    """Say a meeting's days."""
    return days_of(meeting)


@register.simple_tag
def meeting_badge(meeting: Meeting) -> SafeString | str:
    """Draw what became of a planned meeting; nothing where it was simply held."""
    if meeting.state == MeetingState.HELD:
        return ""
    return badge(MEETING_BADGES[meeting.state], capfirst(str(meeting.get_state_display())))


@register.simple_tag
def local_time(instant: datetime, zone: str) -> str:
    """Say an instant by the clock of a zone, and the zone."""
    return time_there(instant, zone=zone)


@register.simple_tag
def access_of(meeting: Meeting) -> str:
    """Say what a meeting's place offers to those who need it."""
    return access_words(meeting)


@register.simple_tag
def registration_badge(registration: Registration) -> SafeString:
    """Draw how a registration stands."""
    kind = REGISTRATION_BADGES[registration.state]
    return badge(kind, capfirst(str(registration.get_state_display())))


@register.simple_tag
def letter_badge(letter: Letter) -> SafeString:
    """Draw whether a mail went."""
    return badge(LETTER_BADGES[letter.state], capfirst(str(letter.get_state_display())))


@register.simple_tag
def letter_says(letter: Letter) -> str:
    """Say what a mail is about."""
    return str(LETTER_NAMES.get(letter.kind, letter.kind))
