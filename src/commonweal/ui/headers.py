"""Headers that every answer has, so that a browser keeps the workspace to itself."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

# What pages never use; passkeys are for our own pages alone.
PERMISSIONS = ", ".join(
    [
        *(
            f"{name}=()"
            for name in (
                "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture",
                "encrypted-media", "fullscreen", "geolocation", "gyroscope", "magnetometer",
                "microphone", "midi", "payment", "screen-wake-lock", "usb", "xr-spatial-tracking",
            )
        ),
        "publickey-credentials-create=(self)",
        "publickey-credentials-get=(self)",
    ]
)  # fmt: skip


class HeadersMiddleware:
    """Adds what Django's own middleware leaves out; the content security policy has its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if _is_for_somebody(request):
            # On a shared computer the way back must not show what somebody read.
            response.headers["Cache-Control"] = "no-store, private"
        return response


def _is_for_somebody(request: HttpRequest) -> bool:
    """Say whether the answer may hold what only one person may see; static files never do."""
    is_static = request.path.startswith(settings.STATIC_URL)
    return settings.SESSION_COOKIE_NAME in request.COOKIES and not is_static
