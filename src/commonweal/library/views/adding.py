"""Pages that add documents: files, a folder, a zip, a pasted text; and how far the reading is."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.kernel.doors import WORKERS, opens_to
from commonweal.kernel.errors import CommonwealError, InvalidInput
from commonweal.library import tasks
from commonweal.library.actions import files, intakes
from commonweal.library.forms.documents import FilesForm, TextForm
from commonweal.library.models import Intake
from commonweal.library.queries import intakes as reads
from commonweal.library.views.signed_in import SignedIn

REQUEST_BYTES_MOST = 1_000_000_000
ITEMS_A_PAGE = 200
# htmx takes this status for "the last answer": it stops asking.
STOP_ASKING = 286


@opens_to(WORKERS)
@csrf_exempt  # checked by _add, after the upload itself was found readable
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedIn) -> HttpResponse:
    """Show what can be added, or store it and go to the page that shows its reading."""
    problem = _unreadable(request)
    if problem:
        return _page(request, problem=problem.message)
    return _add(request)


@csrf_protect
def _add(request: SignedIn) -> HttpResponse:
    if request.method != "POST":
        return _page(request)
    refused = request.for_another_partner()
    if refused:
        return refused
    if "text" in request.POST:
        return _add_text(request)
    return _add_files(request)


def _add_text(request: SignedIn) -> HttpResponse:
    form = TextForm(request.POST)
    if not form.is_valid():
        return _page(request, text_form=form)
    try:
        intake_id = intakes.begin(_pasted(form), person=request.user)
    except CommonwealError as error:
        return _page(request, problem=error.message, text_form=form)
    return _reading(intake_id)


def _add_files(request: SignedIn) -> HttpResponse:
    form = FilesForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, files_form=form)
    try:
        intake_id = intakes.begin(_uploaded(form), person=request.user)
    except CommonwealError as error:
        return _page(request, problem=error.message, files_form=form)
    return _reading(intake_id)


def _reading(intake_id: UUID) -> HttpResponse:
    """Have an upload read, and go to the page that shows it."""
    tasks.read_intake.enqueue(str(intake_id))
    return _see(reverse("library:intake", args=[intake_id]))


def _uploaded(form: FilesForm) -> Sequence[intakes.Upload]:
    return [intakes.Upload(name=name, chunks=file.chunks()) for name, file in form.chosen()]


def _pasted(form: TextForm) -> Sequence[intakes.Upload]:
    title = form.cleaned_data["title"].strip()
    name = f"{title[:80] or _('pasted text')}.txt".replace("/", "-")
    content = form.cleaned_data["text"].encode("utf-8", "replace")
    return [intakes.Upload(name=name, chunks=[content], title=title)]


def _unreadable(request: SignedIn) -> CommonwealError | None:
    """Take the upload in, and say why that was not possible; nothing is kept then."""
    if request.method != "POST":
        return None
    if int(request.META.get("CONTENT_LENGTH") or 0) > REQUEST_BYTES_MOST:
        return _too_much(_("The upload has more than 1 GB."))
    try:
        request.FILES  # noqa: B018  reading it takes the upload in
    except TooManyFilesSent:
        return _too_much(_("The upload has more than 10,000 files."))
    except RequestDataTooBig:
        return _too_much(_("The pasted text has more than 12 MB."))
    except OSError as error:
        return files.disk_problem(error)
    return None


def _too_much(what: str) -> InvalidInput:
    return InvalidInput(
        "library.upload-too-large",
        _("%(what)s Nothing was kept. Add it in parts.") % {"what": what},
    )


def _page(
    request: SignedIn,
    *,
    problem: str = "",
    files_form: FilesForm | None = None,
    text_form: TextForm | None = None,
) -> HttpResponse:
    is_wrong = bool(problem or files_form or text_form)
    return render(
        request,
        "library/add.html",
        {
            "problem": problem,
            "files_form": files_form or FilesForm(),
            "text_form": text_form or TextForm(),
            "recent": reads.recent_intakes(request.user),
        },
        status=422 if is_wrong else 200,
    )


@opens_to(WORKERS)
@require_safe
def intake(request: SignedIn, intake_id: UUID) -> HttpResponse:
    """Show how far the reading of an upload is, and what became of each file."""
    found = reads.intake_of(intake_id, person=request.user)
    if found.state in {Intake.State.WAITING, Intake.State.READING} and tasks.enqueue_abandoned(
        intake_id
    ):
        found.refresh_from_db()
    items = reads.items_of(found, person=request.user)
    if request.GET.get("only") == "refused":
        items = reads.refused_in(found, person=request.user)
    is_over = found.state in {Intake.State.DONE, Intake.State.STOPPED}
    is_fragment = request.headers.get("HX-Request") == "true"
    return render(
        request,
        "library/intake.html#progress" if is_fragment else "library/intake.html",
        {
            "intake": found,
            "progress": reads.progress_of(found),
            "page": Paginator(items, ITEMS_A_PAGE).get_page(request.GET.get("page")),
            "is_over": is_over,
            "only": request.GET.get("only", ""),
        },
        status=STOP_ASKING if is_fragment and is_over else 200,
    )


@opens_to(WORKERS)
@require_POST
def stop(request: SignedIn, intake_id: UUID) -> HttpResponse:
    """Stop the reading after the file being read."""
    intakes.stop(intake_id, person=request.user)
    return _see(reverse("library:intake", args=[intake_id]))


@opens_to(WORKERS)
@require_POST
def resume(request: SignedIn, intake_id: UUID) -> HttpResponse:
    """Go on with a stopped reading."""
    changed = intakes.resume(intake_id, person=request.user)
    if changed.state == Intake.State.WAITING:
        tasks.read_intake.enqueue(str(intake_id))
    return _see(reverse("library:intake", args=[intake_id]))


def _see(address: str) -> HttpResponse:
    """Redirect so that reloading the next page does not send the form again."""
    return HttpResponseRedirect(address, status=303)
