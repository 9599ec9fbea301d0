"""Every address of the workspace; those of sign-in are in account_pages.py."""

from __future__ import annotations

from django.urls import include, path

from commonweal.config import health_pages, programs
from commonweal.config.account_pages import ACCOUNT_PAGES

urlpatterns = [
    path("", include("commonweal.today.urls")),
    path("", include("commonweal.rights.urls")),
    path("", include("commonweal.demo.urls")),
    path("", include("commonweal.ui.urls")),
    path("", include("commonweal.library.urls")),
    path("", include("commonweal.partners.urls")),
    path("accounts/", include(ACCOUNT_PAGES)),
    path("api/", include(programs.urlpatterns)),
    path("health/live", health_pages.live, name="health_live"),
    path("health/ready", health_pages.ready, name="health_ready"),
]

handler400 = "commonweal.ui.problems.bad_request"
handler403 = "commonweal.ui.problems.not_allowed"
handler404 = "commonweal.ui.problems.not_found"
handler500 = "commonweal.ui.problems.broken"
# Asked for by allauth, where too much comes from one network address.
handler429 = "commonweal.rights.views.sign_in.too_many"
