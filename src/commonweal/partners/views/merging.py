"""The same partner under two names: what may be the same and why; merge two, keep them apart, undo."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.kernel.doors import COORDINATORS, opens_to
from commonweal.kernel.errors import Conflict, InvalidInput
from commonweal.partners.actions import merging as acts
from commonweal.partners.engine.same_body import Pair
from commonweal.partners.forms.directory import MergeForm
from commonweal.partners.queries.entry_rows import partner_of
from commonweal.partners.queries.same import MEANING, merges, pair_of, pairs_waiting
from commonweal.partners.views.acting import SignedIn, attempt, go_on
from commonweal.partners.views.leading_on import leads_on
from commonweal.rights.public import organisations

PAGE_SIZE = 20


@opens_to(COORDINATORS)
@require_safe
def same(request: SignedIn) -> HttpResponse:
    """List the pairs of partners that may be the same, with the reasons; and what was merged."""
    page = Paginator(pairs_waiting(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "pairs": [(each, _reasons(each)) for each in page],
        "merges": merges(request.user),
    }
    return render(request, "partners/same.html", context)


@opens_to(COORDINATORS)
@require_http_methods(["GET", "HEAD", "POST"])
@leads_on
def merge(request: SignedIn, partner_id: UUID) -> HttpResponse:
    """Merge a partner with another: which of the two names stays, and why they are the same."""
    found = partner_of(request.user, partner_id)
    others = [each for each in organisations() if each.id != partner_id]
    form = MergeForm(
        request.POST if request.method == "POST" else None,
        initial={"other": request.GET.get("other", "")},
        partner=found,
        others=others,
    )
    status = HTTPStatus.OK
    if request.method == "POST":
        kept: list[UUID] = []

        def act() -> None:
            keep_id, absorb_id = form.kept_and_absorbed()
            acts.merge(request.user, keep_id, absorb_id, why=form.cleaned_data["why"])
            kept.append(keep_id)

        status = attempt(form, act)
        if kept:
            messages.success(request, _merged(kept[0]))
            return go_on("partners:partner", kept[0])
    other = form.other_id(request.GET.get("other", ""))
    pair = pair_of(request.user, partner_id, other) if other else None
    context = {
        "partner": found,
        "form": form,
        "pair": pair,
        "reasons": _reasons(pair) if pair else [],
    }
    return render(request, "partners/merge.html", context, status=status)


@opens_to(COORDINATORS)
@require_POST
def keep_apart(request: SignedIn, partner_id: UUID, other_id: UUID) -> HttpResponse:
    """Say that two partners are two."""
    return _decide(
        request,
        lambda why: acts.keep_apart(request.user, partner_id, other_id, why=why),
        done=_("Noted: they are two. They are not offered again."),
    )


@opens_to(COORDINATORS)
@require_POST
def undo_merge(request: SignedIn, partner_id: UUID, other_id: UUID) -> HttpResponse:
    """Undo a merge: each has again what it had."""
    return _decide(
        request,
        lambda why: acts.undo(request.user, partner_id, other_id, why=why),
        done=_("They are two partners again, with what each had."),
    )


def _merged(kept_id: UUID) -> str:
    """Return what is said of a merge, with the way to undo it."""
    place = reverse("partners:partner", args=[kept_id]) + "#merged"
    said, undo = _("The two are one partner now."), _("Undo: part them again")
    return format_html('{} <a href="{}">{}</a>', said, place, undo)


def _decide(request: SignedIn, act: Callable[[str], object], *, done: str) -> HttpResponse:
    try:
        act(request.POST.get("why", ""))
        messages.success(request, done)
    except (Conflict, InvalidInput) as error:
        messages.error(request, error.message)
    return go_on("partners:same")


def _reasons(pair: Pair) -> list[dict[str, Any]]:
    return [
        {
            "words": MEANING[each.rule],
            "detail": each.detail,
            "kind": "warn" if each.weight < 0 else "ok",
            "is_against": each.weight < 0,
        }
        for each in pair.signals
    ]
