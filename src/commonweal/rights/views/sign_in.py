"""One's own sign-in: password, second steps, sessions."""

from __future__ import annotations

import ipaddress

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commonweal.kernel.doors import SIGNED_IN, opens_to
from commonweal.rights.actions.sign_in import note_locked
from commonweal.rights.queries.sign_in import SECOND_STEPS
from commonweal.rights.rules.roles import GUARDED_ROLES, holds
from commonweal.rights.rules.sign_in import needs_second_step


@opens_to(SIGNED_IN)
@login_required
@never_cache
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Show how this person signs in, and what can be changed about it."""
    kept = Authenticator.objects.filter(user=request.user).order_by("created_at")
    of = {kind: [one for one in kept if one.type == kind] for kind in Authenticator.Type}
    codes = of[Authenticator.Type.RECOVERY_CODES]
    return render(
        request,
        "rights/sign_in.html",
        {
            "apps": of[Authenticator.Type.TOTP],
            "passkeys": of[Authenticator.Type.WEBAUTHN],
            "codes_left": len(codes[0].wrap().get_unused_codes()) if codes else 0,
            "has_second_step": any(of[kind] for kind in SECOND_STEPS),
            "is_needed": needs_second_step(request.user),
            "is_only_offered_in_demo": settings.DEMO and holds(request.user, *GUARDED_ROLES),
            "name_for_passkeys": _name_for_passkeys(request),
        },
    )


def _name_for_passkeys(request: HttpRequest) -> str:
    """Return the address to use instead where passkeys cannot work: they need a name, not a number."""
    host, _colon, port = request.get_host().rpartition(":")
    try:
        number = ipaddress.ip_address((host or port).strip("[]"))
    except ValueError:
        return ""
    local = f"http://localhost:{port}/" if host else "http://localhost/"
    return local if number.is_loopback else "?"


def too_many(request: HttpRequest) -> HttpResponse:
    """Say that there were too many requests from one network address, and record it."""
    note_locked(get_adapter(request).get_client_ip(request), of="network")
    return render(request, "429.html", status=429)
