"""Bodies that the library read and that are no partners yet; take one over, let it go; take a partner out."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.kernel.doors import COORDINATORS, opens_to
from commonweal.kernel.errors import Conflict, InvalidInput
from commonweal.library import public as library
from commonweal.partners.actions import bodies as acts
from commonweal.partners.forms.directory import BodiesForm
from commonweal.partners.queries.directory import body_keys_taken, partner_of_body
from commonweal.partners.queries.entry_rows import partner_of
from commonweal.partners.views.acting import SignedIn, go_on, identity
from commonweal.rights.public import organisations, partners_named

PAGE_SIZE = 50


@opens_to(COORDINATORS)
@require_http_methods(["GET", "HEAD", "POST"])
def bodies(request: SignedIn) -> HttpResponse:
    """List the bodies that are no partners yet, the most named first; take one over."""
    problem, status = "", 200
    if request.method == "POST":
        try:
            key = request.POST.get("body", "")
            chosen = identity(request.POST.get("partner"))
            was_here = chosen is not None or partner_of_body(request.user, key) is not None
            partner_id = acts.take_over(request.user, key, partner_id=chosen)
            said = (
                _("It is joined to this partner, which was here already; the documents that name it stand here now. “It is not this partner” at the foot undoes it.")
                if was_here
                else _("It is in the directory, with the documents that name it.")
            )  # fmt: skip
            messages.success(request, said)
            return go_on("partners:partner", partner_id)
        except (Conflict, InvalidInput) as error:
            problem, status = error.message, 422
    form = BodiesForm(request.GET)
    form.is_valid()
    words = form.cleaned_data.get("words", "")
    found: Any = library.bodies_named(request.user, words=words, without=body_keys_taken())
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    named = partners_named([each.name for each in page])
    context = {
        "page": page,
        "rows": [(each, named.get(each.name.casefold())) for each in page],
        "form": form,
        "words": words,
        "problem": problem,
    }
    return render(request, "partners/bodies.html", context, status=status)


@opens_to(COORDINATORS)
@require_safe
def choose_partner(request: SignedIn) -> HttpResponse:
    """Say which partner a body is that goes by another name here."""
    found = library.bodies_named(request.user, keys=[request.GET.get("body", "")])[:1]
    if not found:
        return redirect("partners:bodies")
    same = partner_of_body(request.user, found[0].key)
    context = {"body": found[0], "partners": organisations(), "same": same}
    return render(request, "partners/body.html", context)


@opens_to(COORDINATORS)
@require_POST
def let_go(request: SignedIn, partner_id: UUID) -> HttpResponse:
    """Say that a body of the library is not this partner."""
    acts.let_go(request.user, partner_id, request.POST.get("body", ""))
    messages.success(request, _("The documents that name it no longer stand here. It can be taken over again."))  # fmt: skip
    return go_on("partners:partner", partner_id)


@opens_to(COORDINATORS)
@require_http_methods(["GET", "HEAD", "POST"])
def remove_partner(request: SignedIn, partner_id: UUID) -> HttpResponse:
    """Ask whether a partner is to be taken out, and do it."""
    found = partner_of(request.user, partner_id)
    problem, status = "", 200
    if request.method == "POST":
        try:
            acts.remove_partner(request.user, partner_id)
            messages.success(request, _("The partner is taken out of the directory."))
            return go_on("partners:directory")
        except Conflict as error:
            problem, status = error.message, 409
    context = {"partner": found, "problem": problem}
    return render(request, "partners/remove_partner.html", context, status=status)
