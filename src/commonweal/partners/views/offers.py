"""Pages of what the library offers: promises of documents, and passages that may be evidence."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.kernel.doors import COORDINATORS, SHARED, WORKERS, opens_to
from commonweal.kernel.errors import Conflict, InvalidInput, NotAllowed
from commonweal.library import public as library
from commonweal.partners import tasks
from commonweal.partners.actions import commitments, evidence_offers, evidence_search
from commonweal.partners.engine.types import Mark
from commonweal.partners.forms.meetings import ReasonForm
from commonweal.partners.forms.offers import CommitmentForm, TakeForm
from commonweal.partners.queries.commitments import promised_in
from commonweal.partners.queries.evidence_offers import (
    actions_to_show,
    last_search,
    offers_of,
    with_offers,
)
from commonweal.partners.queries.rows import recommendation_of
from commonweal.partners.rules.promises import decides_offers
from commonweal.partners.rules.taking_part import acting_for
from commonweal.partners.views.acting import SignedIn, attempt, go_on
from commonweal.partners.views.framing import Frame, added, done, framed
from commonweal.rights.public import coordinates, organisations

PAGE_SIZE = 25
METHODS = ["GET", "HEAD", "POST"]


@opens_to(SHARED)
@require_safe
def offers(request: SignedIn) -> HttpResponse:
    """List our recommendations for which passages wait, and say how far the search is."""
    if evidence_search.is_left_alone():
        tasks.look_for_evidence.enqueue()
    rows = with_offers(request.user)
    context = {
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "search": last_search(),
        "may_search": coordinates(request.user),
    }
    return render(request, "partners/offers.html", context)


@opens_to(COORDINATORS)
@require_POST
def search(request: SignedIn) -> HttpResponse:
    """Begin, stop or go on with the search."""
    wanted = request.POST.get("act", "")
    acts: dict[str, Callable[[], object]] = {
        "all": lambda: evidence_search.begin(request.user, is_whole=True),
        "new": lambda: evidence_search.begin(request.user, is_whole=False),
        "stop": lambda: evidence_search.stop(request.user),
        "resume": lambda: evidence_search.resume(request.user),
    }
    try:
        with transaction.atomic():
            if wanted in acts:
                acts[wanted]()
            if wanted != "stop":
                transaction.on_commit(lambda: tasks.look_for_evidence.enqueue())
    except Conflict as problem:
        messages.error(request, problem.message)
    return go_on("partners:offers")


@opens_to(SHARED)
@require_safe
def offers_for(request: SignedIn, recommendation_id: UUID) -> HttpResponse:
    """Show the passages that may be evidence of a recommendation, each with the reasons."""
    row = recommendation_of(request.user, recommendation_id)
    found = offers_of(request.user, row.pk)
    library.note_shown({each.passage.document_id for each in found}, person=request.user)
    actions = actions_to_show(row)
    context = {
        "row": row,
        "waiting": [each for each in found if each.state == "waiting"],
        "declined": [each for each in found if each.state == "rejected"],
        "actions": actions,
        "may_decide": decides_offers(request.user, row),
    }
    return render(request, "partners/offers_for.html", context)


@opens_to(WORKERS)
@require_http_methods(METHODS)
def take_offer(request: SignedIn, recommendation_id: UUID, document_id: UUID) -> HttpResponse:
    """Take an offered passage as evidence."""
    library.document(document_id, person=request.user)
    row = recommendation_of(request.user, recommendation_id)
    _decides(request, row.pk)
    form = TakeForm(
        request.POST if request.method == "POST" else None, actions=actions_to_show(row)
    )

    def act() -> None:
        evidence_offers.take(
            request.user,
            row.pk,
            f"document:{document_id}",
            action_id=form.cleaned_data["action"],
            title=form.cleaned_data["title"],
        )

    frame = Frame(
        heading=_("Take it as evidence"),
        verb=_("Take it"),
        back=_address(row.pk),
        lede=Truncator(row.text).words(28),
    )
    return done(
        request,
        form,
        frame,
        act,
        to=row,
        said=_("It is evidence now; others can confirm or object."),
    )


@opens_to(WORKERS)
@require_http_methods(METHODS)
def decline_offer(request: SignedIn, recommendation_id: UUID, document_id: UUID) -> HttpResponse:
    """Ask why a passage is no evidence; it is not offered again."""
    library.document(document_id, person=request.user)
    row = recommendation_of(request.user, recommendation_id)
    _decides(request, row.pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    is_again = request.GET.get("again") == "yes"
    verb = evidence_offers.offer_again if is_again else evidence_offers.decline
    frame = Frame(
        heading=_("Offer it again?") if is_again else _("It is no evidence?"),
        verb=_("Offer it again") if is_again else _("It is none"),
        back=_address(row.pk),
        lede=str(row),
    )
    return done(
        request,
        form,
        frame,
        lambda: verb(
            request.user, row.pk, f"document:{document_id}", why=form.cleaned_data["reason"]
        ),
        to=_address(row.pk),
        said=_("It is kept, and can be undone."),
    )


def _address(recommendation_id: UUID) -> str:
    return reverse("partners:offers_for", args=[recommendation_id])


def _decides(request: SignedIn, recommendation_id: UUID) -> None:
    row = recommendation_of(request.user, recommendation_id)
    if not decides_offers(request.user, row):
        raise NotAllowed(
            "partners.offer", _("Only who was asked, and who acts, decide what is evidence.")
        )


@opens_to(WORKERS)
@require_safe
def promises_of(request: SignedIn, document_id: UUID) -> HttpResponse:
    """Show the promises that the reader saw in a document, to be taken, corrected or declined."""
    acting_for(request.user)
    card = library.document(document_id, person=request.user)
    library.note_shown({document_id}, person=request.user)
    context = {
        "document": card,
        "promises": promised_in(request.user, document_id),
        "is_restricted": document_id in library.restricted_now(),
    }
    return render(request, "partners/promises_of.html", context)


@opens_to(WORKERS)
@require_http_methods(METHODS)
def take_promise(request: SignedIn, document_id: UUID, start: int, end: int) -> HttpResponse:
    """Take a promise of a document as a recommendation; its words may be corrected first."""
    words = library.passage(document_id, start=start, end=end, person=request.user)
    library.note_shown({document_id}, person=request.user)
    found = [
        each
        for each in promised_in(request.user, document_id)
        if (each.offered.start, each.offered.end) == (start, end)
    ]
    first = found[0] if found else None
    form = CommitmentForm(
        request.POST if request.method == "POST" else None,
        partners=organisations(),
        initial={
            "text": words.text,
            "type": first.offered.type if first else "recommendation",
            "addressee": str(first.addressee or "") if first else "",
        },
    )
    frame = Frame(
        heading=_("Follow this promise"),
        verb=_("Take it"),
        back=_promises_address(document_id),
        lede=_("It is marked at the meeting made from this document; where there is none, one is made."),
    )  # fmt: skip
    return added(
        request,
        form,
        frame,
        lambda: commitments.take_commitment(
            request.user, document_id, form.mark(start=start, end=end)
        ),
        said=_("It is followed from now on; its addressee can answer."),
    )


@opens_to(WORKERS)
@require_http_methods(METHODS)
def decline_promise(request: SignedIn, document_id: UUID, start: int, end: int) -> HttpResponse:
    """Ask why a promise of a document is not followed here; it is not offered again."""
    words = library.passage(document_id, start=start, end=end, person=request.user)
    library.note_shown({document_id}, person=request.user)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    one = Mark(addressee_id=acting_for(request.user), start=start, end=end)
    status = HTTPStatus.OK
    if request.method == "POST":
        try:
            status = attempt(
                form,
                lambda: commitments.decline_commitment(
                    request.user, document_id, one, why=form.cleaned_data["reason"]
                ),
            )
        except InvalidInput as problem:
            form.add_error(None, problem.message)
        if status == HTTPStatus.SEE_OTHER:
            messages.success(request, _("It is declined and not offered again."))
            return go_on(_promises_address(document_id))
    frame = Frame(
        heading=_("It is not followed here?"),
        verb=_("Decline it"),
        back=_promises_address(document_id),
        lede=words.text,
    )
    return framed(request, form, frame, status=status)


def _promises_address(document_id: UUID) -> str:
    return reverse("partners:promises_of", args=[document_id])
