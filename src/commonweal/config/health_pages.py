"""Two addresses for whoever looks after the machine: that it lives, and that it is ready."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commonweal.config import health
from commonweal.kernel.doors import EVERYONE, opens_to


@opens_to(EVERYONE)
@require_safe
@never_cache
def live(_request: HttpRequest) -> HttpResponse:
    """Answer: that is all it says."""
    return JsonResponse({"live": True})


@opens_to(EVERYONE)
@require_safe
@never_cache
def ready(_request: HttpRequest) -> HttpResponse:
    """Say which parts are ready; 503 unless all are. Why not is said in the terminal only."""
    parts = health.states(health.complaints())
    is_ready = set(parts.values()) == {health.OK}
    return JsonResponse({"ready": is_ready, "parts": parts}, status=200 if is_ready else 503)
