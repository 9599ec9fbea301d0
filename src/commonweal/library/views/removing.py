"""Pages that remove documents and put them back: for the co-ordinator; and the word to all that one was removed."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.kernel.doors import COORDINATORS, opens_to
from commonweal.kernel.errors import InvalidInput, NoAnswer, NotFound
from commonweal.library.actions import removal
from commonweal.library.models import Document
from commonweal.library.queries import documents as documents_reads
from commonweal.library.queries import removed as reads
from commonweal.library.rules import may_remove
from commonweal.library.views.signed_in import SignedIn

PAGE_SIZE = 50


@opens_to(COORDINATORS)
@require_safe
def removed(request: SignedIn) -> HttpResponse:
    """List what was removed and can be put back."""
    _only_for_removers(request)
    found = reads.removed_visible_to(request.user)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "library/removed.html", {"page": page})


@opens_to(COORDINATORS)
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: SignedIn, document_id: UUID) -> HttpResponse:
    """Ask once more, then remove a document; the co-ordinator only."""
    _only_for_removers(request)
    if request.method != "POST":
        found = documents_reads.card_of(document_id, person=request.user)
        return render(request, "library/remove.html", {"document": found})
    gone = removal.remove_document(document_id, person=request.user)
    said = _("“%(title)s” was removed. Until %(day)s it can be put back.")
    messages.success(request, said % {"title": gone.title, "day": _last_day(gone)})
    return HttpResponseRedirect(reverse("library:removed"), status=303)


@opens_to(COORDINATORS)
@require_POST
def put_back(request: SignedIn, document_id: UUID) -> HttpResponse:
    """Put a removed document back and go to it."""
    try:
        back = removal.put_back(document_id, person=request.user)
    except (InvalidInput, NoAnswer) as problem:
        messages.error(request, problem.message)
        return HttpResponseRedirect(reverse("library:document", args=[document_id]), status=303)
    messages.success(request, _("“%(title)s” was put back.") % {"title": back.title})
    return HttpResponseRedirect(back.get_absolute_url(), status=303)


def gone(request: SignedIn, document_id: UUID) -> HttpResponse | None:
    """Return the page that says that a document was removed; None where it was not, or not for this person."""
    found = reads.known_removed(document_id, person=request.user)
    if found is None:
        return None
    context = {"document": found, "may_put_back": may_remove(request.user)}
    return render(request, "library/gone.html", context, status=410)


def _only_for_removers(request: SignedIn) -> None:
    if not may_remove(request.user):
        raise NotFound("library.document", _("There is no such document, or not for you."))


def _last_day(document: Document) -> str:
    return date_format(localtime(document.erased_on), "DATE_FORMAT")
