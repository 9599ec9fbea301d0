"""How a figure of the plan is called: "planned", "approved", or what it counts."""

from __future__ import annotations

from typing import Any, cast

from django import template
from django.utils.translation import gettext as _

from commonweal.partners.models import ActivityState, ConcernState, ObjectiveState, PreventionPlan
from commonweal.partners.queries.wording import PROGRESS_NAMES, progress_name
from commonweal.partners.rules.prevention import KEEP_PLAN

register = template.Library()
CHOICES: dict[str, Any] = {
    "objectives": ObjectiveState,
    "activities": ActivityState,
    "concerns": ConcernState,
}


@register.filter
def state_words(state: str, what: str) -> str:
    """Return a state in words; without one, what is counted."""
    if not state:
        return {
            "objectives": _("objectives"),
            "concerns": _("concerns"),
            "recommendations": _("recommendations"),
            "actions": _("actions"),
            "activities": _("activities"),
            "indicators": _("indicators"),
        }.get(what, "")
    if what in CHOICES:
        return str(dict(CHOICES[what].choices).get(state, state))
    return progress_name(cast("Any", state)) if state in PROGRESS_NAMES else state


@register.simple_tag
def plans_to_write(person: Any) -> list[PreventionPlan]:
    """Return the newest plans that a person writes, for a way from a concern to an objective."""
    return list(PreventionPlan.objects.filter(KEEP_PLAN.rows(person))[:3])
