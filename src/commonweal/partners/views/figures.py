"""Pages of figures: each role's own, every figure's list and file, and the quarterly report."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonweal.kernel.doors import READERS, SHARED, opens_to
from commonweal.kernel.errors import NotFound
from commonweal.partners.engine.quarterly import quarter_of, write_excel, write_word
from commonweal.partners.engine.tables import write_csv, write_xlsx
from commonweal.partners.forms.figures import FiguresForm, QuarterForm
from commonweal.partners.queries.figure_scope import Scope, municipalities
from commonweal.partners.queries.figure_words import cell_words, column_name
from commonweal.partners.queries.figures import figure, figures, rows_out
from commonweal.partners.queries.quarterly import quarterly_report, scope_of_quarter
from commonweal.partners.views.acting import SignedIn
from commonweal.rights.public import Thing, record_export, shares_here

PAGE_SIZE = 50
FILES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@opens_to(READERS)
@require_safe
def dashboard(request: SignedIn) -> HttpResponse:
    """Show somebody the figures of their roles; each leads to its list and its file."""
    scope, query = _scope(request)
    found = figures(request.user, scope)
    form = FiguresForm(request.GET or None, places=municipalities(request.user))
    context = {
        "form": form,
        "figures": [(one, one.named(scope), number) for one, number in found],
        "query": query,
        "is_filtered": bool(query),
        "shares": shares_here(request.user),
    }
    return render(request, "partners/figures.html", context)


@opens_to(READERS)
@require_safe
def listed(request: SignedIn, figure_key: str) -> HttpResponse:
    """List the rows that a figure counts."""
    one = figure(request.user, figure_key)
    scope, query = _scope(request)
    rows = one.rows(request.user, scope)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    lines = []
    for row in page:
        cells = one.cells(row)
        first, *others = (cell_words(column, cells[column]) for column in one.columns)
        lines.append((one.address(row), first or "–", others))
    context = {
        "name": one.named(scope),
        "one": one,
        "number": page.paginator.count,
        "page": page,
        "columns": [column_name(each) for each in one.columns],
        "lines": lines,
        "query": query,
    }
    return render(request, "partners/figure.html", context)


@opens_to(READERS)
@require_safe
def as_file(request: SignedIn, figure_key: str, ending: str) -> HttpResponse:
    """Hand out the rows that a figure counts, as CSV or Excel."""
    one = figure(request.user, figure_key)
    if ending not in {"csv", "xlsx"}:
        raise NotFound("partners.not-found", _("There is no such page, or not for you."))
    scope, _query = _scope(request)
    rows = list(rows_out(request.user, one, scope))
    record_export(request.user, Thing("partners.Figure", one.key), rows=len(rows))
    table = one.table
    content = write_xlsx(table, rows) if ending == "xlsx" else b"".join(write_csv(table, rows))
    return _file(content, name=f"{one.key}.{ending}")


@opens_to(SHARED)
@require_safe
def quarterly(request: SignedIn) -> HttpResponse:
    """Show the report of a quarter as it goes out: the figures, and what each counts."""
    form, scope = _quarter(request)
    status = HTTPStatus.OK if form.is_valid() else HTTPStatus.UNPROCESSABLE_ENTITY
    report = quarterly_report(request.user, scope)
    first, last = scope.first, scope.last
    asked = {"municipality": scope.municipality}
    period = urlencode({k: v for k, v in (asked | {"first": first, "last": last}).items() if v})
    values = form.cleaned_data if form.is_valid() else {}
    context = {
        "form": form,
        "report": report,
        "figures": [(each, period) for each in report.sections],
        "query": urlencode({name: value for name, value in values.items() if value}),
    }
    return render(request, "partners/quarterly.html", context, status=status)


@opens_to(SHARED)
@require_safe
def quarterly_file(request: SignedIn, ending: str) -> HttpResponse:
    """Hand out the report of a quarter in Word or Excel."""
    writers = {"docx": write_word, "xlsx": write_excel}
    if ending not in writers:
        raise NotFound("partners.not-found", _("There is no such page, or not for you."))
    form, scope = _quarter(request)
    if not form.is_valid():
        # No file of another quarter than the one that was asked for: the page says what is wrong.
        return quarterly(request)
    report = quarterly_report(request.user, scope)
    count = sum(each.number for each in report.sections)
    record_export(request.user, Thing("partners.Quarterly", str(scope.first)), rows=count)
    return _file(writers[ending](report), name=f"quarterly-{scope.first}.{ending}")


def _scope(request: SignedIn) -> tuple[Scope, str]:
    """Return what figures are asked for, and that as a query; what is not a day asks for nothing."""
    form = FiguresForm(request.GET, places=municipalities(request.user))
    form.is_valid()
    values = form.cleaned_data
    first, last = values.get("first"), values.get("last")
    if first is None or last is None:
        first = last = None
    place = str(values.get("municipality") or "").strip()
    query = {"municipality": place, "first": first, "last": last}
    scope = Scope(timezone.localdate(), place, first, last)
    return scope, urlencode({name: value for name, value in query.items() if value})


def _quarter(request: SignedIn) -> tuple[QuarterForm, Scope]:
    today = timezone.localdate()
    year, quarter = quarter_of(today)
    data = {"year": year, "quarter": quarter} | request.GET.dict()
    form = QuarterForm(data, places=municipalities(request.user))
    if form.is_valid():
        values = form.cleaned_data
        year, quarter = values["year"], int(values["quarter"])
    place = form.cleaned_data.get("municipality", "")
    return form, scope_of_quarter(year, quarter, municipality=place, today=today)


def _file(content: bytes, *, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=FILES[name.rpartition(".")[2]])
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
