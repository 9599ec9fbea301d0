"""How forms are drawn: as Django draws them, but choices in one go.

Django draws a template for each choice: two hundred of them take longer than the rest of a page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.forms.utils import flatatt
from django.http import HttpRequest
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe

SELECT = "django/forms/widgets/select.html"


class HouseRenderer(DjangoTemplates):
    """Django's renderer, except for lists to choose from."""

    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> SafeString:
        """Return a form's part as HTML."""
        if template_name == SELECT:
            return _select(context["widget"])
        return mark_safe(super().render(template_name, context, request))  # noqa: S308  a template drew it


def _select(widget: Mapping[str, Any]) -> SafeString:
    groups = "".join(_group(name, choices) for name, choices, _number in widget["optgroups"])
    return format_html(
        '<select name="{}"{}>{}\n</select>\n',
        widget["name"],
        flatatt(widget["attrs"]),
        mark_safe(groups),  # noqa: S308  each is escaped
    )


def _group(name: str | None, choices: Iterable[Mapping[str, Any]]) -> str:
    options = "".join(map(_option, choices))
    if not name:
        return options
    return f'\n  <optgroup label="{conditional_escape(name)}">{options}\n  </optgroup>'


def _option(choice: Mapping[str, Any]) -> str:
    value, label = escape(str(choice["value"])), conditional_escape(choice["label"])
    return f'\n  <option value="{value}"{flatatt(choice["attrs"])}>{label}</option>'
