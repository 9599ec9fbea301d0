"""Pages that mark what a meeting asks, take a mark back, and show it to the public."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from commonweal.kernel.doors import WORKERS, opens_to
from commonweal.kernel.errors import NotAllowed
from commonweal.library import public as library
from commonweal.partners.actions import recommendations as acts
from commonweal.partners.engine.types import Mark
from commonweal.partners.forms.marking import OffersForm
from commonweal.partners.forms.meetings import MarkForm, ReasonForm
from commonweal.partners.models import Meeting
from commonweal.partners.queries.board import preview
from commonweal.partners.queries.minutes import minutes_if_seen
from commonweal.partners.queries.offers import offered_marks, sentences
from commonweal.partners.queries.rows import meeting_of, recommendation_of
from commonweal.partners.rules.meetings import CHANGE_MEETING
from commonweal.partners.rules.promises import KEEP_RECOMMENDATION
from commonweal.partners.views.acting import SignedIn, attempt, go_on, number
from commonweal.rights.public import organisations


@opens_to(WORKERS)
@require_http_methods(["GET", "HEAD", "POST"])
def mark(request: SignedIn, meeting_id: UUID) -> HttpResponse:
    """Mark sentences that the reader offers, a passage of one's own choice, or typed words."""
    meeting = meeting_of(request.user, meeting_id)
    if not CHANGE_MEETING.allows(request.user, meeting):
        raise NotAllowed(CHANGE_MEETING.name, _("Only who keeps the meeting marks what it asks."))
    if meeting.document_id in library.hidden_from(request.user):
        # For whom the document is not there, the meeting has none: what was said can still be written.
        meeting.document_id = None
    offers, own = _forms(request, meeting)
    status = HTTPStatus.OK
    if request.method == "POST":
        form = offers if "offers" in request.POST else own
        made: list[object] = []
        status = attempt(form, lambda: made.extend(_mark(request, meeting, form.marks())))
        if status == HTTPStatus.SEE_OTHER:
            done = ngettext("%(count)s is marked.", "%(count)s are marked.", len(made))
            messages.success(request, done % {"count": len(made)})
            return go_on(meeting)
    context = {
        "meeting": meeting,
        "offers": offers,
        "own": own,
        "is_restricted": meeting.document_id in library.restricted_now(),
        "minutes": minutes_if_seen(request.user, meeting),
        **_words(request, meeting),
    }
    return render(request, "partners/mark.html", context, status=status)


def _mark(request: SignedIn, meeting: Meeting, marks: Sequence[Mark]) -> list[Any]:
    return list(acts.mark(request.user, meeting.pk, marks))


def _forms(request: SignedIn, meeting: Meeting) -> tuple[OffersForm, MarkForm]:
    partners = organisations()
    posted = request.POST if request.method == "POST" else None
    takes_offers = posted is not None and "offers" in posted
    offers = OffersForm(
        posted if takes_offers else None,
        offers=offered_marks(request.user, meeting),
        partners=partners,
        prefix="o",
    )
    own = MarkForm(
        None if takes_offers else posted,
        initial=_chosen(request, meeting),
        partners=partners,
    )
    return offers, own


def _chosen(request: SignedIn, meeting: Meeting) -> dict[str, Any]:
    """Return the passage that the address names, as the form's first values."""
    start, end = number(request.GET.get("from")), number(request.GET.get("to"))
    if meeting.document_id is None or not end:
        return {}
    words = library.passage(meeting.document_id, start=start, end=end, person=request.user)
    return {"start": start, "end": end, "text": words.text}


def _words(request: SignedIn, meeting: Meeting) -> dict[str, Any]:
    """Return the document's paragraphs, and the chosen one's sentences."""
    if meeting.document_id is None:
        return {"paragraphs": (), "chosen": None, "sentences": ()}
    paragraphs = library.paragraphs(meeting.document_id, person=request.user)
    start, end = number(request.GET.get("from")), number(request.GET.get("to"))
    chosen = None
    if end:
        chosen = library.passage(meeting.document_id, start=start, end=end, person=request.user)
    return {
        "paragraphs": paragraphs,
        "chosen": chosen,
        "sentences": sentences(chosen) if chosen else (),
    }


@opens_to(WORKERS)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: SignedIn, recommendation_id: UUID) -> HttpResponse:
    """Ask for the reason, then take a mark back."""
    row = recommendation_of(request.user, recommendation_id)
    if not KEEP_RECOMMENDATION.allows(request.user, row):
        raise NotAllowed(KEEP_RECOMMENDATION.name, _("Only who keeps the meeting does this."))
    form = ReasonForm(request.POST if request.method == "POST" else None)
    status = HTTPStatus.OK
    if request.method == "POST":
        status = attempt(
            form,
            lambda: acts.withdraw(request.user, row.pk, reason=form.cleaned_data["reason"]),
        )
        if status == HTTPStatus.SEE_OTHER:
            messages.success(
                request, _("The mark is taken back. It stays listed; you can undo it.")
            )
            return go_on(row)
    context = {
        "form": form,
        "row": row,
        "heading": _("Take the mark back?"),
        "consequence": _("It stays listed with your reason, and can be marked again."),
        "verb": _("Take it back"),
    }
    return render(request, "partners/reason.html", context, status=status)


@opens_to(WORKERS)
@require_POST
def restore(request: SignedIn, recommendation_id: UUID) -> HttpResponse:
    """Undo that a mark was taken back."""
    acts.restore(request.user, recommendation_id)
    messages.success(request, _("It is marked again."))
    return go_on("partners:recommendation", recommendation_id)


@opens_to(WORKERS)
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: SignedIn, recommendation_id: UUID) -> HttpResponse:
    """Show exactly what the public would see and ask; then show it to the public, or no longer."""
    if request.method != "POST":
        row = preview(request.user, recommendation_id, today=timezone.localdate())
        if not KEEP_RECOMMENDATION.allows(request.user, row):
            raise NotAllowed(KEEP_RECOMMENDATION.name, _("Only who keeps the meeting does this."))
        return render(request, "partners/publish.html", {"row": row})
    is_public = request.POST.get("public") == "yes"
    acts.publish(request.user, recommendation_id, is_public=is_public)
    done = _("The public can see it now.") if is_public else _("The public no longer sees it.")
    messages.success(request, done)
    return go_on("partners:recommendation", recommendation_id)
