"""A line for each request: which page, what came of it, how long it took. Never for whom or about what."""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from django.conf import settings
from django.db import connections
from django.http import HttpRequest, HttpResponse

from commonweal.config.log_lines import WORK_ID

HEADER = "X-Request-ID"
log = logging.getLogger(__name__)


class _Count:
    """Counts what is asked of the database."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, execute: Callable[..., Any], *args: Any) -> Any:
        self.asked += 1
        return execute(*args)


class RequestLogMiddleware:
    """Stands before all others, so that it sees every answer; gives each request an id."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        work_id, count, began = uuid.uuid4().hex[:16], _Count(), time.perf_counter()
        token = WORK_ID.set(work_id)
        try:
            with ExitStack() as stack:
                for connection in connections.all():
                    stack.enter_context(connection.execute_wrapper(count))
                response = self.get_response(request)
            facts = {
                "route": _route(request),
                "method": request.method if request.method in METHODS else "other",
                "status": response.status_code,
                "ms": round((time.perf_counter() - began) * 1000, 1),
                "database": count.asked,
            }
            level = logging.ERROR if response.status_code >= 500 else logging.INFO
            log.log(level, "request", extra={"facts": facts})
        finally:
            WORK_ID.reset(token)
        response.headers[HEADER] = work_id
        return response


METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def _route(request: HttpRequest) -> str:
    """Return the page's name; the address itself holds ids and what somebody searched."""
    if request.resolver_match:
        return request.resolver_match.view_name or "unnamed"
    return "static" if request.path.startswith(f"/{settings.STATIC_URL.lstrip('/')}") else "none"
