"""The page of one's own keys for programs."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from commonweal.kernel.doors import SIGNED_IN, opens_to
from commonweal.kernel.errors import CommonwealError
from commonweal.rights.actions import keys as actions
from commonweal.rights.forms.keys import KeyForm
from commonweal.rights.queries.keys import keys_of
from commonweal.rights.rules.keys import SCOPES, scopes_open_to
from commonweal.rights.views.signed_in import SignedIn

if TYPE_CHECKING:
    pass


PAGE_SIZE = 50


@opens_to(SIGNED_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def keys(request: SignedIn) -> HttpResponse:
    """List one's keys, and make one; its secret is on this one answer and nowhere else."""
    return _make(request) if request.method == "POST" else _page(request, _form(request))


# Whoever finds an unlocked screen must not leave with a key that holds for a year.
@reauthentication_required  # type: ignore[untyped-decorator]  # allauth is untyped
def _make(request: SignedIn) -> HttpResponse:
    form = _form(request)
    made = None
    if form.is_valid():
        try:
            made = actions.make_key(request.user, form.draft)
        except CommonwealError as error:
            form.add_error(None, error.message)
    return _page(request, form, made=made)


@opens_to(SIGNED_IN)
@require_POST
def revoke(request: SignedIn, key_id: UUID) -> HttpResponse:
    """Revoke one of one's keys."""
    gone = actions.revoke_key(request.user, key_id)
    messages.success(request, _("The key “%(name)s” opens nothing any more.") % {"name": gone.name})
    return HttpResponseRedirect(reverse("rights:keys"), status=HTTPStatus.SEE_OTHER)


def _form(request: SignedIn) -> KeyForm:
    return KeyForm(request.POST or None, scopes=scopes_open_to(request.user))


def _page(request: SignedIn, form: KeyForm, *, made: actions.MadeKey | None = None) -> HttpResponse:
    now = timezone.now()
    page = Paginator(keys_of(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    shown = [
        {
            "key": key,
            "is_over": key.expires_at <= now,
            "may": [SCOPES[scope].name for scope in key.scopes if scope in SCOPES],
        }
        for key in page
    ]
    context = {
        "page": page,
        "shown": shown,
        "form": form,
        "made": made,
        "may_make": bool(scopes_open_to(request.user)),
        "address": request.build_absolute_uri("/api/rights/me"),
    }
    return render(request, "rights/keys.html", context, status=422 if form.errors else 200)
