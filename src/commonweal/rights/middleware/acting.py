"""A page opened while somebody acted for one partner writes nothing for another.

Whoever acts for several partners changes between them in one tab and has pages open in others. Every
form carries for whom its page was opened (`templatetags/acting.py`); where that is not for whom the
person acts now, nothing is done.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.rights.middleware.views import BeforeView
from commonweal.ui.problems import Problem, answer

FIELD = "page_is_for"
NOBODY = "nobody"
# To change the partner, and what is about one's own sign-in, is not done for a partner.
FOR_ONESELF = "rights:act_for"


def said_for(reader: Any) -> str:
    """Return what a form says of for whom its page was opened."""
    return str(getattr(reader, "organisation_id", None) or NOBODY)


class ActingMiddleware(BeforeView):
    """Refuses a form whose page was opened for another partner than the person acts for now."""

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],
        _args: tuple[object, ...],
        _kwargs: dict[str, object],
    ) -> HttpResponse | None:
        """Let through what is sent from a page of the present partner, and what says nothing of it."""
        if getattr(view, "csrf_exempt", False):
            # Such a view looks first whether what was sent can be read at all, and then asks this.
            request.for_another_partner = partial(_refused, request)  # type: ignore[attr-defined]
            return None
        return _refused(request)


def _refused(request: HttpRequest) -> HttpResponse | None:
    if request.method != "POST" or not request.user.is_authenticated:
        return None
    said = request.POST.get(FIELD)
    if said is None or said == said_for(request.user) or _is_for_oneself(request):
        return None
    now = getattr(request.user, "organisation", None)
    detail = _(
        "This page was opened while you acted for another partner, and you act for %(partner)s "
        "now. So that nothing is written for the wrong one, nothing was done. Go back to keep "
        "your words, choose at the top of a page for whom you act, and send it again."
    ) % {"partner": now or _("nobody")}
    problem = Problem(code="rights.acts-for.changed", detail=detail)
    return answer(request, problem, status=HTTPStatus.CONFLICT)


def _is_for_oneself(request: HttpRequest) -> bool:
    match = request.resolver_match
    is_change = match is not None and match.view_name == FOR_ONESELF
    return is_change or request.path.startswith(reverse("rights:sign_in"))
