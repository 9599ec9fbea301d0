"""Kinds of values, and single values, in the words of a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commonweal.kernel.place_notes import noted
from commonweal.library.queries.names import commitment_name, event_name, kind_name
from commonweal.library.queries.records import day

PART_NAMES: Mapping[str, str | Promise] = {
    "title": _("title"),
    "kind": _("kind of document"),
    "date_issued": _("day of issue"),
    "event.type": _("kind of event"),
    "event.name": _("name of the event"),
    "event.start": _("first day"),
    "event.end": _("last day"),
    "event.date_text": _("day as printed"),
    "event.place": _("place"),
    "event.country": _("country"),
    "event.participants": _("number of participants"),
    "event.registration_deadline": _("last day to register"),
    "issued_by": _("who issued it"),
    "fields_of_work": _("field of work"),
    "organisations": _("organisation"),
    "people": _("person in the passage"),
    "projects": _("project"),
    "funders": _("who paid"),
    "publications": _("publication"),
    "commitments": _("promise"),
    "quotes": _("quotation"),
}
_DAYS = frozenset({"date_issued", "event.start", "event.end", "event.registration_deadline"})


def part_name(part: str) -> str:
    """Return what people call a kind of value."""
    return str(PART_NAMES.get(part, part))


def value_words(part: str, value: Any) -> str:
    """Return a value as a person reads it; "nothing" for None.

    Args:
        part: What kind of value it is.
        value: As JSON.
    """
    if value is None:
        return str(_("nothing"))
    if isinstance(value, Mapping):
        return _entry(part, value)
    if part in _DAYS:
        found = day(value)
        return date_format(found) if found else str(value)
    if part == "event.country":
        return noted(str(value), settings.PLACE_NOTES)
    names = {"kind": kind_name, "event.type": event_name}
    return names[part](str(value)) if part in names else str(value)


def _entry(part: str, value: Mapping[str, Any]) -> str:
    if part == "commitments":
        soft = str(_(", softly put")) if value.get("strength") == "soft" else ""
        return f"{value.get('text')} ({commitment_name(value.get('type') or '')}{soft})"
    if part == "quotes":
        return f"{value.get('text')} – {value.get('speaker') or _('nobody is named')}"
    return ", ".join(str(words) for words in value.values() if words)
