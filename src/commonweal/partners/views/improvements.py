"""Pages of an exercise's improvement plan: write a row, make it an action, take the plan out as a table."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.kernel.doors import SHARED, WORKERS, opens_to
from commonweal.kernel.errors import InvalidInput, NotAllowed, NotFound
from commonweal.partners.actions import improving as acts
from commonweal.partners.engine.tables import write_csv, write_xlsx
from commonweal.partners.forms.training import ImprovementForm
from commonweal.partners.models import Improvement
from commonweal.partners.queries.exercises import PLAN, exercise_of, improvement_of, plan_cells
from commonweal.partners.rules.exercises import BE_AT_EXERCISE, CHANGE_IMPROVEMENT
from commonweal.partners.rules.taking_part import acting_for
from commonweal.partners.views.acting import SignedIn, go_on, number
from commonweal.partners.views.framing import Frame, done
from commonweal.rights.public import organisations, record_export

BOTH = ["GET", "HEAD", "POST"]
KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@opens_to(WORKERS)
@require_http_methods(BOTH)
def add(request: SignedIn, exercise_id: UUID) -> HttpResponse:
    """Write a row of an exercise's improvement plan."""
    row = exercise_of(request.user, exercise_id)
    if not BE_AT_EXERCISE.allows(request.user, row):
        raise NotAllowed(BE_AT_EXERCISE.name, _("Only those who were there say what to improve."))
    form = ImprovementForm(
        request.POST if request.method == "POST" else None,
        initial={"organisation": str(acting_for(request.user)), "seen": 0},
        partners=organisations(),
    )
    frame = Frame(
        heading=_("What should go better"),
        verb=_("Write it into the plan"),
        back=f"{row.get_absolute_url()}#improve",
        lede=_("One click then makes it an action of the responsible organisation."),
        seen=0,
    )
    return done(
        request,
        form,
        frame,
        lambda: acts.add_improvement(request.user, exercise_id, form.draft()),
        to=f"{row.get_absolute_url()}#improve",
        said=_("It stands in the improvement plan."),
    )


@opens_to(WORKERS)
@require_http_methods(BOTH)
def change(request: SignedIn, improvement_id: UUID) -> HttpResponse:
    """Change a row that is no action yet."""
    row = _changeable(request, improvement_id)
    names = ("area", "element", "contact", "starts_on", "done_by")
    form = ImprovementForm(
        request.POST if request.method == "POST" else None,
        initial={name: getattr(row, name) for name in names}
        | {"action": row.action_text, "organisation": str(row.organisation_id)},
        partners=organisations(),
    )
    frame = Frame(
        heading=_("Change what should go better"),
        verb=_("Keep the changes"),
        back=row.get_absolute_url(),
        seen=row.version,
    )
    seen = number(request.POST.get("seen"))
    return done(
        request,
        form,
        frame,
        lambda: acts.change_improvement(request.user, improvement_id, form.draft(), seen=seen),
        to=row.get_absolute_url(),
        said=_("It is changed."),
    )


@opens_to(WORKERS)
@require_http_methods(BOTH)
def remove(request: SignedIn, improvement_id: UUID) -> HttpResponse:
    """Ask, then take a row out that is no action yet."""
    row = _changeable(request, improvement_id)
    form = forms.Form(request.POST if request.method == "POST" else None)
    frame = Frame(
        heading=_("Take out “%(what)s”?") % {"what": row.action_text},
        verb=_("Take it out"),
        back=row.get_absolute_url(),
        is_danger=True,
    )
    return done(
        request,
        form,
        frame,
        lambda: acts.remove_improvement(request.user, improvement_id),
        to=row.get_absolute_url(),
        said=_("It is taken out of the plan."),
    )


@opens_to(WORKERS)
@require_http_methods(BOTH)
def make_action(request: SignedIn, improvement_id: UUID) -> HttpResponse:
    """Make a row an action: one click."""
    row = improvement_of(request.user, improvement_id)
    if request.method != "POST":
        return redirect(row.get_absolute_url())
    try:
        made = acts.make_action(request.user, improvement_id, seen=number(request.POST.get("seen")))
    except InvalidInput as refused:
        messages.error(request, refused.message)
        return go_on(row.get_absolute_url())
    if made.owner_id == acting_for(request.user):
        messages.success(request, _("It is an action of your partner now."))
    else:
        messages.success(
            request,
            _("It is proposed to %(partner)s, whose people answer, and take it on or decline it.")
            % {"partner": row.organisation.name},
        )
    return go_on(row.get_absolute_url())


@opens_to(SHARED)
@require_safe
def as_table(request: SignedIn, exercise_id: UUID, ending: str) -> HttpResponse:
    """Hand out the improvement plan as CSV or Excel, with the columns of an after-action report."""
    if ending not in KINDS:
        raise NotFound("partners.not-found", _("There is no such page, or not for you."))
    row = exercise_of(request.user, exercise_id)
    rows = list(plan_cells(row))
    content = write_xlsx(PLAN, rows) if ending == "xlsx" else b"".join(write_csv(PLAN, rows))
    record_export(request.user, row, rows=len(rows))
    answer = HttpResponse(content, content_type=KINDS[ending])
    answer["Content-Disposition"] = f'attachment; filename="improvement-plan.{ending}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _changeable(request: SignedIn, improvement_id: UUID) -> Improvement:
    row = improvement_of(request.user, improvement_id)
    if not CHANGE_IMPROVEMENT.allows(request.user, row):
        raise NotAllowed(
            CHANGE_IMPROVEMENT.name, _("It is an action already, or for others to change.")
        )
    return row
