"""The addresses of this room."""

from __future__ import annotations

from django.urls import path

from commonweal.rights.views import invitations, people

app_name = "rights"
urlpatterns = [
    path("rights/people/", people.people, name="people"),
    path("rights/invite/", invitations.invite, name="invite"),
    path(
        "rights/invitations/<uuid:invitation_id>/withdraw/", invitations.withdraw, name="withdraw"
    ),
    path("invitation/<str:token>/", invitations.accept, name="accept"),
]
