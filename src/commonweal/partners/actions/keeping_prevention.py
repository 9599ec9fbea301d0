"""How long the plan, its words, and what was said of them are kept, and how they are erased."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonweal.partners.models import (
    Activity,
    Indicator,
    IndicatorValue,
    Meaning,
    MeaningView,
    MeaningWording,
    Objective,
    ObjectiveComment,
    PreventionPlan,
)
from commonweal.rights.public import Keeping, Link, Term, keep, needed_by

YEAR = 365


def erase_plans(keys: Sequence[Any]) -> None:
    """Remove plans with their objectives; promises that hung under them stay.

    Args:
        keys: The plans' ids.
    """
    IndicatorValue.objects.filter(indicator__objective__plan__in=keys).delete()
    Indicator.objects.filter(objective__plan__in=keys).delete()
    Activity.objects.filter(objective__plan__in=keys).delete()
    ObjectiveComment.objects.filter(objective__plan__in=keys).delete()
    Objective.objects.filter(plan__in=keys).delete()
    PreventionPlan.objects.filter(pk__in=keys).delete()


def erase_meanings(keys: Sequence[Any]) -> None:
    """Remove words with their wordings and what partners said of them.

    Args:
        keys: The words' ids.
    """
    MeaningView.objects.filter(wording__meaning__in=keys).delete()
    MeaningWording.objects.filter(meaning__in=keys).delete()
    Meaning.objects.filter(pk__in=keys).delete()


def plans_in_force(keys: Sequence[Any]) -> set[Any]:
    """Return the plans whose last day is to come.

    Args:
        keys: The ids of plans.
    """
    today = timezone.localdate()
    rows = PreventionPlan.objects.filter(Q(end__gte=today), pk__in=keys)
    return set(rows.values_list("pk", flat=True))


keep(
    Keeping(
        thing="partners.PreventionPlan",
        name=_("prevention plans, with objectives and indicators"),
        why=_("The next plan is measured against this one and the one before."),
        term=Term(days=10 * YEAR, maximum=15 * YEAR),
        counts_from="added_at",
        since=_("the plan was begun; changing it changes nothing"),
        erase=erase_plans,
        remains=("start", "end", "keeper_id"),
        parts=(
            Link("partners.Objective", "plan_id"),
            Link("partners.Objective_concerns", "objective__plan_id"),
            Link("partners.Objective_recommendations", "objective__plan_id"),
            Link("partners.Objective_actions", "objective__plan_id"),
            Link("partners.ObjectiveComment", "objective__plan_id"),
            Link("partners.Activity", "objective__plan_id"),
            Link("partners.Indicator", "objective__plan_id"),
            Link("partners.IndicatorValue", "indicator__objective__plan_id"),
        ),
        partner="keeper_id",
    )
)
keep(
    Keeping(
        thing="partners.Meaning",
        name=_("what words mean here, with each wording"),
        why=_("What a plan meant by a word must be readable as long as the plan."),
        term=Term(days=10 * YEAR, maximum=15 * YEAR),
        counts_from="added_at",
        since=_("the word was added; another wording changes nothing"),
        erase=erase_meanings,
        remains=("keeper_id",),
        parts=(
            Link("partners.MeaningWording", "meaning_id"),
            Link("partners.MeaningView", "wording__meaning_id"),
        ),
        partner="keeper_id",
    )
)
needed_by("partners.PreventionPlan", plans_in_force)
