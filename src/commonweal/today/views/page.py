"""The first page: a welcome for strangers, Today for those who work here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commonweal.kernel.doors import EVERYONE, opens_to
from commonweal.rights.public import WORKING_ROLES, Role, holds, read_today
from commonweal.today.queries.page import today_of

if TYPE_CHECKING:
    from commonweal.rights.models import Person

# What was new stays on the page this long, so that following one line does not lose the others.
VISIT = timedelta(minutes=30)

# Where each role's work begins: the words of the link, and the page's name.
Way = tuple[str | Promise, str]
WAYS: tuple[tuple[frozenset[str], tuple[Way, ...]], ...] = (
    (
        WORKING_ROLES,
        ((_("Add a document"), "library:add"), (_("What was asked so far"), "partners:board")),
    ),
    (
        frozenset({Role.OVERSIGHT}),
        (
            (_("Read the trail"), "rights:trail"),
            (_("Draw a random check"), "rights:checks"),
            (_("File a finding"), "rights:findings"),
            (_("Figures"), "partners:figures"),
        ),
    ),
    (
        frozenset({Role.DONOR}),
        (
            (_("What was agreed and done"), "partners:agreed"),
            (_("What is public"), "partners:public_room"),
            (_("Figures"), "partners:figures"),
            (_("Library"), "library:documents"),
        ),
    ),
    (
        frozenset({Role.ADMINISTRATOR}),
        (
            (_("People and their roles"), "rights:people"),
            (_("Invite somebody"), "rights:invite"),
            (_("What is kept how long"), "rights:retention"),
        ),
    ),
)
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
    context = {"today": page, "since": since, "ways": ways_of(request.user)}
    return render(request, "today/today.html", context)


def ways_of(person: Person) -> Sequence[Way]:
    """Return where somebody's work usually begins, the first of their roles first."""
    found = [way for role, ways in WAYS if holds(person, *role) for way in ways]
    return tuple(dict.fromkeys(found))
