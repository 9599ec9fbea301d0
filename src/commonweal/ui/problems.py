"""What people see when something cannot be done: one door for errors, one shape for programs.

    CommonwealError --problem_of--> Problem --answer--> a page, a fragment for htmx, or JSON

A row a person may not know of and a row that is not there give the same page.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass

from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from commonweal.kernel.errors import (
    CommonwealError,
    Conflict,
    InvalidInput,
    NoAnswer,
    NotAllowed,
    NotFound,
    WayOn,
)
from commonweal.ui.faults import is_database_away, no_room

STATUSES: dict[type[CommonwealError], int] = {
    InvalidInput: 422,
    NotAllowed: 403,
    NotFound: 404,
    Conflict: 409,
    NoAnswer: 503,
}
# PostgreSQL's names for a deadlock and for a serialisation that failed.
LOST = frozenset({"40P01", "40001"})
# After this time a browser or a program may ask again.
RETRY_S = 30
# Below this address everything is answered for programs, faults of ours too.
PROGRAMS_AT = "/api/"
# How often a request is tried again before somebody is told.
TURNS = 3


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a request was not answered: a stable name for programs, words and a way on for a person."""

    code: str
    detail: str
    way_on: WayOn | None = None

    def for_programs(self) -> dict[str, str]:
        """Return what a program is told: the name and the words."""
        return {"code": self.code, "detail": self.detail}


def problem_of(error: CommonwealError) -> tuple[Problem, int]:
    """Return the problem an error stands for and the status of its answer."""
    if isinstance(error, NotFound):
        # The words would tell a stranger whether the thing exists.
        return Problem(code="not-found", detail=_("There is no such page, or not for you.")), 404
    status = next((number for kind, number in STATUSES.items() if isinstance(error, kind)), 500)
    return Problem(code=error.code, detail=error.message, way_on=error.way_on), status


def answer(request: HttpRequest, problem: Problem, *, status: int) -> HttpResponse:
    """Return the problem in the form that was asked for."""
    if request.headers.get("HX-Request") == "true":
        return render(request, "ui/problem.html", {"problem": problem}, status=status)
    if _is_program(request):
        return JsonResponse(problem.for_programs(), status=status)
    page = status if status in {403, 404} else "problem"
    name = f"{page}.html" if page != "problem" else "ui/problem_page.html"
    return render(request, name, {"problem": problem}, status=status)


def _is_program(request: HttpRequest) -> bool:
    """Say whether a program asks: at the interface for programs, or with its wish for JSON."""
    wish = request.headers.get("Accept", "")
    return request.path.startswith(PROGRAMS_AT) or wish.startswith("application/json")


class ProblemsMiddleware:
    """Turn what the rooms raise into an answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a ``CommonwealError``, try a lost race again; leave anything else to Django."""
        if lost_a_race(exception) and _turns(request) <= TURNS:
            return self._again(request)
        if not isinstance(exception, CommonwealError):
            return None
        problem, status = problem_of(exception)
        return answer(request, problem, status=status)

    def _again(self, request: HttpRequest) -> HttpResponse:
        """Call the view once more; the database has undone what it did."""
        for _name, files in request.FILES.lists():
            for file in files:
                file.seek(0)
        match = request.resolver_match
        assert match is not None  # noqa: S101  a view was called, so that there is one
        try:
            response: HttpResponse = match.func(request, *match.args, **match.kwargs)
        except Exception as error:
            found = self.process_exception(request, error)
            if found is None:
                raise
            return found
        return response


def lost_a_race(error: BaseException) -> bool:
    """Say whether PostgreSQL undid a transaction so that another one could end.

    SQLite lets one write at a time, so that nobody loses there.
    """
    state = getattr(error.__cause__, "sqlstate", None)
    return isinstance(error, OperationalError) and state in LOST and not connection.in_atomic_block


def _turns(request: HttpRequest) -> int:
    turns: int = request.__dict__.setdefault("turns_taken", 0) + 1
    request.__dict__["turns_taken"] = turns
    return turns


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  Django passes both
    """Say that the request could not be understood; the person may not be known yet."""
    return HttpResponse(render_to_string("400.html"), status=400)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  Django passes it
    """Say that this needs another person."""
    problem = Problem(code="not-allowed", detail=_("You may not do this."))
    return answer(request, problem, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  Django passes it
    """Say that there is no such page, or not for this person."""
    problem = Problem(code="not-found", detail=_("There is no such page, or not for you."))
    return answer(request, problem, status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Say that the workspace itself failed, without asking the database anything."""
    error = sys.exc_info()[1]
    if no_room(error):
        detail = _("The server's disk is full. Nothing was changed.")
        return _plain(request, Problem(code="disk-full", detail=detail), status=507)
    if is_database_away(error):
        detail = _("The database cannot be reached just now. Nothing was changed; try again.")
        answer = _plain(request, Problem(code="database-away", detail=detail), status=503)
        answer.headers["Retry-After"] = str(RETRY_S)
        return answer
    detail = _("Something broke here. Nothing was changed.")
    return _plain(request, Problem(code="broken", detail=detail), status=500)


def _plain(request: HttpRequest, problem: Problem, *, status: int) -> HttpResponse:
    """Return a problem in the form that was asked for, with nothing on the page that must be looked up."""
    if request.headers.get("HX-Request") == "true":
        text = render_to_string("ui/problem.html", {"problem": problem})
        return HttpResponse(text, status=status)
    if _is_program(request):
        return JsonResponse(problem.for_programs(), status=status)
    return HttpResponse(render_to_string(f"{status}.html"), status=status)
