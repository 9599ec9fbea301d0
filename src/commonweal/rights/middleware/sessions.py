"""A session ends after half a day, after some time without use, and with the person's last role.

The time without use is the life of the session in the database (SESSION_COOKIE_AGE), drawn out once
a minute while somebody works. The half day is counted from the sign-in.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.rights.actions.sign_in import BEGAN_AT
from commonweal.rights.queries.sign_in import holds_any_role

SEEN_AT = "seen_at"
SEEN_EVERY_S = 60
# A clock that was set back by more than this ends the session: its age is not known any more.
CLOCK_SLACK_S = 300


class SessionsMiddleware:
    """Signs out whose time is over, before a page is asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            if _too_old(request):
                logout(request)
                messages.info(request, _("You were signed out: a sign-in lasts half a day."))
            elif not holds_any_role(request.user):
                logout(request)
                messages.info(request, _("You were signed out: your role here has ended."))
            else:
                _note_use(request)
        return self.get_response(request)


def _too_old(request: HttpRequest) -> bool:
    now = int(time.time())
    age = now - request.session.setdefault(BEGAN_AT, now)
    return not -CLOCK_SLACK_S <= age < settings.SESSION_LONGEST_S


def _note_use(request: HttpRequest) -> None:
    now = int(time.time())
    if abs(now - request.session.get(SEEN_AT, 0)) < SEEN_EVERY_S:
        return
    request.session[SEEN_AT] = now
    UserSession.objects.filter(session_key=request.session.session_key).update(
        last_seen_at=timezone.now()
    )
