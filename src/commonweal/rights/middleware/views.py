"""What stands between a request and its view."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class BeforeView:
    """A middleware that only looks at the view a request is for, in `process_view`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)
