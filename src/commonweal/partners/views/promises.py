"""Pages of one promise: the recommendation with its way, its answer, its actions."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.kernel.doors import SHARED, WORKERS, opens_to
from commonweal.library import public as library
from commonweal.partners.actions import doing as doing_acts
from commonweal.partners.actions import recommendations as acts
from commonweal.partners.forms.doing import ActionForm, AnswerForm
from commonweal.partners.models import Affected
from commonweal.partners.queries.minutes import place_of
from commonweal.partners.queries.people import colleagues_of
from commonweal.partners.queries.rows import recommendation_of
from commonweal.partners.queries.way import Way, way_of
from commonweal.partners.queries.wording import said_in_file
from commonweal.partners.rules.promises import ADD_ACTION, ANSWER, KEEP_RECOMMENDATION
from commonweal.partners.rules.taking_part import organisation_of
from commonweal.partners.views.acting import SignedIn, attempt, go_on
from commonweal.rights.public import organisations


@opens_to(SHARED)
@require_safe
def recommendation(request: SignedIn, recommendation_id: UUID) -> HttpResponse:
    """Show one promise from its words to its confirmation."""
    return _page(request, recommendation_id)


@opens_to(WORKERS)
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: SignedIn, recommendation_id: UUID) -> HttpResponse:
    """Take the addressee's answer; a quicker colleague's answer is shown beside it."""
    row = recommendation_of(request.user, recommendation_id)
    if request.method != "POST":
        return redirect(row)
    form = AnswerForm(request.POST)
    status = attempt(
        form,
        lambda: acts.answer(
            request.user, recommendation_id, form.draft(), seen=form.cleaned_data["seen"]
        ),
    )
    if status == HTTPStatus.SEE_OTHER:
        messages.success(request, _("Your answer is kept."))
        return go_on(row)
    return _page(request, recommendation_id, status=status, answer_form=form)


@opens_to(WORKERS)
@require_http_methods(["GET", "HEAD", "POST"])
def add_action(request: SignedIn, recommendation_id: UUID) -> HttpResponse:
    """Take an action with its owner and its date."""
    row = recommendation_of(request.user, recommendation_id)
    if request.method != "POST":
        return redirect(row)
    form = _action_form(request, row.addressee_id)
    status = attempt(
        form, lambda: doing_acts.add_action(request.user, recommendation_id, form.draft())
    )
    if status == HTTPStatus.SEE_OTHER:
        is_own = form.cleaned_data["owner"] == request.user.organisation_id
        added, proposed = _("The action is added."), _("The action is proposed to its owner.")
        messages.success(request, added if is_own else proposed)
        return go_on(row)
    return _page(request, recommendation_id, status=status, action_form=form)


def _page(
    request: SignedIn,
    recommendation_id: UUID,
    *,
    status: HTTPStatus = HTTPStatus.OK,
    answer_form: AnswerForm | None = None,
    action_form: ActionForm | None = None,
) -> HttpResponse:
    way = way_of(request.user, recommendation_id)
    row = way.recommendation
    library.note_shown(way.quoted, person=request.user)
    count = len(way.former) + (way.answer is not None)
    may_act = ADD_ACTION.allows(request.user, row) and way.answer is not None
    agrees = way.answer is not None and way.answer.position != "not-agreed"
    context = {
        "way": way,
        "row": row,
        "steps": dict(
            zip(("asked", "answered", "done", "shown", "confirmed"), way.steps, strict=True)
        ),
        "place": place_of(request.user, row),
        "evidence_count": sum(len(doing.evidence) for doing in way.doings),
        "seen": count,
        "may_answer": ANSWER.allows(request.user, row),
        "may_act": may_act and agrees,
        "own": organisation_of(request.user),
        "affected": [str(Affected(each).label) for each in row.affected],
        "from_file": said_in_file(row),
        "may_end": not row.closed_as
        and row.withdrawn_at is None
        and row.progress_now != "confirmed",
        "may_keep": KEEP_RECOMMENDATION.allows(request.user, row),
        "answer_form": answer_form or AnswerForm(initial=_present(way)),
        "action_form": action_form or _action_form(request, row.addressee_id, way=way),
    }
    return render(request, "partners/recommendation.html", context, status=status)


def _present(way: Way) -> dict[str, Any]:
    """Return the answer that counts, as the form's first values."""
    if way.answer is None:
        return {}
    return {name: getattr(way.answer, name) for name in ("position", "reason", "is_public")}


def _action_form(request: SignedIn, addressee_id: UUID, *, way: Way | None = None) -> ActionForm:
    """Return the form: an addressee's people choose any owner to propose it to, others only their own."""
    own = organisation_of(request.user)
    owners = [
        each for each in organisations() if own is not None and own in {addressee_id, each.id}
    ]
    initial: dict[str, Any] = {"owner": str(own)}
    if way is not None and own == addressee_id:
        asked = way.recommendation
        initial = {"owner": str(asked.lead_id or own), "due_on": asked.wanted_by}
    return ActionForm(
        request.POST if way is None else None,
        initial=initial,
        owners=owners,
        colleagues=colleagues_of(request.user),
    )
