"""Pages of one action: how it goes, what shows it, what others say to it; and files handed in."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.kernel.doors import SHARED, WORKERS, opens_to
from commonweal.kernel.errors import NotAllowed
from commonweal.library import public as library
from commonweal.partners.actions import doing as acts
from commonweal.partners.actions import showing
from commonweal.partners.engine.states import OPEN_STATES, steps_from
from commonweal.partners.forms.doing import CorrectForm, EvidenceForm, ReportForm, ViewForm
from commonweal.partners.forms.fields import passage_value
from commonweal.partners.forms.meetings import ReasonForm
from commonweal.partners.models import Action, ActionState, Confirmation, Evidence
from commonweal.partners.queries.attended import nobody_acts_for
from commonweal.partners.queries.leading import has_leader_left
from commonweal.partners.queries.minutes import place_of
from commonweal.partners.queries.people import colleagues_of
from commonweal.partners.queries.rows import action_of, confirmation_of, evidence_of
from commonweal.partners.queries.way import doing_of, objects_unnamed
from commonweal.partners.rules.promises import (
    DO_ACTION,
    JUDGE_ACTION,
    NOT_TAKEN_ON,
    OWN_ACTION,
    WITHDRAW_EVIDENCE,
)
from commonweal.partners.rules.taking_part import organisation_of
from commonweal.partners.views.acting import SignedIn, attempt, go_on, number
from commonweal.rights.public import OrganisationName, Role, holds


@dataclass(frozen=True, slots=True)
class Typed:
    """The forms of the page that were sent and came back with what was typed."""

    report: ReportForm | None = None
    evidence: EvidenceForm | None = None
    view: ViewForm | None = None
    correct: CorrectForm | None = None


@opens_to(SHARED)
@require_safe
def action(request: SignedIn, action_id: UUID) -> HttpResponse:
    """Show one action: what was said, what shows it, and the views of other partners."""
    return _page(request, action_id, Typed())


@opens_to(WORKERS)
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: SignedIn, action_id: UUID) -> HttpResponse:
    """Take what those who do it say: started, a later date, done, taken up again, cancelled."""
    row = action_of(request.user, action_id)
    if request.method != "POST":
        return redirect(row)
    form = _report_form(request, row)
    status = attempt(
        form,
        lambda: acts.report(request.user, action_id, form.draft(), seen=form.cleaned_data["seen"]),
    )
    return _answer(request, row, status, Typed(report=form))


@opens_to(WORKERS)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: SignedIn, action_id: UUID) -> HttpResponse:
    """Take the owner's correction of the words, the leader or the date."""
    row = action_of(request.user, action_id)
    if request.method != "POST":
        return redirect(row)
    form = _correct_form(request, row)
    seen = number(request.POST.get("seen"))
    status = attempt(form, lambda: acts.correct(request.user, action_id, form.draft(), seen=seen))
    return _answer(request, row, status, Typed(correct=form))


@opens_to(WORKERS)
@require_http_methods(["GET", "HEAD", "POST"])
def add_evidence(request: SignedIn, action_id: UUID) -> HttpResponse:
    """Take a file, a link or a passage that shows what was done."""
    row = action_of(request.user, action_id)
    if request.method != "POST":
        return redirect(row)
    form = EvidenceForm(request.POST, request.FILES)
    status = attempt(form, lambda: showing.add_evidence(request.user, action_id, form.draft()))
    return _answer(request, row, status, Typed(evidence=form))


@opens_to(WORKERS)
@require_http_methods(["GET", "HEAD", "POST"])
def judge(request: SignedIn, action_id: UUID) -> HttpResponse:
    """Take another partner's confirmation or objection."""
    row = action_of(request.user, action_id)
    if request.method != "POST":
        return redirect(row)
    has_evidence = row.evidence.filter(withdrawn_at=None).exists()
    form = ViewForm(
        request.POST, request.FILES, has_evidence=has_evidence, is_civil=_is_civil(request)
    )

    def act() -> None:
        objects = form.cleaned_data["kind"] == "objects"
        verb = showing.object_to if objects else showing.confirm
        verb(request.user, action_id, form.draft())

    status = attempt(form, act)
    return _answer(request, row, status, Typed(view=form))


@opens_to(WORKERS)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_evidence(request: SignedIn, evidence_id: UUID) -> HttpResponse:
    """Ask for the reason, then withdraw evidence."""
    row = evidence_of(request.user, evidence_id)
    if not WITHDRAW_EVIDENCE.allows(request.user, row):
        raise NotAllowed(WITHDRAW_EVIDENCE.name, _("Only who added evidence withdraws it."))
    form = ReasonForm(request.POST if request.method == "POST" else None)
    status = HTTPStatus.OK
    if request.method == "POST":
        status = attempt(
            form,
            lambda: showing.withdraw_evidence(
                request.user, evidence_id, reason=form.cleaned_data["reason"]
            ),
        )
        if status == HTTPStatus.SEE_OTHER:
            messages.success(request, _("The evidence is withdrawn. It stays listed."))
            return go_on(row.action)
    context = {
        "form": form,
        "row": row.action,
        "heading": _("Withdraw this evidence?"),
        "consequence": _("It stays listed with your reason, but counts no longer."),
        "verb": _("Withdraw it"),
    }
    return render(request, "partners/reason.html", context, status=status)


@opens_to(WORKERS)
@require_safe
def evidence_file(request: SignedIn, evidence_id: UUID) -> FileResponse:
    """Hand out a file as it was handed in; it is only ever saved, never shown by the browser.

    Not to oversight, which works without identities: a file may name anybody.
    """
    return _download(request, evidence_of(request.user, evidence_id))


@opens_to(WORKERS)
@require_safe
def view_file(request: SignedIn, view_id: UUID) -> FileResponse:
    """Hand out the file that bears a partner's view out."""
    return _download(request, confirmation_of(request.user, view_id))


def _download(request: SignedIn, row: Evidence | Confirmation) -> FileResponse:
    content = showing.take_file(request.user, row)
    answer = FileResponse(
        content, as_attachment=True, filename=row.file_name, content_type="application/octet-stream"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _answer(request: SignedIn, row: Action, status: HTTPStatus, typed: Typed) -> HttpResponse:
    if status == HTTPStatus.SEE_OTHER:
        messages.success(request, _("It is kept."))
        return go_on(row)
    return _page(request, row.pk, typed, status=status)


def _page(
    request: SignedIn, action_id: UUID, typed: Typed, *, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    doing = doing_of(request.user, action_id)
    row = doing.action
    library.note_shown(doing.views.quoted, person=request.user)
    query = request.GET.get("q", "").strip()[:200]
    found = library.find_passages(query, person=request.user) if query else ()
    context: dict[str, Any] = {
        "doing": doing,
        "row": row,
        "recommendation": row.recommendation,
        "place": place_of(request.user, row.recommendation),
        "may_do": DO_ACTION.allows(request.user, row),
        "may_judge": JUDGE_ACTION.allows(request.user, row),
        "own": organisation_of(request.user),
        "may_correct": OWN_ACTION.allows(request.user, row) and row.is_correctable,
        "may_take_on": OWN_ACTION.allows(request.user, row) and row.state == ActionState.PROPOSED,
        "is_taken_on": row.state not in NOT_TAKEN_ON,
        "open_steps": sum(1 for each in row.steps if not each["done_on"]),
        "correct_form": typed.correct or _correct_form(request, row, is_new=True),
        "report_form": typed.report or _report_form(request, row, is_new=True),
        "evidence_form": typed.evidence or EvidenceForm(),
        "view_form": typed.view
        or ViewForm(
            has_evidence=bool(doing.evidence),
            is_civil=_is_civil(request),
            is_unnamed_now=objects_unnamed(row.confirmations, organisation_of(request.user)),
        ),
        "may_lead": OWN_ACTION.allows(request.user, row) and row.state in OPEN_STATES,
        "leader_left": has_leader_left(row, now=timezone.now()),
        "is_alone": nobody_acts_for(row.owner_id),
        "query": query,
        "found": [(passage_value(each), each) for each in found],
    }
    return render(request, "partners/action.html", context, status=status)


def _is_civil(request: SignedIn) -> bool:
    return holds(request.user, Role.CIVIL_SOCIETY)


def _report_form(request: SignedIn, row: Action, *, is_new: bool = False) -> ReportForm:
    is_owner = OWN_ACTION.allows(request.user, row)
    kinds = steps_from(row.state, is_owner=is_owner)  # type: ignore[arg-type]  # the choices are the states
    return ReportForm(None if is_new else request.POST, kinds=kinds)


def _correct_form(request: SignedIn, row: Action, *, is_new: bool = False) -> CorrectForm:
    initial = {
        "title": row.title,
        "owner": str(row.owner_id),
        "person": str(row.person_id or ""),
        "due_on": row.due_on,
    }
    return CorrectForm(
        None if is_new else request.POST,
        action=row,
        initial=initial,
        prefix="c",
        owners=[OrganisationName(row.owner_id, row.owner.name)],
        colleagues=colleagues_of(request.user),
    )
