"""Read everything again with a newer reader: what it would be, how far it is, stop it, go on."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.kernel.doors import WORKERS, opens_to
from commonweal.kernel.errors import CommonwealError, Conflict, InvalidInput
from commonweal.library import tasks
from commonweal.library.actions import rereadings as actions
from commonweal.library.actions.rereading import permit
from commonweal.library.engine.version import READER_VERSION
from commonweal.library.models import Rereading
from commonweal.library.queries import rereadings as reads
from commonweal.library.views.signed_in import SignedIn

PAGE_SIZE = 50
# What htmx takes as: ask no more.
STOP_ASKING = 286


@opens_to(WORKERS)
@require_http_methods(["GET", "HEAD", "POST"])
def rereadings(request: SignedIn) -> HttpResponse:
    """Say how many documents an older reader read, list the runs so far, and begin one."""
    permit(request.user)
    if request.method != "POST":
        return _offer(request)
    try:
        with transaction.atomic():
            run = actions.begin(person=request.user)
            _enqueue(run)
    except Conflict as problem:
        return _offer(request, problem=problem, status=409)
    except InvalidInput as problem:
        return _offer(request, problem=problem, status=422)
    return _see(run)


def _offer(
    request: SignedIn, *, problem: CommonwealError | None = None, status: int = 200
) -> HttpResponse:
    runs = reads.rereadings_visible_to(request.user)
    shown = {
        "older": reads.older_count(),
        "version": READER_VERSION,
        "running": reads.running(),
        "page": Paginator(runs, PAGE_SIZE).get_page(request.GET.get("page")),
        "problem": problem.message if problem else "",
    }
    return render(request, "library/rereadings.html", shown, status=status)


@opens_to(WORKERS)
@require_safe
def rereading(request: SignedIn, run_id: UUID) -> HttpResponse:
    """Show how far a run is, and which documents kept their earlier reading, and why."""
    run = reads.rereading_of(run_id, person=request.user)
    if run.state == Rereading.State.RUNNING and tasks.enqueue_abandoned_rereadings():
        run.refresh_from_db()
    is_over = run.state != Rereading.State.RUNNING
    is_fragment = request.headers.get("HX-Request") == "true"
    kept = reads.kept_in(run, person=request.user)
    return render(
        request,
        "library/rereading.html#progress" if is_fragment else "library/rereading.html",
        {
            "run": run,
            "page": Paginator(kept, PAGE_SIZE).get_page(request.GET.get("page")),
            "is_over": is_over,
        },
        status=STOP_ASKING if is_fragment and is_over else 200,
    )


@opens_to(WORKERS)
@require_POST
def stop(request: SignedIn, run_id: UUID) -> HttpResponse:
    """Stop a run before its next document."""
    return _see(actions.stop(run_id, person=request.user))


@opens_to(WORKERS)
@require_POST
def resume(request: SignedIn, run_id: UUID) -> HttpResponse:
    """Go on with a stopped run."""
    with transaction.atomic():
        run = actions.resume(run_id, person=request.user)
        if run.state == Rereading.State.RUNNING:
            _enqueue(run)
    return _see(run)


def _enqueue(run: Rereading) -> None:
    transaction.on_commit(lambda: tasks.read_all_again.enqueue(str(run.pk)))


def _see(run: Rereading) -> HttpResponse:
    return HttpResponseRedirect(run.get_absolute_url(), status=303)
