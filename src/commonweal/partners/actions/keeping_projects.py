"""How long projects and their money are kept, and how they are erased."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.partners.actions.keeping_harm import erase_checks
from commonweal.partners.models import (
    HarmCheck,
    Project,
    ProjectBudget,
    ProjectPhase,
    ProjectResult,
    ProjectRole,
    ProjectState,
    ProjectTransaction,
)
from commonweal.rights.public import Keeping, Link, Term, keep, needed_by, stays

YEAR = 365


def erase_projects(keys: Sequence[Any]) -> None:
    """Remove projects with their money, results and do-no-harm checks.

    Args:
        keys: The projects' ids.
    """
    ProjectRole.objects.filter(project__in=keys).delete()
    ProjectPhase.objects.filter(project__in=keys).delete()
    ProjectBudget.objects.filter(project__in=keys).delete()
    ProjectTransaction.objects.filter(project__in=keys).delete()
    ProjectResult.objects.filter(project__in=keys).delete()
    checks = HarmCheck.objects.filter(subject="project", subject_id__in=keys)
    erase_checks(list(checks.values_list("pk", flat=True)))
    Project.objects.filter(pk__in=keys).delete()


def projects_under_way(keys: Sequence[Any]) -> set[Any]:
    """Return the projects that are neither closed nor cancelled.

    Args:
        keys: The ids of projects.
    """
    over = (ProjectState.CLOSED, ProjectState.CANCELLED)
    rows = Project.objects.filter(pk__in=keys).exclude(state__in=over)
    return set(rows.values_list("pk", flat=True))


keep(
    Keeping(
        thing="partners.Project",
        name=_("projects, with their money and results"),
        why=_("Funders may ask for the books for ten years."),
        term=Term(days=10 * YEAR, maximum=15 * YEAR),
        counts_from="added_at",
        since=_("the project was added; changing it changes nothing"),
        erase=erase_projects,
        remains=("state", "planned_start", "planned_end", "keeper_id"),
        parts=(
            Link("partners.ProjectRole", "project_id"),
            Link("partners.ProjectPhase", "project_id"),
            Link("partners.ProjectBudget", "project_id"),
            Link("partners.ProjectTransaction", "project_id"),
            Link("partners.ProjectResult", "project_id"),
        ),
        partner="keeper_id",
    )
)
stays("partners.PartnerReference", _("Public identifiers of institutions, not of people."))
needed_by("partners.Project", projects_under_way)
