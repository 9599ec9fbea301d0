"""Tables out and in: the directory as Excel or CSV; hand one in, see what is wrong, import it, take it back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.kernel.doors import COORDINATORS, SHARED, opens_to
from commonweal.kernel.errors import Conflict
from commonweal.partners import tasks
from commonweal.partners.actions import imports as acts
from commonweal.partners.actions.partner_tables import TABLE
from commonweal.partners.engine.foreseen import Would
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


@dataclass(frozen=True, slots=True)
class TablePage:
    """What the pages of one kind of table say of it, and where its things are.

    Attributes:
        here: The part of the room.
        csv: The name of the address that hands it out as CSV.
        excel: The same as Excel.
        thing: The name of the address of what one line is about.
        shown: The column that says in a list which line it is.
        rule: What each line needs, in words.
    """

    heading: Promise
    here: str
    csv: str
    excel: str
    thing: str
    shown: str
    rule: Promise


# What the lines of a checked file would do, if they were imported now.
WOULD: Mapping[Would, Promise] = {
    "added": gettext_lazy("would be added"),
    "changed": gettext_lazy("would change what is here"),
    "same": gettext_lazy("is so already"),
}
PAGES: Mapping[str, TablePage] = {
    "partners": TablePage(
        heading=gettext_lazy("Hand a table of partners in"),
        here="directory",
        csv="partners:directory_csv",
        excel="partners:directory_excel",
        thing="partners:partner",
        shown="name",
        rule=gettext_lazy("Each line needs a name. A line with an id changes that partner; one without an id changes the partner of that name, or adds a new one. A column that the file does not have stays as it is."),
    ),
    "recommendations": TablePage(
        heading=gettext_lazy("Hand a table of recommendations in"),
        here="board",
        csv="partners:board_csv",
        excel="partners:board_excel",
        thing="partners:recommendation",
        shown="text",
        rule=gettext_lazy("Each line needs a text and an addressee that the directory has. A line whose reference is here changes that recommendation: how it is sorted, never what was asked nor what a partner said here. Any other line is added, with its meeting. For a new line leave the reference empty: it gets one, as if it were marked by hand, and the next export shows it. What the table says of positions and progress is shown as what the table says."),
    ),
    "services": TablePage(
        heading=gettext_lazy("Hand a table of what partners offer in"),
        here="directory",
        csv="partners:services_csv",
        excel="partners:services_excel",
        thing="partners:change_service",
        shown="title",
        rule=gettext_lazy("Each line needs the name of a partner that the directory has, a level of prevention (primary, secondary, tertiary) and a title. A line with an id changes what is offered; one without adds to that partner’s entry. A column that the file does not have stays as it is."),
    ),
    "contacts": TablePage(
        heading=gettext_lazy("Hand a table of contacts in"),
        here="directory",
        csv="partners:contacts_csv",
        excel="partners:contacts_excel",
        thing="partners:change_contact",
        shown="function",
        rule=gettext_lazy("Each line needs the name of a partner that the directory has, what the contact is for, and an address or a number. No names of persons. A line with an id changes that contact; one without adds to that partner’s entry."),
    ),
}  # fmt: skip


@opens_to(SHARED)
@require_safe
def as_csv(request: SignedIn) -> HttpResponse:
    """Hand out the partners that were asked for as CSV; the file can be handed in again."""
    rows = _rows(request)
    return handed_out(b"".join(write_csv(TABLE, rows)), name="partners.csv", kind=CSV)


@opens_to(SHARED)
@require_safe
def as_excel(request: SignedIn) -> HttpResponse:
    """Hand out the partners that were asked for as Excel; the file can be handed in again."""
    return handed_out(write_xlsx(TABLE, _rows(request)), name="partners.xlsx", kind=EXCEL)


def _rows(request: SignedIn) -> list[dict[str, str]]:
    form = DirectoryForm(request.GET, languages=languages_spoken())
    form.is_valid()
    rows = list(partner_cells(request.user, WantedPartners(**form.cleaned_data)))
    record_export(request.user, Thing("partners.Profile", ""), rows=len(rows))
    return rows


def handed_out(content: bytes, *, name: str, kind: str) -> HttpResponse:
    """Return a file to be saved."""
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@opens_to(COORDINATORS)
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: SignedIn, table: str = "partners") -> HttpResponse:
    """Hand a table in, and list those of its kind that came in so far."""
    form = ImportForm(request.POST or None, request.FILES or None)
    status = HTTPStatus.OK
    if request.method == "POST":
        made: list[TableImport] = []
        status = attempt(form, lambda: made.append(_checked(request, form, table)))
        if made:
            return go_on(made[0])
    found = imports_visible_to(request.user).filter(table=table)
    context = {
        "form": form,
        "about": PAGES[table],
        "columns": [each.key for each in acts.KINDS[table].table.columns],
        "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
    }
    return render(request, "partners/imports.html", context, status=status)


def _checked(request: SignedIn, form: ImportForm, table: str) -> TableImport:
    upload = form.cleaned_data["file"]
    return acts.check_file(request.user, table, name=upload.name or "", content=upload.read())


@opens_to(COORDINATORS)
@require_safe
def one_import(request: SignedIn, import_id: UUID) -> HttpResponse:
    """Show what is wrong in a file's lines, how far its import is, and what became of each line."""
    if tasks.enqueue_left_alone():
        messages.info(request, _("The import goes on where it stopped."))
    run = import_of(request.user, import_id)
    if moved := _moved(request, run):
        return moved
    ahead = acts.foresee(run)
    would = Counter(each.would for each in ahead.values())
    first = "bad" if run.bad else "would-changed" if would["changed"] else ""
    which = request.GET.get("which", first)
    wanted = which.removeprefix("would-") if which.startswith("would-") else ""
    numbers = [number for number, each in ahead.items() if each.would == wanted]
    rows = run.lines.filter(number__in=numbers) if wanted else lines_of(run, which=which)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    is_over = run.state != TableImport.State.RUNNING
    is_fragment = request.headers.get("HX-Request") == "true"
    counts = tally(run)
    context = {
        "run": run,
        "about": PAGES[run.table],
        "counts": [
            (key, name, counts[key])
            for key, name in ImportLine.Outcome.choices
            if key and counts.get(key)
        ],
        "page": page,
        "lines": [
            (
                line,
                line.values.get(PAGES[run.table].shown, ""),
                [(each["column"], words_of(each)) for each in line.faults],
                ahead.get(line.number),
            )
            for line in page
        ],
        "which": which,
        "would": [(key, name, would[key]) for key, name in WOULD.items() if would[key]],
        "empties": sum(each.empties for each in ahead.values()),
        "unforeseen": run.good - len(ahead) if ahead else 0,
        "back": table_address(run.table),
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
    if moved := _moved(request, run):
        return moved
    content = b"".join(write_csv(REPORT, report_rows(run)))
    record_export(request.user, run)
    return handed_out(content, name="report.csv", kind=CSV)


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
    if moved := _moved(request, run):
        return moved
    return render(request, "partners/take_back.html", {"run": run, "counts": tally(run)})


@opens_to(COORDINATORS)
@require_POST
def drop(request: SignedIn, import_id: UUID) -> HttpResponse:
    """Drop a file that was checked and not imported."""
    run = import_of(request.user, import_id)
    try:
        acts.drop(request.user, import_id)
    except Conflict as problem:
        messages.error(request, problem.message)
        return go_on(run)
    messages.success(request, _("The file is dropped; nothing of it was imported."))
    return go_on(table_address(run.table))


def table_address(table: str) -> str:
    """Return the name of the address where tables of a kind are handed in."""
    return "partners:imports" if table == "partners" else f"partners:import_{table}"


def _act(request: SignedIn, import_id: UUID, act: Callable[[], TableImport]) -> HttpResponse:
    try:
        with transaction.atomic():
            run = act()
            if run.state == TableImport.State.RUNNING:
                transaction.on_commit(lambda: tasks.import_table.enqueue(str(run.pk)))
    except Conflict as problem:
        messages.error(request, problem.message)
    return go_on(import_of(request.user, import_id))


def _moved(request: SignedIn, run: TableImport) -> HttpResponse | None:
    """Lead from where an import's pages stood once to where they are: with the things of its table."""
    address, path = run.get_absolute_url(), request.path
    if run.table != "recommendations" or path.startswith(address):
        return None
    query = request.META.get("QUERY_STRING", "")
    tail = path.partition(str(run.pk))[2].lstrip("/")
    return redirect(f"{address}{tail}?{query}" if query else f"{address}{tail}", permanent=True)
