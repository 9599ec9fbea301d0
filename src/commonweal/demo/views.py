"""Doors of the demo: the way from the texts to the pages, sign-in by one click, and the letters it sent."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model, login
from django.contrib.auth.hashers import check_password
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.urls import resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from commonweal.demo import letters as post
from commonweal.demo.city import PASSWORD, resident
from commonweal.demo.seeds import OUTSIDE, ROWS
from commonweal.kernel.doors import EVERYONE, door_of, opens_to
from commonweal.rights.public import opens

LETTERS_A_PAGE = 10


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


@opens_to(EVERYONE)
@never_cache
@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """Show the letters that the workspace sent, the newest first, in demo mode only."""
    if not settings.DEMO:
        raise Http404
    found = post.letters(host=request.get_host())
    context = {
        "page": Paginator(found, LETTERS_A_PAGE).get_page(request.GET.get("page")),
        "are_kept": post.are_kept(),
        "most": post.MOST if len(found) == post.MOST else 0,
    }
    return render(request, "demo/letters.html", context)


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
