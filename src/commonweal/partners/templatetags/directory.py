"""Words of the directory's pages: languages by name, levels in short.

{% load directory %} {{ profile.languages|languages }} {{ service.level|level }}
"""

from __future__ import annotations

from django import template

from commonweal.partners.queries.directory import language_names, level_name

register = template.Library()


@register.filter
def languages(codes: str | None) -> str:
    """Return the names of languages kept as "sq en"."""
    return language_names(codes or "")


@register.filter
def level(value: str) -> str:
    """Return the short name of a level of prevention."""
    return level_name(value)
