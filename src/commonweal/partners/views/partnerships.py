"""Pages of partnerships: the list, one of them, propose or change one, say something of it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.kernel.doors import SHARED, WORKERS, opens_to
from commonweal.kernel.errors import NotAllowed
from commonweal.library import public as library
from commonweal.partners.actions import partnerships as acts
from commonweal.partners.actions.agreeing import move
from commonweal.partners.engine.partnerships import APART, STAGES, may_join
from commonweal.partners.forms.partnerships import MoveForm, PartnershipForm, PartnershipsForm
from commonweal.partners.models import Fulfilment, MemberRole, Partnership
from commonweal.partners.queries.diligence import ways_of, wrong_refusals
from commonweal.partners.queries.harm import standing_of
from commonweal.partners.queries.joining import joining
from commonweal.partners.queries.obligations import met_under
from commonweal.partners.queries.partnership_acts import next_of, parties_to_choose
from commonweal.partners.queries.partnerships import (
    STAGE_NAMES,
    PartnershipPage,
    Wanted,
    page_of,
    partnerships,
    stage_counts,
)
from commonweal.partners.queries.rows import partnership_of
from commonweal.partners.rules.obligations import ENTER_FULFILMENT, WITHDRAW_FULFILMENT
from commonweal.partners.rules.partnerships import KEEP_PARTNERSHIP, SPEAK_IN_PARTNERSHIP
from commonweal.partners.rules.public_room import PUBLISH_PARTNERSHIP
from commonweal.partners.rules.taking_part import acting_for
from commonweal.partners.views.acting import SignedIn, attempt, go_on, identity, number
from commonweal.rights.public import organisations

PAGE_SIZE = 50


@opens_to(SHARED)
@require_safe
def listing(request: SignedIn) -> HttpResponse:
    """List the partnerships, with filters."""
    form = PartnershipsForm(request.GET, partners=organisations())
    form.is_valid()
    values = form.cleaned_data
    wanted = Wanted(
        kind=values.get("kind", ""),
        stage=values.get("stage", ""),
        organisation=values.get("organisation"),
    )
    today = timezone.localdate()
    rows = partnerships(request.user, wanted, today=today)
    found = stage_counts(request.user, wanted, today=today)
    context = {
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "form": form,
        "is_filtered": wanted != Wanted(),
        "stage": wanted.stage,
        "counts": [
            (stage, STAGE_NAMES[stage], found.get(stage, 0), _with(request, stage))
            for stage in STAGES
        ],
    }
    return render(request, "partners/partnerships.html", context)


@opens_to(SHARED)
@require_safe
def partnership(request: SignedIn, partnership_id: UUID) -> HttpResponse:
    """Show a partnership: who is in it, what for, from when until when, and what was said."""
    return _page(request, page_of(request.user, partnership_id, today=timezone.localdate()))


@opens_to(WORKERS)
@require_http_methods(["GET", "HEAD", "POST"])
def say(request: SignedIn, partnership_id: UUID) -> HttpResponse:
    """Take what somebody says of a partnership."""
    page = page_of(request.user, partnership_id, today=timezone.localdate())
    if request.method != "POST":
        return redirect(page.row)
    form = MoveForm(request.POST, kinds=[kind for kind in page.moves if kind not in APART])
    status = attempt(
        form,
        lambda: move(request.user, partnership_id, form.draft(), seen=form.cleaned_data["seen"]),
    )
    if status == HTTPStatus.SEE_OTHER:
        messages.success(request, _("It is kept."))
        return go_on(page.row)
    page = page_of(request.user, partnership_id, today=timezone.localdate())
    return _page(request, page, form=form, status=status)


@opens_to(WORKERS)
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: SignedIn) -> HttpResponse:
    """Propose a partnership, by hand or with a document of the library that holds its text."""
    document_id = identity(request.GET.get("document"))
    card = library.document(document_id, person=request.user) if document_id else None
    form = _form(request, initial={"members": [str(acting_for(request.user))]})
    status = HTTPStatus.OK
    if request.method == "POST":
        made: list[Partnership] = []
        status = attempt(
            form, lambda: made.append(acts.propose(request.user, form.draft(document_id)))
        )
        if made:
            messages.success(request, _("The partnership is proposed. Its partners see it now."))
            return go_on(made[0])
    context = {
        "form": form,
        "card": card,
        "is_restricted": document_id in library.restricted_now(),
    }
    return render(request, "partners/partnership_form.html", context, status=status)


@opens_to(WORKERS)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: SignedIn, partnership_id: UUID) -> HttpResponse:
    """Change what is proposed, before all have signed it."""
    row = partnership_of(request.user, partnership_id)
    if not KEEP_PARTNERSHIP.allows(request.user, row):
        raise NotAllowed(KEEP_PARTNERSHIP.name, _("Only who keeps a partnership changes it."))
    form = _form(request, initial=_values(row))
    status = HTTPStatus.OK
    if request.method == "POST":
        seen = number(request.POST.get("seen"))
        status = attempt(
            form,
            lambda: acts.change(
                request.user, partnership_id, form.draft(row.document_id), seen=seen
            ),
        )
        if status == HTTPStatus.SEE_OTHER:
            messages.success(request, _("The partnership is changed. Whoever signed signs again."))
            return go_on(row)
    context = {"form": form, "row": row}
    return render(request, "partners/partnership_form.html", context, status=status)


def _page(
    request: SignedIn,
    page: PartnershipPage,
    *,
    form: MoveForm | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    today = timezone.localdate()
    joins = joining(request.user, page.row)
    met = met_under(request.user, [page.row], today=today)
    entries = Fulfilment.objects.filter(WITHDRAW_FULFILMENT.rows(request.user))
    context = {
        "page": page,
        "row": page.row,
        "form": form if form and _is_remark(form) else MoveForm(kinds=["remark"]),
        # What was refused stands beside the button that asked for it.
        "refused": None if form and _is_remark(form) else form,
        "next": next_of(request.user, page, joins=joins, today=today),
        "met": met,
        "joining": joins,
        "may_show": PUBLISH_PARTNERSHIP.allows(request.user, page.row),
        "may_be_named": SPEAK_IN_PARTNERSHIP.allows(request.user, page.row),
        "may_ask": may_join(page.row.state) and KEEP_PARTNERSHIP.allows(request.user, page.row),
        "harm": standing_of("partnership", page.row.pk, today=today),
        "may_make_harm": KEEP_PARTNERSHIP.allows(request.user, page.row),
        "harm_address": reverse("partners:harm", args=["partnership", page.row.pk]),
        "ways": ways_of(request.user, page.row),
        "wrong_refusals": wrong_refusals(request.user, page.row),
        "may_add": page.may_add,
        "enterable": [e.row.pk for e in met if ENTER_FULFILMENT.allows(request.user, e.row)],
        "own_entries": set(
            entries.filter(obligation__partnership=page.row).values_list("pk", flat=True)
        ),
    }
    return render(request, "partners/partnership.html", context, status=status)


def _is_remark(form: MoveForm) -> bool:
    return form.data.get("kind") == "remark"


def _form(request: SignedIn, *, initial: dict[str, Any]) -> PartnershipForm:
    return PartnershipForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        partners=parties_to_choose(),
    )


def _values(row: Partnership) -> dict[str, Any]:
    names = ("kind", "title", "purpose", "start", "end", "legal_basis", "terms_of_reference")
    members = list(row.members.all())

    def holds(role: str) -> str:
        return next((str(each.organisation_id) for each in members if each.role == role), "")

    return {name: getattr(row, name) for name in names} | {
        "chair": holds(MemberRole.CHAIR),
        "secretariat": holds(MemberRole.SECRETARIAT),
        "members": [str(e.organisation_id) for e in members if e.role == MemberRole.MEMBER],
    }


def _with(request: HttpRequest, stage: str) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    if query.get("stage") == stage:
        query.pop("stage")
    else:
        query["stage"] = stage
    return f"?{query.urlencode()}"
