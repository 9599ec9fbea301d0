"""Pages of what belongs to a project: phases, budgets, money that moved, results."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commonweal.kernel.doors import WORKERS, opens_to
from commonweal.partners.actions import project_money as acts
from commonweal.partners.actions.projects import take_role as take
from commonweal.partners.forms.meetings import ReasonForm
from commonweal.partners.forms.projects import (
    ActualForm,
    BudgetForm,
    PhaseForm,
    ResultForm,
    TransactionForm,
)
from commonweal.partners.models import Project
from commonweal.partners.queries.projects import result_of, transaction_of
from commonweal.partners.views.acting import SignedIn, number
from commonweal.partners.views.framing import Frame, done
from commonweal.partners.views.projects import kept
from commonweal.rights.public import organisations

BOTH = ["GET", "HEAD", "POST"]


@opens_to(WORKERS)
@require_http_methods(BOTH)
def add_phase(request: SignedIn, project_id: UUID) -> HttpResponse:
    """Add a phase."""
    row = kept(request, project_id)
    form = PhaseForm(request.POST if request.method == "POST" else None)
    return _added(
        request, row, form, _("Add a phase"),
        lambda: acts.add_phase(request.user, row.pk, **form.cleaned_data),
    )  # fmt: skip


@opens_to(WORKERS)
@require_http_methods(BOTH)
def add_budget(request: SignedIn, project_id: UUID) -> HttpResponse:
    """Add a budget."""
    row = kept(request, project_id)
    form = BudgetForm(
        request.POST if request.method == "POST" else None, initial={"currency": row.currency}
    )
    return _added(
        request, row, form, _("Add a budget"),
        lambda: acts.add_budget(request.user, row.pk, form.draft()),
    )  # fmt: skip


@opens_to(WORKERS)
@require_http_methods(BOTH)
def enter_transaction(request: SignedIn, project_id: UUID) -> HttpResponse:
    """Enter money that came, was promised or went."""
    row = kept(request, project_id)
    form = TransactionForm(
        request.POST if request.method == "POST" else None,
        initial={"currency": row.currency},
        partners=organisations(),
    )
    return _added(
        request, row, form, _("Enter money"),
        lambda: acts.enter_transaction(request.user, row.pk, form.draft()),
    )  # fmt: skip


@opens_to(WORKERS)
@require_http_methods(BOTH)
def add_result(request: SignedIn, project_id: UUID) -> HttpResponse:
    """Add what a project is measured by."""
    row = kept(request, project_id)
    form = ResultForm(request.POST if request.method == "POST" else None)
    return _added(
        request, row, form, _("Add a result"),
        lambda: acts.add_result(request.user, row.pk, form.draft()),
    )  # fmt: skip


@opens_to(WORKERS)
@require_http_methods(BOTH)
def measure_result(request: SignedIn, result_id: int) -> HttpResponse:
    """Enter what came of it."""
    found = result_of(request.user, result_id)
    row = kept(request, found.project_id)
    initial = {"actual": found.actual, "comment": found.comment}
    seen = number(request.POST.get("seen"))
    form = ActualForm(request.POST if request.method == "POST" else None, initial=initial)
    return _added(
        request, row, form, _("What came of it: %(title)s") % {"title": found.title},
        lambda: acts.measure_result(request.user, result_id, **form.cleaned_data, seen=seen),
        seen=found.version,
    )  # fmt: skip


@opens_to(WORKERS)
@require_http_methods(BOTH)
def withdraw_transaction(request: SignedIn, transaction_id: int) -> HttpResponse:
    """Ask for the reason, then withdraw money that was entered wrongly."""
    found = transaction_of(request.user, transaction_id)
    row = kept(request, found.project_id)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    frame = Frame(
        heading=_("Withdraw %(value)s %(currency)s?")
        % {"value": found.value, "currency": found.currency},
        verb=_("Withdraw it"),
        back=row.get_absolute_url(),
        lede=_("It stays listed with your reason, and counts no longer."),
        is_danger=True,
    )
    return done(
        request, form, frame,
        lambda: acts.withdraw_transaction(
            request.user, transaction_id, reason=form.cleaned_data["reason"]
        ),
        to=row, said=_("It is withdrawn and stays listed."),
    )  # fmt: skip


@opens_to(WORKERS)
@require_http_methods(BOTH)
def take_role(request: SignedIn, project_id: UUID, role_id: int) -> HttpResponse:
    """Ask, then take an organisation off a project that has not begun."""
    row = kept(request, project_id)
    form = forms.Form(request.POST if request.method == "POST" else None)
    role = next((each for each in row.roles.all() if each.pk == role_id), None)
    frame = Frame(
        heading=_("Take %(partner)s off the project?")
        % {"partner": role.organisation.name if role else _("nobody")},
        verb=_("Take it off"),
        back=row.get_absolute_url(),
        lede=_("It can be named again."),
        is_danger=True,
    )
    return done(
        request, form, frame,
        lambda: take(request.user, row.pk, role_id),
        to=row, said=_("It is taken off."),
    )  # fmt: skip


def _added(
    request: SignedIn,
    row: Project,
    form: forms.Form,
    heading: str,
    act: Callable[[], object],
    *,
    seen: int | None = None,
) -> HttpResponse:
    back = row.get_absolute_url()
    frame = Frame(heading=heading, verb=_("Keep it"), back=back, lede=row.title, seen=seen)
    return done(request, form, frame, act, to=row, said=_("It is kept."))
