"""How far a concern is, as a badge, and what was said of it.

{% load concerns %} {% concern_badge row %} {% step_name step %}
"""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from commonweal.partners.models import Concern, ConcernStep
from commonweal.partners.queries.wording_concerns import CONCERN_BADGES
from commonweal.ui.templatetags.ui import badge

register = template.Library()


@register.simple_tag
def concern_badge(row: Concern) -> SafeString:
    """Draw how far a concern is."""
    return badge(CONCERN_BADGES[row.state], capfirst(str(row.get_state_display())))


@register.simple_tag
def step_name(step: ConcernStep) -> str:
    """Say what was said of a concern."""
    return capfirst(str(step.get_kind_display()))
