"""The page that restricts a document and lifts what restricts it; and the watch over restricted ones."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commonweal.kernel.doors import WORKERS, opens_to
from commonweal.kernel.errors import CommonwealError, InvalidInput, NotAllowed
from commonweal.library.actions import restrictions as actions
from commonweal.library.actions.watching import note_asked
from commonweal.library.forms.documents import LiftForm, RestrictForm
from commonweal.library.models import Document
from commonweal.library.public import RelatedLink, related_links
from commonweal.library.queries import documents as reads
from commonweal.library.queries.restrictions import ROLES, restricted
from commonweal.library.rules import RESTRICT_DOCUMENT
from commonweal.library.views.signed_in import SignedIn
from commonweal.rights.public import organisations

View = Callable[..., HttpResponseBase]


def watched(view: View) -> View:
    """Return a document's view under watch: reads and refusals of restricted documents leave a line."""

    @wraps(view)
    def watching(request: SignedIn, document_id: UUID, **given: Any) -> HttpResponseBase:
        note_asked(document_id, person=request.user)
        return view(request, document_id, **given)

    return watching


@opens_to(WORKERS)
@require_http_methods(["GET", "HEAD", "POST"])
def restrict(request: SignedIn, document_id: UUID) -> HttpResponse:
    """Show who may see a document; restrict it, or lift what restricts it."""
    document = reads.card_of(document_id, person=request.user)
    if not RESTRICT_DOCUMENT.allows(request.user, document):
        raise NotAllowed(
            RESTRICT_DOCUMENT.name,
            _("Only the co-ordinator, or the partner that added a document, restricts it."),
        )
    forms = _forms(request, document)
    chosen = forms.get(request.POST.get("act", "")) if request.method == "POST" else None
    if chosen is not None and _done(request, document, chosen):
        is_to_see = isinstance(chosen, RestrictForm) and _carriers(request, document)
        return HttpResponseRedirect(
            request.path if is_to_see else document.get_absolute_url(), status=303
        )
    context = {
        "document": document,
        "restricted": restricted(document),
        "carriers": _carriers(request, document),
        **forms,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "library/restrict.html", context, status=status)


def _carriers(request: SignedIn, document: Document) -> list[RelatedLink]:
    """Return what already has the document's title or words, and keeps them."""
    return [link for link in related_links(document.pk, person=request.user) if link.carries]


def _forms(request: SignedIn, document: Document) -> dict[str, Any]:
    act = request.POST.get("act", "") if request.method == "POST" else ""
    found = restricted(document)
    named = list(found.restriction.allowed.all()) if found else []
    return {
        "restrict": RestrictForm(
            request.POST if act == "restrict" else None,
            initial={
                "roles": [one.role for one in named if one.role],
                "partners": [str(one.organisation_id) for one in named if one.organisation_id],
            },
            roles=[(role.value, str(role.label)) for role in ROLES],
            partners=[(one.id, one.name) for one in organisations()],
        ),
        "lift": LiftForm(request.POST if act == "lift" else None, prefix="lift"),
    }


def _done(request: SignedIn, document: Document, form: RestrictForm | LiftForm) -> bool:
    if not form.is_valid():
        return False
    try:
        _act(request, document, form)
    except InvalidInput as problem:
        form.add_error(None, problem.message)
        return False
    except CommonwealError as problem:
        messages.error(request, problem.message)
    return True


def _act(request: SignedIn, document: Document, form: RestrictForm | LiftForm) -> None:
    reason = form.cleaned_data["reason"]
    if isinstance(form, RestrictForm):
        actions.restrict(document.pk, form.circle, reason=reason, person=request.user)
        messages.success(request, _("The document is restricted now."))
    else:
        actions.lift(document.pk, reason=reason, person=request.user)
        messages.success(request, _("Everybody who reads here sees the document again."))
