"""Tables out and in: the directory as Excel or CSV; hand one in, see what is wrong, import it, take it back."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.kernel.doors import COORDINATORS, SHARED, opens_to
from commonweal.kernel.errors import Conflict
from commonweal.partners import tasks
from commonweal.partners.actions import imports as acts
from commonweal.partners.actions.partner_tables import TABLE
from commonweal.partners.engine.tables import write_csv, write_xlsx
from commonweal.partners.forms.directory import DirectoryForm, ImportForm
from commonweal.partners.models import ImportLine, TableImport
from commonweal.partners.queries.directory import WantedPartners, languages_spoken
from commonweal.partners.queries.imports import (
    REPORT,
    import_of,
    imports_visible_to,
    lines_of,
    report_rows,
    tally,
    words_of,
)
from commonweal.partners.queries.partner_tables import partner_cells
from commonweal.partners.views.acting import SignedIn, attempt, go_on
from commonweal.rights.public import Thing, record_export

PAGE_SIZE = 50
# What htmx takes as: ask no more.
STOP_ASKING = 286
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"


@opens_to(SHARED)
@require_safe
def as_csv(request: SignedIn) -> HttpResponse:
    """Hand out the partners that were asked for as CSV; the file can be handed in again."""
    rows = _rows(request)
    return _file(b"".join(write_csv(TABLE, rows)), name="partners.csv", kind=CSV)


@opens_to(SHARED)
@require_safe
def as_excel(request: SignedIn) -> HttpResponse:
    """Hand out the partners that were asked for as Excel; the file can be handed in again."""
    return _file(write_xlsx(TABLE, _rows(request)), name="partners.xlsx", kind=EXCEL)


def _rows(request: SignedIn) -> list[dict[str, str]]:
    form = DirectoryForm(request.GET, languages=languages_spoken())
    form.is_valid()
    rows = list(partner_cells(request.user, WantedPartners(**form.cleaned_data)))
    record_export(request.user, Thing("partners.Profile", ""), rows=len(rows))
    return rows


def _file(content: bytes, *, name: str, kind: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@opens_to(COORDINATORS)
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: SignedIn) -> HttpResponse:
    """Hand a table in, and list those that came in so far."""
    form = ImportForm(request.POST or None, request.FILES or None)
    status = HTTPStatus.OK
    if request.method == "POST":
        made: list[TableImport] = []
        status = attempt(form, lambda: made.append(_checked(request, form)))
        if made:
            return go_on(made[0])
    found = imports_visible_to(request.user)
    context = {
        "form": form,
        "columns": [each.key for each in TABLE.columns],
        "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
    }
    return render(request, "partners/imports.html", context, status=status)


def _checked(request: SignedIn, form: ImportForm) -> TableImport:
    upload = form.cleaned_data["file"]
    return acts.check_file(request.user, "partners", name=upload.name or "", content=upload.read())


@opens_to(COORDINATORS)
@require_safe
def one_import(request: SignedIn, import_id: UUID) -> HttpResponse:
    """Show what is wrong in a file's lines, how far its import is, and what became of each line."""
    if tasks.enqueue_left_alone():
        messages.info(request, _("The import goes on where it stopped."))
    run = import_of(request.user, import_id)
    which = request.GET.get("which", "bad" if run.bad else "")
    page = Paginator(lines_of(run, which=which), PAGE_SIZE).get_page(request.GET.get("page"))
    is_over = run.state != TableImport.State.RUNNING
    is_fragment = request.headers.get("HX-Request") == "true"
    counts = tally(run)
    context = {
        "run": run,
        "counts": [
            (key, name, counts[key])
            for key, name in ImportLine.Outcome.choices
            if key and counts.get(key)
        ],
        "page": page,
        "lines": [(line, [(each["column"], words_of(each)) for each in line.faults]) for line in page],
        "which": which,
        "columns": [each.key for each in TABLE.columns if each.key != "id"][:4],
        "is_over": is_over,
        "may_go_back": not run.is_undo and run.state in {"done", "stopped"},
    }  # fmt: skip
    return render(
        request,
        "partners/import.html#progress" if is_fragment else "partners/import.html",
        context,
        status=STOP_ASKING if is_fragment and is_over else 200,
    )


@opens_to(COORDINATORS)
@require_safe
def report(request: SignedIn, import_id: UUID) -> HttpResponse:
    """Hand out what is wrong in a file as CSV: file, line, column, what to do."""
    run = import_of(request.user, import_id)
    content = b"".join(write_csv(REPORT, report_rows(run)))
    record_export(request.user, run)
    return _file(content, name="report.csv", kind=CSV)


@opens_to(COORDINATORS)
@require_POST
def begin(request: SignedIn, import_id: UUID) -> HttpResponse:
    """Import a checked file; the good lines only where that was asked for."""
    only_good = request.POST.get("only_good") == "yes"
    return _act(
        request, import_id, lambda: acts.begin(request.user, import_id, only_good=only_good)
    )


@opens_to(COORDINATORS)
@require_POST
def stop(request: SignedIn, import_id: UUID) -> HttpResponse:
    """Stop an import before its next lines."""
    return _act(request, import_id, lambda: acts.stop(request.user, import_id))


@opens_to(COORDINATORS)
@require_POST
def resume(request: SignedIn, import_id: UUID) -> HttpResponse:
    """Go on with a stopped import."""
    return _act(request, import_id, lambda: acts.resume(request.user, import_id))


@opens_to(COORDINATORS)
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: SignedIn, import_id: UUID) -> HttpResponse:
    """Ask whether a whole import is to be taken back, and do it."""
    run = import_of(request.user, import_id)
    if request.method == "POST":
        return _act(request, import_id, lambda: acts.take_back(request.user, import_id))
    return render(request, "partners/take_back.html", {"run": run, "counts": tally(run)})


@opens_to(COORDINATORS)
@require_POST
def drop(request: SignedIn, import_id: UUID) -> HttpResponse:
    """Drop a file that was checked and not imported."""
    try:
        acts.drop(request.user, import_id)
    except Conflict as problem:
        messages.error(request, problem.message)
        return go_on("partners:import", import_id)
    messages.success(request, _("The file is dropped; nothing of it was imported."))
    return go_on("partners:imports")


def _act(request: SignedIn, import_id: UUID, act: Callable[[], TableImport]) -> HttpResponse:
    try:
        with transaction.atomic():
            run = act()
            if run.state == TableImport.State.RUNNING:
                transaction.on_commit(lambda: tasks.import_table.enqueue(str(run.pk)))
    except Conflict as problem:
        messages.error(request, problem.message)
    return go_on("partners:import", import_id)
