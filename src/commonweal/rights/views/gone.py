"""Pages about a record that was removed lead whoever may know that to the page that says so."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from commonweal.kernel.errors import NotFound


def leads_to_what_is_gone(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Return a view that leads to where it is said that a record was removed, as ``NotFound`` names it."""

    @wraps(view)
    def leading(request: HttpRequest, *args: Any, **given: Any) -> HttpResponse:
        try:
            return view(request, *args, **given)
        except NotFound as error:
            address = error.facts.get("gone")
            if not isinstance(address, str):
                raise
            return HttpResponseRedirect(address)

    return leading
