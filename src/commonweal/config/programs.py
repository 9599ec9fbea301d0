"""The interface for programs: every room's routes under /api/, their description, and a plain page of it.

/api/               the page        /api/openapi.json   the description
/api/<room>/...     the routes, each with a key; whatever they refuse has one shape
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from ninja import NinjaAPI

from commonweal.kernel.doors import EVERYONE, PROGRAMS, opens_to
from commonweal.library.api import router as library
from commonweal.partners.api import router as partners
from commonweal.rights.api.routes import router as rights
from commonweal.rights.public import scope_names
from commonweal.ui.problems import PROGRAMS_AT
from commonweal.ui.programs import (
    not_that_way,
    not_there,
    speak_plainly,
    too_large,
    unknown_parameter,
)

# Beside the file itself: the form around it.
FORM_MB = 1
ARGUMENT = re.compile(r"<(\w+)>")

# Our own page stands for ninja's, whose scripts come from elsewhere.
api = NinjaAPI(
    title="Commonweal",
    version="1",
    description=(
        "The interface for programs. A key is made on the page Keys for programs and sent as "
        "`Authorization: Bearer cwk_...`. See docs/api.md."
    ),
    docs_url=None,
    openapi_url=None,
    urls_namespace="programs",
)
speak_plainly(api)
api.add_router("/library", library)
api.add_router("/partners", partners)
api.add_router("/rights", rights)


@cache
def description() -> dict[str, Any]:
    """Return the OpenAPI description of all routes."""
    return dict(api.get_openapi_schema(path_prefix=PROGRAMS_AT))


@opens_to(EVERYONE)
@require_safe
def openapi(_request: HttpRequest) -> HttpResponse:
    """Hand out the description for programs."""
    return JsonResponse(description())


@opens_to(EVERYONE)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show people what programs can do here."""
    context = {
        "routes": list(_routes()),
        "scopes": scope_names().items(),
        "per_minute": settings.API_PER_MINUTE,
        "adds_per_minute": settings.API_ADDS_PER_MINUTE,
    }
    return render(request, "ui/programs.html", context)


@opens_to(EVERYONE)
@csrf_exempt
def nothing_here(_request: HttpRequest, rest: str) -> HttpResponse:  # noqa: ARG001  any address
    """Say in the one shape that there is no such route."""
    return not_there()


def _routes() -> Iterator[dict[str, str]]:
    for address, methods in description()["paths"].items():
        for method, told in methods.items():
            yield {
                "method": method.upper(),
                "address": address,
                "summary": _(told["summary"]),
                "scope": told.get("x-scope", ""),
            }


def _for_programs(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Return a route as we serve it: limits before it is read, one shape, kept by nobody on the way."""

    @opens_to(PROGRAMS)
    @wraps(view)
    def route(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer = _refused_unread(request) or view(request, *args, **kwargs)
        if isinstance(answer, HttpResponseNotAllowed):
            answer = not_that_way(answer.headers["Allow"])
        answer.headers["Cache-Control"] = "no-store, private"
        patch_vary_headers(answer, ["Authorization"])
        return answer

    return route


def _refused_unread(request: HttpRequest) -> HttpResponse | None:
    """Refuse what need not be read: too much, or a misspelt filter, which would give more than was meant."""
    most_mb = settings.READING_LIMITS.file_mb
    sent = request.META.get("CONTENT_LENGTH") or "0"
    if not sent.isdigit() or int(sent) > (most_mb + FORM_MB) * 1_000_000:
        return too_large(most_mb)
    unknown = sorted(_not_taken(request))
    return unknown_parameter(unknown[0]) if unknown else None


def _not_taken(request: HttpRequest) -> set[str]:
    """Return what was sent after the question mark and is no parameter of the route."""
    route = request.resolver_match.route if request.resolver_match else ""
    address = ARGUMENT.sub(r"{\1}", f"/{route}")
    operation = description()["paths"].get(address, {}).get((request.method or "").lower())
    if operation is None:
        return set()
    return set(request.GET) - {one["name"] for one in operation.get("parameters", ())}


def _patterns() -> Iterator[URLPattern]:
    yield path("", page, name="page")
    yield path("openapi.json", openapi, name="openapi")
    for one in api.urls[0]:
        if isinstance(one, URLPattern) and one.name != "api-root":
            yield path(str(one.pattern), _for_programs(one.callback), name=one.name)
    yield path("<path:rest>", nothing_here, name="nothing")


urlpatterns = (list(_patterns()), "programs")
