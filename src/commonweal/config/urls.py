"""Every address of the workspace."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("commonweal.today.urls")),
    path("", include("commonweal.rights.urls")),
    path("", include("commonweal.demo.urls")),
    path("", include("commonweal.ui.urls")),
    path("library/", include("commonweal.library.urls")),
    path("", include("commonweal.partners.urls")),
    path("accounts/", include("allauth.account.urls")),
]

handler400 = "commonweal.ui.problems.bad_request"
handler403 = "commonweal.ui.problems.not_allowed"
handler404 = "commonweal.ui.problems.not_found"
handler500 = "commonweal.ui.problems.broken"
