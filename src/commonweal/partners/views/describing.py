"""Pages that sort and end a recommendation, and that hand an action on and write its steps."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commonweal.kernel.doors import WORKERS, opens_to
from commonweal.kernel.errors import Conflict, NotAllowed
from commonweal.partners.actions import describing as acts
from commonweal.partners.actions import leading
from commonweal.partners.forms.describing import (
    EndForm,
    FactsForm,
    HandOnForm,
    StepsForm,
    SupersedeForm,
    end_draft,
)
from commonweal.partners.models import Closing, Recommendation
from commonweal.partners.queries.board import others_asked_of
from commonweal.partners.queries.people import colleagues_of
from commonweal.partners.queries.rows import action_of, recommendation_of
from commonweal.partners.rules.promises import ANSWER, KEEP_RECOMMENDATION, OWN_ACTION
from commonweal.partners.views.acting import SignedIn, go_on, number
from commonweal.partners.views.framing import Frame, done

METHODS = ["GET", "HEAD", "POST"]
FACTS = (
    "reference", "title", "cluster", "affected", "sdg_targets", "source_body", "document_symbol", "paragraph",
)  # fmt: skip


@opens_to(WORKERS)
@require_http_methods(METHODS)
def describe(request: SignedIn, recommendation_id: UUID) -> HttpResponse:
    """Take the reference, the cluster, whom it concerns, and its source."""
    row = recommendation_of(request.user, recommendation_id)
    if not KEEP_RECOMMENDATION.allows(request.user, row):
        raise NotAllowed(KEEP_RECOMMENDATION.name, _("Only who keeps the meeting does this."))
    is_post = request.method == "POST"
    form = FactsForm(
        request.POST if is_post else None, initial={name: getattr(row, name) for name in FACTS}
    )
    seen = number(request.POST.get("seen")) if is_post else row.version
    frame = Frame(
        heading=_("Sort this recommendation"),
        verb=_("Keep it"),
        back=row.get_absolute_url(),
        lede=str(row),
        seen=recommendation_of(request.user, row.pk).version,
    )
    return done(
        request,
        form,
        frame,
        lambda: acts.describe(request.user, row.pk, form.draft(), seen=seen),
        to=row,
        said=_("It is kept."),
    )


@opens_to(WORKERS)
@require_http_methods(METHODS)
def not_implemented(request: SignedIn, recommendation_id: UUID) -> HttpResponse:
    """Ask the addressee for the reason why it will not be implemented."""
    row = recommendation_of(request.user, recommendation_id)
    if not ANSWER.allows(request.user, row):
        raise NotAllowed(ANSWER.name, _("Only the addressee says that it will not implement it."))
    form = EndForm(request.POST if request.method == "POST" else None)
    frame = Frame(
        heading=_("It will not be implemented?"),
        verb=_("Say so"),
        back=row.get_absolute_url(),
        lede=_("It stays on the board with your reason, and you can open it again."),
    )
    return _ended(request, row, form, frame, kind=Closing.NOT_IMPLEMENTED)


@opens_to(WORKERS)
@require_http_methods(METHODS)
def superseded(request: SignedIn, recommendation_id: UUID) -> HttpResponse:
    """Ask whoever keeps the meeting by what it was superseded."""
    row = recommendation_of(request.user, recommendation_id)
    if not KEEP_RECOMMENDATION.allows(request.user, row):
        raise NotAllowed(KEEP_RECOMMENDATION.name, _("Only who keeps the meeting does this."))
    form = SupersedeForm(
        request.POST if request.method == "POST" else None,
        others=others_asked_of(request.user, row),
    )
    frame = Frame(
        heading=_("It was superseded?"),
        verb=_("Say so"),
        back=row.get_absolute_url(),
        lede=_("It stays listed with your reason, and can be opened again."),
    )
    return _ended(request, row, form, frame, kind=Closing.SUPERSEDED)


def _ended(
    request: SignedIn, row: Recommendation, form: forms.Form, frame: Frame, *, kind: Closing
) -> HttpResponse:
    return done(
        request,
        form,
        frame,
        lambda: acts.end(request.user, row.pk, end_draft(kind, form.cleaned_data)),
        to=row,
        said=_("It is kept. It can be opened again."),
    )


@opens_to(WORKERS)
@require_POST
def open_again(request: SignedIn, recommendation_id: UUID) -> HttpResponse:
    """Undo that it ended."""
    try:
        acts.open_again(request.user, recommendation_id)
    except Conflict as problem:
        messages.error(request, problem.message)
    else:
        messages.success(request, _("It is open again."))
    return go_on("partners:recommendation", recommendation_id)


@opens_to(WORKERS)
@require_http_methods(METHODS)
def hand_on(request: SignedIn, action_id: UUID) -> HttpResponse:
    """Let another colleague lead an action."""
    row = action_of(request.user, action_id)
    if not OWN_ACTION.allows(request.user, row):
        raise NotAllowed(OWN_ACTION.name, _("Only the people of its owner hand an action on."))
    is_post = request.method == "POST"
    form = HandOnForm(request.POST if is_post else None, colleagues=colleagues_of(request.user))
    frame = Frame(
        heading=_("Hand the action on"),
        verb=_("Hand it on"),
        back=row.get_absolute_url(),
        lede=_("Its owner, its dates and what was said of it stay."),
        seen=action_of(request.user, action_id).version,
    )
    return done(
        request,
        form,
        frame,
        lambda: leading.hand_on(
            request.user,
            action_id,
            to=form.cleaned_data["person"],
            text=form.cleaned_data["text"],
            seen=number(request.POST.get("seen")),
        ),
        to=row,
        said=_("It is handed on."),
    )


@opens_to(WORKERS)
@require_http_methods(METHODS)
def steps(request: SignedIn, action_id: UUID) -> HttpResponse:
    """Take the steps of an action, and which of them are done."""
    row = action_of(request.user, action_id)
    if not OWN_ACTION.allows(request.user, row):
        raise NotAllowed(OWN_ACTION.name, _("Only the people of its owner write its steps."))
    is_post = request.method == "POST"
    form = StepsForm(request.POST if is_post else None, steps=row.steps)

    def act() -> None:
        texts, done = form.written()
        seen = number(request.POST.get("seen"))
        leading.write_steps(request.user, action_id, texts=texts, done=done, seen=seen)

    frame = Frame(
        heading=_("Steps of: %(action)s") % {"action": row.title},
        verb=_("Keep the steps"),
        back=row.get_absolute_url(),
        lede=_("A step without words goes."),
        seen=action_of(request.user, action_id).version,
    )
    return done(request, form, frame, act, to=row, said=_("The steps are kept."))
