"""How far a partnership is, drawn; what it is called in a list."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import ngettext

from commonweal.partners.engine.partnerships import Stage
from commonweal.partners.models import Partnership
from commonweal.partners.queries.partnerships import STAGE_BADGES, STAGE_NAMES
from commonweal.ui.templatetags.ui import badge

register = template.Library()


@register.simple_tag
def stage_badge(stage: Stage) -> SafeString:
    """Draw how far a partnership is."""
    return badge(STAGE_BADGES[stage], capfirst(str(STAGE_NAMES[stage])))


@register.simple_tag
def members_shown(row: Partnership) -> str:
    """Name the members whose own people said yes to that; count the others."""
    now = [each for each in row.members.all() if each.left_on is None]
    named = [each.organisation.name for each in now if each.is_named]
    others = len(now) - len(named)
    if not named:
        words = ngettext("%(count)s member", "%(count)s members", others)
        return words % {"count": others}
    if not others:
        return "; ".join(named)
    words = ngettext(
        "%(names)s; and %(count)s further member",
        "%(names)s; and %(count)s further members",
        others,
    )
    return words % {"names": "; ".join(named), "count": others}
