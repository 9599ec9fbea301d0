"""What restricts a document, on its page and in lists.

{% load restrictions %} {% restriction document %} {% restricted_among page as restricted %}
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import template

from commonweal.library.queries.restrictions import restricted
from commonweal.library.queries.restrictions import restricted_among as among
from commonweal.library.rules import RESTRICT_DOCUMENT

if TYPE_CHECKING:
    from commonweal.library.models import Document

register = template.Library()


@register.inclusion_tag("library/restriction.html", takes_context=True)
def restriction(context: dict[str, Any], document: Document) -> dict[str, Any]:
    """Draw who alone may see a document and why, and the way to change that."""
    reader = context["user"]
    # Somebody else's eyes are not offered what they could not do through them.
    is_own_eyes = getattr(reader, "viewer", None) is None
    return {
        "user": reader,
        "document": document,
        "restricted": restricted(document),
        "may_restrict": is_own_eyes and RESTRICT_DOCUMENT.allows(reader, document),
    }


@register.simple_tag
def restricted_among(documents: Iterable[Document]) -> frozenset[UUID]:
    """Return which of a page's documents are restricted."""
    return among(documents)
