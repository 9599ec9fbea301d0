"""The parts of a partner's entry: what it offers, and how to reach it; add, change, end, take up again."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commonweal.kernel.doors import WORKERS, opens_to
from commonweal.partners.actions import directory as acts
from commonweal.partners.engine.directory import looks_personal
from commonweal.partners.forms.directory import ContactForm, ServiceForm
from commonweal.partners.models import Contact, Service
from commonweal.partners.queries.entry_rows import contact_of, partner_of, service_of
from commonweal.partners.views.acting import SignedIn, attempt, go_on, number
from commonweal.partners.views.directory import raise_if_not_theirs
from commonweal.partners.views.leading_on import leads_on

EntryPart = Service | Contact


@opens_to(WORKERS)
@require_http_methods(["GET", "HEAD", "POST"])
@leads_on
def add_service(request: SignedIn, partner_id: UUID) -> HttpResponse:
    """Add what a partner offers."""
    form = ServiceForm(request.POST if request.method == "POST" else None)
    return _add(
        request,
        partner_id,
        form,
        act=lambda: acts.add_service(request.user, partner_id, form.draft()),
        heading=_("Add what is offered"),
    )


@opens_to(WORKERS)
@require_http_methods(["GET", "HEAD", "POST"])
@leads_on
def add_contact(request: SignedIn, partner_id: UUID) -> HttpResponse:
    """Add a way to reach a partner."""
    form = ContactForm(request.POST if request.method == "POST" else None)
    return _add(
        request,
        partner_id,
        form,
        act=lambda: acts.add_contact(request.user, partner_id, form.draft()),
        heading=_("Add a contact"),
    )


@opens_to(WORKERS)
@require_http_methods(["GET", "HEAD", "POST"])
def change_service(request: SignedIn, service_id: UUID) -> HttpResponse:
    """Change what a partner offers."""
    row = service_of(request.user, service_id)
    form = ServiceForm(
        request.POST if request.method == "POST" else None, initial=_values(row, ServiceForm)
    )
    seen = number(request.POST.get("seen"))
    return _change(
        request,
        row,
        form,
        act=lambda: acts.change_service(request.user, service_id, form.draft(), seen=seen),
        heading=_("Change what is offered"),
    )


@opens_to(WORKERS)
@require_http_methods(["GET", "HEAD", "POST"])
def change_contact(request: SignedIn, contact_id: UUID) -> HttpResponse:
    """Change a way to reach a partner."""
    row = contact_of(request.user, contact_id)
    form = ContactForm(
        request.POST if request.method == "POST" else None, initial=_values(row, ContactForm)
    )
    seen = number(request.POST.get("seen"))
    return _change(
        request,
        row,
        form,
        act=lambda: acts.change_contact(request.user, contact_id, form.draft(), seen=seen),
        heading=_("Change a contact"),
    )


@opens_to(WORKERS)
@require_POST
def end_service(request: SignedIn, service_id: UUID) -> HttpResponse:
    """Say that something is no longer offered, or that it is again."""
    is_over = request.POST.get("again") != "yes"
    row = acts.end_service(request.user, service_id, is_over=is_over)
    said = _("It is no longer offered.") if is_over else _("It is offered again.")
    messages.success(request, said)
    return go_on("partners:partner", row.profile.organisation_id)


@opens_to(WORKERS)
@require_POST
def end_contact(request: SignedIn, contact_id: UUID) -> HttpResponse:
    """Say that nobody answers there any more, or that somebody does again."""
    is_over = request.POST.get("again") != "yes"
    row = acts.end_contact(request.user, contact_id, is_over=is_over)
    said = _("The contact is taken out.") if is_over else _("The contact is back.")
    messages.success(request, said)
    return go_on("partners:partner", row.profile.organisation_id)


def _add(
    request: SignedIn, partner_id: UUID, form: Any, *, act: Callable[[], object], heading: str
) -> HttpResponse:
    partner = partner_of(request.user, partner_id)
    raise_if_not_theirs(request, partner_id)
    context = {"form": form, "partner": partner, "heading": heading, "verb": _("Add it")}
    return _answer(request, form, partner_id, act=act, context=context)


def _change(
    request: SignedIn, row: EntryPart, form: Any, *, act: Callable[[], object], heading: str
) -> HttpResponse:
    partner_id = row.profile.organisation_id
    raise_if_not_theirs(request, partner_id)
    context = {
        "form": form,
        "partner": row.profile.organisation,
        "heading": heading,
        "verb": _("Keep the changes"),
        "part": row,
    }
    return _answer(request, form, partner_id, act=act, context=context)


def _answer(
    request: SignedIn,
    form: Any,
    partner_id: UUID,
    *,
    act: Callable[[], object],
    context: dict[str, Any],
) -> HttpResponse:
    status = HTTPStatus.OK
    part = context.get("part")
    if request.method == "POST":
        status = attempt(form, act)
        if status == HTTPStatus.SEE_OTHER:
            messages.success(request, _("The entry is kept."))
            _look_twice(request, form)
            return go_on("partners:partner", partner_id)
    context["seen"] = part.version if part is not None else 0
    return render(request, "partners/partner_form.html", context, status=status)


def _look_twice(request: SignedIn, form: Any) -> None:
    """Say what in a contact looks like somebody's own; whoever wrote it knows better."""
    values = form.cleaned_data
    if found := looks_personal(values.get("function", ""), values.get("email", "")):
        said = _("Look at it twice: “%(words)s” looks like one person's own. A contact names a function and an address of the office; change it if it is a person's.")  # fmt: skip
        messages.warning(request, said % {"words": "”, “".join(found)})


def _values(row: EntryPart, form: type[ServiceForm | ContactForm]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in form.base_fields}
