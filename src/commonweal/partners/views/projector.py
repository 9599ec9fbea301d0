"""Pages on the wall of the room: the minutes in big letters, each paragraph marked as what it becomes."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commonweal.kernel.doors import WORKERS, opens_to
from commonweal.kernel.errors import NotAllowed
from commonweal.partners.actions import decisions
from commonweal.partners.actions import recommendations as acts
from commonweal.partners.forms.meetings import ReasonForm
from commonweal.partners.forms.minutes import ParagraphForm
from commonweal.partners.models import Minutes
from commonweal.partners.queries.minutes import (
    decision_of,
    marks_in,
    minutes_of,
    paragraphs_of,
    revision_of,
    sections_of,
)
from commonweal.partners.rules.meetings import CHANGE_MEETING
from commonweal.partners.views.acting import SignedIn, attempt, go_on, identity
from commonweal.rights.public import organisations

BOTH = ["GET", "HEAD", "POST"]


@opens_to(WORKERS)
@require_http_methods(BOTH)
def projector(request: SignedIn, meeting_id: UUID) -> HttpResponse:
    """Show the minutes in big letters; mark a paragraph as a recommendation or a decision."""
    found = _kept(request, meeting_id)
    chosen = identity(request.GET.get("mark"))
    form = None if chosen is None else _form(request, found, chosen)
    status = HTTPStatus.OK
    if request.method == "POST" and form is not None and chosen is not None:
        status = attempt(form, lambda: _mark(request, meeting_id, form, chosen))
        if status == HTTPStatus.SEE_OTHER:
            messages.success(request, _("It is marked."))
            return go_on(f"{reverse('partners:projector', args=[meeting_id])}#p-{chosen}")
    context = {
        "minutes": found,
        "meeting": found.meeting,
        "sections": sections_of(
            found.meeting, paragraphs_of(revision_of(found)), marks=marks_in(found)
        ),
        "chosen": str(chosen or ""),
        "draft_key": f"projector:{meeting_id}:{chosen}",
        "form": form,
    }
    return render(request, "partners/projector.html", context, status=status)


def _mark(request: SignedIn, meeting_id: UUID, form: ParagraphForm, paragraph: UUID) -> None:
    if form.is_decision:
        text = form.cleaned_data["text"]
        decisions.mark_decision(request.user, meeting_id, paragraph, text=text)
    else:
        acts.mark(request.user, meeting_id, [form.mark(paragraph)])


def _form(request: SignedIn, found: Minutes, chosen: UUID) -> ParagraphForm:
    paragraphs = paragraphs_of(revision_of(found))
    words = next((each.text for each in paragraphs if each.key == str(chosen)), "")
    kind = "decision" if request.GET.get("as") == "decision" else "recommendation"
    initial: dict[str, Any] = {"text": words, "kind": kind}
    posted = request.POST if request.method == "POST" else None
    return ParagraphForm(
        posted, initial=initial, partners=organisations(), held_on=found.meeting.start
    )


@opens_to(WORKERS)
@require_http_methods(BOTH)
def withdraw_decision(request: SignedIn, decision_id: UUID) -> HttpResponse:
    """Ask for the reason, then take the mark of a decision back."""
    row = decision_of(request.user, decision_id)
    if not CHANGE_MEETING.allows(request.user, row.meeting):
        raise NotAllowed(CHANGE_MEETING.name, _("Only who keeps the meeting does this."))
    form = ReasonForm(request.POST if request.method == "POST" else None)
    status = HTTPStatus.OK
    if request.method == "POST":
        status = attempt(
            form,
            lambda: decisions.withdraw_decision(
                request.user, row.pk, reason=form.cleaned_data["reason"]
            ),
        )
        if status == HTTPStatus.SEE_OTHER:
            messages.success(
                request, _("The mark is taken back. It stays listed; you can undo it.")
            )
            return go_on(row.meeting)
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
def restore_decision(request: SignedIn, decision_id: UUID) -> HttpResponse:
    """Undo that the mark of a decision was taken back."""
    row = decisions.restore_decision(request.user, decision_id)
    messages.success(request, _("It is marked again."))
    return go_on(row.meeting)


def _kept(request: SignedIn, meeting_id: UUID) -> Minutes:
    found = minutes_of(request.user, meeting_id)
    if not CHANGE_MEETING.allows(request.user, found.meeting):
        raise NotAllowed(CHANGE_MEETING.name, _("Only who keeps the meeting marks what it asks."))
    return found
