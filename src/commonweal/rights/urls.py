from __future__ import annotations

from django.urls import path

from commonweal.rights import views

app_name = "rights"
urlpatterns = [
    path("rights/people/", views.people, name="people"),
    path("rights/invite/", views.invite, name="invite"),
    path("rights/invitations/<uuid:invitation_id>/withdraw/", views.withdraw, name="withdraw"),
    path("invitation/<str:token>/", views.accept, name="accept"),
]
