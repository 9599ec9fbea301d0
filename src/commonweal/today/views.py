"""The first page: a welcome for strangers, Today for those who work here."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commonweal.kernel.doors import EVERYONE, opens_to
from commonweal.rights.public import read_today, works_here
from commonweal.today.queries import today_of

# What was new stays on the page this long, so that following one line does not lose the others.
VISIT = timedelta(minutes=30)
VISIT_BEGAN, VISITED_BEFORE = "today_visit_began", "today_visited_before"


@opens_to(EVERYONE)
@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the welcome page, or what waits for the person."""
    if not request.user.is_authenticated:
        return render(request, "today/welcome.html", {})
    now = timezone.now()
    began = parse_datetime(request.session.get(VISIT_BEGAN, ""))
    if began is None or now - began > VISIT:
        before = read_today(request.user, now=now)
        request.session[VISIT_BEGAN] = now.isoformat()
        request.session[VISITED_BEFORE] = before.isoformat() if before else ""
    since = parse_datetime(request.session[VISITED_BEFORE])
    page = today_of(request.user, since=since, today=timezone.localdate())
    return render(
        request,
        "today/today.html",
        {"today": page, "since": since, "works": works_here(request.user)},
    )
