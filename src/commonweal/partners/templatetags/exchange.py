"""Why an offer and a need fit, in words; how far one is, drawn."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from commonweal.partners.engine.exchange import Reason
from commonweal.partners.queries.directory import language_name
from commonweal.partners.queries.exchange import STAGE_BADGES, STAGE_NAMES
from commonweal.ui.templatetags.ui import badge

register = template.Library()


@register.simple_tag
def notice_badge(stage: str) -> SafeString:
    """Draw how far an offer or a need is."""
    return badge(STAGE_BADGES[stage], capfirst(str(STAGE_NAMES[stage])))


@register.filter
def in_words(reason: Reason) -> str:
    """Say why two things fit, or what stands against it."""
    facts = ", ".join(reason.facts)
    spoken = ", ".join(language_name(code) for code in reason.facts)
    words = {
        "kind": _("the same kind"),
        "days": _("at a time when both can"),
        "any-day": _("no day is named"),
        "place": _("both in %(places)s") % {"places": facts},
        "any-place": _("anywhere"),
        "other-place": _("but in different places: %(places)s") % {"places": facts},
        "languages": _("in a language of both: %(languages)s") % {"languages": spoken},
        "no-language": _("but no language of both is named"),
    }
    return words[reason.ground]
