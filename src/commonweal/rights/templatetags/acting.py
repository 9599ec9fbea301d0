"""Every form says for which partner its page was opened: loaded for all templates in place of Django's own tag.

{% csrf_token %}
"""

from __future__ import annotations

from typing import Any

from django import template
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html
from django.utils.safestring import SafeString

from commonweal.rights.middleware.acting import FIELD, said_for

register = template.Library()


class FormTokenNode(CsrfTokenNode):
    """Draws Django's token against forged forms, and beside it for whom the reader acts."""

    def render(self, context: Any) -> SafeString:
        token = super().render(context)
        reader = context.get("user") or getattr(context.get("request"), "user", None)
        if not token or not getattr(reader, "is_authenticated", False):
            return format_html("{}", token)
        return format_html(
            '{}<input type="hidden" name="{}" value="{}">', token, FIELD, said_for(reader)
        )


@register.tag
def csrf_token(_parser: Any, _token: Any) -> FormTokenNode:
    """Draw the hidden fields that every form needs."""
    return FormTokenNode()
