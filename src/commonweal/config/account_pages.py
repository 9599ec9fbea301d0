"""The pages of allauth that a workspace by invitation offers, each with its door.

The names that allauth itself looks up are there too; their addresses answer that there is no such
page, or lead to "Your sign-in".
"""

from __future__ import annotations

from allauth.account import views
from allauth.mfa.base import views as steps
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as apps
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount.providers.openid_connect import views as single_sign_on
from allauth.usersessions import views as sessions
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, re_path, reverse

from commonweal.kernel.doors import EVERYONE, SIGNED_IN, opens_to

everyone, signed_in = opens_to(EVERYONE), opens_to(SIGNED_IN)


@everyone
def no_such_page(_request: HttpRequest) -> HttpResponse:
    """Answer that there is no such page."""
    raise Http404


@signed_in
def to_sign_in(_request: HttpRequest) -> HttpResponse:
    """Lead to the one page about one's own sign-in."""
    return HttpResponseRedirect(reverse("rights:sign_in"))


PASSWORD_PAGES = [
    path("login/", everyone(views.login), name="account_login"),
    path("logout/", everyone(views.logout), name="account_logout"),
    path("inactive/", everyone(views.account_inactive), name="account_inactive"),
    path("reauthenticate/", signed_in(views.reauthenticate), name="account_reauthenticate"),
    path("password/change/", signed_in(views.password_change), name="account_change_password"),
    path("password/reset/", everyone(views.password_reset), name="account_reset_password"),
    path(
        "password/reset/done/",
        everyone(views.password_reset_done),
        name="account_reset_password_done",
    ),
    path(
        "password/reset/key/done/",
        everyone(views.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        everyone(views.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
]

# The page of the second step opens to who has given the password and is not signed in yet.
SECOND_STEP_PAGES = [
    path("second-step/", everyone(steps.authenticate), name="mfa_authenticate"),
    path("second-step/confirm/", signed_in(steps.reauthenticate), name="mfa_reauthenticate"),
    path("app/add/", signed_in(apps.activate_totp), name="mfa_activate_totp"),
    path("app/remove/", signed_in(apps.deactivate_totp), name="mfa_deactivate_totp"),
    path("recovery-codes/", signed_in(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "recovery-codes/new/",
        signed_in(codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "recovery-codes/file/",
        signed_in(codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("passkeys/sign-in/", everyone(passkeys.login_webauthn), name="mfa_login_webauthn"),
    path("passkeys/add/", signed_in(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path(
        "passkeys/confirm/",
        signed_in(passkeys.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path("passkeys/<int:pk>/", signed_in(passkeys.edit_webauthn), name="mfa_edit_webauthn"),
    path(
        "passkeys/<int:pk>/remove/",
        signed_in(passkeys.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
]

# Without the settings COMMONWEAL_OIDC_* these two answer that there is no such page.
SINGLE_SIGN_ON_PAGES = [
    path("at/<slug:provider_id>/", everyone(single_sign_on.login), name="openid_connect_login"),
    path(
        "at/<slug:provider_id>/back/",
        everyone(single_sign_on.callback),
        name="openid_connect_callback",
    ),
]

ACCOUNT_PAGES = [
    *PASSWORD_PAGES,
    *SECOND_STEP_PAGES,
    *SINGLE_SIGN_ON_PAGES,
    path("sessions/", signed_in(sessions.list_usersessions), name="usersessions_list"),
    path("second-steps/", to_sign_in, name="mfa_index"),
    path("passkeys/", to_sign_in, name="mfa_list_webauthn"),
    # Not offered: people come by invitation, and the address is the one that was invited.
    path("signup/", no_such_page, name="account_signup"),
    path("email/", no_such_page, name="account_email"),
    path("confirm-email/", no_such_page, name="account_email_verification_sent"),
    path("password/set/", no_such_page, name="account_set_password"),
    path("at/", no_such_page, name="socialaccount_connections"),
    path("signup/elsewhere/", no_such_page, name="socialaccount_signup"),
]
