"""Pages of obligations: add one, take one back, enter what was done, withdraw an entry."""

from __future__ import annotations

from uuid import UUID

from django import forms
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
from commonweal.partners.views.acting import SignedIn, number
from commonweal.partners.views.framing import Frame, done
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
    seen = number(request.POST.get("seen"))
    return done(
        request,
        form,
        frame,
        lambda: acts.add_obligation(request.user, partnership_id, form.draft(), seen=seen),
        to=row,
        said=_("The obligation is added."),
    )


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
    return done(
        request,
        form,
        frame,
        lambda: acts.take_back(request.user, obligation_id),
        to=row.partnership,
        said=_("The obligation is taken back."),
    )


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
    return done(
        request,
        form,
        frame,
        lambda: acts.enter(request.user, obligation_id, **form.cleaned_data),
        to=row.partnership,
        said=_("It is entered and counts."),
    )


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
    return done(
        request,
        form,
        frame,
        lambda: acts.withdraw(request.user, fulfilment_id, reason=form.cleaned_data["reason"]),
        to=partnership,
        said=_("It is withdrawn and stays listed."),
    )
