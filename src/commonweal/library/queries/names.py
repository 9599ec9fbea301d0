"""The reader's own terms in the language of the person who looks."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

KINDS: Mapping[str, str | Promise] = {
    "news item": _("news item"),
    "press release": _("press release"),
    "event": _("event page"),
    "other": _("other document"),
}
EVENTS: Mapping[str, str | Promise] = {
    "meeting": _("meeting"),
    "workshop": _("workshop"),
    "training": _("training"),
    "seminar": _("seminar"),
    "conference": _("conference"),
    "roundtable": _("round table"),
    "exercise": _("exercise"),
    "launch": _("launch"),
    "visit": _("visit"),
    "other": _("other event"),
}
COMMITMENTS: Mapping[str, str | Promise] = {
    "recommendation": _("recommendation"),
    "commitment": _("commitment"),
    "next step": _("next step"),
}


def kind_name(kind: str) -> str:
    """Return the name of a kind of document."""
    return str(KINDS.get(kind, kind))


def event_name(kind: str) -> str:
    """Return the name of a type of event."""
    return str(EVENTS.get(kind, kind))


def commitment_name(kind: str) -> str:
    """Return the name of a type of commitment."""
    return str(COMMITMENTS.get(kind, kind))


def language_name(code: str) -> str:
    """Return the name of a language, or its code where it has no name here."""
    try:
        return str(get_language_info(code.lower())["name_translated"])
    except KeyError:
        return code
