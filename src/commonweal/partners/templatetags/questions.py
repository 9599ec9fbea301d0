"""How far questions and promises are, as badges: {% load questions %} {% question_badge row %}."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import ngettext

from commonweal.partners.models import Commitment, Question
from commonweal.partners.queries.institution_year import (
    COMMITMENT_BADGES,
    COMMITMENT_NAMES,
    QUESTION_BADGES,
    QUESTION_NAMES,
)
from commonweal.ui.templatetags.ui import badge

register = template.Library()


@register.simple_tag
def question_badge(row: Question) -> SafeString:
    """Draw whether a question is answered, and by how much its answer is late."""
    words = capfirst(str(QUESTION_NAMES[row.state]))
    late = row.days_late if row.state != "withdrawn" else 0
    if late:
        text = ngettext("%(days)s day late", "%(days)s days late", late) % {"days": late}
        words = f"{words}; {text}"
    return badge(QUESTION_BADGES[row.state], words)


@register.simple_tag
def commitment_badge(row: Commitment) -> SafeString:
    """Draw how far a promise is that was given with an answer."""
    return badge(COMMITMENT_BADGES[row.state], capfirst(str(COMMITMENT_NAMES[row.state])))
