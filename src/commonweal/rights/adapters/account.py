"""How django-allauth's accounts fit this house: by invitation only, and with a limit on guessing."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from commonweal.rights.actions.sign_in import note_locked
from commonweal.rights.models import Person
from commonweal.rights.queries.sign_in import holds_any_role

# The same words whether there is such an account or not.
TOO_MANY = _(
    "Too many attempts failed. Wait a few minutes and try again, or ask for a new password by mail."
)
NO_MATCH = _("This address and this password do not belong together.")


class InvitationOnly(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    """Closes the open sign-up, lets in only who holds a role, and records who is kept out."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
        "email_password_mismatch": NO_MATCH,
        "enter_current_password": _("This is not your present password."),
        "incorrect_password": _("This is not your password."),
        "incorrect_code": _("This code is not right, or its time is over. Take the next one."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say no: see `commonweal rights invite` and the page "Invite"."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse after too many failures, before the password is looked at; and record it."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            email = credentials.get("email", "")
            note_locked(email, of="account", whose=Q(email=email.lower()))
            raise

    def pre_login(self, request: HttpRequest, user: Person, **hints: Any) -> HttpResponse | None:
        """Let nobody in whose last role has ended, as if the log-in were closed."""
        refused: HttpResponse | None = super().pre_login(request, user, **hints)
        if refused is None and not holds_any_role(user):
            refused = self.respond_user_inactive(request, user)
        return refused
