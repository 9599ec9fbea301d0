"""Every page says to whom it opens; here it is held to."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from commonweal.kernel.doors import EVERYONE, door_of
from commonweal.rights.middleware.views import BeforeView
from commonweal.rights.public import record_refusal
from commonweal.rights.rules.doors import DOORS, opens

log = logging.getLogger(__name__)


class DoorsMiddleware(BeforeView):
    """Sends strangers to sign in; a page not for somebody looks like one that is not there."""

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],
        _args: tuple[object, ...],
        _kwargs: dict[str, object],
    ) -> HttpResponse | None:
        """Let through whom the view's door opens for; a view without a door opens to nobody."""
        door = door_of(view)
        if door is None or door not in DOORS:
            return _nobody(view)
        if door == EVERYONE or opens(door, request.user):
            return None
        if getattr(request.user, "viewer", None) is not None:
            # Through somebody else's eyes a closed page is simply not there.
            raise Http404
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        name = request.resolver_match.view_name if request.resolver_match else ""
        record_refusal(request.user, page=name)
        raise Http404


def _nobody(view: Callable[..., HttpResponseBase]) -> HttpResponse:
    name = f"{view.__module__}.{getattr(view, '__name__', type(view).__name__)}"
    if settings.DOORS_ARE_CHECKED:
        raise ImproperlyConfigured(
            f"{name} does not say to whom it opens: put @opens_to(...) of kernel/doors.py above it."
        )
    log.error("A page has no door and opens to nobody: %s", name)
    raise Http404
