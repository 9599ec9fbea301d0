"""Pages of obligations: add one, take one back, enter what was done, withdraw an entry."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commonweal.kernel.doors import WORKERS, opens_to
from commonweal.kernel.errors import NotAllowed
from commonweal.partners.actions import obligations as acts
from commonweal.partners.forms.meetings import ReasonForm
from commonweal.partners.forms.obligations import FulfilmentForm, ObligationForm
from commonweal.partners.queries.obligations import fulfilment_of, obligation_of
from commonweal.partners.queries.rows import partnership_of
from commonweal.partners.rules.obligations import ENTER_FULFILMENT, WITHDRAW_FULFILMENT
from commonweal.partners.rules.partnerships import KEEP_PARTNERSHIP
from commonweal.partners.views.acting import SignedIn, attempt, go_on, number
from commonweal.partners.views.planning import Frame, framed
from commonweal.rights.public import OrganisationName

METHODS = ["GET", "HEAD", "POST"]


@opens_to(WORKERS)
@require_http_methods(METHODS)
def add(request: SignedIn, partnership_id: UUID) -> HttpResponse:
    """Add an obligation to what is being agreed."""
    row = partnership_of(request.user, partnership_id)
    if not KEEP_PARTNERSHIP.allows(request.user, row):
        raise NotAllowed(KEEP_PARTNERSHIP.name, _("Only who keeps a partnership adds to it."))
    members = [
        OrganisationName(each.organisation_id, each.organisation.name)
        for each in row.members.all()
        if each.left_on is None
    ]
    form = ObligationForm(request.POST if request.method == "POST" else None, members=members)
    frame = Frame(
        heading=_("Add an obligation"),
        verb=_("Add it"),
        back=row.get_absolute_url(),
        lede=_("It is agreed with the partnership: whoever has signed signs again."),
        seen=row.version,
    )
    status = HTTPStatus.OK
    if request.method == "POST":
        seen = number(request.POST.get("seen"))
        status = attempt(
            form,
            lambda: acts.add_obligation(request.user, partnership_id, form.draft(), seen=seen),
        )
        if status == HTTPStatus.SEE_OTHER:
            messages.success(request, _("The obligation is added."))
            return go_on(row)
    return framed(request, form, frame, status=status)


@opens_to(WORKERS)
@require_http_methods(METHODS)
def take_back(request: SignedIn, obligation_id: UUID) -> HttpResponse:
    """Ask, then take an obligation back that is not agreed yet."""
    row = obligation_of(request.user, obligation_id)
    if not KEEP_PARTNERSHIP.allows(request.user, row.partnership):
        raise NotAllowed(KEEP_PARTNERSHIP.name, _("Only who keeps a partnership changes it."))
    form = forms.Form(request.POST if request.method == "POST" else None)
    frame = Frame(
        heading=_("Take back “%(what)s”?") % {"what": row.text},
        verb=_("Take it back"),
        back=row.partnership.get_absolute_url(),
        lede=_("Whoever has signed signs again, because the text is another one."),
        is_danger=True,
    )
    status = HTTPStatus.OK
    if request.method == "POST":
        status = attempt(form, lambda: acts.take_back(request.user, obligation_id))
        if status == HTTPStatus.SEE_OTHER:
            messages.success(request, _("The obligation is taken back."))
            return go_on(row.partnership)
    return framed(request, form, frame, status=status)


@opens_to(WORKERS)
@require_http_methods(METHODS)
def enter(request: SignedIn, obligation_id: UUID) -> HttpResponse:
    """Take what was done towards an obligation."""
    row = obligation_of(request.user, obligation_id)
    if not ENTER_FULFILMENT.allows(request.user, row):
        raise NotAllowed(ENTER_FULFILMENT.name, _("Only who is obliged says what was done."))
    form = FulfilmentForm(request.POST if request.method == "POST" else None)
    frame = Frame(
        heading=_("What was done: %(what)s") % {"what": row.text},
        verb=_("Enter it"),
        back=row.partnership.get_absolute_url(),
        lede=_("Meetings held under the partnership count by themselves; enter what is no meeting here."),
    )  # fmt: skip
    status = HTTPStatus.OK
    if request.method == "POST":
        status = attempt(form, lambda: acts.enter(request.user, obligation_id, **form.cleaned_data))
        if status == HTTPStatus.SEE_OTHER:
            messages.success(request, _("It is entered and counts."))
            return go_on(row.partnership)
    return framed(request, form, frame, status=status)


@opens_to(WORKERS)
@require_http_methods(METHODS)
def withdraw(request: SignedIn, fulfilment_id: UUID) -> HttpResponse:
    """Ask for the reason, then withdraw what was entered."""
    row = fulfilment_of(request.user, fulfilment_id)
    if not WITHDRAW_FULFILMENT.allows(request.user, row):
        raise NotAllowed(WITHDRAW_FULFILMENT.name, _("Only who entered it withdraws it, once."))
    form = ReasonForm(request.POST if request.method == "POST" else None)
    partnership = row.obligation.partnership
    frame = Frame(
        heading=_("Withdraw “%(what)s”?") % {"what": row.text},
        verb=_("Withdraw it"),
        back=partnership.get_absolute_url(),
        lede=_("It stays listed with your reason, but counts no longer."),
        is_danger=True,
    )
    status = HTTPStatus.OK
    if request.method == "POST":
        status = attempt(
            form,
            lambda: acts.withdraw(request.user, fulfilment_id, reason=form.cleaned_data["reason"]),
        )
        if status == HTTPStatus.SEE_OTHER:
            messages.success(request, _("It is withdrawn and stays listed."))
            return go_on(partnership)
    return framed(request, form, frame, status=status)
