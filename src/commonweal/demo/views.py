"""Doors of the demo: the way from the texts to the pages, and sign-in by one click."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model, login
from django.contrib.auth.hashers import check_password
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.urls import resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commonweal.demo.city import PASSWORD, resident
from commonweal.demo.seeds import OUTSIDE, ROWS
from commonweal.kernel.doors import EVERYONE, door_of, opens_to
from commonweal.rights.public import opens


class SeeOther(HttpResponseRedirect):
    """After a POST: look at this page now."""

    status_code = 303


@opens_to(EVERYONE)
@require_safe
def seeds(request: HttpRequest) -> HttpResponse:
    """Show what the texts ask for, where it can be tried and which test shows it."""
    rows = [
        (row, [(phrase, *_address(phrase.page, reader=request.user)) for phrase in row.phrases])
        for row in ROWS
    ]
    return render(request, "demo/seeds.html", {"rows": rows, "outside": OUTSIDE})


def _address(page: str | None, *, reader: Any) -> tuple[str | None, bool]:
    """Return where a page is, and whether it opens to a reader, or would once they have signed in."""
    if not page:
        return None, False
    address = reverse(page)
    if not reader.is_authenticated:
        return address, True
    return address, opens(door_of(resolve(address).func) or "", reader)


@opens_to(EVERYONE)
@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """Sign in as one demo person, in demo mode only."""
    who = resident(request.POST.get("email", ""))
    if not settings.DEMO or who is None:
        raise Http404
    person = get_user_model().objects.filter(email=who.email, is_active=True).first()
    if person is None or not _is_public(person.password):
        messages.error(
            request,
            _("%(job)s cannot be let in: load the demo city first (commonweal demo load).")
            % {"job": who.job},
        )
        return SeeOther(resolve_url(settings.LOGIN_URL))
    login(request, person)
    return SeeOther(_next(request))


@lru_cache(maxsize=64)
def _is_public(kept: str) -> bool:
    """Say whether a kept password is the one that everybody may know.

    Looked at once for each as kept: the hash is slow on purpose, and here it hides nothing.
    """
    return check_password(PASSWORD, kept)


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return wanted
    return resolve_url(settings.LOGIN_REDIRECT_URL)
