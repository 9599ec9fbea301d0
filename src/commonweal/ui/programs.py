"""What all routes of the interface for programs share: refusals of one shape, and pages of a list.

A list is taken in pages by ``limit`` and ``cursor``: newest first, and rows added meanwhile neither
repeat nor skip one. The cursor is opaque to programs: the last row's instant and id.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, TypeVar
from uuid import UUID

from django.core.exceptions import (
    PermissionDenied,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from ninja import Field, NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError

from commonweal.kernel.errors import CommonwealError
from commonweal.ui import problems

Row = TypeVar("Row", bound=Model)

PAGE_MOST = 200
# A NUL is no character of a text that a database can compare.
Words = Annotated[str, Field(max_length=300, pattern=r"^[^\x00]*$")]
Limit = Annotated[int, Field(ge=1, le=PAGE_MOST)]
# Microseconds since 1970, and an id: any text of this form is a place in a list.
Cursor = Annotated[str, Field(pattern=r"^([0-9]{17}[0-9a-f]{32})?$")]
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


class Problem(Schema):
    """Why a request was not answered: a stable name for programs and words for a person."""

    code: str
    detail: str


# Each route names them all: any of them may come, and they all look the same.
REFUSALS: Mapping[int, type[Problem]] = dict.fromkeys(
    (400, 401, 403, 404, 405, 413, 422, 429, 503), Problem
)


class Refusal(Exception):
    """A refusal that only programs know: no key, the wrong key, too often."""

    def __init__(
        self, problem: problems.Problem, *, status: int, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(problem.detail)
        self.problem = problem
        self.status = status
        self.headers = headers or {}


def refused(
    problem: problems.Problem, *, status: int, headers: Mapping[str, str] | None = None
) -> HttpResponse:
    """Return a refusal in the one shape that programs know."""
    return JsonResponse(problem.for_programs(), status=status, headers=dict(headers or {}))


def not_there() -> HttpResponse:
    """Return that there is no such thing, or not for this key."""
    detail = _("There is no such thing, or not for this key.")
    return refused(problems.Problem(code="not-found", detail=detail), status=404)


def not_that_way(allowed: str) -> HttpResponse:
    """Return that the address does not take the request's method.

    Args:
        allowed: The methods that it takes, as the header Allow says them.
    """
    detail = _("This address takes %(methods)s only.") % {"methods": allowed}
    problem = problems.Problem(code="method", detail=detail)
    return refused(problem, status=405, headers={"Allow": allowed})


def too_large(most_mb: int) -> HttpResponse:
    """Return that what was sent is too large.

    Args:
        most_mb: The most, in megabytes.
    """
    detail = _("More than %(most)s MB were sent. Nothing was kept.") % {"most": most_mb}
    return refused(problems.Problem(code="too-large", detail=detail), status=413)


def unknown_parameter(name: str) -> HttpResponse:
    """Return that an address takes no such parameter.

    Args:
        name: As it was sent.
    """
    detail = _("There is no parameter “%(name)s” here.") % {"name": name[:40]}
    return refused(problems.Problem(code="unknown-parameter", detail=detail), status=422)


def speak_plainly(api: NinjaAPI) -> None:
    """Give an interface our answers to whatever its routes raise; what is left goes on to Django."""
    answers: tuple[tuple[Any, Any], ...] = (
        (Refusal, _refusal),
        (CommonwealError, _error),
        (ValidationError, _invalid),
        (HttpError, _http_error),
        (Http404, _not_there),
        (PermissionDenied, _not_allowed),
        (MultiPartParserError, _unreadable),
        (RequestDataTooBig, _too_much),
        (TooManyFilesSent, _too_much),
        (TooManyFieldsSent, _too_much),
        (Exception, _raised_again),
    )
    for kind, answer in answers:
        api.add_exception_handler(kind, answer)


def page_of(
    rows: QuerySet[Row], *, moment: str, limit: int, cursor: str
) -> tuple[list[Row], str | None]:
    """Return the rows after a cursor, newest first, and the cursor of the page after.

    Args:
        rows: Any rows whose key is an id.
        moment: The field they are sorted by, the newest first; written once.
        limit: How many at most.
        cursor: As the page before gave it; empty for the first page.
    """
    if cursor:
        at, key = EPOCH + int(cursor[:17]) * MICROSECOND, UUID(hex=cursor[17:])
        rows = rows.filter(Q(**{f"{moment}__lt": at}) | Q(**{moment: at, "pk__gt": key}))
    found = list(rows.order_by(f"-{moment}", "pk")[: limit + 1])
    if len(found) <= limit:
        return found, None
    last = found[limit - 1]
    since = (getattr(last, moment) - EPOCH) // MICROSECOND
    return found[:limit], f"{since:017d}{last.pk.hex}"


def _refusal(_request: HttpRequest, error: Refusal) -> HttpResponse:
    return refused(error.problem, status=error.status, headers=error.headers)


def _error(_request: HttpRequest, error: CommonwealError) -> HttpResponse:
    problem, status = problems.problem_of(error)
    return not_there() if status in {403, 404} else refused(problem, status=status)


def _not_there(_request: HttpRequest, _error: Http404) -> HttpResponse:
    return not_there()


def _invalid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Say which values are of a wrong form; what is no id in an address is no thing that is there."""
    if any(each["loc"][0] == "path" for each in error.errors):
        return not_there()
    told = [f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors[:5]]
    return refused(problems.Problem(code="invalid-input", detail="; ".join(told)), status=422)


def _http_error(_request: HttpRequest, error: HttpError) -> HttpResponse:
    problem = problems.Problem(code="bad-request", detail=error.message)
    return refused(problem, status=error.status_code)


def _not_allowed(_request: HttpRequest, _error: PermissionDenied) -> HttpResponse:
    problem = problems.Problem(code="not-allowed", detail=_("You may not do this."))
    return refused(problem, status=403)


def _unreadable(_request: HttpRequest, _error: Exception) -> HttpResponse:
    detail = _("The form that was sent cannot be read; send it as multipart/form-data.")
    return refused(problems.Problem(code="bad-request", detail=detail), status=400)


def _too_much(_request: HttpRequest, _error: Exception) -> HttpResponse:
    detail = _("More was sent than is taken at once: one file a request. Nothing was kept.")
    return refused(problems.Problem(code="too-large", detail=detail), status=413)


def _raised_again(_request: HttpRequest, error: Exception) -> HttpResponse:
    raise error
