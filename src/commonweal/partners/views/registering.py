"""Pages for whoever would like to come: no account, no script, and nobody learns who is registered."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.kernel.doors import EVERYONE, opens_to
from commonweal.kernel.errors import Conflict
from commonweal.partners.actions import registering as acts
from commonweal.partners.actions.letters import secret_of
from commonweal.partners.forms.registration import ComeForm, PublicComeForm, values_of
from commonweal.partners.models import Registration, RegistrationState
from commonweal.partners.queries.agenda import agenda_of
from commonweal.partners.queries.registration import (
    by_link,
    listed_names,
    phase,
    place_in_line,
    public_form,
    public_meetings,
    seats_of,
    was_public,
)
from commonweal.partners.tasks import see_to_registrations
from commonweal.partners.views.acting import attempt, go_on
from commonweal.rights.public import Limit, network_of, seconds_to_wait

SENT = Limit("partners.registration", most=10)
OPENED = Limit("partners.registration.link", most=60)
SHOWN = 100
State = RegistrationState
DOES: dict[str, Callable[[str], Registration]] = {
    "prove": acts.prove,
    "take": acts.take_place,
    "decline": acts.decline,
    "withdraw": acts.withdraw,
}


@opens_to(EVERYONE)
@require_safe
def public_list(request: HttpRequest) -> HttpResponse:
    """List the meetings for which everybody may register."""
    found = list(public_meetings(now=timezone.now())[:SHOWN])
    return render(request, "partners/public_meetings.html", {"meetings": found})


@opens_to(EVERYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Show a meeting to the public, and take a registration."""
    if was_public(meeting_id):
        return render(request, "partners/gone_meeting.html", status=HTTPStatus.GONE)
    found = public_form(meeting_id)
    now = timezone.now()
    form = PublicComeForm(
        request.POST if request.method == "POST" else None, form=found, with_email=True
    )
    status = HTTPStatus.OK
    if request.method == "POST":
        if wait := seconds_to_wait(SENT, by=network_of(request)):
            return _too_often(request, wait)
        if not form.is_of_a_program:
            status = attempt(form, lambda: acts.ask_for_place(meeting_id, form.draft()))
        # A program that filled in everything reads what everybody reads.
        if form.is_of_a_program or status == HTTPStatus.SEE_OTHER:
            _soon()
            return go_on("partners:registered", meeting_id)
    seats = seats_of(found)
    context = {
        "form": form,
        "meeting": found.meeting,
        "registration_form": found,
        "agenda": agenda_of(found.meeting),
        "phase": phase(found, now=now),
        "seats": seats,
        "is_full": seats.free == 0 or bool(seats.waiting),
        "names": listed_names(found, to_public=True),
        "is_open": _is_open(found.meeting.state, phase(found, now=now)),
    }
    return _private(render(request, "partners/register.html", context, status=status))


@opens_to(EVERYONE)
@never_cache
@require_safe
def registered(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Say to everybody who sent the form the same: a mail is on its way."""
    found = public_form(meeting_id)
    return render(request, "partners/registered.html", {"meeting": found.meeting})


@opens_to(EVERYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def my_registration(request: HttpRequest, secret: str) -> HttpResponse:
    """Show somebody's registration by their own link, and do what they choose."""
    if wait := seconds_to_wait(OPENED, by=network_of(request)):
        return _too_often(request, wait)
    found = by_link(secret)
    refusal = ""
    status = HTTPStatus.OK
    act = DOES.get(request.POST.get("do", ""))
    if request.method == "POST" and act is not None:
        try:
            done = act(secret)
        except Conflict as error:
            refusal, status = error.message, HTTPStatus.CONFLICT
        else:
            _soon()
            return go_on("partners:my_registration", secret_of(done.pk))
    return _private(_mine(request, found, secret=secret, refusal=refusal, status=status))


@opens_to(EVERYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change_registration(request: HttpRequest, secret: str) -> HttpResponse:
    """Answer an invitation, or change what was answered, by the own link."""
    if wait := seconds_to_wait(OPENED, by=network_of(request)):
        return _too_often(request, wait)
    found = by_link(secret)
    form = ComeForm(
        request.POST if request.method == "POST" else None,
        form=found.form,
        with_email=False,
        initial=_values(found),
    )
    status = HTTPStatus.OK
    if request.method == "POST":
        is_invited = found.state == State.INVITED
        act = acts.accept_invitation if is_invited else acts.change
        done: list[Registration] = []
        status = attempt(form, lambda: done.append(act(secret, form.draft(email=found.email))))
        if done:
            _soon()
            if done[0].wanted is not None:
                messages.success(
                    request, _("The deadline is over: your change waits for our answer.")
                )
            else:
                messages.success(request, _("It is kept."))
            return go_on("partners:my_registration", secret)
    context = {"form": form, "registration": found, "meeting": found.form.meeting, "secret": secret}
    return _private(render(request, "partners/my_answers.html", context, status=status))


def _mine(
    request: HttpRequest, found: Registration, *, secret: str, refusal: str, status: int
) -> HttpResponse:
    form = found.form
    has_place = found.state == State.CONFIRMED
    seats = seats_of(form)
    context = {
        "registration": found,
        "meeting": form.meeting,
        "registration_form": form,
        "secret": secret,
        "refusal": refusal,
        "is_full": seats.free == 0 or bool(seats.waiting),
        "is_unproven": found.state == State.PENDING and found.proven_at is None,
        "in_line": place_in_line(found) if found.state == State.WAITLISTED else None,
        "has_place": has_place,
        "names": listed_names(form, to_public=False) if has_place else [],
        "answers": found.answers.select_related("field"),
        "is_over": found.state in {State.DECLINED, State.REJECTED, State.WITHDRAWN},
    }
    return render(request, "partners/my_registration.html", context, status=status)


def _values(found: Registration) -> dict[str, object]:
    names = ("name", "body_kind", "listed", "is_named_at_door")
    answers = {str(one.field_id): one.value for one in found.answers.all()}
    return {name: getattr(found, name) for name in names} | values_of(answers)


def _is_open(state: object, phase_now: str) -> bool:
    return state == "announced" and phase_now in {"open", "late"}


def _soon() -> None:
    transaction.on_commit(see_to_registrations.enqueue)


def _private(answer: HttpResponse) -> HttpResponse:
    """Tell search engines to stay away; other sites are told nothing of the link by any page here."""
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer


def _too_often(request: HttpRequest, wait: int) -> HttpResponse:
    answer = render(
        request, "partners/too_often.html", {"wait": wait}, status=HTTPStatus.TOO_MANY_REQUESTS
    )
    answer["Retry-After"] = str(wait)
    return answer
