"""Calendars: a person's addresses, and the feeds that programs fetch without a sign-in."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.kernel.doors import EVERYONE, WORKERS, opens_to
from commonweal.kernel.errors import Conflict, NotFound
from commonweal.partners.actions import calendar as acts
from commonweal.partners.engine.calendar_feed import Feed, write
from commonweal.partners.queries.calendar import (
    address_by_secret,
    addresses_of,
    feed_of,
    public_feed,
)
from commonweal.partners.queries.partnerships import held_under
from commonweal.partners.views.acting import SignedIn, go_on, identity
from commonweal.rights.public import Limit, network_of, seconds_to_wait

FETCHED = Limit("partners.calendar", most=60)
ICALENDAR = "text/calendar; charset=utf-8"


@opens_to(WORKERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def calendars(request: SignedIn) -> HttpResponse:
    """Show a person the addresses of their calendars; make, renew or give one up."""
    refusal = ""
    if request.method == "POST":
        try:
            messages.success(request, _do(request))
        except Conflict as error:
            refusal = error.message
        else:
            return go_on("partners:calendars")
    mine = [(row, _address(request, acts.calendar_secret(row))) for row in addresses_of(request.user)]  # fmt: skip
    taken = {row.partnership_id for row, _where in mine}
    context = {
        "mine": mine,
        "has_own": None in taken,
        "partnerships": [each for each in held_under(request.user) if each[0] not in taken],
        "public_address": request.build_absolute_uri(reverse("partners:public_calendar")),
        "refusal": refusal,
        "acts": (("renew", _("Renew it")), ("end", _("Give it up"))),
    }
    status = HTTPStatus.CONFLICT if refusal else HTTPStatus.OK
    return render(request, "partners/calendars.html", context, status=status)


def _do(request: SignedIn) -> str:
    what, key = request.POST.get("do", ""), identity(request.POST.get("address"))
    if what == "make":
        acts.make_address(request.user, identity(request.POST.get("partnership")))
        return _("The address is made.")
    if key is None:
        raise NotFound("partners.not-found", _("There is no such page, or not for you."))
    if what == "renew":
        acts.renew_address(request.user, key)
        return _("The address is another one now; the former opens nothing any more.")
    acts.end_address(request.user, key)
    return _("The address is given up.")


@opens_to(EVERYONE)
@never_cache
@require_safe
def calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """Serve a calendar to whoever knows its address."""
    if wait := seconds_to_wait(FETCHED, by=network_of(request)):
        return _too_often(wait)
    found, now = address_by_secret(secret), timezone.now()
    acts.note_fetched(found, now=now)
    return _served(feed_of(found, now=now, absolute=request.build_absolute_uri))


@opens_to(EVERYONE)
@require_safe
def public_calendar(request: HttpRequest) -> HttpResponse:
    """Serve the meetings that are open to everybody."""
    if wait := seconds_to_wait(FETCHED, by=network_of(request)):
        return _too_often(wait)
    return _served(public_feed(now=timezone.now(), absolute=request.build_absolute_uri))


def _served(feed: Feed) -> HttpResponse:
    answer = HttpResponse(write(feed, now=timezone.now()), content_type=ICALENDAR)
    answer["Content-Disposition"] = 'inline; filename="commonweal.ics"'
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer


def _too_often(wait: int) -> HttpResponse:
    words = _("Fetched too often from this network. Ask again in %(seconds)s seconds.")
    answer = HttpResponse(
        words % {"seconds": wait},
        status=HTTPStatus.TOO_MANY_REQUESTS,
        content_type="text/plain; charset=utf-8",
    )
    answer["Retry-After"] = str(wait)
    return answer


def _address(request: HttpRequest, secret: str) -> str:
    return request.build_absolute_uri(reverse("partners:calendar", args=[secret]))
