"""Whoever sees restricted things sets up a second step before anything else."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from commonweal.rights.models import Person
from commonweal.rights.queries.sign_in import has_second_step
from commonweal.rights.rules.sign_in import needs_second_step


class SecondStepMiddleware:
    """Leads to the page "Your sign-in" until there is an authenticator app or a passkey."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        sign_in = reverse("rights:sign_in")
        # Everything below /accounts/ is about one's own sign-in; signing out is there too.
        if request.path.startswith(sign_in) or not _is_missing(request.user):
            return self.get_response(request)
        if request.headers.get("HX-Request") == "true":
            return HttpResponseClientRedirect(sign_in)
        return HttpResponseRedirect(sign_in)


def _is_missing(person: Person | AnonymousUser) -> bool:
    return person.is_authenticated and needs_second_step(person) and not has_second_step(person)
