"""Pages about personal data: what is held about me, requests and their answers, and asking without an account."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.core.cache import cache
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.kernel.doors import EVERYONE, PEOPLE_KEEPERS, SIGNED_IN, opens_to
from commonweal.kernel.errors import CommonwealError, Conflict, NotFound
from commonweal.rights.actions import requests as actions
from commonweal.rights.actions.limits import network_of
from commonweal.rights.actions.requests import Asked, Reply
from commonweal.rights.actions.trail import Thing
from commonweal.rights.forms.people import ReasonForm
from commonweal.rights.forms.retention import AnswerForm, AskForm, CorrectionForm, RequestForm
from commonweal.rights.models import DataRequest
from commonweal.rights.queries import requests as queries
from commonweal.rights.tasks import send_answers
from commonweal.rights.views.signed_in import SignedIn

if TYPE_CHECKING:
    pass


PAGE_SIZE = 50
ASKED_PER_HOUR = 5
DOCUMENT = re.compile(
    r"/library/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/", re.IGNORECASE
)


@opens_to(SIGNED_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def my_data(request: SignedIn) -> HttpResponse:
    """Show what is held about the reader, and take their requests."""
    form = RequestForm(request.POST or None)
    if form.is_valid():
        try:
            actions.ask(request.user, Asked(**form.cleaned_data))
        except CommonwealError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Your request was received."))
            return HttpResponseRedirect(reverse("rights:my_data"), status=303)
    held = queries.held_about(request.user)
    acts = Paginator(queries.acts_of(request.user), PAGE_SIZE)
    context = {
        "form": form,
        "held": held,
        "acts": acts.get_page(request.GET.get("page")),
        "requests": queries.requests_of(request.user)[:PAGE_SIZE],
    }
    return render(request, "rights/my_data.html", context, status=422 if form.errors else 200)


@opens_to(SIGNED_IN)
@never_cache
@require_safe
def my_data_file(request: SignedIn) -> HttpResponse:
    """Hand over everything that is held about the reader, as one JSON file."""
    held = queries.held_about(request.user)
    actions.note_taken(request.user)
    answer = JsonResponse(held, json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return answer


@opens_to(PEOPLE_KEEPERS)
@require_safe
def requests(request: SignedIn) -> HttpResponse:
    """List the requests about personal data with their clocks."""
    found = queries.requests_visible_to(request.user)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "rights/requests.html", {"page": page})


@opens_to(PEOPLE_KEEPERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: SignedIn, request_id: UUID) -> HttpResponse:
    """Show a request and take the answer, or show what was answered; nobody answers their own."""
    found = queries.request_read_by(request.user, request_id)
    if found.state != DataRequest.State.OPEN and request.method != "POST":
        context = {"asked": found, "contact": queries.contact_of(found)}
        return render(request, "rights/request_answered.html", context)
    queries.request_of(request_id, person=request.user)
    form = _answer_form(request, found)
    if form.is_valid():
        data = form.cleaned_data
        reply = Reply(
            is_done=data["outcome"] == "done",
            text=data["text"],
            name=data.get("name", ""),
            job=data.get("job", ""),
        )
        try:
            actions.answer(request.user, request_id, reply)
        except NotFound:
            raise
        except CommonwealError as error:
            form.add_error(None, error.message)
        else:
            transaction.on_commit(send_answers.enqueue)
            messages.success(request, _("The request is answered."))
            return HttpResponseRedirect(request.path, status=303)
    context = {
        "asked": found,
        "contact": queries.contact_of(found),
        "goes_by_mail": queries.goes_by_mail(found),
        "form": form,
        "subject": queries.subject_of(found, person=request.user),
        "may_erase": queries.may_erase(found, person=request.user),
    }
    return render(request, "rights/request.html", context, status=422 if form.errors else 200)


def _answer_form(request: HttpRequest, found: DataRequest) -> AnswerForm:
    if found.kind == DataRequest.Kind.CORRECTION and found.person is not None:
        initial = {"name": found.person.name, "job": found.person.job}
        return CorrectionForm(request.POST or None, initial=initial)
    return AnswerForm(request.POST or None)


@opens_to(PEOPLE_KEEPERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def put_off(request: SignedIn, request_id: UUID) -> HttpResponse:
    """Ask why the answer takes longer, then give it two months more, once."""
    queries.request_of(request_id, person=request.user)
    back = reverse("rights:answer_request", args=[request_id])
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            actions.put_off(request.user, request_id, reason=form.cleaned_data["reason"])
        except NotFound:
            raise
        except CommonwealError as error:
            form.add_error(None, error.message)
        else:
            return HttpResponseRedirect(back, status=303)
    context = {
        "form": form,
        "back": back,
        "heading": _("Put the answer off?"),
        "consequence": _("It is due two months later. This can be done once."),
        "verb": _("Put it off"),
    }
    return render(request, "rights/asked.html", context, status=422 if form.errors else 200)


@opens_to(PEOPLE_KEEPERS)
@require_POST
def erase_named(request: SignedIn, request_id: UUID) -> HttpResponse:
    """Erase the record that a request is about, or ask for another person's yes."""
    back = HttpResponseRedirect(reverse("rights:answer_request", args=[request_id]), status=303)
    try:
        is_gone = actions.erase_named(request.user, request_id)
    except NotFound:
        raise
    except CommonwealError as error:
        messages.error(request, error.message)
    else:
        gone = _("The record is erased. Now answer the request.")
        messages.success(
            request, gone if is_gone else _("It is erased once another person agrees.")
        )
    return back


@opens_to(EVERYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Take a request from somebody without an account, about a text that names them."""
    form = AskForm(request.POST or None)
    if form.is_valid():
        try:
            made = _ask(request, form)
        except CommonwealError as error:
            form.add_error(None, error.message)
        else:
            return render(request, "rights/ask_received.html", {"asked": made})
    status = 422 if form.errors else 200
    if form.errors.get("__all__") and not _may_ask(request, count=False):
        status = 429
    return render(request, "rights/ask.html", {"form": form}, status=status)


def _ask(request: HttpRequest, form: AskForm) -> DataRequest:
    data = form.cleaned_data
    if not _may_ask(request):
        raise Conflict(
            "rights.ask.often", _("Too many requests came from your network. Try again in an hour.")
        )
    about = DOCUMENT.search(data["address"])
    text = "\n".join(filter(None, [data["address"], data["text"]]))
    return actions.ask(
        None,
        Asked(
            kind=data["kind"],
            text=text,
            contact=data["contact"].lower(),
            about=Thing("library.Document", about[1].lower()) if about else None,
        ),
    )


def _may_ask(request: HttpRequest, *, count: bool = True) -> bool:
    """Say whether this network asked fewer than five times in the last hour; its address is not kept."""
    network = salted_hmac("commonweal.rights.ask", network_of(request)).hexdigest()[:32]
    key = f"asked:{network}"
    cache.add(key, 0, timeout=3600)
    if not count:
        return int(cache.get(key, 0)) <= ASKED_PER_HOUR
    try:
        return cache.incr(key) <= ASKED_PER_HOUR
    except ValueError:
        return True  # the hour ended between the two lines
