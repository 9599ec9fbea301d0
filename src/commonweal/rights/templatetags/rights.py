"""People's names, for those who may know them; who can see a record; and notes beside it.

{% load rights %} {{ row.person|named_for:user }} {% who_sees document %} {% notes_beside document %}
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from commonweal.rights.queries.notes import notes_beside as notes_of
from commonweal.rights.rules.people import sees_names
from commonweal.rights.rules.roles import speaks_for, works_here

if TYPE_CHECKING:
    from django.db.models import Model

register = template.Library()
MOST_NOTES = 5


@register.filter
def named_for(person: Any, reader: Any) -> str:
    """Return a person's name; nothing for a reader who may know only for whom they acted."""
    return str(person.name) if person is not None and sees_names(reader) else ""


@register.filter
def works(reader: Any) -> bool:
    """Say whether a reader takes part in the work, so that only they are offered its forms."""
    return works_here(reader)


@register.filter
def speaks(reader: Any) -> bool:
    """Say whether a reader acts in a partner's name, so that only they are offered its forms."""
    return works_here(reader) and speaks_for(reader) is not None


@register.simple_tag
def who_sees(row: Model) -> SafeString:
    """Draw the way to the page that says who can see a record, and why."""
    address = reverse("rights:who", args=[row._meta.label, row.pk])
    return format_html('<a class="who" href="{}">{}</a>', address, _("Who can see this?"))


@register.inclusion_tag("rights/notes_beside.html", takes_context=True)
def notes_beside(context: dict[str, Any], row: Model) -> dict[str, Any]:
    """Draw the notes beside a record that the reader may read, and the way to write one."""
    reader = context["user"]
    found = list(notes_of(row, person=reader)[: MOST_NOTES + 1])
    for note in found:
        note.is_shared = any(each.revoked_at is None for each in note.shares.all())  # type: ignore[attr-defined]  # for the template
    return {
        "user": reader,
        "notes": found[:MOST_NOTES],
        "has_more": len(found) > MOST_NOTES,
        "own": speaks_for(reader),
        # Somebody else's eyes are not offered what they could not do through them.
        "may_add": speaks(reader) and getattr(reader, "viewer", None) is None,
        "thing": row._meta.label,
        "key": row.pk,
    }
