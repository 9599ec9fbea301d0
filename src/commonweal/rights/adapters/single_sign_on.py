"""Sign-in at one's own organisation (OpenID Connect): it knows people, it never makes any."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _

from commonweal.rights.models import Person


class InvitedOnly(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    """Lets in whoever was invited with the very address that the provider has verified."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """Return the one provider of the settings, where there is one; never rows of a table."""
        given = settings.SINGLE_SIGN_ON
        if given is None:
            return []
        app = SocialApp(provider="openid_connect", **given)
        asked_for = provider in {None, app.provider, app.provider_id}
        return [app] if asked_for and client_id in {None, app.client_id} else []

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Say no: nobody is made by signing in."""
        return False

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[Person, str] | None:
        """Return the invited person whose address the provider says it has verified, or None."""
        for address in sociallogin.email_addresses:
            # Some providers leave the word out: that is no yes.
            if address.verified is not True:
                continue
            person = Person.objects.filter(email=address.email.lower(), is_active=True).first()
            if person is not None:
                _verified(person)
                return person, person.email
        return None

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Refuse whoever is not invited, and anything but a sign-in."""
        is_sign_in = sociallogin.state.get("process", "login") == "login"
        if sociallogin.is_existing and is_sign_in:
            return
        messages.error(
            request,
            _(
                "Nobody with this address was invited here, or your organisation has not verified "
                "the address. Ask your co-ordinator."
            ),
        )
        raise ImmediateHttpResponse(HttpResponseRedirect(resolve_url(settings.LOGIN_URL)))

    def serialize_instance(self, instance: Any) -> Any:
        """Return a row as the session keeps it, without the roles that were read meanwhile."""
        instance.__dict__.pop("roles", None)
        return super().serialize_instance(instance)

    def on_authentication_error(self, request: HttpRequest, provider: Any, **_hints: Any) -> None:
        """Say in our words that it did not work, on the page to sign in."""
        messages.error(
            request,
            _("Signing in at %(name)s did not work. Try again, or use your password.")
            % {"name": provider.name},
        )
        raise ImmediateHttpResponse(HttpResponseRedirect(resolve_url(settings.LOGIN_URL)))


def _verified(person: Person) -> None:
    """Note that the address is verified, so that the person's password stays theirs."""
    EmailAddress.objects.update_or_create(
        user=person, email=person.email, defaults={"verified": True, "primary": True}
    )
