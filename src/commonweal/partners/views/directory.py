"""Pages of the directory: the list, one partner, what it says of itself."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.kernel.doors import COORDINATORS, SHARED, WORKERS, opens_to
from commonweal.kernel.errors import NotAllowed
from commonweal.partners.actions import directory as acts
from commonweal.partners.actions.bodies import rename
from commonweal.partners.engine.same_body import Pair
from commonweal.partners.forms.directory import (
    AddPartnerForm,
    DirectoryForm,
    EntryForm,
    RenameForm,
)
from commonweal.partners.queries.attended import nobody_acts_for
from commonweal.partners.queries.directory import (
    WantedPartners,
    bodies_of,
    directory,
    languages_spoken,
    part_of,
    sources_of,
)
from commonweal.partners.queries.entry_rows import partner_of
from commonweal.partners.queries.same import like, merged_here
from commonweal.partners.rules.directory import describes
from commonweal.partners.views.acting import SignedIn, attempt, go_on, number
from commonweal.partners.views.leading_on import leads_on
from commonweal.rights.public import coordinates

PAGE_SIZE = 50


@opens_to(SHARED)
@require_safe
def partners(request: SignedIn) -> HttpResponse:
    """List the partners, with filters."""
    form = DirectoryForm(request.GET, languages=languages_spoken())
    form.is_valid()
    wanted = WantedPartners(**form.cleaned_data)
    page = Paginator(directory(request.user, wanted), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "form": form,
        "is_filtered": wanted != WantedPartners(),
        "may_add": coordinates(request.user),
    }
    return render(request, "partners/directory.html", context)


@opens_to(SHARED)
@require_safe
@leads_on
def partner(request: SignedIn, partner_id: UUID) -> HttpResponse:
    """Show a partner: what it says of itself, offers, was asked and does, and where it is named."""
    found = partner_of(request.user, partner_id)
    context = {
        "partner": found,
        "profile": getattr(found, "profile", None),
        "part": part_of(request.user, found),
        "sources": sources_of(request.user, found),
        "bodies": bodies_of(request.user, found),
        "merged": merged_here(request.user, found),
        "may_change": describes(request.user, found.pk),
        "may_rename": coordinates(request.user),
        "is_alone": nobody_acts_for(found.pk),
    }
    return render(request, "partners/partner.html", context)


@opens_to(COORDINATORS)
@require_http_methods(["GET", "HEAD", "POST"])
def add_partner(request: SignedIn) -> HttpResponse:
    """Add a partner with its entry."""
    form = AddPartnerForm(request.POST if request.method == "POST" else None)
    status = HTTPStatus.OK
    if request.method == "POST":
        made: list[UUID] = []
        status = attempt(
            form,
            lambda: made.append(
                acts.add_partner(request.user, form.cleaned_data["name"], form.draft())
            ),
        )
        if made:
            messages.success(request, _("The partner is in the directory."))
            if twin := like(request.user, made[0]):
                messages.warning(request, _may_be(twin, made[0]))
            return go_on("partners:partner", made[0])
    context = {"form": form, "heading": _("Add a partner"), "verb": _("Add the partner")}
    return render(request, "partners/partner_form.html", context, status=status)


@opens_to(WORKERS)
@require_http_methods(["GET", "HEAD", "POST"])
@leads_on
def change_partner(request: SignedIn, partner_id: UUID) -> HttpResponse:
    """Write what the directory says of a partner."""
    found = partner_of(request.user, partner_id)
    raise_if_not_theirs(request, partner_id)
    profile = getattr(found, "profile", None)
    initial = _values(profile) if profile else {}
    form = EntryForm(request.POST if request.method == "POST" else None, initial=initial)
    status = HTTPStatus.OK
    if request.method == "POST":
        seen = number(request.POST.get("seen"))
        status = attempt(
            form, lambda: acts.describe(request.user, partner_id, form.draft(), seen=seen)
        )
        if status == HTTPStatus.SEE_OTHER:
            messages.success(request, _("The entry is kept."))
            return go_on("partners:partner", partner_id)
    context = {
        "form": form,
        "partner": found,
        "seen": profile.version if profile else 0,
        "heading": _("What the directory says of %(name)s") % {"name": found.name},
        "verb": _("Keep the entry"),
    }
    return render(request, "partners/partner_form.html", context, status=status)


@opens_to(COORDINATORS)
@require_http_methods(["GET", "HEAD", "POST"])
@leads_on
def rename_partner(request: SignedIn, partner_id: UUID) -> HttpResponse:
    """Give a partner another name."""
    found = partner_of(request.user, partner_id)
    form = RenameForm(
        request.POST if request.method == "POST" else None, initial={"name": found.name}
    )
    status = HTTPStatus.OK
    if request.method == "POST":
        seen = request.POST.get("seen", "")
        status = attempt(
            form,
            lambda: rename(request.user, partner_id, name=form.cleaned_data["name"], seen=seen),
        )
        if status == HTTPStatus.SEE_OTHER:
            messages.success(request, _("The partner has its new name."))
            return go_on("partners:partner", partner_id)
    context = {
        "form": form,
        "partner": found,
        "seen": found.name,
        "heading": _("Rename %(name)s") % {"name": found.name},
        "verb": _("Rename the partner"),
    }
    return render(request, "partners/partner_form.html", context, status=status)


@opens_to(WORKERS)
@require_POST
def still_right(request: SignedIn, partner_id: UUID) -> HttpResponse:
    """Say that a partner's entry is still right."""
    acts.say_still_right(request.user, partner_id)
    messages.success(request, _("Noted: the entry is right as of today."))
    return go_on("partners:partner", partner_id)


def _may_be(twin: Pair, made: UUID) -> str:
    """Return what is said where somebody added what may be here already, with the way to look."""
    other = twin.second if twin.first.id == made else twin.first
    said = _("“%(name)s” is here too and may be the same.") % {"name": other.name}
    address = f"{reverse('partners:merge_partner', args=[made])}?other={other.id}"
    return format_html('{} <a href="{}">{}</a>', said, address, _("See why, and merge them"))


def raise_if_not_theirs(request: SignedIn, partner_id: UUID) -> None:
    """Raise unless the person writes this partner's entry.

    Raises:
        NotAllowed: If they do not.
    """
    if not describes(request.user, partner_id):
        raise NotAllowed(
            "partners.profile.change",
            _("The partner's own people, and the co-ordinator, write its entry."),
        )


def _values(profile: Any) -> dict[str, Any]:
    names: dict[str, forms.Field] = EntryForm.base_fields
    return {name: getattr(profile, name) for name in names}
