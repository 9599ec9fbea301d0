"""Every address of the workspace.

Of allauth's pages only those are here that a workspace by invitation offers. The names that allauth
itself looks up are there too; their addresses answer that there is no such page.
"""

from __future__ import annotations

from allauth.account import views
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path, re_path

from commonweal.kernel.doors import EVERYONE, SIGNED_IN, opens_to

# Doors of pages that are not ours.
everyone, signed_in = opens_to(EVERYONE), opens_to(SIGNED_IN)


@everyone
def no_such_page(_request: HttpRequest) -> HttpResponse:
    """Answer that there is no such page."""
    raise Http404


ACCOUNT_PAGES = [
    path("login/", everyone(views.login), name="account_login"),
    path("logout/", everyone(views.logout), name="account_logout"),
    path("inactive/", everyone(views.account_inactive), name="account_inactive"),
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
    # Not offered: people come by invitation, and the address is the one that was invited.
    path("signup/", no_such_page, name="account_signup"),
    path("email/", no_such_page, name="account_email"),
    path("confirm-email/", no_such_page, name="account_email_verification_sent"),
    path("reauthenticate/", no_such_page, name="account_reauthenticate"),
    path("password/set/", no_such_page, name="account_set_password"),
]

urlpatterns = [
    path("", include("commonweal.today.urls")),
    path("", include("commonweal.rights.urls")),
    path("", include("commonweal.demo.urls")),
    path("", include("commonweal.ui.urls")),
    path("library/", include("commonweal.library.urls")),
    path("", include("commonweal.partners.urls")),
    path("accounts/", include(ACCOUNT_PAGES)),
]

handler400 = "commonweal.ui.problems.bad_request"
handler403 = "commonweal.ui.problems.not_allowed"
handler404 = "commonweal.ui.problems.not_found"
handler500 = "commonweal.ui.problems.broken"
