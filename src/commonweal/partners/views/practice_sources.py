"""Pages on which documents of the library become sources of a practice, or are no longer."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commonweal.kernel.doors import WORKERS, opens_to
from commonweal.kernel.errors import NotAllowed
from commonweal.library import public as library
from commonweal.partners.actions import initiatives as acts
from commonweal.partners.forms.initiatives import SourcesForm
from commonweal.partners.forms.planning import SureForm
from commonweal.partners.models import Practice
from commonweal.partners.queries.initiatives import documents_found, papers_of, practice_of
from commonweal.partners.rules.initiatives import CHANGE_PRACTICE
from commonweal.partners.views.acting import SignedIn, attempt, go_on, identity, number
from commonweal.partners.views.framing import Frame, done

BOTH = ["GET", "HEAD", "POST"]


@opens_to(WORKERS)
@require_http_methods(BOTH)
def sources(request: SignedIn, practice_id: UUID) -> HttpResponse:
    """Look for documents of the library, and name some as sources of a practice."""
    row = _own(request, practice_id)
    words = request.GET.get("q", "").strip()[:200]
    found = documents_found(request.user, row, words)
    form = SourcesForm(request.POST if request.method == "POST" else None)
    status = HTTPStatus.OK
    if request.method == "POST":
        chosen = [key for each in request.POST.getlist("document") if (key := identity(each))]
        seen = number(request.POST.get("seen"))
        status = attempt(
            form, lambda: acts.add_sources(request.user, practice_id, chosen, seen=seen)
        )
        if status == HTTPStatus.SEE_OTHER:
            messages.success(request, _("The documents are sources now; the practice waits for a review."))  # fmt: skip
            return go_on(row)
    context = {
        "row": row,
        "papers": papers_of(request.user, [row]).get(row.pk, ()),
        "query": words,
        "found": found,
        "form": form,
    }
    return render(request, "partners/practice_sources.html", context, status=status)


@opens_to(WORKERS)
@require_http_methods(BOTH)
def remove(request: SignedIn, practice_id: UUID, document_id: UUID) -> HttpResponse:
    """Ask whether a document is to be taken off a practice's sources, and take it off."""
    # Who may not know of the document is refused here, with a line in the trail.
    library.document(document_id, person=request.user)
    row = _own(request, practice_id)
    papers = papers_of(request.user, [row]).get(row.pk, ())
    title = next((each.document_title for each in papers if each.document_id == document_id), "")
    frame = Frame(
        heading=_("Take this source off?"),
        verb=_("Take it off"),
        back=row.get_absolute_url(),
        lede=title or _("It is not among the sources."),
        is_danger=True,
        seen=row.version,
    )
    seen = number(request.POST.get("seen"))
    return done(
        request,
        SureForm(request.POST if request.method == "POST" else None),
        frame,
        lambda: acts.remove_source(request.user, row.pk, document_id, seen=seen),
        to=row,
        said=_("It is taken off; the document stays in the library."),
    )


def _own(request: SignedIn, practice_id: UUID) -> Practice:
    row = practice_of(request.user, practice_id)
    if not CHANGE_PRACTICE.allows(request.user, row):
        raise NotAllowed(
            CHANGE_PRACTICE.name, _("Only who wrote it changes it, before it is reviewed.")
        )
    return row
