"""A half-filled form that a browser kept is let go once it was sent and taken (``static/ui/draft.js``)."""

from __future__ import annotations

import re
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse

SENT = "draft_sent"
# The name a browser gives the place where it keeps one draft.
PLACE = re.compile(r"[0-9a-z]{6,40}")
KEPT_S = 3600


class DraftsMiddleware:
    """Names the draft that was sent to the browser that keeps it; the cookie says nothing else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # 303 is the answer of a form that did what it asked; a way to sign in again is not.
        if request.method == "POST" and response.status_code == HTTPStatus.SEE_OTHER:
            place = request.POST.get("draft", "")
            if PLACE.fullmatch(place):
                response.set_cookie(
                    SENT,
                    place,
                    max_age=KEPT_S,
                    samesite="Lax",
                    secure=settings.SESSION_COOKIE_SECURE,
                )
        return response
