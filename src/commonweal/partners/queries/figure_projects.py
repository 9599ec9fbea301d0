"""Figures of projects: those under way, the money that moved, the results that were measured; for donors too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from commonweal.partners.models import (
    Project,
    ProjectResult,
    ProjectState,
    ProjectTransaction,
    TransactionKind,
)
from commonweal.partners.queries.figure_scope import Cells, Scope, as_day
from commonweal.partners.rules.projects import SEE_PROJECT

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader

RUN = ("title", "state", "place", "country", "kept_by", "from", "until")
MONEY = ("date", "project", "partner", "amount", "currency", "text")
REACHED = ("date", "project", "result", "baseline", "target", "reached")
UNDER_WAY = (ProjectState.IMPLEMENTATION, ProjectState.FINALISATION)


def _seen(person: Reader) -> QuerySet[Any, Any]:
    return Project.objects.filter(SEE_PROJECT.rows(person)).order_by().values("pk")


def running(person: Reader, scope: Scope) -> QuerySet[Any]:
    """Return the projects under way; of a period, those that were to run in it."""
    rows = Project.objects.filter(SEE_PROJECT.rows(person), scope.at("place"), state__in=UNDER_WAY)
    if scope.first is not None and scope.last is not None:
        no_end = Q(planned_end=None) | Q(planned_end__gte=scope.first)
        rows = rows.filter(no_end, planned_start__lte=scope.last)
    return rows.select_related("keeper").order_by("title", "pk")


def project_cells(row: Project) -> Cells:
    """Return a project's cells."""
    return {
        "title": row.title,
        "state": str(row.get_state_display()),
        "place": row.place,
        "country": row.country,
        "kept_by": row.keeper.name,
        "from": as_day(row.planned_start),
        "until": as_day(row.planned_end),
    }


def _moved(person: Reader, scope: Scope, *kinds: str) -> QuerySet[Any]:
    rows = ProjectTransaction.objects.filter(
        scope.within("on"), scope.at("project__place"),
        project__in=_seen(person), kind__in=kinds, withdrawn_at=None,
    )  # fmt: skip
    return rows.select_related("project", "provider", "receiver").order_by("-on", "pk")


def came_in(person: Reader, scope: Scope) -> QuerySet[Any]:
    """Return the money that came in."""
    return _moved(person, scope, TransactionKind.INCOMING)


def went_out(person: Reader, scope: Scope) -> QuerySet[Any]:
    """Return the money that was spent, or handed to others."""
    return _moved(person, scope, TransactionKind.EXPENDITURE, TransactionKind.DISBURSEMENT)


def money_cells(row: ProjectTransaction) -> Cells:
    """Return the cells of money that moved; the partner is who gave what came in, and who got what went out."""
    other = row.provider if row.kind == TransactionKind.INCOMING else row.receiver
    return {
        "date": as_day(row.on),
        "project": row.project.title,
        "partner": other.name if other else "",
        "amount": f"{row.value:f}",
        "currency": row.currency,
        "text": row.text,
    }


def measured(person: Reader, scope: Scope) -> QuerySet[Any]:
    """Return the results that were measured."""
    rows = ProjectResult.objects.filter(
        scope.within("actual_on"), scope.at("project__place"),
        project__in=_seen(person), actual__isnull=False,
    )  # fmt: skip
    return rows.select_related("project").order_by("-actual_on", "pk")


def result_cells(row: ProjectResult) -> Cells:
    """Return a result's cells."""
    return {
        "date": as_day(row.actual_on),
        "project": row.project.title,
        "result": row.title,
        "baseline": f"{row.baseline:f}",
        "target": f"{row.target:f}",
        "reached": "" if row.actual is None else f"{row.actual:f}",
    }
