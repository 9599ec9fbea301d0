"""``?as=police`` on the page of a record: the page as somebody else would see it, and never more than one sees oneself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, cast

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from commonweal.rights.middleware.views import BeforeView
from commonweal.rights.models import Person
from commonweal.rights.rules.records import record_pages
from commonweal.rights.rules.stand_in import StandIn, others_eyes
from commonweal.ui.problems import Problem, answer

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

ASKED_AS = "as"


@dataclass(frozen=True, slots=True)
class SeenAs:
    """What the banner of such a page says: as whom, and the way back."""

    who: str | Promise
    back: str


class SeeingMiddleware(BeforeView):
    """Puts a stand-in in the reader's place for one page; nothing can be done through it."""

    def process_view(
        self,
        request: HttpRequest,
        _view: Callable[..., HttpResponseBase],
        _args: tuple[object, ...],
        _kwargs: dict[str, object],
    ) -> HttpResponse | None:
        """Replace the reader on a record's page; refuse what is sent through somebody else's eyes."""
        page = request.resolver_match.view_name if request.resolver_match else ""
        if ASKED_AS not in request.GET or page not in record_pages():
            return None
        viewer = request.user
        if not isinstance(viewer, Person):
            return None
        key = request.GET[ASKED_AS]
        eyes = others_eyes().get(key)
        if eyes is None or request.method not in {"GET", "HEAD"}:
            said = _("Nothing can be done as somebody else, and nobody here is called “%(name)s”.")
            problem = Problem(code="rights.seen-as", detail=said % {"name": key[:40]})
            return answer(request, problem, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        roles, who = eyes
        stand_in = StandIn(roles=roles, viewer=viewer)
        request.user = cast("AnonymousUser", stand_in)
        request.__dict__["seen_as"] = SeenAs(who=who, back=request.path)
        return None
