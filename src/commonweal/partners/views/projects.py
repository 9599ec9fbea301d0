"""Pages of projects: who funds what where, one project, how far it is, its record for IATI, its table."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.kernel.doors import READERS, WORKERS, opens_to
from commonweal.kernel.errors import NotAllowed
from commonweal.partners.actions import projects as acts
from commonweal.partners.engine import iati
from commonweal.partners.engine.tables import write_xlsx
from commonweal.partners.forms.projects import (
    MoveProjectForm,
    ProjectForm,
    ProjectsForm,
    RoleForm,
)
from commonweal.partners.models import Objective, Project
from commonweal.partners.queries.harm import standing_of
from commonweal.partners.queries.initiatives import initiatives
from commonweal.partners.queries.projects import (
    PROJECTS,
    WantedProjects,
    gaps_of,
    is_late,
    project_cells,
    project_of,
    projects,
    record_of,
    records,
    sums_of,
)
from commonweal.partners.rules.prevention import SEE_OBJECTIVE
from commonweal.partners.rules.projects import KEEP_PROJECT
from commonweal.partners.rules.taking_part import organisation_of
from commonweal.partners.views.acting import SignedIn, number
from commonweal.partners.views.framing import Frame, added, done
from commonweal.partners.views.prevention import paper_file
from commonweal.rights.public import Thing, organisations, record_export, shares_here

PAGE_SIZE = 50
OFFERED = 200
BOTH = ["GET", "HEAD", "POST"]
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FACTS = (
    "title", "text", "theory", "harm_indicator", "iati_identifier", "planned_start", "planned_end",
    "currency", "country", "place", "sector",
)  # fmt: skip


@opens_to(READERS)
@require_safe
def project_list(request: SignedIn) -> HttpResponse:
    """Show who funds what, where; a donor reads of its own projects."""
    form, wanted = _asked(request)
    page = Paginator(projects(request.user, wanted), PAGE_SIZE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "page": page,
        "rows": [(each, sums_of(each), gaps_of(each)) for each in page],
        "form": form,
        "query": query.urlencode(),
        "is_filtered": wanted != WantedProjects(),
        "may_add": organisation_of(request.user) is not None,
        "shares": shares_here(request.user),
    }
    return render(request, "partners/projects.html", context)


@opens_to(READERS)
@require_safe
def projects_in_excel(request: SignedIn) -> HttpResponse:
    """Hand out the filtered list as an Excel table."""
    _form, wanted = _asked(request)
    rows = list(project_cells(request.user, wanted))
    content = write_xlsx(PROJECTS, rows)
    record_export(request.user, Thing("partners.Project", ""), rows=len(rows))
    return paper_file(content, name="projects", suffix="xlsx", kind=EXCEL)


@opens_to(READERS)
@require_safe
def projects_in_iati(request: SignedIn) -> HttpResponse:
    """Hand out the filtered projects as one IATI 2.03 file."""
    _form, wanted = _asked(request)
    found = list(records(request.user, wanted))
    content = iati.write(found, now=timezone.now())
    record_export(request.user, Thing("partners.Project", ""), rows=len(found))
    return paper_file(content, name="iati-projects", suffix="xml", kind="application/xml")


@opens_to(READERS)
@require_safe
def project(request: SignedIn, project_id: UUID) -> HttpResponse:
    """Show a project: who takes part, its phases, its money, what came of it, and whether the chain is whole."""
    row = project_of(request.user, project_id)
    context = {
        "row": row,
        "sums": sums_of(row),
        "gaps": gaps_of(row),
        "is_late": is_late(row),
        "harm": standing_of("project", row.pk, today=timezone.localdate()),
        "harm_address": reverse("partners:harm", args=["project", row.pk]),
        "may_make_harm": KEEP_PROJECT.allows(request.user, row),
        "shares": shares_here(request.user),
        "may_keep": KEEP_PROJECT.allows(request.user, row),
    }
    return render(request, "partners/project.html", context)


@opens_to(READERS)
@require_safe
def in_iati(request: SignedIn, project_id: UUID) -> HttpResponse:
    """Hand out one project as an IATI 2.03 file."""
    row = project_of(request.user, project_id)
    content = iati.write([record_of(row)], now=timezone.now())
    record_export(request.user, Thing("partners.Project", str(project_id)))
    return paper_file(
        content, name=f"iati-{row.iati_identifier}", suffix="xml", kind="application/xml"
    )


@opens_to(WORKERS)
@require_http_methods(BOTH)
def add_project(request: SignedIn) -> HttpResponse:
    """Add a project."""
    form = _form(request, initial={})
    frame = Frame(
        heading=_("Add a project"),
        verb=_("Add it"),
        back=reverse("partners:projects"),
        lede=_("It is in preparation until its do-no-harm check is made."),
    )
    return added(
        request, form, frame,
        lambda: acts.add_project(request.user, form.draft()),
        said=_("The project is added. Name who funds it and who does it."),
    )  # fmt: skip


@opens_to(WORKERS)
@require_http_methods(BOTH)
def change_project(request: SignedIn, project_id: UUID) -> HttpResponse:
    """Change what a project says."""
    row = kept(request, project_id)
    initial: dict[str, Any] = {name: getattr(row, name) for name in FACTS} | {
        "objective_id": str(row.objective_id or ""),
        "initiative_id": str(row.initiative_id or ""),
    }
    form = _form(request, initial=initial)
    frame = Frame(
        heading=_("Change the project"),
        verb=_("Change it"),
        back=row.get_absolute_url(),
        seen=row.version,
    )
    seen = number(request.POST.get("seen"))
    return done(
        request, form, frame,
        lambda: acts.change_project(request.user, row.pk, form.draft(), seen=seen),
        to=row, said=_("The project is changed."),
    )  # fmt: skip


@opens_to(WORKERS)
@require_http_methods(BOTH)
def move_project(request: SignedIn, project_id: UUID) -> HttpResponse:
    """Say how far a project is; it does not begin without a do-no-harm check."""
    row = kept(request, project_id)
    form = MoveProjectForm(request.POST if request.method == "POST" else None, now=row.state)
    frame = Frame(
        heading=_("How far is it: %(title)s") % {"title": row.title},
        verb=_("Say it"),
        back=row.get_absolute_url(),
        lede=_("It is %(now)s now.") % {"now": row.get_state_display()},
        seen=row.version,
    )
    return done(
        request, form, frame,
        lambda: acts.move_project(request.user, row.pk, **form.cleaned_data),
        to=row, said=_("It is kept."),
    )  # fmt: skip


@opens_to(WORKERS)
@require_http_methods(BOTH)
def set_role(request: SignedIn, project_id: UUID) -> HttpResponse:
    """Name who takes part in a project."""
    row = kept(request, project_id)
    form = RoleForm(request.POST if request.method == "POST" else None, partners=organisations())
    frame = Frame(
        heading=_("Who takes part: %(title)s") % {"title": row.title},
        verb=_("Name it"),
        back=row.get_absolute_url(),
    )
    return done(
        request, form, frame,
        lambda: acts.set_role(request.user, row.pk, form.draft()),
        to=row, said=_("It is named."),
    )  # fmt: skip


def kept(request: SignedIn, project_id: UUID) -> Project:
    """Return a project that the person keeps.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If another partner keeps it.
    """
    row = project_of(request.user, project_id)
    if not KEEP_PROJECT.allows(request.user, row):
        raise NotAllowed(KEEP_PROJECT.name, _("Only who keeps the project does this."))
    return row


def _form(request: SignedIn, *, initial: dict[str, Any]) -> ProjectForm:
    objectives = Objective.objects.filter(SEE_OBJECTIVE.rows(request.user)).exclude(state="dropped")
    return ProjectForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        objectives=list(objectives.order_by("-added_at").values_list("pk", "title")[:OFFERED]),
        initiatives=list(initiatives(request.user).values_list("pk", "title")[:OFFERED]),
    )


def _asked(request: HttpRequest) -> tuple[ProjectsForm, WantedProjects]:
    form = ProjectsForm(request.GET, partners=organisations())
    form.is_valid()
    values = form.cleaned_data
    return form, WantedProjects(
        funder=values.get("funder"),
        doer=values.get("doer"),
        state=values.get("state", ""),
        sector=values.get("sector", ""),
        where=values.get("where", ""),
    )
