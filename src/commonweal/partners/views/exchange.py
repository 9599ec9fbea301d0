"""Pages of offers and needs: the list, one with what fits it, write one, take one up, say yes or no."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.kernel.doors import SHARED, WORKERS, opens_to
from commonweal.kernel.errors import NotAllowed
from commonweal.partners.actions import exchange as acts
from commonweal.partners.engine.exchange import STAGES
from commonweal.partners.forms.exchange import NoticeForm, NoticesForm, TakeUpForm, UptakeForm
from commonweal.partners.models import Notice
from commonweal.partners.queries.exchange import (
    STAGE_NAMES,
    WantedNotices,
    notice_counts,
    notice_of,
    notice_page,
    notices,
    uptake_of,
)
from commonweal.partners.rules.exchange import KEEP_NOTICE, TAKE_UP_NOTICE
from commonweal.partners.views.acting import SignedIn, number
from commonweal.partners.views.framing import Frame, added, done
from commonweal.rights.public import organisations

PAGE_SIZE = 50
BOTH = ["GET", "HEAD", "POST"]


@opens_to(SHARED)
@require_safe
def listing(request: SignedIn) -> HttpResponse:
    """List what is offered and needed, with filters; what is open where nothing is asked for."""
    form = NoticesForm(request.GET, partners=organisations())
    form.is_valid()
    values = form.cleaned_data
    wanted = WantedNotices(**{name: values.get(name) or "" for name in ("sort", "kind", "stage")}, organisation=values.get("organisation"))  # fmt: skip
    today = timezone.localdate()
    found = notice_counts(request.user, wanted, today=today)
    context = {
        "page": Paginator(notices(request.user, wanted, today=today), PAGE_SIZE).get_page(
            request.GET.get("page")
        ),
        "form": form,
        "is_filtered": wanted != WantedNotices(),
        "stage": wanted.stage,
        "counts": [
            (key, STAGE_NAMES[key], found.get(key, 0), _with(request, key)) for key in STAGES
        ],
    }
    return render(request, "partners/notices.html", context)


@opens_to(SHARED)
@require_safe
def notice(request: SignedIn, notice_id: UUID) -> HttpResponse:
    """Show an offer or a need, who would take it up, and what fits it and why."""
    page = notice_page(request.user, notice_id, today=timezone.localdate())
    return render(request, "partners/notice.html", {"page": page, "row": page.row})


@opens_to(WORKERS)
@require_http_methods(BOTH)
def add(request: SignedIn) -> HttpResponse:
    """Write what the person's partner offers or needs."""
    initial = {"sort": request.GET.get("sort", "offer")}
    form = NoticeForm(request.POST if request.method == "POST" else None, initial=initial)
    frame = Frame(
        heading=_("What we offer, or need"),
        verb=_("Show it to the partners"),
        back=reverse("partners:notices"),
        lede=_("All partners see it. Each that fits is shown to both sides, with the reasons."),
    )
    return added(
        request,
        form,
        frame,
        lambda: acts.add_notice(request.user, form.draft()),
        said=_("The partners see it now. Below is what fits it."),
    )


@opens_to(WORKERS)
@require_http_methods(BOTH)
def change(request: SignedIn, notice_id: UUID) -> HttpResponse:
    """Change an offer or a need."""
    row = _kept(request, notice_id)
    names = ("sort", "kind", "title", "words", "place", "first", "last", "languages")
    form = NoticeForm(
        request.POST if request.method == "POST" else None,
        initial={name: getattr(row, name) for name in names},
    )
    frame = Frame(
        heading=_("Change “%(what)s”") % {"what": row.title},
        verb=_("Keep the changes"),
        back=row.get_absolute_url(),
        lede=_("Whoever asked for it reads the new words."),
        seen=row.version,
    )
    seen = number(request.POST.get("seen"))
    return done(
        request,
        form,
        frame,
        lambda: acts.change_notice(request.user, notice_id, form.draft(), seen=seen),
        to=row,
        said=_("It is changed."),
    )


@opens_to(WORKERS)
@require_http_methods(BOTH)
def withdraw(request: SignedIn, notice_id: UUID) -> HttpResponse:
    """Ask, then withdraw an offer or a need."""
    row = _kept(request, notice_id)
    frame = Frame(
        heading=_("Withdraw “%(what)s”?") % {"what": row.title},
        verb=_("Withdraw it"),
        back=row.get_absolute_url(),
        lede=_("It fits nothing any more. You can open it again."),
        is_danger=True,
    )
    return _sure(request, row, frame, lambda: acts.withdraw_notice(request.user, notice_id))


@opens_to(WORKERS)
@require_http_methods(BOTH)
def reopen(request: SignedIn, notice_id: UUID) -> HttpResponse:
    """Ask, then open an offer or a need again."""
    row = _kept(request, notice_id)
    frame = Frame(
        heading=_("Open “%(what)s” again?") % {"what": row.title},
        verb=_("Open it again"),
        back=row.get_absolute_url(),
    )
    return _sure(request, row, frame, lambda: acts.reopen_notice(request.user, notice_id))


@opens_to(WORKERS)
@require_http_methods(BOTH)
def take_up(request: SignedIn, notice_id: UUID) -> HttpResponse:
    """Ask for what is offered, or say that one meets what is needed."""
    row = notice_of(request.user, notice_id)
    if not TAKE_UP_NOTICE.allows(request.user, row):
        raise NotAllowed(TAKE_UP_NOTICE.name, _("It is your own, agreed, withdrawn or over."))
    form = TakeUpForm(request.POST if request.method == "POST" else None)
    is_offer = row.sort == "offer"
    frame = Frame(
        heading=(_("Take up “%(what)s”") if is_offer else _("Meet “%(what)s”"))
        % {"what": row.title},
        verb=_("Ask for it") if is_offer else _("Say that we can"),
        back=row.get_absolute_url(),
        lede=_("%(partner)s says yes or no. Until then nothing is agreed.")
        % {"partner": row.organisation.name},
    )
    return done(
        request,
        form,
        frame,
        lambda: acts.take_up(request.user, notice_id, text=form.cleaned_data["text"]),
        to=row,
        said=_("They see it on their first page."),
    )


@opens_to(WORKERS)
@require_http_methods(BOTH)
def answer(request: SignedIn, uptake_id: UUID) -> HttpResponse:
    """Say yes or no to a request, withdraw it, or call off what was agreed."""
    row = uptake_of(request.user, uptake_id)
    page = notice_page(request.user, row.notice_id, today=timezone.localdate())
    moves = next((each.moves for each in page.requests if each.row.pk == row.pk), ())
    form = UptakeForm(request.POST if request.method == "POST" else None, moves=moves)
    frame = Frame(
        heading=_("%(partner)s and “%(what)s”")
        % {"partner": row.organisation.name, "what": row.notice.title},
        verb=_("Keep it"),
        back=row.get_absolute_url(),
        lede=row.text,
    )
    return done(
        request,
        form,
        frame,
        lambda: acts.say_of_uptake(
            request.user, uptake_id, form.cleaned_data["move"], reason=form.cleaned_data["reason"]
        ),
        to=row,
        said=_("It is kept; the other side sees it."),
    )


def _kept(request: SignedIn, notice_id: UUID) -> Notice:
    row = notice_of(request.user, notice_id)
    if not KEEP_NOTICE.allows(request.user, row):
        raise NotAllowed(KEEP_NOTICE.name, _("Only whose offer or need it is changes it."))
    return row


def _sure(request: SignedIn, row: Any, frame: Frame, act: Callable[[], object]) -> HttpResponse:
    form = forms.Form(request.POST if request.method == "POST" else None)
    return done(request, form, frame, act, to=row, said=_("It is kept."))


def _with(request: HttpRequest, stage: str) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    if query.get("stage") == stage:
        query.pop("stage")
    else:
        query["stage"] = stage
    return f"?{query.urlencode()}"
