"""How a figure of the plan is called: "planned", "approved", or what it counts."""

from __future__ import annotations

from typing import Any, cast

from django import template
from django.utils.translation import ngettext_lazy

from commonweal.partners.models import ActivityState, ConcernState, ObjectiveState, PreventionPlan
from commonweal.partners.queries.wording import PROGRESS_NAMES, progress_name
from commonweal.partners.rules.prevention import KEEP_PLAN

register = template.Library()
CHOICES: dict[str, Any] = {
    "objectives": ObjectiveState,
    "activities": ActivityState,
    "concerns": ConcernState,
}
COUNTED = {
    "objectives": ngettext_lazy("%(count)s objective", "%(count)s objectives", "count"),
    "concerns": ngettext_lazy("%(count)s concern", "%(count)s concerns", "count"),
    "recommendations": ngettext_lazy("%(count)s recommendation", "%(count)s recommendations", "count"),
    "actions": ngettext_lazy("%(count)s action", "%(count)s actions", "count"),
    "activities": ngettext_lazy("%(count)s activity", "%(count)s activities", "count"),
    "indicators": ngettext_lazy("%(count)s indicator", "%(count)s indicators", "count"),
}  # fmt: skip


@register.simple_tag
def counted(count: int, what: str, state: str = "") -> str:
    """Return a figure in words: "1 recommendation", "3 planned".

    Args:
        count: How many.
        what: What is counted, one of ``queries.prevention.LISTS``.
        state: How far it is; empty for all.
    """
    if state:
        return f"{count} {_state(state, what)}"
    return str(COUNTED[what] % {"count": count})


def _state(state: str, what: str) -> str:
    if what in CHOICES:
        return str(dict(CHOICES[what].choices).get(state, state))
    return progress_name(cast("Any", state)) if state in PROGRESS_NAMES else state


@register.simple_tag
def plans_to_write(person: Any) -> list[PreventionPlan]:
    """Return the newest plans that a person writes, for a way from a concern to an objective."""
    return list(PreventionPlan.objects.filter(KEEP_PLAN.rows(person))[:3])
