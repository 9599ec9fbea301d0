"""How far a partnership is, drawn; what it is called in a list."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from commonweal.partners.engine.partnerships import Stage
from commonweal.partners.queries.partnerships import STAGE_BADGES, STAGE_NAMES
from commonweal.ui.templatetags.ui import badge

register = template.Library()


@register.simple_tag
def stage_badge(stage: Stage) -> SafeString:
    """Draw how far a partnership is."""
    return badge(STAGE_BADGES[stage], capfirst(str(STAGE_NAMES[stage])))
