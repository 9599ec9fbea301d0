"""The addresses of this room."""

from __future__ import annotations

from django.urls import path

from commonweal.rights.views import invitations, people, sign_in

app_name = "rights"
urlpatterns = [
    path("accounts/", sign_in.overview, name="sign_in"),
    path("rights/people/", people.people, name="people"),
    path("rights/people/<uuid:person_id>/", people.person, name="person"),
    path("rights/people/<uuid:person_id>/grant/", people.grant, name="grant"),
    path("rights/people/<uuid:person_id>/account/", people.account, name="account"),
    path("rights/roles/<uuid:grant_id>/extend/", people.extend, name="extend"),
    path("rights/roles/<uuid:grant_id>/end/", people.end, name="end"),
    path("rights/acting-for/", people.act_for, name="act_for"),
    path("rights/invite/", invitations.invite, name="invite"),
    path(
        "rights/invitations/<uuid:invitation_id>/withdraw/", invitations.withdraw, name="withdraw"
    ),
    path("invitation/<str:token>/", invitations.accept, name="accept"),
]
