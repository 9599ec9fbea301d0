"""The watch over restricted documents, for every address: reads and refusals leave a line."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

from commonweal.library.actions.watching import watching

# What is refused beside what was typed still shows the page.
SHOWN = frozenset(
    {
        HTTPStatus.OK,
        HTTPStatus.CONFLICT,
        HTTPStatus.UNPROCESSABLE_ENTITY,
        HTTPStatus.SERVICE_UNAVAILABLE,
    }
)


class WatchMiddleware:
    """Writes who was shown words of a restricted document, or asked for one in vain, before the answer goes out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with watching() as watch:
            answer = self.get_response(request)
            # An original that is handed out has a line of its own.
            watch.is_read = answer.status_code in SHOWN and not answer.streaming
        return answer
