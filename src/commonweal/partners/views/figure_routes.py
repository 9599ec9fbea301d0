"""The addresses of figures, the quarterly report and the room's page for everybody; `urls` joins them to the room's."""

from __future__ import annotations

from django.urls import path

from commonweal.partners.views import figures, public_room

ROUTES = [
    path("room/", public_room.room, name="public_room"),
    path(
        "partners/partnerships/<uuid:partnership_id>/show/",
        public_room.show,
        name="show_partnership",
    ),
    path("partners/partnerships/<uuid:partnership_id>/named/", public_room.name_us, name="name_us"),
    path("partners/figures/", figures.dashboard, name="figures"),
    path("partners/figures/quarter/", figures.quarterly, name="quarterly"),
    path("partners/figures/quarter.<slug:ending>", figures.quarterly_file, name="quarterly_file"),
    path("partners/figures/of/<slug:figure_key>/", figures.listed, name="figure"),
    path(
        "partners/figures/of/<slug:figure_key>.<slug:ending>", figures.as_file, name="figure_file"
    ),
]
