"""The addresses of this room."""

from __future__ import annotations

from django.urls import path

from commonweal.rights.views import invitations, people, sign_in

app_name = "rights"
urlpatterns = [
    path("accounts/", sign_in.overview, name="sign_in"),
    path("rights/people/", people.people, name="people"),
    path("rights/invite/", invitations.invite, name="invite"),
    path(
        "rights/invitations/<uuid:invitation_id>/withdraw/", invitations.withdraw, name="withdraw"
    ),
    path("invitation/<str:token>/", invitations.accept, name="accept"),
]
