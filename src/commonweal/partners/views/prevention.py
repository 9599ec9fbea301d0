"""Pages of the prevention plan: the list, one plan, how far it is, its lists, its paper."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.kernel.doors import COORDINATORS, SHARED, WORKERS, opens_to
from commonweal.kernel.errors import NotAllowed
from commonweal.partners.actions import prevention as acts
from commonweal.partners.engine import prevention_pdf, prevention_word
from commonweal.partners.forms.prevention import ObjectiveForm, PlanForm
from commonweal.partners.models import Level, PreventionPlan
from commonweal.partners.queries.prevention import (
    LISTS,
    counts_by_objective,
    figures_of,
    list_of,
    measured,
    need_by_theme,
    objectives_of,
    plan_of,
    plans,
)
from commonweal.partners.queries.prevention_offers import offered_concerns
from commonweal.partners.queries.prevention_paper import paper_of_plan
from commonweal.partners.rules.prevention import KEEP_PLAN
from commonweal.partners.views.acting import SignedIn, identity, number
from commonweal.partners.views.framing import (
    Frame,
    added,
    chosen,
    done,
    is_sent,
    looked_for,
    typed,
)
from commonweal.rights.public import Thing, coordinates, record_export

PAGE_SIZE = 50
BOTH = ["GET", "HEAD", "POST"]
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LIST_NAMES = {
    "objectives": gettext_lazy("Objectives"),
    "concerns": gettext_lazy("Concerns that they answer"),
    "recommendations": gettext_lazy("Recommendations"),
    "actions": gettext_lazy("Actions"),
    "activities": gettext_lazy("Activities"),
    "indicators": gettext_lazy("Indicators"),
}


@opens_to(SHARED)
@require_safe
def plan_list(request: SignedIn) -> HttpResponse:
    """List the prevention plans."""
    page = Paginator(plans(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "may_add": coordinates(request.user)}
    return render(request, "partners/prevention_plans.html", context)


@opens_to(SHARED)
@require_safe
def plan(request: SignedIn, plan_id: UUID) -> HttpResponse:
    """Show a plan: the need, the objectives by level, the response after an incident."""
    row = plan_of(request.user, plan_id)
    found = objectives_of(row)
    context = {
        "row": row,
        "needs": need_by_theme(request.user, row),
        "levels": [(each, [one for one in found if one.level == each]) for each in Level],
        "dropped": row.objectives.filter(state="dropped"),
        "may_keep": KEEP_PLAN.allows(request.user, row),
    }
    return render(request, "partners/prevention_plan.html", context)


@opens_to(COORDINATORS)
@require_http_methods(BOTH)
def add_plan(request: SignedIn) -> HttpResponse:
    """Begin a prevention plan."""
    form = PlanForm(request.POST if request.method == "POST" else None)
    frame = Frame(
        heading=_("Begin a prevention plan"),
        verb=_("Begin it"),
        back=reverse("partners:prevention_plans"),
    )
    return added(
        request, form, frame,
        lambda: acts.add_plan(request.user, form.draft()),
        said=_("The plan is begun. Add objectives that answer concerns."),
    )  # fmt: skip


@opens_to(WORKERS)
@require_http_methods(BOTH)
def change_plan(request: SignedIn, plan_id: UUID) -> HttpResponse:
    """Change what a plan says."""
    row = _kept(request, plan_id)
    names = ("title", "area", "start", "end", "need", "response")
    form = PlanForm(
        request.POST if request.method == "POST" else None,
        initial={name: getattr(row, name) for name in names},
    )
    seen = number(request.POST.get("seen"))
    frame = Frame(
        heading=_("Change the plan"),
        verb=_("Change it"),
        back=row.get_absolute_url(),
        seen=row.version,
    )
    return done(
        request, form, frame,
        lambda: acts.change_plan(request.user, plan_id, form.draft(), seen=seen),
        to=row, said=_("The plan is changed."),
    )  # fmt: skip


@opens_to(WORKERS)
@require_http_methods(BOTH)
def add_objective(request: SignedIn, plan_id: UUID) -> HttpResponse:
    """Add an objective to a plan, from a concern where one is named."""
    row = _kept(request, plan_id)
    concern = identity(request.GET.get("concern"))
    named = [concern] if concern else []
    words = looked_for(request)
    kept = chosen(request, "concerns", named)
    empty = {"level": "", "title": "", "text": "", "concerns": [str(each) for each in named]}
    form = ObjectiveForm(
        request.POST if is_sent(request) else None,
        initial=typed(request, empty),
        concerns=offered_concerns(request.user, kept=kept, words=words),
        search=words,
    )
    frame = Frame(
        heading=_("Add an objective"),
        verb=_("Add it"),
        back=row.get_absolute_url(),
        lede=_("It is a draft until a women’s and a youth organisation have commented on it."),
    )
    return added(
        request, form, frame,
        lambda: acts.add_objective(request.user, plan_id, form.draft()),
        said=_("The objective is added. Partners comment on it now."),
    )  # fmt: skip


@opens_to(SHARED)
@require_safe
def progress(request: SignedIn, plan_id: UUID) -> HttpResponse:
    """Show how far a plan is; every figure leads to the list that it counts."""
    row = plan_of(request.user, plan_id)
    counts = counts_by_objective(request.user, row)
    context = {
        "row": row,
        "figures": [
            (LIST_NAMES[what], figures)
            for what, figures in figures_of(request.user, row).items()
        ],
        "objectives": [
            {
                "row": each,
                "figures": counts[each.pk],
                "measured": measured(each.indicators.all()),
            }
            for each in objectives_of(row)
        ],
    }  # fmt: skip
    return render(request, "partners/prevention_progress.html", context)


@opens_to(SHARED)
@require_safe
def plan_rows(request: SignedIn, plan_id: UUID, what: str) -> HttpResponse:
    """List what a figure counts."""
    row = plan_of(request.user, plan_id)
    if what not in LISTS:
        raise Http404
    objective = identity(request.GET.get("objective"))
    rows = list_of(request.user, row, what, state=request.GET.get("state", ""), objective=objective)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "row": row,
        "what": what,
        "heading": LIST_NAMES[what],
        "page": page,
        "objective": row.objectives.filter(pk=objective).first() if objective else None,
        "state": request.GET.get("state", ""),
    }
    return render(request, "partners/prevention_rows.html", context)


@opens_to(SHARED)
@require_safe
def in_word(request: SignedIn, plan_id: UUID) -> HttpResponse:
    """Hand out the plan as a Word document."""
    paper = paper_of_plan(request.user, plan_id)
    content = prevention_word.write(paper)
    record_export(request.user, Thing("partners.PreventionPlan", str(plan_id)))
    return paper_file(content, name=f"plan-{paper.title}", suffix="docx", kind=WORD)


@opens_to(SHARED)
@require_safe
def in_pdf(request: SignedIn, plan_id: UUID) -> HttpResponse:
    """Hand out the plan as PDF/UA."""
    paper = paper_of_plan(request.user, plan_id)
    content = prevention_pdf.write(paper)
    record_export(request.user, Thing("partners.PreventionPlan", str(plan_id)))
    return paper_file(content, name=f"plan-{paper.title}", suffix="pdf", kind="application/pdf")


def paper_file(content: bytes, *, name: str, suffix: str, kind: str) -> HttpResponse:
    """Return a file to be kept, under a short plain name."""
    answer = HttpResponse(content, content_type=kind)
    short = slugify(name)[:60] or "paper"
    answer["Content-Disposition"] = f'attachment; filename="{short}.{suffix}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _kept(request: SignedIn, plan_id: UUID) -> PreventionPlan:
    row = plan_of(request.user, plan_id)
    if not KEEP_PLAN.allows(request.user, row):
        raise NotAllowed(KEEP_PLAN.name, _("Only who keeps the plan writes it."))
    return row
