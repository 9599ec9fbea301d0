"""Pages about how long things are kept: what goes when, holds, runs, and what is left of the erased."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.kernel.doors import COORDINATORS, STEWARDS, WORKERS, opens_to
from commonweal.kernel.errors import CommonwealError, NotFound
from commonweal.rights.actions import holds as actions
from commonweal.rights.actions.trail import Thing
from commonweal.rights.forms.people import ReasonForm
from commonweal.rights.forms.retention import HoldForm
from commonweal.rights.models import RetentionRun
from commonweal.rights.queries import ending
from commonweal.rights.queries.holds import hold_of, holds_visible_to, record_to_hold
from commonweal.rights.queries.names import names_of
from commonweal.rights.rules.nameless import id_shown
from commonweal.rights.rules.roles import coordinates, may_invite
from commonweal.rights.views.signed_in import SignedIn

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django import forms


PAGE_SIZE = 50


@opens_to(STEWARDS)
@require_safe
def overview(request: SignedIn) -> HttpResponse:
    """Show what is kept how long and why, what goes soon, and whether something is late."""
    return render(
        request,
        "rights/retention.html",
        {
            "all": ending.overview(now=timezone.now()),
            "days": ending.AHEAD_DAYS,
            "may_answer": may_invite(request.user),
        },
    )


@opens_to(STEWARDS)
@require_safe
def kind(request: SignedIn, kind: str) -> HttpResponse:
    """List the records of one kind that end within 90 days."""
    keeping = ending.kind_of(kind)
    page, rows = ending.ending_of(keeping, person=request.user, page=request.GET.get("page"))
    context = {
        "keeping": keeping,
        "page": page,
        "rows": rows,
        "days": ending.AHEAD_DAYS,
        "may_hold": coordinates(request.user),
    }
    return render(request, "rights/retention_kind.html", context)


@opens_to(WORKERS)
@require_safe
def ours(request: SignedIn) -> HttpResponse:
    """List what of the reader's partner ends within 90 days, one kind after the other."""
    kinds = [
        (keeping, count)
        for keeping, count in ending.ours_ending(request.user, days=ending.AHEAD_DAYS)
        if count
    ]
    chosen = request.GET.get("kind") or (kinds[0][0].thing if kinds else "")
    keeping = next((one for one, _count in kinds if one.thing == chosen), None)
    if chosen and keeping is None:
        raise NotFound("rights.retention.kind", _("There is no such kind of record."))
    context: dict[str, object] = {"kinds": kinds, "keeping": keeping, "days": ending.AHEAD_DAYS}
    if keeping is not None:
        page, rows = ending.ending_of(
            keeping, person=request.user, page=request.GET.get("page"), ours=True
        )
        context |= {"page": page, "rows": rows}
    return render(request, "rights/ours_ending.html", context)


@opens_to(STEWARDS)
@require_safe
def holds(request: SignedIn) -> HttpResponse:
    """List the holds that hold; administrators see none."""
    found = Paginator(holds_visible_to(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    names = names_of([(one.thing, one.thing_id) for one in found], person=request.user)
    rows = [
        {
            "hold": one,
            "named": names.get((one.thing, one.thing_id)),
            "key": id_shown(one.thing, one.thing_id),
        }
        for one in found
    ]
    context = {"page": found, "rows": rows, "may_change": coordinates(request.user)}
    return render(request, "rights/holds.html", context)


@opens_to(STEWARDS)
@require_safe
def tombstones(request: SignedIn) -> HttpResponse:
    """List what is left of erased records: kinds, ids, dates and numbers."""
    page, rows = ending.stones_shown(request.GET.get("page"))
    return render(request, "rights/tombstones.html", {"page": page, "rows": rows})


@opens_to(STEWARDS)
@require_safe
def runs(request: SignedIn) -> HttpResponse:
    """List the runs of the daily task: when, how many, and what could not be erased."""
    page = Paginator(RetentionRun.objects.all(), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "rights/runs.html", {"page": page})


@opens_to(COORDINATORS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def place(request: SignedIn, kind: str, record_id: str) -> HttpResponse:
    """Ask until when and why, then hold a record."""
    row = record_to_hold(kind, record_id, person=request.user)
    form = HoldForm(request.POST or None)

    def act() -> None:
        actions.place_hold(request.user, Thing(kind, str(row.pk)), **form.cleaned_data)

    context = {
        "heading": _("Hold this record?"),
        "consequence": _("“%(name)s” is not erased until then, whatever its period.")
        % {"name": row},
        "verb": _("Hold it"),
    }
    return _asked(request, form, act, context)


@opens_to(COORDINATORS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def renew(request: SignedIn, hold_id: UUID) -> HttpResponse:
    """Ask until when and why, then let a hold go on."""
    hold_of(hold_id, person=request.user, is_change=True)
    form = HoldForm(request.POST or None)

    def act() -> None:
        actions.renew_hold(request.user, hold_id, **form.cleaned_data)

    context = {
        "heading": _("Renew this hold?"),
        "consequence": _("The record is not erased until the new day."),
        "verb": _("Renew it"),
    }
    return _asked(request, form, act, context)


@opens_to(COORDINATORS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lift(request: SignedIn, hold_id: UUID) -> HttpResponse:
    """Ask why, then lift a hold."""
    hold_of(hold_id, person=request.user, is_change=True)
    form = ReasonForm(request.POST or None)

    def act() -> None:
        actions.lift_hold(request.user, hold_id, reason=form.cleaned_data["reason"])

    context = {
        "heading": _("Lift this hold?"),
        "consequence": _("If the record is past its end, the next daily run erases it."),
        "verb": _("Lift it"),
        "is_grave": True,
    }
    return _asked(request, form, act, context)


def _asked(
    request: SignedIn, form: forms.Form, act: Callable[[], None], context: Mapping[str, object]
) -> HttpResponse:
    """Do what was asked and go back to the holds, or show the form with what is wrong."""
    back = reverse("rights:holds")
    if form.is_valid():
        try:
            act()
        except NotFound:
            raise
        except CommonwealError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Done."))
            return HttpResponseRedirect(back, status=303)
    status = 422 if form.errors else 200
    return render(
        request, "rights/asked.html", {"form": form, "back": back, **context}, status=status
    )
