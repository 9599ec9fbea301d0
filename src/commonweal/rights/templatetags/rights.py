"""People's names, for those who may know them; who can see a record; and notes beside it.

{% load rights %} {{ row.person|named_for:user }}
"""

from __future__ import annotations

from typing import Any

from django import template

from commonweal.rights.rules.people import sees_names
from commonweal.rights.rules.roles import works_here

register = template.Library()


@register.filter
def named_for(person: Any, reader: Any) -> str:
    """Return a person's name; nothing for a reader who may know only for whom they acted."""
    return str(person.name) if person is not None and sees_names(reader) else ""


@register.filter
def works(reader: Any) -> bool:
    """Say whether a reader takes part in the work, so that only they are offered its forms."""
    return works_here(reader)
