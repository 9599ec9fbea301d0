"""Pages of many promises: the board in its views, its tables, what is done to many at once, and what the public sees."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.kernel.doors import EVERYONE, SHARED, WORKERS, opens_to
from commonweal.kernel.errors import InvalidInput
from commonweal.partners.actions import bulk as bulk_acts
from commonweal.partners.actions.recommendation_tables import TABLE
from commonweal.partners.engine.states import PROGRESS
from commonweal.partners.engine.tables import write_csv, write_xlsx
from commonweal.partners.forms.board import BoardForm, BulkForm
from commonweal.partners.queries import board_views
from commonweal.partners.queries.board import (
    Wanted,
    agreed,
    board,
    clusters_used,
    counts,
    load_contested,
    meetings_offered,
)
from commonweal.partners.queries.recommendation_tables import recommendation_cells
from commonweal.partners.queries.wording import PROGRESS_NAMES
from commonweal.partners.views.acting import SignedIn, attempt, go_on, identity, number
from commonweal.partners.views.imports import CSV, EXCEL, handed_out
from commonweal.rights.public import Thing, coordinates, organisations, record_export

PAGE_SIZE = 50
MEETINGS_OFFERED = 200
VIEWS = ("list", "board", "timeline", "addressees")


@opens_to(SHARED)
@require_safe
def recommendations(request: SignedIn) -> HttpResponse:
    """Show what was asked, how far it is and when it is due, with filters, in one of four views."""
    form = _form(request)
    wanted = _wanted(form)
    today = timezone.localdate()
    found = counts(request.user, wanted, today=today)
    view = request.GET.get("view", "")
    view = view if view in VIEWS else "list"
    context = {
        "form": form,
        "view": view,
        "views": [(key, name, _with(request, view=key)) for key, name in _view_names()],
        "is_filtered": wanted != Wanted(),
        "counts": [
            (state, PROGRESS_NAMES[state], found.get(state, 0), _with(request, state=state))
            for state in PROGRESS
            if state != "withdrawn" or found.get(state)
        ],
        "state": wanted.state,
        "query": request.GET.urlencode(),
        "fields": [
            (key, value) for key, value in request.GET.items() if key not in {"page", "row", "all"}
        ],
        "may_import": coordinates(request.user),
        **_SHOWN[view](request, wanted, found),
    }
    return render(request, "partners/board.html", context)


def _view_names() -> list[tuple[str, str]]:
    return [
        ("list", _("List")),
        ("board", _("Board")),
        ("timeline", _("Timeline")),
        ("addressees", _("By addressee")),
    ]


def _page(request: SignedIn, rows: Any, *, count: int | None = None) -> Any:
    pages = Paginator(rows, PAGE_SIZE)
    if count is not None:
        pages.__dict__["count"] = count
    return pages.get_page(request.GET.get("page"))


def _list(request: SignedIn, wanted: Wanted, found: dict[str, int]) -> dict[str, Any]:
    shown = {state: count for state, count in found.items() if state != "withdrawn"}
    count = found.get(wanted.state, 0) if wanted.state else sum(shown.values())
    rows = board(request.user, wanted, today=timezone.localdate())
    page = _page(request, rows, count=count)
    load_contested(page)
    return {"page": page}


def _board(request: SignedIn, wanted: Wanted, found: dict[str, int]) -> dict[str, Any]:
    made = board_views.columns(request.user, wanted, found, today=timezone.localdate())
    return {
        "columns": [
            (each, PROGRESS_NAMES[each.state], _with(request, view="list", state=each.state))
            for each in made
        ]
    }


def _timeline(request: SignedIn, wanted: Wanted, _found: dict[str, int]) -> dict[str, Any]:
    rows = board_views.along_dates(request.user, wanted, today=timezone.localdate())
    return {"page": _page(request, rows)}


def _addressees(request: SignedIn, wanted: Wanted, _found: dict[str, int]) -> dict[str, Any]:
    rows = board_views.by_addressee(request.user, wanted, today=timezone.localdate())
    return {"page": _page(request, rows)}


_SHOWN: dict[str, Callable[..., dict[str, Any]]] = {
    "list": _list,
    "board": _board,
    "timeline": _timeline,
    "addressees": _addressees,
}


def _form(request: SignedIn) -> BoardForm:
    form = BoardForm(
        request.GET,
        partners=organisations(),
        meetings=meetings_offered(request.user, most=MEETINGS_OFFERED),
        clusters=clusters_used(),
    )
    form.is_valid()
    return form


def _wanted(form: BoardForm) -> Wanted:
    values = form.cleaned_data
    return Wanted(
        state=values.get("state", ""),
        answer=values.get("answer", ""),
        organisation=values.get("organisation"),
        meeting=values.get("meeting"),
        overdue=values.get("overdue", False),
        cluster=values.get("cluster", ""),
        affected=values.get("affected", ""),
        words=values.get("words", ""),
        leaderless=values.get("leaderless", False),
    )


@opens_to(SHARED)
@require_safe
def as_csv(request: SignedIn) -> HttpResponse:
    """Hand out the recommendations that were asked for as CSV; the file can be handed in again."""
    content = b"".join(write_csv(TABLE, _rows(request)))
    return handed_out(content, name="recommendations.csv", kind=CSV)


@opens_to(SHARED)
@require_safe
def as_excel(request: SignedIn) -> HttpResponse:
    """Hand out the recommendations that were asked for as Excel; the file can be handed in again."""
    content = write_xlsx(TABLE, _rows(request))
    return handed_out(content, name="recommendations.xlsx", kind=EXCEL)


def _rows(request: SignedIn) -> list[dict[str, str]]:
    wanted = _wanted(_form(request))
    rows = list(recommendation_cells(request.user, wanted, today=timezone.localdate()))
    record_export(request.user, Thing("partners.Recommendation", ""), rows=len(rows))
    return rows


@opens_to(WORKERS)
@require_http_methods(["GET", "HEAD", "POST"])
def bulk(request: SignedIn) -> HttpResponse:
    """Say how many recommendations an act would change, and do it once that was confirmed."""
    keys = _chosen(request)
    if not keys:
        messages.error(
            request, _("Tick the recommendations that are to change first; none is ticked.")
        )
        return redirect(reverse("partners:board") + _with(request))
    status = HTTPStatus.OK
    try:
        found = bulk_acts.changeable(request.user, keys)
    except InvalidInput as problem:
        messages.error(request, problem.message)
        return redirect("partners:board")
    form = BulkForm(request.POST if request.method == "POST" else None, clusters=clusters_used())
    if request.method == "POST":
        what = number(request.POST.get("count"))
        done: list[int] = []
        status = attempt(
            form,
            lambda: done.append(
                bulk_acts.change_together(request.user, keys, form.what(count=what))
            ),
        )
        if done:
            text = ngettext("%(count)s is changed.", "%(count)s are changed.", done[0])
            messages.success(request, text % {"count": done[0]})
            return go_on(reverse("partners:board") + _with(request))
    context = {
        "form": form,
        "count": len(found),
        "others": len(keys) - len(found),
        "chosen": [] if "all" in request.GET else [str(key) for key in keys],
        "query": request.GET.urlencode(),
    }
    return render(request, "partners/bulk.html", context, status=status)


def _chosen(request: SignedIn) -> list[UUID]:
    """Return the ids that were ticked, or those of all that the filters find."""
    if "all" in request.GET:
        wanted = _wanted(_form(request))
        today = timezone.localdate()
        return board_views.keys_wanted(request.user, wanted, today=today, limit=bulk_acts.MOST)
    ticked = (*request.GET.getlist("row"), *request.POST.getlist("row"))
    return list(dict.fromkeys(key for each in ticked if (key := identity(each)) is not None))


@opens_to(EVERYONE)
@require_safe
def agreed_page(request: HttpRequest) -> HttpResponse:
    """Show everybody what was asked, answered and done, as far as conveners made it public."""
    rows = agreed(request.user, today=timezone.localdate())
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "partners/agreed.html", {"page": page})


def _with(request: HttpRequest, **values: str) -> str:
    """Return the address of the same page with other values; a value that it has already is taken off."""
    query = request.GET.copy()
    for key in ("page", "row", "all"):
        query.pop(key, None)
    for key, value in values.items():
        if key == "state" and len(values) == 1 and query.get(key) == value:
            query.pop(key)
        else:
            query[key] = value
    return f"?{query.urlencode()}"
