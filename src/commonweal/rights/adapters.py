"""How django-allauth fits this house: people come by invitation only."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class InvitationOnly(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    """Closes the open sign-up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say no: see `commonweal rights invite` and the page "Invite"."""
        return False
